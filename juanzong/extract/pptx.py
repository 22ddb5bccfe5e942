"""PPTX over its XML: every slide in the order of the show, with titles, tables, diagrams, notes, comments."""

from collections.abc import Iterator

from lxml import etree

from juanzong.extract.clean import cell
from juanzong.extract.drawings import BLIP, CHART, DIAGRAM, Drawn
from juanzong.extract.ooxml import XML_PARTS, Relation, facts, hazards, main_part, relations
from juanzong.extract.request import Request
from juanzong.extract.slides import Slide, block, presentation
from juanzong.extract.zips import Parts, opened
from juanzong.model import Block, BlockKind, Extraction

_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_TITLES = ("title", "ctrTitle")
_NUMBERS = ("sldNum", "sldImg", "hdr", "dt", "ftr")
"""Placeholders of what stands on every page of the notes alike."""

_OFF = ("0", "false")


def read(request: Request) -> Extraction:
    """Read a PPTX.

    Raises:
        UnreadableError: password, bomb, or a document type in its XML.
        Exception: it is damaged.
    """
    with opened(request, XML_PARTS) as parts:
        main = main_part(parts, "ppt/presentation.xml")
        root = parts.tree(main)
        if root is None:
            raise ValueError("no ppt/presentation.xml")
        known = {relation.id: relation for relation in relations(parts, main)}
        listed = [known.get(one.get(_R + "id", "")) for one in root.iterfind(f"{_P}sldIdLst/{_P}sldId")]
        slides = [
            _slide(parts, relation.target, first=number == 0)
            for number, relation in enumerate(listed)
            if relation is not None
        ]
        about, _ = facts(parts)
        notes = tuple(hazards(parts))
    return presentation(slides, about, notes)


def _slide(parts: Parts, name: str, *, first: bool) -> Slide:
    root = parts.tree(name)
    if root is None:
        return Slide(())
    related = relations(parts, name)
    return Slide(
        tuple(_shapes(root.find(f"{_P}cSld/{_P}spTree"), Drawn(parts, name), first=first)),
        tuple(block for one in _of_kind(related, "notesSlide") for block in _notes(parts, one.target)),
        tuple(_comments(parts, related)),
        hidden=root.get("show") in _OFF,
    )


def _shapes(parent: etree._Element | None, drawn: Drawn, *, first: bool) -> Iterator[Block]:
    """Texts of shapes and groups, and pictures, in the order of the file."""
    for shape in () if parent is None else parent.iterchildren(etree.Element):
        if shape.tag == _P + "sp":
            if _place(shape) != "sldNum":
                yield from _text(shape, title=_place(shape) in _TITLES, first=first)
        elif shape.tag == _P + "grpSp":
            yield from _shapes(shape, drawn, first=first)
        elif shape.tag == _MC + "AlternateContent":
            chosen = next(shape.iterchildren(_MC + "Choice", _MC + "Fallback"), None)
            yield from _shapes(chosen, drawn, first=first)
        elif shape.tag == _P + "graphicFrame":
            yield from _graphic(shape, drawn)
        elif shape.tag == _P + "pic":
            for blip in shape.iter(BLIP):
                yield from drawn.blocks(blip)


def _place(shape: etree._Element) -> str:
    """The kind of placeholder that a shape fills, empty for others."""
    place = shape.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")
    return "" if place is None else place.get("type", "obj")


def _text(shape: etree._Element, *, title: bool, first: bool) -> Iterator[Block]:
    lines = [_paragraph(paragraph) for paragraph in shape.iterfind(f"{_P}txBody/{_A}p")]
    for text in ["\n".join(lines)] if title else lines:
        made = block(text, title=title, first=first)
        if made is not None:
            yield made


def _paragraph(paragraph: etree._Element) -> str:
    found = paragraph.iter(_A + "t", _A + "br")
    return "".join("\n" if child.tag == _A + "br" else child.text or "" for child in found)


def _graphic(frame: etree._Element, drawn: Drawn) -> Iterator[Block]:
    """A table, or the texts of a chart or a diagram (SmartArt), which stand in parts of their own."""
    for table in frame.iter(_A + "tbl"):
        rows = tuple(
            tuple(cell("\n".join(map(_paragraph, one.iter(_A + "p")))) for one in row.iterfind(_A + "tc"))
            for row in table.iterfind(_A + "tr")
        )
        if any(any(row) for row in rows):
            yield Block(BlockKind.TABLE, rows=rows)
    for element in frame.iter(CHART, DIAGRAM):
        yield from drawn.blocks(element)


def _notes(parts: Parts, name: str) -> Iterator[Block]:
    root = parts.tree(name)
    for shape in () if root is None else root.iter(_P + "sp"):
        if _place(shape) not in _NUMBERS:
            yield from _text(shape, title=False, first=False)


def _comments(parts: Parts, related: tuple[Relation, ...]) -> Iterator[Block]:
    """Comments, those written since 2021 too, whose text is a body of paragraphs."""
    for relation in _of_kind(related, "comments"):
        root = parts.tree(relation.target)
        for one in () if root is None else root.iter(_P + "text", _A + "p"):
            made = block(
                one.text or "" if one.tag == _P + "text" else _paragraph(one), title=False, first=False
            )
            if made is not None:
                yield made


def _of_kind(related: tuple[Relation, ...], kind: str) -> Iterator[Relation]:
    return (relation for relation in related if relation.kind == kind and not relation.external)
