"""`catalogue.xlsx`: the 归档文件目录 in the columns of DA/T 22-2015, and the catalogue of every dossier."""

import io
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import xlsxwriter

from juanzong.lang import Lang
from juanzong.load.models import Format
from juanzong.model import Evidence, Publication
from juanzong.model.report import Report

COLUMNS = ("序号", "档号", "文号", "责任者", "题名", "日期", "密级", "页数", "备注")
_WIDTHS = (6, 30, 20, 24, 48, 11, 6, 6, 24)
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
    _sheet(book, _sheet_name(0, report.signed), (report.signed,), (*words, (report.day,)), width=90)
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
    width: int = 16,
) -> None:
    """A sheet; columns of the catalogue have their widths, others are `width` characters wide."""
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 0)
    bold = book.add_format({"bold": True, "border": 1, "align": "center", "valign": "vcenter"})
    plain = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
    for column, (head, wide) in enumerate(zip(heads, _widths(heads, width), strict=True)):
        sheet.set_column(column, column, wide)
        sheet.write_string(0, column, head, bold)
    for line, cells in enumerate(rows, 1):
        for column, cell in enumerate(cells):
            if isinstance(cell, int):
                sheet.write_number(line, column, cell, plain)
            else:
                sheet.write_string(
                    line, column, cell.encode("utf-8", "backslashreplace").decode("utf-8"), plain
                )


def _widths(heads: tuple[str, ...], other: int) -> Iterator[int]:
    known = dict(zip(COLUMNS, _WIDTHS, strict=True))
    return (known.get(head, other) for head in heads)
