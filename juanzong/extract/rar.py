"""RAR: the names and sizes of what is inside, from its headers (RAR 5.0 archive format; technote of 4).

Nothing is unpacked: no free program can. Where the names themselves are encrypted, it says so.
"""

import struct
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from juanzong.extract.packages import Entry, listed
from juanzong.extract.request import Request, UnreadableError
from juanzong.extract.zips import encoding_of
from juanzong.model import Extraction

_RAR4 = b"Rar!\x1a\x07\x00"
_RAR5 = b"Rar!\x1a\x07\x01\x00"
_MOST_HEADERS = 100_000
_MOST_BYTES = 2 * 1024 * 1024
"""Of one header; longer ones are none."""

_FARTHEST = 1 << 40

_FILE4, _END4, _MAIN4 = 0x74, 0x7B, 0x73
_LOCKED_NAMES4, _LOCKED4, _LARGE4, _LONG4, _FOLDER4 = 0x80, 0x04, 0x100, 0x8000, 0xE0
_FILE5, _LOCKED_NAMES5, _END5 = 2, 4, 5
_EXTRA5, _DATA5, _ENCRYPTION5 = 1, 2, 1


def read(request: Request) -> Extraction:
    """List a RAR.

    Raises:
        UnreadableError: its names are encrypted.
        ValueError: it is damaged.
    """
    path = Path(request.path)
    with path.open("rb") as file:
        mark = file.read(len(_RAR5))
        if mark == _RAR5:
            entries = list(_entries5(file))
        elif mark.startswith(_RAR4):
            file.seek(len(_RAR4))
            entries = _named4(list(_entries4(file)))
        else:
            raise ValueError("no RAR")
    return listed(entries, path.stat().st_size)


def _named4(raw: Sequence[tuple[bytes, int, bool]]) -> list[Entry]:
    """Names: packed UTF-16 after a NUL, where there is one, else GB 18030 or UTF-8, alike in the archive."""
    plain = encoding_of(b"\n".join(name for name, _, _ in raw if b"\0" not in name))
    return [
        Entry(_unpacked(name) if b"\0" in name else name.decode(plain, "replace"), size, locked)
        for name, size, locked in raw
    ]


def _entries4(file: BinaryIO) -> Iterator[tuple[bytes, int, bool]]:
    """Name as it stands there, size, and whether it is encrypted."""
    for _ in range(_MOST_HEADERS):
        head = file.read(7)
        if len(head) < 7 or head[2] == _END4:  # noqa: PLR2004 (checksum, kind, flags, size)
            return
        kind, flags, size = struct.unpack_from("<BHH", head, 2)
        if size < len(head):
            raise ValueError("a header is damaged")
        body = file.read(size - len(head))
        more = 0
        if kind == _MAIN4 and flags & _LOCKED_NAMES4:
            raise UnreadableError("JZ301")
        if kind == _FILE4:
            if len(body) < 25:  # noqa: PLR2004 (sizes, system, checksum, time, version, method, length)
                raise ValueError("a header is cut off")
            more, unpacked = struct.unpack_from("<II", body)
            (length,) = struct.unpack_from("<H", body, 19)
            at = 25
            if flags & _LARGE4:
                high_packed, high = struct.unpack_from("<II", body.ljust(33, b"\0"), 25)
                more, unpacked, at = more + (high_packed << 32), unpacked + (high << 32), 33
            if flags & _FOLDER4 != _FOLDER4:
                yield body[at : at + length], unpacked, bool(flags & _LOCKED4)
        elif flags & _LONG4:
            more = int.from_bytes(body[:4], "little")
        file.seek(min(more, _FARTHEST), 1)


def _unpacked(name: bytes) -> str:
    """UTF-16 as RAR 3 and 4 pack it: two bits for each character say how many of its bytes are written."""
    plain, _, packed = name.partition(b"\0")
    if not packed:
        return plain.decode("utf-8", "replace")
    high, at, made, marks, left = packed[0] << 8, 1, bytearray(), 0, 0

    def units(*codes: int) -> None:
        for code in codes:
            made.extend(struct.pack("<H", code & 0xFFFF))

    while at < len(packed):
        if left == 0:
            marks, at, left = packed[at], at + 1, 4
        left -= 1
        step = marks >> (2 * left) & 3
        held = packed[at : at + 2].ljust(2, b"\0")
        if step == 0:
            units(held[0])
        elif step == 1:
            units(high | held[0])
        elif step == 2:  # noqa: PLR2004 (both bytes)
            units(held[0] | held[1] << 8)
        else:
            count, start = (held[0] & 0x7F) + 2, len(made) // 2
            same = plain[start : start + count]
            shift = held[1] if held[0] & 0x80 else 0
            units(*((high | (byte + shift & 0xFF)) if held[0] & 0x80 else byte for byte in same))
            at += bool(held[0] & 0x80)
        at += 2 if step == 2 else 1  # noqa: PLR2004
    return made.decode("utf-16-le", "replace")


def _entries5(file: BinaryIO) -> Iterator[Entry]:
    for _ in range(_MOST_HEADERS):
        file.seek(4, 1)  # the checksum
        size = _number(file)
        if size is None:
            return
        if not 0 < size <= _MOST_BYTES:
            raise ValueError("a header is damaged")
        head = _Fields(file.read(size))
        kind, flags = head.take(), head.take()
        extra = head.take() if flags & _EXTRA5 else 0
        data = head.take() if flags & _DATA5 else 0
        if kind == _LOCKED_NAMES5:
            raise UnreadableError("JZ301")
        if kind == _END5:
            return
        if kind == _FILE5:
            entry = _file5(head, extra)
            if entry is not None:
                yield entry
        file.seek(min(data, _FARTHEST), 1)


class _Fields:
    """Numbers of a header one after another, seven bits a byte, low ones first."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.at = 0

    def take(self) -> int:
        number = shift = 0
        while self.at < len(self.content) and shift < 70:  # noqa: PLR2004 (ten bytes)
            byte = self.content[self.at]
            self.at += 1
            number |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                return number
        raise ValueError("a header is cut off")


def _file5(head: _Fields, extra: int) -> Entry | None:
    flags, size, _ = head.take(), head.take(), head.take()
    head.at += 4 * bool(flags & 2) + 4 * bool(flags & 4)  # time, checksum
    head.take(), head.take()  # how it is packed, and by what system
    length = head.take()
    name = head.content[head.at : head.at + length].decode("utf-8", "replace")
    locked = False
    records = _Fields(head.content[len(head.content) - extra :] if extra else b"")
    while records.at < len(records.content):
        size_of, start = records.take(), records.at
        locked |= records.take() == _ENCRYPTION5
        records.at = start + size_of
    return None if flags & 1 else Entry(name, size, locked)


def _number(file: BinaryIO) -> int | None:
    """A number at the place of the file; None at its end."""
    number = shift = 0
    while (byte := file.read(1)) and shift < 70:  # noqa: PLR2004 (ten bytes)
        number |= (byte[0] & 0x7F) << shift
        shift += 7
        if not byte[0] & 0x80:
            return number
    return None
