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
    """All postings, sorted by term key and document: parallel arrays.

    `counts` are classes of how often: 0 once, 1 twice, 2 three or four times, 3 more. `marks` say in which
    of the fields title, number, issuer, caption (8, 4, 2, 1) a posting also stands; 0 for the body alone.
    """

    keys: Ints
    documents: Ints
    counts: Ints
    marks: Ints


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
    parts = [_counted(_rows(batch, first)) for first, batch in _batches(whole)]
    rows = np.concatenate(parts)
    rows.sort()
    marks = np.zeros(rows.size, np.int64)
    places = rows >> np.uint64(_COUNT_BITS)
    for mark, field in ((8, 0), (4, 1), (2, 2), (1, 3)):
        marked = np.unique(_rows([texts[field] for texts in fields], 0)) >> np.uint64(_COUNT_BITS)
        marks[np.searchsorted(places, marked)] |= mark
    return Postings(
        keys=(rows >> np.uint64(_ROW_BITS)).astype(np.int64),
        documents=(places & np.uint64(MAX_DOCUMENTS - 1)).astype(np.int64),
        counts=(rows & np.uint64(3)).astype(np.int64),
        marks=marks,
    )
