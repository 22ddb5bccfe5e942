"""The one text discipline: what display text is folded to, and what search compares.

`juanzong/site/assets/search/text.js` is the twin of this module and follows it step for step; both are held
by `tests/index/vectors.json`. Its tables (`juanzong/data/fold.json`) are frozen at Unicode 12.1, so that
Python 3.11 to 3.13 and browsers from Chromium 83 on agree on every code point.

Search text is made from display text in three steps:

1. what cannot be seen (controls, soft hyphens, zero-width characters, variation selectors) goes;
2. radicals become ideographs, brackets become `[]` (〔2019〕 is typed [2019] or (2019)), and
   the rest is NFKC and casefolded, a character together with its combining marks;
3. white space goes at either end and beside CJK characters, and is one space elsewhere, so that a run
   broken by a line, a cell or a page is still found.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise

VERSION = 2
"""Changes whenever the same display text gives other search text; indexes of another version are rebuilt."""

BREAK = "\x01"
"""Parts texts that are indexed one after the other; no search text holds it."""


def _data(name: str) -> dict[str, str]:
    read: dict[str, str] = json.loads(resources.files("juanzong.data").joinpath(name).read_text("utf-8"))
    return read


def _class(ranges: str) -> str:
    """A regular expression's character class from `9-d 20`."""
    ends = ([int(end, 16) for end in part.split("-")] for part in ranges.split())
    return "".join(f"\\U{pair[0]:08x}-\\U{pair[-1]:08x}" for pair in ends)


_FOLD = _data("fold.json")
_RADICALS = _data("radicals.json")
# The table at hand lacks some Kangxi radicals; NFKC has them all.
_RADICALS |= {
    chr(code): unicodedata.normalize("NFKC", chr(code))
    for code in range(0x2F00, 0x2FD6)
    if chr(code) not in _RADICALS
}
_RADICAL_TABLE = str.maketrans(_RADICALS)
_RADICAL = re.compile(f"[{''.join(map(re.escape, _RADICALS))}]")
_SAME = dict(zip(_FOLD["same"][::2], _FOLD["same"][1::2], strict=True))
_FOLD_TABLE = str.maketrans(_RADICALS | _SAME)

_SPACE, _MARK = _class(_FOLD["spaces"]), _class(_FOLD["marks"])
_IGNORABLE = re.compile(f"[{_class(_FOLD['ignorable'])}]+")
_SEGMENT = re.compile(f"[{_class(_FOLD['base'])}][{_MARK}]+|[{_MARK}]+|[{_class(_FOLD['fold'])}]")
_CONTEXT = re.compile(f"[{_MARK}{_class(_FOLD['ignorable'])}]")
_SPACES = re.compile(f"[{_SPACE}]+")
_CJK = re.compile(f"[{_class(_FOLD['cjk'])}]")

_PUNCTUATION = _class(_FOLD["punctuation"])
_WORD = re.compile(f"[^ {BREAK}{_PUNCTUATION}]")
_RUN = re.compile(f"[^ {BREAK}{_PUNCTUATION}]+|[{_PUNCTUATION}]+")


