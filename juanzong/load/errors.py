"""What pydantic found wrong with a file, as findings that name line, field and fix."""

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from juanzong.findings import Finding, finding
from juanzong.load.describe import Loc, allowed, example, resolve
from juanzong.load.fields import PLACEHOLDERS
from juanzong.load.mistakes import colon
from juanzong.load.yamlfile import MAX_FINDINGS, Document, dotted

SHOWN = 40
"""Characters of a wrong value that a message repeats."""

_LINES = ("缩进在下面的若干行“名称: 值”", "indented lines `name: value`")
_LIST = ("列表（每项一行，以减号和空格开头）", "a list (one item a line, each after a dash and a space)")
_NUMBER = ("数字", "a number")
_EXPECTED: Mapping[str, tuple[str, str]] = {
    "string_type": ("文字", "text"),
    "int_": ("整数", "a whole number"),
    "float_": _NUMBER,
    "decimal_max": ("四位以内小数的数", "a number with up to four decimals"),
    "decimal_": _NUMBER,
    "finite_number": _NUMBER,
    "flag": ("true 或 false", "true or false"),
    "bool_": ("true 或 false", "true or false"),
    "tuple_type": _LIST,
    "too_short": ("至少一项", "at least one item"),
    "dict_type": _LINES,
    "model_": _LINES,
    "greater_than_equal": ("不小于 {ge} 的数", "a number not below {ge}"),
    "greater_than": ("大于 {gt} 的数", "a number above {gt}"),
    "less_than_equal": ("不大于 {le} 的数", "a number not above {le}"),
}
"""What a value should have been, by the start of the type of pydantic's error, in both languages."""

_OTHER = ("另一种写法", "written differently")

_CODES: Mapping[str, str] = {
    "missing": "JZ121",
    "enum": "JZ125",
    "string_too_short": "JZ126",
    "string_pattern_mismatch": "JZ127",
    "day": "JZ128",
    "date_type": "JZ128",
    "window_order": "JZ129",
    "slot_order": "JZ130",
    "pattern_broken": "JZ131",
    "pattern_placeholder": "JZ132",
    "pattern_item": "JZ133",
}


def findings_of(error: ValidationError, document: Document, model: type[BaseModel]) -> tuple[Finding, ...]:
    """All that is wrong with a document, as findings."""
    details = error.errors(include_url=False)
    found = [_finding(detail, document, model) for detail in details[:MAX_FINDINGS]]
    if len(details) > MAX_FINDINGS:
        line = document.line(details[MAX_FINDINGS]["loc"])
        found.append(finding("JZ120", document.subject, line=line, limit=MAX_FINDINGS))
    return tuple(found)


def _finding(error: ErrorDetails, document: Document, model: type[BaseModel]) -> Finding:
    kind, loc, value = error["type"], error["loc"], error["input"]
    if loc[-1:] == ("[key]",):
        loc = loc[:-1]
        value = loc[-1]
    line = document.line(loc)
    # Where every colon below a name is full-width, the parser sees one piece of text.
    if isinstance(value, str) and kind in ("model_type", "dict_type", "tuple_type"):
        named = colon(value, document.subject, line, dotted(loc))
        if named:
            return named
    if kind == "extra_forbidden":
        code, details = _unknown(str(loc[-1]), model, loc[:-1])
    else:
        code = _CODES.get(kind, "JZ124")
        details = _details(code, error, model, loc)
        details["value"] = _shown(value)
    return finding(code, document.subject, line=line, field=dotted(loc), **details)


def _unknown(name: str, model: type[BaseModel], record: Loc) -> tuple[str, dict[str, str]]:
    """A field that does not exist, and the one that is probably meant."""
    names = allowed(model, record)
    for known in names:
        _, info = resolve(model, (*record, known))
        # A clerk who writes 文号 means the field that is described so.
        if info and name.strip() == re.split(r"[，（：、]", info.description or "")[0]:
            return "JZ122", {"name": name, "close": known}
    if close := difflib.get_close_matches(name.strip().lower().replace("-", "_"), names, n=1):
        return "JZ122", {"name": name, "close": close[0]}
    return "JZ123", {"name": _shown(name), "allowed": listed(names)}


def _details(code: str, error: ErrorDetails, model: type[BaseModel], loc: Loc) -> dict[str, Any]:
    """What the texts of a code want to know of an error."""
    context = error.get("ctx", {})
    named = loc
    while len(named) > 1 and isinstance(named[-1], int):
        named = named[:-1]  # an item of a list is shown with the whole list
    details = {"name": dotted(loc), "key": str(named[-1]), "example": example(model, named)}
    match code:
        case "JZ121":
            _, info = resolve(model, loc)
            details["meaning"] = (info.description if info else None) or str(loc[-1])
        case "JZ124":
            zh, en = next(
                (both for start, both in _EXPECTED.items() if error["type"].startswith(start)), _OTHER
            )
            details |= {"expected": zh.format_map(context), "expected_en": en.format_map(context)}
        case "JZ125":
            details["allowed"] = listed(allowed(model, loc))
        case "JZ132":
            details["allowed"] = listed(PLACEHOLDERS)
    return details | {key: str(item) for key, item in context.items() if key != "error"}


def listed(names: Iterable[str]) -> str:
    """Names in a row, the same in both languages."""
    return ", ".join(names)


def _shown(value: object) -> str:
    """A wrong value, on one line and not too long."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, list):
        return "[…]"
    text = " ".join(str(value).split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
