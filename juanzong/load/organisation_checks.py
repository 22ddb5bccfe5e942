"""What must agree within the organisation, and between it and the edition."""

from collections.abc import Iterator, Mapping, Sequence

from juanzong.findings import Finding, finding
from juanzong.load.describe import Loc
from juanzong.load.models import Edition
from juanzong.load.organisation import District, Group, Organisation, Person, Unit
from juanzong.load.references import codes_of, dangling, doubles
from juanzong.load.yamlfile import Document, dotted

_TARGETS: Mapping[str, Mapping[str, str]] = {
    "groups": {"leader": "people", "deputies": "people", "lead_unit": "units", "members": "units"},
    "districts": {"unit": "units"},
    "people": {"unit": "units"},
    "responsibilities": {
        "indicators": "indicators",
        "group": "groups",
        "lead_unit": "units",
        "units": "units",
        "districts": "districts",
        "person": "people",
        "liaison": "people",
    },
}
"""Which field of which list refers to which list."""


def check(organisation: Organisation, document: Document, edition: Edition | None) -> Iterator[Finding]:
    """All that does not agree; without an edition, references to indicators are not looked at."""
    lists: dict[str, Sequence[Group | Unit | District | Person]] = {
        "groups": organisation.groups,
        "units": organisation.units,
        "districts": organisation.districts,
        "people": organisation.people,
    }
    known: dict[str, set[str]] = {name: {entry.id for entry in entries} for name, entries in lists.items()}
    if edition:
        known["indicators"] = set(codes_of(edition.indicators))
    for name, entries in lists.items():
        yield from doubles(name, [entry.id for entry in entries], document)
    for name, fields in _TARGETS.items():
        for position, entry in enumerate(getattr(organisation, name)):
            for field, target in fields.items():
                loc: Loc = (name, position, field)
                if target in known:
                    yield from dangling(getattr(entry, field), loc, target, known[target], document)
    for row, responsibility in enumerate(organisation.responsibilities):
        units = tuple(objection.unit for objection in responsibility.objections)
        yield from dangling(units, ("responsibilities", row, "objections"), "units", known["units"], document)
    yield from _twice(organisation, document)


def _at(code: str, document: Document, loc: Loc, **details: object) -> Finding:
    return finding(code, document.subject, line=document.line(loc), field=dotted(loc), **details)


def _twice(organisation: Organisation, document: Document) -> Iterator[Finding]:
    """Indicators that two rows name; only the first counts."""
    seen: dict[str, Loc] = {}
    for row, responsibility in enumerate(organisation.responsibilities):
        for position, code in enumerate(responsibility.indicators):
            loc: Loc = ("responsibilities", row, "indicators", position)
            first = seen.setdefault(code, loc)
            if first != loc:
                yield _at("JZ153", document, loc, value=code, first=document.line(first))
