"""What must agree within the organisation, and between it and the edition."""

import difflib
from collections.abc import Iterator, Mapping, Sequence

from juanzong.findings import Finding, finding
from juanzong.load.describe import Loc
from juanzong.load.errors import listed
from juanzong.load.models import District, Edition, Group, Indicator, Organisation, Person, Unit
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

_NEAR = 3
"""How many codes a message offers."""


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
        known["indicators"] = set(_codes(edition.indicators))
    for name, entries in lists.items():
        yield from _doubles(name, [entry.id for entry in entries], document)
    for name, fields in _TARGETS.items():
        for position, entry in enumerate(getattr(organisation, name)):
            for field, target in fields.items():
                loc: Loc = (name, position, field)
                if target in known:
                    yield from _dangling(getattr(entry, field), loc, target, known[target], document)
    yield from _twice(organisation, document)


def _codes(indicators: tuple[Indicator, ...]) -> Iterator[str]:
    for indicator in indicators:
        yield indicator.code
        yield from _codes(indicator.children)


def _at(code: str, document: Document, loc: Loc, **details: object) -> Finding:
    return finding(code, document.subject, line=document.line(loc), field=dotted(loc), **details)


def _doubles(name: str, ids: Sequence[str], document: Document) -> Iterator[Finding]:
    """Ids name pages, and file systems ignore case."""
    seen: dict[str, int] = {}
    for position, entry_id in enumerate(ids):
        first = seen.setdefault(entry_id.casefold(), position)
        if first != position:
            line = document.line((name, first, "id"))
            yield _at("JZ149", document, (name, position, "id"), where=name, value=entry_id, first=line)


def _dangling(
    value: str | tuple[str, ...] | None, loc: Loc, target: str, known: set[str], document: Document
) -> Iterator[Finding]:
    """References to what is not there; `value` is one code or several."""
    if isinstance(value, tuple):
        for position, code in enumerate(value):
            yield from _dangling(code, (*loc, position), target, known, document)
    elif value is not None and value not in known:
        ordered = sorted(known)
        near = difflib.get_close_matches(value, ordered, n=_NEAR, cutoff=0) or ["—"]
        yield _at("JZ148", document, loc, name=dotted(loc), value=value, where=target, near=listed(near))


def _twice(organisation: Organisation, document: Document) -> Iterator[Finding]:
    """Indicators that two rows name; only the first counts."""
    seen: dict[str, Loc] = {}
    for row, responsibility in enumerate(organisation.responsibilities):
        for position, code in enumerate(responsibility.indicators):
            loc: Loc = ("responsibilities", row, "indicators", position)
            first = seen.setdefault(code, loc)
            if first != loc:
                yield _at("JZ153", document, loc, value=code, first=document.line(first))
