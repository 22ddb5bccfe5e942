"""An extraction as JSON and back: between child and parent, and in the cache.

JSON and not pickle: what a hijacked child answers is data that is checked, never code that runs.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from juanzong.model import (
    Block,
    BlockKind,
    Extraction,
    Facts,
    Figure,
    Page,
    Preview,
    Reading,
    Span,
    TextSource,
)

T = TypeVar("T")

SCHEMA = 5
"""Changes whenever the same extraction is written otherwise; earlier ones are then not read back."""


def encode(extraction: Extraction) -> bytes:
    """The extraction as UTF-8 JSON; the same value gives the same bytes."""
    facts, preview = extraction.facts, extraction.preview
    value = {
        "reading": extraction.reading,
        "text_source": extraction.text_source,
        "pages": [[p.number, p.label, [_block(b) for b in p.blocks], p.ocr] for p in extraction.pages],
        "page_count": extraction.page_count,
        "paged": extraction.paged,
        "facts": {
            "title": facts.title,
            "author": facts.author,
            "created": facts.created and facts.created.isoformat(),
            "taken": facts.taken and facts.taken.isoformat(),
            "width": facts.width,
            "height": facts.height,
            "has_location": facts.has_location,
            "ocr_score": facts.ocr_score,
            "seconds": facts.seconds,
            "codec": facts.codec,
        },
        "findings": extraction.findings,
        "unseen": extraction.unseen,
        "beneath": extraction.beneath,
        "preview": [
            *map(_base64, (preview.thumbnail, preview.view)),
            [[f.name, _base64(f.content), f.width, f.height] for f in preview.figures],
        ],
    }
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace")


def decode(content: bytes) -> Extraction:
    """Read what `encode` wrote.

    Raises:
        ValueError: it is anything else.
    """
    try:
        value = json.loads(content)
        return Extraction(
            reading=Reading(value["reading"]),
            text_source=TextSource(value["text_source"]),
            pages=tuple(_page(p) for p in _list(value["pages"])),
            page_count=_typed(value["page_count"], int),
            paged=_typed(value["paged"], bool),
            facts=_facts(value["facts"]),
            findings=tuple(
                (_typed(code, str), tuple((_typed(n, str), _typed(v, str)) for n, v in _list(details)))
                for code, details in _list(value["findings"])
            ),
            unseen=tuple(_typed(number, int) for number in _list(value["unseen"])),
            preview=_preview(value["preview"]),
            beneath=tuple(_typed(text, str) for text in _list(value["beneath"])),
        )
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise ValueError("this is no extraction") from error


def _block(block: Block) -> list[Any]:
    if block.kind is BlockKind.TABLE:
        return ["t", block.rows, [[s.row, s.column, s.rows, s.columns] for s in block.spans]]
    if block.kind is BlockKind.PICTURE:
        return ["f", block.figure]
    return ["h", block.text, block.level] if block.kind is BlockKind.HEADING else ["p", block.text]


def _page(value: Any) -> Page:
    number, label, blocks, ocr = value
    shown = tuple(_unblock(b) for b in _list(blocks))
    return Page(_typed(number, int), shown, _typed(label, str), _typed(ocr, bool))


def _unblock(value: Any) -> Block:
    match value:
        case ["t", list(rows), list(spans)]:
            return Block(
                BlockKind.TABLE,
                rows=tuple(tuple(_typed(cell, str) for cell in _list(r)) for r in rows),
                spans=tuple(_span(span) for span in spans),
            )
        case ["h", str(text), int(level)]:
            return Block(BlockKind.HEADING, text, level)
        case ["f", str(figure)]:
            return Block(BlockKind.PICTURE, figure=figure)
        case ["p", str(text)]:
            return Block(BlockKind.PARAGRAPH, text)
        case _:
            raise ValueError("this is no block")


def _span(value: Any) -> Span:
    row, column, rows, columns = (_typed(number, int) for number in _list(value))
    return Span(row, column, rows, columns)


def _facts(value: Any) -> Facts:
    return Facts(
        title=_typed(value["title"], str),
        author=_typed(value["author"], str),
        created=_day(value["created"]),
        taken=_day(value["taken"]),
        width=_typed(value["width"], int),
        height=_typed(value["height"], int),
        has_location=_typed(value["has_location"], bool),
        ocr_score=_typed(value["ocr_score"], float),
        seconds=_typed(value["seconds"], int),
        codec=_typed(value["codec"], str),
    )


def _preview(value: Any) -> Preview:
    thumbnail, view, figures = _list(value)
    return Preview(_bytes(thumbnail), _bytes(view), tuple(_figure(one) for one in _list(figures)))


def _figure(value: Any) -> Figure:
    name, content, width, height = _list(value)
    return Figure(_typed(name, str), _bytes(content), _typed(width, int), _typed(height, int))


def _base64(content: bytes) -> str:
    return b64encode(content).decode("ascii")


def _bytes(value: Any) -> bytes:
    return b64decode(_typed(value, str), validate=True)


def _day(value: Any) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _list(value: Any) -> Sequence[Any]:
    return _typed(value, list)


def _typed(value: Any, kind: type[T]) -> T:
    if type(value) is not kind:
        raise TypeError(f"{kind.__name__} expected")
    return value
