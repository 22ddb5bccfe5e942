"""The demo's photographs: drawn scenes as JPEG with EXIF, or as PNG."""

import io
from fractions import Fraction

from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from tools.demo.model import Document
from tools.demo.scenes import draw

EXIF_IFD, GPS_IFD = 0x8769, 0x8825
MAKE, MODEL, DATE_TIME, ORIGINAL = 0x010F, 0x0110, 0x0132, 0x9003


def jpeg(document: Document) -> bytes:
    """The scene as a photograph; `taken` and `gps` (degrees north, east) go into its EXIF."""
    exif = Image.Exif()
    if document.taken:
        exif[MAKE], exif[MODEL], exif[DATE_TIME] = "Demo", "Drawn", document.taken
        exif.get_ifd(EXIF_IFD)[ORIGINAL] = document.taken
    if document.gps:
        north, east = document.gps
        exif.get_ifd(GPS_IFD).update({1: "N", 2: _degrees(north), 3: "E", 4: _degrees(east)})
    out = io.BytesIO()
    draw(document.scene).save(out, "JPEG", quality=82, optimize=True, exif=exif)
    return out.getvalue()


def png(document: Document) -> bytes:
    """The scene as PNG with a palette, as screenshots are."""
    out = io.BytesIO()
    draw(document.scene).quantize(128, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _degrees(value: float) -> tuple[IFDRational, IFDRational, IFDRational]:
    exact = Fraction(value).limit_denominator(100000)
    minutes = (exact % 1) * 60
    seconds = round((minutes % 1) * 60 * 100)
    return IFDRational(int(exact), 1), IFDRational(int(minutes), 1), IFDRational(seconds, 100)
