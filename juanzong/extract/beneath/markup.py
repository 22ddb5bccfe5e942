"""HTML, RTF and mail, which are published as they are written: comments, scripts, headers and all."""

import email
import re
from email.message import Message

from juanzong.extract.beneath.compound import look_raw
from juanzong.extract.beneath.gathered import Gathered, Into
from juanzong.extract.plain import decoded

_BETWEEN_TAGS = re.compile(r"[<>\r\n]+")
_VALUE = re.compile(r"\"([^\"]{2,})\"|'([^']{2,})'")


def look(content: bytes, gathered: Gathered, into: Into) -> None:
    """Gather every line, and the parts of a mail, which are coded."""
    look_raw(content, gathered, into)
    add_lines(content, gathered)
    message = email.message_from_bytes(content)
    for part in message.walk() if message.get("MIME-Version") or message.is_multipart() else ():
        _add_part(part, gathered, into)


def add_lines(content: bytes, gathered: Gathered) -> None:
    """Gather what stands between tags and in them, however damaged they are."""
    for piece in _BETWEEN_TAGS.split(decoded(content)[0]):
        gathered.add(piece.strip())
        for hit in _VALUE.finditer(piece):
            gathered.add(hit[1] or hit[2])


def _add_part(part: Message, gathered: Gathered, into: Into) -> None:
    held = part.get_payload(decode=True)
    if not isinstance(held, bytes):
        return
    if part.get_content_maintype() == "text":
        add_lines(held, gathered)
    else:
        into(held, part.get_filename() or part.get_content_type())
