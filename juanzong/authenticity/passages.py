"""Passages that findings quote: short, on one line, and without numbers that may be somebody's."""

import re
from dataclasses import dataclass

from juanzong.model import Evidence

_AROUND = 8
_LONGEST = 36
_PRIVATE = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+|\d(?:[ -]?[\dXx]){4,}")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A quoted passage and its page, counted from 1."""

    quote: str
    page: int


def passage(one: Evidence, start: int, end: int) -> Passage:
    """The passage that stands at `start:end` of an item's text, with the words around it."""
    first = 0
    for page in one.extraction.pages:
        text = page.text
        if start <= first + len(text):
            return Passage(quoted(text, start - first, end - first), page.number)
        first += len(text) + 1
    return Passage("", 1)


def quoted(text: str, start: int, end: int) -> str:
    """The words at `start:end` of a text with a few around them on the same line."""
    left = max(start - _AROUND, text.rfind("\n", 0, start) + 1, 0)
    right = min(end + _AROUND, start + _LONGEST, len(text))
    stop = text.find("\n", end)
    if stop >= 0:
        right = min(right, max(stop, start + 1))
    return _BLANKS.sub(" ", unsaid(text[left:right])).strip()


def unsaid(text: str) -> str:
    """The text with long numbers and addresses of mail left out: a finding is read by many."""
    return _PRIVATE.sub("…", text)
