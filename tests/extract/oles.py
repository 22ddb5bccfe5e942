"""OLE files from data ([MS-CFB], version 3)."""

import struct
from collections.abc import Mapping

_SECTOR = 512
_END = 0xFFFFFFFE
_FREE = 0xFFFFFFFF
_FAT = 0xFFFFFFFD
_LEAST = 4096
"""Shorter streams would lie in a stream of their own; here they are filled up with zeros instead."""


def ole(streams: Mapping[str, bytes]) -> bytes:
    """An OLE file of streams by path; `Macros/VBA/dir` makes the storages that it needs."""
    tree: dict[str, list[str]] = {"": []}
    for path in streams:
        parts = path.split("/")
        for depth in range(len(parts)):
            parent, name = "/".join(parts[:depth]), "/".join(parts[: depth + 1])
            siblings = tree.setdefault(parent, [])
            if name not in siblings:
                siblings.append(name)
    order = ["", *(name for siblings in tree.values() for name in siblings)]
    directory_sectors = -(-len(order) * 128 // _SECTOR)
    fat = _chain(0, directory_sectors)
    body = b""
    places: dict[str, int] = {}
    for path, content in streams.items():
        held = content.ljust(_LEAST, b"\0")
        count = -(-len(held) // _SECTOR)
        places[path] = len(fat)
        fat += _chain(len(fat), count)
        body += held.ljust(count * _SECTOR, b"\0")
    directory = b""
    for name in order:
        children = tree.get(name, [])
        siblings = tree[name.rpartition("/")[0]] if name else []
        after = siblings[siblings.index(name) + 1 :] if name else []
        own = (name.rpartition("/")[2] if name else "Root Entry").encode("utf-16-le")
        size = max(len(streams[name]), _LEAST) if name in streams else 0
        directory += own.ljust(64, b"\0") + struct.pack(
            "<HBBIII36xIQ",
            len(own) + 2,
            5 if not name else 2 if name in streams else 1,
            1,
            _FREE,
            order.index(after[0]) if after else _FREE,
            order.index(children[0]) if children else _FREE,
            places.get(name, _END),
            size,
        )
    fat_sectors = 1
    while len(fat) + fat_sectors > fat_sectors * 128:
        fat_sectors += 1
    fat_places = list(range(len(fat), len(fat) + fat_sectors))
    fat += [_FAT] * fat_sectors
    fat += [_FREE] * (fat_sectors * 128 - len(fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, fat_sectors, 0, 0, _LEAST, _END, 0, _END, 0
    )
    header += struct.pack("<109I", *fat_places, *[_FREE] * (109 - fat_sectors))
    return (
        header
        + directory.ljust(directory_sectors * _SECTOR, b"\0")
        + body
        + struct.pack(f"<{len(fat)}I", *fat)
    )


def _chain(first: int, count: int) -> list[int]:
    return [*range(first + 1, first + count), _END]
