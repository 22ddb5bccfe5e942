"""The name in an electronic seal (GB/T 38540-2020; GM/T 0031-2014), which is ASN.1 in DER."""

from collections.abc import Iterator
from dataclasses import dataclass

_SEQUENCE = 0x30
_UTF8 = 0x0C
_IA5 = 0x16
_HEADER_ID = b"ES"
_DEEPEST = 12
_MOST_BYTES = 4 * 1024 * 1024
_LONG_LENGTH = 0x80


@dataclass(frozen=True, slots=True)
class _Value:
    """A tag and the bytes of its value."""

    tag: int
    content: bytes


def seal_name(content: bytes) -> str:
    """The name of the first seal in a seal or in a signature that holds one; empty where there is none.

    A seal is `SEQUENCE { header { IA5String "ES", … }, esID, property { type, name UTF8String, … }, … }`.
    """
    return next(_names(content[:_MOST_BYTES], 0), "")


def _names(content: bytes, depth: int) -> Iterator[str]:
    values = list(_values(content))
    for at, value in enumerate(values[:-2]):
        if value.tag == _SEQUENCE and _is_header(value.content):
            own = next((v for v in _values(values[at + 2].content) if v.tag == _UTF8), None)
            if own is not None:
                yield own.content.decode("utf-8", "replace")
    if depth < _DEEPEST:
        for value in values:
            if value.tag == _SEQUENCE:
                yield from _names(value.content, depth + 1)


def _is_header(content: bytes) -> bool:
    first = next(_values(content), None)
    return first is not None and first.tag == _IA5 and first.content == _HEADER_ID


def _values(content: bytes) -> Iterator[_Value]:
    """The values side by side; what is cut off ends them."""
    at = 0
    while at + 2 <= len(content):
        tag, length = content[at], content[at + 1]
        at += 2
        if length >= _LONG_LENGTH:
            count = length - _LONG_LENGTH
            length = int.from_bytes(content[at : at + count], "big")
            at += count
        if at + length > len(content):
            return
        yield _Value(tag, content[at : at + length])
        at += length
