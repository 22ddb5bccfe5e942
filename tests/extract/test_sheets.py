import datetime as dt
import io
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from juanzong.extract.cellformats import of_xls
from juanzong.extract.numberformats import plain
from juanzong.extract.request import UnreadableError
from juanzong.model import Facts, Reading, Span
from tests.extract.making import codes, read, zipped
from tests.extract.test_ooxml import rels


def workbook(path: Path, *sheets: str) -> tuple[Any, list[Any]]:
    made = xlsxwriter.Workbook(str(path))
    return made, [made.add_worksheet(name) for name in sheets]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "统计表.xlsx"


def test_values_as_people_read_them(path: Path) -> None:
    made, (sheet,) = workbook(path, "台账")
    day = made.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, ["序号", "名称", "比例", "有"])
    sheet.write_row(1, 0, [1, " 甲\n乙 ", 0.1 + 0.2, True])
    sheet.write_datetime(1, 4, dt.datetime(2026, 3, 5), day)  # noqa: DTZ001 (sheets have no zones)
    made.close()
    (page,) = read(path).pages
    assert page.label == "台账"
    assert page.blocks[0].rows == (
        ("序号", "名称", "比例", "有", ""),
        ("1", "甲乙", "0.3", "TRUE", "2026-03-05"),
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1"),
        (-0.0, "0"),
        (12345678901234567890.0, "12345678901234567168"),
        (93.31, "93.31"),
        (dt.date(2026, 3, 5), "2026-03-05"),
        (dt.datetime(2026, 3, 5, 9, 30), "2026-03-05 09:30"),  # noqa: DTZ001
        (dt.time(9, 30), "09:30:00"),
        (False, "FALSE"),
        ("", ""),
    ],
)
def test_one_value(value: object, text: str) -> None:
    assert plain(value) == text


@given(st.floats())
def test_every_number_can_be_shown(value: float) -> None:
    assert plain(value)


def test_a_merged_cell_stands_once_and_empty_rows_go(path: Path) -> None:
    made, (sheet,) = workbook(path, "Sheet1")
    sheet.merge_range(0, 0, 0, 2, "合并")
    sheet.write(3, 2, "尾")
    made.close()
    assert read(path).pages[0].blocks[0].rows == (("合并", "", ""), ("", "", "尾"))


def test_every_sheet_is_a_page_and_hidden_ones_are_named(path: Path) -> None:
    made, (one, two, three) = workbook(path, "一", "二", "空")
    one.write(0, 0, "见")
    two.write(0, 0, "藏")
    two.hide()
    three.hide()
    made.close()
    found = read(path)
    assert [(page.number, page.label, page.text) for page in found.pages] == [
        (1, "一", "见"),
        (2, "二", "藏"),
        (3, "空", ""),
    ]
    assert found.findings == (("JZ320", (("names", "二"),)),)


def test_comments_and_text_boxes_follow_the_sheets(path: Path) -> None:
    made, (sheet,) = workbook(path, "台账")
    sheet.write(0, 0, "数")
    sheet.write_comment(0, 0, "请核对\n人数")
    sheet.insert_textbox(3, 3, "框里的字")
    made.close()
    found = read(path)
    assert [(page.number, page.label, page.text) for page in found.pages] == [
        (1, "台账", "数"),
        (2, "文本框", "框里的字"),
        (3, "批注", "请核对\n人数"),
    ]


def test_what_it_says_of_itself_and_what_it_fetches(path: Path) -> None:
    made, (sheet,) = workbook(path, "台账")
    sheet.write(0, 0, "数")
    made.set_properties({"title": "统计表", "author": "创建办", "created": dt.datetime(2026, 3, 5)})  # noqa: DTZ001
    made.close()
    assert read(path).facts == Facts("统计表", "创建办", dt.date(2026, 3, 5))
    outside = rels(("externalLinkPath", "file:///a.xlsx", "External"))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/externalLinks/_rels/externalLink1.xml.rels", outside)
    assert codes(read(path)) == ["JZ340"]


def test_an_empty_workbook_is_unread(path: Path) -> None:
    workbook(path, "空")[0].close()
    found = read(path)
    assert (found.reading, codes(found)) == (Reading.UNREAD, ["JZ321"])


def rewritten(path: Path, name: str, old: bytes, new: bytes) -> None:
    """Replace bytes in one part of an OOXML file."""
    held = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.namelist():
            content = source.read(entry)
            target.writestr(entry, content.replace(old, new) if entry == name else content)
    path.write_bytes(held.getvalue())


@pytest.mark.parametrize("quote", [b'"', b"'"])
def test_a_cell_at_the_far_corner_is_refused_before_it_aborts_the_reader(path: Path, quote: bytes) -> None:
    made, (sheet,) = workbook(path, "a")
    sheet.write(0, 0, "甲")
    sheet.write(1048575, 16383, 1)
    made.close()
    written = b"r=" + quote + b"XFD1048576" + quote
    rewritten(path, "xl/worksheets/sheet1.xml", b'r="XFD1048576"', written)
    with pytest.raises(UnreadableError) as caught:
        read(path)
    assert caught.value.code == "JZ318"
    assert dict(caught.value.details) == {"columns": "16384", "rows": "1048576"}


