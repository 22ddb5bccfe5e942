"""What presentations have in common, whichever way they are written: a slide's texts become a page."""

from collections.abc import Sequence
from dataclasses import dataclass

from juanzong.extract.clean import clean
from juanzong.extract.notes import Note, note, spans
from juanzong.model import Block, BlockKind, Extraction, Facts, Page, Reading, TextSource

NOTES = "备注"
COMMENTS = "批注"
_PART_LEVEL = 3


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide: its blocks in the order of the file, the speaker's notes, the comments."""

    blocks: tuple[Block, ...]
    notes: tuple[Block, ...] = ()
    comments: tuple[Block, ...] = ()
    hidden: bool = False


def block(text: str, *, title: bool, first: bool) -> Block | None:
    """A heading or a paragraph; the title of the first slide is that of the whole. None of blank text."""
    text = clean(text).strip()
    if not text:
        return None
    if title:
        return Block(BlockKind.HEADING, text, 1 if first else 2)
    return Block(BlockKind.PARAGRAPH, text)


def presentation(slides: Sequence[Slide], facts: Facts, found: Sequence[Note]) -> Extraction:
    """All slides as pages, hidden ones too, which are named."""
    hidden = [number for number, slide in enumerate(slides, 1) if slide.hidden]
    notes = (*found, note("JZ345", pages=spans(hidden))) if hidden else tuple(found)
    pages = tuple(Page(number, _blocks(slide)) for number, slide in enumerate(slides, 1))
    if not any(page.text.strip() for page in pages):
        return Extraction(
            Reading.UNREAD,
            TextSource.NONE,
            pages,
            page_count=len(pages),
            paged=True,
            facts=facts,
            findings=(*notes, note("JZ321")),
        )
    return Extraction(
        Reading.READ,
        TextSource.TEXT,
        pages,
        page_count=len(pages),
        paged=True,
        facts=facts,
        findings=notes,
    )


def _blocks(slide: Slide) -> tuple[Block, ...]:
    made = list(slide.blocks)
    for name, part in ((NOTES, slide.notes), (COMMENTS, slide.comments)):
        if part:
            made += (Block(BlockKind.HEADING, name, _PART_LEVEL), *part)
    return tuple(made)
