"""DOCX over its XML: every story part, text boxes, tracked insertions, content controls; no deletions.

A DOCX has no pages. Its body is one page; headers and footers, notes, and comments, where there are any,
follow as pages with a label, so that they are found by a search and not taken for the head or the end.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from juanzong.extract.clean import cell, clean
from juanzong.extract.drawings import BLIP, CHART, DIAGRAM, IMAGE_DATA, Drawn
from juanzong.extract.notes import note
from juanzong.extract.ooxml import XML_PARTS, facts, hazards, main_part
from juanzong.extract.request import Request
from juanzong.extract.zips import Parts, opened
from juanzong.model import Block, BlockKind, Extraction, Page, Reading, Span, TextSource

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_LEFT_OUT = frozenset(
    _W + name for name in ("del", "moveFrom", "instrText", "delText", "delInstrText", "rPr", "sectPr")
)
_NO_TEXT = _LEFT_OUT | {_W + "pPr"}
_TEXTS = (_W + "t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t")
_BOX, _ALTERNATIVES = _W + "txbxContent", _MC + "AlternateContent"
_DRAWN = frozenset({BLIP, CHART, DIAGRAM, IMAGE_DATA})
_BREAKS = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
_APART = (BlockKind.TABLE, BlockKind.PICTURE)
"""What does not fit into a cell of ours."""

_BODY_LEVEL = 9
"""`w:outlineLvl` of text that is no heading."""

_DEEPEST_HEADING = 6
_WIDEST = 64
"""Columns that one cell of a table takes at most."""

_STORIES = (
    ("页眉、页脚", r"word/(?:header|footer)\d*\.xml"),
    ("脚注、尾注", r"word/(?:footnotes|endnotes)\.xml"),
    ("批注", r"word/comments\.xml"),
)


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style's outline level (0 is the highest), or None, and the style it is based on."""

    level: int | None
    base: str


def read(request: Request) -> Extraction:
    """Read a DOCX.

    Raises:
        UnreadableError: password, bomb, or a document type in its XML.
        Exception: it is damaged.
    """
    with opened(request, XML_PARTS) as parts:
        main = main_part(parts, "word/document.xml")
        root = parts.tree(main)
        if root is None:
            raise ValueError("no word/document.xml")
        styles = _styles(parts)
        stories = [("", tuple(_Walk(styles, Drawn(parts, main)).blocks(root)))]
        walk = _Walk(styles, None)
        for label, pattern in _STORIES:
            blocks = _once(b for name in parts.matching(pattern) for b in walk.blocks(parts.tree(name)))
            if blocks:
                stories.append((label, blocks))
        pages = tuple(Page(number, blocks, label) for number, (label, blocks) in enumerate(stories, 1))
        notes = tuple(hazards(parts))
        about, count = facts(parts)
    made = Extraction(Reading.READ, TextSource.TEXT, pages, page_count=count, facts=about, findings=notes)
    if made.text.strip():
        return made
    return replace(
        made, reading=Reading.UNREAD, text_source=TextSource.NONE, findings=(*notes, note("JZ321"))
    )


def _styles(parts: Parts) -> Mapping[str, _Style]:
    root = parts.tree("word/styles.xml")
    found: dict[str, _Style] = {}
    for style in () if root is None else root.iter(_W + "style"):
        name = _value(style.find(_W + "name")).lower()
        level = _number(style.find(f"{_W}pPr/{_W}outlineLvl"))
        if level is None and name in ("title", "标题"):
            level = 0
        found[style.get(_W + "styleId", "")] = _Style(level, _value(style.find(_W + "basedOn")))
    return found


def _value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(_W + "val", "")


def _number(element: etree._Element | None) -> int | None:
    value = _value(element)
    return int(value) if value.isascii() and value.isdigit() else None


