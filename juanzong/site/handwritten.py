"""The hand-written pages of `docs/`: which of them a profile has, and what they let be found."""

import re
from pathlib import Path, PurePosixPath

import lxml.html
import markdown

from juanzong.index import Document, DocumentKind
from juanzong.load.models import Part
from juanzong.model import Publication
from juanzong.site.urls import Urls

DOCS = Path(__file__).resolve().parents[2] / "docs"
"""Where they stand."""

_ROOT = Urls()

INTRODUCTIONS = frozenset({"index.md", "verify.md"})
"""Hand-written pages that introduce a page of ours."""


def chosen(publication: Publication, docs: Path) -> frozenset[str]:
    """The files below `docs` that a publication's profile has, by path."""
    found = (path.relative_to(docs).as_posix() for path in docs.rglob("*") if path.is_file())
    return frozenset(path for path in found if _has(publication, path))


def titles(publication: Publication, docs: Path) -> dict[str, str]:
    """Titles of the hand-written pages that stand for themselves, by path."""
    written = sorted(p for p in chosen(publication, docs) - INTRODUCTIONS if p.endswith(".md"))
    return {path: _heading(docs / path) for path in written}


def documents_of(publication: Publication, docs: Path = DOCS) -> tuple[Document, ...]:
    """The hand-written pages as what search finds."""
    return tuple(
        Document(f"page-{path}", DocumentKind.PAGE, _ROOT.doc(path), title, pages=((1, _text(docs / path)),))
        for path, title in titles(publication, docs).items()
    )


def _has(publication: Publication, path: str) -> bool:
    if path == "verify.md":
        return Part.VERIFY in publication.profile.parts
    globs = ("index.md", *publication.profile.docs)
    return any(PurePosixPath("/", path).match(f"/{glob}") for glob in globs)


def _heading(path: Path) -> str:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((line[2:].strip() for line in lines if line.startswith("# ")), path.stem)


def _text(path: Path) -> str:
    source = re.sub(r"<!--.*?-->", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    html = markdown.markdown(source, extensions=["tables", "def_list", "fenced_code"])
    if not html:
        return ""
    lines = (str(line).strip() for line in lxml.html.fromstring(f"<div>{html}</div>").itertext())
    return "\n".join(line for line in lines if line)
