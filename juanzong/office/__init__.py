"""Office: what the creation office sees in the dossiers. All of it is computed, nothing is typed in.

A profile gets what its parts ask for (`Part.DUTIES`, `TASKS`, `SCORE` …); one that has none of them, like the
inspectors', gets no office at all.
"""

from collections.abc import Iterator
from dataclasses import replace

from juanzong.findings import Finding, order
from juanzong.load.models import Part
from juanzong.model import Config, Office, Publication
from juanzong.model.change import Comparison
from juanzong.model.ledger import Ledger
from juanzong.office.duties import check_duties
from juanzong.office.editions import compare
from juanzong.office.ledger import check_ledger, keep_ledger
from juanzong.office.months import months_of
from juanzong.office.pictures import released_pictures, used_pictures
from juanzong.office.points import check_points, keep_points
from juanzong.office.score import score
from juanzong.office.score_checks import check_scores
from juanzong.office.tasks import tasks_of
from juanzong.waivers import waived

PARTS = frozenset(
    {Part.DUTIES, Part.TASKS, Part.SCORE, Part.LEDGER, Part.POINTS, Part.REPORTS, Part.EDITIONS}
)
"""The parts of a site that this stage fills."""


def survey(publication: Publication) -> tuple[Publication, tuple[Finding, ...]]:
    """Add the office's view to a publication whose profile has a part of it, and what is wrong in it."""
    parts = PARTS.intersection(publication.profile.parts)
    if not parts:
        return publication, ()
    office = _office(publication, parts)
    publication = replace(publication, pictures=used_pictures(publication, office.ledger))
    found = tuple(_findings(publication, office, parts))
    if Part.FINDINGS not in publication.profile.parts:
        return replace(publication, office=office), found
    answered = waived(publication.config.release, found)
    return (
        replace(
            publication,
            office=office,
            findings=order((*publication.findings, *found)),
            waived={**publication.waived, **answered},
        ),
        found,
    )


def _office(publication: Publication, parts: frozenset[Part]) -> Office:
    config, today = publication.config, publication.today
    ledger = Ledger()
    if Part.LEDGER in parts:
        ledger = keep_ledger(config, released_pictures(publication), today)
    return Office(
        tasks=tasks_of(publication) if Part.TASKS in parts else (),
        months=months_of(publication) if Part.TASKS in parts else None,
        score=score(publication) if Part.SCORE in parts else None,
        ledger=ledger,
        spots=keep_points(config, ledger, today) if Part.POINTS in parts else (),
        comparisons=tuple(_compared(config)) if Part.EDITIONS in parts else (),
    )


def _compared(config: Config) -> Iterator[Comparison]:
    """The current standard against its predecessor, and those that follow against the current one."""
    for other in (one for one in config.kin if one not in config.parallel):
        older, newer = (
            (config.edition, other) if other.predecessor == config.edition.id else (other, config.edition)
        )
        yield compare(older, newer)


def _findings(publication: Publication, office: Office, parts: frozenset[Part]) -> Iterator[Finding]:
    if Part.DUTIES in parts:
        yield from check_duties(publication)
    if office.score:
        yield from check_scores(publication, office.score)
    if Part.LEDGER in parts:
        yield from check_ledger(publication.config, office.ledger, publication.today)
    if Part.POINTS in parts:
        yield from check_points(publication.config, office.spots)
