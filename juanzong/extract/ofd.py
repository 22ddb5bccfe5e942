"""OFD (GB/T 33190-2016) over its XML: text by coordinates, templates, annotations, seals, attachments."""

import contextlib
import itertools
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lxml import etree

from juanzong.extract.clean import clean, printed
from juanzong.extract.layout import Piece, lines, paragraphs
from juanzong.extract.legibility import measure
from juanzong.extract.notes import Note, note, spans
from juanzong.extract.request import Request, UnreadableError
from juanzong.extract.seals import seal_name
from juanzong.extract.zips import Parts, opened
from juanzong.model import Block, BlockKind, Extraction, Facts, Page, Reading, TextSource

READ_PARTS = r".*\.(?:xml|esl|dat)"
_MOST_PAGES = 20_000
_DEEPEST_UNIT = 8
_MOST_REPEATS = 10_000
_LEAST_CHARACTERS = 8
"""Fewer visible characters than these are a page number or a stamp, not a page's text."""

_SCAN_SHARE = 0.1
"""A document of which less than a tenth of the pages have text is a scan, as in PDF."""

_A4 = (210.0, 297.0)
_HALF_WIDTH = 0.5
_WATERMARK = "Watermark"

Matrix = tuple[float, float, float, float, float, float]
_UPRIGHT: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page as read: its paragraphs, and whether anything else is drawn on it."""

    texts: tuple[str, ...]
    drawn: bool

    @property
    def has_text(self) -> bool:
        return sum(len("".join(text.split())) for text in self.texts) >= _LEAST_CHARACTERS


def read(request: Request) -> Extraction:
    """Read an OFD.

    Raises:
        UnreadableError: password, bomb, a document type in its XML, more pages than a document can have.
        Exception: it is damaged.
    """
    with opened(request, READ_PARTS) as parts:
        bodies = bodies_of(parts)
        documents = [document_of(parts, body) for body in bodies]
        if sum(len(document.pages) for document in documents) > _MOST_PAGES:
            raise UnreadableError("JZ308", size=f"{_MOST_PAGES}+ 页")
        sheets = [sheet for document in documents for sheet in document.sheets()]
        notes = [made for body in bodies for made in _signatures(parts, body)]
        attached = [name for document in documents for name in document.attachments()]
        facts = _facts(bodies[0])
    if attached:
        notes.append(note("JZ343", names="、".join(attached)))
    made = Extraction(
        Reading.READ,
        TextSource.TEXT,
        tuple(
            Page(number, tuple(Block(BlockKind.PARAGRAPH, text) for text in sheet.texts))
            for number, sheet in enumerate(sheets, 1)
        ),
        page_count=len(sheets),
        paged=True,
        facts=facts,
    )
    return _judged(made, sheets, notes, request.readable_share)


def bodies_of(parts: Parts) -> list[etree._Element]:
    """The documents of a package as it lists them.

    Raises:
        ValueError: there is none.
    """
    package = parts.tree("OFD.xml")
    bodies = [] if package is None else list(package.iter("{*}DocBody"))
    if not bodies:
        raise ValueError("no DocBody in OFD.xml")
    return bodies


def document_of(parts: Parts, body: etree._Element) -> "Document":
    """The document that an entry of the package leads to."""
    return Document(parts, located(parts, "OFD.xml", _said(body, "DocRoot")))


class Document:
    """One document of the package: its pages, and what they draw by reference."""

    def __init__(self, parts: Parts, path: str) -> None:
        root = parts.tree(path)
        if root is None:
            raise ValueError(f"no {path}")
        self._parts = parts
        self._path = path
        self._root = root
        self.pages = list(root.iterfind("{*}Pages/{*}Page"))
        self._size = box_of(root.findtext("{*}CommonData/{*}PageArea/{*}PhysicalBox")) or (0, 0, *_A4)
        self._templates = {
            one.get("ID", ""): one.get("BaseLoc", "")
            for one in root.iterfind("{*}CommonData/{*}TemplatePage")
        }
        self._units = dict(self._composite_units())
        self._annotated = self._annotations()
        self._drawn: dict[str, list[Piece]] = {}

    def sheets(self) -> Iterator[_Sheet]:
        """Every page in order; a damaged one costs itself only."""
        for page in self.pages:
            sheet = _Sheet((), drawn=True)
            with contextlib.suppress(etree.XMLSyntaxError, ValueError):
                sheet = self._sheet(page)
            yield sheet

    def picture_on(self, number: int) -> str:
        """The part that holds the largest picture on a page, counted from 1; empty where there is none."""
        content = self._parts.tree(
            located(self._parts, self._path, self.pages[number - 1].get("BaseLoc", ""))
        )
        largest, found = 0.0, ""
        for one in () if content is None else content.iter("{*}ImageObject"):
            _, _, width, height = box_of(one.get("Boundary")) or (0, 0, 0, 0)
            if width * height > largest:
                largest, found = width * height, one.get("ResourceID", "")
        return self._media().get(found, "")

    def _media(self) -> dict[str, str]:
        """Parts of pictures by the ids of their resources (§7.9)."""
        made: dict[str, str] = {}
        for name in ("PublicRes", "DocumentRes"):
            for one in self._root.iterfind(f"{{*}}CommonData/{{*}}{name}"):
                path = located(self._parts, self._path, one.text or "")
                resources = self._parts.tree(path)
                if resources is not None:
                    folder = posixpath.join(posixpath.dirname(path), resources.get("BaseLoc", ""), "x")
                    for media in resources.iter("{*}MultiMedia"):
                        place = located(self._parts, folder.lstrip("/"), _said(media, "MediaFile"))
                        made[media.get("ID", "")] = place
        return made

    def attachments(self) -> Iterator[str]:
        """Names of attached files (§20)."""
        path = self._root.findtext("{*}Attachments")
        listed = self._parts.tree(located(self._parts, self._path, path)) if path else None
        for one in () if listed is None else listed.iterfind("{*}Attachment"):
            yield printed(one.get("Name") or posixpath.basename(one.findtext("{*}FileLoc") or "")) or "？"

    def _sheet(self, page: etree._Element) -> _Sheet:
        path = located(self._parts, self._path, page.get("BaseLoc", ""))
        content = self._parts.tree(path)
        if content is None:
            return _Sheet((), drawn=True)
        size = box_of(content.findtext("{*}Area/{*}PhysicalBox")) or self._size
        pieces: list[Piece] = []
        for template in content.iterfind("{*}Template"):
            pieces += self._template(template.get("TemplateID", ""))
        pieces += self._pieces(content.find("{*}Content"), _UPRIGHT, 0)
        drawn = next(content.iter("{*}ImageObject", "{*}PathObject", "{*}CompositeObject"), None)
        texts = [*paragraphs(lines(pieces, size[3]))]
        for annotation in self._annotated.get(page.get("ID", ""), ()):
            texts += paragraphs(lines(self._pieces(annotation, _UPRIGHT, 0), size[3]))
        return _Sheet(tuple(text for text in texts if text.strip()), drawn is not None)

    def _template(self, key: str) -> list[Piece]:
        if key in self._templates and key not in self._drawn:
            content = self._parts.tree(located(self._parts, self._path, self._templates[key]))
            layers = None if content is None else content.find("{*}Content")
            self._drawn[key] = list(self._pieces(layers, _UPRIGHT, 0))
        return self._drawn.get(key, [])

    def _pieces(self, parent: etree._Element | None, matrix: Matrix, depth: int) -> Iterator[Piece]:
        """Texts below an element in the order of the file, also those of vector units drawn by reference."""
        for child in () if parent is None else parent.iterchildren(etree.Element):
            name = _local(child)
            if name == "TextObject":
                yield from _text_pieces(child, matrix)
            elif name == "CompositeObject":
                unit = self._units.get(child.get("ResourceID", ""))
                if unit is not None and depth < _DEEPEST_UNIT:
                    yield from self._pieces(unit, _placed(child, matrix), depth + 1)
            elif name == "Appearance":
                yield from self._pieces(child, _placed(child, matrix), depth)
            elif name in ("Layer", "PageBlock", "Content"):
                yield from self._pieces(child, matrix, depth)

    def _composite_units(self) -> Iterator[tuple[str, etree._Element]]:
        for name in ("PublicRes", "DocumentRes"):
            for one in self._root.iterfind(f"{{*}}CommonData/{{*}}{name}"):
                path = located(self._parts, self._path, one.text or "")
                if b"TextObject" not in self._parts.content(path):
                    continue  # drawings only, and large
                resources: etree._Element | None = None
                with contextlib.suppress(etree.XMLSyntaxError):
                    resources = self._parts.tree(path)
                for unit in () if resources is None else resources.iter("{*}CompositeGraphicUnit"):
                    yield unit.get("ID", ""), unit

    def _annotations(self) -> Mapping[str, list[etree._Element]]:
        """Annotations by the page's id, without watermarks, which are no part of the text (§15)."""
        found: dict[str, list[etree._Element]] = {}
        path = self._root.findtext("{*}Annotations")
        listed_in = located(self._parts, self._path, path or "")
        listed = self._parts.tree(listed_in) if path else None
        for one in () if listed is None else listed.iterfind("{*}Page"):
            held = self._parts.tree(located(self._parts, listed_in, one.findtext("{*}FileLoc") or ""))
            if held is not None:
                shown = [a for a in held.iterfind("{*}Annot") if a.get("Type") != _WATERMARK]
                found.setdefault(one.get("PageID", ""), []).extend(shown)
        return found


