"""Days as Chinese documents write them.

GB/T 9704-2012 §7.3.5.4 wants 2016年3月5日; older documents have 二〇一六年三月五日, tables 2016-03-05.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_ZEROS = "〇○零Oo０◯Ο〇О"
_NUMERALS = "一二三四五六七八九"
_GAP = r"[ \t\u00a0\u3000]*"
_YEAR = rf"(?:19|20)\d{{2}}|[一二][{_ZEROS}{_NUMERALS}]{{3}}"
_MONTH = r"\d{1,2}|[正元]|十?[一二三四五六七八九]|十"
_DAY = r"\d{1,2}|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九]"
_WRITTEN = rf"(?P<year>{_YEAR}){_GAP}年{_GAP}(?P<month>{_MONTH}){_GAP}月{_GAP}(?P<day>{_DAY}){_GAP}日"
_PLAIN = r"(?P<year>(?:19|20)\d{2})(?P<mark>[-./])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})"

_IN_TEXT = (
    re.compile(rf"(?<![\d{_ZEROS}{_NUMERALS}]){_WRITTEN}"),
    re.compile(rf"(?<![\d.\-/]){_PLAIN}(?![\d.\-/])"),
)
_IN_NAME = (
    *_IN_TEXT,
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)"),
    re.compile(rf"(?<!\d)(?P<year>{_YEAR})年(?P<month>{_MONTH})月"),
)
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(frozen=True, slots=True)
class Dated:
    """A day and where it stands in a text."""

    day: date
    raw: str
    start: int
    end: int


def narrow(text: str) -> str:
    """Full-width digits as ASCII ones, character for character."""
    return text.translate(_WIDE)


def days(text: str, earliest: date) -> Iterator[Dated]:
    """Every day in a text, those that do not exist or lie before `earliest` left out."""
    yield from _days(_IN_TEXT, text, earliest)


def day_in_name(name: str, earliest: date) -> Dated | None:
    """The last day in a file name: `_20241108`, `2026-03-05`, `2026年3月5日`; of `2026年3月` its first."""
    for pattern in _IN_NAME:
        found = list(_days((pattern,), name, earliest))
        if found:
            return found[-1]
    return None


def _days(patterns: tuple[re.Pattern[str], ...], text: str, earliest: date) -> Iterator[Dated]:
    narrowed = narrow(text)
    found = (match for pattern in patterns for match in pattern.finditer(narrowed))
    for match in sorted(found, key=re.Match.start):
        day = match.groupdict().get("day") or "1"
        try:
            made = date(_year(match["year"]), _small(match["month"]), _small(day))
        except ValueError:
            continue
        if made >= earliest:
            yield Dated(made, text[match.start() : match.end()], match.start(), match.end())


def _year(written: str) -> int:
    return int("".join(_digit(ch) for ch in written))


def _digit(ch: str) -> str:
    if ch in _ZEROS:
        return "0"
    return str(_NUMERALS.index(ch) + 1) if ch in _NUMERALS else ch


def _small(written: str) -> int:
    """A month or a day: 3, 三, 十, 二十一, 廿一, 正 or 元 for the first month."""
    if written.isdigit() and written.isascii():
        return int(written)
    if written in "正元":
        return 1
    tens, ten, ones = written.replace("廿", "二十").rpartition("十")
    total = (int(_digit(tens)) if tens else 1) * 10 if ten else 0
    return total + (int(_digit(ones)) if ones else 0)
