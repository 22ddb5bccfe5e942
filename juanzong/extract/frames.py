"""Pictures and films coded as HEVC or H.264, drawn by OpenCV's FFmpeg, which the extra `ocr` brings along.

There is no permissive decoder of HEVC; FFmpeg's comes under the LGPL as a library of its own in that wheel.
It runs in the child only, and takes nothing but the one format and the one file that are meant.
"""

import os
import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from juanzong.extract.request import MEBIBYTE, Request, UnreadableError
from juanzong.heif import Heif, Item, parse

_OPTIONS = "OPENCV_FFMPEG_CAPTURE_OPTIONS"
_START = b"\0\0\0\1"
"""What parts the units of a stream (ISO/IEC 23008-2 Annex B)."""

_MOST_PIXELS = 89_478_485
"""As of Pillow: more are no photograph."""

_MOST_TILES = 1_000
_LOOKED_THROUGH = 60
"""Frames of a film among which the first that is not dark is looked for."""

_DARK = 24
"""Mean brightness, of 255, of a frame that shows nothing yet."""


def photograph(request: Request) -> Image.Image:
    """The photograph in a HEIC, upright.

    Raises:
        UnreadableError: it is too large.
        ValueError: it is damaged.
    """
    file, heif = opened(request)
    return still(file, heif, heif.items[heif.primary])


def opened(request: Request) -> tuple[bytes, Heif]:
    """A HEIC and its items.

    Raises:
        UnreadableError: it is too large.
        ValueError: it is damaged.
    """
    path = Path(request.path)
    size = path.stat().st_size
    if size > request.memory // 8:
        raise UnreadableError("JZ308", size=f"{size // MEBIBYTE} MiB")
    file = path.read_bytes()
    return file, parse(file)


def still(file: bytes, heif: Heif, item: Item) -> Image.Image:
    """A picture of a HEIC as it is shown.

    Raises:
        UnreadableError: it has far more pixels than a photograph.
        ValueError: it is damaged, or coded otherwise.
    """
    tiles = [heif.items[key] for key in heif.parts.get(item.id, ())] if item.kind == "grid" else [item]
    if not 0 < len(tiles) <= _MOST_TILES:
        raise ValueError("no picture in it")
    stream = b"".join(part for tile in tiles for part in _stream(file, heif, tile))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "picture.hevc"
        path.write_bytes(stream)
        frames = list(_frames(path, "hevc", len(tiles)))
    if len(frames) < len(tiles):
        raise ValueError("a tile is missing")
    whole = _joined(frames, heif.content(file, item)) if item.kind == "grid" else frames[0]
    made = Image.fromarray(whole)
    return made.rotate(90 * heif.turns, expand=True) if heif.turns else made


def poster(path: Path) -> Image.Image:
    """The first frame of a film that is not dark.

    Raises:
        ValueError: no frame can be drawn.
    """
    first: Any = None
    for frame in _frames(path, "mov", _LOOKED_THROUGH):
        first = frame if first is None else first
        if frame.mean() > _DARK:
            return Image.fromarray(frame)
    if first is None:
        raise ValueError("no frame can be drawn")
    return Image.fromarray(first)


def _stream(file: bytes, heif: Heif, tile: Item) -> Iterator[bytes]:
    """A tile as a stream: what its configuration says (ISO/IEC 14496-15 §8.3.3.1), then its own units."""
    settings = dict(tile.properties).get("hvcC", b"")
    if len(settings) < 23:  # noqa: PLR2004 (the head of the configuration)
        raise ValueError("not coded as HEVC")
    width, at = (settings[21] & 3) + 1, 23
    for _ in range(settings[22]):
        count, at = int.from_bytes(settings[at + 1 : at + 3], "big"), at + 3
        for _ in range(count):
            length, at = int.from_bytes(settings[at : at + 2], "big"), at + 2
            yield _START + settings[at : at + length]
            at += length
    content, at = heif.content(file, tile), 0
    while at + width <= len(content):
        length, at = int.from_bytes(content[at : at + width], "big"), at + width
        yield _START + content[at : at + length]
        at += length


def _frames(path: Path, form: str, most: int) -> Iterator[Any]:
    """At most so many frames as arrays of RGB.

    Raises:
        UnreadableError: they have far more pixels than a photograph.
    """
    os.environ[_OPTIONS] = f"format_whitelist;{form}|protocol_whitelist;file|threads;1"
    cv2 = import_module("cv2")
    cv2.setNumThreads(1)
    film = cv2.VideoCapture(str(path), cv2.CAP_FFMPEG)
    try:
        if film.get(cv2.CAP_PROP_FRAME_WIDTH) * film.get(cv2.CAP_PROP_FRAME_HEIGHT) > _MOST_PIXELS:
            raise UnreadableError("JZ319")
        for _ in range(most):
            there, frame = film.read()
            if not there:
                return
            yield np.ascontiguousarray(frame[:, :, ::-1])
    finally:
        film.release()


def _joined(tiles: list[Any], grid: bytes) -> Any:
    """Tiles row by row, cut to the size that the grid names (ISO/IEC 23008-12 §6.6.2.3)."""
    if len(grid) < 8:  # noqa: PLR2004 (version, flags, rows, columns, width, height)
        raise ValueError("the grid is cut off")
    rows, columns, wide = grid[2] + 1, grid[3] + 1, 4 if grid[1] & 1 else 2
    width, height = (int.from_bytes(grid[at : at + wide], "big") for at in (4, 4 + wide))
    if rows * columns > len(tiles) or rows * columns * tiles[0].shape[0] * tiles[0].shape[1] > _MOST_PIXELS:
        raise ValueError("tiles and grid do not agree")
    lines = [np.concatenate(tiles[row * columns : (row + 1) * columns], axis=1) for row in range(rows)]
    return np.ascontiguousarray(np.concatenate(lines)[:height, :width])
