"""Workbooks with merged titles and two-line heads, and CSV as old office programs write it."""

import csv
import io
from datetime import date, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tools.demo.model import Document, Sheet

EPOCH = datetime(2026, 1, 1)  # noqa: DTZ001 (the format knows no zone)


def xlsx(document: Document) -> bytes:
    """The document's sheets as a workbook."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": document.title, "author": document.signed, "created": EPOCH})
    title = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
    head = book.add_format(
        {
            "bold": True,
            "border": 1,
            "align": "center",
            "valign": "vcenter",
            "text_wrap": True,
            "bg_color": "#E8EEF4",
        }
    )
    cell = book.add_format({"border": 1, "align": "center", "valign": "vcenter", "text_wrap": True})
    day = book.add_format({"border": 1, "align": "center", "valign": "vcenter", "num_format": "yyyy-mm-dd"})
    for sheet in document.sheets:
        _fill(book.add_worksheet(sheet.name), sheet, (title, head, cell, day))
    book.close()
    return out.getvalue()


def _fill(page: Worksheet, sheet: Sheet, styles: tuple[Format, Format, Format, Format]) -> None:
    title, head, cell, day = styles
    columns = len(sheet.head[0])
    if columns > 1:
        page.merge_range(0, 0, 0, columns - 1, sheet.title, title)
    page.set_row(0, 30)
    for top, row in enumerate(sheet.head):
        for left, text in enumerate(row):
            if text not in ("<", "^"):
                _merged(page, sheet.head, top, left, head)
    start = 1 + len(sheet.head)
    for number, values in enumerate(sheet.rows):
        for left, value in enumerate(values):
            page.write(start + number, left, value, day if isinstance(value, date) else cell)
    if sheet.note:
        page.write(start + len(sheet.rows) + 1, 0, sheet.note)
    for left in range(columns):
        longest = max(len(str(row[left])) for row in [*sheet.head, *sheet.rows])
        page.set_column(left, left, min(max(longest * 2, 9), 44))


def _merged(page: Worksheet, head: list[list[str]], top: int, left: int, style: Format) -> None:
    right, bottom = left, top
    while right + 1 < len(head[top]) and head[top][right + 1] == "<":
        right += 1
    while bottom + 1 < len(head) and head[bottom + 1][left] == "^":
        bottom += 1
    if (right, bottom) == (left, top):
        page.write(top + 1, left, head[top][left], style)
    else:
        page.merge_range(top + 1, left, bottom + 1, right, head[top][left], style)


def table(document: Document) -> bytes:
    """The first sheet as CSV in the document's encoding, with the line ends of Windows."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    sheet = document.sheets[0]
    writer.writerow([sheet.title])
    writer.writerows(sheet.head)
    writer.writerows(sheet.rows)
    return out.getvalue().encode(document.encoding)
