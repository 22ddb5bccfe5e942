"""The Chinese fonts that the demo is set in: free ones, from Debian packages."""

from functools import cache
from pathlib import Path

from PIL import ImageFont
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]

FOLDER = Path("/usr/share/fonts/truetype")
FILES = {
    "song": ("fonts-arphic-gbsn00lp", FOLDER / "arphic-gbsn00lp/gbsn00lp.ttf"),
    "kai": ("fonts-arphic-gkai00mp", FOLDER / "arphic-gkai00mp/gkai00mp.ttf"),
    "hei": ("fonts-wqy-zenhei", FOLDER / "wqy/wqy-zenhei.ttc"),
}


def missing() -> tuple[str, ...]:
    """The Debian packages whose font files are not there."""
    return tuple(package for package, path in FILES.values() if not path.is_file())


def register() -> None:
    """Make the fonts known to reportlab under `song`, `kai` and `hei`."""
    for name, (_, path) in FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(path)))


def unknown(text: str, name: str = "song") -> set[str]:
    """The characters of `text` that a font cannot show."""
    glyphs = pdfmetrics.getFont(name).face.charToGlyph
    return {c for c in text if c != "\n" and ord(c) not in glyphs}


@cache
def pillow(size: int, name: str = "hei") -> ImageFont.FreeTypeFont:
    """A font for pictures, `size` in pixels."""
    return ImageFont.truetype(str(FILES[name][1]), size, layout_engine=ImageFont.Layout.BASIC)
