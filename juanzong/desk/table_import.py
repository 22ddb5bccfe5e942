"""The spreadsheet back into sidecars: what its writer changed, merged with what changed meanwhile."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import python_calamine
from pydantic_core import PydanticCustomError

from juanzong.desk.accepting import cleaned
from juanzong.desk.pool import Desk, open_desk
from juanzong.desk.stating import restated, why_not
from juanzong.desk.table import BASE, LOOKS, MARK, SHEET, Column, Row, columns_of, heads_of, line_of, rows_of
from juanzong.desk.writing import BusyError, ChangedError, alone, write_all
from juanzong.findings import Finding, finding
from juanzong.load.fields import parse_day
from juanzong.load.models import Confirmation
from juanzong.model import Item
from juanzong.request import Request
from juanzong.sidecars import UneditableError, Value

_FIELDS: Mapping[Column, str] = {
    column: column.value for column in Column if LOOKS[column].open and column is not Column.CLAUSE
}
"""Columns whose cells are a field of the sidecar."""

Changes = dict[str, dict[str, Value]]
"""What sidecars are to say, by the path of their file and by field."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a table: how many cells were taken, the paths written, and what could not be taken.

    A finding's line and field are the cell's row and the head of its column. Where one blocks, nothing was
    written.
    """

    cells: int
    written: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A table as it was read: rows by number, cells by head; `base` is what they said when it was made."""

    rows: tuple[tuple[int, Mapping[str, str]], ...]
    base: Mapping[str, Mapping[str, str]]
    heads: tuple[str, ...]


def import_table(request: Request, file: Path, *, dry_run: bool = False) -> Taken:
    """Write what was changed in a table into the sidecars: everything, or nothing if a cell cannot be taken.

    Raises:
        ConfigurationError: the archive's configuration is broken.
    """
    sheet = _read(file)
    if isinstance(sheet, Finding):
        return Taken(0, (), (sheet,))
    try:
        with alone(
            request.work
        ):  # from reading the archive to the last sidecar, so that nothing slips between
            desk = open_desk(request)
            reader = _Reader(desk, file.name, sheet)
            changes = reader.changes()
            if any(f.blocks for f in reader.found):
                return Taken(0, (), reader.by_row())
            prepared: dict[Path, tuple[bytes | None, bytes]] = {}
            for path, fields in changes.items():
                prepared |= restated(desk.root, path, fields)
            if not dry_run:
                write_all(prepared)
    except (BusyError, ChangedError, UneditableError, OSError) as error:
        return Taken(0, (), (why_not(error, file.name),))
    written = tuple(path.relative_to(desk.root).as_posix() for path in prepared)
    return Taken(reader.cells, written, reader.by_row())


