"""What a text itself gives away: places left open, a site's watermark, noise, years that clash."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from juanzong.authenticity.passages import passage, quoted
from juanzong.extract.legibility import measure
from juanzong.findings import Finding, finding
from juanzong.load.authenticity import Authenticity
from juanzong.model import Evidence, Reading

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵钱严覃武戴莫孔汤"
)
"""张某某同志 and 李**同志 are people whose names were masked, not places left open."""

_BLANK_DAY = "XxＸｘ×✕"
"""Signs that stand for a day or month even one by one."""

_MARKED_UP = re.compile(r"\*\*[^*\n]+\*\*")
"""Bold in Markdown."""

_FOREIGN = (
    r"\u3400-\u9fff\uf900-\ufaff\u0080-\u00ff\ue000-\uf8ff\ufffd"
    r"\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u20ac\u2122"
)
"""Ideographs, Latin-1 and what Windows puts in its gaps, private use."""

_RUN = re.compile(rf"[{_FOREIGN}]+")
_STEP = 4
_BLANKS = re.compile(r"\s+")

_YEAR = re.compile(r"(?<![\d〔\[（(])((?:19|20)\d{2})\s*年")
_YEAR_SPAN = re.compile(r"(?:19|20)\d{2}\s*年?\s*[—–\-~～至到、和]+\s*(?:19|20)\d{2}")
_QUOTED_TITLE = re.compile(r"《[^》]*》")
_LEAST_YEARS = 2
"""One other year in a text may stand for anything."""

_NOT_A_FIGURE = re.compile(
    r"(?:\d{4}|[一二][〇○零一二三四五六七八九]{3})\s*年(?:\s*\d{1,2}\s*月)?(?:\s*\d{1,2}\s*日)?"
    r"|\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?|\d{4}[-./]\d{1,2}[-./]\d{1,2}|〔\d{4}〕\s*\d+\s*号|第\s*[\d一二三四五六七八九十百]+\s*[条款章页届期号次个批]"
    r"|(?m:^\s*[（(]?\d{1,2}[)）.．、])|\d{3,4}[- ]?\d{7,8}|20(?:\d{2}|[XxＸ×*]{2})"
)
_FIGURE = re.compile(
    r"\d|百分之|[二三四五六七八九十百千万两几][一二三四五六七八九十百千万余多]*"
    r"(?:个|名|人|次|处|家|项|件|场|条|万|元|户|所|台|辆|支|部|批|篇|份|期|公里|平方米|成|倍)"
)
_LEAST_LETTERS = 60


def doubtful_writing(rules: Authenticity, evidence: Iterable[Evidence]) -> Iterator[Finding]:
    """What the texts of items give away; each kind once an item, where it stands first."""
    for one in evidence:
        yield from _left_open(rules, one)
        yield from _watermark(rules, one)
        yield from _garbled(rules, one)
        yield from _clashing_years(one)
        yield from _without_figure(rules, one)


def _left_open(rules: Authenticity, one: Evidence) -> Iterator[Finding]:
    pattern = open_places(rules.placeholder_marks, rules.placeholder_words, rules.template_phrases)
    text = one.extraction.text
    may_be = not set(text).isdisjoint(_BLANK_DAY) or any(
        sign in text for sign in (*(mark * 2 for mark in rules.placeholder_marks), *rules.template_phrases)
    )
    hits = [match for match in pattern.finditer(text) if not _is_bold(match)] if may_be else []
    if hits:
        seen = passage(one, *hits[0].span())
        yield finding("JZ461", one.item.path, quote=seen.quote, page=seen.page, count=len(hits))
    elif match := pattern.search(one.description.title.value):
        quote = quoted(match.string, *match.span())
        yield finding("JZ461", one.item.path, quote=quote, page=1, count=1)


def _is_bold(match: re.Match[str]) -> bool:
    """Whether the asterisks of a hit are Markdown's around bold words."""
    if not match[0].startswith("**"):
        return False
    bold = (found.span() for found in _MARKED_UP.finditer(match.string))
    return any(start <= match.start() < end for start, end in bold)


