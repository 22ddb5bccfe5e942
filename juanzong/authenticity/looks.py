"""How a picture looks, in a few numbers: fingerprints that survive saving it again, sharpness, brightness.

All of it is computed with whole numbers from the thumbnail, so it is the same on every machine.
"""

import hashlib
import io
import math
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from PIL import Image, ImageFilter, ImageStat
from PIL import __version__ as pillow

from juanzong.cache import Cache
from juanzong.load.models import Format
from juanzong.model import Evidence

NAMESPACE = "look"
"""Where in the cache looks stand."""

_VERSION = 1
"""Changes whenever the same thumbnail gives another look."""

_PACKED = struct.Struct(">QQIB")
_SIDE = 8
_DCT_SIDE = 32
_DCT_UNIT = 1 << 12
_DCT = tuple(
    tuple(round(math.cos(math.pi * (2 * x + 1) * u / (2 * _DCT_SIDE)) * _DCT_UNIT) for x in range(_DCT_SIDE))
    for u in range(_SIDE)
)
"""Rows of a discrete cosine transform, scaled to whole numbers."""

_LAPLACIAN = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)
_TILES = 4
_LIGHT = 200
"""Grey levels from here on are paper."""


@dataclass(frozen=True, slots=True)
class Look:
    """Fingerprints of 64 bits, the highest variance of the Laplacian, and the light share in %."""

    differences: int
    frequencies: int
    sharpness: int
    light: int

    def distance(self, other: "Look") -> int:
        """In how many of their 128 bits two fingerprints differ."""
        return (self.differences ^ other.differences).bit_count() + (
            self.frequencies ^ other.frequencies
        ).bit_count()


def looks_of(evidence: Iterable[Evidence], cache: Cache) -> dict[str, Look]:
    """The looks of all pictures by evidence id, out of the cache where they are known."""
    thumbnails = {
        one.id: one.extraction.preview.thumbnail
        for one in evidence
        if one.item.media.format is Format.IMAGE and one.extraction.preview.thumbnail
    }
    keys = {i: _key(thumbnail) for i, thumbnail in thumbnails.items()}
    known = {key: _unpacked(value) for key, value in cache.get_many(NAMESPACE, keys.values()).items()}
    made = {keys[i]: look_at(thumbnail) for i, thumbnail in thumbnails.items() if not known.get(keys[i])}
    cache.put_many(NAMESPACE, {key: _packed(look) for key, look in made.items()})
    looks: Mapping[str, Look | None] = known | made
    return {i: look for i, key in keys.items() if (look := looks[key])}


def look_at(thumbnail: bytes) -> Look:
    """The look of a picture from its thumbnail (WebP)."""
    with Image.open(io.BytesIO(thumbnail)) as image:
        grey = image.convert("L")
    return Look(_differences(grey), _frequencies(grey), _sharpness(grey), _light(grey))


def _differences(grey: Image.Image) -> int:
    """dHash: whether each of 8 × 8 fields is lighter than its right neighbour."""
    small = grey.resize((_SIDE + 1, _SIDE), Image.Resampling.BILINEAR).tobytes()
    rows = (small[start : start + _SIDE + 1] for start in range(0, len(small), _SIDE + 1))
    return _bits(left > right for row in rows for left, right in pairwise(row))


def _frequencies(grey: Image.Image) -> int:
    """pHash: whether each of the 8 × 8 lowest frequencies is above their median."""
    small = grey.resize((_DCT_SIDE, _DCT_SIDE), Image.Resampling.BILINEAR).tobytes()
    rows = [small[start : start + _DCT_SIDE] for start in range(0, len(small), _DCT_SIDE)]
    across = [[_dot(wave, row) for row in rows] for wave in _DCT]
    found = [_dot(wave, column) for wave in _DCT for column in across]
    median = sorted(found[1:])[len(found) // 2 - 1]
    return _bits(value > median for value in found)


def _dot(wave: Iterable[int], values: Iterable[int]) -> int:
    return sum(a * b for a, b in zip(wave, values, strict=True))


def _bits(values: Iterable[bool]) -> int:
    number = 0
    for value in values:
        number = number << 1 | value
    return number


def _sharpness(grey: Image.Image) -> int:
    """The highest variance of the Laplacian in 4 × 4 tiles: the ground behind a portrait may be blurred."""
    edges = grey.filter(_LAPLACIAN)
    width, height = edges.size
    if min(width, height) < 2 * _TILES:
        return 0
    tiles = (
        edges.crop(
            (
                max(1, width * x // _TILES),
                max(1, height * y // _TILES),
                min(width - 1, width * (x + 1) // _TILES),
                min(height - 1, height * (y + 1) // _TILES),
            )
        )
        for y in range(_TILES)
        for x in range(_TILES)
    )
    return max(int(ImageStat.Stat(tile).var[0]) for tile in tiles)


def _light(grey: Image.Image) -> int:
    counts = grey.histogram()
    return 100 * sum(counts[_LIGHT:]) // max(1, sum(counts))


def _key(thumbnail: bytes) -> str:
    return f"{hashlib.sha256(thumbnail).hexdigest()} {_VERSION} pillow {pillow}"


def _packed(look: Look) -> bytes:
    return _PACKED.pack(look.differences, look.frequencies, look.sharpness, look.light)


def _unpacked(value: bytes) -> Look | None:
    return Look(*_PACKED.unpack(value)) if len(value) == _PACKED.size else None
