"""HEIC by its boxes (ISO/IEC 23008-12, ISO/IEC 14496-12): what items it holds and where; nothing is decoded.

Phones store a photograph as tiles in a grid, with its Exif and XMP beside it as items of their own.
"""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_MOST_ITEMS = 10_000
_MOST_EXTENTS = 1_000
_DEEPEST = 4
_EXIF = "Exif"
_MIME = "mime"
_PICTURE_BOXES = frozenset({"ftyp", "meta", "mdat"})


@dataclass(frozen=True, slots=True)
class Item:
    """An item: its type (`hvc1`, `grid`, `Exif`, `mime`), and where its bytes stand, as (offset, length)."""

    id: int
    kind: str
    extents: tuple[tuple[int, int], ...]
    properties: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class Heif:
    """The items of a file by id, the one that is shown, which items each is made of, and small ones of it."""

    items: Mapping[int, Item]
    primary: int
    parts: Mapping[int, tuple[int, ...]]
    thumbnails: tuple[int, ...] = ()

    @property
    def size(self) -> tuple[int, int]:
        """Width and height as shown; zeros where the file does not say."""
        shown = self.items.get(self.primary)
        found = dict(shown.properties) if shown else {}
        if len(found.get("ispe", b"")) < 12:  # noqa: PLR2004 (version, width, height)
            return 0, 0
        width, height = struct.unpack_from(">II", found["ispe"], 4)
        return (height, width) if self.turns % 2 else (width, height)

    @property
    def turns(self) -> int:
        """Quarter turns to the left by which the picture is shown (§6.5.10)."""
        shown = self.items.get(self.primary)
        turn = dict(shown.properties).get("irot", b"\0") if shown else b"\0"
        return turn[0] & 3 if turn else 0

    def metadata(self) -> Iterator[Item]:
        """The items that hold Exif and XMP."""
        for item in self.items.values():
            if item.kind in (_EXIF, _MIME):
                yield item

    def content(self, file: bytes, item: Item) -> bytes:
        """An item's bytes."""
        return b"".join(file[start : start + length] for start, length in item.extents)

    def exif(self, file: bytes) -> bytes:
        """The Exif block as TIFF; empty where there is none (§A.2.1: four bytes say where it begins)."""
        for item in self.metadata():
            held = self.content(file, item)
            if item.kind == _EXIF and len(held) > 4:  # noqa: PLR2004
                return held[4 + int.from_bytes(held[:4], "big") :]
        return b""


@dataclass(slots=True)
class _Read:
    """What the boxes say so far."""

    primary: int = 0
    kinds: dict[int, str] = field(default_factory=dict)
    extents: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    inside: set[int] = field(default_factory=set)
    parts: dict[int, list[int]] = field(default_factory=dict)
    thumbnails: list[int] = field(default_factory=list)
    properties: list[tuple[str, bytes]] = field(default_factory=list)
    belonging: dict[int, list[int]] = field(default_factory=dict)
    data_at: int = 0


def parse(file: bytes) -> Heif:
    """The items of a file.

    Raises:
        ValueError: it is no HEIC, or damaged.
    """
    read = _Read()
    try:
        metas = [place for kind, *place in _boxes(file, 0, len(file)) if kind == "meta"]
        if not metas:
            raise ValueError("no meta box")
        start, end = metas[0]
        for kind, at, stop in _boxes(file, start + 4, end):
            _look(read, file, kind, at, stop)
    except (struct.error, IndexError) as error:
        raise ValueError("a box is cut off") from error
    items = {key: _item(read, key, kind, len(file)) for key, kind in read.kinds.items()}
    if read.primary not in items:
        raise ValueError("no picture in it")
    parts = {key: tuple(held) for key, held in read.parts.items()}
    return Heif(items, read.primary, parts, tuple(key for key in read.thumbnails if key in items))


def without_metadata(file: bytes, exif: bytes | None) -> bytes:
    """The file without XMP and added films, its Exif replaced by `exif`, as far as there is room, if given.

    No byte moves, so that every place that the file names stays right; the picture itself is untouched.

    Raises:
        ValueError: it is no HEIC, or damaged.
    """
    made = bytearray(file)
    for item in parse(file).metadata():
        if item.kind == _EXIF and exif is None:
            continue
        held = struct.pack(">I", 0) + exif if item.kind == _EXIF and exif else b""
        for start, length in item.extents:
            made[start : start + length] = held[:length].ljust(length, b"\0")
            held = held[length:]
    for kind, start, stop in _boxes(file, 0, len(file)):
        if kind not in _PICTURE_BOXES:
            at = file.rindex(kind.encode("latin-1"), max(start - 16, 0), start)
            made[at : at + 4] = b"free"
            made[start:stop] = bytes(stop - start)
    return bytes(made)


