"""What went wrong where a YAML parser gives up: the mistakes clerks really make, named.

A parser says "mapping values are not allowed in this context", often a line too late; the cause is nearly
always one of a handful, and can be seen in the text.
"""

import re

import yaml

from juanzong.findings import Finding, finding

_NAME = r"^\s*(?:-\s+)*(?P<name>[\"']?[\w-]+[\"']?)\s*"
_VALUE = r"^\s*(?:-\s+)*(?:[\w-]+:\s+|-\s+)"

_WIDE_COLON = re.compile(_NAME + "：")
_NO_SPACE = re.compile(_NAME + r":(?=[^\s:/\\])")
_TAB = re.compile(r"^ *\t")
_OPENED = re.compile(_VALUE + r"(?P<mark>[@`%&*!|>\"'\[{])")
_CONFLICT = re.compile(r"^(?:<{7} |={7}$|>{7} )")
_COLON_INSIDE = re.compile(_VALUE + r"[^\"'].*?(?P<mark>:)\s")


def diagnose(text: str, subject: str, error: yaml.MarkedYAMLError | None = None) -> Finding:
    """The finding on a text that does not parse or, without an error, is not a mapping."""
    lines = text.splitlines()
    conflict = next((number for number, line in enumerate(lines, 1) if _CONFLICT.match(line)), 0)
    if conflict:
        return finding("JZ109", subject, line=conflict)
    if error is None:
        start = next(
            (n for n, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")), 0
        )
        return colon(lines[start], subject, start + 1) or finding("JZ107", subject, line=start + 1)
    mark = error.problem_mark or error.context_mark
    last = min(mark.line if mark else 0, len(lines) - 1)
    first = min(error.context_mark.line if error.context_mark else last, last)
    if "end of stream" in str(error.problem) and "quoted" in str(error.context):
        return finding("JZ116", subject, line=first + 1)
    # A name without its colon makes the parser stumble over the next line only.
    before = next((n for n in range(first - 1, -1, -1) if lines[n].strip()), first)
    for number in dict.fromkeys((before, first, last)):
        if named := colon(lines[number], subject, number + 1) or _tab(lines[number], subject, number + 1):
            return named
    for number in dict.fromkeys((first, last)):
        if named := _special(lines[number], subject, number + 1):
            return named
    return finding("JZ111", subject, line=last + 1, column=(mark.column if mark else 0) + 1)


def colon(line: str, subject: str, number: int, field: str = "") -> Finding | None:
    """The finding on a name whose colon is full-width or lacks its space, if this line has one."""
    for code, pattern in (("JZ112", _WIDE_COLON), ("JZ114", _NO_SPACE)):
        if match := pattern.match(line):
            return finding(code, subject, line=number, field=field, name=match["name"].strip("\"'"))
    return None


def _tab(line: str, subject: str, number: int) -> Finding | None:
    return finding("JZ113", subject, line=number) if _TAB.match(line) else None


def _special(line: str, subject: str, number: int) -> Finding | None:
    """The finding on a value that needs quotes."""
    match = _OPENED.match(line) or _COLON_INSIDE.match(line)
    return finding("JZ115", subject, line=number, mark=match["mark"]) if match else None
