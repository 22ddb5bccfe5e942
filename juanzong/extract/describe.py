"""What an item is: a person's word first, then its content, its metadata, and at last its file's name."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TypeVar

from juanzong.extract.dates import day_in_name
from juanzong.extract.doc_numbers import DocNumber, is_regular, number_in_name, parse
from juanzong.extract.ending import Ending, ending, stated_issuer
from juanzong.extract.head import Head, Line, head
from juanzong.extract.vocabulary import Vocabulary, vocabulary
from juanzong.findings import Finding, finding
from juanzong.load.models import Format, Sidecar
from juanzong.model import BlockKind, Config, Description, Extraction, Item, Origin, Page, Stated, TextSource

T = TypeVar("T")

_SHEET_HEAD_ROWS = 3
_TITLE_CHARACTERS = 150
_LEAST_HAN = 4
_HAN = re.compile(r"[\u3400-\u9fff]")
_ORDER_IN_NAME = re.compile(r"^(?:[（(]\d{1,3}[）)]|\d{1,3}(?:[-_、—]+|[.．](?!\d)))\s*(?=\S)")
_DATE_IN_NAME = re.compile(r"[-_\s.]*(?:19|20)\d{2}[-.]?[01]\d[-.]?[0-3]\d$")
_COPY_IN_NAME = re.compile(r"(?:\s*[-_—]+\s*副本|\s*[（(]\d{1,2}[）)]|\s*- ?Copy)+$")
_UNTITLED = re.compile(
    r"microsoft\b.*|.*\.(?:docx?|wps|pdf|xlsx?|pptx?|ofd|indd|cdr)|.*(?:演示文稿|幻灯片|无标题|未命名|新建|模板).*|文档\s*\d*",
    re.IGNORECASE,
)
_HEADED = (Format.PDF, Format.DOCUMENT, Format.TEXT, Format.SLIDES)
_BY_FORMAT = (Format.IMAGE, Format.VIDEO)
"""Formats that tell the kind by themselves, whatever the name ends with."""


def describe(item: Item, extraction: Extraction, config: Config) -> Description:
    """State title, number, issuer, day, 文种 and kind, each with where it comes from. Raises on no text."""
    words = vocabulary(config)
    first = _first(item, extraction, words)
    last = ending(_lines(extraction), words)
    stem = _stem(item.name)
    title = _title(item, extraction, first, stem)
    document_type = _document_type(item.sidecars, title, stem, words)
    return Description(
        title=title,
        doc_number=_doc_number(item.sidecars, first.number, stem),
        issuer=_issuer(item.sidecars, extraction, first, last, config),
        date=_date(item.sidecars, extraction, first, last, stem, words),
        document_type=document_type,
        kind=_kind(item, first, document_type, config),
        caption=_said(item.sidecars, lambda s: s.caption) or "",
    )


def _first(item: Item, extraction: Extraction, words: Vocabulary) -> Head:
    """The head of a document; of a picture only if OCR found the head of an official one on it."""
    if item.media.format in _HEADED:
        return head(_head_lines(extraction), words)
    if extraction.text_source is TextSource.OCR:
        found = head(_head_lines(extraction), words)
        return found if found.number else Head()
    return Head()


def lint(item: Item, description: Description) -> Iterator[Finding]:
    """What is written against the rules in what a description was made from."""
    number = description.doc_number
    if (
        number
        and number.origin in (Origin.SIDECAR, Origin.CONTENT)
        and not is_regular(number.raw, number.value)
    ):
        yield finding("JZ330", item.path, raw=number.raw, value=number.value)


def _said(sidecars: Iterable[Sidecar], field: Callable[[Sidecar], T | None]) -> T | None:
    """The first sidecar's word."""
    return next((value for s in sidecars if (value := field(s)) is not None), None)


def _head_lines(extraction: Extraction) -> list[Line]:
    """Lines of the first page that has any; a table's rows are lines with tabs."""
    page = next((p for p in extraction.pages if p.blocks), None)
    lines: list[Line] = []
    for block in page.blocks if page else ():
        if block.kind is BlockKind.HEADING:
            lines.append(Line(block.text, heading=block.level == 1))
        elif block.kind is BlockKind.TABLE:
            lines += [Line("\t".join(row)) for row in block.rows]
        else:
            lines += [Line(line) for line in block.text.split("\n")]
    return [line for line in lines if line.text.strip()]


def _lines(extraction: Extraction) -> list[str]:
    """All lines; of an unpaged document the body only, not its headers, notes and comments."""
    pages = (
        extraction.pages if extraction.paged else [p for p in extraction.pages if not _aside(p, extraction)]
    )
    return [line for page in pages for line in page.text.split("\n") if line.strip()]


def _aside(page: Page, extraction: Extraction) -> bool:
    return bool(page.label) and not extraction.pages[0].label


def _stem(name: str) -> str:
    stem, dot, _ = name.rpartition(".")
    return (stem if stem and dot else name).strip()


