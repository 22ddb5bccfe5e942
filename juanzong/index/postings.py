"""Which term stands in which document: the token stream of the static index, as sorted arrays."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from juanzong.index.bits import Ints
from juanzong.text import BREAK, word_table

CHAR_BITS = 21
"""A code point; a term's key is its first character, then its second, 0 for a single character."""

NEXT_BITS = 2
"""How much of the character after a pair is kept, where the pair stands once in its document."""

_RANK_BITS, _DOC_BITS, _COUNT_BITS = 19, 20, 2
_DOC_AT = NEXT_BITS + _COUNT_BITS
_TERM_AT = _DOC_AT + _DOC_BITS
MAX_DOCUMENTS = 1 << _DOC_BITS

_BATCH_CHARS = 4_000_000
Rows = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Postings:
    """Postings sorted by term key and document.

    `rows` hold in one number each the ranks of the term's characters in `alphabet`, the document, the next
    character's lowest bits, and the class of count (0 once, 1 twice, 2 three or four times, 3 more). Those at
    the places `marked` stand in the title, number, issuer or caption too: `marks` add up 8, 4, 2, 1.
    """

    alphabet: Ints
    rows: Rows
    marked: Ints
    marks: Ints

    def __len__(self) -> int:
        return self.rows.size

    @property
    def keys(self) -> Ints:
        """The terms' keys."""
        terms = (self.rows >> np.uint64(_TERM_AT)).astype(np.int64)
        seconds = self.alphabet[terms & ((1 << _RANK_BITS) - 1)]
        keys: Ints = self.alphabet[terms >> _RANK_BITS] << CHAR_BITS | seconds
        return keys

    @property
    def documents(self) -> Ints:
        """The documents' numbers."""
        return (self.rows >> np.uint64(_DOC_AT)).astype(np.int64) & (MAX_DOCUMENTS - 1)

    @property
    def next(self) -> Ints:
        """The lowest bits of the character that follows; 0 where a pair stands more than once."""
        return self.rows.astype(np.int64) >> _COUNT_BITS & ((1 << NEXT_BITS) - 1)

    @property
    def counts(self) -> Ints:
        """The classes of count."""
        return self.rows.astype(np.int64) & ((1 << _COUNT_BITS) - 1)

    def edge(self, place: int) -> int:
        """The end of the terms that lie wholly before a place; of the first term if it reaches beyond."""
        if place >= len(self):
            return len(self)
        term = self.rows[place] >> np.uint64(_TERM_AT)
        start = int(np.searchsorted(self.rows, term << np.uint64(_TERM_AT)))
        return start or int(np.searchsorted(self.rows, (term + np.uint64(1)) << np.uint64(_TERM_AT)))

    def part(self, start: int, end: int) -> "Postings":
        """The postings from one place to another."""
        low, high = np.searchsorted(self.marked, [start, end])
        return Postings(
            self.alphabet, self.rows[start:end], self.marked[low:high] - start, self.marks[low:high]
        )


class _Rows:
    """Makes rows, without counts, from texts over one alphabet."""

    def __init__(self, texts: Sequence[str]) -> None:
        chars = sorted(set(BREAK).union(*texts))
        self.alphabet = np.array([0, *map(ord, chars)], np.int64)
        self._ranks = np.zeros(0x110000, np.uint64)
        self._ranks[self.alphabet[1:]] = np.arange(1, self.alphabet.size, dtype=np.uint64)
        self._words = np.frombuffer(word_table(), bool)

    def make(self, texts: Sequence[str], first: int) -> Rows:
        """Every single character and every pair, wherever it stands; texts are numbered from `first`."""
        lengths = np.array([len(text) + 1 for text in texts], np.int64)
        codes = np.frombuffer(BREAK.join([*texts, ""]).encode("utf-32-le"), "<u4")
        documents = np.repeat(np.arange(first, first + len(texts), dtype=np.uint64), lengths)
        documents <<= np.uint64(_DOC_AT)
        ranks, words = self._ranks[codes], self._words[codes]
        ranks <<= np.uint64(_TERM_AT)
        firsts = ranks << np.uint64(_RANK_BITS)
        firsts |= documents
        follows = (codes & ((1 << NEXT_BITS) - 1)).astype(np.uint64) << np.uint64(_COUNT_BITS)
        pairs = np.flatnonzero(words[:-1] & words[1:])
        # A pair is never the last: every text ends with a break, which is no word.
        return np.concatenate(
            [firsts[codes > ord(" ")], firsts[pairs] | ranks[pairs + 1] | follows[pairs + 2]]
        )


def _counted(rows: Rows) -> Rows:
    """Each term once for each document, with its class of count; sorted."""
    rows.sort()
    places = rows >> np.uint64(_DOC_AT)
    starts = np.flatnonzero(np.concatenate([[True], places[1:] != places[:-1]]))
    counts = np.diff(np.append(starts, rows.size))
    found = rows[starts]
    found[counts > 1] &= ~np.uint64((1 << _DOC_AT) - 1)
    counted: Rows = found | np.digitize(counts, [2, 3, 5]).astype(np.uint64)
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
    maker = _Rows(whole)
    rows = np.concatenate([_counted(maker.make(batch, first)) for first, batch in _batches(whole)])
    rows.sort()
    marks = np.zeros(rows.size, np.uint8)
    for mark, field in ((8, 0), (4, 1), (2, 2), (1, 3)):
        marked = maker.make([texts[field] for texts in fields], 0)
        # Without what follows and a count these sort just before their fellows.
        marks[np.searchsorted(rows, marked & ~np.uint64((1 << _DOC_AT) - 1))] |= mark
    found = np.flatnonzero(marks)
    return Postings(maker.alphabet, rows, found, marks[found].astype(np.int64))
