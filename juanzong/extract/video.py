"""MP4 and MOV (ISO/IEC 14496-12, QuickTime) by their boxes: length, size, codec, day; no frame is decoded.

Whether a place is recorded is told; the place itself is not read out.
"""

import contextlib
import datetime as dt
import itertools
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from juanzong.extract.request import Request
from juanzong.model import Extraction, Facts, Reading, TextSource

_CONTAINERS = frozenset((b"moov", b"trak", b"mdia", b"minf", b"stbl", b"udta", b"mvex"))
_LOOKED_AT = frozenset((b"mvhd", b"mehd", b"tkhd", b"hdlr", b"stsd", b"meta", b"uuid", b"XMP_"))
_PLACES = frozenset((b"loci", b"\xa9xyz", b"gps ", b"GPS "))
"""Boxes that hold a place, of 3GPP, QuickTime and dashboard cameras."""

_LARGEST_BOX = 4 * 1024 * 1024
_MOST_BOXES = 200_000
_DEEPEST = 12

_ZERO = dt.datetime(1904, 1, 1, tzinfo=dt.UTC)
_EARLIEST = 1990
_CHINA = dt.timezone(dt.timedelta(hours=8))
"""Times are UTC (§8.2.2); the day is the one on the wall of whoever filmed."""

_PLACE_TRACKS = (b"gpmd", b"camm", b"gps0", b"rtmd")
"""Sample entries of tracks in which action cameras and recorders write where they are."""

_PLACE = re.compile(rb"location\.ISO6709|GPSL(?:at|ong)itude|\xa9xyz|loci", re.IGNORECASE)
"""Keys of a place in the metadata boxes of phones and in XMP."""

_LOCAL_DAY = re.compile(rb"((?:19|20)\d\d-[01]\d-[0-3]\d)T\d\d:\d\d:\d\d[+-]\d\d:?\d\d")
_NAMES = {
    "avc1": "H.264",
    "avc3": "H.264",
    "hvc1": "H.265",
    "hev1": "H.265",
    "mp4v": "MPEG-4",
    "av01": "AV1",
    "vp09": "VP9",
    "jpeg": "MJPEG",
}


@dataclass(slots=True)
class _Seen:
    """What the boxes say so far; `handler` is the kind of the track that is being read."""

    movie: bool = False
    scale: int = 0
    length: int = 0
    created: dt.date | None = None
    local: dt.date | None = None
    size: tuple[int, int] = (0, 0)
    codec: str = ""
    place: bool = False
    handler: bytes = field(default=b"")


def read(request: Request) -> Extraction:
    """Read a video's properties.

    Raises:
        ValueError: there is no movie in it, or it is cut off before it.
        OSError: it cannot be read.
    """
    seen = _Seen()
    path = Path(request.path)
    with path.open("rb") as file:
        for kind, content in itertools.islice(_boxes(file, 0, path.stat().st_size, 0), _MOST_BOXES):
            with contextlib.suppress(struct.error):  # a box that is cut off says nothing
                _look(seen, kind, content)
    if not seen.movie:
        raise ValueError("no movie box")
    facts = Facts(
        taken=seen.local or seen.created,
        width=seen.size[0],
        height=seen.size[1],
        has_location=seen.place,
        seconds=round(seen.length / seen.scale) if seen.scale else 0,
        codec=seen.codec,
    )
    return Extraction(Reading.READ, TextSource.NONE, facts=facts)


def _boxes(file: BinaryIO, start: int, end: int, depth: int) -> Iterator[tuple[bytes, bytes]]:
    """Boxes in order, those inside others after them; content only of those that are looked at."""
    while start + 8 <= end:
        file.seek(start)
        size, kind = struct.unpack(">I4s", file.read(8).ljust(8, b"\0"))
        header = 8
        if size == 1:
            size, header = int.from_bytes(file.read(8), "big"), 16
        elif size == 0:
            size = end - start
        if size < header:
            return
        stop = min(start + size, end)
        wanted = kind in _LOOKED_AT
        yield kind, file.read(min(stop - start - header, _LARGEST_BOX)) if wanted else b""
        if kind in _CONTAINERS and depth < _DEEPEST:
            yield from _boxes(file, start + header, stop, depth + 1)
        start += size


def _look(seen: _Seen, kind: bytes, content: bytes) -> None:
    match kind:
        case b"moov":
            seen.movie = True
        case b"mvhd":
            _movie(seen, content)
        case b"mehd":
            seen.length = max(
                seen.length, struct.unpack_from(">Q" if content[:1] == b"\1" else ">I", content, 4)[0]
            )
        case b"tkhd":
            seen.size = max(seen.size, _size(content), key=lambda size: size[0] * size[1])
        case b"hdlr" if content[4:8] != b"dhlr":  # that of the data, not of the track
            seen.handler = content[8:12]
        case b"stsd":
            _samples(seen, content)
        case b"meta" | b"uuid" | b"XMP_":
            seen.place |= bool(_PLACE.search(content))
            _local_day(seen, content)
        case _ if kind in _PLACES:
            seen.place = True


def _movie(seen: _Seen, content: bytes) -> None:
    """Movie header (§8.2.2); a length of all ones is not known."""
    layout, unknown = (">QQIQ", 2**64 - 1) if content[:1] == b"\1" else (">IIII", 2**32 - 1)
    created, _, seen.scale, length = struct.unpack_from(layout, content, 4)
    seen.length = max(seen.length, 0 if length == unknown else length)
    with contextlib.suppress(OverflowError):
        moment = (_ZERO + dt.timedelta(seconds=created)).astimezone(_CHINA)
        seen.created = moment.date() if moment.year >= _EARLIEST else None


def _size(content: bytes) -> tuple[int, int]:
    """Width and height as shown (§8.3.2): turned by a quarter where the matrix says so."""
    matrix = struct.unpack_from(">9i", content, len(content) - 44)
    width, height = (value >> 16 for value in struct.unpack_from(">II", content, len(content) - 8))
    return (height, width) if matrix[0] == 0 and matrix[4] == 0 else (width, height)


def _samples(seen: _Seen, content: bytes) -> None:
    """How a track is coded (§8.5.2)."""
    (entry,) = struct.unpack_from("4s", content, 12)
    if seen.handler == b"vide" and not seen.codec:
        name = entry.decode("ascii", "replace").strip()
        seen.codec = _NAMES.get(name, name if name.isalnum() else "")
    seen.place |= entry in _PLACE_TRACKS or bool(_PLACE.search(content))


def _local_day(seen: _Seen, content: bytes) -> None:
    """The day by the clock of a phone, which writes it with its zone."""
    found = _LOCAL_DAY.search(content)
    if found and seen.local is None:
        with contextlib.suppress(ValueError):
            seen.local = dt.date.fromisoformat(found[1].decode("ascii"))
