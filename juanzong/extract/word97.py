"""The binary structure of a DOC ([MS-DOC]): pieces of text, and the properties of its paragraphs and runs.

Offsets are those of FibBase and FibRgFcLcb97 (§2.5). All of them come from the file and are believed only
within the streams' bounds.
"""

import struct
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from juanzong.extract.request import UnreadableError

_MAGIC = 0xA5EC
_EARLIER = frozenset({0xA5DC, 0xA59B, 0xA59C, 0xA5DB, 0xA697, 0xA698, 0xA699})
"""Marks of Word 2 to Word 95 and of their Asian versions."""

_WORD97 = 0x00C1
_ENCRYPTED = 0x0100
_SECOND_TABLE = 0x0200
_FLAGS = 0x0A
_LENGTHS = 0x4C
_STYLES = 0xA2
_RUN_PAGES = 0xFA
_PARAGRAPH_PAGES = 0x102
_PIECES = 0x1A2

_PAGE_BYTES = 512
_PIECE_BYTES = 8
_COMPRESSED = 0x40000000
_RUN_PROPERTIES = 0x01
_PIECE_TABLE = 0x02

_OUTLINE_LEVEL = 0x2640
_IN_TABLE = 0x2416
_ROW_END = 0x2417
_DELETED = 0x0800
_DELETED_BYTES = b"\x00\x08\x01"
_LONG_OPERANDS = (0xD608, 0xC615)
"""sprmTDefTable and sprmPChgTabs tell their length otherwise; they stand after all that is asked for."""

_OPERAND_BYTES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
"""By the highest three bits of a property's code; 6 is of any length."""

_TITLE_STYLE = 62
_HEADING_STYLES = range(1, 10)
_LOW_12 = 0xFFF
_PAGE_NUMBER = 0x3FFFFF
_PARAGRAPH_ENTRY = 13
_BODY_LEVEL = 9
_ENDS = ("\r", "\x07", "\x0c")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text up to a mark, without it: CR, BEL at the end of a cell or row, FF at the end of a section.

    `level` is the outline level, 0 the highest, None of body text.
    """

    text: str
    mark: str
    level: int | None
    in_table: bool
    row_end: bool


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text that stands in one place of the file: from `start`, `width` bytes a character."""

    text: str
    start: int
    width: int


@dataclass(frozen=True, slots=True)
class _Property:
    """What is known of the paragraphs whose marks lie before `end`."""

    level: int | None
    in_table: bool
    row_end: bool


_PLAIN = _Property(None, in_table=False, row_end=False)


