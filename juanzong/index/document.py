"""What is searched: one document for each item, dossier and page that a profile publishes."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from juanzong.model import Dossier, Evidence, Publication
from juanzong.text import BREAK, search_text


class DocumentKind(StrEnum):
    """What a hit leads to."""

    EVIDENCE = "evidence"
    DOSSIER = "dossier"
    PAGE = "page"


Named = tuple[str, str]
"""An id and the name people read."""


@dataclass(frozen=True, slots=True)
class Document:
    """One searchable document; texts are display texts, `pages` are their numbers and texts.

    `id` is unique among all documents, `url` is relative to the site's root. `paths` are where the files lie
    in the archive: for the desk alone, no site tells them.
    """

    id: str
    kind: DocumentKind
    url: str
    title: str
    number: str = ""
    issuer: str = ""
    caption: str = ""
    pages: tuple[tuple[int, str], ...] = ()
    groups: tuple[Named, ...] = ()
    clauses: tuple[Named, ...] = ()
    districts: tuple[Named, ...] = ()
    evidence_kind: str = ""
    format: str = ""
    date: dt.date | None = None
    paths: tuple[str, ...] = ()

    @property
    def body(self) -> str:
        """All pages as one text, so that a run broken by the end of a page is found."""
        return "\n".join(text for _, text in self.pages)

    @property
    def fields(self) -> tuple[str, str, str, str, str]:
        """The search texts of title, number, issuer, caption and body; no run goes from one to another."""
        return (
            search_text(self.title),
            search_text(self.number),
            search_text(self.issuer),
            search_text(self.caption),
            search_text(self.body),
        )

    @property
    def search_text(self) -> str:
        """All fields, parted by what no search text holds: the text that a plain scan looks into."""
        return BREAK.join(self.fields)

    @property
    def digest(self) -> str:
        """Changes whenever anything that search or its page shows of the document changes."""
        stated = (
            self.id, self.kind.value, self.url, self.title, self.number, self.issuer, self.caption,
            self.pages, self.groups, self.clauses, self.districts, self.evidence_kind, self.format,
            self.date.isoformat() if self.date else "", self.paths,
        )  # fmt: skip
        return sha256(repr(stated).encode("utf-8", "backslashreplace")).hexdigest()[:24]


def _unique(pairs: Iterable[Named]) -> tuple[Named, ...]:
    return tuple(dict.fromkeys(pair for pair in pairs if pair[0]))


def _clause_name(dossier: Dossier) -> str:
    indicator = dossier.clause.indicator
    return f"{indicator.display} {indicator.title}"


def _names(evidence: Evidence) -> Iterator[str]:
    return iter(dict.fromkeys(placement.name for placement in evidence.item.placements))


def _printable(path: str) -> str:
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def _evidence(
    evidence: Evidence,
    number: str,
    dossiers: tuple[Dossier, ...],
    groups: dict[str, str],
    districts: dict[str, str],
) -> Document:
    """An item; its caption holds also its 档号, the names of its files and its id: what is printed of it."""
    said = evidence.description
    return Document(
        id=evidence.id,
        kind=DocumentKind.EVIDENCE,
        url=f"evidence/{evidence.id}.html",
        title=said.title.value,
        number=said.doc_number.value if said.doc_number else "",
        issuer=said.issuer.value if said.issuer else "",
        caption="\n".join(filter(None, (said.caption, number, *_names(evidence), evidence.id))),
        pages=tuple((page.number, page.text) for page in evidence.extraction.pages),
        groups=_unique((d.owner.group, groups.get(d.owner.group, "")) for d in dossiers),
        clauses=_unique((d.code, _clause_name(d)) for d in dossiers),
        districts=_unique((one, districts.get(one, "")) for d in dossiers for one in d.owner.districts),
        evidence_kind=said.kind.value if said.kind else "",
        format=evidence.item.media.format.value,
        date=said.date.value if said.date else None,
        paths=tuple(map(_printable, dict.fromkeys(one.shown_path for one in evidence.item.placements))),
    )


def _dossier(dossier: Dossier, groups: dict[str, str]) -> Document:
    indicator = dossier.clause.indicator
    lines = [node.title for node in dossier.clause.path]
    lines += [indicator.text or "", *indicator.methods]
    lines += [f"{filled.slot.kind} {filled.slot.note or ''}".strip() for filled in dossier.slots]
    return Document(
        id=f"dossiers/{dossier.code}.html",
        kind=DocumentKind.DOSSIER,
        url=f"dossiers/{dossier.code}.html",
        title=_clause_name(dossier),
        number=dossier.code,
        pages=((1, "\n".join(line for line in lines if line)),),
        groups=_unique([(dossier.owner.group, groups.get(dossier.owner.group, ""))]),
        clauses=((dossier.code, _clause_name(dossier)),),
    )


def documents(publication: Publication, pages: tuple[Document, ...] = ()) -> tuple[Document, ...]:
    """Everything the publication lets be found, by id, and the `pages` given beside it (guide, home).

    Nothing but the publication is read: what a profile lacks cannot be found in it.
    """
    groups = {group.id: group.name for group in publication.config.organisation.groups}
    districts = {district.id: district.name for district in publication.config.organisation.districts}
    within: dict[str, list[Dossier]] = {}
    for dossier in publication.dossiers:
        for entry in dossier.entries:
            within.setdefault(entry.evidence_id, []).append(dossier)
    made = [
        _evidence(
            evidence,
            publication.archive_numbers.get(evidence.id, ""),
            tuple(within.get(evidence.id, ())),
            groups,
            districts,
        )
        for evidence in publication.evidence.values()
    ]
    made += [_dossier(dossier, groups) for dossier in publication.dossiers]
    return tuple(sorted([*made, *pages], key=lambda document: document.id))
