"""Ids that stand twice, and codes that refer to what is not there."""

import difflib
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from juanzong.findings import Finding, finding
from juanzong.load.describe import Loc
from juanzong.load.errors import listed
from juanzong.load.models import Indicator
from juanzong.load.yamlfile import Document, dotted

_NEAR = 3
"""How many codes a message offers."""


def codes_of(indicators: tuple[Indicator, ...]) -> Iterator[str]:
    """The codes of all nodes of a standard."""
    for indicator in indicators:
        yield indicator.code
        yield from codes_of(indicator.children)


def leaves(indicators: Sequence[Indicator]) -> Iterator[Indicator]:
    """The clauses of a standard: the nodes that have nothing below them."""
    for indicator in indicators:
        if indicator.children:
            yield from leaves(indicator.children)
        else:
            yield indicator


def below(indicators: Sequence[Indicator], code: str) -> list[str]:
    """The clauses that a node stands for: itself, or all below it; none where there is no such node."""
    for indicator in indicators:
        if indicator.code == code:
            return [leaf.code for leaf in leaves((indicator,))]
        if found := below(indicator.children, code):
            return found
    return []


def doubles(name: str, ids: Sequence[str], document: Document) -> Iterator[Finding]:
    """Ids of a list that stand twice; ids name pages, and file systems ignore case."""
    seen: dict[str, int] = {}
    for position, entry_id in enumerate(ids):
        first = seen.setdefault(entry_id.casefold(), position)
        if first != position:
            loc: Loc = (name, position, "id")
            line = document.line((name, first, "id"))
            yield finding(
                "JZ149",
                document.subject,
                line=document.line(loc),
                field=dotted(loc),
                where=name,
                value=entry_id,
                first=line,
            )


def dangling(
    value: str | tuple[str, ...] | None,
    loc: Loc,
    target: str,
    known: AbstractSet[str],
    document: Document,
    code: str = "JZ148",
) -> Iterator[Finding]:
    """References to what is not there; `value` is one code or several, `target` the list they refer to."""
    if isinstance(value, tuple):
        for position, one in enumerate(value):
            yield from dangling(one, (*loc, position), target, known, document, code)
    elif value is not None and value not in known:
        near = difflib.get_close_matches(value, sorted(known), n=_NEAR, cutoff=0) or ["—"]
        yield finding(
            code,
            document.subject,
            line=document.line(loc),
            field=dotted(loc),
            name=dotted(loc),
            value=value,
            where=target,
            near=listed(near),
        )
