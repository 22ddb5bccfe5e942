"""The query language of the desk: what a clerk types after `search`, as a tree that can be asked of a text.

    交通秩序 志愿服务            both runs of characters, anywhere in the document
    "new york"                  a run with a space in it
    issuer:公安局 title:方案     in one field: title number issuer caption text, or 题名 文号 责任者 说明 正文
    date:[20230101 TO 20231231] days, both included; date:2023, date:202305; either end may be *
    kind:统计表格 clause:I-1-2   facets, by id or part of the name: kind clause group district format year
    A OR B, NOT A, -A, ( )      capitals; a space means AND
    创建?城市 创建*城市          ? one character, * up to twenty

Nothing typed is an error: what is not language is text. With `plain` all of it is text.
"""

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from juanzong.index.document import Document
from juanzong.text import BREAK, proved_by_pairs, search_text, terms

FIELDS = ("title", "number", "issuer", "caption", "body")
"""In the order of `Document.fields`."""

_NAMES = {
    "title": "title", "题名": "title", "标题": "title",
    "number": "number", "文号": "number",
    "issuer": "issuer", "责任者": "issuer", "单位": "issuer",
    "caption": "caption", "说明": "caption",
    "text": "body", "body": "body", "正文": "body",
    "date": "date", "日期": "date",
    "kind": "kind", "类别": "kind",
    "clause": "clause", "指标": "clause",
    "group": "group", "工作组": "group",
    "district": "district", "区": "district",
    "format": "format", "形式": "format",
    "year": "year", "年份": "year",
}  # fmt: skip
_WILDCARD_REACH = 20
_LATEST = 99991231


@dataclass(frozen=True, slots=True)
class Words:
    """A search text that one field, or any, must hold."""

    field: str | None
    term: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """Search texts with `?` and `*` between them, as typed and as a regular expression."""

    field: str | None
    pieces: tuple[str, ...]
    expression: str


@dataclass(frozen=True, slots=True)
class Value:
    """A facet's value: an id, or a part of a name."""

    facet: str
    text: str


@dataclass(frozen=True, slots=True)
class Days:
    """A span of days as numbers `20230101`, both ends included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Not:
    """What must not hold."""

    node: "Node"


@dataclass(frozen=True, slots=True)
class AllOf:
    """All must hold."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One must hold."""

    nodes: tuple["Node", ...]


Node: TypeAlias = Words | Pattern | Value | Days | Not | AllOf | AnyOf


def facet_values(document: Document) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """What a document has of each facet: ids and names."""

    def alone(value: str) -> tuple[tuple[str, str], ...]:
        return ((value, value),) if value else ()

    return {
        "group": document.groups,
        "clause": document.clauses,
        "kind": alone(document.evidence_kind),
        "year": alone(str(document.date.year) if document.date else ""),
        "district": document.districts,
        "format": alone(document.format),
    }


def value_matches(wanted: str, key: str, name: str) -> bool:
    """Whether a facet's value is meant: by its id, or a part of its name."""
    return search_text(key) == wanted or wanted in search_text(name)


def day_number(day: dt.date | None) -> int:
    """20230131; 0 where not known."""
    return day.year * 10_000 + day.month * 100 + day.day if day else 0


def holds(node: Node, document: Document, fields: Mapping[str, str]) -> bool:  # noqa: PLR0911 (one for each kind)
    """Whether a document, given its search texts by field too, answers a query."""
    match node:
        case Words(field, term):
            return any(term in text for name, text in fields.items() if field in (None, name))
        case Pattern(field, _, expression):
            texts = (text for name, text in fields.items() if field in (None, name))
            return any(re.search(expression, text) for text in texts)
        case Value(facet, text):
            return any(value_matches(text, *value) for value in facet_values(document)[facet])
        case Days(first, last):
            return first <= day_number(document.date) <= last
        case Not(inner):
            return not holds(inner, document, fields)
        case AllOf(nodes):
            return all(holds(one, document, fields) for one in nodes)
        case AnyOf(nodes):
            return any(holds(one, document, fields) for one in nodes)


def proved_by_index(node: Node) -> bool:
    """Whether the index alone, without the texts, answers exactly."""
    match node:
        case Words(_, term):
            return proved_by_pairs(term)
        case AllOf(nodes) | AnyOf(nodes):
            return all(map(proved_by_index, nodes))
        case Value() | Days():
            return True
        case _:
            return False


def sought(node: Node) -> tuple[str, ...]:
    """The search texts to show in an answer."""
    match node:
        case Words(_, term):
            return (term,)
        case Pattern(_, pieces, _):
            return pieces
        case AllOf(nodes) | AnyOf(nodes):
            return tuple(dict.fromkeys(term for one in nodes for term in sought(one)))
        case _:
            return ()


