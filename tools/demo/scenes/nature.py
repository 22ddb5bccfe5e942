"""Parks, the lake, the river, playing fields and the village."""

import math
import random

from tools.demo.scenes.brush import Brush, shade

GRASS = (132, 184, 108)
WATER = (112, 172, 204)
PATH = (222, 208, 184)


def _water(b: Brush, top: float, bottom: float, colour: tuple[int, int, int] = WATER) -> None:
    b.fade(shade(colour, 1.12), shade(colour, 0.9), top, bottom)
    rng = random.Random(int(top))
    for _ in range(60):
        x, y = rng.uniform(0, 1280), rng.uniform(top + 8, bottom - 6)
        w = 14 + (y - top) * 0.12
        b.stroke([(x, y), (x + w, y)], shade(colour, 1.2), 3)


def _hills(b: Brush, base: float, colour: tuple[int, int, int], height: float, phase: float) -> None:
    points: list[tuple[float, float]] = [(0.0, base)]
    for x in range(0, 1300, 20):
        rise = 0.55 + 0.3 * math.sin(x / 170 + phase) + 0.15 * math.sin(x / 61 + phase * 2)
        points.append((float(x), base - height * rise))
    b.shape([*points, (1280.0, base)], colour)


def _arch(x: float, base: float, half: float, rise: float) -> list[tuple[float, float]]:
    turns = [math.pi * i / 24 for i in range(25)]
    return [(x - half * math.cos(a), base - rise * math.sin(a)) for a in turns]


def _pavilion(b: Brush, x: float, base: float, w: float) -> None:
    h = w * 0.9
    b.shape(
        [(x - w * 0.62, base - h * 0.58), (x, base - h * 1.15), (x + w * 0.62, base - h * 0.58)], (92, 86, 92)
    )
    b.box(x - w * 0.6, base - h * 0.6, w * 1.2, h * 0.08, (160, 50, 44))
    for dx in (-0.44, -0.15, 0.15, 0.44):
        b.box(x + w * dx - 6, base - h * 0.55, 12, h * 0.55, (176, 56, 48))
    b.box(x - w * 0.55, base - h * 0.08, w * 1.1, h * 0.1, (190, 184, 176))


def scene_sculpture(b: Brush) -> None:
    """Large standing letters in a park."""
    b.sky(470)
    _hills(b, 480, (150, 186, 170), 150, 0.4)
    b.box(0, 470, 1280, 490, GRASS)
    b.shape([(0, 960), (360, 640), (900, 640), (1280, 960)], PATH)
    for x, s in ((70, 300), (190, 230), (1100, 260), (1220, 320)):
        b.tree(x, 620, s)
    for i, letter in enumerate("敬业诚信友善"):
        x = 250 + i * 156
        b.box(x - 66, 470, 132, 160, (196, 40, 42), 12)
        b.text(x, 550, letter, 108, (255, 244, 222))
    b.box(160, 630, 960, 40, (176, 172, 166), 6)
    b.bush(150, 690, 980)
    b.person(520, 860, 200, (90, 130, 180), hair=(180, 180, 180))
    b.person(600, 862, 130, (244, 190, 90))
    b.person(850, 880, 220, (200, 110, 120), face=False)


def scene_festival(b: Brush) -> None:
    """Dragon boats on the lake."""
    b.sky(330, (120, 182, 226), (226, 240, 244))
    _hills(b, 350, (140, 176, 168), 140, 1.8)
    _water(b, 345, 760)
    b.banner(180, 60, 920, "云泽湖群众文化节　端午龙舟会", 48)
    for y, x, c in ((440, 120, (206, 60, 50)), (560, 380, (50, 120, 180)), (690, 60, (220, 160, 50))):
        size = 0.7 + (y - 440) / 500
        length = 620 * size
        b.shape([(x, y), (x + length, y), (x + length - 40, y + 44 * size), (x + 40, y + 44 * size)], c)
        b.shape(
            [
                (x + length, y + 4),
                (x + length + 60 * size, y - 60 * size),
                (x + length + 100 * size, y - 40 * size),
                (x + length + 40 * size, y + 20),
            ],
            shade(c, 0.9),
        )
        b.oval(x + length + 84 * size, y - 52 * size, 22 * size, 18 * size, (250, 210, 80))
        for i in range(9):
            px = x + 60 * size + i * 60 * size
            b.box(px - 14 * size, y - 40 * size, 28 * size, 46 * size, shade(c, 1.25), 8)
            b.oval(px, y - 54 * size, 13 * size, 14 * size, (238, 200, 168))
            b.stroke(
                [(px + 10 * size, y - 26 * size), (px + 46 * size, y + 60 * size)], (140, 104, 70), 6 * size
            )
    b.box(0, 760, 1280, 200, (196, 186, 170))
    b.heads(830, 11, 42, 8, 10)


