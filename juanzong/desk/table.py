"""The catalogue as a spreadsheet for people who live in Excel: its columns and what stands in them."""

import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import xlsxwriter

from juanzong.compile import numbers_of
from juanzong.desk.pool import Desk
from juanzong.model import Evidence, Verdict
from juanzong.publish.workbook import EPOCH, date_cell

SHEET = "材料目录"
BASE = "导出时"
"""What every cell said when the table was made; very hidden, so that it survives and nobody edits it."""

MARK = "juanzong/table/1"
CLAUSES = 3
"""At least so many columns for clauses."""

_LISTS = "代码"
_NOTES = (
    "这张表怎么用",
    "1. 白色的格可以改；灰色的由程序填写，改了不采用。可以排序、筛选、调整列宽，不要删“编号”一列。",
    "2. “类别”“归入指标”从下拉列表中选。印证几条的，依次填在几个“归入指标”中；不再归入的，清空那一格。",
    "3. 按文件夹归入的那一条不能在表中去掉：要去掉，先把文件移出那个文件夹。",
    "4. “日期”写八位数字，如 20260301。带 [ ] 的是推定的；核对无误的，去掉方括号即为确认。",
    "5. “不作佐证的理由”写了内容的，这件材料不再作为佐证，但仍列在工作版中。",
    "6. 改好存盘，运行 python build_archive.py table import 文件名。有一格不能采用就全都不改，并说明原因。",
    "7. 导出以后别人也改过的：不是同一格就合并，是同一格就报告。新的材料请用 add 收入，不能在表中加行。",
)


class Column(StrEnum):
    """A column by what stands in it; those of a sidecar are named by its field."""

    POSITION = "position"
    ID = "id"
    NUMBER = "archive_number"
    DOC_NUMBER = "doc_number"
    ISSUER = "issuer"
    TITLE = "title"
    DATE = "date"
    SECRECY = "secrecy"
    """Empty, as nothing secret is in the archive; the catalogue of DA/T 22-2015 has the column."""
    PAGES = "pages"
    NOTE = "note"
    KIND = "kind"
    CLAUSE = "clause"
    """Several of them stand side by side."""
    CAPTION = "caption"
    NOT_EVIDENCE = "not_evidence"
    PATH = "path"


@dataclass(frozen=True, slots=True)
class Look:
    """A column's head, its width in characters, and whether clerks may write in it."""

    head: str
    width: int
    open: bool = True


LOOKS: Mapping[Column, Look] = {
    Column.POSITION: Look("序号", 6, open=False),
    Column.ID: Look("编号", 14, open=False),
    Column.NUMBER: Look("档号", 30, open=False),
    Column.DOC_NUMBER: Look("文号", 20),
    Column.ISSUER: Look("责任者", 24),
    Column.TITLE: Look("题名", 48),
    Column.DATE: Look("日期", 11),
    Column.SECRECY: Look("密级", 6, open=False),
    Column.PAGES: Look("页数", 6, open=False),
    Column.NOTE: Look("备注", 24),
    Column.KIND: Look("类别", 12),
    Column.CLAUSE: Look("归入指标", 28),
    Column.CAPTION: Look("图片说明", 40),
    Column.NOT_EVIDENCE: Look("不作佐证的理由", 20),
    Column.PATH: Look("位置", 50, open=False),
}


@dataclass(frozen=True, slots=True)
class Row:
    """What the table says of one item: text by column, and the clauses it is linked to, by code."""

    id: str
    cells: Mapping[Column, str]
    codes: tuple[str, ...]
    placed: frozenset[str]


def rows_of(desk: Desk) -> tuple[Row, ...]:
    """A row for every item, in the order of their paths; none for secrets and for pictures of the ledger."""
    codes: dict[str, list[str]] = {}
    for link in desk.material.links:
        if link.is_fact:
            codes.setdefault(link.evidence_id, []).append(link.code)
    numbers = numbers_of(desk.material)
    return tuple(
        Row(
            s.evidence.id,
            _cells(s.evidence, numbers.get(s.evidence.id, "")),
            tuple(codes.get(s.evidence.id, ())),
            frozenset(place.folder for place in s.evidence.item.placements if place.folder),
        )
        for s in desk.material.screened
        if s.verdict is not Verdict.SECRET and not s.evidence.item.of_ledger
    )


def clause_cell(desk: Desk, code: str) -> str:
    """A clause as the list of the column has it."""
    return f"{code} {desk.clauses[code].indicator.title}"


def export_table(desk: Desk) -> bytes:
    """The workbook, the same bytes for the same archive. All cells are texts, never formulas."""
    rows = rows_of(desk)
    clauses = max([CLAUSES, *(len(row.codes) + 1 for row in rows)])
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": desk.config.archive.name, "created": EPOCH})
    columns = columns_of(clauses)
    lines = [line_of(desk, row, place, clauses) for place, row in enumerate(rows, 1)]
    _catalogue(book, columns, lines, len(desk.clauses), len(desk.config.edition.kinds))
    _lists(book, desk)
    _explain(book)
    _base(book, columns, lines)
    book.close()
    return out.getvalue()


