"""Evidence for tests, without files."""

import hashlib
from collections.abc import Sequence
from datetime import date

from juanzong.load.models import Format, Sidecar
from juanzong.model import (
    Block,
    BlockKind,
    Description,
    Evidence,
    Extraction,
    Item,
    Media,
    Origin,
    Page,
    Placement,
    Reading,
    Stated,
    TextSource,
)

TEXT = Media("text/plain", "txt", Format.TEXT)
PDF = Media("application/pdf", "pdf", Format.PDF)
JPEG = Media("image/jpeg", "jpg", Format.IMAGE)
VIDEO = Media("video/mp4", "mp4", Format.VIDEO)


def make_evidence(
    text: str = "",
    *,
    name: str = "甲.txt",
    folders: Sequence[str | None] = (None,),
    media: Media = TEXT,
    reading: Reading = Reading.READ,
    title: str = "",
    day: date | None = None,
    kind: str | None = None,
    sidecar: Sidecar | None = None,
) -> Evidence:
    """An item with what was read from it; its digest is made from its name and text."""
    digest = hashlib.sha256(f"{name}\0{text}".encode()).hexdigest()
    placements = tuple(
        Placement(f"evidence/{folder or 'inbox'}/{name}", folder, sidecar=sidecar) for folder in folders
    )
    pages = tuple(
        Page(number, tuple(Block(BlockKind.PARAGRAPH, line) for line in page.split("\n")))
        for number, page in enumerate(text.split("\f"), 1)
        if text
    )
    return Evidence(
        Item(digest[:12], digest, len(text) or 1, media, placements),
        Extraction(reading, TextSource.TEXT if text else TextSource.NONE, pages, len(pages)),
        Description(
            Stated(title or name, Origin.CONTENT if title else Origin.FILENAME),
            date=Stated(day, Origin.CONTENT) if day else None,
            kind=Stated(kind, Origin.CONTENT) if kind else None,
        ),
    )
