"""An item without its personal data: text, properties, description, sidecars, file names, previews."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel

from juanzong.load.models import Format
from juanzong.load.privacy import PersonalKind
from juanzong.model import (
    BlockKind,
    Description,
    Evidence,
    Extraction,
    Placement,
    Preview,
    Stated,
    TextSource,
)
from juanzong.screen.lists import columns
from juanzong.screen.marks import squeeze
from juanzong.screen.numbers import ROW_END
from juanzong.screen.personal import Linear, Rules, find, hide, hide_in_pages, linear

M = TypeVar("M", bound=BaseModel)

_LIST_WORDS = re.compile(r"名单|名册|花名册|登记|汇总|信息表|统计表|一览表|台账|档案|报名|录取|资助")
_HEAD_LINES = 6
_MANY = 3
"""So many pieces of personal data are a list, whatever it is called."""


@dataclass(frozen=True, slots=True)
class Guarded:
    """An item as it may be shown, and how much of each kind was in it and in what stands beside it.

    `within` is of the pages of the file, `beneath` of what it holds besides them, `beside` of its name and
    its sidecars. `minors` tells a list of minors.
    """

    evidence: Evidence
    within: Counter[PersonalKind]
    beneath: Counter[PersonalKind]
    beside: Counter[PersonalKind]
    minors: bool


def guarded(one: Evidence, rules: Rules, minors: tuple[str, ...]) -> Guarded:
    """Take personal data out of everything that is shown of an item.

    The file itself, and pictures of its pages, are not published where it holds any.
    """
    ocr = one.extraction.text_source is TextSource.OCR
    is_list = _names_minors(one, minors) and _lists_people(one, rules, ocr=ocr)
    hider = _Hider(rules.for_minors() if is_list else rules)
    pages, within = hide_in_pages(one.extraction.pages, hider.rules, ocr=ocr)
    beneath = _beneath(one, hider.rules)
    extraction = replace(one.extraction, pages=pages, beneath=())
    extraction = _properties(extraction, hider, within)
    aside: Counter[PersonalKind] = Counter()
    beside: Counter[PersonalKind] = Counter()
    placements = tuple(_placement(place, hider, beside) for place in one.item.placements)
    description = _described(one.description, hider, aside)
    if within:
        extraction = replace(extraction, preview=Preview())
    return Guarded(
        Evidence(replace(one.item, placements=placements), extraction, description, not (within or beneath)),
        within,
        beneath,
        beside,
        is_list,
    )


def _beneath(one: Evidence, rules: Rules) -> Counter[PersonalKind]:
    """Personal data that no page shows. Pictures are published without what was noted in them."""
    if one.item.media.format is Format.IMAGE or not one.extraction.beneath:
        return Counter()
    source = Linear(ROW_END.join(one.extraction.beneath))
    shown = squeeze(one.extraction.text)
    found = find(source, rules.kinds, rules.latest)
    return Counter(f.kind for f in found if squeeze(source.text[slice(*f.span)]) not in shown)


class _Hider:
    """Hides personal data in short texts, the same text once."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self._hide = cache(lambda text: hide(text, rules))

    def __call__(self, text: str, counts: Counter[PersonalKind]) -> str:
        """The text without personal data, which are added to `counts`."""
        if not text:
            return text
        made, found = self._hide(text)
        counts.update(found)
        return made


def _properties(extraction: Extraction, hider: _Hider, counts: Counter[PersonalKind]) -> Extraction:
    facts = extraction.facts
    return replace(
        extraction,
        facts=replace(facts, title=hider(facts.title, counts), author=hider(facts.author, counts)),
        pages=tuple(
            replace(page, label=hider(page.label, counts)) if page.label else page
            for page in extraction.pages
        ),
        findings=tuple(
            (code, tuple((name, hider(value, counts)) for name, value in details))
            for code, details in extraction.findings
        ),
    )


def _described(said: Description, hider: _Hider, counts: Counter[PersonalKind]) -> Description:
    def text(stated: Stated[str] | None) -> Stated[str] | None:
        return stated and replace(stated, value=hider(stated.value, counts), raw=hider(stated.raw, counts))

    day = said.date and replace(said.date, raw=hider(said.date.raw, counts))
    return replace(
        said,
        title=text(said.title) or said.title,
        doc_number=text(said.doc_number),
        issuer=text(said.issuer),
        date=day,
        document_type=text(said.document_type),
        kind=text(said.kind),
        caption=hider(said.caption, counts),
    )


def _placement(place: Placement, hider: _Hider, counts: Counter[PersonalKind]) -> Placement:
    shown = hider(place.path, counts)
    return replace(
        place,
        alias=shown if shown != place.path else "",
        sidecar=place.sidecar and _record(place.sidecar, hider, counts),
    )


def _record(record: M, hider: _Hider, counts: Counter[PersonalKind]) -> M:
    """A record of a YAML file with every text in it, however deep, without personal data."""

    def value(given: Any) -> Any:
        if isinstance(given, BaseModel):
            return _record(given, hider, counts)
        if isinstance(given, tuple):
            return tuple(map(value, given))
        return hider(given, counts) if type(given) is str else given

    changed = {name: new for name, old in record if (new := value(old)) != old}
    return record.model_copy(update=changed) if changed else record


def _names_minors(one: Evidence, words: tuple[str, ...]) -> bool:
    return any(word in text for text in _head(one) for word in words)


def _lists_people(one: Evidence, rules: Rules, *, ocr: bool) -> bool:
    """Whether personal data stand in it in a table, under the name of a list, or in numbers."""
    source = linear(one.extraction.pages, ocr=ocr)
    found = find(source, rules.for_minors().kinds, rules.latest)
    listed = bool(source.tables) or any(_LIST_WORDS.search(text) for text in _head(one))
    return bool(found) and (listed or len(found) >= _MANY)


def _head(one: Evidence) -> Iterator[str]:
    """Names, titles, and the first lines and the heads of columns of every page."""
    yield from (place.path for place in one.item.placements)
    yield from (one.description.title.value, one.description.caption, one.extraction.facts.title)
    for page in one.extraction.pages:
        yield page.label
        lines = 0
        for block in page.blocks:
            if block.kind is BlockKind.TABLE:
                heads = columns(block.rows)
                last = max((row for _, row in heads.values()), default=0)
                yield from ("".join(row) for row in block.rows[: last + 1])
            elif lines < _HEAD_LINES:
                yield block.text[:200]
                lines += 1