def located(parts: Parts, source: str, location: str) -> str:
    """The part that a location in `source` means: absolute, or from its folder; some start at the top."""
    location = location.strip().replace("\\", "/")
    if location.startswith("/"):
        return posixpath.normpath(location).lstrip("/")
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(source), location))
    top = posixpath.normpath(location)
    document = posixpath.join(source.partition("/")[0], top)
    return next((path for path in (beside, document, top) if path in parts.names), beside)


def _local(element: etree._Element) -> str:
    """A tag without its namespace, of which producers have used several."""
    return str(element.tag).rpartition("}")[2]


def _said(parent: etree._Element, name: str) -> str:
    return (parent.findtext(f"{{*}}{name}") or "").strip()


def _numbers(text: str | None) -> list[float]:
    """Numbers parted by blanks, none of them so large that sums overflow."""
    made = [float(part) for part in (text or "").split()]
    if not all(-1e9 < number < 1e9 for number in made):  # noqa: PLR2004 (NaN is neither)
        raise ValueError("a number out of range")
    return made


def box_of(text: str | None) -> tuple[float, float, float, float] | None:
    """Left, top, width and height in millimetres; None where they are not all there."""
    with contextlib.suppress(ValueError):
        left, top, width, height = _numbers(text)
        return left, top, width, height
    return None


