"""Which clause does a text speak for? BM25 over clauses, in character n-grams, with the terms that decided.

Chinese has no spaces: the unit is the run of two and three characters, not the word. A clause is described by
its own words, its keywords, and the titles and texts of the evidence that people have put under it.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import bm25s
import numpy as np

from juanzong.model import Clause

_RUN = re.compile(r"[㐀-䶿一-鿿]+|[a-z]{2,}")
_SIZES = (2, 3)
_TEXT_CHARS = 4000
"""So much of a text is weighed; what a document is about stands at its beginning."""
_LEARNED_CHARS = 300
"""So much of a confirmed text teaches: its head; more drowns the clause's own words (`bench/classify.py`)."""
_TITLE_WEIGHT = 4
_KEYWORD_WEIGHT = 6
_ANCESTOR_WEIGHT = 1
_ENOUGH_GRAMS = 20
"""A text that shares fewer n-grams with the clauses says too little to be sure of: its scores are lowered."""
_REASONS = 5
_DECIDING_GRAMS = 24


@dataclass(frozen=True, slots=True)
class Sample:
    """A text with its title, and the codes of the clauses it is known to prove."""

    title: str
    text: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guess:
    """A clause for a text: of what any clause knows of the text, `score` (0–1) is this clause's share."""

    code: str
    score: float
    margin: float
    reasons: tuple[str, ...]


class Classifier:
    """Clauses weighed by BM25; made from the standard and from confirmed evidence."""

    def __init__(self, clauses: Sequence[Clause], known: Iterable[Sample] = ()) -> None:
        self._codes = [clause.code for clause in clauses]
        profiles = {clause.code: _profile(clause) for clause in clauses}
        for sample in known:
            for code in sample.codes:
                if code in profiles:
                    profiles[code].update(grams(sample.title))
                    profiles[code].update(set(grams(sample.text[:_LEARNED_CHARS])))
        vocabulary = {gram: n for n, gram in enumerate(sorted({g for p in profiles.values() for g in p}))}
        tokens = [[vocabulary[g] for g in sorted(profiles[code].elements())] for code in self._codes]
        engine = bm25s.BM25(method="lucene", k1=1.2, b=0.6)
        engine.index((tokens, dict(vocabulary)), show_progress=False)
        self._vocabulary: Mapping[str, int] = vocabulary
        self._weights = _dense(engine.scores, len(vocabulary), len(self._codes))

    def guesses(self, sample: Sample, count: int) -> tuple[Guess, ...]:
        """The best clauses for a text, best first; none for a text that shares nothing with any clause."""
        terms = Counter(set(grams(sample.text[:_TEXT_CHARS])))
        for gram in grams(sample.title):
            terms[gram] += _TITLE_WEIGHT
        known = sorted(gram for gram in terms if gram in self._vocabulary)
        if not known:
            return ()
        rows = self._weights[[self._vocabulary[gram] for gram in known]]
        rows = rows * np.asarray([terms[gram] for gram in known], dtype=np.float64)[:, None]
        ceiling = float(rows.max(axis=1).sum())
        if not ceiling:
            return ()
        scores = rows.sum(axis=0) / ceiling * min(1.0, len(known) / _ENOUGH_GRAMS)
        ranking = sorted(range(len(self._codes)), key=lambda n: (-scores[n], n))[: count + 1]
        mean = rows.mean(axis=1)
        whole = f"{sample.title}\n{sample.text[:_TEXT_CHARS]}"
        made: list[Guess] = []
        for place, n in enumerate(ranking[:count]):
            following = scores[ranking[place + 1]] if place + 1 < len(ranking) else 0.0
            advantage = rows[:, n] - mean
            deciding = np.argsort(-advantage, kind="stable")[:_DECIDING_GRAMS]
            weights = {known[t]: float(advantage[t]) for t in deciding if advantage[t] > 0}
            made.append(
                Guess(
                    self._codes[n],
                    round(float(scores[n]), 4),
                    round(float(scores[n] - following), 4),
                    readable(weights, whole),
                )
            )
        return tuple(made)


@lru_cache(maxsize=8)
def _runs(text: str) -> tuple[str, ...]:
    """Runs of Han characters and words of a text; the same one is asked for for each clause."""
    return tuple(_RUN.findall(unicodedata.normalize("NFKC", text).lower()))


def grams(text: str) -> Iterator[str]:
    """Runs of two and three Han characters, and whole Latin words, in order; figures say nothing."""
    for run in _runs(text):
        if run[0].isascii():
            yield run
        else:
            for size in _SIZES:
                yield from (run[i : i + size] for i in range(len(run) - size + 1))


def readable(weights: Mapping[str, float], text: str) -> tuple[str, ...]:
    """The deciding n-grams joined where they overlap in the text, so that a person can read them."""
    joined: dict[str, float] = {}
    if not weights:
        return ()
    anywhere = re.compile(f"(?=({'|'.join(map(re.escape, weights))}))")
    for run in _runs(text):
        start, end, weight = 0, 0, 0.0
        for i in [found.start() for found in anywhere.finditer(run)]:
            hits = [g for g in (run[i : i + s] for s in (*_SIZES, len(run) - i)) if g in weights]
            if hits:
                if i >= end:
                    joined[run[start:end]] = max(weight, joined.get(run[start:end], 0.0))
                    start, weight = i, 0.0
                end = max(end, i + max(map(len, hits)))
                weight += max(weights[g] for g in hits)
        joined[run[start:end]] = max(weight, joined.get(run[start:end], 0.0))
    joined.pop("", None)
    chosen: list[str] = []
    for term in sorted(joined, key=lambda t: (-joined[t], t)):
        if not any(term in other or other in term for other in chosen):
            chosen.append(term)
    return tuple(chosen[:_REASONS])


def _profile(clause: Clause) -> Counter[str]:
    indicator = clause.indicator
    profile = Counter(grams(indicator.text or ""))
    for text, weight in (
        (indicator.title, _TITLE_WEIGHT),
        *((word, _KEYWORD_WEIGHT) for word in indicator.keywords),
        *((node.title, _ANCESTOR_WEIGHT) for node in clause.path[:-1]),
        *((word, _ANCESTOR_WEIGHT) for node in clause.path[:-1] for word in node.keywords),
        *((slot.note or "", 1) for slot in indicator.slots),
    ):
        for gram in grams(text):
            profile[gram] += weight
    return profile


def _dense(scores: Mapping[str, np.ndarray], terms: int, clauses: int) -> np.ndarray:
    weights = np.zeros((terms, clauses), dtype=np.float64)
    indptr, indices, data = scores["indptr"], scores["indices"], scores["data"]
    for term in range(terms):
        span = slice(int(indptr[term]), int(indptr[term + 1]))
        weights[term, indices[span]] = data[span]
    return weights
