import io
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.ExifTags import IFD, Base

from juanzong.heif import parse
from juanzong.publish.pictures import clean

CANARY = b"CANARY-7f3a"
PHOTO = Path(__file__).parent / "extract" / "files" / "red.heic"
"""96 × 64 pixels, red and blue, with an artist, a place and XMP; made for this test."""


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", len(content) + 8, kind) + content


def exif_of(picture: bytes) -> Image.Exif:
    exif = Image.Exif()
    exif.load(parse(picture).exif(picture))
    return exif


def test_a_photograph_tells_its_size_and_day() -> None:
    picture = PHOTO.read_bytes()
    heif = parse(picture)
    assert heif.size == (96, 64)
    assert heif.items[heif.primary].kind == "hvc1"
    assert exif_of(picture).get_ifd(IFD.Exif)[Base.DateTimeOriginal] == "2026:03:05 09:30:00"


def test_place_and_owner_are_taken_out_in_place() -> None:
    before = PHOTO.read_bytes() + box(b"mpvd", b"film " + CANARY)
    after = clean(before, "heic")
    assert before.count(CANARY) == 3
    assert CANARY not in after
    assert len(after) == len(before)
    exif = exif_of(after)
    assert not exif.get_ifd(IFD.GPSInfo)
    assert exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] == "2026:03:05 09:30:00"
    shown, heif = parse(after), parse(before)
    picture = heif.items[heif.primary]
    assert shown.content(after, picture) == heif.content(before, picture)
    assert clean(after, "heic") == after


def test_avif_is_cleaned_in_the_same_way() -> None:
    exif = Image.Exif()
    exif[Base.Artist] = CANARY.decode()
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "AVIF", exif=exif)
    after = clean(out.getvalue(), "avif")
    assert CANARY in out.getvalue()
    assert CANARY not in after
    with Image.open(io.BytesIO(after)) as image:
        assert image.size == (40, 30)
        image.load()


@given(st.binary(max_size=300))
def test_what_is_no_photograph_is_refused(content: bytes) -> None:
    for picture in (content, box(b"ftyp", b"heic") + box(b"meta", content)):
        try:
            parse(picture)
        except ValueError:
            continue


@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=4))
def test_damage_anywhere_ends(at: int, change: bytes) -> None:
    picture = bytearray(PHOTO.read_bytes())
    at %= len(picture)
    picture[at : at + len(change)] = change
    try:
        heif = parse(bytes(picture))
    except ValueError:
        return
    for item in heif.items.values():
        heif.content(bytes(picture), item)


def test_a_cut_photograph_is_not_published() -> None:
    with pytest.raises(ValueError, match="heic"):
        clean(PHOTO.read_bytes()[:60], "heic")
