"""Pictures: size, day taken and whether a place is recorded; the place itself is not read out."""

import contextlib
from datetime import date, datetime
from pathlib import Path

from PIL import ExifTags, Image

from juanzong.extract.pixels import opened
from juanzong.extract.request import Request
from juanzong.model import Extraction, Facts, Reading, TextSource

_TURNED = range(5, 9)
"""EXIF orientations in which the stored width is the shown height."""

_DAY = 10


def read(request: Request) -> Extraction:
    """Read a picture's facts, and see whether it can be decoded at all.

    Raises:
        UnreadableError: it would decode to far more pixels than a photograph has.
        Exception: it is damaged.
    """
    with opened(Path(request.path)) as image:
        width, height = image.size
        exif = image.getexif()
        facts = _facts(exif, width, height)
        image.draft(None, (width // 8, height // 8))  # JPEG decodes to an eighth, others ignore it
        image.load()
    return Extraction(Reading.READ, TextSource.NONE, page_count=1, facts=facts)


def _facts(exif: Image.Exif, width: int, height: int) -> Facts:
    if exif.get(ExifTags.Base.Orientation) in _TURNED:
        width, height = height, width
    shot = exif.get_ifd(ExifTags.IFD.Exif)
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    taken = _day(shot.get(ExifTags.Base.DateTimeOriginal)) or _day(shot.get(ExifTags.Base.DateTimeDigitized))
    return Facts(
        taken=taken,
        width=width,
        height=height,
        has_location=ExifTags.GPS.GPSLatitude in place or ExifTags.GPS.GPSLongitude in place,
    )


def _day(value: object) -> date | None:
    """The day of `2026:03:05 10:00:00`; cameras without a clock write zeros."""
    with contextlib.suppress(ValueError):
        return datetime.strptime(str(value)[:_DAY], "%Y:%m:%d").date()  # noqa: DTZ007 (a day has no zone)
    return None
