"""Secrecy and internal marks, by the marking rule: a line of its own at the head of a document.

国家秘密标志 stands at the top left of the first page as `密级★保密期限`.
Prose such as “保守国家秘密” is not a mark.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

from juanzong.model import Evidence

_TERM = r"(?:长期|\d{1,2}(?:年|个月|月)|[一二三四五六七八九十]{1,3}(?:年|个月|月)|启用前|解密前)"
_STAR = r"[★☆*＊✩✭✮⭐]"


@cache
def _secrecy(marks: Sequence[str]) -> re.Pattern[str]:
    words = "|".join(map(re.escape, marks))
    return re.compile(rf"(?:密级[:]?)?(?P<mark>{words})(?:{_STAR}{_TERM}?|{_TERM})?")


@cache
def _secrecy_in_name(marks: Sequence[str]) -> re.Pattern[str]:
    words = "|".join(map(re.escape, marks))
    return re.compile(rf"(?P<mark>{words}){_STAR}|[(\[【〔](?P<boxed>{words}){_STAR}?{_TERM}?[)\]】〕]")


@cache
def _internal(marks: Sequence[str]) -> re.Pattern[str]:
    words = "|".join(map(re.escape, marks))
    return re.compile(rf"[(\[【〔]?(?P<mark>{words})(?:[,、;!]?(?:{words}))*[)\]】〕!]?")


def secrecy_mark(marks: Sequence[str], one: Evidence) -> str:
    """The 密级 mark an item bears on a line of its first page, in its names or titles; empty if none."""
    for line in _head(one):
        if hit := _secrecy(tuple(marks)).fullmatch(line):
            return hit["mark"]
    for name in _names(one):
        if hit := _secrecy_in_name(tuple(marks)).search(name):
            return hit["mark"] or hit["boxed"]
    return ""


def internal_mark(marks: Sequence[str], one: Evidence) -> str:
    """The internal mark (内部资料 …) an item bears on a line of its first page; empty if none."""
    for line in _head(one):
        if hit := _internal(tuple(marks)).fullmatch(line):
            return hit["mark"]
    return ""


def _head(one: Evidence) -> Iterator[str]:
    for page in one.extraction.pages[:1]:
        for line in page.text.splitlines():
            for cell in line.split("\t"):
                yield _squeeze(cell)


def _names(one: Evidence) -> Iterator[str]:
    yield from (_squeeze(placement.path) for placement in one.item.placements)
    yield _squeeze(one.extraction.facts.title)
    yield _squeeze(one.description.title.value)


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
