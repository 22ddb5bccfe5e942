"""What all scenes are made of: skies, houses, trees, people, lettering."""

import math
import random

from PIL import Image, ImageDraw

from tools.demo import fonts

WIDTH, HEIGHT = 1280, 960
SCALE = 2
"""Drawn larger and reduced, so that edges are smooth."""

Colour = tuple[int, int, int]
SKIN: Colour = (238, 200, 168)
VEST: Colour = (214, 40, 44)
LEAF: Colour = (86, 148, 84)
TRUNK: Colour = (116, 84, 60)


def shade(colour: Colour, factor: float) -> Colour:
    """The colour made darker (below 1) or lighter (above 1)."""
    return tuple(max(0, min(255, round(c * factor))) for c in colour)  # type: ignore[return-value]


class Brush:
    """Draws in units of the finished picture; (0, 0) is its upper left corner."""

    def __init__(self) -> None:
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), (222, 234, 240))
        self.pen = ImageDraw.Draw(self.image)

    def finished(self) -> Image.Image:
        """The picture in its final size, with the slight grain of a photograph."""
        small = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        noise = Image.frombytes("L", (320, 240), random.Random(7).randbytes(320 * 240))
        grain = noise.resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR).point(lambda v: 122 + v // 21)
        return Image.blend(small, Image.merge("RGB", (grain, grain, grain)), 0.045)

    # --- shapes ----------------------------------------------------------------------------------------

    def box(self, x: float, y: float, w: float, h: float, fill: Colour, radius: float = 0) -> None:
        """A rectangle, with round corners if asked."""
        corners = [x * SCALE, y * SCALE, (x + w) * SCALE - 1, (y + h) * SCALE - 1]
        if radius:
            self.pen.rounded_rectangle(corners, radius * SCALE, fill=fill)
        else:
            self.pen.rectangle(corners, fill=fill)

    def oval(self, x: float, y: float, rx: float, ry: float, fill: Colour) -> None:
        """An ellipse about (x, y)."""
        self.pen.ellipse([(x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE], fill=fill)

    def shape(self, points: list[tuple[float, float]], fill: Colour) -> None:
        """A polygon."""
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)

    def stroke(self, points: list[tuple[float, float]], fill: Colour, width: float = 4) -> None:
        """A line through points."""
        path = [(x * SCALE, y * SCALE) for x, y in points]
        self.pen.line(path, fill=fill, width=round(width * SCALE), joint="curve")

    def ring(self, x: float, y: float, r: float, fill: Colour, width: float) -> None:
        """A circle's outline."""
        around = [(x - r) * SCALE, (y - r) * SCALE, (x + r) * SCALE, (y + r) * SCALE]
        self.pen.ellipse(around, outline=fill, width=round(width * SCALE))

    def text(self, x: float, y: float, words: str, size: float, fill: Colour, face: str = "hei") -> None:
        """Lettering centred on (x, y)."""
        font = fonts.pillow(round(size * SCALE), face)
        self.pen.text((x * SCALE, y * SCALE), words, font=font, fill=fill, anchor="mm")

    def fade(self, top: Colour, bottom: Colour, y0: float = 0, y1: float = HEIGHT) -> None:
        """A vertical run of colour over the whole width."""
        first, last = round(y0 * SCALE), round(y1 * SCALE)
        for y in range(first, last):
            t = (y - first) / max(1, last - first - 1)
            mixed = tuple(round(a + (b - a) * t) for a, b in zip(top, bottom, strict=True))
            self.pen.line([(0, y), (WIDTH * SCALE, y)], fill=mixed)

    # --- things ----------------------------------------------------------------------------------------

    def sky(self, horizon: float, top: Colour = (116, 178, 226), low: Colour = (222, 238, 246)) -> None:
        """A sky with a few clouds."""
        self.fade(top, low, 0, horizon)
        for x, y, size in ((210, 0.22, 46), (690, 0.12, 36), (1080, 0.3, 54)):
            for dx, dy, r in ((-1.1, 0.25, 0.7), (0, 0, 1), (1.05, 0.2, 0.75), (2.0, 0.4, 0.5)):
                self.oval(
                    x + dx * size, horizon * y + dy * size, r * size * 1.2, r * size * 0.6, (248, 251, 253)
                )

    def skyline(self, base: float, seed: int, tint: Colour = (168, 190, 208), tallest: float = 260) -> None:
        """Far houses along a horizon."""
        rng = random.Random(seed)
        x = -20.0
        while x < WIDTH:
            w, h = rng.uniform(60, 130), rng.uniform(0.3, 1) * tallest
            colour = shade(tint, rng.uniform(0.92, 1.08))
            self.box(x, base - h, w, h, colour)
            for wy in range(int(base - h) + 14, int(base) - 12, 24):
                for wx in range(int(x) + 10, int(x + w) - 14, 20):
                    self.box(wx, wy, 9, 12, shade(colour, 1.12 if rng.random() < 0.7 else 0.88))
            x += w + rng.uniform(-6, 14)

    def house(self, x: float, base: float, w: float, h: float, fill: Colour, sign: str = "") -> None:
        """A house with windows, a shop front and its sign."""
        self.box(x, base - h, w, h, fill)
        self.box(x - 5, base - h - 10, w + 10, 14, shade(fill, 0.78))
        step = 62
        front = 118
        for wy in range(int(base - h) + 26, int(base) - front - 52, 74):
            for wx in range(int(x) + 20, int(x + w) - 40, step):
                self.box(wx - 3, wy - 3, 40, 52, shade(fill, 0.82))
                self.box(wx, wy, 34, 46, (190, 218, 234))
                self.stroke([(wx + 17, wy), (wx + 17, wy + 46)], shade(fill, 0.82), 3)
        self.box(x + 8, base - front, w - 16, front, shade(fill, 0.66))
        self.box(x + 18, base - 82, w - 36, 82, (206, 224, 230))
        for wx in range(int(x) + 18, int(x + w) - 18, 58):
            self.stroke([(wx, base - 82), (wx, base)], shade(fill, 0.6), 4)
        if sign:
            self.box(x + 14, base - front + 2, w - 28, 32, shade(fill, 0.42), 4)
            self.text(x + w / 2, base - front + 18, sign, 21, (252, 244, 220))

    def tree(self, x: float, base: float, size: float, leaf: Colour = LEAF) -> None:
        """A round tree."""
        self.oval(x, base, size * 0.42, size * 0.07, (120, 132, 112))
        self.box(x - size * 0.05, base - size * 0.55, size * 0.1, size * 0.55, TRUNK)
        for dx, dy, r, f in (
            (-0.24, -0.72, 0.27, 0.86),
            (0.25, -0.7, 0.26, 0.92),
            (0, -0.98, 0.32, 1.08),
            (0, -0.7, 0.3, 1),
        ):
            self.oval(x + dx * size, base + dy * size, r * size, r * size * 0.92, shade(leaf, f))

    def willow(self, x: float, base: float, size: float) -> None:
        """A willow with hanging twigs."""
        self.stroke(
            [(x, base), (x - size * 0.04, base - size * 0.5), (x + size * 0.03, base - size * 0.9)],
            TRUNK,
            size * 0.06,
        )
        rng = random.Random(int(x))
        for _ in range(46):
            start = x + rng.uniform(-0.38, 0.38) * size
            top = base - size * rng.uniform(0.85, 1.12)
            length = size * rng.uniform(0.35, 0.75)
            colour = shade((128, 174, 92), rng.uniform(0.82, 1.16))
            drift = (start - x) * 0.35
            self.stroke(
                [(start, top), (start + drift * 0.5, top + length * 0.5), (start + drift, top + length)],
                colour,
                7,
            )

    def bush(self, x: float, base: float, w: float, fill: Colour = (96, 156, 92)) -> None:
        """A clipped hedge with blossoms."""
        rng = random.Random(int(x * 3 + w))
        self.box(x, base - 34, w, 34, fill, 14)
        for _ in range(int(w / 9)):
            bx, by = x + rng.uniform(6, w - 6), base - rng.uniform(8, 32)
            self.oval(bx, by, 4, 4, rng.choice([(238, 122, 146), (250, 214, 110), (252, 246, 248)]))

    def person(
        self, x: float, base: float, h: float, coat: Colour, *, vest: bool = False, cap: Colour | None = None,
        legs: Colour = (62, 72, 92), arm: float = 0.0, hair: Colour = (48, 40, 38), face: bool = True,
    ) -> None:  # fmt: skip
        """Someone standing; `arm` lifts the right arm (0 down, 1 up), `face=False` shows them from behind."""
        unit = h / 100
        self.oval(x, base, 17 * unit, 4 * unit, (128, 132, 130))
        for side in (-1, 1):
            self.box(x + (side * 6 - 4.5) * unit, base - 44 * unit, 9 * unit, 43 * unit, legs, 2 * unit)
            self.box(
                x + (side * 6 - 5.5) * unit, base - 4 * unit, 11 * unit, 4 * unit, (50, 46, 46), 2 * unit
            )
        self._arm(x - 14 * unit, base, unit, coat, 0.0, -1)
        self._arm(x + 14 * unit, base, unit, coat, arm, 1)
        self.box(x - 14 * unit, base - 80 * unit, 28 * unit, 40 * unit, coat, 8 * unit)
        if vest:
            self.box(x - 13 * unit, base - 79 * unit, 26 * unit, 36 * unit, VEST, 5 * unit)
            self.box(x - 13 * unit, base - 58 * unit, 26 * unit, 4 * unit, (248, 238, 196))
        self.box(x - 4 * unit, base - 86 * unit, 8 * unit, 8 * unit, shade(SKIN, 0.92))
        self.oval(x, base - 92 * unit, 10 * unit, 11 * unit, hair)
        if face:
            self.oval(x, base - 90 * unit, 8.6 * unit, 9 * unit, SKIN)
            for side in (-1, 1):
                self.oval(x + side * 3.2 * unit, base - 91 * unit, 1.1 * unit, 1.3 * unit, (60, 48, 44))
            self.stroke(
                [(x - 2.4 * unit, base - 86 * unit), (x + 2.4 * unit, base - 86 * unit)], (190, 108, 96), unit
            )
        if cap:
            self.box(x - 10.5 * unit, base - 103 * unit, 21 * unit, 9 * unit, cap, 4 * unit)
            self.box(x - 10 * unit, base - 97 * unit, 25 * unit, 3 * unit, shade(cap, 0.8), unit)

    def _arm(self, x: float, base: float, unit: float, coat: Colour, lift: float, side: int) -> None:
        angle = math.radians(8 + 150 * lift)
        reach = 32 * unit
        hand = (x + side * math.sin(angle) * reach, base - 75 * unit + math.cos(angle) * reach)
        self.stroke([(x, base - 75 * unit), hand], shade(coat, 0.88), 8 * unit)
        self.oval(*hand, 4.4 * unit, 4.4 * unit, SKIN)

    def heads(self, base: float, count: int, size: float, seed: int, jump: float = 0) -> None:
        """A row of listeners seen from behind."""
        rng = random.Random(seed)
        gap = WIDTH / count
        for index in range(count):
            x = gap * (index + 0.5) + rng.uniform(-0.1, 0.1) * gap
            y = base + rng.uniform(-jump, jump)
            coat = rng.choice(
                [(70, 98, 140), (150, 70, 72), (86, 122, 96), (196, 164, 92), (110, 96, 132), (208, 206, 202)]
            )
            self.box(x - size * 0.95, y, size * 1.9, HEIGHT - y + 10, coat, size * 0.6)
            self.oval(
                x,
                y - size * 0.45,
                size * 0.52,
                size * 0.62,
                rng.choice([(44, 38, 36), (70, 56, 48), (170, 168, 166)]),
            )

    def lamp(self, x: float, base: float, h: float) -> None:
        """A street lamp."""
        self.box(x - 4, base - h, 8, h, (84, 92, 100))
        self.stroke([(x, base - h), (x + 52, base - h - 14)], (84, 92, 100), 6)
        self.oval(x + 60, base - h - 10, 20, 7, (250, 240, 200))

    def banner(self, x: float, y: float, w: float, words: str, size: float = 34) -> None:
        """A red banner with white or yellow words."""
        self.box(x, y, w, size * 1.75, (200, 28, 32))
        self.text(x + w / 2, y + size * 0.87, words, size, (255, 240, 190))

    def board(
        self, x: float, y: float, w: float, h: float, fill: Colour, lines: tuple[str, ...], size: float
    ) -> None:
        """A framed board with lines of lettering."""
        self.box(x - 9, y - 9, w + 18, h + 18, (96, 104, 112), 5)
        self.box(x, y, w, h, fill)
        light = sum(fill) > 420
        for number, words in enumerate(lines):
            cy = y + h * (number + 1) / (len(lines) + 1)
            self.text(x + w / 2, cy, words, size, (166, 30, 34) if light else (255, 248, 226))

    def car(self, x: float, base: float, w: float, fill: Colour, *, taxi: bool = False) -> None:
        """A car from the side, facing left."""
        h = w * 0.3
        self.oval(x + w / 2, base, w * 0.5, h * 0.1, (84, 88, 92))
        self.shape(
            [
                (x + w * 0.2, base - h * 0.9),
                (x + w * 0.34, base - h * 1.5),
                (x + w * 0.72, base - h * 1.5),
                (x + w * 0.86, base - h * 0.9),
            ],
            shade(fill, 0.92),
        )
        self.shape(
            [
                (x + w * 0.26, base - h * 0.92),
                (x + w * 0.36, base - h * 1.4),
                (x + w * 0.51, base - h * 1.4),
                (x + w * 0.51, base - h * 0.92),
            ],
            (196, 220, 232),
        )
        self.shape(
            [
                (x + w * 0.55, base - h * 0.92),
                (x + w * 0.55, base - h * 1.4),
                (x + w * 0.7, base - h * 1.4),
                (x + w * 0.79, base - h * 0.92),
            ],
            (196, 220, 232),
        )
        self.box(x, base - h * 0.95, w, h * 0.7, fill, h * 0.2)
        if taxi:
            self.box(x + w * 0.46, base - h * 1.72, w * 0.16, h * 0.22, (250, 206, 70), 3)
        self.oval(x + w * 0.03, base - h * 0.68, w * 0.025, h * 0.1, (252, 240, 180))
        for cx in (0.22, 0.78):
            self.oval(x + w * cx, base - h * 0.2, h * 0.3, h * 0.3, (44, 46, 50))
            self.oval(x + w * cx, base - h * 0.2, h * 0.15, h * 0.15, (190, 194, 198))

    def bicycle(self, x: float, base: float, size: float, fill: Colour) -> None:
        """A bicycle from the side."""
        r = size * 0.26
        left, right = x + r, x + size - r
        for cx in (left, right):
            self.ring(cx, base - r, r, (56, 58, 62), size * 0.03)
        crank = (x + size * 0.47, base - r)
        seat = (x + size * 0.38, base - size * 0.56)
        bar = (x + size * 0.68, base - size * 0.62)
        self.stroke([(left, base - r), crank, bar, (right, base - r)], fill, size * 0.045)
        self.stroke([(left, base - r), seat, crank], fill, size * 0.045)
        self.stroke([seat, bar], fill, size * 0.045)
        self.box(seat[0] - size * 0.08, seat[1] - size * 0.06, size * 0.18, size * 0.05, (50, 48, 48), 3)
        self.stroke(
            [bar, (bar[0] - size * 0.04, bar[1] - size * 0.12), (bar[0] + size * 0.06, bar[1] - size * 0.14)],
            (60, 62, 66),
            size * 0.03,
        )

    def bin(self, x: float, base: float, w: float, h: float, fill: Colour, words: str) -> None:
        """A wheeled bin with its word."""
        self.shape([(x, base - h), (x + w, base - h), (x + w * 0.92, base), (x + w * 0.08, base)], fill)
        self.box(x - 5, base - h - 14, w + 10, 18, shade(fill, 0.8), 6)
        self.text(x + w / 2, base - h * 0.5, words, w * 0.21, (250, 252, 250))
        for cx in (0.2, 0.8):
            self.oval(x + w * cx, base, 9, 9, (46, 48, 50))
