"""Marks of state secrets in what people typed into the archive's YAML, looked for as in its papers."""

from collections.abc import Iterable

from juanzong.load.models import Format
from juanzong.model import (
    Block,
    BlockKind,
    Config,
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
from juanzong.screen.marks import secrecy_mark


def mark_in(config: Config, path: str, texts: Iterable[str | None]) -> str:
    """The mark that one of the texts bears; empty if none."""
    lines = tuple(Block(BlockKind.PARAGRAPH, line) for text in texts if text for line in text.splitlines())
    paper = Evidence(
        Item("", "", 0, Media("text/plain", "txt", Format.TEXT), (Placement(path, None),)),
        Extraction(Reading.READ, TextSource.TEXT, (Page(1, lines),)),
        Description(Stated("", Origin.NONE)),
    )
    return secrecy_mark(config.archive.policies.secrecy_marks, paper)
