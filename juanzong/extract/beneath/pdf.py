"""PDF: strings of every object, XMP, attached files, text beside the page, and earlier versions."""

import contextlib
import io
from collections.abc import Iterator

import pypdf
import pypdfium2  # type: ignore[import-untyped]
from lxml import etree
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject, TextStringObject

from juanzong.extract.beneath.gathered import Gathered, Into
from juanzong.extract.clean import printed
from juanzong.extract.pdf_dangers import objects

_DEEPEST = 16
_END = b"%%EOF"
_MOST_VERSIONS = 6
_JPEG = "/DCTDecode"


def look(content: bytes, gathered: Gathered, into: Into) -> None:
    """Gather from a PDF. What pypdf cannot open was not looked into."""
    for end in _earlier(content, gathered):
        with contextlib.suppress(pypdfium2.PdfiumError):  # a linearised file has two ends and one version
            _add_text(content[:end], gathered)
    with contextlib.suppress(pypdfium2.PdfiumError):
        _add_text(content, gathered)
    with pypdf.apply_configuration(jbig2dec_binary=None):
        reader = pypdf.PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise ValueError("locked")
        for made in objects(reader):
            for text in _strings(made, 0):
                gathered.add(text)
            if isinstance(made, StreamObject):
                _look_into_stream(made, gathered, into)


def _earlier(content: bytes, gathered: Gathered) -> list[int]:
    """Where earlier versions end: a program that saves by appending leaves all of them in the file."""
    ends: list[int] = []
    at = content.find(_END)
    while at >= 0:
        ends.append(at + len(_END))
        at = content.find(_END, at + 1)
    if len(ends) > _MOST_VERSIONS:
        gathered.unsearched.add(f"%%EOF ×{len(ends)}")
    return ends[:-1][-_MOST_VERSIONS:]


def _add_text(content: bytes, gathered: Gathered) -> None:
    """The lines of every page, also what stands outside of its crop box."""
    with contextlib.closing(pypdfium2.PdfDocument(content)) as document:
        for number in range(len(document)):
            with (
                contextlib.suppress(pypdfium2.PdfiumError),
                contextlib.closing(document[number]) as page,
                contextlib.closing(page.get_textpage()) as text,
            ):
                for line in text.get_text_range().splitlines():
                    gathered.add(printed(line))


def _strings(made: object, depth: int) -> Iterator[str]:
    """Texts in a value and in the values written inside it."""
    if isinstance(made, TextStringObject):
        yield str(made)
    elif depth > _DEEPEST:
        return
    elif isinstance(made, DictionaryObject):
        for key in made:
            yield from _strings(made.raw_get(key), depth + 1)
    elif isinstance(made, ArrayObject):
        for value in list.__iter__(made):
            yield from _strings(value, depth + 1)


def _look_into_stream(stream: StreamObject, gathered: Gathered, into: Into) -> None:
    kind, filters = stream.get("/Type"), stream.get("/Filter")
    if kind == "/Metadata" or stream.get("/Subtype") == "/XML":
        for text in _xmp(stream.get_data()):
            gathered.add(text)
    elif kind == "/EmbeddedFile":
        into(stream.get_data(), "EmbeddedFile")
    elif filters == _JPEG or (isinstance(filters, ArrayObject) and list(filters) == [_JPEG]):
        into(stream._data, "picture")  # noqa: SLF001 (as it is stored: what a camera noted stands in it)


def _xmp(content: bytes) -> Iterator[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    with contextlib.suppress(etree.XMLSyntaxError):
        root = etree.fromstring(content, parser)
        for element in () if root is None else root.iter():
            yield element.text or ""
            yield from map(str, element.attrib.values())
