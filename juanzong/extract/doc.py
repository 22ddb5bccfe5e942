"""DOC and WPS: the text of all stories by their paragraphs; no deletions.

A DOC has no pages. As of a DOCX, its body is one page, and text boxes, headers and footers, notes, and
comments follow as pages with a label. Where a file lost its properties of runs, deletions that were tracked
come back.
"""

import re
from collections.abc import Iterable

from juanzong.extract.notes import note
from juanzong.extract.ole import opened
from juanzong.extract.request import Request
from juanzong.extract.stories import Story, fetched
from juanzong.extract.word97 import Paragraph, Word97
from juanzong.model import Block, Extraction, Page, Reading, TextSource

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
_CELL_MARK = "\x07"
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
    instructions: list[str] = []
    pages: list[Page] = []
    for label, numbers in _STORIES:
        blocks = _blocks((p for number in numbers for p in word.story(number)), instructions)
        kept = tuple(dict.fromkeys(blocks)) if label else blocks
        if kept or not label:
            pages.append(Page(len(pages) + 1, kept, label))
    notes += fetched(instructions)
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


def _blocks(paragraphs: Iterable[Paragraph], instructions: list[str]) -> tuple[Block, ...]:
    """Blocks of a story, fields by their results; what the fields say goes into `instructions`."""
    story = Story()
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
            else:
                (instructions if any(hidden) else kept).append(part)
        text = "".join(kept).translate(_SIGNS)
        if paragraph.row_end:
            story.row()
        elif paragraph.mark == _CELL_MARK:
            story.cell(text)
        else:
            story.paragraph(text, paragraph.level, in_table=paragraph.in_table)
    return story.blocks()
