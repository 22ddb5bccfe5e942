"""OCR of pages, in a child of its own: `python -m juanzong.extract.ocr`.

RapidOCR with the models of its wheel. What is black and what is red are read apart: seals must not disturb
the text below them, and the red head of an official document (GB/T 9704-2012 §7.2.4) must not be lost. Lines
are found on a small picture and read from a large one. RapidOCR's classifier of turned lines turns upright
ones, so pages are turned here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from juanzong.extract.child import main
from juanzong.extract.clean import printed
from juanzong.extract.lines import Found, paragraphs
from juanzong.extract.pixels import fitted, page_of, points
from juanzong.extract.request import Request, UnreadableError
from juanzong.model import Block, BlockKind, Extraction, Facts, Page, Reading, TextSource

Pixels = NDArray[np.uint8]
Ink = NDArray[np.int16]
Box = NDArray[np.float32]

_READ_PIXELS = 2340
"""The longer side of A4 at 200 dpi."""

_SMALLER = 2340 / 960
"""How much smaller the picture is on which lines are found: of A4, 82 dpi."""

_A3_POINTS = range(900, 1250)
"""Pages longer than A4 and not longer than A3 are printed in the same sizes, so they get more pixels."""

_READ_PIXELS_A3 = 3310
_MOST_PIXELS = 10_000
"""More than any picture has here: RapidOCR itself makes none smaller."""

_PROBED = 6
"""So many of the longest lines tell which way a page is turned."""

_UPRIGHT = 0.9
"""Upright lines score 0.95 and more, turned ones about 0.6."""

_TALL = 1.5
_LEAST_SCORE = 0.5
_LEAST_RED_SCORE = 0.9
"""What stands in a circle round a seal is read with less."""

_RED = 70
"""How much more red than green and blue ink is."""

_RED_SHARE = 0.0005
_MARGIN = 40
"""Pixels left round what is red, so that its lines do not touch the edge."""

_DECIMALS = 3


def read(request: Request) -> Extraction:
    """Read the pages that are asked for.

    Raises:
        UnreadableError: OCR does not run on this machine, or the page is too large.
        Exception: the page cannot be drawn.
    """
    pages: list[Page] = []
    lines: list[Found] = []
    for number in request.pages:
        found, seals = _page(request, number)
        good = [line for line in found if line.text and line.score >= _LEAST_SCORE]
        texts = [*paragraphs(good), *(seal.text for seal in seals)]
        blocks = tuple(Block(BlockKind.PARAGRAPH, text) for text in texts)
        pages.append(Page(number, blocks, ocr=True))
        lines += (*found, *seals)
    characters = sum(len(line.text) for line in lines)
    score = sum(line.score * len(line.text) for line in lines) / characters if characters else 0.0
    facts = Facts(ocr_score=round(score, _DECIMALS))
    return Extraction(Reading.READ, TextSource.OCR, tuple(pages), facts=facts)


@dataclass(frozen=True, slots=True)
class _Engines:
    """What finds and reads lines, and what cuts a line out of a picture."""

    ocr: Any
    cut: Any


@cache
def _engines() -> _Engines:
    """Loaded with the first page; one thread, for pages are read side by side.

    Raises:
        UnreadableError: the extra `ocr` does not run on this machine.
    """
    try:
        import_module("cv2").setNumThreads(1)
        import_module("onnxruntime").disable_telemetry_events()
        ocr = import_module("rapidocr").RapidOCR
        cut = import_module("rapidocr.utils.process_img").get_rotate_crop_image
    except ImportError as error:
        raise UnreadableError("JZ306", reason=f"{type(error).__name__}: {error}") from error
    params = {
        "Global.use_cls": False,
        "Global.max_side_len": _MOST_PIXELS,
        "Global.log_level": "critical",
        "Det.limit_side_len": 64,  # small pictures stay small
        "Rec.rec_batch_num": 1,  # or short lines are filled up to the longest
        "EngineConfig.onnxruntime.intra_op_num_threads": 1,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    }
    return _Engines(ocr(params=params), cut)


def _page(request: Request, number: int) -> tuple[list[Found], list[Found]]:
    """The lines of a page, and what seals say: red lines at the height of others, which they would part."""
    large = request.extension == "pdf" and int(points(request, number)) in _A3_POINTS
    longest = _READ_PIXELS_A3 if large else _READ_PIXELS
    engines = _engines()
    image = fitted(page_of(request, number, longest), longest)
    if image.mode == "L":
        black, ink = np.asarray(image), None
    else:
        black, ink = _parted(np.asarray(image))
    boxes, turns, known = _turned(engines, black)
    found = [known.get(n) or _line(engines, np.rot90(black, turns), box) for n, box in enumerate(boxes)]
    if ink is None:
        return found, []
    red = [line for line in _red_lines(engines, np.rot90(ink, turns)) if line.score >= _LEAST_RED_SCORE]
    seals = [line for line in red if any(_beside(line, other) for other in found)]
    return [*found, *(line for line in red if line not in seals)], seals


def _beside(line: Found, other: Found) -> bool:
    """Whether a line stands at the height of another."""
    middle = sum(y for _, y in line.corners) / len(line.corners)
    heights = [y for _, y in other.corners]
    return min(heights) < middle < max(heights)


def _parted(page: Pixels) -> tuple[Pixels, Ink]:
    """A page without what is red on it, and how red each of its pixels is."""
    levels = page.astype(np.int16)
    ink = levels[:, :, 0] - np.maximum(levels[:, :, 1], levels[:, :, 2])
    without = levels[:, :, 0] + np.maximum(ink - _RED // 2, 0)
    return np.minimum(without, 255).astype(np.uint8), ink


def _red_lines(engines: _Engines, ink: Ink) -> Iterator[Found]:
    """What is printed in red, if more is than a speck."""
    inked = ink > _RED
    if np.count_nonzero(inked) < _RED_SHARE * ink.size:
        return
    rows, columns = (np.flatnonzero(inked.any(axis=axis)) for axis in (1, 0))
    top, left = max(0, rows[0] - _MARGIN), max(0, columns[0] - _MARGIN)
    layer = (255 - np.clip((ink - _RED // 2) * 2, 0, 255)).astype(np.uint8)
    part = layer[top : rows[-1] + _MARGIN, left : columns[-1] + _MARGIN]
    for box in _boxes(engines, part):
        yield _line(engines, layer, box + np.array((left, top), dtype=np.float32))


def _turned(engines: _Engines, page: Pixels) -> tuple[list[Box], int, dict[int, Found]]:
    """Where the lines of a page are once it stands upright, its quarter turns, and lines read so far."""
    boxes = _boxes(engines, page)
    probed = sorted(range(len(boxes)), key=lambda n: -_length(boxes[n]))[:_PROBED]
    known = {n: _line(engines, page, boxes[n]) for n in probed}
    # A tall line is cut out with its left side down: right where the page must be turned to the left.
    quarter = int(2 * sum(_is_tall(boxes[n]) for n in probed) > len(probed))
    if _mean(known.values()) < _UPRIGHT:
        over = [_line(engines, page, boxes[n], over=True) for n in probed]
        turns = quarter + 2 * int(_mean(over) > _mean(known.values()))
    else:
        turns = quarter
    if turns == 0:
        return boxes, 0, known
    return _boxes(engines, np.rot90(page, turns)), turns, {}


def _mean(found: Iterable[Found]) -> float:
    scores = [line.score for line in found]
    return sum(scores) / len(scores) if scores else 1.0


def _boxes(engines: _Engines, page: Pixels) -> list[Box]:
    """The corners of every line on a page."""
    height, width = page.shape
    size = max(1, round(width / _SMALLER)), max(1, round(height / _SMALLER))
    small = np.asarray(Image.fromarray(page).resize(size, Image.Resampling.BILINEAR, reducing_gap=2))
    boxes = engines.ocr(_colour(small), use_det=True, use_cls=False, use_rec=False).boxes
    scale = np.array((width / size[0], height / size[1]), dtype=np.float32)
    return [] if boxes is None else [np.asarray(box, dtype=np.float32) * scale for box in boxes]


def _line(engines: _Engines, page: Pixels, box: Box, *, over: bool = False) -> Found:
    """A line as read; `over` reads it upside down."""
    cut = engines.cut(page, box.copy())
    line = _colour(np.rot90(cut, 2) if over else cut)
    made = engines.ocr(line, use_det=False, use_cls=False, use_rec=True)
    text, score = (printed(made.txts[0]), float(made.scores[0])) if made.txts else ("", 0.0)
    a, b, c, d = ((float(x), float(y)) for x, y in box)
    return Found((a, b, c, d), text, score)


def _colour(grey: Pixels) -> Pixels:
    return np.ascontiguousarray(np.repeat(grey[:, :, None], 3, axis=2))


def _length(box: Box) -> float:
    return float(max(np.ptp(box[:, 0]), np.ptp(box[:, 1])))


def _is_tall(box: Box) -> bool:
    return bool(np.ptp(box[:, 1]) > _TALL * np.ptp(box[:, 0]))


if __name__ == "__main__":
    main(read)
