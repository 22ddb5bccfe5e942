"""OOXML, OFD and other ZIPs: every text of every part, chosen attributes, pictures, and files inside."""

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from juanzong.extract.beneath.gathered import Gathered, Into
from juanzong.extract.beneath.markup import add_lines
from juanzong.extract.request import MEBIBYTE
from juanzong.extract.zips import LOCKED, decoded_names

_LARGEST = 64 * MEBIBYTE
_MOST = 256 * MEBIBYTE
"""Unpacked bytes that are looked into, of a part and of all of them."""

_XML = re.compile(r".*\.(?:xml|rels|vml|dat|esl)", re.IGNORECASE)
_PARAGRAPHS = frozenset({"p", "si", "comment", "threadedComment", "TextObject", "Appearance", "del"})
"""Elements whose text is one text, whatever runs it is cut into."""

_NAMES = frozenset(
    {"typeface", "ascii", "eastAsia", "hAnsi", "cs", "FontName", "FamilyName", "Type", "Target"}
)
"""Attributes with names of fonts and kinds; a target counts where it leads outside."""

_FONT_PARTS = re.compile(
    r"(?:.*/)?(?:fontTable|theme\d*|numbering|styles|stylesWithEffects|latentStyles)\.xml"
)
"""Parts that tell of looks only."""


def look(content: bytes, gathered: Gathered, into: Into) -> None:
    """Gather from every part of a package."""
    spent = 0
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        gathered.add(package.comment.decode("utf-8", "replace"))
        for name, entry in decoded_names(package.infolist()):
            gathered.add(name)
            if _FONT_PARTS.fullmatch(name) or entry.is_dir():
                continue
            spent += entry.file_size
            if entry.file_size > _LARGEST or spent > _MOST or entry.flag_bits & LOCKED:
                gathered.unsearched.add(name)
                continue
            with package.open(entry) as part:
                inner = part.read(entry.file_size)
            if _XML.fullmatch(name) and inner.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
                try:
                    for text in _texts(inner):
                        gathered.add(text)
                except etree.XMLSyntaxError:
                    add_lines(inner, gathered)
            else:
                into(inner, name)


def _texts(content: bytes) -> Iterator[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    root = etree.fromstring(content, parser)
    if root is None:
        return
    for element in root.iter():
        if not isinstance(element.tag, str):
            yield element.text or ""  # a comment or an instruction
            continue
        tag = etree.QName(element).localname
        if tag in _PARAGRAPHS:
            yield "".join(map(str, element.itertext()))
        else:
            yield element.text or ""
        yield element.tail or ""
        for key, value in element.attrib.items():
            local = str(key).rpartition("}")[2]
            if local not in _NAMES or (local == "Target" and element.get("TargetMode") == "External"):
                yield str(value)
