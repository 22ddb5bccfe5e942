import contextlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin
from PIL.ExifTags import GPS, IFD, Base

from juanzong.publish.pictures import clean

CANARY = "CANARY-7f3a"


def _picture(extension: str, **extra: object) -> bytes:
    image = Image.effect_noise((40, 30), 90).convert("RGB")
    out = io.BytesIO()
    image.save(out, format={"jpg": "JPEG"}.get(extension, extension.upper()), **extra)
    return out.getvalue()


def _exif(*, private: bool) -> Image.Exif:
    exif = Image.Exif()
    exif[Base.Orientation] = 6
    inner = exif.get_ifd(IFD.Exif)
    inner[Base.DateTimeOriginal] = "2026:03:05 09:30:00"
    if private:
        exif[Base.Artist] = CANARY
        exif.get_ifd(IFD.GPSInfo).update({GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (30.0, 15.0, 12.5)})
        inner.update({Base.BodySerialNumber: CANARY, Base.CameraOwnerName: CANARY})
    return exif


def _pixels(picture: bytes) -> bytes:
    with Image.open(io.BytesIO(picture)) as image:
        return image.convert("RGB").tobytes()


@pytest.mark.parametrize("extension", ["jpg", "png", "webp", "tiff"])
def test_place_and_owner_are_gone_and_the_image_is_the_same(extension: str) -> None:
    before = _picture(extension, exif=_exif(private=True))
    after = clean(before, extension)
    assert CANARY.encode() in before
    assert CANARY.encode() not in after
    assert _pixels(after) == _pixels(before)
    with Image.open(io.BytesIO(after)) as image:
        assert not image.getexif().get_ifd(IFD.GPSInfo)


def test_orientation_and_time_of_a_photograph_stay() -> None:
    after = clean(_picture("jpg", exif=_exif(private=True)), "jpg")
    with Image.open(io.BytesIO(after)) as image:
        exif = image.getexif()
        assert exif[Base.Orientation] == 6
        assert exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] == "2026:03:05 09:30:00"


@pytest.mark.parametrize("extension", ["jpg", "png", "webp", "tiff", "gif", "bmp"])
def test_a_picture_with_nothing_to_hide_is_left_alone(extension: str) -> None:
    picture = _picture(extension)
    assert clean(picture, extension) == picture


def test_a_photograph_that_tells_only_its_time_is_left_alone() -> None:
    picture = _picture("jpg", exif=_exif(private=False))
    assert clean(picture, "jpg") == picture


def test_comments_and_xmp_are_private() -> None:
    jpeg = _picture("jpg", comment=CANARY.encode())
    assert CANARY.encode() in jpeg
    assert CANARY.encode() not in clean(jpeg, "jpg")
    xmp = _picture("jpg", xmp=CANARY.encode())
    assert CANARY.encode() in xmp
    assert CANARY.encode() not in clean(xmp, "jpg")
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "CANARY")
    png = _picture("png", pnginfo=notes)
    assert b"CANARY" in png
    assert b"CANARY" not in clean(png, "png")


def test_bytes_after_the_image_are_dropped() -> None:
    jpeg = _picture("jpg")
    assert clean(jpeg + b"CANARY", "jpg") == jpeg


@given(st.binary(max_size=200), st.sampled_from(["jpg", "png", "webp"]))
def test_damaged_pictures_raise_only_what_is_promised(damaged: bytes, extension: str) -> None:
    whole = _picture(extension, exif=_exif(private=True))
    for picture in (damaged, whole[: len(damaged)] + damaged):
        with contextlib.suppress(ValueError):
            clean(picture, extension)
