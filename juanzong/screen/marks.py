"""Secrecy and internal marks, by the marking rule: a line of its own at the head of a document.

国家秘密标志 stands at the top left of the first page as `密级★保密期限` (GB/T 9704-2012 §7.2.2), below 份号
and above 紧急程度. Prose such as “保守国家秘密” is not a mark.

- A bare word counts where marks stand: the first two pages, page headers, the first lines of what has no
  pages, the first rows of a sheet. With its star and term it counts on any line and in any cell, for an
  annex, and in the first pages also beside other things on its line.
- OCR takes the star for 大, 女, X and the like, and 密 for 蜜: a misread star counts with its term only, a
  misread word with star and term, or by itself at the head.
- Internal marks count there too, and in brackets on any line: 附注 such as （此件不公开） stands at the end.
- In names and properties of a file the word must stand apart: in brackets, between separators, or starred.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from juanzong.model import BlockKind, Evidence, Page

_NUMBER = r"(?:[0-9lIoO]{1,2}|[一二三四五六七八九十]{1,3})"
_DAY = r"[0-9]{4}[年.-][0-9]{1,2}[月.-][0-9]{1,2}日?"
_TERM = rf"(?:[长長]期|永久|{_NUMBER}(?:年|[个個]月|月)(?:半|内|以内)?|至?{_DAY}前?|启用前|解密前)"
_STAR = r"[★☆*✩✭✮⭐⋆✱✲✳❋﹡]"
_TRUE_STAR = r"[★☆✩✭✮⭐]"
_OPEN, _CLOSE = r"[(\[【〔〖]?", r"[)\]】〕〗]?[。.]?"
_MISREAD_STAR = r"[大女太六木水永Xx×+kK文夫·•・※米火会贪^'\"”“*★☆]"
_ANY_STAR = re.compile(r"[★☆*＊✩✭✮⭐⋆✱✲✳❋﹡]")
_CELL_END = re.compile(r"[\n\t]")
_COPY = r"(?:(?:份号:?|№|No\.?)[0-9]{0,8}|[0-9]{6})?"
_URGENCY = r"(?:特急|加急|特提|平急|急件)?"

_MISREAD = {"密": "密蜜宓宻", "秘": "秘祕泌", "机": "机機杌", "绝": "绝絕"}

_HEAD_PAGES = 2
_HEAD_LINES = 40
"""Of a document without pages, as far as a first page goes."""

_HEAD_ROWS = 10
_LONGEST_PROPERTY = 40
_HEADERS = ("页眉",)
"""Pages whose label begins so hold what is printed at the head of every page."""


@cache
def _sound(marks: Sequence[str]) -> str:
    return "|".join(map(re.escape, marks))


@cache
def _damaged(marks: Sequence[str]) -> str:
    return "|".join("".join(f"[{_MISREAD.get(char, re.escape(char))}]" for char in mark) for mark in marks)


@cache
def _at_head(marks: Sequence[str]) -> re.Pattern[str]:
    word = rf"(?P<mark>{_sound(marks)})级?(?:{_TRUE_STAR}.{{0,14}}|{_STAR}{_TERM}?|{_MISREAD_STAR}?{_TERM})?"
    damaged = rf"(?P<damaged>{_damaged(marks)})(?:{_MISREAD_STAR}{_TERM})?"
    label = rf"(?:保密期限:{_TERM})?(?:密级(?:和保密期限)?:?)?"
    return re.compile(rf"{_COPY}{_OPEN}{label}(?:{word}|{damaged}){_CLOSE}{_URGENCY}")


@cache
def _in_line(marks: Sequence[str]) -> re.Pattern[str]:
    words = "|".join(r"\s?".join(map(re.escape, mark)) for mark in marks)
    return re.compile(rf"(?:^|\s)(?P<mark>{words})\s?{_STAR}\s?{_TERM}(?=\s|$)")


@cache
def _anywhere(marks: Sequence[str]) -> re.Pattern[str]:
    sound = rf"(?P<mark>{_sound(marks)})级?{_STAR}{_TERM}"
    return re.compile(rf"{_COPY}{_OPEN}(?:密级(?:和保密期限)?:?)?{sound}{_CLOSE}{_URGENCY}")


@cache
def _in_name(marks: Sequence[str]) -> re.Pattern[str]:
    words = _sound(marks)
    return re.compile(
        rf"(?P<mark>{words})(?:{_STAR}|{_MISREAD_STAR}{_TERM})"
        rf"|(?:^|[/\\_.()\[\]【】〔〕-])(?P<apart>{words})(?:{_TERM})?(?=$|[/\\_.()\[\]【】〔〕-])"
    )


@cache
def _internal(marks: Sequence[str]) -> re.Pattern[str]:
    words = _sound(marks)
    between = r"[,、;:!·。(\[【〔)\]】〕]*"
    return re.compile(
        rf"[(\[【〔*★]*(?P<mark>{words})(?:{between}(?:{words}))*(?:{_STAR}{_TERM})?[)\]】〕!。*★]*"
    )


@cache
def _internal_in_name(marks: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"[(\[【〔](?P<mark>{_sound(marks)})[^)\]】〕]{{0,12}}[)\]】〕]")


@cache
def _numbers(prefixes: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{_sound(prefixes)})[(\[〔【]?[0-9]{{4}}[)\]〕】]?第?[0-9]+号")


def secrecy_mark(marks: Sequence[str], one: Evidence) -> str:
    """The 密级 mark an item bears on a line of its own, in its names or properties; empty if none."""
    key = tuple(marks)
    for line in _head(one) if marks else ():
        if hit := _at_head(key).fullmatch(squeeze(line)):
            return hit["mark"] or hit["damaged"]
        if hit := _in_line(key).search(line):
            return squeeze(hit["mark"])
    for line in (*_starred(one), *_beneath(one)) if marks else ():
        if hit := _anywhere(key).fullmatch(line):
            return hit["mark"]
    for name in (*_names(one), *_properties(one)) if marks else ():
        if hit := _in_name(key).search(name):
            return hit["mark"] or hit["apart"]
    return ""


def internal_mark(marks: Sequence[str], one: Evidence) -> str:
    """The internal mark (内部资料 …) an item bears at its head or in its names; empty if none."""
    if not marks:
        return ""
    key = tuple(marks)
    for line in _head(one):
        if hit := _internal(key).fullmatch(squeeze(line)):
            return hit["mark"]
    for line in (*_notes(one, key), *_beneath(one)):
        if hit := _internal(key).fullmatch(line):
            return hit["mark"]
    for name in (*_names(one), *_properties(one)):
        if hit := _internal_in_name(key).search(name):
            return hit["mark"]
    return ""


def restricted_number(prefixes: Sequence[str], one: Evidence) -> str:
    """The prefix of the first restricted document number that an item bears or mentions; empty if none."""
    if not prefixes:
        return ""
    pattern = _numbers(tuple(prefixes))
    stated = one.description.doc_number
    said = stated.value if stated else ""
    for text in (one.extraction.text, *one.extraction.beneath, *_names(one), said):
        if any(prefix in text for prefix in prefixes) and (hit := pattern.search(squeeze(text))):
            return next(prefix for prefix in prefixes if hit[0].startswith(prefix))
    return ""


def _head(one: Evidence) -> Iterator[str]:
    """Lines and cells, in NFKC, where marks stand."""
    paged = one.extraction.paged
    for place, page in enumerate(one.extraction.pages):
        if place < (_HEAD_PAGES if paged else 1) or page.label.startswith(_HEADERS) or _is_sheet(page):
            yield from _lines(page, None if paged else _HEAD_LINES)


def _notes(one: Evidence, marks: Sequence[str]) -> Iterator[str]:
    """Lines in round brackets that hold a mark: 附注 stands below the date, at the end (GB/T 9704 §7.3.6)."""
    for page in one.extraction.pages:
        text = page.text
        if any(mark in text for mark in marks):
            yield from (line for line in map(squeeze, text.splitlines()) if line[:1] == "(")


def _is_sheet(page: Page) -> bool:
    return len(page.blocks) == 1 and page.blocks[0].kind is BlockKind.TABLE


def _lines(page: Page, most: int | None) -> Iterator[str]:
    """At most so many lines and their parts between tabs, and the cells of the first rows of every table."""
    lines = (line for block in page.blocks for line in block.text.splitlines())
    for line in islice(lines, most):
        yield _nfkc(line)
        if "\t" in line:
            yield from map(_nfkc, line.split("\t"))
    for block in page.blocks:
        for row in block.rows[:_HEAD_ROWS]:
            yield from (_nfkc(cell) for cell in row if cell)


def _starred(one: Evidence) -> Iterator[str]:
    """Every line and cell that holds a star."""
    for page in one.extraction.pages:
        text, done = page.text, 0
        while star := _ANY_STAR.search(text, done):
            start = max(text.rfind("\n", done, star.start()), text.rfind("\t", done, star.start()), done - 1)
            end = _CELL_END.search(text, star.end())
            done = end.end() if end else len(text)
            yield squeeze(text[start + 1 : done])


def _names(one: Evidence) -> Iterator[str]:
    facts = one.extraction.facts
    yield from (squeeze(placement.path) for placement in one.item.placements)
    yield from (squeeze(text) for text in (facts.title, facts.author, one.description.title.value))
    for sidecar in one.item.sidecars:
        yield from (squeeze(text) for text in (sidecar.caption, sidecar.note, sidecar.title) if text)
    yield from (squeeze(page.label) for page in one.extraction.pages if page.label)


def _beneath(one: Evidence) -> Iterator[str]:
    """Lines that the file holds and no page shows: a deleted header marks the file still."""
    return (squeeze(line) for text in one.extraction.beneath for line in text.splitlines())


def _properties(one: Evidence) -> Iterator[str]:
    """Of those the short ones: subjects, keywords, notes of cameras and programs."""
    return (line for line in _beneath(one) if len(line) <= _LONGEST_PROPERTY)


def squeeze(text: str) -> str:
    """NFKC and no white space: marks are printed spaced and in full width."""
    return re.sub(r"\s+", "", _nfkc(text))


def _nfkc(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
