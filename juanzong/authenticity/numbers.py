"""Document numbers that contradict each other: within a year 机关代字〔年〕序号 run on as the days do."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, combinations, pairwise

from juanzong.findings import Finding, finding
from juanzong.load.authenticity import Authenticity
from juanzong.model import Evidence, Origin

_NUMBER = re.compile(r"(?P<organ>[^〔]+)〔(?P<year>\d{4})〕(?P<serial>\d+)号")
_SURE = (Origin.SIDECAR, Origin.CONTENT)
_LETTER = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A document with its number, taken apart."""

    evidence: Evidence
    value: str
    organ: str
    year: int
    serial: int
    day: date | None


def numbers_at_odds(rules: Authenticity, evidence: Iterable[Evidence]) -> Iterator[Finding]:
    """Numbers that two papers bear, that run against the days, or that are of another year than the paper."""
    numbered = [made for one in evidence if (made := _numbered(one))]
    for one in numbered:
        if one.day and not date(one.year, 1, 1) <= one.day < _until(one.year, rules.number_year_days):
            yield finding("JZ460", one.evidence.item.path, number=one.value, day=one.day)
    yield from _borne_twice(rules, numbered)
    series: dict[tuple[str, int], list[Numbered]] = defaultdict(list)
    for one in numbered:
        series[one.organ, one.year].append(one)
    for some in series.values():
        for one, witness in against_the_days(some, rules.number_days):
            yield finding(
                "JZ458",
                one.evidence.item.path,
                number=one.value,
                day=one.day,
                other=witness.evidence.item.path,
                other_number=witness.value,
                other_day=witness.day,
            )


def _until(year: int, days: int) -> date:
    return date(year + 1, 1, 1) + timedelta(days)


def _numbered(one: Evidence) -> Numbered | None:
    stated, day = one.description.doc_number, one.description.date
    if stated is None or stated.origin not in _SURE or not (match := _NUMBER.fullmatch(stated.value)):
        return None
    sure_day = day.value if day and day.origin in _SURE else None
    return Numbered(one, stated.value, match["organ"], int(match["year"]), int(match["serial"]), sure_day)


def _borne_twice(rules: Authenticity, numbered: Iterable[Numbered]) -> Iterator[Finding]:
    by_value: dict[str, list[Numbered]] = defaultdict(list)
    for one in numbered:
        by_value[one.value].append(one)
    for value, some in by_value.items():
        first = min(some, key=lambda n: (n.day or date.max, n.evidence.item.path))
        for one in some:
            title, other = one.evidence.description.title.value, first.evidence.description.title.value
            if overlap(title, other) < rules.title_overlap:
                yield finding(
                    "JZ459",
                    one.evidence.item.path,
                    number=value,
                    title=title,
                    other=first.evidence.item.path,
                    other_title=other,
                )


def overlap(one: str, other: str) -> float:
    """How much of the shorter title's pairs of letters stand in the longer one (0–1)."""
    a, b = ({x + y for x, y in pairwise(some)} for some in map(_letters, (one, other)))
    return len(a & b) / (min(len(a), len(b)) or 1)


def _letters(title: str) -> str:
    return "".join(_LETTER.findall(title))


def against_the_days(series: Sequence[Numbered], days: int) -> Iterator[tuple[Numbered, Numbered]]:
    """The fewest documents of one series that disturb its order by more than `days`, each with a witness."""
    dated = sorted((n for n in series if n.day), key=lambda n: (n.serial, n.day, n.evidence.id))
    clashes: dict[int, set[int]] = defaultdict(set)
    for a, b in combinations(_disturbing(dated, days), 2):
        if _clash(dated[a], dated[b], days):
            clashes[a].add(b)
            clashes[b].add(a)
    while clashes:
        worst = max(clashes, key=lambda n: (len(clashes[n]), -n))
        others = clashes.pop(worst)
        yield dated[worst], dated[min(others, key=lambda n: (abs(n - worst), n))]
        alone = len(others) == 1 and len(clashes[min(others)]) == 1
        if alone:  # one against one: neither is more likely to be wrong
            yield dated[min(others)], dated[worst]
        for other in others:
            clashes[other].discard(worst)
            if not clashes[other]:
                del clashes[other]


def _disturbing(dated: Sequence[Numbered], days: int) -> list[int]:
    """Positions of what clashes with anything, in one pass: a later day before, or an earlier one after."""
    told = [one.day or date.min for one in dated]
    serials = [one.serial for one in dated]
    latest = list(accumulate(told, max))
    earliest = list(accumulate(reversed(told), min))[::-1]
    tolerated = timedelta(days)
    found = []
    for n, (day, serial) in enumerate(zip(told, serials, strict=True)):
        before, after = bisect_left(serials, serial), bisect_right(serials, serial)
        later = before > 0 and latest[before - 1] > day + tolerated
        earlier = after < len(told) and earliest[after] < day - tolerated
        if later or earlier:
            found.append(n)
    return found


def _clash(one: Numbered, other: Numbered, days: int) -> bool:
    first, second = sorted((one, other), key=lambda n: n.serial)
    if first.serial == second.serial or not first.day or not second.day:
        return False
    return first.day > second.day + timedelta(days)
