"""What the models say of a field: what may stand there, and what it looks like when it is right."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from enum import Enum
from types import NoneType
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

Loc = tuple[str | int, ...]
"""The way to a value: keys and, in lists, positions counted from 0."""

_SAMPLES: dict[Any, Any] = {bool: "true", int: 1, float: 1.5, Decimal: 1.5, dt.date: "2026-03-01"}
_NEEDS_QUOTES = "{[\"'&*!|>@`%#"


def resolve(model: type[BaseModel], loc: Loc) -> tuple[Any, FieldInfo | None]:
    """The type that belongs at a place, and the field it belongs to unless it is an item of one."""
    wanted: Any = model
    info: FieldInfo | None = None
    for part in loc:
        wanted = _bare(wanted)
        info = None
        arguments = get_args(wanted)
        if isinstance(wanted, type) and issubclass(wanted, BaseModel):
            info = wanted.model_fields.get(str(part))
            wanted = info.annotation if info else Any
        else:
            wanted = arguments[1 if get_origin(wanted) is dict else 0] if arguments else Any
    return _bare(wanted), info


def allowed(model: type[BaseModel], loc: Loc) -> tuple[str, ...]:
    """The names of a record's fields, or the values of an enumeration, that may stand at a place."""
    wanted, _ = resolve(model, loc)
    if isinstance(wanted, type) and issubclass(wanted, BaseModel):
        return tuple(wanted.model_fields)
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return tuple(str(member.value) for member in wanted)
    return ()


def example(model: type[BaseModel], loc: Loc) -> str:
    """How a value at a place may look, as YAML on one line."""
    return flow(_sample(*resolve(model, loc)))


def flow(value: Any) -> str:
    """Sample data as YAML on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, Iterable) and not isinstance(value, str):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    text = str(value)
    return f'"{text}"' if text[:1] in _NEEDS_QUOTES else text


def _sample(wanted: Any, info: FieldInfo | None) -> Any:
    """Data as it may stand: the field's own example, its default, or one made of its type."""
    if info is not None and info.examples:
        return info.examples[0]
    if info is not None and isinstance(info.default, (str, int, float, dt.date)):
        return str(info.default).lower() if isinstance(info.default, bool) else info.default
    wanted = _bare(wanted)
    sample = _SAMPLES.get(wanted, "…")
    if get_origin(wanted) is tuple:
        sample = [_sample(get_args(wanted)[0], None)]
    elif get_origin(wanted) is dict:
        sample = {"name": _sample(get_args(wanted)[1], None)}
    elif isinstance(wanted, type) and issubclass(wanted, BaseModel):
        needed = {n: f for n, f in wanted.model_fields.items() if f.default is PydanticUndefined}
        sample = {name: _sample(field.annotation, field) for name, field in needed.items()}
    elif isinstance(wanted, type) and issubclass(wanted, Enum):
        sample = next(iter(wanted)).value
    return sample


def _bare(wanted: Any) -> Any:
    """A type without its annotations and without `| None`."""
    while True:
        if get_origin(wanted) is Annotated:
            wanted = get_args(wanted)[0]
        elif NoneType in get_args(wanted):
            wanted = next(option for option in get_args(wanted) if option is not NoneType)
        else:
            return wanted
