"""What the Office formats over ZIP have in common: relations between parts, facts, and what can act or hide.

Everything is found by walking relations and parts (ISO/IEC 29500-2), never by a search of the bytes.
"""

import contextlib
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from lxml import etree

from juanzong.extract.clean import clean
from juanzong.extract.notes import Note, note
from juanzong.extract.zips import Parts
from juanzong.model import Facts

XML_PARTS = r".*\.(?:xml|rels)"
"""The parts that readers of these formats read."""

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DC = "{http://purl.org/dc/elements/1.1/}"
_DCTERMS = "{http://purl.org/dc/terms/}"
_APP = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"

_PLAIN_LINK = "hyperlink"
"""The one kind of external relation that nothing follows until a person clicks it."""

_EMBEDDED = frozenset({"oleObject", "package", "control", "aFChunk"})
"""Kinds of relations to content of another format."""

_EXTERNAL: Mapping[str, str] = {
    "attachedTemplate": "模板 template",
    "image": "图片 picture",
    "oleObject": "对象 object",
    "externalLinkPath": "工作簿 workbook",
    "audio": "音频 audio",
    "video": "视频 video",
    "media": "媒体 media",
    "frame": "网页 page",
    "subDocument": "子文档 document",
}


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of a part: its kind (the end of its type), and the part or the address it leads to."""

    id: str
    kind: str
    target: str
    external: bool


def relations(parts: Parts, source: str) -> tuple[Relation, ...]:
    """The relations of a part, or of the package for the empty name."""
    folder, _, name = source.rpartition("/")
    return _relations(parts, f"{folder}/_rels/{name}.rels".lstrip("/"), folder)


def main_part(parts: Parts, usual: str) -> str:
    """The name of the main part, which need not be the usual one."""
    for relation in relations(parts, ""):
        if relation.kind == "officeDocument" and relation.target in parts.names:
            return relation.target
    return usual


def hazards(parts: Parts) -> Iterator[Note]:
    """Macros, embedded files, what is fetched from outside, and signatures.

    The workbook behind a chart is no embedded file: programs put it there, and it is looked into.
    """
    named = [
        (name, relation)
        for name in sorted(parts.names)
        if name.endswith(".rels")
        for relation in _relations(parts, name, posixpath.dirname(posixpath.dirname(name)))
    ]
    behind_charts = {r.target for name, r in named if "/charts/" in name and r.target.endswith(".xlsx")}
    found = [relation for _, relation in named if relation.target not in behind_charts]
    inside = {relation.kind for relation in found if not relation.external}
    if "vbaProject" in inside or any(name.endswith("vbaProject.bin") for name in parts.names):
        yield note("JZ315")
    if inside & _EMBEDDED or {*parts.matching(r"\w+/embeddings/.+")} - behind_charts:
        yield note("JZ314")
    outside = {_EXTERNAL.get(r.kind, r.kind) for r in found if r.external and r.kind != _PLAIN_LINK}
    if outside:
        yield note("JZ340", names="、".join(sorted(outside)))
    if parts.matching(r"_xmlsignatures/.+\.xml"):
        yield note("JZ341")


def facts(parts: Parts) -> tuple[Facts, int]:
    """What the file says of itself, and the number of pages its program counted (0 where it does not say)."""
    core, app = parts.tree("docProps/core.xml"), parts.tree("docProps/app.xml")
    pages = "" if app is None else (app.findtext(_APP + "Pages") or "").strip()
    count = int(pages) if pages.isascii() and pages.isdigit() and len(pages) <= 6 else 0  # noqa: PLR2004
    if core is None:
        return Facts(), count
    created: date | None = None
    with contextlib.suppress(ValueError):
        created = date.fromisoformat((core.findtext(_DCTERMS + "created") or "")[:10])
    title, author = (clean(core.findtext(_DC + name) or "").strip() for name in ("title", "creator"))
    return Facts(title=title, author=author, created=created), count


def _relations(parts: Parts, name: str, folder: str) -> tuple[Relation, ...]:
    """Those in the relations part `name`; a damaged one leads nowhere."""
    root: etree._Element | None = None
    with contextlib.suppress(etree.XMLSyntaxError):
        root = parts.tree(name)
    return () if root is None else tuple(_relation(one, folder) for one in root.iter(_RELATION))


def _relation(one: etree._Element, folder: str) -> Relation:
    target = one.get("Target", "")
    external = one.get("TargetMode") == "External"
    if not external:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relation(one.get("Id", ""), one.get("Type", "").rpartition("/")[2], target, external)
