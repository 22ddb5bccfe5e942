"""Places of the ledger, each with its trouble and without it; no two numbers give the same place."""

import random
from collections.abc import Callable

from PIL import Image

from tools.demo.scenes.brush import Brush, Colour, shade

SIZE = (896, 672)
"""Pictures of the ledger are many; they need not be large."""

_WALLS: tuple[Colour, ...] = (
    *((214, 190, 160), (190, 204, 212), (226, 214, 188), (176, 160, 150)),
    *((206, 176, 170), (164, 182, 170), (232, 226, 214)),
)
_COATS: tuple[Colour, ...] = ((60, 110, 170), (190, 90, 60), (90, 130, 90), (150, 120, 160))


def draw_repair(category: str, number: int, *, fixed: bool) -> Image.Image:
    """The place of problem `number`, with what is wrong in its category or, `fixed`, without it."""
    rng = random.Random(number * 7919 + 13)
    brush, scene = Brush(), _SCENES[category]
    mirrored = rng.random() < 0.5 and scene is not _signs
    _ground(brush, rng)
    scene(brush, rng, fixed)
    picture = brush.finished().resize(SIZE, Image.Resampling.LANCZOS)
    return picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if mirrored else picture


def _ground(b: Brush, rng: random.Random) -> None:
    """A street between a sky or a wall above and paving below, never twice the same."""
    edge = rng.uniform(420, 640)
    if rng.random() < 0.5:
        b.sky(edge)
        b.skyline(edge, rng.randrange(10_000), rng.choice(_WALLS), rng.uniform(150, 360))
    else:
        wall = rng.choice(_WALLS)
        b.fade(shade(wall, 1.08), wall, 0, edge)
        for _ in range(rng.randrange(2, 6)):
            x, w = rng.uniform(0, 1150), rng.uniform(90, 220)
            b.box(x, rng.uniform(60, edge - 190), w, rng.uniform(90, 150), shade(wall, rng.uniform(0.6, 0.8)))
    b.box(0, edge, 1280, 960 - edge, shade((190, 184, 176), rng.uniform(0.8, 1.1)))
    for _ in range(rng.randrange(1, 4)):
        x, size = rng.uniform(40, 1240), rng.uniform(180, 420)
        b.tree(x, edge + rng.uniform(10, 120), size)
    if rng.random() < 0.6:
        b.bush(rng.uniform(0, 700), edge + 40, rng.uniform(250, 560))


def _litter(b: Brush, rng: random.Random, fixed: bool) -> None:
    x = rng.uniform(250, 900)
    for offset in (0, 120):
        b.box(x + offset, 560, 96, 210, (60, 130, 90) if offset else (70, 90, 120), 10)
        b.box(x + offset - 6, 546, 108, 26, (50, 60, 60), 8)
    for _ in range(0 if fixed else 46):
        dx, dy = rng.gauss(0, 170), rng.uniform(720, 900)
        b.oval(
            x + 100 + dx,
            dy,
            rng.uniform(9, 34),
            rng.uniform(7, 22),
            rng.choice(((244, 244, 240), (40, 44, 52), (206, 170, 90))),
        )


def _posters(b: Brush, rng: random.Random, fixed: bool) -> None:
    x, width = rng.uniform(60, 300), rng.uniform(620, 880)
    b.box(x, 240, width, 470, rng.choice(_WALLS))
    for _ in range(0 if fixed else 34):
        px, py = x + rng.uniform(10, width - 90), rng.uniform(260, 620)
        b.box(
            px,
            py,
            rng.uniform(40, 84),
            rng.uniform(50, 90),
            rng.choice(((250, 250, 246), (250, 224, 120), (236, 150, 150))),
        )


def _vehicles(b: Brush, rng: random.Random, fixed: bool) -> None:
    for number in range(6):
        x = 160 + number * 165 + (0 if fixed else rng.uniform(-90, 90))
        y = 850 if fixed else rng.uniform(690, 920)
        colour = rng.choice(_COATS)
        for wheel in (0, 110):
            b.ring(x + wheel, y, 34, (50, 50, 54), 8)
        b.stroke([(x, y), (x + 40, y - 60), (x + 110, y)], colour, 12)
        b.stroke([(x + 40, y - 60), (x + 100, y - 70)], colour, 8)
    if fixed:
        for x in range(110, 1200, 165):
            b.stroke([(x, 900), (x + 40, 760)], (250, 250, 246), 5)


def _paving(b: Brush, rng: random.Random, fixed: bool) -> None:
    for row in range(4):
        for column in range(9):
            b.box(column * 145, 640 + row * 84, 138, 78, shade((200, 190, 176), rng.uniform(0.92, 1.06)))
    b.box(rng.uniform(480, 620), 640, 120, 320, (226, 186, 60))
    for _ in range(0 if fixed else 7):
        x, y = rng.uniform(120, 1150), rng.uniform(680, 920)
        b.oval(x, y, rng.uniform(40, 120), rng.uniform(18, 44), (96, 92, 88))
        b.oval(x + 8, y + 4, 30, 12, (120, 146, 160))


def _stalls(b: Brush, rng: random.Random, fixed: bool) -> None:
    b.box(0, 690, 1280, 16, (236, 200, 60))
    for number in range(4):
        x = 90 + number * 300
        y = 600 if fixed else rng.uniform(720, 880)
        b.box(x, y - 130, 210, 16, rng.choice(_COATS))
        b.box(x + 10, y, 190, 60, (150, 110, 76))
        for fruit in range(7):
            b.oval(
                x + 26 + fruit * 26, y, 14, 14, rng.choice(((220, 70, 60), (240, 190, 70), (110, 170, 80)))
            )
        if not fixed:
            b.person(x + 100, y + 100, 210, rng.choice(_COATS), face=False)


def _signs(b: Brush, rng: random.Random, fixed: bool) -> None:
    x = rng.uniform(140, 420)
    b.board(
        x,
        250,
        640,
        330,
        (250, 246, 232) if fixed else (206, 204, 196),
        ("文明公约", "共建共享") if fixed else ("文　公约", "共　　"),
        74,
    )
    if not fixed:
        b.shape([(x + 420, 250), (x + 640, 250), (x + 640, 470)], (120, 112, 104))
        b.stroke([(x + 40, 580), (x + 220, 420), (x + 260, 250)], (90, 84, 80), 7)
    for post in (60, 560):
        b.box(x + post, 590, 22, 190, (110, 116, 122))


def _duty(b: Brush, rng: random.Random, fixed: bool) -> None:
    x = rng.uniform(420, 640)
    b.box(x, 560, 420, 230, (178, 140, 104), 8)
    b.box(x + 40, 500, 210, 56, (166, 36, 36), 6)
    if fixed:
        b.person(x + 330, 800, 330, (52, 78, 120), vest=rng.random() < 0.5, arm=rng.random())
    for _ in range(rng.randrange(2, 5)):
        b.person(rng.uniform(60, 1200), rng.uniform(850, 930), 260, rng.choice(_COATS), face=False)


_SCENES: dict[str, Callable[[Brush, random.Random, bool], None]] = {
    "环境卫生": _litter,
    "垃圾分类": _litter,
    "公厕管护": _litter,
    "乱贴乱画": _posters,
    "乱停乱放": _vehicles,
    "车辆停放": _vehicles,
    "路面破损": _paving,
    "设施损坏": _paving,
    "市场秩序": _stalls,
    "校园周边": _stalls,
    "公益广告": _signs,
    "宣传栏": _signs,
    "控烟": _duty,
    "交通秩序": _duty,
    "窗口服务": _duty,
}
