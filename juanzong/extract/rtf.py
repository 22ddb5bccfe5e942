"""RTF 1.9: text in any code page or by code point, tables, headings, notes and comments; no deletions.

As of a DOCX, the body is one page; text boxes, headers and footers, notes, and comments follow with a label.
"""

import codecs
import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from juanzong.extract import rtf_words as words
from juanzong.extract.clean import clean
from juanzong.extract.notes import note
from juanzong.extract.request import MEBIBYTE, Request, UnreadableError
from juanzong.extract.stories import Story, fetched
from juanzong.model import Extraction, Facts, Page, Reading, TextSource

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])"
    rb"|[\r\n\0]+|([^\\{}\r\n\0]+)|\\"
)
_MEMORY_SHARE = 8


@dataclass(frozen=True, slots=True)
class _State:
    """What holds inside a group: where text goes, how bytes are decoded, what the paragraph is."""

    destination: str = words.BODY
    font: int = -1
    fallback: int = 1
    in_table: bool = False
    level: int | None = None
    deleted: bool = False


@dataclass(slots=True)
class _Found:
    """What is collected outside the stories."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    day: dict[str, int] = field(default_factory=dict)
    objects: bool = False


def read(request: Request) -> Extraction:
    """Read an RTF.

    Raises:
        UnreadableError: it is too large.
        ValueError: it is no RTF.
    """
    path = Path(request.path)
    size = path.stat().st_size
    if size > request.memory // _MEMORY_SHARE:
        raise UnreadableError("JZ308", size=f"{size // MEBIBYTE} MiB")
    content = path.read_bytes()
    if not content.lstrip().startswith(b"{\\rtf"):
        raise ValueError("no {\\rtf")
    reader = _Reader(content)
    reader.run()
    pages = [Page(1, reader.stories[words.BODY].blocks())]
    for label in words.LABELS[1:]:
        blocks = tuple(dict.fromkeys(reader.stories[label].blocks()))
        if blocks:
            pages.append(Page(len(pages) + 1, blocks, label))
    notes = [note("JZ314")] if reader.found.objects else []
    notes += fetched(reader.instructions())
    if any(page.blocks for page in pages):
        return Extraction(
            Reading.READ, TextSource.TEXT, tuple(pages), facts=reader.facts(), findings=tuple(notes)
        )
    return Extraction(Reading.UNREAD, TextSource.NONE, facts=reader.facts(), findings=(*notes, note("JZ321")))


class _Reader:
    """Goes through the tokens once."""

    def __init__(self, content: bytes) -> None:
        self.stories = {label: Story() for label in words.LABELS}
        self.found = _Found()
        self._content = content
        self._at = 0
        self._state = _State()
        self._stack: list[_State] = []
        self._held: dict[str, list[str]] = {label: [] for label in words.LABELS}
        self._bytes = bytearray()
        self._left_out = 0
        self._default = "cp1252"
        self._fonts: dict[int, str] = {}
        self._levels: dict[int, int] = {}
        self._style: tuple[int, int | None] = (0, None)
        self._optional = False

    def facts(self) -> Facts:
        """Title, author, day."""
        title, author = ("".join(self.found.texts.get(name, ())) for name in (words.TITLE, words.AUTHOR))
        created: date | None = None
        with contextlib.suppress(ValueError, KeyError):
            created = date(self.found.day["yr"], self.found.day["mo"], self.found.day["dy"])
        return Facts(title=clean(title).strip(), author=clean(author).strip(), created=created)

    def instructions(self) -> Iterator[str]:
        """What fields do."""
        yield from self.found.texts.get(words.INSTRUCTION, ())

    def run(self) -> None:
        """Read to the end; groups that are not closed end there."""
        while self._at < len(self._content):
            token = _TOKEN.match(self._content, self._at)
            if token is None:
                break
            self._at = token.end()
            self._token(token)
        self._flush()
        for label in words.LABELS:
            self._end_paragraph(label)

    def _token(self, token: re.Match[bytes]) -> None:
        word, number, byte, symbol, brace, plain = token.groups()
        if plain is not None:
            self._add(plain)
        elif byte is not None:
            self._add(bytes([int(byte, 16)]))
        elif word is not None:
            self._flush()
            self._word(word.decode("ascii"), int(number) if number else None)
        elif brace is not None:
            self._flush()
            self._brace(brace)
        elif symbol is not None:
            self._flush()
            self._symbol(symbol)

    def _brace(self, brace: bytes) -> None:
        self._optional = False
        self._left_out = 0
        if brace == b"{":
            self._stack.append(self._state)
            return
        ended = self._state.destination
        self._state = self._stack.pop() if self._stack else _State()
        if ended != self._state.destination:
            if ended in self.stories:
                self._end_paragraph(ended)
            elif ended == words.INSTRUCTION:
                self.found.texts.setdefault(words.INSTRUCTION, []).append("")
        if ended == words.STYLES:
            self._end_style()

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self._optional = True
        elif symbol in b"\r\n":
            self._word("par", None)
        elif symbol in words.SYMBOLS:
            self._text(words.SYMBOLS[symbol])

    def _word(self, word: str, number: int | None) -> None:
        optional, self._optional = self._optional, False
        inside = self._state.destination
        destination = words.INSIDE.get((inside, word), words.DESTINATIONS.get(word))
        if word == "ud" and inside == words.INFO:
            return  # says in code points what stood before in a code page
        if destination is not None and inside != words.SKIP:
            self._enter(destination)
        elif optional:
            self._enter(words.SKIP)
        elif word == "bin":
            self._at += max(number or 0, 0)
        elif word == "u":
            self._text(chr((number or 0) & 0xFFFF))
            self._left_out = self._state.fallback
        elif word in words.SIGNS:
            self._text(words.SIGNS[word])
        elif inside in self.stories:
            self._layout(word, number)
        elif inside == words.CREATED and number is not None:
            self.found.day[word] = number
        elif inside in (words.FONTS, words.STYLES):
            self._table_word(word, number)
        self._property(word, number)

    def _enter(self, destination: str) -> None:
        self._state = replace(self._state, destination=destination, deleted=False, level=None, in_table=False)
        if destination == words.STYLES:
            self._style = (0, None)
        elif destination in (words.TITLE, words.AUTHOR):
            self.found.texts.pop(destination, None)

    def _layout(self, word: str, number: int | None) -> None:
        """Ends of paragraphs, cells and rows, and what a paragraph is."""
        label = self._state.destination
        if word in words.ENDS:
            self._end_paragraph(label)
        elif word == "nestcell":
            self.stories[label].paragraph(self._taken(label), in_table=True)
        elif word == "cell":
            self.stories[label].cell(self._taken(label))
        elif word == "row":
            self.stories[label].row()
        elif word == "pard":
            self._state = replace(self._state, in_table=False, level=None)
        elif word == "intbl":
            self._state = replace(self._state, in_table=True)
        elif word == "s":
            self._state = replace(self._state, level=self._levels.get(number or 0))
        elif word == "outlinelevel":
            level = number if number is not None and 0 <= number < words.BODY_LEVEL else None
            self._state = replace(self._state, level=level)
        elif word == "object":
            self.found.objects = True

    def _property(self, word: str, number: int | None) -> None:
        """What holds for runs of text, in every destination."""
        if word == "f":
            self._state = replace(self._state, font=number or 0)
        elif word == "uc":
            self._state = replace(self._state, fallback=min(max(number or 0, 0), 16))
        elif word == "ansicpg":
            self._default = _known(words.CODE_PAGES.get(number or 0, f"cp{number}"))
        elif word == "deleted":
            self._state = replace(self._state, deleted=number != 0)
        elif word == "plain":
            self._state = replace(self._state, deleted=False)

    def _table_word(self, word: str, number: int | None) -> None:
        """Entries of the tables of fonts and styles."""
        if word == "fcharset" and number in words.CHARSETS:
            self._fonts[self._state.font] = words.CHARSETS[number]
        elif word == "s":
            self._style = (number or 0, None)
        elif word == "outlinelevel" and number is not None and 0 <= number < words.BODY_LEVEL:
            self._style = (self._style[0], number)
        elif word == "sbasedon" and self._style[1] is None:
            self._style = (self._style[0], self._levels.get(number or 0))

    def _end_style(self) -> None:
        name = "".join(self.found.texts.pop(words.STYLES, ())).strip(" ;").lower()
        number, level = self._style
        heading = words.HEADING.fullmatch(name)
        if level is None and heading:
            level = int(heading[1]) - 1
        elif level is None and name in words.TITLES:
            level = 0
        if level is not None:
            self._levels[number] = level
        self._style = (0, None)

    def _add(self, content: bytes) -> None:
        """Bytes of text; those that stand in for a code point given before are left out."""
        if self._left_out:
            skipped = min(self._left_out, len(content))
            self._left_out -= skipped
            content = content[skipped:]
        self._bytes += content

    def _flush(self) -> None:
        """Decode the bytes that stand together."""
        if self._bytes:
            encoding = self._fonts.get(self._state.font, self._default)
            text = self._bytes.decode(encoding, "replace")
            self._bytes.clear()
            self._text(text)

    def _text(self, text: str) -> None:
        label = self._state.destination
        if label in self._held:
            if not self._state.deleted:
                self._held[label].append(text)
        elif label == words.INSTRUCTION:
            texts = self.found.texts.setdefault(label, [""])
            texts[-1] += text
        elif label in (words.TITLE, words.AUTHOR, words.STYLES):
            self.found.texts.setdefault(label, []).append(text)

    def _taken(self, label: str) -> str:
        """The text held for a story; halves of code points beyond U+FFFF become one."""
        text = "".join(self._held[label])
        self._held[label] = []
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    def _end_paragraph(self, label: str) -> None:
        text = self._taken(label)
        self.stories[label].paragraph(text, self._state.level, in_table=self._state.in_table and bool(text))


def _known(encoding: str) -> str:
    """The encoding, or Windows-1252 where Python has none of that name."""
    with contextlib.suppress(LookupError):
        codecs.lookup(encoding)  # decoding nothing asks for no codec
        return encoding
    return "cp1252"