@dataclass(frozen=True, slots=True)
class Normalised:
    """Search text, and for each of its characters where it stands in the display text.

    Character `i` was made from `display[starts[i]:ends[i]]`.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def find(self, term: str) -> Iterator[tuple[int, int]]:
        """Every occurrence of a search term, not overlapping, as a span of the display text."""
        at = self.text.find(term) if term else -1
        while at >= 0:
            yield self.starts[at], self.ends[at + len(term) - 1]
            at = self.text.find(term, at + len(term))


def fold_radicals(text: str) -> str:
    """Replace radicals and compatibility ideographs, which PDF text layers are full of, for display too."""
    return text.translate(_RADICAL_TABLE) if _RADICAL.search(text) else text  # most texts hold none


@lru_cache(maxsize=65536)
def _fold(segment: str) -> str:
    """Radicals, brackets, NFKC and case of one character with its marks; twice, to come to rest."""
    for _ in range(2):
        segment = unicodedata.normalize("NFKC", segment.translate(_FOLD_TABLE)).casefold()
        segment = unicodedata.normalize("NFKC", segment).translate(_FOLD_TABLE)
    return _IGNORABLE.sub("", segment)


def _space(text: str, start: int, end: int) -> str:
    """What the white space `text[start:end]` becomes."""
    if start == 0 or end == len(text) or _CJK.match(text, start - 1) or _CJK.match(text, end):
        return ""
    return " "


class _Changes(dict[str, str | None]):
    """What a character by itself becomes; None where its neighbours have a say."""

    def __missing__(self, char: str) -> str | None:
        alone = not _CONTEXT.match(char)
        self[char] = made = (_fold(char) if _SEGMENT.match(char) else char) if alone else None
        return made


_CHANGES = _Changes()


def search_text(text: str) -> str:
    """The search text alone, fast: few characters of a text change, and hardly ever with their neighbours."""
    changes = {char: becomes for char in set(text) if (becomes := _CHANGES[char]) != char}
    if None in changes.values():
        folded = _SEGMENT.sub(lambda match: _fold(match[0]), _IGNORABLE.sub("", text))
    else:
        folded = text
        for char, becomes in changes.items():
            folded = folded.replace(char, becomes or "")
    return _SPACES.sub(lambda match: _space(folded, match.start(), match.end()), folded)


def _rewrite(
    text: str,
    starts: list[int],
    ends: list[int],
    pattern: re.Pattern[str],
    becomes: Callable[[re.Match[str]], str],
) -> tuple[str, list[int], list[int]]:
    """Replace every match and carry the places of the characters along."""
    pieces: list[str] = []
    new_starts: list[int] = []
    new_ends: list[int] = []
    done = 0
    for match in pattern.finditer(text):
        replaced = becomes(match)
        pieces += text[done : match.start()], replaced
        new_starts += starts[done : match.start()]
        new_starts += [starts[match.start()]] * len(replaced)
        new_ends += ends[done : match.start()]
        new_ends += [ends[match.end() - 1]] * len(replaced)
        done = match.end()
    pieces.append(text[done:])
    return "".join(pieces), new_starts + starts[done:], new_ends + ends[done:]


def normalise(text: str) -> Normalised:
    """The search text with its way back to the display text."""
    places = list(range(len(text) + 1))
    seen = _rewrite(text, places[:-1], places[1:], _IGNORABLE, lambda _: "")
    folded = _rewrite(*seen, _SEGMENT, lambda match: _fold(match[0]))
    text, starts, ends = _rewrite(
        *folded, _SPACES, lambda match: _space(folded[0], match.start(), match.end())
    )
    return Normalised(text, tuple(starts), tuple(ends))


@cache
def word_table() -> bytes:
    """For each code point 1 where it may stand in a pair, 0 for spaces and punctuation."""
    table = bytearray(b"\1" * 0x110000)
    table[ord(" ")] = table[ord(BREAK)] = 0
    for part in _FOLD["punctuation"].split():
        ends = [int(end, 16) for end in part.split("-")]
        table[ends[0] : ends[-1] + 1] = bytes(ends[-1] + 1 - ends[0])
    return bytes(table)


def grams(text: str) -> Iterator[str]:
    """The terms that a search text is looked up by.

    These are the pairs of neighbours that are no punctuation, and the characters that stand in no pair. The
    index holds every other single character besides, for queries of one.
    """
    for run in _RUN.findall(text):
        if len(run) == 1 or not _WORD.match(run):
            yield from run
        else:
            yield from map("".join, pairwise(run))


def proved_by_pairs(term: str) -> bool:
    """Whether the documents that hold its `grams` are exactly those that hold the term."""
    return len(term) == 1 or (not term[2:] and all(map(_WORD.match, term)))


_PHRASE = re.compile(f'(?:^|(?<=[{_SPACE}]))"([^"]+)"(?=[{_SPACE}]|\\Z)|[^{_SPACE}]+')


@lru_cache(maxsize=1024)
def terms(query: str) -> tuple[str, ...]:
    """The search terms of a query, each once: parted by white space, all of them wanted.

    `"new york"` is one term; a quotation mark anywhere else stands for itself, as in pasted text.
    """
    found = (search_text(match[1] or match[0]) for match in _PHRASE.finditer(query))
    return tuple(dict.fromkeys(term for term in found if term))
