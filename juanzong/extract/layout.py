"""Lines and paragraphs from pieces of text that stand somewhere on a page."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_SAME_LINE = 0.5
"""Pieces whose baselines differ by less than this share of their size stand on one line."""

_SPACE = 0.25
_WIDE = 1.5
"""Gaps in ems: from the first on words are apart, from the second on parts of a form."""

_BACK_UP = 0.3
"""A piece that starts this share of the page above the one before, and beside it, starts a column."""

_RECENT = 8
_INDENT = 1.2
_SHORT = 1.6
_LEADING = 2.6
_SAME_SIZE = 0.15
_PAGE_NUMBER = re.compile(r"[-—–·\s]*\d+[-—–·\s]*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text: from `left` to `right` on the baseline `base`, down the page, in any one unit."""

    text: str
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class Line:
    """Pieces side by side."""

    text: str
    left: float
    right: float
    base: float
    size: float


def lines(pieces: Iterable[Piece], height: float) -> list[Line]:
    """Lines in reading order: columns as the file has them, within a column from top to bottom."""
    return [line for column in _columns(pieces, height) for line in _lines(column)]


def paragraphs(made: Sequence[Line]) -> Iterator[str]:
    """Lines of one paragraph, parted by line ends.

    A line goes on where the one before reaches the margin, is of its size and near, and it is not indented.
    """
    held: list[Line] = []
    left, right = _margins(made)
    for line in made:
        if held and not _goes_on(held, line, left, right):
            yield "\n".join(one.text for one in held)
            held = []
        held.append(line)
    if held:
        yield "\n".join(one.text for one in held)


def _columns(pieces: Iterable[Piece], height: float) -> Iterator[list[Piece]]:
    """What the file writes from top to bottom before it starts again beside it."""
    column: list[Piece] = []
    for piece in pieces:
        recent = column[-_RECENT:]
        if (
            recent
            and piece.base < max(one.base for one in recent) - _BACK_UP * height
            and piece.left >= max(one.right for one in recent)
        ):
            yield column
            column = []
        column.append(piece)
    if column:
        yield column


def _lines(column: list[Piece]) -> Iterator[Line]:
    held: list[Piece] = []
    for piece in sorted(column, key=lambda one: one.base):
        if held and piece.base - held[0].base > _SAME_LINE * min(piece.size, held[0].size):
            yield _joined(held)
            held = []
        held.append(piece)
    if held:
        yield _joined(held)


def _joined(pieces: list[Piece]) -> Line:
    """Pieces from left to right; a gap becomes one space, or two where a form's parts are apart."""
    pieces = sorted(pieces, key=lambda one: one.left)
    texts = [pieces[0].text]
    reach = pieces[0].right
    for piece in pieces[1:]:
        gap = (piece.left - reach) / max(piece.size, 1e-6)
        ascii_words = texts[-1][-1:].isascii() and piece.text[:1].isascii()
        texts += ["  " if gap >= _WIDE else " " if gap >= _SPACE and ascii_words else "", piece.text]
        reach = max(reach, piece.right)
    size = max(piece.size for piece in pieces)
    return Line("".join(texts), pieces[0].left, reach, pieces[0].base, size)


def _margins(made: Sequence[Line]) -> tuple[float, float]:
    """Where the text begins and ends."""
    return min((line.left for line in made), default=0), max((line.right for line in made), default=0)


def _goes_on(held: list[Line], line: Line, left: float, right: float) -> bool:
    before = held[-1]
    return (
        not _PAGE_NUMBER.fullmatch(line.text)
        and abs(line.size - before.size) <= _SAME_SIZE * before.size
        and 0 < line.base - before.base <= _LEADING * line.size
        and before.right >= right - _SHORT * before.size
        and line.left <= left + _INDENT * line.size
    )
