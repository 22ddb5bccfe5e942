"""XLSX and XLS through calamine: every sheet, hidden ones too, a page each; values as people read them.

Text boxes and comments of an XLSX follow as pages of their own; in an XLS they are not read.
"""

import contextlib
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from juanzong.extract import ole, ooxml
from juanzong.extract.clean import cell, clean
from juanzong.extract.notes import Note, note
from juanzong.extract.request import Request, UnreadableError
from juanzong.extract.zips import Parts, opened
from juanzong.model import Block, BlockKind, Extraction, Facts, Page, Reading, TextSource

_CELL_BYTES = 64
"""Memory of one cell in calamine's dense range and ours; empty cells up to the farthest one count too."""

_REFERENCE = re.compile(rb"<(?:\w+:)?c\s[^<>]*?\br\s*=\s*[\"']([A-Z]{1,3})([0-9]{1,7})[\"']")
_OVERLAP = 512
"""Bytes repeated from one chunk to the next, so that no cell's tag is cut."""

_ASIDES = (
    ("文本框", r"xl/drawings/drawing\d*\.xml", "{http://schemas.openxmlformats.org/drawingml/2006/main}p"),
    ("批注", r"xl/comments\d*\.xml", "{*}comment"),
    ("批注（会话）", r"xl/threadedComments/[^/]+\.xml", "{*}threadedComment"),
)
"""Labels, parts, and the elements that hold one text each."""

_DIGITS = 15
"""Significant digits that a spreadsheet keeps."""


def read(request: Request) -> Extraction:
    """Read a workbook.

    Raises:
        UnreadableError: password, bomb, or a cell so far out that the empty ones before it do not fit.
        Exception: it is damaged.
    """
    notes: list[Note] = []
    asides: list[Page] = []
    facts = Facts()
    if request.extension == "xls":
        with (
            contextlib.suppress(OSError),
            ole.opened(request) as compound,
        ):  # calamine opens more than olefile
            facts, _ = compound.facts()
            notes += compound.hazards()
    else:
        with opened(request, ooxml.XML_PARTS) as parts:
            _check_reach(parts, request)
            notes += ooxml.hazards(parts)
            facts, _ = ooxml.facts(parts)
            asides += _asides(parts)
    try:
        with Path(request.path).open("rb") as file:
            workbook = CalamineWorkbook.from_filelike(file)
            pages, hidden, macros = _pages(workbook)
    except PasswordError as error:
        raise UnreadableError("JZ301") from error
    if macros and note("JZ315") not in notes:
        notes.append(note("JZ315"))
    if hidden:
        notes.append(note("JZ320", names="、".join(hidden)))
    pages += tuple(replace(page, number=number) for number, page in enumerate(asides, len(pages) + 1))
    if any(page.blocks for page in pages):
        return Extraction(Reading.READ, TextSource.TEXT, pages, facts=facts, findings=tuple(notes))
    return Extraction(Reading.UNREAD, TextSource.NONE, facts=facts, findings=(*notes, note("JZ321")))


def _asides(parts: Parts) -> Iterator[Page]:
    """Text boxes and comments, which stand in parts of their own; each text once."""
    for label, pattern, paragraph in _ASIDES:
        texts = (
            clean("".join(text.text or "" for text in one.iter("{*}t", "{*}text"))).strip()
            for name in parts.matching(pattern)
            if (root := parts.tree(name)) is not None
            for one in root.iter(paragraph)
        )
        blocks = tuple(Block(BlockKind.PARAGRAPH, text) for text in dict.fromkeys(texts) if text)
        if blocks:
            yield Page(1, blocks, label)


def _pages(workbook: CalamineWorkbook) -> tuple[tuple[Page, ...], list[str], bool]:
    """Sheets, the names of hidden ones, and whether there are sheets of macros."""
    pages: list[Page] = []
    hidden: list[str] = []
    macros = False
    for about in workbook.sheets_metadata:
        if about.typ is not SheetTypeEnum.WorkSheet:
            macros |= about.typ in (SheetTypeEnum.MacroSheet, SheetTypeEnum.Vba)
            continue
        rows = _rows(workbook.get_sheet_by_name(about.name))
        blocks = (Block(BlockKind.TABLE, rows=rows),) if rows else ()
        pages.append(Page(len(pages) + 1, blocks, cell(about.name)))
        if about.visible is not SheetVisibleEnum.Visible and rows:
            hidden.append(cell(about.name))
    return tuple(pages), hidden, macros


def _rows(sheet: CalamineSheet) -> tuple[tuple[str, ...], ...]:
    """Rows that hold anything, all as wide as the widest; a merged cell's text stands in its first."""
    rows = [row for row in map(_row, sheet.iter_rows()) if row]
    width = max(map(len, rows), default=0)
    return tuple((*row, *[""] * (width - len(row))) for row in rows)


def _row(values: list[Any]) -> list[str]:
    """Cell texts without the empty ones at the end."""
    texts = [shown(value) for value in values]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def shown(value: object) -> str:
    """A cell's value as text: days as 2026-03-05, whole numbers without `.0`, 15 digits of the others."""
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return f"{value + 0.0:.0f}" if value.is_integer() else f"{value:.{_DIGITS}g}"
        case dt.datetime():
            if value.time() == dt.time():
                return value.date().isoformat()
            return value.isoformat(" ", "seconds" if value.second else "minutes")
        case dt.date() | dt.time():
            return value.isoformat()
        case _:
            return cell(str(value))


def _check_reach(parts: Parts, request: Request) -> None:
    """One cell at XFD1048576 makes calamine ask for a range of 17 thousand million cells and abort."""
    for name in parts.matching(r"xl/worksheets/[^/]+\.xml"):
        rows = columns = 0
        for column, row in _references(parts, name):
            rows, columns = max(rows, row), max(columns, column)
        if rows * columns * _CELL_BYTES > request.memory:
            raise UnreadableError("JZ318", rows=rows, columns=columns)


def _references(parts: Parts, name: str) -> Iterator[tuple[int, int]]:
    tail = b""
    for chunk in parts.chunks(name):
        for letters, digits in set(_REFERENCE.findall(tail + chunk)):
            yield _column(letters), int(digits)
        tail = (tail + chunk)[-_OVERLAP:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