def scene_river_volunteers(b: Brush) -> None:
    """Volunteers clean the lake shore."""
    b.sky(300)
    _hills(b, 320, (150, 182, 178), 110, 3.1)
    _water(b, 315, 650)
    b.shape([(0, 580), (1280, 640), (1280, 960), (0, 960)], (176, 168, 130))
    b.shape([(0, 640), (1280, 720), (1280, 960), (0, 960)], GRASS)
    for x in range(0, 1280, 46):
        for k in range(3):
            b.stroke(
                [(x + k * 9, 640 + x * 0.05), (x + k * 13 - 6, 560 + x * 0.05 - k * 10)], (120, 150, 84), 4
            )
    for x, y, h in ((240, 840, 270), (470, 800, 240), (820, 880, 290), (1060, 850, 270)):
        b.person(x, y, h, (90, 104, 130), vest=True, cap=(206, 40, 44))
        b.stroke([(x + 38, y - h * 0.4), (x + 70, y + 6)], (190, 170, 140), 7)
        b.box(x - 84, y - 80, 56, 84, (60, 62, 68), 14)
    b.shape([(600, 900), (640, 660), (660, 660), (620, 900)], (150, 120, 90))
    b.shape([(640, 660), (800, 690), (650, 760)], (206, 34, 40))
    b.text(704, 704, "护湖", 40, (255, 240, 200))


def scene_river_walk(b: Brush) -> None:
    """A restored river bank with a path."""
    b.sky(360)
    b.skyline(380, 27, (176, 198, 212), 250)
    b.shape([(0, 380), (1280, 380), (1280, 560), (620, 960), (0, 960)], WATER)
    _water(b, 380, 540)
    b.shape([(1280, 480), (1280, 960), (420, 960), (800, 560)], GRASS)
    b.shape([(1280, 560), (1280, 760), (880, 960), (560, 960), (900, 640)], PATH)
    for i in range(8):
        x, y = 860 - i * 62, 560 + i * 56
        b.box(x, y - 70, 12, 80, (240, 238, 232))
        if i < 7:
            b.stroke([(x + 6, y - 60), (x - 56, y - 4)], (240, 238, 232), 8)
    b.willow(1120, 640, 430)
    b.willow(860, 560, 260)
    b.willow(620, 840, 420)
    b.person(960, 760, 190, (206, 110, 100))
    b.person(1040, 770, 200, (90, 120, 160))
    b.board(1040, 820, 180, 100, (40, 110, 160), ("河长公示牌",), 30)
    for x, y in ((180, 620), (330, 720), (110, 810)):
        b.oval(x, y, 30, 12, (250, 250, 250))
        b.stroke([(x + 18, y - 4), (x + 30, y - 34)], (250, 250, 250), 8)
        b.oval(x + 34, y - 38, 10, 7, (240, 180, 80))


def scene_pocket_park(b: Brush) -> None:
    """A small park among houses."""
    b.sky(300)
    for x, h, c in (
        (-30, 480, (226, 206, 184)),
        (310, 420, (206, 214, 220)),
        (660, 500, (232, 214, 200)),
        (1010, 440, (214, 222, 206)),
    ):
        b.house(x, 560, 320, h, c)
    b.box(0, 470, 1280, 490, GRASS)
    b.oval(640, 780, 430, 150, PATH)
    b.oval(640, 780, 210, 70, (150, 196, 120))
    for i in range(16):
        a = i * math.pi / 8
        b.oval(
            640 + 180 * math.cos(a),
            780 + 52 * math.sin(a),
            20,
            16,
            [(240, 120, 150), (250, 206, 90), (236, 236, 246)][i % 3],
        )
    b.tree(640, 790, 330, (230, 150, 170))
    for x, s in ((110, 300), (300, 220), (1010, 240), (1180, 320)):
        b.tree(x, 640, s)
    for x in (290, 900):
        b.box(x, 740, 150, 18, (150, 108, 72), 5)
        b.box(x, 690, 150, 14, (150, 108, 72), 5)
        b.box(x + 14, 690, 10, 110, (90, 84, 80))
        b.box(x + 126, 690, 10, 110, (90, 84, 80))
    b.person(360, 800, 190, (160, 130, 150), hair=(196, 196, 196))
    b.person(980, 800, 190, (110, 140, 120), hair=(190, 190, 190))
    b.person(800, 910, 150, (246, 176, 80), face=False)


