"""Pictures without what they tell in secret: place, camera owner, comments. The image data stay as they are.

JPEG, PNG and WebP are rewritten part by part, without encoding the image again; of the metadata only the
orientation and the time of taking remain. A picture that has nothing to hide is left untouched.
"""

import io
import struct
from collections.abc import Iterator

from PIL import Image
from PIL.ExifTags import IFD, Base

from juanzong.heif import parse, without_metadata

_KEPT_TAGS = (Base.Orientation,)
_KEPT_EXIF_TAGS = (Base.DateTimeOriginal, Base.OffsetTimeOriginal)
_HARMLESS = frozenset(
    {
        *_KEPT_TAGS,
        *_KEPT_EXIF_TAGS,
        *(Base.DateTime, Base.DateTimeDigitized, Base.OffsetTime, Base.OffsetTimeDigitized),
        *(Base.XResolution, Base.YResolution, Base.ResolutionUnit, Base.YCbCrPositioning),
        *(Base.ExifOffset, Base.ExifVersion, Base.ColorSpace, Base.FlashPixVersion),
        *(Base.ExifImageWidth, Base.ExifImageHeight, Base.ComponentsConfiguration),
        *(Base.SubsecTime, Base.SubsecTimeOriginal, Base.SubsecTimeDigitized),
        *(Base.ImageWidth, Base.ImageLength),
    }
)
_PRIVATE_TAGS = frozenset(
    {
        *(Base.Artist, Base.Copyright, Base.ImageDescription, Base.HostComputer, Base.Make, Base.Model),
        *(Base.XPAuthor, Base.XPComment, Base.XPKeywords, Base.XPSubject, Base.XPTitle, Base.XMLPacket),
    }
)
_PNG_PRIVATE = (b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME")
_WEBP_PRIVATE = (b"EXIF", b"XMP ")
_WEBP_FLAGS = 0x04 | 0x08  # XMP, Exif


def clean(picture: bytes, extension: str) -> bytes:
    """The picture without private metadata; the same bytes where there are none.

    Raises:
        ValueError: it is no whole picture of that kind, so nobody knows what it tells.
    """
    cleaner = {"jpg": _clean_jpeg, "png": _clean_png, "webp": _clean_webp}.get(extension, _clean_other)
    if extension in ("heic", "avif"):
        cleaner = _clean_heif
    try:
        return cleaner(picture)
    except Exception as error:  # readers of damaged metadata raise what they like
        raise ValueError(f"not a whole {extension}") from error


def _clean_heif(picture: bytes) -> bytes:
    """Only what stands beside the picture is taken out, in its place."""
    had = Image.Exif()
    if block := parse(picture).exif(picture):
        had.load(block)
    exif, private = _kept(had)
    return without_metadata(picture, exif if private else None)


def _clean_jpeg(picture: bytes) -> bytes:
    exif, private = _exif(picture)
    kept: list[bytes] = [b"\xff\xd8"]
    for marker, segment in _jpeg_segments(picture):
        is_exif = marker == 0xE1 and segment[4:10] == b"Exif\0\0"  # noqa: PLR2004 (APP1)
        harmless = marker not in (0xE1, 0xED, 0xFE) or (is_exif and not private)
        if harmless:
            kept.append(segment)
        elif is_exif:
            body = b"Exif\0\0" + exif
            kept.append(b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body)
    return b"".join(kept)


def _jpeg_segments(picture: bytes) -> Iterator[tuple[int, bytes]]:
    """Segments up to the image data; the last one is the image data up to its end marker."""
    if picture[:2] != b"\xff\xd8":
        raise ValueError("not a JPEG")
    at = 2
    while True:
        marker = picture[at + 1]
        if picture[at] != 0xFF:  # noqa: PLR2004 (every segment begins with it)
            raise ValueError("a JPEG segment is damaged")
        if marker == 0xDA:  # noqa: PLR2004 (start of scan)
            end = picture.rfind(b"\xff\xd9") + 2
            yield marker, picture[at : end if end > at else len(picture)]
            return
        (size,) = struct.unpack_from(">H", picture, at + 2)
        yield marker, picture[at : at + 2 + size]
        at += 2 + size


def _exif(picture: bytes) -> tuple[bytes, bool]:
    """The Exif block that may stay, and whether the present one tells more than that."""
    with Image.open(io.BytesIO(picture)) as image:
        return _kept(image.getexif())


def _kept(had: Image.Exif) -> tuple[bytes, bool]:
    inner = had.get_ifd(IFD.Exif)
    tags = {*had, *inner}
    private = bool(had.get_ifd(IFD.GPSInfo)) or not tags <= _HARMLESS
    kept = Image.Exif()
    for tag in _KEPT_TAGS:
        if tag in had:
            kept[tag] = had[tag]
    kept_inner = {tag: inner[tag] for tag in _KEPT_EXIF_TAGS if tag in inner}
    if kept_inner:
        kept[IFD.Exif] = kept_inner
    return kept.tobytes().removeprefix(b"Exif\0\0"), private


def _clean_png(picture: bytes) -> bytes:
    kept, at = [picture[:8]], 8
    while at < len(picture):
        (size,) = struct.unpack_from(">I", picture, at)
        name = picture[at + 4 : at + 8]
        if name not in _PNG_PRIVATE:
            kept.append(picture[at : at + 12 + size])
        at += 12 + size
        if name == b"IEND":
            break
    return b"".join(kept)


def _clean_webp(picture: bytes) -> bytes:
    kept: list[bytes] = []
    at = 12
    while at + 8 <= len(picture):
        name = picture[at : at + 4]
        (size,) = struct.unpack_from("<I", picture, at + 4)
        chunk = picture[at : at + 8 + size + size % 2]
        if name == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_FLAGS]) + chunk[9:]
        if name not in _WEBP_PRIVATE:
            kept.append(chunk)
        at += 8 + size + size % 2
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _clean_other(picture: bytes) -> bytes:
    with Image.open(io.BytesIO(picture)) as image:
        had = image.getexif()
        private = bool(
            had.get_ifd(IFD.GPSInfo)
            or {"comment", "xmp"} & set(image.info)
            or {*had.get_ifd(IFD.Exif)} - _HARMLESS
            or {*had} & _PRIVATE_TAGS
        )
        if not private:
            return picture
        bare = image.copy()
        bare.info = {}
        out = io.BytesIO()
        bare.save(out, format=image.format)
        return out.getvalue()
