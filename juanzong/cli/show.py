"""How results look on a terminal."""

import sys
from collections.abc import Iterable
from itertools import groupby

from juanzong.findings import Finding, Severity
from juanzong.lang import Lang

STAGES = {
    "load": ("读取设置", "loading"),
    "collect": ("收集材料", "collecting"),
    "extract": ("读取内容", "reading"),
    "screen": ("审查", "screening"),
    "classify": ("归类", "classifying"),
    "compile": ("成卷", "compiling"),
    "index": ("编索引", "indexing"),
    "publish": ("生成网站", "publishing"),
}
_SEVERITY = {
    Severity.ERROR: ("错误", "error"),
    Severity.WARNING: ("警告", "warning"),
    Severity.NOTICE: ("提示", "notice"),
}
_CELLS = 24


class Bar:
    """A one-line progress bar on stderr; silent in a pipe."""

    def __init__(self, lang: Lang, *, quiet: bool) -> None:
        self._lang = lang
        self._silent = quiet or not sys.stderr.isatty()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show how far a stage is."""
        if self._silent:
            return
        name = self._lang.say(*STAGES[stage])
        filled = _CELLS * done // total if total else 0
        bar = f" [{'█' * filled}{'·' * (_CELLS - filled)}] {done}/{total}" if total else " …"
        sys.stderr.write(f"\r\x1b[K{name}{bar}")
        sys.stderr.flush()

    def clear(self) -> None:
        """Take the bar off the terminal."""
        if not self._silent:
            sys.stderr.write("\r\x1b[K")


def severity(one: Severity, lang: Lang) -> str:
    """A severity in words."""
    return lang.say(*_SEVERITY[one])


def explain(findings: Iterable[Finding], lang: Lang) -> str:
    """Findings grouped by file: code, place, what is wrong, what to do."""
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
    return "\n".join(lines)


def rows(findings: Iterable[Finding], lang: Lang) -> list[dict[str, str | int]]:
    """Findings for machines."""
    return [
        {
            "code": f.code,
            "severity": f.severity.value,
            "subject": f.subject,
            "line": f.line,
            "field": f.field,
            "message": f.message(lang),
            "fix": f.fix(lang),
        }
        for f in findings
    ]
