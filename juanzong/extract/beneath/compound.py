"""OLE files and bytes of no known format: properties, and numbers and starred marks as they are stored."""

import contextlib
import io
import re

import olefile  # type: ignore[import-untyped]

from juanzong.extract.beneath.gathered import Gathered, Into
from juanzong.extract.plain import decoded

_SUMMARIES = ("\x05SummaryInformation", "\x05DocumentSummaryInformation")
_NARROW = re.compile(rb"[0-9](?:[ -]?[0-9Xx]){9,60}")
_WIDE = re.compile(rb"[0-9]\0(?:(?:[ -]\0)?[0-9Xx]\0){9,60}")
_MARKED = re.compile("[\u4e00-\u9fff]{1,4}\\s?[★☆]\\s?[0-9\u4e00-\u9fff]{0,8}")
_MAIL = re.compile(rb"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,24}){1,4}")


def look(content: bytes, gathered: Gathered, into: Into) -> None:
    """Gather from an OLE file: its properties, and the raw bytes of every stream."""
    with olefile.OleFileIO(io.BytesIO(content)) as file:
        for name in _SUMMARIES:
            if file.exists(name):
                with contextlib.suppress(Exception):  # a damaged summary costs the summary only
                    for value in file.getproperties(name).values():
                        _add_value(value, gathered)
        for path in file.listdir():
            with file.openstream(path) as stream:
                look_raw(stream.read(), gathered, into)


def _add_value(value: object, gathered: Gathered) -> None:
    if isinstance(value, bytes):
        gathered.add(decoded(value.strip(b"\0"))[0])
    elif isinstance(value, str):
        gathered.add(value.strip("\0"))
    elif isinstance(value, (list, tuple)):
        for one in value:
            _add_value(one, gathered)


def look_raw(content: bytes, gathered: Gathered, into: Into) -> None:  # noqa: ARG001 (a looker as any other)
    """Gather numbers and marks out of bytes, as ASCII, GB 18030 or UTF-16."""
    for pattern, coding in ((_NARROW, "ascii"), (_WIDE, "utf-16-le"), (_MAIL, "ascii")):
        for found in pattern.finditer(content):
            text = found[0].decode(coding, "replace")
            for one in (text, *text.split()):
                gathered.add(one)
    for text in (
        *(
            content[at:].decode("utf-16-le", "replace")
            for at in (0, 1)
            if b"\x05\x26" in content or b"\x06\x26" in content
        ),
        *(content.decode(coding, "replace") for coding in ("gb18030", "utf-8")),
    ):
        for hit in _MARKED.finditer(text):
            gathered.add(hit[0])
