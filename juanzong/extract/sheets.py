"""Workbooks through calamine: every sheet, hidden ones too, a page each; values as Excel shows them.

Text boxes, comments, pictures and charts of an XLSX follow as pages; those of the others are not read.
"""

import contextlib
import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from juanzong.extract import ole, ooxml
from juanzong.extract.cellformats import Formats, of_xls, of_xlsx
from juanzong.extract.clean import cell, clean
from juanzong.extract.drawings import BLIP, CHART, Drawn
from juanzong.extract.notes import Note, note
from juanzong.extract.numberformats import plain, shown
from juanzong.extract.request import Request, UnreadableError
from juanzong.extract.zips import Parts, opened
from juanzong.model import Block, BlockKind, Extraction, Facts, Page, Reading, Span, TextSource

_ASIDES = (
    ("文本框", r"xl/drawings/drawing\d*\.xml", "{http://schemas.openxmlformats.org/drawingml/2006/main}p"),
    ("批注", r"xl/comments\d*\.xml", "{*}comment"),
    ("批注（会话）", r"xl/threadedComments/[^/]+\.xml", "{*}threadedComment"),
)
"""Labels, parts, and the elements that hold one text each."""

_MOST_MERGED = 20_000
_WITH_FORMATS = frozenset({"xlsx", "xlsm"})
"""The others of which the XML of the sheets is not known: XLSB has none, ODS another."""


def read(request: Request) -> Extraction:
    """Read a workbook.

    Raises:
        UnreadableError: password, bomb, or a cell so far out that the empty ones before it do not fit.
        Exception: it is damaged.
    """
    notes: list[Note] = []
    asides: list[Page] = []
    facts = Facts()
    by_name: Mapping[str, Formats] = {}
    in_order: Sequence[Formats] = ()
    if request.extension == "xls":
        with (
            contextlib.suppress(OSError),
            ole.opened(request) as compound,
        ):  # calamine opens more than olefile
            facts, _ = compound.facts()
            notes += compound.hazards()
            in_order = of_xls(compound.content("Workbook"))
    else:
        with opened(request, ooxml.XML_PARTS) as parts:
            if request.extension in _WITH_FORMATS:
                by_name = of_xlsx(parts, request.memory)
            notes += ooxml.hazards(parts)
            facts, _ = ooxml.facts(parts)
            asides += _asides(parts)
    try:
        with Path(request.path).open("rb") as file:
            workbook = CalamineWorkbook.from_filelike(file)
            pages, hidden, macros = _pages(workbook, by_name, in_order)
    except PasswordError as error:
        raise UnreadableError("JZ301") from error
    if macros and note("JZ315") not in notes:
        notes.append(note("JZ315"))
    if hidden:
        notes.append(note("JZ320", names="、".join(hidden)))
    pages += tuple(replace(page, number=number) for number, page in enumerate(asides, len(pages) + 1))
    if any(page.text.strip() for page in pages):
        return Extraction(Reading.READ, TextSource.TEXT, pages, facts=facts, findings=tuple(notes))
    return Extraction(Reading.UNREAD, TextSource.NONE, pages, facts=facts, findings=(*notes, note("JZ321")))


def _asides(parts: Parts) -> Iterator[Page]:
    """Text boxes, comments, pictures and charts, which stand in parts of their own; each text once."""
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
    drawn = tuple(
        block
        for name in parts.matching(r"xl/drawings/drawing\d*\.xml")
        if (root := parts.tree(name)) is not None
        for element in root.iter(BLIP, CHART)
        for block in Drawn(parts, name).blocks(element)
    )
    if drawn:
        yield Page(1, drawn, "图片、图表")


def _pages(
    workbook: CalamineWorkbook, by_name: Mapping[str, Formats], in_order: Sequence[Formats]
) -> tuple[tuple[Page, ...], list[str], bool]:
    """Sheets, the names of hidden ones, and whether there are sheets of macros."""
    pages: list[Page] = []
    hidden: list[str] = []
    macros = False
    for number, about in enumerate(workbook.sheets_metadata):
        if about.typ is not SheetTypeEnum.WorkSheet:
            macros |= about.typ in (SheetTypeEnum.MacroSheet, SheetTypeEnum.Vba)
            continue
        formats = by_name.get(about.name) or (in_order[number] if number < len(in_order) else {})
        table = _table(workbook.get_sheet_by_name(about.name), formats)
        pages.append(Page(len(pages) + 1, (table,) if table else (), cell(about.name)))
        if about.visible is not SheetVisibleEnum.Visible and table:
            hidden.append(cell(about.name))
    return tuple(pages), hidden, macros


def _table(sheet: CalamineSheet, formats: Formats) -> Block | None:
    """Rows that hold anything, all as wide as the widest; a merged cell's text stands in its first."""
    held: dict[int, list[str]] = {}
    _, left = sheet.start or (0, 0)
    for number, values in enumerate(sheet.iter_rows()):  # from the first row, but the first column in use
        if row := _row(values, [formats.get((number, column)) for column in range(left, left + len(values))]):
            held[number] = row
    width = max(map(len, held.values()), default=0)
    if not width:
        return None
    rows = tuple((*row, *[""] * (width - len(row))) for row in held.values())
    return Block(BlockKind.TABLE, rows=rows, spans=_spans(sheet, list(held), left, width))


def _spans(sheet: CalamineSheet, kept: Sequence[int], start: int, width: int) -> tuple[Span, ...]:
    """Merged cells by the rows that are kept; what reaches over no other kept cell is none."""
    found: set[Span] = set()
    for (top, left), (bottom, right) in (sheet.merged_cell_ranges or ())[:_MOST_MERGED]:
        first, end = bisect_left(kept, top), bisect_right(kept, bottom)
        column = max(left - start, 0)
        columns = min(right - start + 1, width) - column
        if end > first and columns > 0 and (end - first) * columns > 1:
            found.add(Span(first, column, end - first, columns))
    return tuple(sorted(found, key=lambda span: (span.row, span.column)))


def _row(values: list[Any], codes: list[str | None]) -> list[str]:
    """Cell texts without the empty ones at the end."""
    texts = list(map(_text, values, codes))
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _text(value: object, code: str | None) -> str:
    """A cell as people read it."""
    if code and isinstance(value, float | dt.date | dt.time | dt.timedelta):
        return shown(value, code)
    return cell(plain(value))
