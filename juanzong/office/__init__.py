"""Office: what the creation office sees in the dossiers. All of it is computed, nothing is typed in.

A profile gets what its parts ask for (`Part.DUTIES`, `TASKS`, `SCORE` …); one that has none of them, like the
inspectors', gets no office at all.
"""

from collections.abc import Iterator
from dataclasses import replace

from juanzong.findings import Finding, order
from juanzong.load.models import Part
from juanzong.model import Office, Publication
from juanzong.office.duties import check_duties
from juanzong.office.tasks import tasks_of
from juanzong.waivers import waived

PARTS = frozenset({Part.DUTIES, Part.TASKS, Part.SCORE})
"""The parts of a site that this stage fills."""


def survey(publication: Publication) -> tuple[Publication, tuple[Finding, ...]]:
    """Add the office's view to a publication whose profile has a part of it, and what is wrong in it."""
    parts = PARTS.intersection(publication.profile.parts)
    if not parts:
        return publication, ()
    found = tuple(_findings(publication, parts))
    office = Office(tasks=tasks_of(publication) if Part.TASKS in parts else ())
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


def _findings(publication: Publication, parts: frozenset[Part]) -> Iterator[Finding]:
    if Part.DUTIES in parts:
        yield from check_duties(publication)
