"""The table there and back: the same bytes without a change, every change or none, merged cell by cell."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import python_calamine
import xlsxwriter

from juanzong.desk import open_desk, writing
from juanzong.desk.table import BASE, SHEET, export_table
from juanzong.desk.table_import import Taken, import_table
from tests.archives import NOTICE, REPORT, make_archive, request_for
from tests.desk.conftest import tree

SIDECAR = "# 手工\ntitle: 旧题名   # 核对过\nindicators:\n- code: B-1\n  page: 1\n  quote: 斑马线\n"
FILES: dict[str, str | bytes] = {
    "A-1/通知.txt": NOTICE,
    "A-1/通知.txt.yml": SIDECAR,
    "A-2/说明.txt": REPORT,
    "inbox/值守记录20260301.txt": "今天路口值守正常，礼让斑马线。\n",
}
Cells = list[list[object]]
Edit = Callable[[Cells], None]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_archive(tmp_path, FILES)


@pytest.fixture
def file(root: Path) -> Path:
    return exported(root)


def exported(root: Path) -> Path:
    path = root.parent / "目录.xlsx"
    path.write_bytes(export_table(open_desk(request_for(root))))
    return path


def sheets(file: Path) -> dict[str, Cells]:
    with python_calamine.CalamineWorkbook.from_path(str(file)) as book:
        return {
            name: [list(line) for line in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
            for name in book.sheet_names
        }


def edit(file: Path, change: Edit, sheet: str = SHEET) -> None:
    """Save the table again as a spreadsheet program does, with some cells changed."""
    held = sheets(file)
    change(held[sheet])
    book = xlsxwriter.Workbook(str(file), {"strings_to_formulas": False})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, lines in held.items():
        out = book.add_worksheet(name)
        for place, line in enumerate(lines):
            for number, cell in enumerate(line):
                if isinstance(cell, dt.date):
                    out.write_datetime(place, number, cell, day)
                else:
                    out.write(place, number, cell)
    book.close()


def setting(row: int, head: str, value: object) -> Edit:
    def change(cells: Cells) -> None:
        cells[row][cells[0].index(head)] = value

    return change


def imported(root: Path, file: Path) -> Taken:
    return import_table(request_for(root), file)


def codes(taken: Taken) -> list[tuple[str, int, str]]:
    return [(f.code, f.line, f.field) for f in taken.findings]


def test_the_columns_are_those_that_clerks_know(file: Path) -> None:
    held = sheets(file)
    assert list(held) == [SHEET, "代码", "填表说明", BASE]
    assert held[SHEET][0] == [
        *("序号", "编号", "档号", "文号", "责任者", "题名", "日期", "密级", "页数", "备注", "类别"),
        *("归入指标1", "归入指标2", "归入指标3", "图片说明", "不作佐证的理由", "位置"),
    ]
    first = dict(zip(held[SHEET][0], held[SHEET][1], strict=True))
    assert first["题名"] == "旧题名"
    assert (first["归入指标1"], first["归入指标2"]) == ("A-1 交通秩序", "B-1 垃圾分类")
    assert first["日期"] == "20260305"
    assert [line[6] for line in held[SHEET][1:]] == ["20260305", "20260408", "[20260301]"]


def test_without_a_change_nothing_is_written_and_the_bytes_stay(root: Path, file: Path) -> None:
    before, made = tree(root), file.read_bytes()
    assert imported(root, file) == Taken(0, (), ())
    edit(file, lambda _: None)
    assert imported(root, file) == Taken(0, (), ())
    assert tree(root) == before
    assert exported(root).read_bytes() == made


def test_ids_are_locked_and_clauses_and_kinds_have_lists(file: Path) -> None:
    import zipfile  # noqa: PLC0415

    with zipfile.ZipFile(file) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
        book = package.read("xl/workbook.xml").decode()
    assert "<sheetProtection" in sheet
    assert len(re.findall(r"<dataValidation [^>]*type=\"list\"", sheet)) == 4
    assert 'state="veryHidden"' in book


def test_an_edited_cell_goes_into_the_sidecar_and_nothing_else_moves(root: Path, file: Path) -> None:
    edit(file, setting(1, "题名", "新：题名"))
    edit(file, setting(2, "日期", dt.date(2026, 4, 9)))
    edit(file, setting(3, "类别", "情况说明"))
    taken = imported(root, file)
    assert (taken.cells, taken.findings) == (3, ())
    assert sorted(taken.written) == [
        *("evidence/A-1/通知.txt.yml", "evidence/A-2/说明.txt.yml"),
        "evidence/inbox/值守记录20260301.txt.yml",
    ]
    held = tree(root)
    assert held["A-1/通知.txt.yml"].decode() == SIDECAR.replace("旧题名", "新：题名")
    assert held["A-2/说明.txt.yml"] == b"date: 2026-04-09\n"
    assert held["inbox/值守记录20260301.txt.yml"] == "kind: 情况说明\n".encode()
    assert imported(root, file).written == ()


@pytest.mark.parametrize(
    "given", ["20260409", 20260409, 20260409.0, "2026年4月9日", "[20260409]", " 2026-4-9 "]
)
def test_days_are_taken_as_clerks_write_them(root: Path, file: Path, given: object) -> None:
    edit(file, setting(2, "日期", given))
    assert imported(root, file).findings == ()
    assert tree(root)["A-2/说明.txt.yml"] == b"date: 2026-04-09\n"


def test_a_guess_without_its_brackets_is_confirmed(root: Path, file: Path) -> None:
    edit(file, setting(3, "日期", "20260301"))
    assert imported(root, file).cells == 1
    assert tree(root)["inbox/值守记录20260301.txt.yml"] == b"date: 2026-03-01\n"


def test_clauses_are_added_and_taken_out(root: Path, file: Path) -> None:
    edit(file, setting(1, "归入指标2", ""))
    edit(file, setting(2, "归入指标3", "B-1 垃圾分类"))
    edit(file, setting(3, "归入指标1", "a-1"))
    assert imported(root, file).cells == 3
    held = tree(root)
    assert held["A-1/通知.txt.yml"].decode() == "# 手工\ntitle: 旧题名   # 核对过\n"
    assert held["A-2/说明.txt.yml"] == b"indicators:\n- code: B-1\n"
    assert held["inbox/值守记录20260301.txt.yml"] == b"indicators:\n- code: A-1\n"


def test_an_item_is_set_aside_with_a_reason(root: Path, file: Path) -> None:
    edit(file, setting(3, "不作佐证的理由", "值班草稿"))
    assert imported(root, file).cells == 1
    assert open_desk(request_for(root)).items.keys()
    assert tree(root)["inbox/值守记录20260301.txt.yml"] == "not_evidence: 值班草稿\n".encode()


@pytest.mark.parametrize(
    ("row", "head", "value", "code"),
    [
        (1, "编号", "abc", "JZ812"),
        (2, "位置", "evidence/B-1/说明.txt", "JZ814"),
        (2, "档号", "Z1", "JZ814"),
        (2, "题名", "", "JZ816"),
        (2, "类别", "通知", "JZ817"),
        (2, "日期", "四月九日", "JZ818"),
        (2, "日期", "2026-02-30", "JZ818"),
        (2, "归入指标2", "A-9", "JZ819"),
        (1, "归入指标1", "", "JZ820"),
    ],
)
def test_a_cell_that_cannot_be_taken_is_named_and_nothing_is_changed(
    root: Path, file: Path, row: int, head: str, value: str, code: str
) -> None:
    before = tree(root)
    edit(file, setting(row, head, value))
    edit(file, setting(3, "备注", "这一格没有错"))
    taken = imported(root, file)
    assert codes(taken) == [(code, row + 1, head)]
    assert (taken.cells, taken.written) == (0, ())
    assert tree(root) == before


def test_every_wrong_cell_is_named_at_once(root: Path, file: Path) -> None:
    edit(file, setting(1, "类别", "甲"))
    edit(file, setting(2, "日期", "乙"))
    edit(file, lambda cells: cells.append(list(cells[1])))
    assert [(c, n) for c, n, _ in codes(imported(root, file))] == [
        *(("JZ817", 2), ("JZ818", 3), ("JZ813", 5)),
    ]


def test_what_others_changed_meanwhile_is_kept(root: Path, file: Path) -> None:
    (root / "evidence/A-2/说明.txt.yml").write_bytes("issuer: 交警支队\nindicators:\n- code: B-2\n".encode())
    edit(file, setting(2, "题名", "新题名"))
    edit(file, setting(2, "归入指标2", "B-1"))
    assert imported(root, file).findings == ()
    assert tree(root)["A-2/说明.txt.yml"].decode() == (
        "title: 新题名\nissuer: 交警支队\nindicators:\n- code: B-2\n- code: B-1\n"
    )


def test_the_same_change_on_both_sides_is_no_conflict(root: Path, file: Path) -> None:
    (root / "evidence/A-2/说明.txt.yml").write_bytes("issuer: 交警支队\n".encode())
    edit(file, setting(2, "责任者", "交警支队"))
    assert imported(root, file) == Taken(0, (), ())


def test_a_cell_changed_on_both_sides_is_a_conflict(root: Path, file: Path) -> None:
    (root / "evidence/A-2/说明.txt.yml").write_bytes("issuer: 交警支队\n".encode())
    edit(file, setting(2, "责任者", "市公安局"))
    taken = imported(root, file)
    assert codes(taken) == [("JZ815", 3, "责任者")]
    said = taken.findings[0].message()
    assert "测试市公安局" in said
    assert "市公安局" in said
    assert "交警支队" in said


def test_rows_and_columns_may_be_sorted_left_out_and_added(root: Path, file: Path) -> None:
    def rearranged(cells: Cells) -> None:
        del cells[1]
        cells[1:] = cells[:0:-1]
        for line in cells:
            del line[3]  # the document's number
            line.reverse()
            line.append("联系人" if line is cells[0] else "某某")

    edit(file, rearranged)
    assert codes(imported(root, file)) == [("JZ821", 1, "联系人")]
    assert tree(root).keys() == FILES.keys()


def test_a_sidecar_that_broke_meanwhile_stops_the_import(root: Path, file: Path) -> None:
    edit(file, setting(1, "备注", "注"))
    (root / "evidence/A-1/通知.txt.yml").write_bytes(b"title: [\n")
    taken = imported(root, file)
    assert "JZ809" in {f.code for f in taken.findings} or any(f.blocks for f in taken.findings)
    assert tree(root)["A-1/通知.txt.yml"] == b"title: [\n"


def test_a_failure_half_way_takes_everything_back(
    root: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for row in (1, 2, 3):
        edit(file, setting(row, "备注", "注"))
    before = tree(root)
    appear = writing._appear
    calls: list[int] = []

    def failing(aside: Path, target: Path) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        appear(aside, target)

    with monkeypatch.context() as patched:
        patched.setattr(writing, "_appear", failing)
        assert codes(imported(root, file)) == [("JZ803", 0, "")]
    assert tree(root) == before
    assert len(imported(root, file).written) == 3


def test_other_files_are_no_tables(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "别的.xlsx"
    assert codes(imported(root, other))[0][0] == "JZ811"
    other.write_bytes(b"PK\x03\x04 broken")
    assert codes(imported(root, other))[0][0] == "JZ811"
    book = xlsxwriter.Workbook(str(other))
    book.add_worksheet(SHEET).write(0, 0, "编号")
    book.close()
    assert codes(imported(root, other))[0][0] == "JZ810"


def test_a_table_without_its_record_is_refused(root: Path, file: Path) -> None:
    edit(file, lambda cells: cells.__setitem__(0, ["x", *cells[0][1:]]), BASE)
    assert codes(imported(root, file))[0][0] == "JZ810"
    edit(exported(root), lambda cells: cells.clear(), BASE)
    assert codes(imported(root, file))[0][0] == "JZ810"


def test_cells_are_never_formulas(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {"A-1/甲.txt": "x", "A-1/甲.txt.yml": 'title: "=1+1"\n'})
    file = exported(root)
    assert sheets(file)[SHEET][1][5] == "=1+1"
    assert imported(root, file) == Taken(0, (), ())


def test_an_item_with_two_places_is_one_row(tmp_path: Path) -> None:
    root = make_archive(
        tmp_path, {"A-1/甲.txt": NOTICE, "A-2/乙.txt": NOTICE, "A-2/乙.txt.yml": "note: 副本\n"}
    )
    file = exported(root)
    assert len(sheets(file)[SHEET]) == 2
    edit(file, setting(1, "备注", "新备注"))
    assert imported(root, file).written == ("evidence/A-2/乙.txt.yml",)
    assert tree(root)["A-2/乙.txt.yml"] == "note: 新备注\n".encode()
