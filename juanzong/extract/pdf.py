"""PDF: pypdf for structure, facts and dangers; pdfium for text, thirty times faster; else pypdf again.

Lines that belong to one printed paragraph form one block and keep their line ends. Pages with print of which
no text is found are marked as unseen, for OCR to read.
"""

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

import pypdf
import pypdfium2  # type: ignore[import-untyped]
from pypdf.errors import FileNotDecryptedError, WrongPasswordError

from juanzong.extract.clean import clean, printed
from juanzong.extract.legibility import measure
from juanzong.extract.notes import Note, note, spans
from juanzong.extract.pdf_dangers import Danger, dangers
from juanzong.extract.pdf_notes import Written, written
from juanzong.extract.request import Request, UnreadableError
from juanzong.model import Block, BlockKind, Extraction, Facts, Page, Reading, TextSource

_MOST_PAGES = 20_000
_LEAST_CHARACTERS = 8
"""Fewer visible characters than these are a page number or a stamp, not a page's text."""

_SCAN_SHARE = 0.1
"""A document of which less than a tenth of the pages have text is a scan."""

_PAGE_NUMBER = re.compile(r"[—–―－-]+ ?\d{1,4} ?[—–―－-]+|第 ?\d{1,4} ?页(?: ?[,，/]? ?共 ?\d{1,4} ?页)?")
"""A page's number as GB/T 9704-2012 §7.5 sets it, `— 1 —`, or as offices write it: `第 1 页 共 3 页`."""
_SHORT_BY = 5
"""A line that ends this many half widths before the longest one ends its paragraph."""

_ENDS = ("。", "：", "；", "！", "？", "…")
_STARTS = re.compile(
    r"第[一二三四五六七八九十百零〇\d]+[章节条]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．、]"
)
_PASSWORD = 4
"""FPDF_ERR_PASSWORD"""


@dataclass(frozen=True, slots=True)
class _Structure:
    """What pypdf says: facts, dangers, and whether a permission password was set."""

    facts: Facts = field(default_factory=Facts)
    dangers: tuple[Danger, ...] = ()
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class _Read:
    """A page as read: its lines, what is written onto it, and whether nothing else at all is on it."""

    lines: tuple[str, ...]
    blank: bool = False
    written: Written = field(default_factory=Written)

    @property
    def has_text(self) -> bool:
        return sum(len(line.replace(" ", "")) for line in self.lines) >= _LEAST_CHARACTERS or self._is_form

    @property
    def _is_form(self) -> bool:
        return self.blank and bool(self.written.printed)

    def blocks(self) -> Iterator[Block]:
        yield from _blocks(self.lines)
        for text in self.written.printed:
            yield Block(BlockKind.PARAGRAPH, text)


def read(request: Request) -> Extraction:
    """Read a PDF.

    Raises:
        UnreadableError: it needs a password, or has more pages than a document can have.
        Exception: neither library can open it.
    """
    path = Path(request.path)
    with pypdf.apply_configuration(jbig2dec_binary=None), path.open("rb") as file:
        reader, fault = _open(file)
        structure = _structure(reader, file) if reader else _Structure()
        try:
            pages = _by_pdfium(path)
        except pypdfium2.PdfiumError as error:
            if error.err_code == _PASSWORD:
                raise UnreadableError("JZ301") from error
            if reader is None:
                raise fault or error from None
            pages = [_Read(_lines(_pypdf_text(reader, number))) for number in range(_count(reader))]
    return _judged(
        Extraction(
            Reading.READ,
            TextSource.TEXT,
            tuple(_pages(pages)),
            page_count=len(pages),
            paged=True,
            facts=structure.facts,
            findings=tuple(_structure_notes(structure)),
        ),
        pages,
        request.readable_share,
    )


def _open(file: BinaryIO) -> tuple[pypdf.PdfReader | None, Exception | None]:
    """A reader of the file, or why there is none.

    The empty password opens what is locked against printing or copying only.

    Raises:
        UnreadableError: it needs a password.
    """
    try:
        reader = pypdf.PdfReader(file, strict=False)
        locked = reader.is_encrypted and not reader.decrypt("")
    except (FileNotDecryptedError, WrongPasswordError) as error:
        raise UnreadableError("JZ301") from error
    except Exception as error:  # noqa: BLE001 (pypdf raises far more than its own errors)
        return None, error
    if locked:  # or encrypted in a way that pdfium may know
        return None, UnreadableError("JZ301")
    return reader, None


def _structure(reader: pypdf.PdfReader, file: BinaryIO) -> _Structure:
    """Damage in one part costs that part only."""
    facts = Facts()
    with contextlib.suppress(Exception):
        facts = _facts(reader)
    found: tuple[Danger, ...] = ()
    with contextlib.suppress(Exception):
        found = dangers(reader, file)
    return _Structure(facts, found, reader.is_encrypted)


