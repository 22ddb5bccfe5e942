"""What every reader does to text before anyone sees it."""

import re

from juanzong.text import fold_radicals

VERSION = 1
"""Changes whenever the same characters are cleaned otherwise."""

_DROPPED = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff"
    r"\ud800-\udfff]"
)
_CJK = (
    r"\u2014\u2018-\u201d\u2026\u2e80-\u303f\u3105-\u312f\u3190-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    r"\U00020000-\U0003ffff"
)
_BETWEEN = re.compile(rf"(?<=[{_CJK}])[ \t\u00a0\u2002-\u200a\u3000]+(?=[{_CJK}])")
_LINE_IN_CELL = re.compile(rf"(?<=[{_CJK}])\s*\n\s*(?=[{_CJK}])")
_BLANKS = re.compile(r"\s+")


def clean(text: str) -> str:
    """Fold radicals, drop NUL, controls and invisible marks, unify line ends, trim trailing blanks."""
    text = fold_radicals(text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n"))
    return "\n".join(line.rstrip() for line in _DROPPED.sub("", text).split("\n"))


def printed(text: str) -> str:
    """A line as printed, from PDF or OCR: also without the spaces that setting puts between CJK characters.

    A soft hyphen in a PDF is a hyphen that was printed.
    """
    text = text.replace("\u00ad", "-").replace("\x02", "").replace("\ufffe", "")
    return _BETWEEN.sub("", clean(text)).strip()


def cell(text: str) -> str:
    """A table's cell as one line."""
    return _BLANKS.sub(" ", _LINE_IN_CELL.sub("", clean(text))).strip()
