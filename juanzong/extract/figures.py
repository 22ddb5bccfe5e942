"""The pictures inside a document as WebP without metadata, and which of them look like written pages."""

import re

from juanzong.extract.paper import is_page
from juanzong.extract.pixels import fitted, opened, plain
from juanzong.extract.request import Request, UnreadableError
from juanzong.extract.thumbnail import webp
from juanzong.extract.zips import opened as opened_parts
from juanzong.model import Extraction, Figure, Preview, Reading, TextSource

_PIXELS = 900
_QUALITY = 65
_LEAST_PIXELS = 16
"""Smaller ones are bullets and rules."""

_LEAST_PAGE = 400
"""Pixels of the longer side from which a picture can be a page that somebody reads."""


def read(request: Request) -> Extraction:
    """Draw the pictures that are asked for; `unseen` counts among them, from 1, those that look like pages.

    One that is damaged, or a bomb, costs itself only.

    Raises:
        UnreadableError: password, or more than memory can hold.
        zipfile.BadZipFile: the file is damaged.
    """
    figures: list[Figure] = []
    pages: list[int] = []
    with opened_parts(request, "|".join(map(re.escape, request.parts))) as parts:
        for number, name in enumerate(request.parts, 1):
            try:
                with opened(parts.content(name)) as image:
                    image.draft(None, (_PIXELS, _PIXELS))
                    longest = max(image.size)
                    small = fitted(plain(image), _PIXELS)
            except (UnreadableError, OSError, SyntaxError, ValueError):
                continue
            if longest < _LEAST_PIXELS:
                continue
            figures.append(Figure(name, webp(small, _QUALITY), *small.size))
            if longest >= _LEAST_PAGE and is_page(small):
                pages.append(number)
    made = Preview(figures=tuple(figures))
    return Extraction(Reading.READ, TextSource.NONE, unseen=tuple(pages), preview=made)
