"""Evidence whose dates, numbers and pictures are as a test wants them."""

import io
import random
from dataclasses import replace
from datetime import date

from PIL import Image, ImageDraw

from juanzong.load.models import Sidecar
from juanzong.model import Act, Event, Evidence, Facts, Origin, Preview, Stated
from tests.values import JPEG, make_evidence

_SIDE = 240


def numbered(number: str, day: date | None = None, *, name: str = "", title: str = "") -> Evidence:
    """A paper with its 发文字号."""
    made = make_evidence(
        f"{number}正文", name=name or f"{number}.txt", title=title or f"{number}的通知", day=day
    )
    stated = Stated(number, Origin.CONTENT, number)
    return replace(made, description=replace(made.description, doc_number=stated))


def received(one: Evidence, day: date) -> Evidence:
    """The same item, first committed on a day."""
    places = tuple(replace(place, life=(Event(day, Act.RECEIVED),)) for place in one.item.placements)
    return replace(one, item=replace(one.item, placements=places))


def picture(
    name: str = "甲.jpg",
    *,
    image: Image.Image | None = None,
    taken: date | None = None,
    size: tuple[int, int] = (1280, 960),
    caption: str | None = None,
    day: date | None = None,
    sidecar: Sidecar | None = None,
) -> Evidence:
    """A photograph in A-1 with what its camera and its sidecar say; `day` is what the item is dated."""
    sidecar = sidecar or (Sidecar(caption=caption) if caption else None)
    made = make_evidence(name=name, folders=("A-1",), media=JPEG, kind="实景图片", day=day, sidecar=sidecar)
    preview = Preview(webp(image)) if image else Preview()
    facts = Facts(taken=taken, width=size[0], height=size[1])
    return replace(
        made,
        extraction=replace(made.extraction, facts=facts, preview=preview),
        description=replace(made.description, caption=caption or ""),
    )


def webp(image: Image.Image) -> bytes:
    """An image as its thumbnail."""
    out = io.BytesIO()
    image.convert("RGB").save(out, "WEBP", quality=70)
    return out.getvalue()


def scene(seed: int) -> Image.Image:
    """A picture of its own: shapes at random places in random colours."""
    chance = random.Random(seed)
    image = Image.new("RGB", (_SIDE, _SIDE * 3 // 4), tuple(chance.randrange(60, 180) for _ in "rgb"))
    draw = ImageDraw.Draw(image)
    for _ in range(60):
        x, y = chance.randrange(_SIDE), chance.randrange(_SIDE)
        box = (x, y, x + chance.randrange(8, 80), y + chance.randrange(8, 80))
        colour = tuple(chance.randrange(190) for _ in "rgb")
        (draw.ellipse if chance.random() < 0.5 else draw.rectangle)(box, fill=colour)
    return image


def page(seed: int) -> Image.Image:
    """A white page with lines of its own."""
    chance = random.Random(seed)
    image = Image.new("RGB", (_SIDE, _SIDE * 4 // 3), "white")
    draw = ImageDraw.Draw(image)
    for y in range(20, image.height - 20, 12):
        draw.line((20, y, chance.randrange(60, _SIDE - 20), y), fill="black", width=3)
    return image
