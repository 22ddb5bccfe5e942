"""What lies in a ZIP or OLE container, by name, read within fixed bounds and without unpacking anything."""

import struct
from typing import BinaryIO

_DIRECTORY_BYTES = 4 * 1024 * 1024
_HEAD_BYTES = 64 * 1024

_END = struct.Struct("<4x8xII")
"""End of central directory (APPNOTE 4.3.16) up to length and offset of the directory."""

_END_BYTES = 22
_COMMENT_BYTES = 0xFFFF
_ZIP64 = 0xFFFFFFFF

_CENTRAL = struct.Struct("<4s24xHHH12x")
"""Header in the central directory (APPNOTE 4.3.12): mark, lengths of name, extra field and comment."""

_LOCAL = struct.Struct("<4s22xH2x")
"""Local header (APPNOTE 4.3.7): mark and length of the name."""

_OLE = struct.Struct("<30xH16xI24x109I")
"""OLE header ([MS-CFB] 2.2): sector shift, first directory sector, the first 109 sectors of the FAT."""

_OLE_SHIFTS = (9, 12)
_OLE_ENTRY = 128
_OLE_LENGTH = 64
_OLE_NO_SECTOR = 0xFFFFFFFA
_OLE_DIRECTORY_SECTORS = 64


def zip_names(file: BinaryIO) -> frozenset[str]:
    """Names in a ZIP file, from its central directory, or, where it is cut off, from the start of the file.

    Names are decoded as UTF-8 with replacement: they tell the kind of container and are not to be used.
    """
    return _central_names(file) or _local_names(file)


def ole_names(file: BinaryIO) -> frozenset[str]:
    """Names of streams and storages in an OLE file, in lower case ([MS-CFB] 2.6.1)."""
    file.seek(0)
    header = file.read(_OLE.size)
    if len(header) < _OLE.size:
        return frozenset()
    shift, current, *fat = _OLE.unpack(header)
    if shift not in _OLE_SHIFTS:
        return frozenset()
    names: set[str] = set()
    for _ in range(_OLE_DIRECTORY_SECTORS):
        if current >= _OLE_NO_SECTOR:
            break
        file.seek((current + 1) << shift)
        names.update(_entries(file.read(1 << shift)))
        index, slot = divmod(current, (1 << shift) // 4)
        if index >= len(fat) or fat[index] >= _OLE_NO_SECTOR:
            break
        file.seek(((fat[index] + 1) << shift) + slot * 4)
        current = int.from_bytes(file.read(4).ljust(4, b"\xff"), "little")
    return frozenset(names)


def _central_names(file: BinaryIO) -> frozenset[str]:
    size = file.seek(0, 2)
    start = max(0, size - _END_BYTES - _COMMENT_BYTES)
    file.seek(start)
    tail = file.read(_END_BYTES + _COMMENT_BYTES)
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) - end < _END_BYTES:
        return frozenset()
    length, offset = _END.unpack_from(tail, end)
    if length != _ZIP64:
        offset = start + end - length  # what stands before the archive does not shift this
    if not 0 <= offset < size:
        return frozenset()
    file.seek(offset)
    directory = file.read(min(length, _DIRECTORY_BYTES))
    names: set[str] = set()
    at = 0
    while len(directory) - at >= _CENTRAL.size:
        mark, name, extra, comment = _CENTRAL.unpack_from(directory, at)
        if mark != b"PK\x01\x02":
            break
        at += _CENTRAL.size
        names.add(directory[at : at + name].decode("utf-8", "replace"))
        at += name + extra + comment
    return frozenset(names)


def _local_names(file: BinaryIO) -> frozenset[str]:
    file.seek(0)
    head = file.read(_HEAD_BYTES)
    names: set[str] = set()
    at = head.find(b"PK\x03\x04")
    while 0 <= at <= len(head) - _LOCAL.size:
        _, length = _LOCAL.unpack_from(head, at)
        names.add(head[at + _LOCAL.size : at + _LOCAL.size + length].decode("utf-8", "replace"))
        at = head.find(b"PK\x03\x04", at + 4)
    return frozenset(names)


def _entries(directory: bytes) -> set[str]:
    names: set[str] = set()
    for at in range(0, len(directory) - _OLE_ENTRY + 1, _OLE_ENTRY):
        length = int.from_bytes(directory[at + _OLE_LENGTH : at + _OLE_LENGTH + 2], "little")
        if 0 < length <= _OLE_LENGTH:
            name = directory[at : at + length].decode("utf-16-le", "replace")
            names.add(name.rstrip("\0").lower())
    return names