class _Walk:
    """Turns the children of a story into blocks; what it draws too, where that is asked for."""

    def __init__(self, styles: Mapping[str, _Style], drawn: Drawn | None) -> None:
        self._styles = styles
        self._drawn = drawn

    def blocks(self, parent: etree._Element | None) -> Iterator[Block]:
        """Paragraphs and tables below `parent` in reading order."""
        for child in () if parent is None else parent.iterchildren(etree.Element):
            if child.tag == _W + "p":
                yield from self._paragraph(child)
            elif child.tag == _W + "tbl":
                yield from self._table(child)
            elif child.tag == _MC + "AlternateContent":
                yield from self.blocks(_chosen(child))
            elif child.tag not in _LEFT_OUT:
                yield from self.blocks(child)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Block]:
        """Its text boxes, which stand for themselves, its own text, and then what is drawn in it."""
        boxes: list[etree._Element] = []
        text = clean("".join(_runs(paragraph, boxes))).strip("\n")
        for box in boxes:
            if box.tag == _BOX:
                yield from self.blocks(box)
        if text.strip():
            level = self._level(paragraph)
            if level is None:
                yield Block(BlockKind.PARAGRAPH, text)
            else:
                yield Block(BlockKind.HEADING, text, min(level + 1, _DEEPEST_HEADING))
        if self._drawn is not None:
            for element in boxes:
                yield from self._drawn.blocks(element)

    def _level(self, paragraph: etree._Element) -> int | None:
        level: int | None = None
        style = ""
        for one in next(paragraph.iterchildren(_W + "pPr"), ()):
            if one.tag == _W + "outlineLvl":
                level = _number(one)
            elif one.tag == _W + "pStyle":
                style = _value(one)
        passed: set[str] = set()
        while level is None and style in self._styles and style not in passed:
            passed.add(style)
            level, style = self._styles[style].level, self._styles[style].base
        return None if level is None or level >= _BODY_LEVEL else level

    def _table(self, table: etree._Element) -> Iterator[Block]:
        """A table, and after it the tables and pictures inside its cells."""
        inner: list[Block] = []
        rows: list[tuple[str, ...]] = []
        spans: dict[tuple[int, int], Span] = {}
        open_at: dict[int, Span] = {}
        for row in _below(table, "tr"):
            cells: list[str] = []
            for one in _below(row, "tc"):
                blocks = list(self.blocks(one))
                inner += [b for b in blocks if b.kind in _APART]
                going_on = one.find(f"{_W}tcPr/{_W}vMerge")
                hidden = going_on is not None and _value(going_on) != "restart"
                text = "\n".join(b.text for b in blocks if b.kind not in _APART)
                cells.append("" if hidden else cell(text))
                width = min(_number(one.find(f"{_W}tcPr/{_W}gridSpan")) or 1, _WIDEST)
                left = len(cells) - 1
                above = open_at.get(left) if hidden else None
                span = Span(len(rows), left, 1, width)
                if above is not None and above.columns == width:
                    span = replace(above, rows=len(rows) - above.row + 1)
                open_at[left] = spans[span.row, left] = span
                cells += [""] * (width - 1)
            rows.append(tuple(cells))
        if any(any(row) for row in rows):
            merged = tuple(span for span in spans.values() if span.rows * span.columns > 1)
            yield Block(BlockKind.TABLE, rows=tuple(rows), spans=merged)
        yield from inner


def _below(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, also inside content controls and tracked insertions."""
    for child in parent.iterchildren(etree.Element):
        if child.tag == _W + name:
            if child.find(f"{_W}trPr/{_W}del") is None:
                yield child
        elif child.tag in (_W + "sdt", _W + "sdtContent", _W + "ins", _W + "customXml"):
            yield from _below(child, name)


def _runs(parent: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
    """The text of a paragraph; the text boxes and drawings anchored in it are put into `boxes`."""
    for child in parent:
        tag = child.tag
        if tag in _TEXTS:
            yield child.text or ""
        elif tag in _BREAKS:
            yield _BREAKS[tag]
        elif tag == _BOX or tag in _DRAWN:
            boxes.append(child)
        elif tag == _ALTERNATIVES:
            chosen = _chosen(child)
            if chosen is not None:
                yield from _runs(chosen, boxes)
        elif tag not in _NO_TEXT and len(child):
            yield from _runs(child, boxes)


def _chosen(alternatives: etree._Element) -> etree._Element | None:
    """The first of several ways to say the same: a text box stands in each of them."""
    return next(alternatives.iterchildren(_MC + "Choice", _MC + "Fallback"), None)


def _once(blocks: Iterator[Block]) -> tuple[Block, ...]:
    """Each block once: a header stands in the file for every section."""
    return tuple(dict.fromkeys(blocks))
