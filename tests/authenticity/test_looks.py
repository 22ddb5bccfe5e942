import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from PIL import Image, ImageEnhance, ImageFilter

from juanzong.authenticity import looks
from juanzong.authenticity.looks import look_at, looks_of
from juanzong.cache import Cache
from tests.authenticity.making import page, picture, scene, webp
from tests.values import PDF


def saved(image: Image.Image, quality: int) -> Image.Image:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return Image.open(io.BytesIO(out.getvalue()))


CHANGES: dict[str, Callable[[Image.Image], Image.Image]] = {
    "q20": lambda image: saved(image, 20),
    "q50": lambda image: saved(image, 50),
    "quarter": lambda image: image.resize((image.width // 4, image.height // 4)),
    "darker": lambda image: ImageEnhance.Brightness(image).enhance(0.8),
    "contrast": lambda image: ImageEnhance.Contrast(image).enhance(1.2),
    "cropped": lambda image: image.crop((3, 3, image.width - 3, image.height - 3)),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_picture_saved_again_looks_the_same(change: Callable[[Image.Image], Image.Image]) -> None:
    for seed in range(8):
        before, after = look_at(webp(scene(seed))), look_at(webp(change(scene(seed))))
        assert before.distance(after) <= 16


def test_other_pictures_look_otherwise() -> None:
    seen = [look_at(webp(scene(seed))) for seed in range(20)]
    assert min(a.distance(b) for n, a in enumerate(seen) for b in seen[:n]) > 16


def test_pages_are_light() -> None:
    assert all(look_at(webp(page(seed))).light > 80 for seed in range(5))
    assert all(look_at(webp(scene(seed))).light < 50 for seed in range(5))


def test_a_blurred_picture_is_sharp_nowhere() -> None:
    assert look_at(webp(scene(1))).sharpness > 60
    assert look_at(webp(scene(1).filter(ImageFilter.GaussianBlur(4)))).sharpness < 60
    half = scene(1).filter(ImageFilter.GaussianBlur(6))
    half.paste(scene(1).crop((0, 0, 120, 120)), (0, 0))
    assert look_at(webp(half)).sharpness > 60


def test_a_picture_of_one_pixel_has_a_look() -> None:
    assert look_at(webp(Image.new("RGB", (1, 1)))).sharpness == 0


def test_looks_are_remembered(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    one = picture(image=scene(1))
    first = looks_of([one], cache)
    monkeypatch.setattr(looks, "look_at", lambda _: pytest.fail("looked at again"))
    assert looks_of([one], cache) == first == {one.id: look_at(webp(scene(1)))}


def test_a_damaged_memory_is_made_anew(cache: Cache) -> None:
    one = picture(image=scene(1))
    first = looks_of([one], cache)
    ((namespace, key, _),) = cache.entries()
    cache.put(namespace, key, b"short")
    assert looks_of([one], cache) == first


def test_only_pictures_are_looked_at(cache: Cache) -> None:
    shown = picture(image=scene(1))
    paper = replace(shown, item=replace(shown.item, media=PDF))
    assert looks_of([paper, picture("无.jpg")], cache) == {}
