"""What must agree within one edition: codes, levels, kinds, methods, scores."""

from collections.abc import Iterator
from decimal import Decimal

from juanzong.findings import Finding, finding
from juanzong.load.describe import Loc
from juanzong.load.errors import listed
from juanzong.load.models import Edition, Indicator, Nature
from juanzong.load.yamlfile import Document, dotted

_RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)), "inbox")
)
"""Device names of Windows, and the folder of files that wait to be classified."""

_NAMED = 5
"""How many codes a summary names."""

Node = tuple[Indicator, Loc, int]
"""An indicator, where it stands, and its level, counted from 1."""


def check(edition: Edition, document: Document) -> Iterator[Finding]:
    """All that does not agree within an edition."""
    nodes = tuple(_walk(edition.indicators, (), 1))
    yield from _codes(nodes, document)
    yield from _kinds(edition, document)
    for node in nodes:
        yield from _references(node, edition, document)
    yield from _without_slots(nodes, document)
    yield from _total(edition, document)


def _walk(indicators: tuple[Indicator, ...], above: Loc, depth: int) -> Iterator[Node]:
    """All indicators, in the order of the tree."""
    for position, indicator in enumerate(indicators):
        loc = (*above, "indicators" if depth == 1 else "children", position)
        yield indicator, loc, depth
        yield from _walk(indicator.children, loc, depth + 1)


def _at(code: str, document: Document, loc: Loc, **details: object) -> Finding:
    return finding(code, document.subject, line=document.line(loc), field=dotted(loc), **details)


def _codes(nodes: tuple[Node, ...], document: Document) -> Iterator[Finding]:
    seen: dict[str, Loc] = {}
    for indicator, loc, _ in nodes:
        here = (*loc, "code")
        folded = indicator.code.casefold()
        if folded in _RESERVED:
            yield _at("JZ144", document, here, value=indicator.code)
        if folded in seen:
            yield _at("JZ143", document, here, value=indicator.code, first=document.line(seen[folded]))
        else:
            seen[folded] = here


def _kinds(edition: Edition, document: Document) -> Iterator[Finding]:
    names: dict[str, int] = {}
    types: dict[str, str] = {}
    for position, kind in enumerate(edition.kinds):
        if kind.name in names:
            here: Loc = ("kinds", position, "name")
            first = document.line(("kinds", names[kind.name], "name"))
            yield _at("JZ150", document, here, value=kind.name, first=first)
        names.setdefault(kind.name, position)
        for place, document_type in enumerate(kind.document_types):
            other = types.setdefault(document_type, kind.name)
            if other != kind.name:
                here = ("kinds", position, "document_types", place)
                yield _at("JZ151", document, here, value=document_type, one=other, other=kind.name)


def _references(node: Node, edition: Edition, document: Document) -> Iterator[Finding]:
    """What an indicator takes from the edition: its level, kinds and methods."""
    indicator, loc, depth = node
    kinds = tuple(kind.name for kind in edition.kinds)
    if depth > len(edition.levels):
        details = {"value": indicator.code, "depth": depth, "limit": len(edition.levels)}
        yield _at("JZ145", document, (*loc, "code"), **details)
    for position, slot in enumerate(indicator.slots):
        if slot.kind not in kinds:
            here = (*loc, "slots", position, "kind")
            yield _at("JZ146", document, here, value=slot.kind, allowed=listed(kinds))
    for position, method in enumerate(indicator.methods):
        if method not in edition.methods:
            here = (*loc, "methods", position)
            yield _at("JZ147", document, here, value=method, allowed=listed(edition.methods))
    if indicator.children and indicator.slots:
        yield _at("JZ152", document, (*loc, "slots"), value=indicator.code)


def _without_slots(nodes: tuple[Node, ...], document: Document) -> Iterator[Finding]:
    codes = [
        indicator.code
        for indicator, _, _ in nodes
        if not indicator.children and not indicator.slots and indicator.nature is not Nature.NEGATIVE
    ]
    if codes:
        named = listed(codes[:_NAMED]) + (" …" if len(codes) > _NAMED else "")
        yield _at("JZ155", document, ("indicators",), count=len(codes), codes=named)


def _total(edition: Edition, document: Document) -> Iterator[Finding]:
    scores = [score for i in edition.indicators if (score := _score(i)) is not None]
    total = sum(scores)
    if scores and not edition.scoring.parts and total != edition.total:
        details = {"sum": total, "total": edition.total}
        yield _at("JZ154", document, ("total",), **details)


def _score(indicator: Indicator) -> Decimal | None:
    """What an indicator is worth: its clauses together, else what stands at itself; negative ones nothing."""
    if indicator.nature is Nature.NEGATIVE:
        return None
    below = [score for child in indicator.children if (score := _score(child)) is not None]
    return sum(below, Decimal()) if below else indicator.score