def test_a_bomb_is_not_unpacked(path: Path) -> None:
    made, (sheet,) = workbook(path, "a")
    sheet.write(0, 0, "甲")
    made.close()
    rewritten(path, "xl/worksheets/sheet1.xml", b"</sheetData>", b"</sheetData>" + b" " * 30_000_000)
    with pytest.raises(UnreadableError) as caught:
        read(path, memory_mb=256)
    assert caught.value.code == "JZ308"


def test_macros_are_reported(path: Path) -> None:
    made, (sheet,) = workbook(path, "a")
    sheet.write(0, 0, "甲")
    made.close()
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    assert codes(read(path, "xlsm")) == ["JZ315"]


@pytest.mark.parametrize("extension", ["xlsx", "xls"])
def test_a_damaged_workbook_raises(path: Path, extension: str) -> None:
    made, (sheet,) = workbook(path, "a")
    sheet.write(0, 0, "甲")
    made.close()
    path.write_bytes(path.read_bytes()[:500])
    with pytest.raises(Exception):  # noqa: B017, PT011 (whatever the library raises, the child reports it)
        read(path, extension)


def test_percentages_money_and_days_as_excel_shows_them(path: Path) -> None:
    made, (sheet,) = workbook(path, "台账")
    day = made.add_format({"num_format": 'yyyy"年"m"月"d"日"'})
    sheet.write(2, 1, 0.9821, made.add_format({"num_format": "0.00%"}))
    sheet.write(2, 2, 46185, day)
    sheet.write(3, 1, -1234.5, made.add_format({"num_format": "¥#,##0.00"}))
    sheet.write(3, 2, 46185)
    made.close()
    assert read(path).pages[0].blocks[0].rows == (
        ("98.21%", "2026年6月12日"),
        ("-¥1,234.50", "46185"),
    )


def test_merged_cells_reach_as_far_as_in_the_sheet(path: Path) -> None:
    made, (sheet,) = workbook(path, "台账")
    sheet.merge_range(0, 0, 0, 2, "标题")
    sheet.merge_range(2, 0, 3, 0, "区域")
    sheet.merge_range(5, 0, 9, 5, "")
    sheet.write_row(2, 1, ["甲", "乙"])
    sheet.write_row(3, 1, ["丙", "丁"])
    made.close()
    (table,) = read(path).pages[0].blocks
    assert table.rows == (("标题", "", ""), ("区域", "甲", "乙"), ("", "丙", "丁"))
    assert table.spans == (Span(0, 0, 1, 3), Span(1, 0, 2, 1))


def test_old_workbooks_show_formats_too() -> None:
    sheets = records(0x809, b"\0\6\x10\0".ljust(16, b"\0"))
    head = (
        records(0x809, b"\0\6\5\0".ljust(16, b"\0"))
        + records(0x41E, struct.pack("<HHB", 170, 5, 0) + b'0"m"%')
        + b"".join(records(0xE0, struct.pack("<HHH", 0, kind, 0).ljust(20, b"\0")) for kind in (0, 10, 170))
    )
    place = len(head) + 4 + 8 + 4
    stream = head + records(0x85, struct.pack("<IHBB", place, 0, 0, 0)) + records(0x0A)
    assert len(stream) == place
    stream += sheets + records(0x203, struct.pack("<HHHd", 3, 1, 1, 0.5))
    stream += (
        sheets + records(0x0A) + records(0xBD, struct.pack("<HHHIHIH", 4, 0, 0, 0, 2, 0, 1)) + records(0x0A)
    )
    assert of_xls(stream) == [{(3, 1): "0.00%", (4, 1): '0"m"%'}]


@given(st.binary(max_size=200))
def test_damaged_records_give_no_formats(tail: bytes) -> None:
    assert isinstance(of_xls(records(0x809, b"\0\6\5\0") + tail), list)


def records(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def test_an_open_document_sheet_is_read(tmp_path: Path) -> None:
    office = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = (
        f'xmlns:office="{office}:office:1.0" xmlns:table="{office}:table:1.0" xmlns:text="{office}:text:1.0"'
    )
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in ("小巷", "完成")
    )
    table = f'<table:table table:name="台账"><table:table-row>{cells}</table:table-row></table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    held = {
        "mimetype": kind,
        "content.xml": f"<office:document-content {spaces}>{body}</office:document-content>",
        "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{office}:manifest:1.0"/>',
    }
    path = tmp_path / "台账.ods"
    path.write_bytes(zipped(held))
    (page,) = read(path).pages
    assert (page.label, page.blocks[0].rows) == ("台账", (("小巷", "完成"),))
