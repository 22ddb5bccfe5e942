"""Personal data: found in everything that is shown of an item, and taken out of it by policy.

What comes out of here is all that later stages see: pages, index, catalogue and file names are made of masked
values, and there is no other way to them. Findings tell kinds and counts, never a value.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from juanzong.load.privacy import Personal, PersonalAction, PersonalKind, PersonalRule
from juanzong.model import Block, BlockKind, Page
from juanzong.screen import lists, numbers
from juanzong.screen.numbers import ROW_END, Span

DELETED = "〔已删去〕"
"""Stands where something was deleted."""

_LEAST_HIDDEN = 4
"""A mask that would hide fewer characters than these hides all of them."""

_SUSPECT = re.compile(r"\d\D{0,3}\d|[@址处所居]|[一二三四五六七八九十]")
"""What a text must hold for anything to be found in it; most titles and names do not."""

_BOUNDS = re.compile(f"[\n\t{ROW_END}]")
_ORDER = (
    PersonalKind.EMAIL,
    PersonalKind.RESIDENT_ID,
    PersonalKind.MOBILE,
    PersonalKind.BANK_CARD,
    PersonalKind.LANDLINE,
    PersonalKind.BIRTH_DATE,
    PersonalKind.HOME_ADDRESS,
)
"""Where two kinds claim the same characters, the earlier has them."""


@dataclass(frozen=True, slots=True)
class Found:
    """Personal data of one kind at some place of a text."""

    kind: PersonalKind
    span: Span


@dataclass(frozen=True, slots=True)
class Rules:
    """What is looked for and what is done with it; no one is born after `latest`."""

    by_kind: Mapping[PersonalKind, PersonalRule]
    latest: date

    @classmethod
    def of(cls, policy: Personal, latest: date) -> "Rules":
        """The rules of an archive."""
        return cls({kind: policy.rule(kind) for kind in PersonalKind}, latest)

    def for_minors(self) -> "Rules":
        """The rules for a list of minors: deleted, not masked, whatever its kind (教财厅函〔2017〕28号)."""
        deleted = PersonalRule(action=PersonalAction.DELETE)
        kept = PersonalAction.WITHHOLD
        return Rules({k: r if r.action is kept else deleted for k, r in self.by_kind.items()}, self.latest)

    @property
    def kinds(self) -> frozenset[PersonalKind]:
        """What is looked for."""
        return frozenset(k for k, rule in self.by_kind.items() if rule.action is not PersonalAction.ALLOW)


@dataclass(frozen=True, slots=True)
class Linear:
    """The pages of an item as one text, with the places of its tables and of what was read by OCR."""

    text: str
    tables: tuple[tuple[int, Sequence[Sequence[str]]], ...] = ()
    unsure: tuple[Span, ...] = ()


def linear(pages: Iterable[Page], *, ocr: bool = False) -> Linear:
    """Pages as one text: blocks and pages parted by line ends, rows by `ROW_END`, cells by tabs."""
    parts: list[str] = []
    tables: list[tuple[int, Sequence[Sequence[str]]]] = []
    unsure: list[Span] = []
    at = 0
    for page in pages:
        begun = at
        for block in page.blocks:
            if block.kind is BlockKind.TABLE:
                tables.append((at, block.rows))
                text = ROW_END.join(map("\t".join, block.rows))
            else:
                text = block.text
            parts.append(text)
            at += len(text) + 1
        if ocr or page.ocr:
            unsure.append((begun, at))
    return Linear("\n".join(parts), tuple(tables), tuple(unsure))


def find(source: Linear, kinds: frozenset[PersonalKind], latest: date) -> tuple[Found, ...]:
    """Everything personal of these kinds, in order, no two of them overlapping."""
    text = numbers.fold(source.text)
    hits: dict[PersonalKind, list[Span]] = {kind: [] for kind in _ORDER}
    hits[PersonalKind.EMAIL] += numbers.emails(text)
    for kind, search in _SEARCHES.items() if numbers.has_numbers(text) else ():
        hits[kind] += search(text, latest)
    for kind, span in (*lists.labelled(text), *_in_columns(source)):
        hits[kind].append(span)
    for start, end in source.unsure:
        for is_id, (first, last) in numbers.unsure_numbers(text[start:end], latest):
            kind = PersonalKind.RESIDENT_ID if is_id else PersonalKind.MOBILE
            hits[kind].append((start + first, start + last))
    near = [span for kind in _ORDER if kind is not PersonalKind.EMAIL for span in hits[kind]]
    hits[PersonalKind.HOME_ADDRESS] += lists.home_addresses(text, near)
    return tuple(_parted((kind, span) for kind in _ORDER if kind in kinds for span in hits[kind]))


_SEARCHES: Mapping[PersonalKind, Callable[[str, date], Iterator[Span]]] = {
    PersonalKind.RESIDENT_ID: numbers.resident_ids,
    PersonalKind.MOBILE: lambda text, _: numbers.mobiles(text),
    PersonalKind.BANK_CARD: lambda text, _: numbers.bank_cards(text),
    PersonalKind.LANDLINE: lambda text, _: numbers.landlines(text),
}


def _in_columns(source: Linear) -> Iterator[tuple[PersonalKind, Span]]:
    for start, rows in source.tables:
        at = start
        wanted = lists.columns([[numbers.fold(cell) for cell in row] for row in rows[: lists.HEAD_ROWS]])
        for number, row in enumerate(rows if wanted else ()):
            cell_start = at
            for place, cell in enumerate(row):
                kind, head = wanted.get(place, (None, 0))
                if kind and number > head and cell:
                    for first, last in lists.cell_spans(kind, numbers.fold(cell)):
                        yield kind, (cell_start + first, cell_start + last)
                cell_start += len(cell) + 1
            at = cell_start if row else at + 1


def _parted(claims: Iterable[tuple[PersonalKind, Span]]) -> list[Found]:
    """The claims, later ones less what earlier ones have."""
    taken: list[Found] = []
    starts: list[int] = []
    for kind, (start, end) in claims:
        at = start
        place = max(bisect_left(starts, start) - 1, 0)
        free: list[Span] = []
        while place < len(taken) and taken[place].span[0] < end:
            begun, done = taken[place].span
            if begun > at:
                free.append((at, begun))
            at = max(at, done)
            place += 1
        if at < end:
            free.append((at, end))
        for span in free:
            where = bisect_left(starts, span[0])
            starts.insert(where, span[0])
            taken.insert(where, Found(kind, span))
    return taken


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of a text, within one line and one cell, and what takes its place."""

    start: int
    end: int
    text: str


