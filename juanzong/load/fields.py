"""The kinds of value that the YAML models are made of.

The reader hands every plain scalar over as the text that stands in the file, so that `2026`, `no` and `0123`
stay what a clerk typed where text is wanted; the types here turn it into what a field wants.
"""

import datetime as dt
import re
import string
import unicodedata
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38}[A-Za-z0-9])?$")]
"""A name that is safe in a path, a URL and on every file system: `I-1-1-2`, `jcz`."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Text that is not blank."""

_DAY = re.compile(
    r"(?P<y>\d{4})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})"
    r"|(?P<y1>\d{4})\s*年\s*(?P<m1>\d{1,2})\s*月\s*(?P<d1>\d{1,2})\s*日"
    r"|(?P<y2>\d{4})(?P<m2>\d{2})(?P<d2>\d{2})"
)


def parse_day(value: object) -> object:
    """Read a day as clerks write it: 2026-03-01, 2026/3/1, 2026.3.1, 2026年3月1日 or 20260301.

    Raises:
        PydanticCustomError: text that is no day of the calendar (`day`).
    """
    if not isinstance(value, str):
        return value
    match = _DAY.fullmatch(unicodedata.normalize("NFKC", value).strip())
    if match:
        year, month, day = (int(part) for part in match.groups() if part and part.isdigit())
        try:
            return dt.date(year, month, day)
        except ValueError:
            pass
    raise PydanticCustomError("day", "not a day of the calendar")


Day = Annotated[
    dt.date,
    BeforeValidator(parse_day),
    WithJsonSchema(
        {
            "type": ["string", "integer"],
            "pattern": r"^\d{4}([-/.]\d{1,2}[-/.]\d{1,2}|\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|\d{4})$",
            "examples": ["2026-03-01"],
        }
    ),
]
"""A day of the calendar."""


def parse_flag(value: object) -> object:
    """Read `true` or `false` and nothing else (YAML 1.2 core): `no` and `on` are words.

    Raises:
        PydanticCustomError: any other text (`flag`).
    """
    if not isinstance(value, str):
        return value
    if value.lower() not in ("true", "false"):
        raise PydanticCustomError("flag", "neither true nor false")
    return value.lower() == "true"


Flag = Annotated[bool, BeforeValidator(parse_flag)]
"""true or false."""

PLACEHOLDERS = ("fonds", "category", "year", "retention", "section", "item")
"""What a pattern of 档号 may name; `item` and `year` are whole numbers, the others text."""

_FORMAT_SPEC = re.compile(r"0?\d{0,2}d?")
_MIDDLE_DOTS = str.maketrans(dict.fromkeys("・•‧∙⋅･", "·"))


def check_pattern(pattern: str) -> str:
    """Try a pattern of 档号; look-alikes of the middle dot become U+00B7 (DA/T 13-2022).

    Raises:
        PydanticCustomError: it is broken (`pattern_broken`), names something unknown
            (`pattern_placeholder`), or lacks the item, so that numbers would not be unique (`pattern_item`).
    """
    broken = PydanticCustomError("pattern_broken", "broken pattern")
    try:
        parts = list(string.Formatter().parse(pattern))
    except ValueError:
        raise broken from None
    names = [name for _, name, _, _ in parts if name is not None]
    for placeholder in names:
        if placeholder not in PLACEHOLDERS:
            unknown = {"placeholder": placeholder}
            raise PydanticCustomError("pattern_placeholder", "unknown placeholder", unknown)
    for _, name, spec, conversion in parts:  # nothing but a width: a pattern runs no code
        whole = name in ("year", "item")
        if conversion or (spec and not (whole and _FORMAT_SPEC.fullmatch(spec))):
            raise broken
    if "item" not in names:
        raise PydanticCustomError("pattern_item", "no item")
    return pattern.translate(_MIDDLE_DOTS)


Pattern = Annotated[Text, AfterValidator(check_pattern)]
"""How 档号 are made: text with placeholders."""


class Record(BaseModel):
    """Base of all YAML models: frozen, no unknown fields; a field left blank is a field not given."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _blank_is_absent(cls, data: Any) -> Any:
        if isinstance(data, dict) and None in data.values():
            known = cls.model_fields
            return {key: value for key, value in data.items() if value is not None or key not in known}
        return data
