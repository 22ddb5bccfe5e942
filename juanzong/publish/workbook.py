"""`catalogue.xlsx`: the 归档文件目录 in the columns of DA/T 22-2015, and the catalogue of every dossier."""

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from math import ceil

import xlsxwriter

from juanzong.lang import Lang
from juanzong.load.models import Format
from juanzong.model import Evidence, Publication
from juanzong.model.report import Report
from juanzong.widths import ems

COLUMNS = ("序号", "档号", "文号", "责任者", "题名", "日期", "密级", "页数", "备注")
_WIDTHS = (6, 30, 20, 24, 48, 11, 6, 6, 24)
_LEAST_WIDE, _MOST_WIDE, _PAGE_WIDE = 6, 16, 170
"""Columns that have no fixed width, in digits: at least, at most, or at most their share of a page."""
_WORDS_WIDE = 90
"""The most for a column that holds sentences."""
_LINE, _HIGHEST = 16, 409
"""Points a line of a cell is high, and what Excel takes at most for a row."""
EPOCH = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""A fixed creation date: the workbook must not tell when it was made, only what it holds."""


def workbook(publication: Publication) -> bytes:
    """The workbook's bytes, the same for the same publication. Cells are texts, never formulas."""
    out, book = _book(publication.config.archive.name)
    numbered = sorted(publication.archive_numbers.items(), key=lambda pair: pair[1])
    _sheet(
        book,
        "归档文件目录",
        COLUMNS,
        (
            (position, *row(publication, publication.evidence[evidence_id]))
            for position, (evidence_id, _) in enumerate(numbered, 1)
        ),
    )
    _sheet(
        book,
        "各卷目录",
        ("指标", "标题", *COLUMNS, "编号"),
        (
            (
                dossier.clause.indicator.display,
                dossier.clause.indicator.title,
                entry.position,
                *row(publication, publication.evidence[entry.evidence_id]),
                entry.evidence_id,
            )
            for dossier in publication.dossiers
            for entry in dossier.entries
        ),
    )
    book.close()
    return out.getvalue()


def report_workbook(report: Report) -> bytes:
    """A report's tables, a sheet each; its words stand on the first sheet."""
    out, book = _book(report.title)
    words = [(report.title,), (report.period,)]
    for chapter in report.chapters:
        words += [(chapter.heading,), *((text,) for text in chapter.paragraphs)]
    tables = [table for chapter in report.chapters for table in chapter.tables]
    _sheet(book, _sheet_name(0, report.signed), (report.signed,), (*words, (report.day,)))
    for number, table in enumerate(tables, 1):
        _sheet(book, _sheet_name(number, table.caption), table.head, table.rows)
    book.close()
    return out.getvalue()


def _sheet_name(number: int, caption: str) -> str:
    """A name that Excel takes: unique, at most 31 characters, none of its special ones."""
    fit = "".join(char for char in caption if char not in "[]:*?/\\'")
    return f"{number} {fit}"[:31].strip()


def _book(title: str) -> tuple[io.BytesIO, xlsxwriter.Workbook]:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": title, "created": EPOCH})
    return out, book


def row(publication: Publication, one: Evidence) -> tuple[str | int, ...]:
    """A row of the catalogue after its 序号: 档号 to 备注."""
    described = one.description
    return (
        publication.archive_numbers.get(one.id, ""),
        described.doc_number.value if described.doc_number else "",
        described.issuer.value if described.issuer else "",
        described.title.value,
        date_cell(one),
        "",
        one.extraction.page_count or "",
        remark(one, Lang.ZH),
    )


def date_cell(one: Evidence) -> str:
    """The date in eight digits; an inferred one stands in brackets (DA/T 22-2015)."""
    stated = one.description.date
    if stated is None:
        return ""
    day = stated.value.strftime("%Y%m%d")
    return f"[{day}]" if stated.inferred else day


def remark(one: Evidence, lang: Lang) -> str:
    """备注: what people noted, and that a scan was released by a person."""
    notes = [sidecar.note for sidecar in one.item.sidecars if sidecar.note]
    is_picture = one.item.media.format in (Format.IMAGE, Format.VIDEO)
    if not is_picture and any(sidecar.cleared for sidecar in one.item.sidecars):
        notes.append(lang.say("扫描件，已经人工审阅", "a scan, reviewed by a person"))
    return lang.say("；", "; ").join(dict.fromkeys(notes))


def _sheet(
    book: xlsxwriter.Workbook,
    name: str,
    heads: tuple[str, ...],
    rows: Iterable[tuple[str | int, ...]],
) -> None:
    """A sheet; columns of the catalogue have their widths, others fit what they hold.

    Rows say how high they are: not every office program makes room for a text that wraps.
    """
    lines = [tuple(_fit(cell) for cell in cells) for cells in rows]
    widths = _widths(heads, lines)
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 0)
    bold = book.add_format({"bold": True, "border": 1, "align": "center", "valign": "vcenter"})
    plain = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
    for column, (head, wide) in enumerate(zip(heads, widths, strict=True)):
        sheet.set_column(column, column, wide)
        sheet.write_string(0, column, head, bold)
    for line, cells in enumerate(lines, 1):
        high = max(_lines(*pair) for pair in zip(cells, widths, strict=True))
        sheet.set_row(line, min(_LINE * high, _HIGHEST))
        for column, cell in enumerate(cells):
            if isinstance(cell, int):
                sheet.write_number(line, column, cell, plain)
            else:
                sheet.write_string(line, column, cell, plain)


def _fit(cell: str | int) -> str | int:
    """A cell that can be written: half of a surrogate pair stands as its escape."""
    return cell if isinstance(cell, int) else cell.encode("utf-8", "backslashreplace").decode("utf-8")


def _digits(text: str) -> float:
    """The width of a text in digits, with some room at its sides."""
    return 2.1 * ems(text) + 1


def _lines(cell: str | int, width: int) -> int:
    """The lines that a cell takes in a column so many digits wide."""
    return sum(max(1, ceil(_digits(text) / width)) for text in str(cell).splitlines() or [""])


def _widths(heads: Sequence[str], rows: Sequence[Sequence[str | int]]) -> list[int]:
    most = max(_MOST_WIDE, min(_PAGE_WIDE // len(heads), _WORDS_WIDE))
    known = dict(zip(COLUMNS, _WIDTHS, strict=True))
    return [
        known.get(head) or _width((head, *(row[column] for row in rows)), most)
        for column, head in enumerate(heads)
    ]


def _width(cells: Iterable[str | int], most: int) -> int:
    """As wide as the longest cell, within bounds."""
    return min(most, max(_LEAST_WIDE, *(ceil(_digits(str(cell))) for cell in cells)))
