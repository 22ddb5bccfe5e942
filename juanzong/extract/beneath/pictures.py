"""Pictures: what cameras and programs noted in them, and whether that tells a place."""

import io
import warnings
from collections.abc import Iterator
from typing import Any

from PIL import Image
from PIL.ExifTags import GPS, IFD

from juanzong.extract.beneath.gathered import Gathered, Into

_DEEPEST = 6


def look(content: bytes, gathered: Gathered, into: Into) -> None:  # noqa: ARG001 (a looker as any other)
    """Gather the texts of Exif, XMP, IPTC and comments; the picture itself is not decoded."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(content)) as image:
            exif = image.getexif()
            place = exif.get_ifd(IFD.GPSInfo)
            held = [dict(exif), dict(exif.get_ifd(IFD.Exif)), dict(place), dict(image.info)]
    gathered.has_location |= GPS.GPSLatitude in place or GPS.GPSLongitude in place
    for text in _texts(held, 0):
        gathered.add(text)


def _texts(value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, bytes):
        yield from (
            value.decode(coding, "ignore").strip("\0") for coding in ("utf-8", "gb18030", "utf-16-le")
        )
    elif depth < _DEEPEST and isinstance(value, dict):
        for one in value.values():
            yield from _texts(one, depth + 1)
    elif depth < _DEEPEST and isinstance(value, (list, tuple)):
        for one in value:
            yield from _texts(one, depth + 1)
