"""What in a PDF can act: found by walking its objects, since a search of the bytes misses most of it."""

import contextlib
import mmap
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import BinaryIO

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject

_DEEPEST = 16
_MOST_OBJECTS = 200_000


class Danger(StrEnum):
    """Something in a PDF that can act or hide."""

    SCRIPT = "JavaScript"
    LAUNCH = "Launch"
    SUBMIT = "SubmitForm"
    XFA = "XFA"
    FILES = "EmbeddedFiles"
    SIGNATURE = "Signature"


_BY_KEY = {
    "/JS": Danger.SCRIPT,
    "/JavaScript": Danger.SCRIPT,
    "/XFA": Danger.XFA,
    "/EmbeddedFiles": Danger.FILES,
    "/EF": Danger.FILES,
}
_BY_ACTION = {
    "/JavaScript": Danger.SCRIPT,
    "/Launch": Danger.LAUNCH,
    "/SubmitForm": Danger.SUBMIT,
    "/ImportData": Danger.SUBMIT,
}


def _spelled(name: str) -> bytes:
    """A pattern for a name with any of its characters written as a number (ISO 32000-1 §7.3.5)."""
    return b"/" + b"".join(b"(?:%c|#(?i:%02x))" % (ord(ch), ord(ch)) for ch in name[1:])


_IN_PLAIN = re.compile(b"|".join(map(_spelled, ("/ObjStm", "/ByteRange", *_BY_KEY, *_BY_ACTION))))
"""Where none of these names stands, and no object is packed with others, there is nothing to walk for."""


def dangers(reader: pypdf.PdfReader, file: BinaryIO) -> tuple[Danger, ...]:
    """Every kind of danger in the file, in the order of `Danger`."""
    with contextlib.suppress(ValueError), mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if not _IN_PLAIN.search(content):
            return ()
    found: set[Danger] = set()
    for made in objects(reader):
        found.update(_look(made, 0))
    return tuple(danger for danger in Danger if danger in found)


def objects(reader: pypdf.PdfReader) -> Iterator[PdfObject]:
    """The trailer and every object that can be read."""
    numbers = {(number, 0) for number in reader.xref_objStm}
    for generation, places in reader.xref.items():
        numbers.update((number, generation) for number in places)
    yield reader.trailer
    for number, generation in sorted(numbers)[:_MOST_OBJECTS]:
        try:
            made = reader.get_object(IndirectObject(number, generation, reader))
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001, S112 (a damaged object can do nothing)
            continue
        if made is not None:
            yield made


def _look(made: object, depth: int) -> Iterator[Danger]:
    """Look at a value and the values written inside it; references are objects of their own."""
    if depth > _DEEPEST:
        return
    if isinstance(made, DictionaryObject):
        action = made.raw_get("/S") if "/S" in made else None
        if isinstance(action, str) and action in _BY_ACTION:
            yield _BY_ACTION[action]
        if _is_signature(made):
            yield Danger.SIGNATURE
        for key in made:
            if key in _BY_KEY:
                yield _BY_KEY[key]
            yield from _look(made.raw_get(key), depth + 1)
    elif isinstance(made, ArrayObject):
        for value in list.__iter__(made):
            yield from _look(value, depth + 1)


def _is_signature(made: DictionaryObject) -> bool:
    """A signature dictionary (ISO 32000-1 §12.8.1), with the bytes that were signed; not an empty field."""
    return made.get("/Type") in ("/Sig", "/DocTimeStamp") and "/Contents" in made and "/ByteRange" in made