# --- parsing -------------------------------------------------------------------------------------------

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<open>\((?=.*\))) |
        (?P<close>\)) |
        (?P<name>[\w]+)[:：](?:
            "(?P<named>[^"]*)" | \[(?P<low>[^\s\]]+)\s+TO\s+(?P<high>[^\s\]]+)\] | (?P<bare>[^\s()]+)
        ) |
        (?P<not>-(?=\S)) |
        "(?P<phrase>[^"]+)"(?=[\s)]|$) |
        (?P<word>[^\s()][^\s]*?(?=\)*(?:\s|$))|\S)
    )""",
    re.VERBOSE,
)


def _text_node(field: str | None, raw: str) -> Node | None:
    if re.search(r"[*?]", raw) and re.search(r"[^*?]", raw):
        parts = [search_text(part) for part in re.split(r"([*?])", raw)]
        becomes = {"*": f"[^{BREAK}]{{0,{_WILDCARD_REACH}}}", "?": f"[^{BREAK}]"}
        expression = "".join(becomes.get(part) or re.escape(part) for part in parts)
        pieces = tuple(part for part in parts if part and part not in becomes)
        return Pattern(field, pieces, expression) if pieces else None
    term = search_text(raw)
    return Words(field, term) if term else None


def _day(text: str, *, last: bool) -> int | None:
    """The first or last day that `2023`, `202305`, `2023-05-01` or `*` stands for."""
    if text == "*":
        return _LATEST if last else 1
    digits = re.sub(r"[-/.年月日]", "", search_text(text))
    if not re.fullmatch(r"\d{4}(\d\d)?(\d\d)?", digits):
        return None
    year, month, day = int(digits[:4]), digits[4:6], digits[6:8]
    which = int(month or (12 if last else 1))
    if not 1 <= which <= 12:  # noqa: PLR2004 (months)
        return None
    end = monthrange(year, which)[1] if year else 31
    return year * 10_000 + which * 100 + int(day or (end if last else 1))


def _field_node(match: re.Match[str]) -> Node | None:
    name = _NAMES.get(match["name"].casefold())
    value = match["named"] if match["named"] is not None else match["bare"]
    if name is None:
        return _text_node(None, match[0].strip())
    if name == "date":
        low, high = (match["low"], match["high"]) if match["low"] else (value or "", value or "")
        first, last = _day(low, last=False), _day(high, last=True)
        return _text_node(None, match[0].strip()) if first is None or last is None else Days(first, last)
    if value is None:
        return _text_node(None, match[0].strip())
    if name in FIELDS:
        if match["named"] is not None:
            term = search_text(value)
            return Words(name, term) if term else None
        return _text_node(name, value)
    wanted = search_text(value)
    return Value(name, wanted) if wanted else None


class _Parser:
    """Reads tokens from left to right; what closes nothing and joins nothing is left out."""

    def __init__(self, query: str) -> None:
        self._tokens = list(_TOKEN.finditer(query))
        self._at = 0

    def _word(self) -> str:
        return self._tokens[self._at]["word"] or "" if self._at < len(self._tokens) else ""

    def alternatives(self) -> Node | None:
        """A OR B."""
        nodes = [self._both()]
        while self._word() == "OR":
            self._at += 1
            nodes.append(self._both())
        found = tuple(node for node in nodes if node)
        return AnyOf(found) if len(found) > 1 else next(iter(found), None)

    def _both(self) -> Node | None:
        found: list[Node] = []
        while self._at < len(self._tokens) and not self._tokens[self._at]["close"] and self._word() != "OR":
            if self._word() == "AND":
                self._at += 1
            elif node := self._one():
                found.append(node)
        return AllOf(tuple(found)) if len(found) > 1 else next(iter(found), None)

    def _one(self) -> Node | None:
        match = self._tokens[self._at]
        self._at += 1
        if match["open"]:
            inner = self.alternatives()
            self._at += 1  # the bracket that closes it, or the end
            return inner
        if match["not"] or match["word"] == "NOT":
            inner = self._one() if self._at < len(self._tokens) else None
            return Not(inner) if inner else None
        if match["name"]:
            return _field_node(match)
        if match["phrase"]:
            term = search_text(match["phrase"])
            return Words(None, term) if term else None
        return _text_node(None, match["word"]) if match["word"] else None

    def all(self) -> Node | None:
        """Everything, across brackets that close nothing."""
        found: list[Node] = []
        while self._at < len(self._tokens):
            if self._tokens[self._at]["close"]:
                self._at += 1
            elif node := self.alternatives():
                found.append(node)
        return AllOf(tuple(found)) if len(found) > 1 else next(iter(found), None)


@lru_cache(maxsize=256)
def parse(query: str, *, plain: bool = False) -> Node | None:
    """The tree of a query; None if it asks for nothing."""
    if plain:
        found = tuple(Words(None, term) for term in terms(query))
        return AllOf(found) if len(found) > 1 else next(iter(found), None)
    return _Parser(query).all()
