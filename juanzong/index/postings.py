"""Which term stands in which document: the token stream of the static index, as sorted arrays."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from juanzong.index.bits import Ints
from juanzong.text import BREAK

CHAR_BITS = 21
"""A code point; a term's key is its first character, then its second, 0 for a single character."""

_DOC_BITS, _COUNT_BITS = 20, 2
_ROW_BITS = _DOC_BITS + _COUNT_BITS
MAX_DOCUMENTS = 1 << _DOC_BITS

_BATCH_CHARS = 4_000_000
Rows = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Postings:
    """Postings sorted by term key and document.

    `rows` hold key, document and class of count (0 once, 1 twice, 2 three or four times, 3 more) in one
    number each. Those at the places `marked` stand in the title, number, issuer or caption too: `marks` add
    up 8, 4, 2, 1.
    """

    rows: Rows
    marked: Ints
    marks: Ints

    def __len__(self) -> int:
        return self.rows.size

    @property
    def keys(self) -> Ints:
        """The terms' keys."""
        return (self.rows >> np.uint64(_ROW_BITS)).astype(np.int64)

    @property
    def documents(self) -> Ints:
        """The documents' numbers."""
        return (self.rows >> np.uint64(_COUNT_BITS)).astype(np.int64) & (MAX_DOCUMENTS - 1)

    @property
    def counts(self) -> Ints:
        """The classes of count."""
        return self.rows.astype(np.int64) & ((1 << _COUNT_BITS) - 1)

    def key_at(self, place: int) -> int:
        """The key of the term at a place."""
        return int(self.rows[place]) >> _ROW_BITS

    def place_of(self, key: int) -> int:
        """The first place of a key that is not less than this."""
        return int(np.searchsorted(self.rows, np.uint64(key << _ROW_BITS)))

    def part(self, start: int, end: int) -> "Postings":
        """The postings from one place to another."""
        low, high = np.searchsorted(self.marked, [start, end])
        return Postings(self.rows[start:end], self.marked[low:high] - start, self.marks[low:high])


def _rows(texts: Sequence[str], first: int) -> Rows:
    """One number for each term in each place: key, document, 0; texts are numbered from `first`."""
    lengths = np.array([len(text) + 1 for text in texts], np.int64)
    joined = BREAK.join([*texts, ""])
    codes = np.frombuffer(joined.encode("utf-32-le"), "<u4").astype(np.uint64)
    documents = np.repeat(np.arange(first, first + len(texts), dtype=np.uint64), lengths)
    documents <<= np.uint64(_COUNT_BITS)
    shown = codes > np.uint64(ord(" "))
    singles = (codes << np.uint64(CHAR_BITS + _ROW_BITS) | documents)[shown]
    pairs = shown[:-1] & shown[1:]
    keys = (codes[:-1] << np.uint64(CHAR_BITS) | codes[1:]) << np.uint64(_ROW_BITS)
    return np.concatenate([singles, (keys | documents[:-1])[pairs]])


def _counted(rows: Rows) -> Rows:
    """Each row once, with its class of count in the lowest bits; sorted."""
    rows.sort()
    starts = np.flatnonzero(np.concatenate([[True], rows[1:] != rows[:-1]]))
    counts = np.diff(np.append(starts, rows.size))
    counted: Rows = rows[starts] | np.digitize(counts, [2, 3, 5]).astype(np.uint64)
    return counted


def _batches(texts: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    first = size = 0
    for number, text in enumerate(texts):
        size += len(text)
        if size > _BATCH_CHARS:
            yield first, texts[first : number + 1]
            first, size = number + 1, 0
    if first < len(texts):
        yield first, texts[first:]


def postings(fields: Sequence[Sequence[str]]) -> Postings:
    """The postings of documents given by the search texts of title, number, issuer, caption and body."""
    whole = [BREAK.join(texts) for texts in fields]
    rows = np.concatenate([_counted(_rows(batch, first)) for first, batch in _batches(whole)])
    rows.sort()
    marks = np.zeros(rows.size, np.uint8)
    for mark, field in ((8, 0), (4, 1), (2, 2), (1, 3)):
        # Without a count these sort just before their fellows.
        marks[np.searchsorted(rows, _rows([texts[field] for texts in fields], 0))] |= mark
    marked = np.flatnonzero(marks)
    return Postings(rows, marked, marks[marked].astype(np.int64))
