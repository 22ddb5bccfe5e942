import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageOps

from juanzong.extract.paper import is_page
from tests.extract.making import codes, read

PAGE = Path(__file__).parent / "files" / "红头文件.png"
PHOTOGRAPHS = sorted((Path(__file__).parents[2] / "archive" / "evidence").rglob("*.jpg"))


def page() -> Image.Image:
    return Image.open(PAGE).convert("RGB")


def test_a_page_is_one_turned_grey_or_compressed() -> None:
    held = io.BytesIO()
    page().save(held, "JPEG", quality=40)
    for image in (page(), page().rotate(90, expand=True), page().convert("L"), Image.open(held)):
        assert is_page(image)


def test_a_page_in_a_shadow_on_yellow_paper_is_one() -> None:
    yellow = ImageOps.colorize(page().convert("L"), "black", "#e6dcc0")
    shadow = Image.linear_gradient("L").resize(yellow.size).point(lambda level: 170 + level // 3)
    assert is_page(Image.composite(yellow, Image.new("RGB", yellow.size, "black"), shadow))


@pytest.mark.parametrize(
    "image",
    [
        Image.new("RGB", (800, 600), "white"),
        Image.new("RGB", (800, 600), "black"),
        Image.effect_noise((800, 600), 90).convert("RGB"),
        Image.radial_gradient("L").convert("RGB"),
    ],
)
def test_what_is_no_page(image: Image.Image) -> None:
    assert not is_page(image)


def test_none_of_the_citys_photographs_is_taken_for_a_page() -> None:
    assert len(PHOTOGRAPHS) > 20
    taken = [path.name for path in PHOTOGRAPHS if "JZ327" in codes(read(path))]
    assert taken == []


def test_every_page_of_a_tiff_is_unseen(tmp_path: Path) -> None:
    path = tmp_path / "传真.tiff"
    page().save(path, save_all=True, append_images=[page(), page()])
    found = read(path)
    assert (found.page_count, found.paged, found.unseen, codes(found)) == (3, True, (1, 2, 3), ["JZ327"])


def test_a_sign_in_a_street_is_no_page(tmp_path: Path) -> None:
    image = Image.new("RGB", (800, 600), "skyblue")
    ImageDraw.Draw(image).rectangle((300, 200, 500, 300), fill="white")
    path = tmp_path / "牌.png"
    image.save(path)
    assert read(path).unseen == ()
