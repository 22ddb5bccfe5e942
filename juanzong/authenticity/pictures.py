"""Pictures used again, blurred, or too small to tell anything.

Fingerprints say "suspected", never "proved": moments of one scene look alike (measured: 3–5 of 55 pairs).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from juanzong.authenticity.dates import claimed
from juanzong.authenticity.looks import Look
from juanzong.findings import Finding, finding
from juanzong.load.authenticity import Authenticity
from juanzong.load.models import Format
from juanzong.model import Config, Evidence, Link

_CHUNK = 512
"""Pictures held against all others at once."""


def reused_pictures(
    config: Config, evidence: Sequence[Evidence], links: Sequence[Link], looks: Mapping[str, Look]
) -> Iterator[Finding]:
    """Pictures that seem to be one although they are several items, and items that serve several clauses."""
    pictures = {one.id: one for one in evidence if one.item.media.format is Format.IMAGE}
    codes: dict[str, list[str]] = defaultdict(list)
    for link in links:
        codes[link.evidence_id].append(link.code)
    for one in pictures.values():
        yield from _one_item(config, one, codes[one.id])
    yield from _pairs(config, [one for i, one in pictures.items() if i in looks], codes, looks)


def _one_item(config: Config, one: Evidence, codes: Sequence[str]) -> Iterator[Finding]:
    earliest = config.archive.thresholds.date_earliest
    if len(set(codes)) > 1:
        yield finding("JZ453", one.item.path, codes=_listed(codes))
    years = {day.year for day in claimed(one, earliest)}
    if len(years) > 1:
        yield finding("JZ456", one.item.path, years=_listed(years))


def _pairs(
    config: Config,
    pictures: Sequence[Evidence],
    codes: Mapping[str, Sequence[str]],
    looks: Mapping[str, Look],
) -> Iterator[Finding]:
    """One finding on every picture that earlier ones look like, naming one of another year if there is."""
    pictures = sorted(pictures, key=_age)
    years = [_years(config, one) for one in pictures]
    same: dict[int, list[tuple[bool, int, int]]] = defaultdict(list)
    for a, b, distance in alike(config.archive.thresholds.authenticity, [looks[one.id] for one in pictures]):
        apart = bool(years[a] and years[b] and not years[a] & years[b])
        same[b].append((not apart, distance, a))
    for b, found in sorted(same.items()):
        together, distance, a = min(found)
        yield finding(
            "JZ452" if together else "JZ457",
            pictures[b].item.path,
            other=pictures[a].item.path,
            distance=distance,
            codes=_listed(codes.get(pictures[b].id, ())),
            other_codes=_listed(codes.get(pictures[a].id, ())),
            year=_listed(years[b]),
            other_year=_listed(years[a]),
            count=len(found),
        )


def _listed(values: Iterable[str | int]) -> str:
    return "、".join(map(str, sorted(set(values)))) or "—"


def _years(config: Config, one: Evidence) -> set[int]:
    """The years people state for a picture, or else the year it is dated."""
    day = one.description.date
    said = claimed(one, config.archive.thresholds.date_earliest)
    return {d.year for d in said} or ({day.value.year} if day else set())


def _age(one: Evidence) -> tuple[str, str]:
    return (one.description.date.value.isoformat() if one.description.date else "9", one.item.path)


def alike(rules: Authenticity, looks: Sequence[Look]) -> Iterator[tuple[int, int, int]]:
    """Pairs of positions whose fingerprints are near, with their distance."""
    return ((a, b, distance) for a, b, distance in near(rules, looks, looks) if a < b)


def near(
    rules: Authenticity, looks: Sequence[Look], others: Sequence[Look]
) -> Iterator[tuple[int, int, int]]:
    """Positions in both lists whose fingerprints are near, with their distance; for two pages, nearer."""
    mine, theirs = _Columns.of(rules, looks), _Columns.of(rules, others)
    for start in range(0, len(looks), _CHUNK):
        rows = slice(start, start + _CHUNK)
        distance = np.bitwise_count(mine.differences[rows, None] ^ theirs.differences[None, :])
        distance = distance + np.bitwise_count(mine.frequencies[rows, None] ^ theirs.frequencies[None, :])
        both = mine.paper[rows, None] & theirs.paper[None, :]
        allowed = np.where(both, rules.paper_distance, rules.photo_distance)
        for row, column in np.argwhere(distance <= allowed):
            yield int(start + row), int(column), int(distance[row, column])


@dataclass(frozen=True, slots=True)
class _Columns:
    """Looks side by side: their fingerprints, and whether each is of a page."""

    differences: npt.NDArray[np.uint64]
    frequencies: npt.NDArray[np.uint64]
    paper: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, rules: Authenticity, looks: Sequence[Look]) -> "_Columns":
        return cls(
            np.array([look.differences for look in looks], np.uint64),
            np.array([look.frequencies for look in looks], np.uint64),
            np.array([look.light >= rules.paper_light for look in looks], np.bool_),
        )


def poor_pictures(
    rules: Authenticity, evidence: Sequence[Evidence], looks: Mapping[str, Look]
) -> Iterator[Finding]:
    """Pictures that are too small, or sharp nowhere."""
    for one in evidence:
        facts = one.extraction.facts
        if one.item.media.format is not Format.IMAGE:
            continue
        if 0 < max(facts.width, facts.height) < rules.picture_pixels:
            yield finding(
                "JZ464", one.item.path, width=facts.width, height=facts.height, least=rules.picture_pixels
            )
        if (look := looks.get(one.id)) and look.sharpness < rules.picture_sharpness:
            yield finding("JZ463", one.item.path, sharpness=look.sharpness, least=rules.picture_sharpness)
