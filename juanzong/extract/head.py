"""The head of an official document (GB/T 9704-2012 §7.2 版头, §7.3.1 标题): issuer, number, title.

Real documents deviate; everything here is tolerant and raises on no text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from juanzong.extract.dates import Dated, days
from juanzong.extract.doc_numbers import DocNumber, number_on_line
from juanzong.extract.vocabulary import Vocabulary, is_noise

_LINES = 40
_TITLE_LINES = 6
_TITLE_CHARACTERS = 150
_WEAK_CHARACTERS = 60
_WEAK_LINES = 2
_NO_TITLE = re.compile(r"[，〔]")
_LEAST_HAN = 4
_RED_HEAD_LINES = 6
_ADOPTED_LINES = 4
_ADOPTED_CHARACTERS = 400

_HAN = re.compile(r"[\u3400-\u9fff]")
_BREAKS_OFF = re.compile(
    r"[。；！？\t]|[，、：:]$|^(?:第[一二三四五六七八九十百\d]+[章节条]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)"
    r"|\S\S\s{2,}\S\S|^目\s*录$|^\S{2,8}[：:]|^[（(]"
)
_EDITION = re.compile(
    r"[（(](?:试行|暂行|草案|(?:征求意见|送审|讨论|审议|修订|修改)稿|(?:(?:20\d\d|二[〇○零]..)\s*年?)?(?:修订|修正)?版?本?)[）)]"
)
_GOES_ON = ("的", "》", "”", "）", "及", "和", "与")
_ADOPTED = re.compile(
    r"[（(](?=[^（）()]{0,200}(?:通过|批准|公布|发布|修订|修正|印发|施行|签发))[^（）()]{8,300}[）)]"
)
_MEETING = re.compile(r"届([\u3400-\u9fff]{4,30}?)第[一二三四五六七八九十\d]{1,4}次(?:全体)?会议")
_ORDERS = ("令", "公告", "通告")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a document; `heading` where the file marks it as one."""

    text: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the text; what is not there is empty or None.

    `adopted` is the day in brackets below the title of what a meeting passed, `assembly` who met.
    """

    number: DocNumber | None = None
    issuers: tuple[str, ...] = ()
    title: str = ""
    adopted: Dated | None = None
    assembly: str = ""


def head(lines: Sequence[Line], words: Vocabulary) -> Head:
    """Read the head of a document from its first lines."""
    kept = [line for line in lines[:_LINES] if not is_noise(line.text)]
    at, number = _number(kept)
    if number is None:
        at = _red_head(kept, words)
    if at is None:
        title, end = _title(kept, 0, words)
        return _with_adoption(Head(title=title), kept, end, words)
    issuers = _issuers([line.text for line in kept[: at + (number is None)]], words)
    title, end = _title(kept, at + 1, words)
    if not words.type_of(title):  # below the title: （某发〔2026〕3号）, or 2026年第3号 below 某局公告
        above = (_title(kept[:at], start, words)[0] for start in (len(issuers), 0))
        title = next((t for t in above if words.type_of(t)), title)
    return _with_adoption(Head(number, issuers, title), kept, end, words)


def _number(lines: Sequence[Line]) -> tuple[int | None, DocNumber | None]:
    """Where the document's own number stands: before any sentence; 第722号 belongs to 国务院令 above it."""
    for at, line in enumerate(lines):
        if _is_text(line.text):
            break
        number = number_on_line(line.text)
        if number is not None:
            above = lines[at - 1].text.strip() if at and not number.organ else ""
            return at, (number_on_line(above + number.raw) if above.endswith(_ORDERS) else number) or number
    return None, None


def _is_text(line: str) -> bool:
    return "。" in line or len(line) > _TITLE_CHARACTERS


def _red_head(lines: Sequence[Line], words: Vocabulary) -> int | None:
    """Where a head without a number ends: at the line `某市人民政府文件`."""
    for at, line in enumerate(lines[:_RED_HEAD_LINES]):
        name = line.text.strip().removesuffix("文件")
        if name != line.text.strip() and words.is_organ(name):
            return at
    return None


def _issuers(lines: Sequence[str], words: Vocabulary) -> tuple[str, ...]:
    """发文机关标志: the lines above the number, without 文件 or 令 (§7.2.4)."""
    names: list[str] = []
    for line in reversed(lines[-_RED_HEAD_LINES:]):
        bare = line.strip()
        for end in ("文件", "令", "公告", "通告"):
            bare = bare.removesuffix(end) if words.is_organ(bare.removesuffix(end)) else bare
        parts = re.split(r"\s{2,}", bare)
        if not all(words.is_organ(part) for part in parts):
            break
        names[:0] = [part.strip() for part in parts]
    return tuple(dict.fromkeys(names))


def _title(lines: Sequence[Line], start: int, words: Vocabulary) -> tuple[str, int]:
    """The title from line `start` on and the line after it; empty where nothing there looks like one.

    A title ends with a 文种, or where a salutation, a date, a sentence or a chapter begins.
    """
    start = _skip_dates(lines, start, words)
    marked = [line for line in lines[start : start + 3] if line.heading]
    if marked and _plausible(marked[0].text):
        return _joined(marked[0].text.split("\n")), lines.index(marked[0]) + 1
    held: list[str] = []
    at = start
    for line in lines[start : start + _TITLE_LINES]:
        text = line.text.strip()
        if len(text) > _TITLE_CHARACTERS:
            break
        complete = bool(held) and bool(words.type_of("".join(held)))
        following = text.startswith(_GOES_ON) or _open_quotes("".join(held))
        if complete and not following and not _EDITION.fullmatch(text):
            break
        if _BREAKS_OFF.search(text) and not (complete and (following or _EDITION.fullmatch(text))):
            break
        if held and _is_date(text, words):
            break
        held.append(text)
        at += 1
    title = _joined(held)
    if not _plausible(title):
        return "", start
    weak = len(title) <= _WEAK_CHARACTERS and len(held) <= _WEAK_LINES and not _NO_TITLE.search(title)
    if weak or words.type_of(title):
        return title, at
    return "", start


def _skip_dates(lines: Sequence[Line], start: int, words: Vocabulary) -> int:
    while start < len(lines) and _is_date(lines[start].text, words):
        start += 1
    return start


def _is_date(text: str, words: Vocabulary) -> bool:
    found = next(days(text, words.earliest), None)
    return found is not None and len(text.strip(" （）()")) == len(found.raw.strip())


def _open_quotes(text: str) -> bool:
    return any(text.count(left) > text.count(right) for left, right in ("《》", "“”", "（）"))


def _plausible(title: str) -> bool:
    return len(_HAN.findall(title)) >= _LEAST_HAN and len(title) <= _TITLE_CHARACTERS


def _joined(lines: Sequence[str]) -> str:
    """Lines of a title as one: no blank between Chinese characters, where the printer only broke the line."""
    joined = " ".join(line.strip() for line in lines if line.strip())
    return re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", joined)


def _with_adoption(made: Head, lines: Sequence[Line], end: int, words: Vocabulary) -> Head:
    """Add what stands in brackets below the title: （2024年11月8日第十四届…第十二次会议通过）."""
    below = "".join(line.text for line in lines[end : end + _ADOPTED_LINES]).strip()[:_ADOPTED_CHARACTERS]
    match = _ADOPTED.match(below)
    if not made.title or not match:
        return made
    meeting = _MEETING.search(match[0])
    found = list(days(match[0], words.earliest))
    return Head(
        made.number,
        made.issuers,
        made.title,
        found[-1] if found else None,
        meeting[1] if meeting else "",
    )
