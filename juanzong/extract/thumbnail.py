"""The preview of a file: its first page small, and large where browsers do not show the file itself."""

import io

from PIL import Image

from juanzong.extract.pixels import fitted, page_of
from juanzong.extract.request import Request
from juanzong.model import Extraction, Preview, Reading, TextSource

_THUMBNAIL_PIXELS = 480
_THUMBNAIL_QUALITY = 70
_VIEW_PIXELS = 1600
_VIEW_QUALITY = 80
_METHOD = 4
"""Of WebP: more takes longer and saves little."""

_NOT_SHOWN = frozenset({"tiff", "heic", "avif"})
"""Pictures that browsers do not show; AVIF only from Chromium 85 on."""


def read(request: Request) -> Extraction:
    """Draw the first page.

    Raises:
        UnreadableError: it would decode to far more pixels than a photograph has.
        Exception: it is damaged.
    """
    view = b""
    if request.extension in _NOT_SHOWN:
        page = page_of(request, 1, _VIEW_PIXELS)
        view = webp(fitted(page, _VIEW_PIXELS), _VIEW_QUALITY)
    else:
        page = page_of(request, 1, _THUMBNAIL_PIXELS)
    thumbnail = webp(fitted(page, _THUMBNAIL_PIXELS), _THUMBNAIL_QUALITY)
    return Extraction(Reading.READ, TextSource.NONE, preview=Preview(thumbnail, view))


def webp(image: Image.Image, quality: int) -> bytes:
    """Without metadata: a picture made anew, not what the file said of it."""
    bare = image.convert("RGB")
    bare.info = {}
    out = io.BytesIO()
    bare.save(out, "WEBP", quality=quality, method=_METHOD)
    return out.getvalue()
