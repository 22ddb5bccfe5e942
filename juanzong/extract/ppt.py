"""PPT and DPS ([MS-PPT]): the text of every slide in order, with titles, notes and comments.

A table's cells are shapes of their own in this format and come out as paragraphs.
"""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from juanzong.extract.notes import Note, note
from juanzong.extract.ole import Compound, opened
from juanzong.extract.request import Request, UnreadableError
from juanzong.extract.slides import Slide, block, presentation
from juanzong.model import Block, Extraction

_CONTAINER = 0xF
_DEEPEST = 24
_MOST_RECORDS = 2_000_000
_MOST_EDITS = 1_000

# Types of records ([MS-PPT] 2.13.24).
_DOCUMENT, _SLIDE, _NOTES = 0x03E8, 0x03EE, 0x03F0
_SLIDE_ATOM, _SHOW_INFO, _PERSIST = 0x03EF, 0x03F9, 0x03F3
_LIST, _HEADER, _OUTLINE, _CHARS, _BYTES, _STRING = 0x0FF0, 0x0F9F, 0x0F9E, 0x0FA0, 0x0FA8, 0x0FBA
_TEXT_BOX, _TAG_DATA, _COMMENT = 0xF00D, 0x138B, 0x2EE0
_EDIT, _DIRECTORY = 0x0FF5, 0x1772
_VBA_INFO, _OLE_EMBEDDED, _OLE_LINK, _CONTROL = 0x0400, 0x0FCC, 0x0FCE, 0x0FEE

_SLIDES, _NOTES_LIST = 0, 2
_NOTES_TEXT = 2
_TITLES = (0, 6)
"""Kinds of text (2.13.33): a title, a centred title."""

_ENCRYPTED = 0xF3D1C4DF
_ENCRYPTED_EDIT_BYTES = 32
_HIDDEN = 0x04
_NUMBER_ALONE = "*"
"""What stands for the slide's number."""


@dataclass(frozen=True, slots=True)
class _Record:
    """A record: where its content lies in the stream, and what its header says."""

    kind: int
    instance: int
    version: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Text:
    """Text and its kind."""

    kind: int
    text: str


def read(request: Request) -> Extraction:
    """Read a PPT of PowerPoint 97 or later.

    Raises:
        UnreadableError: password, or beyond the bounds.
        Exception: it is damaged.
    """
    with opened(request) as file:
        folder = "PP97_DUALSTORAGE/" if file.has("PP97_DUALSTORAGE/PowerPoint Document") else ""
        content = file.content(folder + "PowerPoint Document")
        show = _Show(content, file.content(folder + "Current User"))
        facts, _ = file.facts()
        notes = [*_hazards(file, show)]
    return presentation(list(show.slides()), facts, notes)


