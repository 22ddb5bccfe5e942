"""The pictures inside a document as WebP without metadata, and which of them look like written pages."""

import re
from collections.abc import Iterator

from juanzong.extract.paper import is_page
from juanzong.extract.pixels import fitted, opened, page_of, plain
from juanzong.extract.request import Request, UnreadableError
from juanzong.extract.thumbnail import webp
from juanzong.extract.zips import opened as opened_parts
from juanzong.model import Extraction, Figure, Preview, Reading, TextSource, page_figure

_PIXELS = 900
_QUALITY = 65
_PAGE_PIXELS = 1200
_LEAST_PIXELS = 16
"""Smaller ones are bullets and rules."""

_LEAST_PAGE = 400
"""Pixels of the longer side from which a picture can be a page that somebody reads."""


def read(request: Request) -> Extraction:
    """Draw the pictures that are asked for; `unseen` counts among them, from 1, those that look like pages.

    Of a PDF its pages are drawn, and none is unseen for it.

    One that is damaged, or a bomb, costs itself only.

    Raises:
        UnreadableError: password, or more than memory can hold.
        zipfile.BadZipFile: the file is damaged.
    """
    if request.extension == "pdf":
        made = Preview(figures=tuple(_pages(request)))
        return Extraction(Reading.READ, TextSource.NONE, preview=made)
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


def _pages(request: Request) -> Iterator[Figure]:
    for number in request.pages:
        page = page_of(request, number, _PAGE_PIXELS)
        yield Figure(page_figure(number), webp(page, _QUALITY), *page.size)