def _facts(reader: pypdf.PdfReader) -> Facts:
    about = reader.metadata
    if about is None:
        return Facts()
    created: date | None = None
    with contextlib.suppress(ValueError):
        created = about.creation_date.date() if about.creation_date else None
    return Facts(
        title=clean(about.title or "").strip(), author=clean(about.author or "").strip(), created=created
    )


def _count(reader: pypdf.PdfReader) -> int:
    return _bounded(len(reader.pages))


def _bounded(pages: int) -> int:
    if pages > _MOST_PAGES:
        raise UnreadableError("JZ308", size=f"{pages} 页")
    return pages


def _by_pdfium(path: Path) -> list[_Read]:
    with contextlib.closing(pypdfium2.PdfDocument(path)) as document:
        if document.get_formtype():
            document.init_forms()
        return [_pdfium_page(document, number) for number in range(_bounded(len(document)))]


def _pdfium_page(document: pypdfium2.PdfDocument, number: int) -> _Read:
    try:
        with contextlib.closing(document[number]) as page:
            with contextlib.closing(page.get_textpage()) as text:
                lines = _lines(text.get_text_bounded())
            blank = not lines and next(page.get_objects(max_depth=1), None) is None
            return _Read(lines, blank, written(document, page))
    except pypdfium2.PdfiumError:
        return _Read(())


def _pypdf_text(reader: pypdf.PdfReader, number: int) -> str:
    try:
        return reader.pages[number].extract_text()
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 (a damaged page costs that page only)
        return ""


def _lines(text: str) -> tuple[str, ...]:
    """The lines of a page without its printed number, which would cut what runs on to the next page."""
    lines = [line for line in map(printed, text.splitlines()) if line]
    if lines and _PAGE_NUMBER.fullmatch(lines[-1]):
        lines.pop()
    return tuple(lines)


def _blocks(lines: tuple[str, ...]) -> Iterator[Block]:
    """Paragraphs: a line goes on where the one before is full and ends no sentence, and it begins nothing."""
    longest = max(map(_width, lines), default=0)
    held: list[str] = []
    for line in lines:
        full = held and _width(held[-1]) > longest - _SHORT_BY and not held[-1].endswith(_ENDS)
        if held and (not full or _STARTS.match(line)):
            yield Block(BlockKind.PARAGRAPH, "\n".join(held))
            held = []
        held.append(line)
    if held:
        yield Block(BlockKind.PARAGRAPH, "\n".join(held))


def _width(line: str) -> int:
    """Half widths, which are the bytes of GB 18030: one for ASCII, two for Chinese characters and marks."""
    return len(line.encode("gb18030", "replace"))


def _pages(pages: list[_Read]) -> Iterator[Page]:
    """Every page, and comments as a page of their own after those that are printed."""
    for number, page in enumerate(pages, 1):
        yield Page(number, tuple(page.blocks()))
    texts = [
        f"第 {number} 页：{text}" for number, page in enumerate(pages, 1) for text in page.written.comments
    ]
    if texts:
        yield Page(len(pages) + 1, tuple(Block(BlockKind.PARAGRAPH, text) for text in texts), "批注")


def _judged(made: Extraction, pages: list[_Read], share: float) -> Extraction:
    """Say which pages have no text, and do not take garbage for text."""
    filled = [number for number, page in enumerate(pages, 1) if not page.blank or page.has_text]
    if not filled:
        return _unread(made, note("JZ321"), [])
    empty = [number for number in filled if not pages[number - 1].has_text]
    if len(filled) - len(empty) <= _SCAN_SHARE * len(filled):
        return _unread(made, note("JZ310", pages=len(pages)), empty)
    printed_pages = made.pages[: len(pages)]
    garbage = [page.number for page in printed_pages if not measure(page.text).legible(share)]
    if len(filled) - len(empty) - len(garbage) <= _SCAN_SHARE * len(filled):
        return _unread(replace(made, pages=()), note("JZ311"), filled)
    notes = list(made.findings)
    if empty:
        notes.append(note("JZ312", pages=spans(empty)))
    if garbage:
        notes.append(note("JZ324", pages=spans(garbage)))
    kept = tuple(replace(page, blocks=()) if page.number in garbage else page for page in made.pages)
    return replace(made, pages=kept, findings=tuple(notes), unseen=tuple(sorted({*empty, *garbage})))


def _unread(made: Extraction, why: Note, unseen: list[int]) -> Extraction:
    return replace(
        made,
        reading=Reading.UNREAD,
        text_source=TextSource.NONE,
        findings=(*made.findings, why),
        unseen=tuple(unseen),
    )


def _structure_notes(structure: _Structure) -> Iterator[Note]:
    if structure.restricted:
        yield note("JZ322")
    apart = (Danger.FILES, Danger.SIGNATURE)
    active = [danger.value for danger in structure.dangers if danger not in apart]
    if active:
        yield note("JZ313", names="、".join(active))
    if Danger.FILES in structure.dangers:
        yield note("JZ314")
    if Danger.SIGNATURE in structure.dangers:
        yield note("JZ341")
