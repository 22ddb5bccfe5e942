"""The text of a sidecar: a new one, or one that people wrote and of which a field changes.

What a change does not concern stays as it is, byte for byte: comments, order, quotes, line ends. The text is
parsed again after every change, and a change that would have touched anything else is refused.
"""

import json
import os
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from juanzong.load.models import Confirmation, Sidecar

SUFFIX = ".yml"
"""What a sidecar's name has more than its file's."""

Value = str | date | None | tuple[Confirmation, ...]
"""What a field is to say; None takes it out, and so does an empty tuple."""

_ORDER = {name: place for place, name in enumerate(Sidecar.model_fields)}


class UneditableError(ValueError):
    """A sidecar written in a way that cannot be changed without touching the rest of it."""


def created(changes: Mapping[str, Value], schema: str = "") -> str:
    """A new sidecar, its fields in the order of the model, LF line ends; `schema` is for editors."""
    return edited(f"# yaml-language-server: $schema={schema}\n" if schema else "", changes)


def schema_beside(archive: Path, path: str) -> str:
    """The way from the folder of the file at `path` to the sidecars' schema; empty where there is none.

    Args:
        archive: The folder of `archive.yml`; the schema is looked for beside it, in `docs/schema/`.
        path: Relative to it, with `/`.
    """
    schema = archive.parent / "docs" / "schema" / "sidecar.json"
    if not schema.is_file():
        return ""
    return Path(os.path.relpath(schema, (archive / path).parent)).as_posix()


def edited(text: str, changes: Mapping[str, Value]) -> str:
    """The text with other values in some fields.

    Raises:
        UneditableError: it is no plain block mapping, so that a change would touch the rest.
    """
    before = _data(_parsed(text))
    for name in sorted(changes, key=_ORDER.__getitem__):
        text = _changed(text, name, changes[name])
    after = _data(_parsed(text))
    expected = before | {name: _plain(value) for name, value in changes.items()}
    if after != {name: value for name, value in expected.items() if value is not None}:
        raise UneditableError
    return text


def _parsed(text: str) -> yaml.MappingNode | None:
    """The root of a text; None where it says nothing.

    Raises:
        UneditableError: it is no mapping of lines, or no YAML.
    """
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise UneditableError from error
    if node is None or (isinstance(node, yaml.ScalarNode) and not node.value):
        return None
    if not isinstance(node, yaml.MappingNode) or node.flow_style:
        raise UneditableError
    return node


def _data(node: Any) -> Any:
    """What a node says, every scalar as the text that stands there."""
    if node is None:
        return {}
    if isinstance(node, yaml.MappingNode):
        if not all(isinstance(key, yaml.ScalarNode) for key, _ in node.value):
            raise UneditableError
        pairs = ((key.value, _data(value)) for key, value in node.value)
        return {key: value for key, value in pairs if value is not None}
    if isinstance(node, yaml.SequenceNode):
        return [_data(item) for item in node.value]
    return node.value or None


def _plain(value: Value) -> Any:
    """A value as `_data` finds it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_facts(one) for one in value] or None
    return value or None


def _facts(one: Confirmation) -> dict[str, str]:
    said = one.model_dump(mode="json", exclude_none=True)
    return {name: str(value) for name, value in said.items()}


def _changed(text: str, name: str, value: Value) -> str:
    entries = _entries(text)
    own = entries.get(name)
    if _plain(value) is None:
        return text[: own[0]] + text[own[1] :] if own else text
    if own is None:
        return _inserted(text, entries, name, value)
    node = own[2]
    if isinstance(value, tuple):
        return _confirmed(text, own, name, value)
    if isinstance(node, yaml.ScalarNode) and node.style not in ("|", ">"):
        start, end = node.start_mark.index, node.end_mark.index
        gap = "" if text[start - 1 : start].isspace() else " "
        return text[:start] + gap + _scalar(name, value) + text[end:]
    return text[: own[0]] + _entry(text, name, value) + text[own[1] :]


def _entries(text: str) -> dict[str, tuple[int, int, yaml.Node]]:
    """Where each field begins and ends in the text, whole lines, and what it says."""
    root = _parsed(text)
    if root is None:
        return {}
    starts = [_line_start(text, key.start_mark.index) for key, _ in root.value]
    ends = [*starts[1:], len(text)]
    return {
        key.value: (start, _trimmed(text, start, end), value)
        for (key, value), start, end in zip(root.value, starts, ends, strict=True)
    }


def _trimmed(text: str, start: int, end: int) -> int:
    """The end of an entry without the blank lines and the comments that follow it."""
    lines = text[start:end].splitlines(keepends=True)
    while len(lines) > 1 and (not lines[-1].strip() or lines[-1].startswith(("#", "..."))):
        lines.pop()
    return start + sum(map(len, lines))


def _line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def _inserted(text: str, entries: Mapping[str, tuple[int, int, yaml.Node]], name: str, value: Value) -> str:
    """The text with one more field: after those that stand before it in the model's order."""
    before = [end for other, (_, end, _) in entries.items() if _ORDER.get(other, -1) < _ORDER[name]]
    starts = (start for start, _, _ in entries.values())
    place = max(before) if before else min(starts, default=len(text))
    gap = _line_end(text) if place and text[place - 1] != "\n" else ""
    return text[:place] + gap + _entry(text, name, value) + text[place:]


def _entry(text: str, name: str, value: Value) -> str:
    """A field as whole lines, with the line ends of the text."""
    if isinstance(value, tuple):
        lines = [f"{name}:", *(line for one in value for line in _item(one, ""))]
    else:
        lines = [f"{name}: {_scalar(name, value)}"]
    return "".join(line + _line_end(text) for line in lines)


def _confirmed(text: str, own: tuple[int, int, yaml.Node], name: str, wanted: Sequence[Confirmation]) -> str:
    """The list of clauses with those that are new at its end and without those that are gone."""
    start, end, node = own
    if not isinstance(node, yaml.SequenceNode) or node.flow_style or not node.value:
        return text[:start] + _entry(text, name, tuple(wanted)) + text[end:]
    starts = [_line_start(text, item.start_mark.index) for item in node.value]
    spans = zip(starts, [*starts[1:], end], strict=True)
    standing = [(_data(item), text[a:b]) for item, (a, b) in zip(node.value, spans, strict=True)]
    indent = text[starts[0] :].split("-", 1)[0]
    pieces = [text[: starts[0]]]
    for one in wanted:
        kept = next((lines for said, lines in standing if said == _facts(one)), None)
        if kept is None:
            kept = "".join(line + _line_end(text) for line in _item(one, indent))
        elif not kept.endswith("\n"):
            kept += _line_end(text)
        pieces.append(kept)
    return "".join(pieces) + text[end:]


def _item(one: Confirmation, indent: str) -> list[str]:
    lines = [f"{name}: {_scalar(name, value)}" for name, value in _facts(one).items()]
    return [f"{indent}{'- ' if place == 0 else '  '}{line}" for place, line in enumerate(lines)]


def _scalar(name: str, value: Any) -> str:
    """A value on one line, in quotes only where it needs them."""
    text = value.isoformat() if isinstance(value, date) else str(value)
    if name in ("date", "page"):
        return text
    if not text.isprintable():
        return json.dumps(text, ensure_ascii=False)
    dumped: str = yaml.safe_dump(text, allow_unicode=True, width=len(text) * 4 + 80)
    return dumped.removesuffix("...\n").removesuffix("\n")


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
