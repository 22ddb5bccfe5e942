"""Pages and pictures as pixels, within bounds: what previews show and OCR reads; in the child only."""

import contextlib
import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pypdfium2  # type: ignore[import-untyped]
from PIL import Image, ImageOps

from juanzong.extract import frames, ofd, zips
from juanzong.extract.request import Request, UnreadableError

_DEEP = 256
"""Grey levels of 16 bits in one of 8."""

VIDEOS = frozenset({"mp4", "mov"})
"""Extensions of films of which a frame can be drawn."""

_POINT_PIXELS = 8
"""Most pixels per point: a page of the size of a stamp is not blown up without end."""


@contextmanager
def opened(source: Path | bytes) -> Iterator[Image.Image]:
    """A picture, a file or its bytes, whose size is honest; nothing is decoded yet.

    Raises:
        UnreadableError: it would decode to far more pixels than a photograph has.
        Exception: it is no picture.
    """
    with warnings.catch_warnings(), _stream(source) as file:
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(file) as image:
                yield image
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
            raise UnreadableError("JZ319") from error


def _stream(source: Path | bytes) -> BinaryIO:
    return io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")


def page_of(request: Request, number: int, longest: int) -> Image.Image:
    """A page of a PDF, a picture, also inside a document, or a frame of a film, upright, as RGB or grey.

    `number` counts from 1. A PDF is drawn `longest` pixels long; a picture is only made smaller, roughly.

    Raises:
        UnreadableError: it would decode to far more pixels than a photograph has.
        Exception: it is damaged.
    """
    if request.parts:
        return _inside(request, request.parts[0], longest)
    if request.extension == "pdf":
        return _rendered(Path(request.path), number, longest)
    if request.extension == "ofd":
        return _on_ofd(request, number, longest)
    if request.extension == "heic":
        return frames.photograph(request)
    if request.extension in VIDEOS:
        return frames.poster(Path(request.path))
    return _decoded(Path(request.path), number, longest)


def fitted(image: Image.Image, longest: int) -> Image.Image:
    """The image so that its longer side is at most `longest` pixels."""
    made = image.copy()
    made.thumbnail((longest, longest), Image.Resampling.BICUBIC, reducing_gap=2)
    return made


def points(request: Request, number: int) -> float:
    """The longer side of a page of a PDF in points (1/72 inch)."""
    with contextlib.closing(pypdfium2.PdfDocument(request.path)) as document:
        return float(max(document.get_page_size(number - 1)))


def _rendered(path: Path, number: int, longest: int) -> Image.Image:
    with (
        contextlib.closing(pypdfium2.PdfDocument(path)) as document,
        contextlib.closing(document[number - 1]) as page,
    ):
        scale = min(longest / max(*page.get_size(), 1), _POINT_PIXELS)
        with contextlib.closing(page.render(scale=scale, rev_byteorder=True)) as bitmap:
            drawn: Image.Image = bitmap.to_pil()
            return drawn.convert("RGB")


def _on_ofd(request: Request, number: int, longest: int) -> Image.Image:
    """The largest picture on a page of an OFD: a scan is nothing else.

    Raises:
        ValueError: there is none on it, or it is of a kind that is not read.
    """
    with zips.opened(request, ofd.READ_PARTS) as parts:
        for body in ofd.bodies_of(parts):
            document = ofd.document_of(parts, body)
            if number <= len(document.pages):
                name = document.picture_on(number)
                break
            number -= len(document.pages)
        else:
            raise ValueError("no such page")
    if not name:
        raise ValueError("no picture on the page")
    return _inside(request, name, longest)


def _inside(request: Request, name: str, longest: int) -> Image.Image:
    """A picture inside a document by the name of its part."""
    with zips.opened(request, re.escape(name)) as parts:
        return _decoded(parts.content(name), 1, longest)


def _decoded(source: Path | bytes, number: int, longest: int) -> Image.Image:
    with opened(source) as image:
        image.seek(number - 1)
        image.draft(None, (longest, longest))  # JPEG decodes smaller at once, others ignore it
        return plain(ImageOps.exif_transpose(image))


def plain(image: Image.Image) -> Image.Image:
    """As RGB or grey: on white where it is transparent, deep greys brought to 8 bits."""
    if image.mode.startswith("I;16"):
        return image.convert("I").point([level // _DEEP for level in range(_DEEP * _DEEP)], "L")
    if image.has_transparency_data:
        clear = image.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(white, clear).convert("RGB")
    return image if image.mode in ("L", "RGB") else image.convert("L" if image.mode == "1" else "RGB")
