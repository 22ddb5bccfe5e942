"""What must agree in an edition's way of scoring."""

from collections.abc import Iterator

from juanzong.findings import Finding, finding
from juanzong.load.describe import Loc
from juanzong.load.errors import listed
from juanzong.load.models import Edition, Indicator
from juanzong.load.yamlfile import Document, dotted


def check(edition: Edition, document: Document) -> Iterator[Finding]:
    """Parts that test nothing or twice, weights that do not add up, grades that cannot be given."""
    yield from _parts(edition, document)
    for position, indicator in enumerate(edition.indicators):
        yield from _grades(indicator, ("indicators", position), document)


def _at(code: str, document: Document, loc: Loc, **details: object) -> Finding:
    return finding(code, document.subject, line=document.line(loc), field=dotted(loc), **details)


def _parts(edition: Edition, document: Document) -> Iterator[Finding]:
    parts = edition.scoring.parts
    seen: set[str] = set()
    for number, part in enumerate(parts):
        loc: Loc = ("scoring", "parts", number)
        if part.id in seen:
            yield _at("JZ620", document, (*loc, "id"), value=part.id)
        seen.add(part.id)
        for place, method in enumerate(part.methods):
            if method not in edition.methods:
                allowed = listed(edition.methods)
                yield _at("JZ619", document, (*loc, "methods", place), value=method, allowed=allowed)
    total = sum(part.weight for part in parts)
    if parts and total != edition.total:
        yield _at("JZ621", document, ("scoring", "parts"), sum=total, total=edition.total)


def _grades(node: Indicator, loc: Loc, document: Document) -> Iterator[Finding]:
    if node.grades:
        needed = [grade.met for grade in node.grades]
        if not node.children:
            yield _at("JZ626", document, (*loc, "grades"), value=node.code)
        elif needed != sorted(set(needed), reverse=True) or needed[-1] != 0:
            yield _at("JZ623", document, (*loc, "grades"), value=node.code)
    for position, child in enumerate(node.children):
        yield from _grades(child, (*loc, "children", position), document)