class _Show:
    """The records of a presentation."""

    def __init__(self, content: bytes, user: bytes) -> None:
        self._content = content
        self._left = _MOST_RECORDS
        self._places: dict[int, int] = {}
        self._document: _Record | None = None
        self._follow_edits(user)

    def slides(self) -> Iterator[Slide]:
        """Slides in the order of the show, or, where the directory is damaged, of the file."""
        listed = list(self._listed(_SLIDES))
        notes = {identifier: record for record, identifier, _ in self._listed(_NOTES_LIST)}
        if not listed:
            listed = [(r, 0, []) for r in self._children(0, len(self._content)) if r.kind == _SLIDE]
        for number, (record, _, outline) in enumerate(listed):
            yield self._slide(record, notes, outline, first=number == 0)

    def kinds(self) -> Iterator[_Record]:
        """Every record of the document."""
        if self._document is not None:
            yield from self._below(self._document, 0)

    def macros(self) -> bool:
        """Whether the presentation says that it has macros (2.4.10)."""
        return any(
            record.kind == _VBA_INFO and self._number(record, 4) == 1
            for record in self.kinds()
            if record.end - record.start >= 8  # noqa: PLR2004 (reference and flag)
        )

    def _follow_edits(self, user: bytes) -> None:
        """The directory of records: the newest edit first, what it does not say from those before (2.1.2)."""
        if len(user) < 20:  # noqa: PLR2004 (up to the place of the last edit)
            self._document = self._first(_DOCUMENT)
            return
        token, place = struct.unpack_from("<II", user, 12)
        if token == _ENCRYPTED:
            raise UnreadableError("JZ301")
        document = 0
        passed: set[int] = set()
        while place not in passed and len(passed) < _MOST_EDITS:
            passed.add(place)
            edit = self._record(place)
            if edit is None or edit.kind != _EDIT:
                break
            if edit.end - edit.start >= _ENCRYPTED_EDIT_BYTES and self._number(edit, 28):
                raise UnreadableError("JZ301")
            document = document or self._number(edit, 16)
            self._read_directory(self._number(edit, 12))
            place = self._number(edit, 8)
            if not place:
                break
        self._document = self._persisted(document) or self._first(_DOCUMENT)

    def _read_directory(self, place: int) -> None:
        """Places by number, in runs (2.3.4)."""
        directory = self._record(place)
        if directory is None or directory.kind != _DIRECTORY:
            return
        at = directory.start
        while at + 4 <= directory.end:
            (head,) = struct.unpack_from("<I", self._content, at)
            number, count = head & 0xFFFFF, head >> 20
            at += 4
            count = min(count, (directory.end - at) // 4)
            for offset in struct.unpack_from(f"<{count}I", self._content, at):
                self._places.setdefault(number, offset)
                number += 1
            at += 4 * count

    def _listed(self, instance: int) -> Iterator[tuple[_Record, int, list[_Text]]]:
        """Records of a list of slides or notes with their identifiers and outline texts (2.4.14.3)."""
        document = self._document
        lists = [] if document is None else list(self._children(document.start, document.end))
        for one in lists:
            if one.kind != _LIST or one.instance != instance:
                continue
            current: tuple[_Record, int, list[_Text]] | None = None
            kind = -1
            for record in self._children(one.start, one.end):
                if record.kind == _PERSIST:
                    if current:
                        yield current
                    found = self._persisted(self._number(record, 0))
                    current = (found, self._number(record, 12), []) if found else None
                elif record.kind == _HEADER:
                    kind = self._number(record, 0)
                elif record.kind in (_CHARS, _BYTES) and current:
                    current[2].append(_Text(kind, self._text(record)))
            if current:
                yield current

    def _slide(
        self, slide: _Record, notes: Mapping[int, _Record], outline: list[_Text], *, first: bool
    ) -> Slide:
        texts: list[_Text] = []
        comments: list[str] = []
        hidden = False
        about = 0
        for record in self._below(slide, 0):
            if record.kind == _TEXT_BOX:
                texts += self._box(record, outline)
            elif record.kind == _SLIDE_ATOM and record.end - record.start >= 20:  # noqa: PLR2004
                about = self._number(record, 16)
            elif record.kind == _SHOW_INFO and record.end - record.start >= 12:  # noqa: PLR2004
                hidden = bool(self._content[record.start + 10] & _HIDDEN)
            elif record.kind == _COMMENT:
                comments += self._comment(record)
        spoken = [
            text
            for record in (self._below(notes[about], 0) if about in notes else ())
            if record.kind == _TEXT_BOX
            for text in self._box(record, [])
            if text.kind == _NOTES_TEXT
        ]
        return Slide(
            tuple(self._blocks(texts, first=first)),
            tuple(self._blocks(spoken, first=False)),
            tuple(made for text in comments if (made := block(text, title=False, first=False))),
            hidden,
        )

    def _blocks(self, texts: list[_Text], *, first: bool) -> Iterator[Block]:
        for one in texts:
            title = one.kind in _TITLES
            parts = [one.text.replace("\r", "\v")] if title else one.text.split("\r")
            for part in parts:
                made = block(part.replace("\v", "\n"), title=title, first=first)
                if made is not None and made.text != _NUMBER_ALONE:
                    yield made

    def _box(self, box: _Record, outline: list[_Text]) -> Iterator[_Text]:
        """A text box's text, or the outline text that it shows (2.9.76)."""
        kind = -1
        for record in self._children(box.start, box.end):
            if record.kind == _HEADER:
                kind = self._number(record, 0)
            elif record.kind in (_CHARS, _BYTES):
                yield _Text(kind, self._text(record))
            elif record.kind == _OUTLINE:
                number = self._number(record, 0)
                if number < len(outline):
                    yield outline[number]

    def _comment(self, comment: _Record) -> Iterator[str]:
        """A comment's text; its author and his initials are other strings (2.5.21)."""
        for record in self._children(comment.start, comment.end):
            if record.kind == _STRING and record.instance == 1:
                yield self._text(record)

    def _text(self, record: _Record) -> str:
        held = self._content[record.start : record.end]
        return held.decode("latin-1" if record.kind == _BYTES else "utf-16-le", "replace")

    def _number(self, record: _Record, offset: int) -> int:
        if record.start + offset + 4 > record.end:
            return 0
        return int.from_bytes(self._content[record.start + offset : record.start + offset + 4], "little")

    def _persisted(self, number: int) -> _Record | None:
        return self._record(self._places[number]) if number in self._places else None

    def _first(self, kind: int) -> _Record | None:
        return next((r for r in self._children(0, len(self._content)) if r.kind == kind), None)

    def _record(self, at: int) -> _Record | None:
        """The record whose header stands at a place; cut off, it ends with the stream."""
        if at + 8 > len(self._content):
            return None
        head, kind, length = struct.unpack_from("<HHI", self._content, at)
        end = min(at + 8 + length, len(self._content))
        return _Record(kind, head >> 4, head & _CONTAINER, at + 8, end)

    def _children(self, start: int, end: int) -> Iterator[_Record]:
        while start + 8 <= end:
            record = self._record(start)
            self._left -= 1
            if record is None or self._left < 0:
                return
            yield record
            start = record.end

    def _below(self, parent: _Record, depth: int) -> Iterator[_Record]:
        """Every record inside a record, in order."""
        for record in self._children(parent.start, parent.end):
            yield record
            if depth < _DEEPEST and (record.version == _CONTAINER or record.kind == _TAG_DATA):
                yield from self._below(record, depth + 1)


def _hazards(file: Compound, show: _Show) -> Iterator[Note]:
    """What OLE files have in common, and what a presentation keeps in records of its own."""
    found = list(file.hazards())
    known = {code for code, _ in found}
    kinds = {record.kind for record in show.kinds()}
    yield from found
    if "JZ315" not in known and show.macros():
        yield note("JZ315")
    if "JZ314" not in known and kinds & {_OLE_EMBEDDED, _CONTROL}:
        yield note("JZ314")
    if _OLE_LINK in kinds:
        yield note("JZ340", names="对象 object")
