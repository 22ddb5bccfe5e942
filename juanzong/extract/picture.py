"""Pictures: size, day taken and whether a place is recorded; the place itself is not read out.

One that looks like a written page is marked as unseen, for OCR to read.
"""

import contextlib
from datetime import date, datetime
from pathlib import Path

from PIL import ExifTags, Image

from juanzong.extract.notes import note
from juanzong.extract.paper import is_page
from juanzong.extract.pixels import opened, plain
from juanzong.extract.request import Request
from juanzong.model import Extraction, Facts, Reading, TextSource

_TURNED = range(5, 9)
"""EXIF orientations in which the stored width is the shown height."""

_LOOKED_AT = 640
"""Pixels of the longer side that are decoded at least."""

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
        about = facts(exif, width, height)
        pages = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
        image.draft(None, (_LOOKED_AT, _LOOKED_AT))  # JPEG decodes smaller at once, others ignore it
        written = is_page(plain(image))
    return Extraction(
        Reading.READ,
        TextSource.NONE,
        page_count=pages,
        paged=pages > 1,
        facts=about,
        findings=(note("JZ327"),) if written else (),
        unseen=tuple(range(1, pages + 1)) if written else (),
    )


def facts(exif: Image.Exif, width: int, height: int, *, turned: bool = True) -> Facts:
    """What Exif says, with the size as shown; `turned` where its orientation counts, as not in HEIC."""
    if turned and exif.get(ExifTags.Base.Orientation) in _TURNED:
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
