import datetime as dt
import struct
from pathlib import Path

import pytest

from juanzong.model import Extraction, Facts, Reading, TextSource
from tests.extract.making import read

EPOCH = dt.datetime(1904, 1, 1, tzinfo=dt.UTC)
MATRIX = (1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30)
TURNED = (0, 1 << 16, 0, -(1 << 16), 0, 0, 0, 0, 1 << 30)


def box(kind: bytes, *content: bytes) -> bytes:
    held = b"".join(content)
    return struct.pack(">I4s", 8 + len(held), kind) + held


def mvhd(moment: str = "2026-03-05T02:00:00", length: int = 90_500, scale: int = 1000) -> bytes:
    seconds = int((dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC) - EPOCH).total_seconds())
    return box(b"mvhd", struct.pack(">5I", 0, seconds, seconds, scale, length), bytes(80))


def trak(
    handler: bytes = b"vide",
    codec: bytes = b"avc1",
    size: tuple[int, int] = (1920, 1080),
    matrix: tuple[int, ...] = MATRIX,
) -> bytes:
    head = bytes(40) + struct.pack(">9i", *matrix) + struct.pack(">II", size[0] << 16, size[1] << 16)
    samples = box(b"stsd", struct.pack(">II", 0, 1), box(codec, bytes(70)))
    data = box(b"hdlr", bytes(4), b"dhlr", b"url ", bytes(12))
    media = (box(b"hdlr", bytes(4), b"mhlr", handler, bytes(12)), box(b"minf", data, box(b"stbl", samples)))
    return box(b"trak", box(b"tkhd", head), box(b"mdia", *media))


def movie(*more: bytes, head: bytes | None = None) -> bytes:
    return box(b"ftyp", b"isom") + box(b"mdat", bytes(64)) + box(b"moov", head or mvhd(), *more)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "实景.mp4"


def made(path: Path, content: bytes) -> Extraction:
    path.write_bytes(content)
    return read(path)


def test_length_size_codec_and_day(path: Path) -> None:
    found = made(path, movie(trak(b"soun", b"mp4a", (0, 0)), trak()))
    assert (found.reading, found.text_source, found.text) == (Reading.READ, TextSource.NONE, "")
    assert found.facts == Facts(taken=dt.date(2026, 3, 5), width=1920, height=1080, seconds=90, codec="H.264")


def test_the_day_is_that_of_china_and_a_phones_own_goes_before_it(path: Path) -> None:
    assert made(path, movie(head=mvhd("2026-03-05T17:00:00"))).facts.taken == dt.date(2026, 3, 6)
    phone = box(b"meta", b"com.apple.quicktime.creationdate....2026-03-04T23:59:00+0800")
    assert made(path, movie(phone)).facts.taken == dt.date(2026, 3, 4)
    assert made(path, movie(head=mvhd("1904-01-01T00:00:00"))).facts.taken is None


def test_a_turned_film_has_the_size_as_shown(path: Path) -> None:
    found = made(path, movie(trak(codec=b"hvc1", matrix=TURNED)))
    assert (found.facts.width, found.facts.height, found.facts.codec) == (1080, 1920, "H.265")


@pytest.mark.parametrize(
    "more",
    [
        box(b"udta", box(b"\xa9xyz", b"\0\x12\x15\xc7+39.9042+116.4074/")),
        box(b"udta", box(b"loci", bytes(20))),
        box(b"meta", box(b"keys", b"com.apple.quicktime.location.ISO6709")),
        box(b"udta", box(b"meta", bytes(4), box(b"ilst", box(b"\xa9xyz", b"x")))),
        box(b"uuid", bytes(16), b"<exif:GPSLatitude>39,54N</exif:GPSLatitude>"),
        trak(b"meta", b"gpmd"),
    ],
)
def test_a_recorded_place_is_told(path: Path, more: bytes) -> None:
    assert made(path, movie(trak(), more)).facts.has_location
    assert not made(path, movie(trak())).facts.has_location


def test_long_boxes_and_boxes_to_the_end(path: Path) -> None:
    wide = struct.pack(">I4sQ", 1, b"mdat", 16 + 100) + bytes(100)
    last = struct.pack(">I4s", 0, b"moov") + mvhd()
    assert made(path, box(b"ftyp", b"qt  ") + wide + last).facts.seconds == 90


def test_long_times_and_a_length_that_is_not_known(path: Path) -> None:
    long = box(b"mvhd", struct.pack(">IQQIQ", 1 << 24, 2**63, 0, 1000, 5000), bytes(80))
    assert made(path, movie(head=long)).facts == Facts(seconds=5)
    unknown = movie(box(b"mvex", box(b"mehd", struct.pack(">II", 0, 7000))), head=mvhd(length=2**32 - 1))
    assert made(path, unknown).facts.seconds == 7


def test_boxes_that_are_cut_off_say_nothing(path: Path) -> None:
    cut = box(b"trak", box(b"tkhd", b"x"), box(b"stsd", b"y"))
    assert made(path, movie(cut, head=box(b"mvhd", b"z"))).facts == Facts()


@pytest.mark.parametrize("content", [b"", box(b"ftyp", b"isom"), b"\0\0\0\2moov", box(b"mdat", bytes(99))])
def test_what_holds_no_movie_raises(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(ValueError, match="no movie"):
        read(path)


def test_boxes_within_boxes_without_end_are_bounded(path: Path) -> None:
    deep = b""
    for _ in range(5000):
        deep = box(b"moov", deep)
    assert made(path, box(b"ftyp", b"isom") + deep).facts == Facts()
