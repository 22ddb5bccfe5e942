"""Numbers and days as a spreadsheet shows them, by the format code of the cell (ISO/IEC 29500-1 §18.8.30).

What is shown is what people see, cite and search for: `98.2%`, `2026年6月12日`, `¥1,200.00`. Colours and
widths are left out; codes that are too odd to follow show the plain value.
"""

import datetime as dt
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from juanzong.extract.clean import cell

GENERAL = "General"

_CHINESE_TIME = '上午/下午h"时"mm"分"'
BUILT_IN: Mapping[int, str] = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    **dict.fromkeys((5, 6, 37, 38), "#,##0;-#,##0"),
    **dict.fromkeys((7, 8, 39, 40), "#,##0.00;-#,##0.00"),
    **dict.fromkeys((41, 42), "#,##0;-#,##0;-"),
    **dict.fromkeys((43, 44), "#,##0.00;-#,##0.00;-"),
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    30: "m/d/yy",
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    **dict.fromkeys((34, 55), _CHINESE_TIME),
    **dict.fromkeys((35, 56), _CHINESE_TIME + 'ss"秒"'),
}
"""The codes that files name by number only, as a Chinese Excel shows them (§18.8.30, zh-cn)."""

Value = float | dt.datetime | dt.date | dt.time | dt.timedelta

_DIGITS = 15
"""Significant digits that a spreadsheet keeps."""

_PARTS = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.'
    r"|\[(?P<bracket>[^\]]*)\]"
    r"|(?P<general>General|G/通用格式|G/标准|@)"
    r"|(?P<noon>上午/下午|AM/PM|A/P)"
    r"|(?P<date>y+|m+|d+|h+|s+(?:\.0+)?|a{3,}|e+|g+|b+(?=[1-4]|$))"
    r"|(?P<number>[#0?][#0?,]*(?:\.[#0?]*)?,*(?:E[+-]0+)?|\.[#0?]+)"
    r"|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL,
)
_CURRENCY = re.compile(r"\$([^-]*)(?:-.*)?")
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_ELAPSED = re.compile(r"(h+|m+|s+)", re.IGNORECASE)
_SECTION = re.compile(r'((?:"[^"]*"|\\.|\[[^\]]*\]|[^;])*)(?:;|$)', re.DOTALL)
_WEEKDAYS = "一二三四五六日"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NUMERALS = "〇一二三四五六七八九"
_ZERO = dt.datetime(1899, 12, 30)  # noqa: DTZ001 (sheets have no zones)
_LAST = 2_958_466
"""The serial number of the day after 9999-12-31."""

_MINUTES_OF_DAY = 1440
_SECONDS_OF_DAY = 86400
_EXACT = Context(prec=800)
"""Digits enough for the largest number with all the places that a code can ask for."""