def _title(item: Item, extraction: Extraction, first: Head, stem: str) -> Stated[str]:
    said = _said(item.sidecars, lambda s: s.title)
    if said is not None:
        return Stated(said, Origin.SIDECAR, said)
    inside = first.title or _sheet_title(item, extraction)
    if inside:
        return Stated(inside, Origin.CONTENT, inside)
    own = extraction.facts.title
    if item.media.format in _HEADED and len(_HAN.findall(own)) >= _LEAST_HAN and not _UNTITLED.fullmatch(own):
        return Stated(own, Origin.METADATA, own)
    return Stated(_name_title(stem), Origin.FILENAME, stem)


def _sheet_title(item: Item, extraction: Extraction) -> str:
    """A row at the top of the first sheet with one cell filled."""
    if item.media.format is not Format.SHEET or not extraction.pages or not extraction.pages[0].blocks:
        return ""
    for row in extraction.pages[0].blocks[0].rows[:_SHEET_HEAD_ROWS]:
        filled = [text for text in row if text]
        if len(filled) != 1:
            return ""
        title = re.sub(r"[（(][^（）()]*[）)]$", "", filled[0]).strip()
        long = len(title) > _TITLE_CHARACTERS
        if not long and len(_HAN.findall(title)) >= _LEAST_HAN and not re.search(r"[：:。]", title):
            return title
    return ""


def _name_title(stem: str) -> str:
    """The file's name without ordering number, day and marks of copies; never empty."""
    title = _COPY_IN_NAME.sub("", _ORDER_IN_NAME.sub("", stem))
    title = _DATE_IN_NAME.sub("", title).strip(" _-")
    return re.sub(r"_+", " ", title).strip() or stem


def _doc_number(sidecars: Iterable[Sidecar], inside: DocNumber | None, stem: str) -> Stated[str] | None:
    said = _said(sidecars, lambda s: s.doc_number)
    if said is not None:
        known = parse(said)
        return Stated(known.value if known else said, Origin.SIDECAR, said)
    if inside is not None:
        return Stated(inside.value, Origin.CONTENT, inside.raw)
    named = number_in_name(stem)
    return Stated(named.value, Origin.FILENAME, named.raw) if named else None


def _issuer(
    sidecars: Iterable[Sidecar], extraction: Extraction, first: Head, last: Ending, config: Config
) -> Stated[str] | None:
    """发文机关标志, then the signature, then who met, who filled in the form, or whose 机关代字 it is."""
    said = _said(sidecars, lambda s: s.issuer)
    if said is not None:
        return Stated(said, Origin.SIDECAR, said)
    names = first.issuers or last.issuers or ((first.assembly,) if first.assembly else ())
    if names:
        return Stated("、".join(names), Origin.CONTENT, "\n".join(names))
    filled_in = stated_issuer(extraction.pages[0].text) if extraction.pages else ""
    if filled_in:
        return Stated(filled_in, Origin.CONTENT, filled_in)
    organ = first.number.organ if first.number else ""
    for unit in config.organisation.units:
        if organ and organ in unit.aliases:
            return Stated(unit.name, Origin.CONTENT, organ)
    return None


def _date(
    sidecars: Iterable[Sidecar],
    extraction: Extraction,
    first: Head,
    last: Ending,
    stem: str,
    words: Vocabulary,
) -> Stated[date] | None:
    said = _said(sidecars, lambda s: s.date)
    if said is not None:
        return Stated(said, Origin.SIDECAR, said.isoformat())
    inside = last.dated if last.signed or first.adopted is None else first.adopted
    if inside is not None:
        return Stated(inside.day, Origin.CONTENT, inside.raw)
    if extraction.facts.taken is not None and extraction.facts.taken >= words.earliest:
        return Stated(extraction.facts.taken, Origin.METADATA, extraction.facts.taken.isoformat())
    named = day_in_name(stem, words.earliest)
    return Stated(named.day, Origin.FILENAME, named.raw) if named else None


def _document_type(
    sidecars: Iterable[Sidecar], title: Stated[str], stem: str, words: Vocabulary
) -> Stated[str] | None:
    said = _said(sidecars, lambda s: s.document_type)
    if said is not None:
        return Stated(said, Origin.SIDECAR, said)
    for text, origin in ((title.value, title.origin), (_name_title(stem), Origin.FILENAME)):
        found = words.type_of(text)
        if found:
            return Stated(found, origin, text)
    return None


def _length(fitting: tuple[str, str]) -> int:
    return len(fitting[0])


def _kind(item: Item, first: Head, document_type: Stated[str] | None, config: Config) -> Stated[str] | None:
    """The kind that a 文种 or else the format belongs to.

    Of pictures and videos the format alone tells, but for the picture of an official document.
    """
    said = _said(item.sidecars, lambda s: s.kind)
    if said is not None:
        return Stated(said, Origin.SIDECAR, said)
    kinds = config.edition.kinds
    if document_type and (first.number or item.media.format not in _BY_FORMAT):
        fitting = ((t, kind.name) for kind in kinds for t in (*kind.document_types, kind.name))
        named = max((f for f in fitting if document_type.value.endswith(f[0])), key=_length, default=None)
        if named:
            return Stated(named[1], document_type.origin, document_type.value)
    for kind in kinds:
        if item.media.format in kind.formats:
            return Stated(kind.name, Origin.CONTENT, item.media.format.value)
    return None
