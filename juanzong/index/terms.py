"""The terms and postings of one segment, cut into shards that a page loads on demand.

A shard is a bit stream (`bits.py`). Its first term's key stands in the segment's directory. For each term:

    key       0 and Golomb code of the step to the second character, of the order of the first character's
              group; or 1, Golomb code (order 5) of the step to the next first character, and as 4 bits the
              order of its group, whose first term is the single character itself
              (a shard's first term: only the 4 bits)
    df        gamma code of the number of documents
    postings  for each document: Rice code of the documents left out, order from df (`rice_order`); for
              pairs, the class of count: 0 and 2 bits of the character that follows, 10, 110, 111
    marks     gamma code of the number of marked postings plus one; for each: gamma code of the step to its
              position in the list, 4 bits of fields
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from juanzong.index.bits import Bits, Ints, gamma, golomb, join, pack, rice, width
from juanzong.index.postings import CHAR_BITS, NEXT_BITS, Postings

_CHUNK = 2_000_000
_FIRST_ORDER = 5
_COUNT_VALUES = np.array([0b0, 0b10, 0b110, 0b111])
_COUNT_LENGTHS = np.array([1 + NEXT_BITS, 2, 3, 3])


@dataclass(frozen=True, slots=True)
class Shard:
    """The key of its first term, and its bits as characters."""

    first: int
    text: str


def rice_order(documents: int, df: Ints) -> Ints:
    """The order that suits `df` documents spread evenly over all; the browser computes the same."""
    return np.maximum(width(documents * 69 // (df * 100)) - 1, 0)


def _offsets(lengths: Ints) -> Ints:
    return np.cumsum(lengths) - lengths


def _group_orders(keys: Ints) -> Ints:
    """For each term the order that suits the steps among second characters after its first."""
    firsts, seconds = keys >> CHAR_BITS, keys & ((1 << CHAR_BITS) - 1)
    starts = np.flatnonzero(np.concatenate([[True], firsts[1:] != firsts[:-1]]))
    sizes = np.diff(np.append(starts, keys.size))
    steps = np.maximum.reduceat(seconds, starts) // sizes
    return np.repeat(np.clip(width(steps) - 1, 0, 15), sizes)


def _key_codes(keys: Ints, orders: Ints) -> tuple[Ints, Ints]:
    """Codewords of the keys, each but the first after its forerunner."""
    firsts, seconds = keys >> CHAR_BITS, keys & ((1 << CHAR_BITS) - 1)
    step, second_step = np.diff(firsts, prepend=firsts[:1]), np.diff(seconds, prepend=0)
    opens = step > 0
    within = golomb(np.where(opens, 0, np.maximum(second_step - 1, 0)), orders)
    anew = golomb(np.where(opens, step - 1, 0), _FIRST_ORDER)
    anew = anew[0] << 4 | orders, anew[1] + 4
    values = np.where(opens, anew[0] | (1 << anew[1]), within[0])
    return values, np.where(opens, anew[1], within[1]) + 1


def _cut(sizes: Ints, target: int) -> Ints:
    """The number of the shard of each term, from 0 without gaps."""
    numbers = (np.cumsum(sizes) - 1) // target
    return np.cumsum(np.diff(numbers, prepend=numbers[:1]) > 0)


def _chunk(rows: Postings, documents: int, target: int) -> Iterator[Shard]:
    """The shards of whole terms; `target` is the size of a shard in bits."""
    keys, numbers = rows.keys, rows.documents
    paired = (keys & ((1 << CHAR_BITS) - 1)) > 0
    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    keys = keys[starts]
    df = np.diff(np.append(starts, len(rows)))
    term = np.repeat(np.arange(keys.size), df)
    gaps = np.diff(numbers, prepend=0) - 1
    gaps[starts] = numbers[starts]
    codes = rice(gaps, rice_order(documents, df)[term])
    counts = rows.counts
    codes = join(codes, ((_COUNT_VALUES[counts] | rows.next) * paired, _COUNT_LENGTHS[counts] * paired))
    marked = rows.marked
    mark_term = term[marked]
    rank = marked - starts[mark_term]
    mark_first = np.concatenate([[True], mark_term[1:] != mark_term[:-1]])[: marked.size]
    step = np.where(mark_first, rank + 1, np.diff(rank, prepend=0))
    mark_codes = join(gamma(step), (rows.marks, np.full(marked.size, 4)))
    marks = gamma(np.bincount(mark_term, minlength=keys.size) + 1)

    orders = _group_orders(keys)
    key_codes, df_codes = _key_codes(keys, orders), gamma(df)
    postings_bits = np.add.reduceat(codes[1], starts)
    mark_bits = np.bincount(mark_term, mark_codes[1], minlength=keys.size).astype(np.int64)
    rest = df_codes[1] + postings_bits + marks[1] + mark_bits
    shard = _cut(key_codes[1] + rest, target)
    opening = np.flatnonzero(np.concatenate([[True], shard[1:] != shard[:-1]]))
    key_codes[0][opening], key_codes[1][opening] = orders[opening], 4

    sizes = key_codes[1] + rest
    ends = np.cumsum(sizes)
    shard_bits = np.diff(np.append(ends[opening] - sizes[opening], ends[-1]))
    shard_bits += -shard_bits % 7
    shard_at = _offsets(shard_bits)
    at = ends - sizes + (shard_at - (ends - sizes)[opening])[shard]
    bits = Bits(int(shard_bits.sum()))
    bits.put(at, key_codes)
    at += key_codes[1]
    bits.put(at, df_codes)
    at += df_codes[1]
    inner = _offsets(codes[1])
    bits.put((at - inner[starts])[term] + inner, codes)
    at += postings_bits
    bits.put(at, marks)
    at += marks[1]
    inner = _offsets(mark_codes[1])
    before = _offsets(mark_bits)
    bits.put((at - before)[mark_term] + inner, mark_codes)
    for first, start, size in zip(
        keys[opening].tolist(), shard_at.tolist(), shard_bits.tolist(), strict=True
    ):
        yield Shard(first, bits.text(start, start + size))


def shards(rows: Postings, documents: int, target: int) -> Iterator[Shard]:
    """Cut all terms into shards of about `target` bits; a term is never divided."""
    start, total = 0, len(rows)
    while start < total:
        rest = rows.part(start, total)
        size = rest.edge(_CHUNK)
        yield from _chunk(rest.part(0, size), documents, target)
        start += size


def directory(found: list[Shard]) -> str:
    """The first keys of all shards as characters.

    Golomb codes of the step of the first character, order 2, and of the second, order 12, which is counted
    from the forerunner's where the first is the same, else from 0.
    """
    codes: list[tuple[int, int]] = []
    first = second = 0
    for shard in found:
        new_first, new_second = divmod(shard.first, 1 << CHAR_BITS)
        if new_first != first:
            second = 0
        for value, order in ((new_first - first, 2), (new_second - second, 12)):
            head = (value >> order) + 1
            low = value & ((1 << order) - 1)
            codes.append(((head << order) | low, 2 * head.bit_length() - 1 + order))
        first, second = new_first, new_second
    return pack(codes)
