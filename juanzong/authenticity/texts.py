"""Texts that stand twice: runs of five characters in common, found by MinHash, judged by exact Jaccard."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, islice

import numpy as np
import numpy.typing as npt

from juanzong.authenticity.passages import passage
from juanzong.findings import Finding, finding
from juanzong.load.authenticity import Authenticity
from juanzong.load.models import Format
from juanzong.model import Evidence

Shingles = npt.NDArray[np.uint64]
"""Hashes of the runs of five characters in a text, ascending, each once."""

_RUN = 5
_BANDS, _ROWS = 20, 5
"""At a similarity of 0.8 a pair stays unseen once in 2,800 times: (1 - 0.8⁵)²⁰."""

_CROWD = 50
"""In a bucket of more, each is held against the first only."""

_SEARCHED = 4000
"""So many letters of either text are searched for the run to quote."""

_BASE = np.uint64(0x100000001B3)
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
_STARTS = np.arange(_BANDS * _ROWS, dtype=np.uint64) * np.uint64((1 << 64) // (_BANDS * _ROWS))
"""Where each of the ranges of hashes begins whose least hash is kept (one permutation hashing)."""

_LETTER_OR_NUMBER = re.compile(r"\d+|[^\W\d_]")
_SIGN = re.compile(r"[^\W_]")
_NUMBER = re.compile(r"\d+")
_NO_LETTERS = re.compile(r"[\W_]+")
_SPACES = re.compile(r"\s+")


def repeated_texts(rules: Authenticity, evidence: Sequence[Evidence]) -> Iterator[Finding]:
    """One finding for every item whose text stands in an earlier one too, naming the one most like it."""
    compared = {one.id: one for one in sorted(evidence, key=_age) if not _repeats_by_nature(rules, one)}
    letters = {i: _all_letters(one) for i, one in compared.items()}
    texts = {i: shingles(text) for i, text in letters.items() if len(text) >= rules.text_characters}
    place = {i: n for n, i in enumerate(texts)}
    alike: dict[str, list[tuple[float, int, str]]] = defaultdict(list)
    for first, second in candidates(texts):
        share = similarity(texts[first], texts[second])
        if share >= rules.text_similarity:
            alike[second].append((-share, place[first], first))
    for i in texts:
        if i in alike:
            share, _, first = min(alike[i])
            yield _told(compared[i], -share, compared[first], len(alike[i]))


def shingles(text: str) -> Shingles:
    """The hashes of a text's runs of five characters."""
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), "<u4").astype(np.uint64)
    count = len(codes) - _RUN + 1
    if count < 1:
        return np.empty(0, np.uint64)
    hashes = np.zeros(count, np.uint64)
    for offset in range(_RUN):
        hashes = hashes * _BASE + codes[offset : offset + count]
    for factor in _MIX:
        hashes = (hashes ^ (hashes >> np.uint64(31))) * factor
    return np.unique(hashes ^ (hashes >> np.uint64(31)))


def similarity(one: Shingles, other: Shingles) -> float:
    """Jaccard's: what two texts have in common, of what either has (0–1)."""
    common = len(np.intersect1d(one, other, assume_unique=True))
    return common / (len(one) + len(other) - common or 1)


def candidates(texts: dict[str, Shingles]) -> list[tuple[str, str]]:
    """Pairs of ids whose texts may be alike; the one that stands first in `texts` is the first of a pair."""
    buckets: dict[tuple[int, bytes], list[str]] = defaultdict(list)
    for key, hashes in texts.items():
        if len(hashes):
            lowest = hashes[np.searchsorted(hashes, _STARTS) % len(hashes)]
            for band in range(_BANDS):
                buckets[band, lowest[band * _ROWS : (band + 1) * _ROWS].tobytes()].append(key)
    return sorted({pair for keys in buckets.values() for pair in _pairs(keys)})


def _pairs(keys: Sequence[str]) -> Iterable[tuple[str, str]]:
    return combinations(keys, 2) if len(keys) <= _CROWD else ((keys[0], key) for key in keys[1:])


def _repeats_by_nature(rules: Authenticity, one: Evidence) -> bool:
    stated = one.description.document_type
    return one.description.title.value.endswith(rules.repeated_types) or (
        stated is not None and stated.value in rules.repeated_types
    )


def _letters(one: Evidence) -> Iterator[tuple[str, int]]:
    """The letters of a text, each with its place.

    All numbers are the same `0`, so that last year's report with new figures is found; in tables they matter.
    """
    if one.item.media.format is Format.SHEET:
        return ((match[0], match.start()) for match in _SIGN.finditer(one.extraction.text))
    found = _LETTER_OR_NUMBER.finditer(one.extraction.text)
    return (("0" if match[0].isdigit() else match[0], match.start()) for match in found)


def _all_letters(one: Evidence) -> str:
    """The same letters, faster."""
    text = one.extraction.text
    if one.item.media.format is not Format.SHEET:
        text = _NUMBER.sub("0", text)
    return _NO_LETTERS.sub("", text)


def _age(one: Evidence) -> tuple[str, str, str]:
    day, received = one.description.date, one.item.received
    return (day.value.isoformat() if day else "9", received.isoformat() if received else "9", one.item.path)


def _told(one: Evidence, alike: float, other: Evidence, count: int) -> Finding:
    common = _in_common(one, other)
    mine, theirs = passage(one, *common[0]), passage(other, *common[1])
    return finding(
        "JZ450" if _same_paper(one, other) else "JZ451",
        one.item.path,
        other=other.item.path,
        share=f"{alike:.0%}",
        quote=mine.quote,
        page=mine.page,
        other_page=theirs.page,
        count=count,
    )


def _same_paper(one: Evidence, other: Evidence) -> bool:
    """Whether both say that they are the same document: 正本 and 定稿, paper and its scan."""
    a, b = one.description, other.description
    if a.doc_number and b.doc_number:
        return a.doc_number.value == b.doc_number.value
    same_day = a.date is None or b.date is None or a.date.value == b.date.value
    return same_day and _SPACES.sub("", a.title.value) == _SPACES.sub("", b.title.value)


def _in_common(one: Evidence, other: Evidence) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where the longest run that both texts share stands in each."""
    mine, theirs = (list(islice(_letters(e), _SEARCHED)) for e in (one, other))
    letters, others = ("".join(letter for letter, _ in some) for some in (mine, theirs))
    start, length = 0, 0
    for at in range(len(letters)):
        while at + length < len(letters) and letters[at : at + length + 1] in others:
            start, length = at, length + 1
    found = others.find(letters[start : start + length])
    last = max(length - 1, 0)
    return (
        (mine[start][1], mine[start + last][1] + 1),
        (theirs[found][1], theirs[found + last][1] + 1),
    )
