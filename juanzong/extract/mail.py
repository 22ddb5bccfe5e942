"""EML (RFC 5322, RFC 2045): headers, text and the names of what is attached."""

import contextlib
import itertools
from collections.abc import Iterator
from datetime import date
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from pathlib import Path

from lxml import etree

from juanzong.extract import html
from juanzong.extract.clean import cell, clean
from juanzong.extract.notes import Note, note
from juanzong.extract.plain import decoded
from juanzong.extract.request import Request, UnreadableError
from juanzong.model import Block, BlockKind, Extraction, Facts, Page, Reading, TextSource

_HEADERS = (("发件人", "From"), ("收件人", "To"), ("抄送", "Cc"), ("时间", "Date"))
_GB = ("gb2312", "gbk", "cp936", "x-gbk", "gb_2312-80")
_MOST_PARTS = 1_000
_MEMORY_SHARE = 8


def read(request: Request) -> Extraction:
    """Read a mail.

    Raises:
        UnreadableError: it is too large.
    """
    with Path(request.path).open("rb") as file:
        content = file.read(request.memory // _MEMORY_SHARE + 1)
    if len(content) > request.memory // _MEMORY_SHARE:
        raise UnreadableError("JZ308", size=f"{request.memory_mb // _MEMORY_SHARE}+ MiB")
    message = BytesParser().parsebytes(content)
    parts = list(itertools.islice(_parts(message), _MOST_PARTS))
    subject = _header(message, "Subject")
    rows = tuple((label, value) for label, name in _HEADERS if (value := _header(message, name)))
    body, notes = _body([part for part in parts if not _is_attached(part)])
    blocks = (
        *((Block(BlockKind.HEADING, subject, 1),) if subject else ()),
        *((Block(BlockKind.TABLE, rows=rows),) if rows else ()),
        *body,
    )
    attached = [_name(part) for part in parts if _is_attached(part)]
    if attached:
        notes = (*notes, note("JZ343", names="、".join(attached)))
    facts = Facts(title=subject, author=_header(message, "From"), created=_day(message))
    if not blocks:
        return Extraction(Reading.UNREAD, TextSource.NONE, facts=facts, findings=(*notes, note("JZ321")))
    return Extraction(Reading.READ, TextSource.TEXT, (Page(1, blocks),), facts=facts, findings=notes)


def _parts(message: Message) -> Iterator[Message]:
    """Parts that hold something, in order; a mail inside the mail is one of them."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        inner = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            waiting += reversed([one for one in inner if isinstance(one, Message)])
        else:
            yield part


def _is_attached(part: Message) -> bool:
    return (
        part.get_content_disposition() == "attachment"
        or part.get_filename() is not None
        or part.get_content_maintype() != "text"
    )


def _name(part: Message) -> str:
    return cell(_unfolded(part.get_filename() or "")) or part.get_content_type()


def _header(message: Message, name: str) -> str:
    """A header's text; one with bytes that were not encoded as they should be is read as they fit best."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")
    return cell(_unfolded(decoded(raw.encode("ascii", "surrogateescape"))[0] if _has_bytes(raw) else raw))


def _has_bytes(raw: str) -> bool:
    return any("\udc80" <= ch <= "\udcff" for ch in raw) and all(ch < "\x80" or ch >= "\udc80" for ch in raw)


def _unfolded(raw: str) -> str:
    """Encoded words as text (RFC 2047)."""
    with contextlib.suppress(MessageError, ValueError):
        return "".join(
            part if isinstance(part, str) else _in(part, charset) for part, charset in decode_header(raw)
        )
    return raw


def _in(content: bytes, charset: str | None) -> str:
    """Bytes in the charset that they are said to be in, or in which they fit."""
    name = (charset or "").lower()
    with contextlib.suppress(LookupError):
        if name and name not in ("unknown-8bit", "us-ascii"):
            return content.decode("gb18030" if name in _GB else name, "replace")
    return decoded(content)[0]


def _content(part: Message) -> str:
    held = part.get_payload(decode=True)
    return _in(held, part.get_content_charset()) if isinstance(held, bytes) else ""


def _body(parts: list[Message]) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    """The plain text, or where there is none that of the page."""
    plain = [_content(part) for part in parts if part.get_content_subtype() != "html"]
    lines = [line for text in plain for line in clean(text).split("\n") if line.strip()]
    if lines:
        return tuple(Block(BlockKind.PARAGRAPH, line) for line in lines), ()
    blocks: list[Block] = []
    active: set[str] = set()
    for part in parts:
        with contextlib.suppress(etree.ParserError):
            found = html.parse(_content(part))
            blocks += found.blocks
            active.update(found.active)
    return tuple(blocks), (note("JZ346", names="、".join(sorted(active))),) if active else ()


def _day(message: Message) -> date | None:
    with contextlib.suppress(ValueError, TypeError, IndexError, OverflowError):
        return parsedate_to_datetime(_header(message, "Date")).date()
    return None