class Word97:
    """The text of a DOC by story."""

    def __init__(self, main: bytes, tables: Mapping[str, bytes], most: int) -> None:
        """Read the structure.

        Args:
            main: The stream `WordDocument`.
            tables: The streams `0Table` and `1Table`.
            most: Characters that may come out.

        Raises:
            UnreadableError: a password, older than Word 97, or pieces that repeat beyond any honest file.
            ValueError: it is damaged.
            struct.error: it is cut off.
        """
        magic, version = struct.unpack_from("<HH", main)
        (flags,) = struct.unpack_from("<H", main, _FLAGS)
        if magic in _EARLIER or (magic == _MAGIC and version < _WORD97):
            raise UnreadableError("JZ356")
        if magic != _MAGIC:
            raise ValueError("not a document of Word 97 or later")
        if flags & _ENCRYPTED:
            raise UnreadableError("JZ301")
        self._main = main
        self._table = tables["1Table" if flags & _SECOND_TABLE else "0Table"]
        self._most = most
        self._levels = self._style_levels()
        self._paragraphs = sorted(self._paragraph_ranges(), key=lambda one: one[1])
        self._ends = [end for _, end, _ in self._paragraphs]
        self._deleted = sorted(self._deleted_ranges(), key=lambda one: one[1])
        self._deleted_ends = [end for _, end in self._deleted]
        self._pieces = list(self._read_pieces())
        text, notes, headers, _, comments, ends, boxes, header_boxes = struct.unpack_from(
            "<8i", main, _LENGTHS
        )
        lengths = (text, notes, headers, 0, comments, ends, boxes, header_boxes)
        if min(lengths) < 0:
            raise ValueError("a story of negative length")
        self._stories = lengths

    def story(self, number: int) -> Iterator[Paragraph]:
        """Paragraphs: of 0 the text, 1 footnotes, 2 headers, 4 comments, 5 endnotes, 6 and 7 boxes (§2.3)."""
        start = sum(self._stories[:number])
        yield from self._split(start, start + self._stories[number])

    def _read_pieces(self) -> Iterator[_Piece]:
        """The piece table (§2.8.35): text in 16 bits, or in 8 bits of Windows-1252."""
        table = self._piece_table()
        count = (len(table) - 4) // (4 + _PIECE_BYTES)
        places = struct.unpack_from(f"<{count + 1}I", table)
        total = 0
        for number in range(count):
            (at,) = struct.unpack_from("<I", table, 4 * (count + 1) + _PIECE_BYTES * number + 2)
            length = places[number + 1] - places[number]
            total += max(length, 0)
            if length < 0 or total > self._most:
                raise UnreadableError("JZ308", size=f"{total} 字")
            if at & _COMPRESSED:
                start = (at & ~_COMPRESSED) // 2
                yield _Piece(self._main[start : start + length].decode("cp1252", "replace"), start, 1)
            else:
                text = self._main[at : at + 2 * length].decode("utf-16-le", "replace")
                yield _Piece(text, at, 2)

    def _piece_table(self) -> bytes:
        at, length = struct.unpack_from("<II", self._main, _PIECES)
        held = self._table[at : at + length]
        at = 0
        while at < len(held) and held[at] == _RUN_PROPERTIES:
            at += 3 + struct.unpack_from("<H", held, at + 1)[0]
        if held[at : at + 1] != bytes([_PIECE_TABLE]):
            raise ValueError("no piece table")
        (length,) = struct.unpack_from("<I", held, at + 1)
        return held[at + 5 : at + 5 + length]

    def _split(self, start: int, end: int) -> Iterator[Paragraph]:
        """Paragraphs between two character positions, without deleted runs."""
        held: list[str] = []
        position = 0
        for piece in self._pieces:
            first, last = max(start - position, 0), min(end - position, len(piece.text))
            position += len(piece.text)
            at = first
            while at < last:
                stop = min(
                    (found for mark in _ENDS if (found := piece.text.find(mark, at, last)) >= 0), default=-1
                )
                kept = self._kept(piece, at, last if stop < 0 else stop)
                held.append(kept)
                if stop < 0:
                    break
                known = self._at(piece.start + piece.width * stop)
                yield Paragraph("".join(held), piece.text[stop], known.level, known.in_table, known.row_end)
                held = []
                at = stop + 1
        if any(held):
            yield Paragraph("".join(held), "\r", None, in_table=False, row_end=False)

    def _kept(self, piece: _Piece, first: int, last: int) -> str:
        """A run of text without what is marked as deleted."""
        kept: list[str] = []
        begin, end = (piece.start + piece.width * at for at in (first, last))
        for start, stop in self._deleted[bisect_right(self._deleted_ends, begin) :]:
            if start >= end:
                break
            kept.append(piece.text[first : max(first, (start - piece.start) // piece.width)])
            first = max(first, min(last, (stop - piece.start) // piece.width))
        return "".join((*kept, piece.text[first:last]))

    def _at(self, place: int) -> _Property:
        """The properties of the paragraph whose mark stands at a place of the file."""
        index = bisect_right(self._ends, place)
        known = index < len(self._ends) and self._paragraphs[index][0] <= place
        return self._paragraphs[index][2] if known else _PLAIN

    def _pages(self, pages: int) -> Iterator[tuple[bytes, tuple[int, ...]]]:
        """Pages of formatting with the places at which their runs begin and end (§2.8.6, §2.9.175)."""
        at, length = struct.unpack_from("<II", self._main, pages)
        held = self._table[at : at + length]
        count = max((len(held) - 4) // 8, 0)
        for number in struct.unpack_from(f"<{count}I", held, 4 * (count + 1)) if count else ():
            start = (number & _PAGE_NUMBER) * _PAGE_BYTES
            page = self._main[start : start + _PAGE_BYTES]
            if len(page) == _PAGE_BYTES and 4 * (page[-1] + 1) < _PAGE_BYTES:
                yield page, struct.unpack_from(f"<{page[-1] + 1}I", page)

    def _paragraph_ranges(self) -> Iterator[tuple[int, int, _Property]]:
        for page, places in self._pages(_PARAGRAPH_PAGES):
            for number in range(page[-1]):
                offset = 4 * len(places) + _PARAGRAPH_ENTRY * number
                at = page[offset] * 2 if offset < _PAGE_BYTES else 0
                held = _counted(page, at) if at else b""
                if len(held) >= 2:  # noqa: PLR2004 (the number of its style)
                    yield places[number], places[number + 1], self._property(held)

    def _property(self, held: bytes) -> _Property:
        level = self._levels.get(struct.unpack_from("<H", held)[0])
        in_table = row_end = False
        for code, operand in _properties(held[2:]):
            if code == _OUTLINE_LEVEL:
                level = operand[0] if operand[0] < _BODY_LEVEL else None
            elif code == _IN_TABLE:
                in_table = bool(operand[0])
            elif code == _ROW_END:
                row_end = bool(operand[0])
        return _Property(level, in_table, row_end)

    def _deleted_ranges(self) -> Iterator[tuple[int, int]]:
        for page, places in self._pages(_RUN_PAGES):
            if _DELETED_BYTES not in page:
                continue
            for number in range(page[-1]):
                at = page[4 * len(places) + number] * 2 if 4 * len(places) + number < _PAGE_BYTES else 0
                held = page[at + 1 : at + 1 + page[at]] if at else b""
                if any(code == _DELETED and operand[0] == 1 for code, operand in _properties(held)):
                    yield places[number], places[number + 1]

    def _style_levels(self) -> Mapping[int, int]:
        """Outline levels by style (§2.9.271): of headings, of titles, and of what is based on them."""
        at, length = struct.unpack_from("<II", self._main, _STYLES)
        held = self._table[at : at + length]
        kinds: dict[int, tuple[int, int]] = {}
        if len(held) > 4:  # noqa: PLR2004 (a header of styles)
            (size, count) = struct.unpack_from("<HH", held)
            place = 2 + size
            for number in range(count):
                if place + 2 > len(held):
                    break
                (own,) = struct.unpack_from("<H", held, place)
                if own >= 4 and place + 6 <= len(held):  # noqa: PLR2004 (kind and base)
                    kind, base = struct.unpack_from("<HH", held, place + 2)
                    kinds[number] = (kind & _LOW_12, base >> 4)
                place += 2 + own + own % 2
        levels = {number: _level(kinds, number) for number in kinds}
        return {number: level for number, level in levels.items() if level is not None}


def _level(kinds: Mapping[int, tuple[int, int]], number: int) -> int | None:
    passed: set[int] = set()
    while number in kinds and number not in passed:
        passed.add(number)
        kind, number = kinds[number]
        if kind in _HEADING_STYLES:
            return kind - 1
        if kind == _TITLE_STYLE:
            return 0
    return None


def _counted(page: bytes, at: int) -> bytes:
    """Properties of a paragraph, whose length counts pairs of bytes (§2.9.175)."""
    if page[at]:
        return page[at + 1 : at + 2 * page[at]]
    return page[at + 2 : at + 2 + 2 * page[at + 1]] if at + 1 < len(page) else b""


def _properties(held: bytes) -> Iterator[tuple[int, bytes]]:
    """Codes and operands (§2.6), up to the first that cannot be passed over."""
    at = 0
    while at + 3 <= len(held):
        (code,) = struct.unpack_from("<H", held, at)
        if code in _LONG_OPERANDS:
            return
        size = _OPERAND_BYTES.get(code >> 13)
        if size is None:
            size = 1 + held[at + 2]
        if at + 2 + size > len(held):
            return
        yield code, held[at + 2 : at + 2 + size]
        at += 2 + size
