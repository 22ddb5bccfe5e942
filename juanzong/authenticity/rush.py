"""突击迎检: evidence that is dated, or arrived, in the last weeks only."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from juanzong.findings import Finding, finding
from juanzong.load import window_of
from juanzong.load.authenticity import Authenticity
from juanzong.model import Clause, Config, Evidence, Link

_SUBJECT = "archive.yml"
"""What is said of the whole is said of the round."""


@dataclass(frozen=True, slots=True)
class Bunch:
    """So many of all lie after the day `begin`, of the weeks before `end`."""

    late: int
    total: int
    begin: date
    end: date


def rushed(config: Config, evidence: Sequence[Evidence], links: Sequence[Link]) -> Iterator[Finding]:
    """Clauses, and the whole, whose evidence is mostly of the last weeks; a pool that came in a rush.

    The end is the day of inspection, or the last day of the window where that is earlier.
    """
    rules = config.archive.thresholds.authenticity
    dated = {one.id: one.description.date.value for one in evidence if one.description.date}
    by_clause: dict[str, set[str]] = defaultdict(set)
    for link in links:
        if link.evidence_id in dated:
            by_clause[link.code].add(link.evidence_id)
    inspection = config.archive.round.inspection
    for clause in config.clauses:
        days = [dated[i] for i in by_clause[clause.code]]
        end = end_of(config, clause)
        if found := _bunched(rules, days, end, rules.bunch_items):
            yield _told("JZ468", clause.code, found)
    used = set().union(*by_clause.values())
    end = min(inspection, config.archive.round.window.end)
    if found := _bunched(rules, [dated[i] for i in sorted(used)], end, rules.bunch_pool):
        yield _told("JZ469", _SUBJECT, found)
    if found := _bunched(rules, _arrivals(evidence), inspection, rules.bunch_pool):
        yield _told("JZ470", _SUBJECT, found)


def _arrivals(evidence: Sequence[Evidence]) -> list[date]:
    """When items came in; what was there on the first day was taken over and tells nothing."""
    days = [one.item.received for one in evidence if one.item.received]
    first = min(days, default=None)
    return [day for day in days if day != first]


def bunch(rules: Authenticity, days: Sequence[date], end: date) -> Bunch:
    """How many of some days lie in the last weeks before the end, or after it."""
    begin = end - timedelta(rules.bunch_days)
    return Bunch(sum(day > begin for day in days), len(days), begin, end)


def is_rushed(rules: Authenticity, found: Bunch, least: int) -> bool:
    """Whether of `least` or more days a larger share than is tolerated is late."""
    return found.total >= least and found.late > rules.bunch_share * found.total


def end_of(config: Config, clause: Clause) -> date:
    """The day that the evidence of a clause works towards: the inspection, or the end of its window."""
    return min(config.archive.round.inspection, window_of(config, clause).end)


def _bunched(rules: Authenticity, days: Sequence[date], end: date, least: int) -> Bunch | None:
    """How days are bunched, if they are."""
    found = bunch(rules, days, end)
    return found if is_rushed(rules, found, least) else None


def _told(code: str, subject: str, found: Bunch) -> Finding:
    share = f"{found.late / found.total:.0%}"
    return finding(
        code, subject, late=found.late, total=found.total, share=share, begin=found.begin, end=found.end
    )