_LONGEST = 400
"""Characters of a code; Excel allows 255."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a section: what kind it is (the name of its group), and its text."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class _Section:
    """One of the up to four parts of a code; `condition` is its own, such as `>=60`."""

    parts: tuple[_Part, ...]
    condition: tuple[str, float] | None

    def has(self, kind: str) -> bool:
        return any(part.kind == kind for part in self.parts)


def shown(value: Value, code: str) -> str:
    """A number or day as a cell of that format shows it."""
    sections = _sections(code[:_LONGEST])
    number = serial(value)
    section, signed = _chosen(sections, number)
    if section is None or not math.isfinite(number):
        return plain(value)
    if section.has("date") or section.has("elapsed"):
        made = _as_day(section, number) if 0 <= number < _LAST else plain(value)
    else:
        made = _as_number(section, abs(number))
        if number < 0 and not signed and any(digit in made for digit in "123456789"):
            made = f"-{made}"
    return cell(made)


def plain(value: object) -> str:
    """A value without a format: days as 2026-03-05, whole numbers without `.0`, 15 digits of the others."""
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return f"{value + 0.0:.0f}" if value.is_integer() else f"{value:.{_DIGITS}g}"
        case dt.datetime():
            if value.time() == dt.time():
                return value.date().isoformat()
            return value.isoformat(" ", "seconds" if value.second else "minutes")
        case dt.date() | dt.time():
            return value.isoformat()
        case _:
            return str(value)


def serial(value: Value) -> float:
    """The number that stands for a moment: days since 1899-12-30."""
    match value:
        case dt.datetime():
            return (value.replace(tzinfo=None) - _ZERO) / dt.timedelta(days=1)
        case dt.date():
            return float((dt.datetime(value.year, value.month, value.day) - _ZERO).days)  # noqa: DTZ001
        case dt.time():
            return (value.hour * 3600 + value.minute * 60 + value.second) / _SECONDS_OF_DAY
        case dt.timedelta():
            return value / dt.timedelta(days=1)
    return float(value)


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    found = [match[1] for match in _SECTION.finditer(code)][:4]
    while len(found) > 1 and not found[-1] and not code.endswith(";"):
        found.pop()  # the empty match at the end
    return tuple(_section(text) for text in found)


def _section(text: str) -> _Section:
    parts: list[_Part] = []
    condition: tuple[str, float] | None = None
    for match in _PARTS.finditer(text):
        kind = match.lastgroup or ""
        if kind == "bracket":
            inner = match["bracket"]
            if held := _CONDITION.fullmatch(inner):
                condition = (held[1], float(held[2]))
            elif held := _CURRENCY.fullmatch(inner):
                parts.append(_Part("plain", held[1]))
            elif _ELAPSED.fullmatch(inner):
                parts.append(_Part("elapsed", inner.lower()))
            elif inner.lower() == "dbnum1":
                parts.append(_Part("chinese", ""))
        elif kind in ("quoted", "escaped", "plain"):
            parts.append(_Part("plain" if kind == "plain" else "literal", match[kind]))
        elif kind:
            parts.append(_Part(kind, match[kind]))
    return _Section(tuple(parts), condition)


_TESTS = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
}


def _chosen(sections: Sequence[_Section], number: float) -> tuple[_Section | None, bool]:
    """The section for a number, and whether the section itself stands for the sign."""
    if any(section.condition for section in sections):
        for section in sections:
            if section.condition is None or _TESTS[section.condition[0]](number, section.condition[1]):
                return section, False
        return None, False
    numeric = sections[:3]
    if number < 0 and len(numeric) > 1:
        return numeric[1], True
    if number == 0 and len(numeric) > 2:  # noqa: PLR2004 (positive; negative; zero)
        return numeric[2], False
    return (numeric[0], False) if numeric else (None, False)


def _joined(section: _Section, number: str) -> str:
    """The literals of a section round a number that is made."""
    return "".join(
        number if part.kind in ("number", "general") else part.text
        for part in section.parts
        if part.kind in ("number", "general", "plain", "literal")
    )


def _as_number(section: _Section, number: float) -> str:
    """Digits where the code has its placeholders; a second run of them, as in fractions, is not followed."""
    runs = [part.text for part in section.parts if part.kind == "number"]
    if len(runs) > 1:
        return plain(number)
    if not runs:
        return _joined(section, plain(number))
    run = runs[0]
    percents = sum(part.kind == "plain" and part.text == "%" for part in section.parts)
    digits = run.rstrip(",")
    scaled = Decimal(f"{number:.{_DIGITS}g}").scaleb(2 * percents - 3 * (len(run) - len(digits)))
    return _joined(section, _scientific(digits, scaled) if "E" in digits.upper() else _digits(digits, scaled))


def _digits(run: str, number: Decimal) -> str:
    whole, _, tail = run.partition(".")
    most, least = len(tail), len(tail.rstrip("#?")) if tail.strip("#?") else 0
    rounded = number.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP, _EXACT)
    head, _, decimals = f"{rounded:f}".partition(".")
    decimals = decimals[:least] + decimals[least:].rstrip("0")
    head = ("" if head == "0" else head).rjust(whole.replace(",", "").count("0"), "0")
    if "," in whole:
        head = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", head)
    return f"{head}{'.' if '.' in run and decimals else ''}{decimals}"


def _scientific(run: str, number: Decimal) -> str:
    places = len(run.upper().partition("E")[0].partition(".")[2])
    mantissa, _, exponent = f"{number:.{places}E}".partition("E")
    return f"{mantissa}E{int(exponent):+03d}"


def _as_day(section: _Section, number: float) -> str:
    kinds = [part for part in section.parts if part.kind in ("date", "elapsed", "noon", "plain", "literal")]
    chinese = section.has("chinese")
    finest = any(part.text.lower().startswith("s") for part in kinds if part.kind in ("date", "elapsed"))
    seconds = round(number * _SECONDS_OF_DAY, 3) if finest else round(number * _MINUTES_OF_DAY) * 60
    moment = _ZERO + dt.timedelta(seconds=seconds)
    halves = section.has("noon")
    made: list[str] = []
    for at, part in enumerate(kinds):
        if part.kind == "date":
            text = _date_part(part.text.lower(), moment, minutes=_is_minutes(kinds, at), halves=halves)
            made.append(_chinese(text, part.text) if chinese else text)
        elif part.kind == "elapsed":
            unit = {"h": 3600, "m": 60, "s": 1}[part.text[0]]
            made.append(f"{int(seconds // unit):0{len(part.text)}d}")
        elif part.kind == "noon":
            first, _, second = part.text.partition("/")
            made.append(first if moment.hour < 12 else second)  # noqa: PLR2004 (noon)
        else:
            made.append(part.text)
    return "".join(made)


def _is_minutes(parts: Sequence[_Part], at: int) -> bool:
    """Whether an m stands for minutes: after hours or before seconds."""
    marks = [(n, p.text[0].lower()) for n, p in enumerate(parts) if p.kind in ("date", "elapsed")]
    place = [n for n, _ in marks].index(at)
    before = marks[place - 1][1] if place else ""
    after = marks[place + 1][1] if place + 1 < len(marks) else ""
    return before == "h" or after == "s"


def _date_part(mark: str, moment: dt.datetime, *, minutes: bool, halves: bool) -> str:
    length = len(mark)
    if mark[0] == "h":
        hour = (moment.hour + 11) % 12 + 1 if halves else moment.hour
        made = f"{hour:0{min(length, 2)}d}"
    elif mark[0] == "s":
        whole, _, decimals = mark.partition(".")
        fraction = f".{moment.microsecond:06d}"[: len(decimals) + 1] if decimals else ""
        made = f"{moment.second:0{min(len(whole), 2)}d}{fraction}"
    elif mark[0] == "m" and minutes:
        made = f"{moment.minute:0{min(length, 2)}d}"
    else:
        made = _calendar_part(mark, moment)
    return made


def _calendar_part(mark: str, moment: dt.datetime) -> str:
    named = len(mark) > 2  # noqa: PLR2004 (longer than any number)
    weekday = _WEEKDAYS[moment.weekday()]
    return {
        "y": f"{moment.year:04d}" if named else f"{moment.year % 100:02d}",
        "e": f"{moment.year:04d}",
        "m": _MONTHS[moment.month - 1] if named else f"{moment.month:0{len(mark)}d}",
        "d": f"星期{weekday}" if named else f"{moment.day:0{len(mark)}d}",
        "a": weekday if mark == "aaa" else f"星期{weekday}",
    }.get(mark[0], "")


def _chinese(text: str, mark: str) -> str:
    """`[DBNum1]`: a year digit by digit (二〇二六), a month or day as spoken (十二)."""
    if not text.isdigit():
        return text
    if mark[0].lower() in ("y", "e"):
        return "".join(_NUMERALS[int(digit)] for digit in text)
    tens, ones = divmod(int(text), 10)
    if not tens:
        return _NUMERALS[ones]
    return ("" if tens == 1 else _NUMERALS[tens]) + "十" + (_NUMERALS[ones] if ones else "")
