"""Reading what people judge themselves (`assessments/`) and the results of former rounds (`history/`).

A file that cannot be used stops nothing: it is listed, and the scores are made without it.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from juanzong.findings import Finding, finding
from juanzong.load.errors import listed
from juanzong.load.models import Edition, Indicator, Nature
from juanzong.load.records import M, take
from juanzong.load.scoring import Assessments, Basis, Past
from juanzong.load.yamlfile import Document, dotted

ASSESSMENTS = "assessments"
HISTORY = "history"
_MAX_BYTES = 256 * 1024
_NAMED = 5
"""How many codes a message names."""


def load_assessments(root: Path, edition: Edition, found: list[Finding]) -> Mapping[str, Assessments]:
    """Self-assessments by the code of the node that their file is named after."""
    nodes = dict(_nodes(edition.indicators))
    judged = dict(_files(root, ASSESSMENTS, Assessments, found))
    for code, (record, document) in judged.items():
        if code not in nodes:
            found.append(finding("JZ616", document.subject, code=code))
        else:
            found += _agreeing(record, nodes[code], edition, document)
    return {code: record for code, (record, _) in judged.items() if code in nodes}


def load_history(root: Path, edition: Edition, found: list[Finding]) -> tuple[Past, ...]:
    """Former rounds, the latest first."""
    nodes = dict(_nodes(edition.indicators))
    rounds = []
    for _, (past, document) in _files(root, HISTORY, Past, found):
        rounds.append(past)
        if strange := [code for code in past.clauses if code not in nodes]:
            named = listed(strange[:_NAMED]) + (" …" if len(strange) > _NAMED else "")
            line = document.line(("clauses",))
            found.append(
                finding(
                    "JZ618", document.subject, line=line, field="clauses", count=len(strange), codes=named
                )
            )
    return tuple(sorted(rounds, key=lambda past: past.date, reverse=True))


def _files(
    root: Path, folder: str, kind: type[M], found: list[Finding]
) -> Iterator[tuple[str, tuple[M, Document]]]:
    """The records of a folder by the names of their files, in order."""
    for path in sorted((root / folder).glob("*.yml")):
        record, document = take(root, f"{folder}/{path.name}", kind, found, max_bytes=_MAX_BYTES)
        if record is not None and document is not None:
            yield path.stem, (record, document)


def _nodes(indicators: tuple[Indicator, ...]) -> Iterator[tuple[str, Indicator]]:
    for indicator in indicators:
        yield indicator.code, indicator
        yield from _nodes(indicator.children)


def _agreeing(
    record: Assessments, node: Indicator, edition: Edition, document: Document
) -> Iterator[Finding]:
    parts = [part.id for part in edition.scoring.parts if part.basis is Basis.ASSESSED or not node.slots]
    seen: set[str] = set()
    for position, one in enumerate(record.judged):
        loc = ("judged", position, "part")
        if one.part not in parts or one.part in seen:
            allowed = listed(part for part in parts if part not in seen) or "—"
            yield finding(
                "JZ617",
                document.subject,
                line=document.line(loc),
                field=dotted(loc),
                part=one.part,
                allowed=allowed,
            )
        seen.add(one.part)
        low, rate, high = one.bounds
        if one.lowest not in (None, low) or one.highest not in (None, high):
            yield finding(
                "JZ629",
                document.subject,
                line=document.line(("judged", position, "rate")),
                field=dotted(("judged", position, "rate")),
                part=one.part,
                low=f"{low:g}",
                rate=f"{rate:g}",
                high=f"{high:g}",
            )
    if record.occurred and node.nature is not Nature.NEGATIVE:
        yield finding("JZ627", document.subject, line=document.line(("occurred",)), field="occurred")