@lru_cache(maxsize=4)
def open_places(marks: tuple[str, ...], words: tuple[str, ...], phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Marks in place of a name (`XX市`, `**同志`) or a day (`20XX年`, `X月X日`), and words of templates."""
    mark = f"(?:{'|'.join(map(re.escape, marks))})"
    word = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    alone = r"(?<![A-Za-z\d*＊×])"
    return re.compile(
        rf"(?<![A-Za-z\d*＊×{_SURNAMES}]){mark}{{2,6}}(?:{word})"
        rf"|(?:19|20){mark}{{2}}\s*年|{alone}[{_BLANK_DAY}]{{1,4}}年[{_BLANK_DAY}]{{1,2}}月|{alone}[{_BLANK_DAY}]{{1,2}}月[{_BLANK_DAY}]{{1,2}}日"
        rf"|{'|'.join(map(re.escape, phrases)) or '(?!)'}",
        re.IGNORECASE,
    )


def _watermark(rules: Authenticity, one: Evidence) -> Iterator[Finding]:
    for page in one.extraction.pages:
        for phrase in _in(page.text, rules.watermark_phrases):
            match = _spaced(phrase).search(page.text)
            quote = quoted(page.text, *match.span()) if match else phrase
            yield finding("JZ462", one.item.path, phrase=phrase, quote=quote, page=page.number)
            return


def _in(text: str, phrases: Sequence[str]) -> list[str]:
    """Those of the phrases that stand in a text, whatever its case and blanks."""
    squeezed = _BLANKS.sub("", text).casefold()
    return [phrase for phrase in phrases if _BLANKS.sub("", phrase).casefold() in squeezed]


@lru_cache(maxsize=128)
def _spaced(phrase: str) -> re.Pattern[str]:
    return re.compile(r"\s*".join(map(re.escape, _BLANKS.sub("", phrase))), re.IGNORECASE)


def _garbled(rules: Authenticity, one: Evidence) -> Iterator[Finding]:
    for page in one.extraction.pages:
        if run := garbled_run(page.text, rules.garbled_characters, rules.garbled_share):
            yield finding("JZ467", one.item.path, quote=run, page=page.number)
            return


def garbled_run(text: str, characters: int, share: float) -> str:
    """The first run of characters that are Chinese or noise, and hardly ever seen in Chinese; empty if none.

    Text of one encoding read as another looks so (鐨勬槸, ä¸­å›½): rare ideographs, Latin-1, private use.
    """
    rare = (char for char in set(text) if _is_rare(char))
    if sum(map(text.count, rare)) < share * characters:
        return ""
    for match in _RUN.finditer(text):
        for start in range(match.start(), match.end() - characters + 1, _STEP):
            window = text[start : start + characters]
            seen = measure(window)
            if seen.visible - seen.ordinary >= share * seen.visible:
                return window
    return ""


@cache
def _is_rare(char: str) -> bool:
    seen = measure(char)
    return seen.visible > seen.ordinary


def _clashing_years(one: Evidence) -> Iterator[Finding]:
    title, day = one.description.title.value, one.description.date
    named = {int(year) for year in _YEAR.findall(_QUOTED_TITLE.sub("", title))}
    if len(named) != 1 or _YEAR_SPAN.search(title):
        return
    (year,) = named
    if day and not day.inferred and year > day.value.year + 1:
        yield finding("JZ471", one.item.path, year=year, other=day.value.year)
        return
    body = _QUOTED_TITLE.sub("", one.extraction.text.replace(title, ""))
    told = [int(found) for found in _YEAR.findall(body)]
    if day and not day.inferred and day.value.year in (year, year + 1) and day.value.year in told:
        told.remove(day.value.year)  # the day it was signed
    near = {year - 1, year, year + 1} if _is_plan(title) else {year}
    if len(told) >= _LEAST_YEARS and not near & set(told):
        yield finding("JZ471", one.item.path, year=year, other="、".join(map(str, sorted(set(told)))))


def _is_plan(title: str) -> bool:
    """Plans look at the year before and after as well."""
    return bool(re.search(r"计划|方案|规划|要点|安排|预案|任务|通知", title))


def _without_figure(rules: Authenticity, one: Evidence) -> Iterator[Finding]:
    kind, text = one.description.kind, one.extraction.text
    if kind is None or kind.value not in rules.figured_kinds or one.extraction.reading is not Reading.READ:
        return
    if sum(ch.isalnum() for ch in text) >= _LEAST_LETTERS and not has_figure(text):
        yield finding("JZ472", one.item.path, kind=kind.value)


def has_figure(text: str) -> bool:
    """Whether a report tells any amount; days, document numbers, ordinals and telephones are none."""
    return bool(_FIGURE.search(_NOT_A_FIGURE.sub("", text)))
