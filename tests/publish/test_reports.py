"""Reports as files: Word and Excel open them, and the same report gives the same bytes."""

import io
import re
import zipfile
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from python_calamine import CalamineWorkbook

from juanzong.model.report import Chapter, Report, ReportKind, Table
from juanzong.publish.docx import docx
from juanzong.publish.workbook import report_workbook
from tests.site.factory import HOSTILE

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TABLE = Table("一[]:*?/\\'表" * 9, ("名称", "数"), ((HOSTILE, 3), ("\x00\x0b\ud800乙", 4)))
REPORT = Report(
    "r",
    ReportKind.NOTICE,
    "通报",
    "期间",
    "办公室",
    "2026年6月1日",
    (Chapter("一、总体", (f"文字 {HOSTILE}", "=1+1"), (TABLE, TABLE)), Chapter("二、空")),
)


def parts(report: Report) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx(report))) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def test_every_part_is_xml_and_is_named() -> None:
    made = parts(REPORT)
    for content in made.values():
        ET.fromstring(content)
    types = made["[Content_Types].xml"].decode()
    assert {"/word/document.xml", "/word/styles.xml"} <= {p for p in types.split('"') if p.startswith("/")}


def test_words_and_tables_are_all_there() -> None:
    tree = ET.fromstring(parts(REPORT)["word/document.xml"])
    told = "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in tree.iter(f"{W}p"))
    for text in ("通报", "期间", "一、总体", HOSTILE, "乙", "办公室", "2026年6月1日"):
        assert text in told
    assert len(list(tree.iter(f"{W}tbl"))) == 2
    assert len(list(tree.iter(f"{W}tr"))) == 6
    styles = {s.get(f"{W}styleId") for s in ET.fromstring(parts(REPORT)["word/styles.xml"])}
    assert {s.get(f"{W}val") for s in tree.iter(f"{W}pStyle")} <= styles


def test_columns_fit_the_page() -> None:
    """156 mm are 8844 twentieths of a point."""
    tree = ET.fromstring(parts(REPORT)["word/document.xml"])
    (first, *_) = tree.iter(f"{W}tblGrid")
    assert sum(int(column.get(f"{W}w") or 0) for column in first) <= 8844


def test_days_and_ids_stand_on_one_line() -> None:
    """By hand: 2026-06-29 is 10 × 0.55 × 1.2 em of 210 twips, 1386, and 240 for its sides; heads wrap."""
    row = ("2026-001", "问题" * 30, "2026-06-29", 1)
    table = Table("表", ("编号", "问题", "工作时限", "交办次数"), (row,))
    tree = ET.fromstring(parts(replace(REPORT, chapters=(Chapter("一", (), (table,)),)))["word/document.xml"])
    widths = [int(column.get(f"{W}w") or 0) for column in tree.iter(f"{W}gridCol")]
    assert widths == [1349, 5209, 1626, 660]


def test_the_same_report_gives_the_same_bytes() -> None:
    assert docx(REPORT) == docx(REPORT)
    assert report_workbook(REPORT) == report_workbook(REPORT)


def test_a_row_is_as_high_as_what_wraps_in_it() -> None:
    """By hand: 200 ideographs are 421 digits wide, in a column of at most 90 digits that is 5 lines."""
    said = replace(REPORT, chapters=(Chapter("一", ("字" * 200,)),))
    with zipfile.ZipFile(io.BytesIO(report_workbook(said))) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    high = {
        number: float(points) for number, points in re.findall(r'<row r="(\d+)"[^>]* ht="([\d.]+)"', sheet)
    }
    assert (high["4"], high["5"]) == pytest.approx((16, 80), abs=0.5)


def test_a_workbook_has_a_sheet_for_every_table() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(report_workbook(REPORT)))
    assert len(book.sheet_names) == 3
    assert all(len(name) <= 31 for name in book.sheet_names)
    rows = book.get_sheet_by_index(1).to_python()
    assert rows[:2] == [["名称", "数"], [HOSTILE, 3.0]]
    assert ["=1+1"] in book.get_sheet_by_index(0).to_python()
