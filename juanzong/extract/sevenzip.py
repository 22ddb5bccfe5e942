"""7z: the names and sizes of what is inside, from its header (7zFormat.txt of the LZMA SDK).

The header is nearly always packed itself, by LZMA; files are never unpacked.
"""

import lzma
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from juanzong.extract.packages import Entry, listed
from juanzong.extract.request import MEBIBYTE, Request, UnreadableError
from juanzong.model import Extraction

_MARK = b"7z\xbc\xaf\x27\x1c"
_START = 32
_MOST_HEADER = 16 * MEBIBYTE
_MOST_NUMBER = 200_000
"""Of files, streams and folders."""

_END, _HEADER, _ADDITIONAL, _STREAMS, _FILES = 0x00, 0x01, 0x03, 0x04, 0x05
_PACKED, _UNPACKED, _SUBSTREAMS, _SIZE, _CRC, _FOLDER = 0x06, 0x07, 0x08, 0x09, 0x0A, 0x0B
_CODERS_SIZES, _NUMBERS, _EMPTY_STREAM, _EMPTY_FILE, _NAMES = 0x0C, 0x0D, 0x0E, 0x0F, 0x11
_PACKED_HEADER = 0x17
_LZMA, _LZMA2, _COPY, _AES = b"\x03\x01\x01", b"\x21", b"\x00", b"\x06\xf1\x07\x01"


@dataclass(slots=True)
class _Folder:
    """Coders in order, as (method, settings), and the sizes that each unpacks to."""

    coders: list[tuple[bytes, bytes]] = field(default_factory=list)
    outputs: int = 0
    sizes: list[int] = field(default_factory=list)
    bound: set[int] = field(default_factory=set)
    has_sum: bool = False

    @property
    def size(self) -> int:
        """What the last coder gives: the one whose output no other takes."""
        return next((size for n, size in enumerate(self.sizes) if n not in self.bound), 0)

    @property
    def locked(self) -> bool:
        return any(method == _AES for method, _ in self.coders)


@dataclass(slots=True)
class _Streams:
    """Where packed streams begin, their sizes, the folders, and the sizes of the files in each."""

    start: int = 0
    packed: list[int] = field(default_factory=list)
    folders: list[_Folder] = field(default_factory=list)
    files: list[list[int]] = field(default_factory=list)


def read(request: Request) -> Extraction:
    """List a 7z.

    Raises:
        UnreadableError: its names are encrypted, or its header is too large.
        ValueError: it is damaged, or its header is packed otherwise than by LZMA.
    """
    path = Path(request.path)
    with path.open("rb") as file:
        start = file.read(_START)
        if len(start) < _START or not start.startswith(_MARK):
            raise ValueError("no 7z")
        offset, size = (int.from_bytes(start[at : at + 8], "little") for at in (12, 20))
        if size > _MOST_HEADER:
            raise UnreadableError("JZ308", size=f"{size // MEBIBYTE} MiB")
        file.seek(_START + offset)
        header = _Bytes(file.read(size))
        for _ in range(4):  # a packed header may be packed again
            kind = header.number() if header.left else _HEADER
            if kind != _PACKED_HEADER:
                break
            streams = _streams(header)
            folder = streams.folders[0] if streams.folders else _Folder()
            if folder.locked:
                raise UnreadableError("JZ301")
            file.seek(_START + streams.start)
            header = _Bytes(_unpacked(folder, file.read(min(streams.packed[0], _MOST_HEADER))))
        entries = _entries(header) if header.left else []
    return listed(entries, path.stat().st_size)


