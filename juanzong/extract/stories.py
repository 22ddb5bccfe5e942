"""Paragraphs and cells in the order of a file, made into blocks; and what fields fetch from outside."""

import re
from collections.abc import Iterable, Iterator

from juanzong.extract.clean import cell, clean
from juanzong.extract.notes import Note, note
from juanzong.model import Block, BlockKind

_DEEPEST_HEADING = 6
_FETCHING = re.compile(r"\s*(DDEAUTO|DDE|LINK|INCLUDETEXT|INCLUDEPICTURE)\b")


class Story:
    """Takes paragraphs, cells and rows as they come."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._rows: list[tuple[str, ...]] = []
        self._cells: list[str] = []
        self._held: list[str] = []

    def paragraph(self, text: str, level: int | None = None, *, in_table: bool = False) -> None:
        """A paragraph; `level` is the outline level of a heading, 0 the highest."""
        text = clean(text).strip("\n\t")
        if in_table:
            self._held.append(text)
            return
        self._end_table()
        if text.strip():
            kind = BlockKind.PARAGRAPH if level is None else BlockKind.HEADING
            depth = 0 if level is None else min(level + 1, _DEEPEST_HEADING)
            self._blocks.append(Block(kind, text, depth))

    def cell(self, text: str) -> None:
        """The last paragraph of a cell."""
        self._cells.append(cell("\n".join((*self._held, text))))
        self._held = []

    def row(self) -> None:
        """The end of a row."""
        self._rows.append(tuple(self._cells))
        self._cells = []

    def blocks(self) -> tuple[Block, ...]:
        """All blocks so far; what a damaged table leaves over is kept."""
        self._end_table()
        return tuple(self._blocks)

    def _end_table(self) -> None:
        rest = (*self._cells, *((cell("\n".join(self._held)),) if any(self._held) else ()))
        rows = (*self._rows, rest) if any(rest) else tuple(self._rows)
        if any(any(row) for row in rows):
            self._blocks.append(Block(BlockKind.TABLE, rows=rows))
        self._rows, self._cells, self._held = [], [], []


def fetched(instructions: Iterable[str]) -> Iterator[Note]:
    """A finding where instructions of fields fetch content from outside."""
    names = {found[1] for one in instructions if (found := _FETCHING.match(one))}
    if names:
        yield note("JZ340", names="、".join(sorted(names)))
