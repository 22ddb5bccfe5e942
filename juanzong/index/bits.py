"""Bits in script files: codewords laid end to end, seven bits to a character.

A classic script is UTF-8 text, in which a character below U+0080 is one byte: seven bits of freight, nearly
twice base64's six in eight and without its decoding. The five characters that may not stand in a string
literal are written as U+0080 to U+0084.

A codeword is a pair (value, length); when the length is more than the value needs, the rest are leading
zeros. So the value `v` of Elias gamma code is `v` itself, twice as long less one bit.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]

_FORBIDDEN = (0x00, 0x0A, 0x0D, 0x22, 0x5C)
ALPHABET = "".join(
    chr(0x80 + _FORBIDDEN.index(value)) if value in _FORBIDDEN else chr(value) for value in range(128)
)
"""The character that carries each value of seven bits."""

SAFE = tuple(char for value, char in enumerate(ALPHABET) if value not in _FORBIDDEN)
"""The characters of one byte that may stand in a string literal."""

_WEIGHTS = np.array([64, 32, 16, 8, 4, 2, 1], np.uint8)


def width(values: Ints) -> Ints:
    """The number of bits of each value; 0 has none."""
    return np.frexp(values.astype(np.float64))[1].astype(np.int64)


def gamma(values: Ints) -> tuple[Ints, Ints]:
    """Elias gamma code of numbers from 1."""
    return values, 2 * width(values) - 1


def golomb(values: Ints, order: Ints | int) -> tuple[Ints, Ints]:
    """Exponential Golomb code of numbers from 0; `order` low bits stand as they are."""
    head = (values >> order) + 1
    return (head << order) | (values & ((1 << np.asarray(order)) - 1)), 2 * width(head) - 1 + order


def rice(values: Ints, order: Ints) -> tuple[Ints, Ints]:
    """Rice code of numbers from 0: as many zeros as `value >> order`, a one, `order` low bits.

    With order 0 the gaps of a list are its bitmap.
    """
    low = np.left_shift(1, order)
    return low | (values & (low - 1)), (values >> order) + 1 + order


def join(first: tuple[Ints, Ints], second: tuple[Ints, Ints]) -> tuple[Ints, Ints]:
    """Each codeword followed by its fellow; the second must be written out, without leading zeros implied."""
    return (first[0] << second[1]) | second[0], first[1] + second[1]


class Bits:
    """A field of bits, zero at first, into which codewords are laid."""

    def __init__(self, length: int) -> None:
        """`length` bits, filled up to a multiple of seven."""
        self._bits = np.zeros(length + -length % 7, np.uint8)

    def put(self, at: Ints, code: tuple[Ints, Ints]) -> None:
        """Lay each codeword so that it begins at its place."""
        values, lengths = code
        ends = at + lengths - 1
        while values.size:
            self._bits[ends[(values & 1) == 1]] = 1
            values = values >> 1
            more = np.flatnonzero(values)
            values, ends = values[more], ends[more] - 1

    def text(self, start: int, end: int) -> str:
        """The characters of the bits from `start` to `end`, both multiples of seven."""
        septets = self._bits[start:end].reshape(-1, 7) @ _WEIGHTS
        text = septets.astype(np.uint8).tobytes().decode("ascii")
        for value in _FORBIDDEN:
            text = text.replace(chr(value), ALPHABET[value])
        return text


def pack(codes: list[tuple[int, int]]) -> str:
    """The characters of a short list of codewords."""
    values = np.array([value for value, _ in codes], np.int64)
    lengths = np.array([length for _, length in codes], np.int64)
    bits = Bits(total := int(lengths.sum()))
    bits.put(np.cumsum(lengths) - lengths, (values, lengths))
    return bits.text(0, total + -total % 7)