def columns_of(clauses: int) -> tuple[Column, ...]:
    """The columns of a table with so many for clauses."""
    return tuple(column for one in Column for column in ([one] * clauses if one is Column.CLAUSE else [one]))


def heads_of(columns: Sequence[Column]) -> tuple[str, ...]:
    """Their heads; those for clauses are numbered."""
    seen: Counter[Column] = Counter()
    heads = []
    for column in columns:
        seen[column] += 1
        heads.append(LOOKS[column].head + (str(seen[column]) if column is Column.CLAUSE else ""))
    return tuple(heads)


def line_of(desk: Desk, row: Row, position: int, clauses: int) -> tuple[str, ...]:
    """The cells of an item, by column."""
    codes = iter([*(clause_cell(desk, code) for code in row.codes), *([""] * clauses)])
    cells = {**row.cells, Column.POSITION: str(position)}
    return tuple(next(codes) if column is Column.CLAUSE else cells[column] for column in columns_of(clauses))


def _cells(one: Evidence, number: str) -> dict[Column, str]:
    said = one.description
    notes = [sidecar.note for sidecar in one.item.sidecars if sidecar.note]
    return {
        Column.ID: one.id,
        Column.NUMBER: number,
        Column.DOC_NUMBER: said.doc_number.value if said.doc_number else "",
        Column.ISSUER: said.issuer.value if said.issuer else "",
        Column.TITLE: said.title.value,
        Column.DATE: date_cell(one),
        Column.SECRECY: "",
        Column.PAGES: str(one.extraction.page_count or ""),
        Column.NOTE: next(iter(notes), ""),
        Column.KIND: said.kind.value if said.kind else "",
        Column.CAPTION: said.caption,
        Column.NOT_EVIDENCE: one.item.set_aside,
        Column.PATH: one.item.shown_path.encode("utf-8", "backslashreplace").decode("utf-8"),
    }


def _catalogue(
    book: xlsxwriter.Workbook,
    columns: Sequence[Column],
    lines: Sequence[Sequence[str]],
    clauses: int,
    kinds: int,
) -> None:
    sheet = book.add_worksheet(SHEET)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 2)
    common = {"border": 1, "text_wrap": True, "valign": "vcenter", "num_format": "@"}
    head = book.add_format({**common, "bold": True, "align": "center", "bg_color": "#D9D9D9"})
    shut = book.add_format({**common, "bg_color": "#EDEDED"})
    unlocked = book.add_format({**common, "locked": False})
    for number, (column, name) in enumerate(zip(columns, heads_of(columns), strict=True)):
        look = LOOKS[column]
        sheet.set_column(number, number, look.width)
        sheet.write_string(0, number, name, head)
        for place, line in enumerate(lines, 1):
            sheet.write_string(place, number, line[number], unlocked if look.open else shut)
        source = {
            Column.CLAUSE: f"='{_LISTS}'!$A$2:$A${clauses + 1}",
            Column.KIND: f"='{_LISTS}'!$B$2:$B${kinds + 1}",
        }
        if column in source and lines:
            rule = {
                "validate": "list",
                "source": source[column],
                "error_title": "请从列表中选",
                "error_message": f"“{look.head}”只能从下拉列表中选，或者清空。",
            }
            sheet.data_validation(1, number, len(lines), number, rule)
    if lines:
        sheet.autofilter(0, 0, len(lines), len(columns) - 1)
    allowed = ("autofilter", "sort", "format_cells", "format_columns", "format_rows")
    sheet.protect("", dict.fromkeys(allowed, True))


def _lists(book: xlsxwriter.Workbook, desk: Desk) -> None:
    sheet = book.add_worksheet(_LISTS)
    sheet.set_column(0, 0, 60)
    sheet.set_column(1, 1, 16)
    clauses = [clause_cell(desk, code) for code in desk.clauses]
    kinds = [kind.name for kind in desk.config.edition.kinds]
    for number, texts in enumerate((["归入指标", *clauses], ["类别", *kinds])):
        for place, text in enumerate(texts):
            sheet.write_string(place, number, text)
    sheet.protect("")


def _explain(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("填表说明")
    sheet.set_column(0, 0, 100, book.add_format({"text_wrap": True, "valign": "top"}))
    for place, text in enumerate(_NOTES):
        sheet.write_string(place, 0, text)


def _base(book: xlsxwriter.Workbook, columns: Sequence[Column], lines: Iterable[Sequence[str]]) -> None:
    sheet = book.add_worksheet(BASE)
    sheet.write_string(0, 0, MARK)
    for number, name in enumerate(heads_of(columns)):
        sheet.write_string(1, number, name)
    for place, line in enumerate(lines, 2):
        for number, text in enumerate(line):
            sheet.write_string(place, number, text)
    sheet.protect("")
    sheet.very_hidden()
