"""Days that contradict each other: stated, taken, received."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from juanzong.extract.dates import days
from juanzong.findings import Finding, finding
from juanzong.load.models import Format
from juanzong.model import Config, Evidence, Origin


def dates_at_odds(config: Config, evidence: Iterable[Evidence]) -> Iterator[Finding]:
    """Items dated after they were received, and pictures taken on another day than is said of them."""
    thresholds = config.archive.thresholds
    rules = thresholds.authenticity
    for one in evidence:
        stated, received = one.description.date, one.item.received
        if (
            stated
            and received
            and _is_said(stated.origin)
            and late(stated.value, received, rules.received_days)
        ):
            yield finding("JZ454", one.item.path, day=stated.value, received=received)
        taken = one.extraction.facts.taken
        if one.item.media.format is not Format.IMAGE or not taken:
            continue
        said = claimed(one, thresholds.date_earliest)
        if said and all(abs(day - taken) > timedelta(rules.taken_days) for day in said):
            yield finding("JZ455", one.item.path, taken=taken, day="、".join(map(str, said)))


def claimed(one: Evidence, earliest: date) -> tuple[date, ...]:
    """The days that people state for a picture, in its sidecars and captions; each once, in order."""
    found = {sidecar.date for sidecar in one.item.sidecars if sidecar.date}
    for sidecar in one.item.sidecars:
        found.update(dated.day for dated in days(sidecar.caption or "", earliest))
    return tuple(sorted(found))


def late(day: date, received: date, tolerated: int) -> bool:
    """Whether a day lies more than so many days after another."""
    return day > received + timedelta(tolerated)


def _is_said(origin: Origin) -> bool:
    """A name may hold the day of an event to come; what a person, a document or a camera says may not."""
    return origin in (Origin.SIDECAR, Origin.CONTENT, Origin.METADATA)