class _Bytes:
    """The header, read from front to back.

    Every method raises ValueError where it is cut off.
    """

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.at = 0

    @property
    def left(self) -> int:
        return len(self.content) - self.at

    def take(self, count: int) -> bytes:
        if not 0 <= count <= self.left:
            raise ValueError("the header is cut off")
        self.at += count
        return self.content[self.at - count : self.at]

    def number(self) -> int:
        """A number whose first byte says by its leading ones how many follow."""
        first = self.take(1)[0]
        mask, value = 0x80, 0
        for shift in range(0, 64, 8):
            if not first & mask:
                return value | (first & (mask - 1)) << shift
            value |= self.take(1)[0] << shift
            mask >>= 1
        return value

    def count(self) -> int:
        made = self.number()
        if made > _MOST_NUMBER:
            raise ValueError("too many")
        return made

    def bits(self, count: int) -> list[bool]:
        held = self.take((count + 7) // 8)
        return [bool(held[n // 8] >> (7 - n % 8) & 1) for n in range(count)]

    def flags(self, count: int) -> list[bool]:
        """Bits that may be left out where all are set."""
        return [True] * count if self.take(1)[0] else self.bits(count)


def _unpacked(folder: _Folder, packed: bytes) -> bytes:
    if len(folder.coders) != 1 or folder.size > _MOST_HEADER:
        raise ValueError("the header is packed in a way that is not known")
    method, settings = folder.coders[0]
    if method == _COPY:
        return packed
    if method == _LZMA and len(settings) >= 5:  # noqa: PLR2004 (one byte of settings, the dictionary's size)
        lc, rest = settings[0] % 9, settings[0] // 9
        size = min(int.from_bytes(settings[1:5], "little"), _MOST_HEADER)
        chain = {
            "id": lzma.FILTER_LZMA1,
            "lc": lc,
            "lp": rest % 5,
            "pb": rest // 5,
            "dict_size": max(size, 4096),
        }
    elif method == _LZMA2:
        chain = {"id": lzma.FILTER_LZMA2, "dict_size": _MOST_HEADER}
    else:
        raise ValueError("the header is packed in a way that is not known")
    try:
        return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[chain]).decompress(packed, folder.size)
    except lzma.LZMAError as error:
        raise ValueError("the packed header is damaged") from error


def _streams(header: _Bytes) -> _Streams:
    made = _Streams()
    while (kind := header.number()) != _END:
        if kind == _PACKED:
            made.start = header.number()
            made.packed = _sizes(header, header.count())
        elif kind == _UNPACKED:
            made.folders = _folders(header)
        elif kind == _SUBSTREAMS:
            made.files = _substreams(header, made.folders)
        else:
            raise ValueError("the header is damaged")
    made.files = made.files or [[folder.size] for folder in made.folders]
    return made


def _sizes(header: _Bytes, count: int) -> list[int]:
    sizes: list[int] = []
    while (kind := header.number()) != _END:
        if kind == _SIZE:
            sizes = [header.number() for _ in range(count)]
        elif kind == _CRC:
            header.take(4 * sum(header.flags(count)))
        else:
            raise ValueError("the header is damaged")
    return sizes


def _folders(header: _Bytes) -> list[_Folder]:
    if header.number() != _FOLDER:
        raise ValueError("the header is damaged")
    count = header.count()
    if header.take(1)[0]:
        raise ValueError("folders stand elsewhere")
    folders = [_folder(header) for _ in range(count)]
    while (kind := header.number()) != _END:
        if kind == _CODERS_SIZES:
            for folder in folders:
                folder.sizes = [header.number() for _ in range(folder.outputs)]
        elif kind == _CRC:
            summed = header.flags(count)
            header.take(4 * sum(summed))
            for folder, has_sum in zip(folders, summed, strict=True):
                folder.has_sum = has_sum
        else:
            raise ValueError("the header is damaged")
    return folders


def _folder(header: _Bytes) -> _Folder:
    made = _Folder()
    inputs = 0
    for _ in range(header.count()):
        mark = header.take(1)[0]
        method = header.take(mark & 0x0F)
        taken, given = (header.count(), header.count()) if mark & 0x10 else (1, 1)
        settings = header.take(header.count()) if mark & 0x20 else b""
        made.coders.append((method, settings))
        inputs += taken
        made.outputs += given
    for _ in range(made.outputs - 1):
        header.number()
        made.bound.add(header.number())
    if (streams := inputs - (made.outputs - 1)) > 1:
        for _ in range(streams):
            header.number()
    return made


def _substreams(header: _Bytes, folders: Sequence[_Folder]) -> list[list[int]]:
    counts = [1] * len(folders)
    kind = header.number()
    if kind == _NUMBERS:
        counts = [header.count() for _ in folders]
        kind = header.number()
    sizes: list[list[int]] = []
    for folder, count in zip(folders, counts, strict=True):
        own = [header.number() for _ in range(count - 1)] if kind == _SIZE and count else []
        sizes.append([*own, folder.size - sum(own)] if count else [])
    if kind == _SIZE:
        kind = header.number()
    while kind != _END:
        if kind != _CRC:
            raise ValueError("the header is damaged")
        unknown = sum(
            count for folder, count in zip(folders, counts, strict=True) if count != 1 or not folder.has_sum
        )
        header.take(4 * sum(header.flags(unknown)))
        kind = header.number()
    return sizes


def _entries(header: _Bytes) -> list[Entry]:
    streams = _Streams()
    while (kind := header.number()) != _END:
        if kind == _STREAMS:
            streams = _streams(header)
        elif kind == _FILES:
            return _files(header, streams)
        elif kind == _ADDITIONAL:
            _streams(header)
        else:
            raise ValueError("the header is damaged")
    return []


def _files(header: _Bytes, streams: _Streams) -> list[Entry]:
    count = header.count()
    names: list[str] = []
    empty = [False] * count
    empty_files: list[bool] = []
    while (kind := header.number()) != _END:
        part = _Bytes(header.take(header.number()))
        if kind == _NAMES and part.take(1) == b"\0":
            names = part.take(part.left).decode("utf-16-le", "replace").split("\0")[:count]
        elif kind == _EMPTY_STREAM:
            empty = part.bits(count)
        elif kind == _EMPTY_FILE:
            empty_files = part.bits(sum(empty))
    sized = iter(
        (size, folder.locked)
        for folder, sizes in zip(streams.folders, streams.files, strict=True)
        for size in sizes
    )
    of_empty = iter(empty_files)
    entries: list[Entry] = []
    for name, is_empty in zip(names, empty, strict=False):
        if not is_empty:
            entries.append(Entry(name, *next(sized, (0, False))))
        elif next(of_empty, False):  # without content, and no folder
            entries.append(Entry(name, 0, locked=False))
    return entries
