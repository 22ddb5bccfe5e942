"""Reading one YAML file into plain data that knows its lines; whatever is wrong is a finding.

Scalars stay the text that stands in the file: the models of `juanzong.load.models` say what is a number or a
day (`juanzong.load.fields`). So none of the surprises of YAML 1.1 (`no`, `0123`, `12:30`) can change a title.
Anchors, aliases and tags are refused: nobody needs them here, and they make small files huge.
"""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from juanzong.findings import Finding, finding
from juanzong.load.describe import Loc
from juanzong.load.mistakes import diagnose

PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml where it is there, for speed; else the same in Python."""

MAX_BYTES = 4 * 1024 * 1024
"""Far above any standard; a file beyond it is not one that people wrote."""
MAX_DEPTH = 32
"""Levels of lists and mappings in each other; the a standard of four levels needs 12."""
MAX_FINDINGS = 100
"""Faults of one kind of one file that are listed; with more, the file is not what it is taken for."""

_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_MISREAD = re.compile("[\u0250-\u036f\u0530-\u07ff]")
"""What short words in GBK become when they happen to be UTF-8, too: 通知 turns into a combining letter and an
accent of Hebrew."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_PLAIN_TAGS = (None, "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map")


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a file, counted from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Document:
    """What one file says: mappings, lists, None, and text; `positions` tell where each value stands."""

    subject: str
    data: dict[str, Any]
    positions: Mapping[Loc, Position]

    def line(self, loc: Loc) -> int:
        """The line of a value, or of the nearest that holds it."""
        while loc and loc not in self.positions:
            loc = loc[:-1]
        return self.positions[loc].line


def read(
    path: Path, subject: str, *, max_bytes: int = MAX_BYTES
) -> tuple[Document | None, tuple[Finding, ...]]:
    """Read a file; the document is None where nothing can be made of it.

    A document may come with findings, such as a key that stands twice; it must not be used then, but can
    still be checked for further errors.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(max_bytes + 1)
    except FileNotFoundError:
        return None, (finding("JZ101", subject),)
    except OSError:
        return None, (finding("JZ102", subject),)
    if len(raw) > max_bytes:
        return None, (finding("JZ105", subject, limit=max_bytes // 1024),)
    return parse(raw, subject)


def parse(raw: bytes, subject: str) -> tuple[Document | None, tuple[Finding, ...]]:
    """Read the bytes of a YAML file, as `read` does."""
    text = _decode(raw, subject)
    if isinstance(text, Finding):
        return None, (text,)
    builder = _Builder(subject)
    stopped: Finding | None = None
    try:
        for event in yaml.parse(text, Loader=PARSER):
            builder.take(event)
    except _Refused as refused:
        stopped = refused.finding
    except yaml.MarkedYAMLError as error:
        stopped = diagnose(text, subject, error)
    except (yaml.YAMLError, ValueError, OverflowError):  # impossible escapes, in the parser without libyaml
        stopped = finding("JZ111", subject, line=1, column=1)
    if stopped is None and builder.root is None:
        stopped = finding("JZ106", subject)
    if stopped is None and not isinstance(builder.root, dict):
        stopped = diagnose(text, subject)
    if stopped is not None:
        return None, (*builder.findings, stopped)
    return Document(subject, builder.root, builder.positions), tuple(builder.findings)


def _decode(raw: bytes, subject: str) -> str | Finding:
    """The text of a file, or why there is none."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return finding("JZ104" if _is_gb18030(raw) else "JZ103", subject, line=line)
    if _MISREAD.search(text) and max(text) < "\u0800" and _is_gb18030(raw):
        return finding("JZ104", subject, line=1)
    if unseen := _UNSEEN.search(text):
        line = text.count("\n", 0, unseen.start()) + 1
        return finding("JZ118", subject, line=line, character=f"U+{ord(unseen[0]):04X}")
    return text


def _is_gb18030(raw: bytes) -> bool:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True


class _Refused(Exception):  # noqa: N818 (never leaves this module)
    """Reading cannot go on."""

    def __init__(self, found: Finding) -> None:
        super().__init__(found.code)
        self.finding = found


@dataclass(slots=True)
class _Frame:
    """A mapping or list under construction; `key`, on `line`, is the key that waits for its value."""

    value: dict[str, Any] | list[Any]
    loc: Loc
    key: str | None = None
    line: int = 0


class _Builder:
    """Makes data of parser events: no recursion, so depth cannot hurt."""

    def __init__(self, subject: str) -> None:
        self.subject = subject
        self.root: Any = None
        self.positions: dict[Loc, Position] = {}
        self.findings: list[Finding] = []
        self._stack: list[_Frame] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        """Take the parser's next event."""
        if isinstance(event, yaml.ScalarEvent):
            self._check(event)
            self._scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._check(event)
            self._open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._stack.pop()
        elif isinstance(event, yaml.AliasEvent):
            raise self._refused("JZ115", event, mark="*")
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise self._refused("JZ119", event)

    def _refused(self, code: str, event: yaml.Event, **details: object) -> _Refused:
        return _Refused(finding(code, self.subject, line=_position(event).line, field="", **details))

    def _check(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        """Refuse what only YAML experts write, and what breaks later on."""
        if event.anchor is not None:
            raise self._refused("JZ115", event, mark="&")
        if event.tag not in _PLAIN_TAGS:
            raise self._refused("JZ115", event, mark="!")

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        text: str = event.value
        plain = event.implicit[0]
        if not plain and _SURROGATE.search(text):
            raise self._refused("JZ118", event, character="U+D800")
        frame = self._stack[-1] if self._stack else None
        if frame is not None and isinstance(frame.value, dict) and frame.key is None:
            self._key(frame, text, event)
        else:
            self._put(None if plain and text in _NULLS else text, event)

    def _key(self, frame: _Frame, key: str, event: yaml.ScalarEvent) -> None:
        loc = (*frame.loc, key)
        here = _position(event)
        if key in frame.value:
            if len(self.findings) == MAX_FINDINGS:
                raise self._refused("JZ120", event, limit=MAX_FINDINGS)
            first = self.positions[loc].line
            self.findings.append(
                finding("JZ117", self.subject, line=here.line, field=dotted(loc), name=key, first=first)
            )
        else:
            self.positions[loc] = here
        frame.key, frame.line = key, here.line

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        if len(self._stack) == MAX_DEPTH:
            raise self._refused("JZ108", event, limit=MAX_DEPTH)
        value: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._stack.append(_Frame(value, self._put(value, event)))

    def _put(self, value: Any, event: yaml.Event) -> Loc:
        """Put a value where it belongs; its way from the root."""
        here = _position(event)
        if not self._stack:
            self.root = value
            self.positions[()] = here
            return ()
        frame = self._stack[-1]
        if isinstance(frame.value, list):
            loc: Loc = (*frame.loc, len(frame.value))
            frame.value.append(value)
            self.positions[loc] = here
            return loc
        if frame.key is None:
            raise self._refused("JZ115", event, mark="? [ {")
        loc = (*frame.loc, frame.key)
        if value and here.line > frame.line and isinstance(value, str):
            self.positions[loc] = here
        frame.value[frame.key] = value
        frame.key = None
        return loc


def _position(event: yaml.Event) -> Position:
    mark = event.start_mark
    return Position(mark.line + 1, mark.column + 1) if mark else Position(1, 1)


def dotted(loc: Loc) -> str:
    """The way to a value as people read it: `indicators.0.title`."""
    return ".".join(str(part) for part in loc)
