"""HTML as headings, paragraphs and tables: nothing of it that can act is kept."""

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from lxml import html as parser

from juanzong.extract.clean import cell, clean
from juanzong.extract.notes import Note, note
from juanzong.extract.plain import decoded
from juanzong.extract.request import Request, UnreadableError
from juanzong.model import Block, BlockKind, Extraction, Facts, Page, Reading, TextSource

_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^<>]{0,512}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE
)
_HEAD_BYTES = 8192
_GB = ("gb2312", "gbk", "cp936", "x-gbk")

_HIDDEN = frozenset({"script", "style", "template", "noscript", "head", "object", "svg", "math", "select"})
_INLINE = frozenset(
    {
        *(
            "a",
            "abbr",
            "b",
            "bdi",
            "bdo",
            "big",
            "cite",
            "code",
            "em",
            "font",
            "i",
            "img",
            "ins",
            "kbd",
            "label",
        ),
        *(
            "mark",
            "q",
            "s",
            "samp",
            "small",
            "span",
            "strike",
            "strong",
            "sub",
            "sup",
            "time",
            "tt",
            "u",
            "var",
        ),
        *("br", "input", "o:p", "ruby", "rt", "rp", "wbr", "picture", "source", "button", "nobr"),
    }
)
_ACTIVE = {
    "script": "script",
    "iframe": "iframe",
    "frame": "iframe",
    "object": "object",
    "embed": "object",
    "applet": "object",
    "form": "form",
}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LINE_END = "\v"
"""Stands for a line end that is meant, while those of the source are only blanks."""

_MOST_SPAN = 64
_CONTROLS = re.compile(r"[\x00-\x20]")
_SCRIPT_LINK = re.compile(r"(?:javascript|vbscript):", re.IGNORECASE)
_LINKS = ("href", "src", "action", "formaction", "data")


@dataclass(frozen=True, slots=True)
class Read:
    """A page as read; `active` names what in it could act."""

    title: str
    blocks: tuple[Block, ...]
    active: tuple[str, ...]


def read(request: Request) -> Extraction:
    """Read an HTML page.

    Raises:
        UnreadableError: it is larger than what may be read from a file.
        etree.ParserError: there is nothing in it.
    """
    with Path(request.path).open("rb") as file:
        content = file.read(request.output + 1)
    if len(content) > request.output:
        raise UnreadableError("JZ305", megabytes=request.output_mb)
    text, bad = _text(content)
    found = parse(text)
    notes: list[Note] = [note("JZ317", count=bad)] if bad else []
    if found.active:
        notes.append(note("JZ346", names="、".join(found.active)))
    facts = Facts(title=found.title)
    if not found.blocks:
        return Extraction(Reading.UNREAD, TextSource.NONE, facts=facts, findings=(*notes, note("JZ321")))
    return Extraction(
        Reading.READ, TextSource.TEXT, (Page(1, found.blocks),), facts=facts, findings=tuple(notes)
    )


def parse(text: str) -> Read:
    """The blocks of a page.

    Raises:
        etree.ParserError: there is nothing in it.
    """
    made = parser.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    root = parser.document_fromstring(text.encode("utf-8", "replace"), parser=made)
    title = root.findtext(".//title") or ""
    return Read(cell(title), tuple(_blocks(root)), tuple(sorted(set(_active(root)))))


def _text(content: bytes) -> tuple[str, int]:
    """The text by its mark, by what the page says, or as it fits best; and how many places do not decode."""
    best = decoded(content)
    said = _CHARSET.search(content[:_HEAD_BYTES])
    if said and not content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")) and b"\0" not in content:
        name = said[1].decode("ascii", "replace").lower()
        with contextlib.suppress(LookupError):
            text = content.decode("gb18030" if name in _GB else name, "replace")
            if text.count("\ufffd") <= best[1]:
                return text, text.count("\ufffd")
    return best


def _tag(element: etree._Element) -> str:
    """The tag's name; empty of comments and processing instructions."""
    return element.tag.lower() if isinstance(element.tag, str) else ""


def _blocks(root: etree._Element) -> Iterator[Block]:
    """Everything that begins or ends a block ends the paragraph before it."""
    held: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    whole: etree._Element | None = None
    for event, element in walk:
        tag = _tag(element)
        if event == "start":
            if tag not in _INLINE:
                yield from _paragraph(held)
            if tag in _HIDDEN:
                walk.skip_subtree()
                whole = element
            elif tag == "table" and _is_table(element):
                yield Block(BlockKind.TABLE, rows=tuple(_rows(element)))
                walk.skip_subtree()
                whole = element
            else:
                held += _opening(element)
            continue
        if event == "end" and tag not in _INLINE and element is not whole:
            yield from _paragraph(held, _HEADINGS.get(tag, 0))
        if element is not root:
            held.append(_spaced(element, element.tail))
    yield from _paragraph(held)


def _opening(element: etree._Element) -> Iterator[str]:
    if _tag(element) == "br":
        yield _LINE_END
    yield _spaced(element, element.text)


def _spaced(element: etree._Element, text: str | None) -> str:
    """Text as it is shown: inside `pre` line ends are meant."""
    if not text:
        return ""
    inside = "\n" in text and any(_tag(e) == "pre" for e in (element, *element.iterancestors()))
    return text.replace("\n", _LINE_END) if inside else text


def _paragraph(held: list[str], level: int = 0) -> Iterator[Block]:
    """The text held so far, if there is any to be seen."""
    lines = (cell(line) for line in "".join(held).split(_LINE_END))
    held.clear()
    text = clean("\n".join(lines)).strip()
    if text and level:
        yield Block(BlockKind.HEADING, text, level)
    elif text:
        yield Block(BlockKind.PARAGRAPH, text)


def _is_table(element: etree._Element) -> bool:
    """Whether it is a table of texts: others only lay out the page."""
    return element.find(".//table") is None and any(len(_cells(row)) > 1 for row in element.iter("tr"))


def _cells(row: etree._Element) -> list[etree._Element]:
    return [one for one in row.iterchildren() if _tag(one) in ("td", "th")]


def _rows(table: etree._Element) -> Iterator[tuple[str, ...]]:
    for row in table.iter("tr"):
        texts: list[str] = []
        for one in _cells(row):
            texts.append(cell("\n".join(block.text for block in _blocks(one))))
            span = one.get("colspan", "1")
            span = span if span.isascii() and span.isdigit() else "1"
            texts += [""] * (min(int(span[:4]), _MOST_SPAN) - 1)
        if any(texts):
            yield tuple(texts)


def _active(root: etree._Element) -> Iterator[str]:
    """Scripts, handlers, frames, forms, and links that run or lead away by themselves."""
    for element in root.iter(etree.Element):
        tag = _tag(element)
        if tag in _ACTIVE:
            yield _ACTIVE[tag]
        if tag == "meta" and element.get("http-equiv", "").lower() == "refresh":
            yield "refresh"
        for name, value in element.attrib.items():
            runs = str(name).lower() in _LINKS and _SCRIPT_LINK.match(_CONTROLS.sub("", str(value)))
            if runs or str(name).lower().startswith("on"):
                yield "script"
