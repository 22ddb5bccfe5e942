import io
from pathlib import Path

import pytest
from PIL import ExifTags, Image, ImageDraw

from juanzong.cache import Cache
from juanzong.extract import extract
from juanzong.extract.readers import read as answer
from juanzong.extract.request import Request, UnreadableError, Work
from juanzong.model import Config, Preview, Reading
from tests.extract.conftest import Put
from tests.extract.making import BOX, giant_png, pdf

LINES = ("关于开展文明城市创建工作的通知", "各区人民政府、市直各单位：")


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache.open(tmp_path / "cache.sqlite")


def drawn(path: Path) -> Preview:
    return answer(Request(str(path), path.suffix[1:], 60, 2048, 8, 0.85, Work.PREVIEW)).preview


def shown(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    assert image.format == "WEBP"
    image.load()
    return image


def photo(size: tuple[int, int] = (1200, 900)) -> Image.Image:
    """Red at the left, blue at the right."""
    image = Image.new("RGB", size, "red")
    ImageDraw.Draw(image).rectangle((size[0] // 2, 0, *size), fill="blue")
    return image


def is_red(image: Image.Image, x: int, y: int) -> bool:
    red, _, blue = image.getpixel((x, y))  # type: ignore[misc]
    return bool(red > 200 and blue < 60)


def test_a_pdf_shows_its_first_page(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf((), LINES, mark=BOX))
    image = shown(drawn(path).thumbnail)
    assert image.size == (340, 480)
    assert image.convert("L").getpixel((20, 470)) == 0
    assert image.convert("L").getpixel((300, 20)) == 255


def test_a_picture_is_made_small_and_tells_nothing(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = "某某"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (30.0, 15.0, 1.0)
    path = tmp_path / "a.jpg"
    photo().save(path, exif=exif, icc_profile=b"profile", comment=b"secret")
    preview = drawn(path)
    image = shown(preview.thumbnail)
    assert image.size == (480, 360)
    assert not image.getexif()
    assert not {"exif", "xmp", "icc_profile", "comment"} & set(image.info)
    assert preview.view == b""


@pytest.mark.parametrize(("orientation", "corner"), [(1, (20, 20)), (3, (460, 340)), (6, (340, 20))])
def test_a_turned_photograph_stands_upright(
    tmp_path: Path, orientation: int, corner: tuple[int, int]
) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    path = tmp_path / "a.jpg"
    photo().save(path, exif=exif)
    image = shown(drawn(path).thumbnail)
    assert image.size == ((360, 480) if orientation == 6 else (480, 360))
    assert is_red(image, *corner)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_pixel_is_shown(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "a.tiff"
    if mode == "I;16":
        Image.new("I;16", (40, 30), 128 * 256).save(path)
    else:
        image = Image.new("RGB", (40, 30), "white" if mode == "1" else (128, 128, 128))
        (image.quantize(8) if mode == "P" else image.convert(mode)).save(path)
    red, green, blue = shown(drawn(path).thumbnail).getpixel((20, 15))  # type: ignore[misc]
    assert max(red, green, blue) - min(red, green, blue) <= 2
    assert abs(red - (255 if mode == "1" else 128)) <= 3


def test_what_is_transparent_is_white(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.new("RGBA", (40, 30), (0, 0, 0, 0)).save(path)
    assert shown(drawn(path).thumbnail).getpixel((5, 5)) == (255, 255, 255)


def test_a_small_picture_is_not_blown_up(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    photo((40, 30)).save(path)
    assert shown(drawn(path).thumbnail).size == (40, 30)


def test_what_browsers_do_not_show_has_a_view(tmp_path: Path) -> None:
    path = tmp_path / "a.tiff"
    photo((2400, 1800)).save(path, save_all=True, append_images=[photo((10, 10))])
    preview = drawn(path)
    assert (shown(preview.thumbnail).size, shown(preview.view).size) == ((480, 360), (1600, 1200))


def test_a_bomb_is_not_drawn(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(giant_png())
    with pytest.raises(UnreadableError) as caught:
        drawn(path)
    assert caught.value.code == "JZ319"


def test_previews_stand_beside_the_text_and_are_remembered(config: Config, put: Put, cache: Cache) -> None:
    held = io.BytesIO()
    photo().save(held, "JPEG")
    items = [put("通知.pdf", pdf(LINES)), put("照.jpg", held.getvalue()), put("文.txt", "好")]
    first = extract(config, items, cache=cache)
    for item in items:
        (config.root / item.path).unlink()
    assert extract(config, items, cache=cache) == (*first[:2], 3)
    previews = [one.extraction.preview for one in first[0]]
    assert [bool(preview.thumbnail) for preview in previews] == [True, True, False]


def test_a_page_that_cannot_be_drawn_costs_its_preview_only(config: Config, put: Put, cache: Cache) -> None:
    item = put("通知.pdf", pdf(LINES))
    crash = "tests.extract.undrawn"
    evidence, found, _ = extract(config, [item], cache=cache, child=crash)
    assert evidence[0].extraction.reading is Reading.READ
    assert evidence[0].extraction.preview == Preview()
    assert [f.code for f in found] == ["JZ331"]
    evidence, found, _ = extract(config, [item], cache=cache)
    assert evidence[0].extraction.preview.thumbnail
    assert found == ()
