"""DOC and WPS: the text of all stories by their paragraphs; no deletions.

A DOC has no pages. As of a DOCX, its body is one page, and text boxes, headers and footers, notes, and
comments follow as pages with a label. Where a file lost its properties of runs, deletions that were tracked
come back.
"""

import re
from collections.abc import Iterable, Iterator

from juanzong.extract.clean import cell, clean
from juanzong.extract.notes import Note, note
from juanzong.extract.ole import opened
from juanzong.extract.request import Request
from juanzong.extract.word97 import Paragraph, Word97
from juanzong.model import Block, BlockKind, Extraction, Page, Reading, TextSource

_DEEPEST_HEADING = 6
_STORIES = (
    ("", (0,)),
    ("文本框", (6,)),
    ("页眉、页脚", (2, 7)),
    ("脚注、尾注", (1, 5)),
    ("批注", (4,)),
)
"""Labels and the stories that they join."""

_FIELD_BEGIN, _FIELD_SHOWN, _FIELD_END = "\x13", "\x14", "\x15"
_FIELD_MARKS = re.compile("([\x13-\x15])")
_OUTSIDE = re.compile(r"\s*(DDEAUTO|DDE|LINK|INCLUDETEXT|INCLUDEPICTURE)\b")
_SIGNS = str.maketrans({"\x0b": "\n", "\x1e": "-", "\x1f": None, "\x0e": "\n", "\xa0": " "})


def read(request: Request) -> Extraction:
    """Read a DOC of Word 97 or later.

    Raises:
        UnreadableError: password, or beyond the bounds.
        Exception: it is damaged.
    """
    with opened(request) as file:
        tables = {name: file.content(name) for name in ("0Table", "1Table")}
        word = Word97(file.content("WordDocument"), tables, request.output)
        facts, count = file.facts()
        notes = list(file.hazards())
    fields: set[str] = set()
    pages: list[Page] = []
    for label, numbers in _STORIES:
        blocks = tuple(_blocks(p for number in numbers for p in _shown(word.story(number), fields)))
        kept = tuple(dict.fromkeys(blocks)) if label else blocks
        if kept or not label:
            pages.append(Page(len(pages) + 1, kept, label))
    notes += _outside(fields)
    if any(page.blocks for page in pages):
        return Extraction(
            Reading.READ,
            TextSource.TEXT,
            tuple(pages),
            page_count=count,
            facts=facts,
            findings=tuple(notes),
        )
    notes.append(note("JZ321"))
    return Extraction(Reading.UNREAD, TextSource.NONE, page_count=count, facts=facts, findings=tuple(notes))


def _shown(paragraphs: Iterable[Paragraph], fields: set[str]) -> Iterator[Paragraph]:
    """Paragraphs with the results of fields; what fields do goes into `fields`."""
    hidden: list[bool] = []
    for paragraph in paragraphs:
        kept: list[str] = []
        for part in _FIELD_MARKS.split(paragraph.text):
            if part == _FIELD_BEGIN:
                hidden.append(True)
            elif part == _FIELD_SHOWN:
                hidden[-1:] = [False]
            elif part == _FIELD_END:
                del hidden[-1:]
            elif not any(hidden):
                kept.append(part)
            elif found := _OUTSIDE.match(part):
                fields.add(found[1])
        text = clean("".join(kept).translate(_SIGNS)).strip("\n\t")
        yield Paragraph(text, paragraph.mark, paragraph.level, paragraph.in_table, paragraph.row_end)


def _blocks(paragraphs: Iterable[Paragraph]) -> Iterator[Block]:
    rows: list[tuple[str, ...]] = []
    cells: list[str] = []
    held: list[str] = []
    for paragraph in paragraphs:
        inside = paragraph.in_table or paragraph.mark == "\x07"
        if not inside:
            yield from _table(rows, cells, held)
            rows, cells, held = [], [], []
            yield from _paragraph(paragraph)
        elif paragraph.row_end:
            rows.append(tuple(cells))
            cells = []
        else:
            held.append(paragraph.text)
            if paragraph.mark == "\x07":
                cells.append(cell("\n".join(held)))
                held = []
    yield from _table(rows, cells, held)


def _table(rows: list[tuple[str, ...]], cells: list[str], held: list[str]) -> Iterator[Block]:
    """A table; what a damaged one leaves over is kept."""
    last = tuple(cells) + ((cell("\n".join(held)),) if any(held) else ())
    kept = (*rows, last) if any(last) else tuple(rows)
    if any(any(row) for row in kept):
        yield Block(BlockKind.TABLE, rows=kept)


def _paragraph(paragraph: Paragraph) -> Iterator[Block]:
    if not paragraph.text.strip():
        return
    if paragraph.level is None:
        yield Block(BlockKind.PARAGRAPH, paragraph.text)
    else:
        yield Block(BlockKind.HEADING, paragraph.text, min(paragraph.level + 1, _DEEPEST_HEADING))


def _outside(fields: set[str]) -> Iterator[Note]:
    if fields:
        yield note("JZ340", names="、".join(sorted(fields)))
