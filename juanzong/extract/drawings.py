"""What Office files draw (ISO/IEC 29500-1 §20–21): pictures by their parts, charts and diagrams as text."""

import posixpath
import re
from collections.abc import Iterator, Mapping

from lxml import etree

from juanzong.extract.clean import cell, clean
from juanzong.extract.ooxml import Relation, relations
from juanzong.extract.zips import Parts
from juanzong.model import Block, BlockKind

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
BLIP = A + "blip"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
IMAGE_DATA = "{urn:schemas-microsoft-com:vml}imagedata"

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SHOWN = re.compile(r".*\.(?:png|jpe?g|jpe|jfif|gif|bmp|tiff?|webp)", re.IGNORECASE)
_MOST_POINTS = 10_000
_LABEL = "图表"


class Drawn:
    """What elements of one part draw, by the relations of that part."""

    def __init__(self, parts: Parts, source: str) -> None:
        self._parts = parts
        self._source = source
        self._known: Mapping[str, Relation] | None = None

    def blocks(self, element: etree._Element) -> Iterator[Block]:
        """The picture, chart or diagram that an element stands for; nothing where it leads nowhere."""
        if element.tag == BLIP:
            yield from self._picture(element.get(_R + "embed"))
        elif element.tag == IMAGE_DATA:
            yield from self._picture(element.get(_R + "id"))
        elif element.tag == CHART:
            yield from chart(self._tree(element.get(_R + "id")))
        elif element.tag == DIAGRAM:
            yield from diagram(self._tree(element.get(_R + "dm")))

    def _picture(self, key: str | None) -> Iterator[Block]:
        target = self._target(key)
        if _SHOWN.fullmatch(target):
            yield Block(BlockKind.PICTURE, figure=target)

    def _tree(self, key: str | None) -> etree._Element | None:
        return self._parts.tree(self._target(key))

    def _target(self, key: str | None) -> str:
        if self._known is None:
            self._known = {one.id: one for one in relations(self._parts, self._source) if not one.external}
        found = self._known.get(key or "")
        return posixpath.normpath(found.target) if found else ""


def diagram(root: etree._Element | None) -> Iterator[Block]:
    """The texts of a diagram (SmartArt), which stand in a part of their own."""
    for paragraph in () if root is None else root.iter(A + "p"):
        text = clean("".join(one.text or "" for one in paragraph.iter(A + "t"))).strip()
        if text:
            yield Block(BlockKind.PARAGRAPH, text)


def chart(root: etree._Element | None) -> Iterator[Block]:
    """A chart's title, and its series as columns of a table, from the values that the file remembers."""
    if root is None:
        return
    title = cell("".join(one.text or "" for one in _texts(root.find(f".//{_C}chart/{_C}title"))))
    series = list(root.iter(_C + "ser"))
    columns = [_points(one.find(_C + "val"), one.find(_C + "yVal")) for one in series]
    names = [_first(_points(one.find(_C + "tx"))) for one in series]
    labels: dict[int, str] = {}
    for one in series:
        labels = labels or _points(one.find(_C + "cat"), one.find(_C + "xVal"))
    places = sorted({*labels, *(place for column in columns for place in column)})
    rows = [("", *names), *((labels.get(n, ""), *(c.get(n, "") for c in columns)) for n in places)]
    if title or places:
        yield Block(BlockKind.PARAGRAPH, f"{_LABEL}：{title}" if title else _LABEL)
    if places:
        yield Block(BlockKind.TABLE, rows=tuple(map(tuple, rows)))


def _texts(element: etree._Element | None) -> Iterator[etree._Element]:
    return iter(()) if element is None else element.iter(A + "t", _C + "v")


def _points(*places: etree._Element | None) -> dict[int, str]:
    """Values by their place, from the first element that is there."""
    found: dict[int, str] = {}
    for place in places:
        for point in () if place is None else place.iter(_C + "pt"):
            index = point.get("idx", "")
            if index.isascii() and index.isdigit() and len(found) < _MOST_POINTS:
                found[int(index)] = cell(point.findtext(_C + "v") or "")
        if place is not None and not found and (text := place.findtext(_C + "v")):
            found[0] = cell(text)
        if found:
            break
    return found


def _first(points: Mapping[int, str]) -> str:
    return " ".join(points[place] for place in sorted(points))
