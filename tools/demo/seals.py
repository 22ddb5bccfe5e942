"""Seals as pictures: drawn, so that their letters never enter a text layer."""

import io
import math
from functools import cache

from PIL import Image, ImageDraw

from tools.demo import fonts

RED = (206, 24, 30)


@cache
def seal(name: str, side: int = 300) -> bytes:
    """A round seal with a star, `name` along its upper edge, as PNG with transparency."""
    scale = 2
    full = side * scale
    image = Image.new("RGBA", (full, full), (*RED, 0))
    draw = ImageDraw.Draw(image)
    margin = full // 40
    draw.ellipse((margin, margin, full - margin, full - margin), outline=(*RED, 190), width=full // 36)
    star = [
        (full / 2 + r * math.sin(a), full / 2 - r * math.cos(a))
        for i in range(10)
        for r, a in [((full * 0.15) * (1 if i % 2 == 0 else 0.382), i * math.pi / 5)]
    ]
    draw.polygon(star, fill=(*RED, 190))
    size = int(full * min(0.115, 1.55 / len(name)))
    spread = math.radians(min(250, 19 * len(name)))
    for index, letter in enumerate(name):
        angle = -spread / 2 + spread * index / max(1, len(name) - 1)
        tile = Image.new("RGBA", (size * 2, size * 2), (*RED, 0))
        ImageDraw.Draw(tile).text(
            (size, size),
            letter,
            font=fonts.pillow(size, "song"),
            fill=(*RED, 200),
            anchor="mm",
            stroke_width=2,
        )
        tile = tile.rotate(-math.degrees(angle), Image.Resampling.BICUBIC)
        radius = full * 0.365
        x = full / 2 + radius * math.sin(angle) - size
        y = full / 2 - radius * math.cos(angle) - size
        image.alpha_composite(tile, (max(0, round(x)), max(0, round(y))))
    flat = Image.new("RGBA", (side, side), RED)
    flat.putalpha(image.getchannel("A").resize((side, side), Image.Resampling.LANCZOS))
    out = io.BytesIO()
    flat.save(out, "PNG")
    return out.getvalue()
