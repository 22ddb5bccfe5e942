"""TXT, Markdown and CSV in whichever encoding an office saved them."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from juanzong.extract.clean import cell, clean
from juanzong.extract.notes import Note, note
from juanzong.extract.request import Request, UnreadableError
from juanzong.model import Block, BlockKind, Extraction, Page, Reading, TextSource

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*")
_RULE = re.compile(r"\|?[ :|-]*-[ :|-]*")
_FENCE = re.compile(r"[ \t]*(?:```|~~~)")
_DELIMITERS = ",\t;，"


def read(request: Request) -> Extraction:
    """Read a text.

    Raises:
        UnreadableError: it is larger than what may be read from a file.
    """
    with Path(request.path).open("rb") as file:
        content = file.read(request.output + 1)
    if len(content) > request.output:
        raise UnreadableError("JZ305", megabytes=request.output_mb)
    text, bad = decoded(content)
    blocks = tuple(_BY_EXTENSION[request.extension](clean(text)))
    notes: list[Note] = [note("JZ317", count=bad)] if bad else []
    if not blocks:
        return Extraction(Reading.UNREAD, TextSource.NONE, findings=(*notes, note("JZ321")))
    return Extraction(Reading.READ, TextSource.TEXT, (Page(1, blocks),), findings=tuple(notes))


def decoded(content: bytes) -> tuple[str, int]:
    """The text, and how many places of it could not be decoded: by its mark, as UTF-8, UTF-16 or GB 18030."""
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return _replaced(content[len(bom) :], encoding)
    if b"\0" in content:
        # The high byte of ASCII is the NUL: at odd places the low byte comes first.
        little = content[1::2].count(0) >= content[::2].count(0)
        return _replaced(content, "utf-16-le" if little else "utf-16-be")
    return min((_replaced(content, encoding) for encoding in ("utf-8", "gb18030")), key=lambda made: made[1])


def _replaced(content: bytes, encoding: str) -> tuple[str, int]:
    text = content.decode(encoding, "replace")
    return text, text.count("\ufffd")


def _paragraphs(text: str) -> Iterator[Block]:
    for line in text.split("\n"):
        if line.strip():
            yield Block(BlockKind.PARAGRAPH, line)


def _markdown(text: str) -> Iterator[Block]:
    """Headings, tables, and paragraphs with their line ends; marks inside a line are left as they stand."""
    held: list[str] = []
    fenced = False
    for line in [*text.split("\n"), ""]:
        fenced ^= bool(_FENCE.match(line))
        heading = None if fenced else _HEADING.fullmatch(line)
        if held and (heading or not line.strip() or _is_row(line) != _is_row(held[0])):
            yield _lines_block(held)
            held = []
        if heading:
            if heading[2]:
                yield Block(BlockKind.HEADING, heading[2], len(heading[1]))
        elif line.strip() and not _FENCE.match(line):
            held.append(line)


def _is_row(line: str) -> bool:
    return line.lstrip().startswith("|")


def _lines_block(lines: list[str]) -> Block:
    if not _is_row(lines[0]):
        return Block(BlockKind.PARAGRAPH, "\n".join(lines))
    rows = (line.strip().strip("|").split("|") for line in lines if not _RULE.fullmatch(line.strip()))
    return Block(BlockKind.TABLE, rows=tuple(tuple(map(cell, row)) for row in rows))


def _table(text: str) -> Iterator[Block]:
    """Rows that hold anything, all as wide as the widest; parted by what parts the first line most often."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    csv.field_size_limit(max(len(text), 1))
    read_rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows = [row for row in (tuple(map(cell, row)) for row in read_rows) if any(row)]
    width = max(map(len, rows), default=0)
    if rows:
        yield Block(BlockKind.TABLE, rows=tuple((*row, *[""] * (width - len(row))) for row in rows))


_BY_EXTENSION = {"txt": _paragraphs, "md": _markdown, "csv": _table}
