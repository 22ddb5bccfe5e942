from datetime import date
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from juanzong.extract.request import UnreadableError
from juanzong.model import Reading, TextSource
from tests.extract.making import giant_png, read


def picture(path: Path, *, taken: str = "", orientation: int = 1, place: bool = False) -> Path:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.DateTime] = "2030:01:01 00:00:00"
    if taken:
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    if place:
        exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (30.0, 15.0, 1.0)
    Image.new("RGB", (64, 48), "red").save(path, exif=exif)
    return path


def test_the_facts_of_a_photograph(tmp_path: Path) -> None:
    found = read(picture(tmp_path / "a.jpg", taken="2026:03:05 10:20:30", place=True))
    assert (found.reading, found.text_source, found.page_count) == (Reading.READ, TextSource.NONE, 1)
    assert (found.facts.width, found.facts.height) == (64, 48)
    assert found.facts.taken == date(2026, 3, 5)
    assert found.facts.has_location


def test_without_a_camera_nothing_is_claimed(tmp_path: Path) -> None:
    facts = read(picture(tmp_path / "a.jpg")).facts
    assert (facts.taken, facts.has_location) == (None, False)


@pytest.mark.parametrize("taken", ["0000:00:00 00:00:00", "    :  :     :  :  ", "x"])
def test_a_camera_without_a_clock(tmp_path: Path, taken: str) -> None:
    assert read(picture(tmp_path / "a.jpg", taken=taken)).facts.taken is None


def test_a_turned_photograph_has_the_size_that_is_shown(tmp_path: Path) -> None:
    facts = read(picture(tmp_path / "a.jpg", orientation=6)).facts
    assert (facts.width, facts.height) == (48, 64)


@pytest.mark.parametrize("extension", ["png", "gif", "bmp", "tiff", "webp"])
def test_every_format_has_a_size(tmp_path: Path, extension: str) -> None:
    path = tmp_path / f"a.{extension}"
    Image.new("RGB", (5, 4), "red").save(path)
    facts = read(path).facts
    assert (facts.width, facts.height) == (5, 4)


def test_a_picture_of_a_hundred_megapixels_is_not_decoded(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(giant_png())
    with pytest.raises(UnreadableError) as caught:
        read(path)
    assert caught.value.code == "JZ319"


@pytest.mark.parametrize("extension", ["jpg", "png"])
def test_a_picture_that_is_cut_off_raises(tmp_path: Path, extension: str) -> None:
    path = tmp_path / f"a.{extension}"
    Image.effect_noise((300, 300), 90).save(path)
    path.write_bytes(path.read_bytes()[:2000])
    with pytest.raises(OSError, match=r"."):
        read(path)
