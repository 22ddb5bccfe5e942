"""Lines found on the picture of a page, put where they would stand if the page lay straight."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from juanzong.extract import layout
from juanzong.extract.layout import Piece

Point = tuple[float, float]

_LEAST_LINES = 5
"""A column has at least as many lines."""

_WIDE = 0.6
"""The lines of a column fill this share of it; the cells of a table do not."""

_ACROSS = 0.1
"""At most this share of a page's lines (headings) runs across its columns."""

_GUTTERS = (0.5, 0.48, 0.52, 0.46, 0.54, 0.44, 0.56)
"""Where the blank between two columns may be, as shares of the text's width."""

_LIKE = 0.3
"""Heights that differ less from the usual one are of the same size: a box is as high as its highest sign."""


@dataclass(frozen=True, slots=True)
class Found:
    """A line with its score 0–1. Corners are pixels: upper left, upper right, lower right, lower left."""

    corners: tuple[Point, Point, Point, Point]
    text: str
    score: float


def paragraphs(found: Sequence[Found]) -> list[str]:
    """The texts as paragraphs: from the top, side by side from the left, column after column."""
    if not found:
        return []
    pieces = _straightened(found)
    height = max(piece.base for piece in pieces)
    return [text for part in _by_columns(pieces) for text in layout.paragraphs(layout.lines(part, height))]


def _straightened(found: Sequence[Found]) -> list[Piece]:
    slope = _slope(found)
    cos, sin = math.cos(slope), math.sin(slope)
    usual = median(math.dist(line.corners[1], line.corners[2]) for line in found)
    made: list[Piece] = []
    for line in found:
        turned = [(x * cos + y * sin, y * cos - x * sin) for x, y in line.corners]
        xs, ys = [x for x, _ in turned], [y for _, y in turned]
        own = max(ys) - min(ys)
        size = usual if abs(own - usual) <= _LIKE * usual else own
        made.append(Piece(line.text, min(xs), max(xs), (min(ys) + max(ys) + size) / 2, size))
    return sorted(made, key=lambda piece: (piece.base, piece.left))


def _slope(found: Sequence[Found]) -> float:
    """How askew the page lies, in radians: as most of its longer lines do."""
    edges = [(line.corners[0], line.corners[1]) for line in found]
    longest = max(math.dist(*edge) for edge in edges)
    return median(
        math.atan2(end[1] - begin[1], end[0] - begin[0])
        for begin, end in edges
        if 2 * math.dist(begin, end) >= longest
    )


def _by_columns(pieces: Sequence[Piece]) -> Iterator[Sequence[Piece]]:
    """Column after column; what runs across them stands where it stands."""
    gutter = _gutter(pieces)
    if gutter is None:
        yield pieces
        return
    first: list[Piece] = []
    second: list[Piece] = []
    for piece in pieces:
        if piece.left < gutter < piece.right:
            yield from (first, second, [piece])
            first, second = [], []
        else:
            (first if piece.right <= gutter else second).append(piece)
    yield from (first, second)


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """Where the blank between two columns of running text is; None on a page of one column, or of a table."""
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    for share in _GUTTERS:
        place = left + share * (right - left)
        first = [piece for piece in pieces if piece.right <= place]
        second = [piece for piece in pieces if piece.left >= place]
        few = min(len(first), len(second)) < _LEAST_LINES
        across = len(pieces) - len(first) - len(second) > _ACROSS * len(pieces)
        if not (few or across) and _fills(first, place - left) and _fills(second, right - place):
            return place
    return None


def _fills(pieces: Sequence[Piece], width: float) -> bool:
    return median(piece.right - piece.left for piece in pieces) >= _WIDE * width