def scene_greenway(b: Brush) -> None:
    """Cyclists on the path round the lake at sunrise."""
    b.fade((250, 190, 140), (252, 230, 196), 0, 420)
    b.oval(420, 300, 70, 70, (255, 244, 206))
    _hills(b, 430, (176, 150, 160), 170, 2.2)
    _hills(b, 430, (140, 132, 150), 90, 0.8)
    _water(b, 425, 640, (214, 178, 160))
    b.shape([(0, 640), (1280, 560), (1280, 960), (0, 960)], (120, 160, 104))
    b.shape([(0, 760), (1280, 660), (1280, 820), (0, 960)], (108, 128, 150))
    b.stroke([(0, 856), (1280, 738)], (250, 250, 246), 5)
    for x, y, size, c in (
        (180, 900, 210, (206, 60, 60)),
        (560, 850, 190, (50, 120, 180)),
        (940, 800, 170, (240, 180, 60)),
    ):
        b.bicycle(x, y, size, c)
        b.stroke(
            [(x + size * 0.4, y - size * 0.56), (x + size * 0.5, y - size * 1.0)], shade(c, 0.9), size * 0.16
        )
        b.stroke(
            [(x + size * 0.5, y - size * 0.94), (x + size * 0.68, y - size * 0.7)], shade(c, 0.8), size * 0.07
        )
        b.stroke(
            [
                (x + size * 0.4, y - size * 0.54),
                (x + size * 0.56, y - size * 0.38),
                (x + size * 0.48, y - size * 0.16),
            ],
            (60, 64, 80),
            size * 0.09,
        )
        b.oval(x + size * 0.54, y - size * 1.12, size * 0.09, size * 0.1, (238, 200, 168))
        b.oval(x + size * 0.54, y - size * 1.17, size * 0.1, size * 0.06, (250, 250, 250))
    for x in (90, 360, 1130):
        b.willow(x, 690, 300)


def scene_resort(b: Brush) -> None:
    """The lake resort: pavilion, boats, a bridge."""
    b.sky(380, (96, 168, 222), (214, 236, 244))
    _hills(b, 420, (120, 168, 160), 260, 5.0)
    _hills(b, 430, (96, 150, 120), 130, 2.9)
    _water(b, 425, 960, (86, 160, 186))
    b.shape([(0, 560), (300, 520), (520, 600), (300, 680), (0, 700)], GRASS)
    _pavilion(b, 240, 600, 210)
    b.tree(60, 600, 190)
    b.tree(420, 610, 130)
    b.shape(_arch(900, 560, 320, 76), (226, 222, 212))
    for i in range(5):
        b.shape(_arch(700 + i * 100, 561, 36, 46 - abs(i - 2) * 9), (92, 171, 199))
    for x, y, s, c in (
        (520, 740, 1.0, (206, 60, 50)),
        (900, 690, 0.8, (240, 180, 60)),
        (820, 860, 1.3, (60, 120, 180)),
    ):
        b.shape([(x, y), (x + 230 * s, y), (x + 190 * s, y + 46 * s), (x + 40 * s, y + 46 * s)], c)
        b.box(x + 50 * s, y - 70 * s, 130 * s, 12 * s, shade(c, 1.2), 5)
        for dx in (60, 168):
            b.box(x + dx * s, y - 62 * s, 7 * s, 62 * s, (150, 120, 90))
        for dx in (90, 130):
            b.oval(x + dx * s, y - 34 * s, 12 * s, 13 * s, (238, 200, 168))
            b.box(x + (dx - 14) * s, y - 22 * s, 28 * s, 24 * s, (250, 140, 60), 6)
    for x, y in ((140, 820), (240, 880), (90, 900), (330, 830)):
        b.oval(x, y, 70, 20, (96, 160, 90))
        b.oval(x + 16, y - 16, 18, 16, (240, 150, 180))


def scene_village(b: Brush) -> None:
    """A village square with murals and drying corn."""
    b.sky(320)
    _hills(b, 400, (128, 172, 128), 220, 4.1)
    for x, w in ((20, 330), (390, 300), (740, 360)):
        b.shape([(x - 24, 400), (x + w * 0.5, 300), (x + w + 24, 400)], (90, 88, 96))
        b.box(x, 400, w, 230, (250, 246, 238))
        b.box(x + w * 0.4, 490, 66, 140, (132, 84, 56))
        b.box(x + 30, 450, 70, 70, (170, 204, 214))
    b.box(1120, 330, 140, 300, (196, 40, 42), 6)
    for i, letter in enumerate("村规民约"):
        b.text(1190, 372 + i * 68, letter, 54, (255, 240, 200))
    for x in (150, 500, 870):
        b.oval(x + 130, 560, 40, 34, (246, 180, 60))
        b.oval(x + 130, 560, 22, 18, (214, 70, 60))
    b.box(0, 630, 1280, 330, (214, 198, 168))
    for x in range(0, 1280, 120):
        b.stroke([(x, 960), (320 + x * 0.5, 630)], (200, 182, 152), 3)
    for i in range(6):
        b.oval(180 + i * 60, 720 + (i % 2) * 14, 46, 18, (242, 196, 70))
    for x, coat, hair in (
        (700, (206, 90, 90), (190, 190, 190)),
        (800, (100, 130, 160), (60, 52, 48)),
        (900, (140, 160, 110), (184, 184, 184)),
        (1010, (222, 170, 90), (70, 58, 50)),
    ):
        b.person(x, 860, 250, coat, hair=hair)
    b.tree(620, 700, 260)