class _Reader:
    """Goes through a table; `found` is what could not be taken, `cells` how many could."""

    def __init__(self, desk: Desk, name: str, sheet: _Sheet) -> None:
        self.found: list[Finding] = []
        self.cells = 0
        self._desk = desk
        self._name = name
        self._sheet = sheet
        self._items = desk.items
        self._kinds = [kind.name for kind in desk.config.edition.kinds]

    def by_row(self) -> tuple[Finding, ...]:
        """What could not be taken, from the top of the table down."""
        return tuple(sorted(self.found, key=lambda f: (f.line, f.code, f.field)))

    def changes(self) -> Changes:
        """What sidecars are to say, as far as it can be taken."""
        made: Changes = defaultdict(dict)
        ours = set(heads_of(columns_of(len(self._sheet.heads))))
        for head in self._sheet.heads:
            if head and head not in ours:
                self._no(1, head, "JZ821")
        now = {row.id: (place, row) for place, row in enumerate(rows_of(self._desk), 1)}
        seen: dict[str, int] = {}
        for number, cells in self._sheet.rows:
            id_ = cells.get(LOOKS[Column.ID].head, "")
            if id_ not in now or id_ not in self._sheet.base:
                self._no(number, LOOKS[Column.ID].head, "JZ812", value=id_ or "—")
            elif id_ in seen:
                self._no(number, LOOKS[Column.ID].head, "JZ813", value=id_, first=seen[id_])
            else:
                seen[id_] = number
                for path, fields in self._row(number, cells, *now[id_]):
                    made[path].update(fields)
        return made

    def _row(
        self, number: int, cells: Mapping[str, str], place: int, row: Row
    ) -> Iterator[tuple[str, dict[str, Value]]]:
        """What one row changes."""
        base, item = self._sheet.base[row.id], self._items[row.id]
        clauses = sum(head.startswith(LOOKS[Column.CLAUSE].head) for head in self._sheet.heads)
        clauses = max(clauses, len(row.codes))
        columns = columns_of(clauses)
        now = dict(zip(heads_of(columns), line_of(self._desk, row, place, clauses), strict=True))
        of_clauses = []
        for head, column in zip(heads_of(columns), columns, strict=True):
            if column is Column.CLAUSE:
                of_clauses.append(head)
            elif head in cells and column is not Column.POSITION and cells[head] != base.get(head, ""):
                yield from self._cell(number, column, cells[head], (base.get(head, ""), now[head]), item)
        present = [head for head in of_clauses if head in cells]
        yield from self._clauses(number, {head: cells[head] for head in present}, base, row, item)

    def _cell(
        self, number: int, column: Column, given: str, was: tuple[str, str], item: Item
    ) -> Iterator[tuple[str, dict[str, Value]]]:
        """What a changed cell changes; `was` is what it said when the table was made and says now."""
        head = LOOKS[column].head
        base, now = was
        if not LOOKS[column].open:
            self._no(number, head, "JZ814", value=given or "—")
        elif _line(now) == given:
            return
        elif _line(now) != base:
            self._no(number, head, "JZ815", value=given or "—", base=base or "—", now=now or "—")
        elif given:
            value = self._value(number, column, given)
            if value is not None:
                self.cells += 1
                yield _stating(item, _FIELDS[column]), {_FIELDS[column]: value}
        else:
            paths = [p.path for p in item.placements if p.sidecar and getattr(p.sidecar, _FIELDS[column])]
            if not paths:
                self._no(number, head, "JZ816", value=base)
            else:
                self.cells += 1
                for path in paths:
                    yield path, {_FIELDS[column]: None}

    def _value(self, number: int, column: Column, given: str) -> Value:
        """What a cell says, as its field wants it; None where it cannot be taken."""
        if column is Column.KIND and given not in self._kinds:
            self._no(number, LOOKS[column].head, "JZ817", value=given, kinds="、".join(self._kinds))
            return None
        if column is not Column.DATE:
            return cleaned(given)
        try:
            day = parse_day(given.strip("[]［］"))
        except PydanticCustomError:
            day = None
        if isinstance(day, dt.date):
            return day
        self._no(number, LOOKS[column].head, "JZ818", value=given)
        return None

    def _clauses(
        self, number: int, cells: Mapping[str, str], base: Mapping[str, str], row: Row, item: Item
    ) -> Iterator[tuple[str, dict[str, Value]]]:
        """What the cells for clauses change: clauses that are new in them, and those that are gone."""
        given: dict[str, str] = {}
        for head, text in cells.items():
            code = self._desk.code_of(text) if text else ""
            if text and not code:
                self._no(number, head, "JZ819", value=text)
                return
            if code:
                given[code] = head
        before = {self._desk.code_of(base.get(head, "")): head for head in cells if base.get(head)}
        added = [code for code in given if code not in before and code not in row.codes]
        removed = [code for code in before if code not in given and code in row.codes]
        for code in removed:
            if code in row.placed:
                self._no(number, before[code], "JZ820", value=code)
                return
        self.cells += len(added) + len(removed)
        for place in (p for p in item.placements if not p.of_ledger):
            own = place.sidecar.indicators if place.sidecar else ()
            kept = tuple(one for one in own if one.code not in removed)
            if place.path == _stating(item, "indicators"):
                kept += tuple(Confirmation(code=code) for code in added)
            if kept != own:
                yield place.path, {"indicators": kept}

    def _no(self, number: int, head: str, code: str, **details: object) -> None:
        self.found.append(finding(code, self._name, line=number, field=head, **details))


def _stating(item: Item, field: str) -> str:
    """The path of the placement whose sidecar says a field, or may as well: it has one, or comes first."""
    for places in (
        [p for p in item.placements if p.sidecar and getattr(p.sidecar, field)],
        [p for p in item.placements if p.sidecar],
        item.placements,
    ):
        if places:
            return places[0].path
    return item.path


def _read(file: Path) -> _Sheet | Finding:
    """The table in a file, or why there is none."""
    try:
        with python_calamine.CalamineWorkbook.from_path(str(file)) as book:
            if SHEET not in book.sheet_names or BASE not in book.sheet_names:
                return finding("JZ810", file.name, sheet=SHEET)
            rows, base = (
                [
                    [_text(cell) for cell in row]
                    for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                ]
                for name in (SHEET, BASE)
            )
    except (python_calamine.CalamineError, OSError) as error:
        return finding("JZ811", file.name, reason=str(error))
    if not rows or len(base) < 2 or base[0][0] != MARK or LOOKS[Column.ID].head not in rows[0]:  # noqa: PLR2004 (mark and heads)
        return finding("JZ810", file.name, sheet=SHEET)
    heads = tuple(rows[0])
    said = (dict(zip(base[1], line, strict=True)) for line in base[2:])
    return _Sheet(
        tuple((n, _named(heads, line)) for n, line in enumerate(rows[1:], 2) if any(line)),
        {line[LOOKS[Column.ID].head]: line for line in said},
        heads,
    )


def _named(heads: Sequence[str], line: Sequence[str]) -> dict[str, str]:
    return {head: text for head, text in zip(heads, line, strict=True) if head}


def _text(cell: object) -> str:
    """A cell as text on one line: whole numbers without a point, days in eight digits."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.date):
        return cell.strftime("%Y%m%d")
    return _line("" if cell is None else str(cell))


def _line(text: str) -> str:
    return " ".join(text.split())
