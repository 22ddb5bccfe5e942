"""Reading the ledger and the register of points: all files, and every error of all of them at once."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from juanzong.findings import Finding, finding
from juanzong.load.models import Edition
from juanzong.load.organisation import Organisation
from juanzong.load.points import Points
from juanzong.load.problems import FOLDER, Problem
from juanzong.load.records import take
from juanzong.load.references import codes_of, dangling, doubles
from juanzong.load.yamlfile import Document, dotted

Known = Mapping[str, frozenset[str]]
"""The ids that may be referred to, by the list they stand in."""

_PROBLEM_TARGETS = {
    "point": "points.yml",
    "district": "districts",
    "clauses": "indicators",
    "group": "groups",
    "unit": "units",
    "responsible": "people",
}
_POINT_TARGETS = {"type": "types", "district": "districts", "unit": "units", "person": "people"}
_TYPE_TARGETS = {"line": "units", "clauses": "indicators"}
_MAX_BYTES = 256 * 1024
"""A problem is a page of facts."""


def known_ids(organisation: Organisation, edition: Edition) -> dict[str, frozenset[str]]:
    """The ids of an organisation and a standard."""
    return {
        "groups": frozenset(group.id for group in organisation.groups),
        "units": frozenset(unit.id for unit in organisation.units),
        "districts": frozenset(district.id for district in organisation.districts),
        "people": frozenset(person.id for person in organisation.people),
        "indicators": frozenset(codes_of(edition.indicators)),
    }


def load_points(root: Path, known: Known | None, found: list[Finding]) -> Points | None:
    """Read `points.yml`; without one there are no points. None where it cannot be used.

    References are looked at where `known` says what may be referred to.
    """
    if not (root / "points.yml").exists():
        return Points()
    points, document = take(root, "points.yml", Points, found)
    if points and document:
        found += doubles("types", [kind.id for kind in points.types], document)
        found += doubles("points", [point.id for point in points.points], document)
        if known is not None:
            found += _point_references(points, known, document)
    return points


def _point_references(points: Points, known: Known, document: Document) -> Iterator[Finding]:
    known = {**known, "types": frozenset(kind.id for kind in points.types)}
    for name, entries, targets in (
        ("types", points.types, _TYPE_TARGETS),
        ("points", points.points, _POINT_TARGETS),
    ):
        for position, entry in enumerate(entries):
            for field, target in targets.items():
                loc = (name, position, field)
                yield from dangling(getattr(entry, field), loc, target, known[target], document)


def load_problems(
    root: Path, known: Known, points: Points, found: list[Finding]
) -> tuple[tuple[Problem, ...], tuple[str, ...]]:
    """Read every problem, in the order of their names, and name the files that cannot be used.

    A file that cannot be used stops nothing: it is a row of the ledger and no configuration.
    """
    known = {**known, "points.yml": frozenset(point.id for point in points.points)}
    problems: list[Problem] = []
    unread: list[str] = []
    folded: dict[str, str] = {}
    for path in sorted((root / FOLDER).glob("*.yml")):
        subject = f"{FOLDER}/{path.name}"
        wrong: list[Finding] = []
        problem, document = take(root, subject, Problem, wrong, max_bytes=_MAX_BYTES)
        if problem and problem.id != path.stem:
            wrong.append(
                finding("JZ180", subject, field="id", value=problem.id, name=path.name, expected=path.stem)
            )
        other = folded.setdefault(path.stem.casefold(), path.name)
        if other != path.name:
            wrong.append(finding("JZ181", subject, other=other))
        usable = problem is not None and document is not None and not any(one.blocks for one in wrong)
        found += wrong
        if problem is not None and document is not None and usable:
            problems.append(problem)
            found += _agreeing(problem, document, known)
        else:
            unread.append(subject)
    return tuple(problems), tuple(unread)


def _agreeing(problem: Problem, document: Document, known: Known) -> Iterator[Finding]:
    """What does not agree in a problem, and what of the four fixed things it lacks."""
    for field, target in _PROBLEM_TARGETS.items():
        value = getattr(problem, field)
        yield from dangling(value, (field,), target, known[target], document, "JZ182")
    if problem.unfixed:
        yield finding("JZ183", problem.path, missing="、".join(problem.unfixed))
    for later, earlier in (
        ("done", problem.found),
        ("closed", problem.found),
        ("closed", problem.done),
        ("deadline", problem.found),
    ):
        yield from _after(getattr(problem, later), earlier, (later,), document)
    for position, handover in enumerate(problem.handovers):
        yield from _after(handover.date, problem.found, ("handovers", position, "date"), document)
    for position, recheck in enumerate(problem.rechecks):
        yield from _after(recheck.date, problem.found, ("rechecks", position, "date"), document)


def _after(
    day: date | None, earlier: date | None, loc: tuple[str | int, ...], document: Document
) -> Iterator[Finding]:
    if day and earlier and day < earlier:
        yield finding(
            "JZ184",
            document.subject,
            line=document.line(loc),
            field=dotted(loc),
            what=dotted(loc),
            day=day,
            earlier=earlier,
        )
