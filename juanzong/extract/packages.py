"""ZIP: the names of what is inside, decoded as they were meant; and what is said of any archive."""

import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from juanzong.extract.clean import cell
from juanzong.extract.notes import Note, note
from juanzong.extract.request import MEBIBYTE, Request
from juanzong.extract.zips import LOCKED, decoded_names
from juanzong.model import Block, BlockKind, Extraction, Page, Reading, TextSource

_MOST_LISTED = 5_000
_MOST_NAMED = 10
_BOMB_RATIO = 200
"""Declared bytes for one stored byte: text packs to a tenth, zeros to a thousandth."""

_NESTED = re.compile(r".*\.(?:zip|rar|7z|gz|tgz|tar|bz2|xz|cab|iso)", re.IGNORECASE)
_LEADS_OUT = re.compile(r"(?:.*[/\\])?\.\.(?:[/\\].*)?|[/\\].*|[A-Za-z]:.*", re.DOTALL)
_HEADINGS = ("名称", "字节")


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in the archive: its name as it was meant, its declared size, whether it is encrypted."""

    name: str
    size: int
    locked: bool


def read(request: Request) -> Extraction:
    """List a ZIP.

    What its files hold was read by nobody, so the archive counts as unread.

    Raises:
        zipfile.BadZipFile: it is damaged.
    """
    path = Path(request.path)
    with zipfile.ZipFile(path) as archive:
        entries = [
            Entry(name, entry.file_size, bool(entry.flag_bits & LOCKED))
            for name, entry in decoded_names(archive.infolist())
            if not entry.is_dir()
        ]
    return listed(entries, path.stat().st_size)


def listed(entries: Sequence[Entry], stored: int) -> Extraction:
    """The list of an archive of `stored` bytes, and what is to be said of it."""
    notes = _notes(entries, stored)
    rows = (_HEADINGS, *((cell(entry.name), str(entry.size)) for entry in entries[:_MOST_LISTED]))
    broken = any(code in ("JZ301", "JZ308") for code, _ in notes)
    return Extraction(
        Reading.BROKEN if broken else Reading.UNREAD,
        TextSource.NONE,
        (Page(1, (Block(BlockKind.TABLE, rows=rows),)),) if entries else (),
        findings=notes,
    )


def _notes(entries: Sequence[Entry], stored: int) -> tuple[Note, ...]:
    declared = sum(entry.size for entry in entries)
    found = [note("JZ347", count=len(entries))]
    if any(entry.locked for entry in entries):
        found.append(note("JZ301"))
    if declared > _BOMB_RATIO * max(stored, MEBIBYTE):
        found.append(note("JZ308", size=f"{declared // MEBIBYTE} MiB"))
    for code, pattern in (("JZ348", _NESTED), ("JZ349", _LEADS_OUT)):
        names = [cell(entry.name) for entry in entries if pattern.fullmatch(entry.name)]
        if names:
            shown = "、".join(names[:_MOST_NAMED]) + ("……" if len(names) > _MOST_NAMED else "")
            found.append(note(code, names=shown))
    return tuple(found)
