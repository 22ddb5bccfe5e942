"""How results look on a terminal."""

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from types import MappingProxyType

from juanzong.findings import Finding, Severity
from juanzong.lang import Lang
from juanzong.load.release import Waiver
from juanzong.waivers import answer

STAGES = {
    "load": ("读取设置", "loading"),
    "collect": ("收集材料", "collecting"),
    "extract": ("读取内容", "reading"),
    "screen": ("审查", "screening"),
    "classify": ("归类", "classifying"),
    "authenticity": ("真实性检查", "examining"),
    "compile": ("成卷", "compiling"),
    "office": ("统计进度", "reckoning"),
    "index": ("编索引", "indexing"),
    "publish": ("生成网站", "publishing"),
    "pack": ("写入载体", "writing"),
    "verify": ("核验", "verifying"),
}
_SEVERITY = {
    Severity.ERROR: ("错误", "error"),
    Severity.WARNING: ("警告", "warning"),
    Severity.NOTICE: ("提示", "notice"),
}
_IN_BYTES = frozenset({"pack", "verify"})
"""Stages that count bytes; they are shown as megabytes."""
_MB = 1_000_000
_CELLS = 24
_SETTLED_SECONDS = 2
"""Before that a rate says nothing."""
_REDRAW_SECONDS = 0.1
_ROUND_RATE = 10
_MINUTE, _HOUR = 60, 3600


class Bar:
    """A one-line progress bar on stderr, with rate and remaining time; silent in a pipe.

    What is done when a stage first counts was taken from the cache and tells nothing of the rate.
    """

    def __init__(self, lang: Lang, *, quiet: bool, clock: Callable[[], float] = time.monotonic) -> None:
        self._lang = lang
        self._clock = clock
        self._silent = quiet or not sys.stderr.isatty()
        self._begun = (0.0, 0)
        self._drawn = 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show how far a stage is; `total` is 0 when it begins."""
        if self._silent:
            return
        now = self._clock()
        name = self._lang.say(*STAGES[stage])
        if not total:
            self._begun = (0.0, 0)
            self._draw(f"{name} …", now)
            return
        if not self._begun[0]:
            self._begun = (now, done)
        if done < total and now < self._drawn + _REDRAW_SECONDS:
            return
        unit = _MB if stage in _IN_BYTES else 1
        filled = _CELLS * done // total
        bar = f"[{'█' * filled}{'·' * (_CELLS - filled)}] {done // unit}/{total // unit}"
        self._draw(f"{name} {bar}{self._pace(done, total, now, unit)}", now)

    def _pace(self, done: int, total: int, now: float, unit: int) -> str:
        """How many a second, and how long the rest will take at that rate."""
        seconds, made = now - self._begun[0], done - self._begun[1]
        if seconds < _SETTLED_SECONDS or made <= 0:
            return ""
        rate = made / seconds
        shown = f"{rate / unit:.0f}" if rate / unit >= _ROUND_RATE else f"{rate / unit:.1f}"
        left = _span(round((total - done) / rate), self._lang)
        zh, en = ("个", "") if unit == 1 else ("MB", " MB")
        return self._lang.say(f"  每秒 {shown} {zh}，还需 {left}", f"  {shown}{en}/s, {left} left")

    def _draw(self, line: str, now: float) -> None:
        self._drawn = now
        sys.stderr.write(f"\r\x1b[K{line}")
        sys.stderr.flush()

    def clear(self) -> None:
        """Take the bar off the terminal."""
        if not self._silent:
            sys.stderr.write("\r\x1b[K")


def _span(seconds: int, lang: Lang) -> str:
    """A length of time in words, in its two largest units."""
    if seconds < _MINUTE:
        return lang.say(f"{seconds} 秒", f"{seconds} s")
    if seconds < _HOUR:
        minutes, rest = divmod(seconds, _MINUTE)
        return lang.say(f"{minutes} 分 {rest} 秒", f"{minutes} min {rest} s")
    hours, rest = divmod(seconds, _HOUR)
    return lang.say(f"{hours} 小时 {rest // _MINUTE} 分", f"{hours} h {rest // _MINUTE} min")


def severity(one: Severity, lang: Lang) -> str:
    """A severity in words."""
    return lang.say(*_SEVERITY[one])


def explain(
    findings: Iterable[Finding], lang: Lang, waived: Mapping[Finding, Waiver] = MappingProxyType({})
) -> str:
    """Findings grouped by file: code, place, what is wrong, what to do, and who answers for leaving it."""
    lines: list[str] = []
    for subject, some in groupby(findings, key=lambda f: f.subject):
        lines.append(subject)
        for one in some:
            place = lang.say(f"第 {one.line} 行 ", f"line {one.line} ") if one.line else ""
            where = f"{place}{one.field}".strip()
            lines.append(
                f"  {one.code} {severity(one.severity, lang)}"
                f"{lang.say('：', ': ')}{f'[{where}] ' if where else ''}{one.message(lang)}"
            )
            lines.append(f"        → {one.fix(lang)}")
            if one in waived:
                lines.append(f"        = {answer(waived[one], lang)}")
    return "\n".join(lines)


def summary(
    findings: Iterable[Finding], lang: Lang, waived: Mapping[Finding, Waiver] = MappingProxyType({})
) -> str:
    """How many findings of each weight there are, in how many files, and how many are answered for."""
    found = list(findings)
    count = Counter(one.severity for one in found if one not in waived)
    files = len({one.subject for one in found})
    errors, warnings, notices = (count[one] for one in Severity)
    left = lang.say(f"，已豁免 {len(waived)}", f", {len(waived)} waived") if waived else ""
    return lang.say(
        f"合计：错误 {errors}，警告 {warnings}，提示 {notices}{left}，涉及 {files} 处。"
        f"{'有错误的材料不能发布，请先改正。' if errors else '没有错误。'}",
        f"In all: {errors} errors, {warnings} warnings, {notices} notices{left}, at {files} places."
        f" {'Mend the errors first: what they concern is not published.' if errors else 'No errors.'}",
    )


def rows(
    findings: Iterable[Finding], lang: Lang, waived: Mapping[Finding, Waiver] = MappingProxyType({})
) -> list[dict[str, str | int]]:
    """Findings for machines; `waived` is empty, or says who answers for one."""
    return [
        {
            "code": f.code,
            "severity": f.severity.value,
            "subject": f.subject,
            "line": f.line,
            "field": f.field,
            "message": f.message(lang),
            "fix": f.fix(lang),
            "waived": answer(waived[f], lang) if f in waived else "",
        }
        for f in findings
    ]
