"""Which cell of a workbook has which number format: XLSX by its XML, XLS by its records ([MS-XLS] 2.4)."""

import posixpath
import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from juanzong.extract import ooxml
from juanzong.extract.numberformats import BUILT_IN, GENERAL
from juanzong.extract.request import UnreadableError
from juanzong.extract.zips import Parts

Formats = Mapping[tuple[int, int], str]
"""Codes by row and column, both from 0; cells that show their plain value are left out."""

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

_CELL = re.compile(rb"<(?:\w+:)?c\s([^<>]*)>")
_PLACE = re.compile(rb"\br\s*=\s*[\"']([A-Z]{1,3})([0-9]{1,7})[\"']")
_STYLE = re.compile(rb"\bs\s*=\s*[\"'](\d{1,6})[\"']")
_OVERLAP = 512
"""Bytes repeated from one chunk to the next, so that no cell's tag is cut."""

_MOST_FORMATTED = 500_000
"""Cells of a sheet whose formats are kept; of the others the plain value is shown."""

_CELL_BYTES = 64
"""Memory of one cell in calamine's dense range and ours; empty cells up to the farthest one count too."""

_BOF, _EOF, _FORMAT, _XF, _SHEET = 0x809, 0x0A, 0x41E, 0xE0, 0x85
_NUMBER, _RK, _MULRK, _FORMULA = 0x203, 0x27E, 0xBD, 0x06
_BIFF8 = 0x600


def of_xlsx(parts: Parts, memory: int) -> dict[str, Formats]:
    """The formats of every sheet by its name.

    Raises:
        UnreadableError: a cell stands so far out that the empty ones before it do not fit into `memory`: one
            at XFD1048576 makes calamine ask for a range of 17 thousand million cells and abort.
    """
    styles = _styles(parts)
    names = dict(_sheet_parts(parts))
    found: dict[str, Formats] = {}
    for part in parts.matching(r"xl/worksheets/[^/]+\.xml"):
        formats: dict[tuple[int, int], str] = {}
        rows = columns = 0
        for row, column, style in _cells(parts, part):
            rows, columns = max(rows, row), max(columns, column)
            if (code := styles.get(style)) and len(formats) < _MOST_FORMATTED:
                formats[row - 1, column - 1] = code
        if rows * columns * _CELL_BYTES > memory:
            raise UnreadableError("JZ318", rows=rows, columns=columns)
        if part in names:
            found[names[part]] = formats
    return found


def _styles(parts: Parts) -> dict[int, str]:
    """Format codes by the number of the cell style, without those that show the plain value."""
    root = parts.tree("xl/styles.xml")
    if root is None:
        return {}
    codes = dict(BUILT_IN)
    for one in root.iterfind(f"{_S}numFmts/{_S}numFmt"):
        codes[_number(one.get("numFmtId"))] = one.get("formatCode", GENERAL)
    styles = (
        codes.get(_number(one.get("numFmtId")), GENERAL) for one in root.iterfind(f"{_S}cellXfs/{_S}xf")
    )
    return {number: code for number, code in enumerate(styles) if code not in (GENERAL, "@")}


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 6 else 0  # noqa: PLR2004


def _sheet_parts(parts: Parts) -> Iterator[tuple[str, str]]:
    main = ooxml.main_part(parts, "xl/workbook.xml")
    root = parts.tree(main)
    targets = {relation.id: posixpath.normpath(relation.target) for relation in ooxml.relations(parts, main)}
    for sheet in () if root is None else root.iter(f"{_S}sheet"):
        yield targets.get(sheet.get(_ID, ""), ""), sheet.get("name", "")


def _cells(parts: Parts, name: str) -> Iterator[tuple[int, int, int]]:
    """Row and column, from 1, and style of the cells of a sheet; some may come twice."""
    tail = b""
    for chunk in parts.chunks(name):
        content = tail + chunk
        for tag in _CELL.finditer(content):
            place, style = _PLACE.search(tag[1]), _STYLE.search(tag[1])
            if place:
                yield int(place[2]), _column(place[1]), int(style[1]) if style else 0
        tail = content[-_OVERLAP:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


@dataclass(frozen=True, slots=True)
class _Record:
    """A record of a workbook stream."""

    kind: int
    content: bytes


def of_xls(stream: bytes) -> list[Formats]:
    """The formats of every sheet in the order of the file; none where the records do not say.

    Workbooks before Excel 97 write their codes otherwise and show plain values.
    """
    codes = dict(BUILT_IN)
    styles: list[int] = []
    starts: list[int] = []
    records = _records(stream, 0)
    first = next(records, None)
    if first is None or first.kind != _BOF or first.content[:2] != _BIFF8.to_bytes(2, "little"):
        return []
    for record in records:
        if record.kind == _EOF:
            break
        if record.kind == _FORMAT and len(record.content) > 5:  # noqa: PLR2004 (its head)
            codes[int.from_bytes(record.content[:2], "little")] = _code(record.content)
        elif record.kind == _XF:
            styles.append(int.from_bytes(record.content[2:4], "little"))
        elif record.kind == _SHEET:
            starts.append(int.from_bytes(record.content[:4], "little"))
    by_style = {
        number: code
        for number, kind in enumerate(styles)
        if (code := codes.get(kind, GENERAL)) not in (GENERAL, "@")
    }
    return [_sheet(stream, start, by_style) for start in starts]


def _sheet(stream: bytes, start: int, styles: Mapping[int, str]) -> Formats:
    found: dict[tuple[int, int], str] = {}
    depth = 0
    for record in _records(stream, start):
        depth += (record.kind == _BOF) - (record.kind == _EOF)  # charts stand inside their sheet
        if depth <= 0 or len(found) >= _MOST_FORMATTED:
            break
        if record.kind in (_NUMBER, _RK, _FORMULA) and len(record.content) >= 6:  # noqa: PLR2004
            row, column, style = struct.unpack_from("<HHH", record.content)
            if style in styles:
                found[row, column] = styles[style]
        elif record.kind == _MULRK:
            row, column = struct.unpack_from("<HH", record.content.ljust(4, b"\0"))
            for at in range(4, len(record.content) - 7, 6):
                (style,) = struct.unpack_from("<H", record.content, at)
                if style in styles:
                    found[row, column] = styles[style]
                column += 1
    return found


def _records(stream: bytes, at: int) -> Iterator[_Record]:
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield _Record(kind, stream[at + 4 : at + 4 + size])
        at += 4 + size


def _code(content: bytes) -> str:
    """A string with two bytes of length ([MS-XLS] 2.5.294), narrow or wide."""
    length, wide = int.from_bytes(content[2:4], "little"), content[4] & 1
    text = content[5 : 5 + length * (1 + wide)]
    return text.decode("utf-16-le" if wide else "latin-1", "replace")