def edits(text: str, found: Iterable[Found], rules: Mapping[PersonalKind, PersonalRule]) -> list[Edit]:
    """What to change; line ends, tabs and everything outside of what was found stay."""
    made: list[Edit] = []
    for one in found:
        start, end = one.span
        value = text[start:end]
        rule = rules[one.kind]
        becomes = None if rule.action is PersonalAction.DELETE else masked(value, rule)
        bounds = [-1, *(hit.start() for hit in _BOUNDS.finditer(value)), len(value)]
        for nth, (before, after) in enumerate(pairwise(bounds)):
            if after > before + 1:
                new = becomes[before + 1 : after] if becomes else ("" if nth else DELETED)
                made.append(Edit(start + before + 1, start + after, new))
    return made


def masked(value: str, rule: PersonalRule) -> str:
    """A value with its letters and digits hidden but for those the rule keeps; as long as before."""
    places = [place for place, char in enumerate(value) if char.isalnum()]
    kept = {*places[: rule.keep_first], *places[len(places) - rule.keep_last :]}
    if len(places) - len(kept) < _LEAST_HIDDEN:
        kept = set()
    return "".join("*" if char.isalnum() and place not in kept else char for place, char in enumerate(value))


def rewritten(text: str, changes: Sequence[Edit], start: int = 0) -> str:
    """A text that stands at `start`, with those of the changes that fall into it."""
    end = start + len(text)
    first = bisect_left(changes, start, key=lambda change: change.start)
    if first == len(changes) or changes[first].start >= end:
        return text
    pieces: list[str] = []
    at = start
    for change in changes[first:]:
        if change.start >= end:
            break
        pieces += text[at - start : change.start - start], change.text
        at = change.end
    pieces.append(text[at - start :])
    return "".join(pieces)


def rewritten_pages(pages: Iterable[Page], changes: Sequence[Edit]) -> tuple[Page, ...]:
    """The pages that were made `linear`, with the changes in them."""
    made: list[Page] = []
    at = 0
    for page in pages:
        blocks: list[Block] = []
        for block in page.blocks:
            if block.kind is BlockKind.TABLE:
                new, at = _rewritten_rows(block, changes, at)
                blocks.append(new)
            else:
                blocks.append(replace(block, text=rewritten(block.text, changes, at)))
                at += len(block.text) + 1
        made.append(replace(page, blocks=tuple(blocks)))
    return tuple(made)


def _rewritten_rows(block: Block, changes: Sequence[Edit], at: int) -> tuple[Block, int]:
    rows: list[tuple[str, ...]] = []
    for row in block.rows:
        cells: list[str] = []
        for cell in row:
            cells.append(rewritten(cell, changes, at))
            at += len(cell) + 1
        rows.append(tuple(cells))
        at += 0 if row else 1
    return replace(block, rows=tuple(rows)), at if block.rows else at + 1


def hide(text: str, rules: Rules) -> tuple[str, Counter[PersonalKind]]:
    """A short text without personal data, and how much of each kind there was."""
    counts: Counter[PersonalKind] = Counter()
    if not _SUSPECT.search(text):
        return text, counts
    while found := find(Linear(text), rules.kinds, rules.latest):
        counts.update(one.kind for one in found)
        text = rewritten(text, edits(text, found, rules.by_kind))
    return text, counts


def hide_in_pages(
    pages: tuple[Page, ...], rules: Rules, *, ocr: bool = False
) -> tuple[tuple[Page, ...], Counter[PersonalKind]]:
    """Pages without personal data, and how much of each kind there was.

    Again until nothing is found: what was glued to a number stands free when that is gone.
    """
    counts: Counter[PersonalKind] = Counter()
    source = linear(pages, ocr=ocr)
    while found := find(source, rules.kinds, rules.latest):
        counts.update(one.kind for one in found)
        pages = rewritten_pages(pages, edits(source.text, found, rules.by_kind))
        source = linear(pages, ocr=ocr)
    return pages, counts