def _placed(element: etree._Element, outer: Matrix) -> Matrix:
    """From an object's own coordinates to the page: its CTM, its Boundary, and what it stands in (§8.5)."""
    box = box_of(element.get("Boundary")) or (0, 0, 0, 0)
    a, b, c, d, e, f = matrix if len(matrix := _numbers(element.get("CTM"))) == 6 else _UPRIGHT  # noqa: PLR2004
    e, f = e + box[0], f + box[1]
    oa, ob, oc, od, oe, of = outer
    return (
        a * oa + b * oc,
        a * ob + b * od,
        c * oa + d * oc,
        c * ob + d * od,
        e * oa + f * oc + oe,
        e * ob + f * od + of,
    )


def _text_pieces(element: etree._Element, outer: Matrix) -> Iterator[Piece]:
    """The text codes of a text object (§11.3); one without a position goes on where the last one began."""
    a, b, c, d, e, f = _placed(element, outer)
    scale = abs(a * d - b * c) ** 0.5 or 1.0
    own_size = float(element.get("Size") or 1)
    x = y = 0.0
    for code in element.iterchildren(etree.Element):
        text = printed(code.text or "") if _local(code) == "TextCode" else ""
        if text:
            x, y = float(code.get("X") or x), float(code.get("Y") or y)
            width = _width(code, own_size) * scale
            left = a * x + c * y + e
            yield Piece(text, left, left + width, b * x + d * y + f, own_size * scale)


