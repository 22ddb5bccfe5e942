"""档号: one number per item, by the configured pattern, without gaps (DA/T 22-2015 §6, DA/T 13-2022)."""

from collections import Counter
from collections.abc import Iterable

from juanzong.compile.slots import day_of
from juanzong.load.models import Retention
from juanzong.model import Config, Evidence


def archive_numbers(config: Config, evidence: Iterable[Evidence]) -> dict[str, str]:
    """Number items within year and 保管期限 by date, then by id; an undated item counts to the round's year.

    The numbers depend on the items alone, so that every profile shows the same.
    """
    scheme = config.archive.numbering
    fallback = config.archive.round.inspection
    counters: Counter[tuple[int, Retention]] = Counter()
    numbers: dict[str, str] = {}
    for one in sorted(evidence, key=lambda e: (day_of(e) or fallback, e.id)):
        year = (day_of(one) or fallback).year
        retention = next((s.retention for s in one.item.sidecars if s.retention), scheme.retention)
        counters[year, retention] += 1
        numbers[one.id] = scheme.pattern.format(
            fonds=config.archive.fonds.code,
            category=scheme.category,
            year=year,
            retention=retention.value,
            section=scheme.section,
            item=counters[year, retention],
        )
    return numbers