def _item(read: _Read, key: int, kind: str, size: int) -> Item:
    shift = read.data_at if key in read.inside else 0
    places = ((start + shift, length) for start, length in read.extents.get(key, ()))
    extents = tuple((start, min(length, size - start)) for start, length in places if 0 <= start < size)
    held = (read.properties[n - 1] for n in read.belonging.get(key, ()) if 0 < n <= len(read.properties))
    return Item(key, kind, extents, tuple(held))


def _boxes(file: bytes, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Kind, begin and end of the content of the boxes side by side (ISO/IEC 14496-12 §4.2)."""
    for _ in range(_MOST_ITEMS):
        if start + 8 > end:
            return
        size, kind = struct.unpack_from(">I4s", file, start)
        head = 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", file, start + 8)
            head = 16
        stop = end if size == 0 else min(start + size, end)
        if stop < start + head:
            return
        yield kind.decode("latin-1"), start + head, stop
        start = stop


def _look(read: _Read, file: bytes, kind: str, at: int, stop: int) -> None:
    match kind:
        case "pitm":
            read.primary = int.from_bytes(file[at + 4 : at + (8 if file[at] else 6)], "big")
        case "iinf":
            _entries(read, file, at + (8 if file[at] else 6), stop)
        case "iref":
            _references(read, file, at, stop)
        case "iloc":
            _locations(read, file, at)
        case "idat":
            read.data_at = at
        case "iprp":
            _properties(read, file, at, stop)


def _entries(read: _Read, file: bytes, at: int, stop: int) -> None:
    for entry, begin, end in _boxes(file, at, stop):
        if entry == "infe" and file[begin] >= 2:  # noqa: PLR2004 (version)
            wide = 4 if file[begin] > 2 else 2  # noqa: PLR2004
            key = int.from_bytes(file[begin + 4 : begin + 4 + wide], "big")
            read.kinds[key] = file[begin + 6 + wide : min(begin + 10 + wide, end)].decode("latin-1")


def _properties(read: _Read, file: bytes, at: int, stop: int) -> None:
    for inner, begin, end in _boxes(file, at, stop):
        if inner == "ipco":
            read.properties += [(name, file[a:b]) for name, a, b in _boxes(file, begin, end)]
        elif inner == "ipma":
            _associations(read, file, begin)


def _references(read: _Read, file: bytes, at: int, stop: int) -> None:
    wide = 4 if file[at] else 2
    for kind, begin, _ in _boxes(file, at + 4, stop):
        key = int.from_bytes(file[begin : begin + wide], "big")
        count = int.from_bytes(file[begin + wide : begin + wide + 2], "big")
        places = (begin + wide + 2 + wide * n for n in range(min(count, _MOST_ITEMS)))
        targets = [int.from_bytes(file[place : place + wide], "big") for place in places]
        if kind == "dimg":
            read.parts[key] = targets
        elif kind == "thmb" and read.primary in targets:
            read.thumbnails.append(key)


class _Numbers:
    """Big-endian numbers one after another; none beyond the end."""

    def __init__(self, file: bytes, at: int) -> None:
        self._file = file
        self._at = at

    def take(self, width: int) -> int:
        held = self._file[self._at : self._at + width]
        if len(held) < width:
            raise IndexError
        self._at += width
        return int.from_bytes(held, "big")


def _locations(read: _Read, file: bytes, at: int) -> None:
    """Where items stand (ISO/IEC 14496-12 §8.11.3): in the file, or in the `idat` box."""
    version = file[at]
    numbers = _Numbers(file, at + 4)
    sizes = numbers.take(2)
    offset_size, length_size, base_size, index_size = (sizes >> shift & 15 for shift in (12, 8, 4, 0))
    count = numbers.take(4 if version == 2 else 2)  # noqa: PLR2004
    for _ in range(min(count, _MOST_ITEMS)):
        key = numbers.take(4 if version == 2 else 2)  # noqa: PLR2004
        method = numbers.take(2) & 15 if version else 0
        numbers.take(2)
        base = numbers.take(base_size)
        places = []
        for _ in range(min(numbers.take(2), _MOST_EXTENTS)):
            numbers.take(index_size if version else 0)
            places.append((base + numbers.take(offset_size), numbers.take(length_size)))
        read.extents[key] = places
        if method == 1:
            read.inside.add(key)


def _associations(read: _Read, file: bytes, at: int) -> None:
    version, large = file[at], file[at + 3] & 1
    numbers = _Numbers(file, at + 4)
    for _ in range(min(numbers.take(4), _MOST_ITEMS)):
        key = numbers.take(4 if version else 2)
        held = read.belonging.setdefault(key, [])
        for _ in range(numbers.take(1)):
            held.append(numbers.take(2) & 0x7FFF if large else numbers.take(1) & 0x7F)