def _width(code: etree._Element, size: float) -> float:
    """How far a text code reaches: its steps and the width of its last character."""
    text = code.text or ""
    last = size * (_HALF_WIDTH if text[-1:].isascii() else 1)
    return sum(itertools.islice(_steps(code.get("DeltaX")), max(len(text) - 1, 0))) + last


def _steps(text: str | None) -> Iterator[float]:
    """Steps from character to character; `g 3 5.5` stands for 5.5 three times (§11.3)."""
    words = iter((text or "").split())
    for word in words:
        if word == "g":
            count, step = next(words, "0"), next(words, "0")
            yield from itertools.repeat(float(step), min(int(count), _MOST_REPEATS))
        else:
            yield float(word)


def _facts(body: etree._Element) -> Facts:
    info = body.find("{*}DocInfo")
    if info is None:
        return Facts()
    created: date | None = None
    with contextlib.suppress(ValueError):
        created = date.fromisoformat(_said(info, "CreationDate")[:10])
    title, author = (clean(_said(info, name)).strip() for name in ("Title", "Author"))
    return Facts(title=title, author=author, created=created)


def _signatures(parts: Parts, body: etree._Element) -> Iterator[Note]:
    """Signatures and the names of their seals (§18)."""
    path = _said(body, "Signatures")
    listed_in = located(parts, "OFD.xml", path)
    listed = parts.tree(listed_in) if path else None
    seals: list[str] = []
    signed = False
    for one in () if listed is None else listed.iterfind("{*}Signature"):
        signed = True
        with contextlib.suppress(etree.XMLSyntaxError):
            seals += _seal(parts, located(parts, listed_in, one.get("BaseLoc", "")))
    if seals:
        yield note("JZ342", names="、".join(dict.fromkeys(seals)))
    elif signed:
        yield note("JZ341")


def _seal(parts: Parts, path: str) -> Iterator[str]:
    signature = parts.tree(path)
    if signature is None:
        return
    places = (signature.findtext(".//{*}Seal/{*}BaseLoc"), signature.findtext("{*}SignedValue"))
    for place in places:
        name = seal_name(parts.content(located(parts, path, place))) if place else ""
        if name:
            yield printed(name)
            return
    if places[0]:
        yield "？"


def _judged(made: Extraction, sheets: Sequence[_Sheet], notes: list[Note], share: float) -> Extraction:
    """Say which pages have no text, and do not take garbage for text, as for a PDF."""
    filled = [number for number, sheet in enumerate(sheets, 1) if sheet.drawn or sheet.texts]
    empty = [number for number in filled if not sheets[number - 1].has_text]
    garbage = [page.number for page in made.pages if not measure(page.text).legible(share)]
    readable = len(filled) - len(empty) - len(garbage)
    pages = tuple(Page(page.number, ()) if page.number in garbage else page for page in made.pages)
    scan = readable <= _SCAN_SHARE * len(filled)
    if scan:
        notes.append(note("JZ311") if garbage else note("JZ310", pages=len(sheets)))
    else:
        notes += [note("JZ312", pages=spans(empty))] if empty else []
        notes += [note("JZ324", pages=spans(garbage))] if garbage else []
    return Extraction(
        Reading.UNREAD if scan else Reading.READ,
        TextSource.NONE if scan else TextSource.TEXT,
        pages,
        page_count=made.page_count,
        paged=True,
        facts=made.facts,
        findings=tuple(notes),
        unseen=tuple(sorted({*empty, *garbage})),
    )
