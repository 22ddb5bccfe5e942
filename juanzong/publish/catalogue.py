"""`catalogue.json`: what the site holds, for machines; its JSON Schema is made from these models."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from juanzong.load.models import Part
from juanzong.model import Dossier, Evidence, Link, Prepared, Publication, Stated

SCHEMA = "juanzong/catalogue/1"


class Row(BaseModel):
    """Base of all rows: frozen, complete."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SlotRow(Row):
    """A slot of a clause with its state and the ids in it."""

    kind: str
    min: int
    state: str = Field(description="absent, uploaded or usable")
    evidence: tuple[str, ...]


class IndicatorRow(Row):
    """A clause with its slots and evidence."""

    code: str
    display: str
    title: str
    page: str
    slots: tuple[SlotRow, ...]
    evidence: tuple[str, ...]


class LinkRow(Row):
    """An item proves a clause."""

    indicator: str
    status: str = Field(description="placed, confirmed or suggested")
    score: float | None
    reasons: tuple[str, ...]
    page: int | None
    quote: str | None


class PublishedRow(Row):
    """The published copy, where private metadata were removed from the original."""

    sha256: str
    bytes: int


class EvidenceRow(Row):
    """One item. `sha256` and `bytes` are the original's; `published` is given where the copy differs."""

    id: str
    sha256: str
    bytes: int
    media_type: str
    name: str
    archive_number: str | None
    title: str
    doc_number: str | None
    issuer: str | None
    date: str | None
    kind: str | None
    reading: str = Field(description="read, unread, broken or unsupported")
    pages: int
    chars: int
    text_source: str = Field(description="text, ocr or none")
    inferred: tuple[str, ...] = Field(description="fields that were guessed, not stated")
    links: tuple[LinkRow, ...]
    file: str | None
    page: str
    published: PublishedRow | None
    sources: tuple[str, ...] | None = Field(description="paths in the archive; only in working, else null")


class WithheldRow(Row):
    """An item that may not leave the house, how reading it ended, and the finding codes that say why."""

    id: str
    name: str
    reading: str = Field(description="read, unread, broken or unsupported")
    chars: int
    reasons: tuple[str, ...]


class Counts(Row):
    """How much there is."""

    indicators: int
    evidence: int
    links: int
    pages: int
    chars: int
    bytes: int


class Catalogue(Row):
    """The whole catalogue of one profile's site."""

    schema_: str = Field(alias="schema")
    profile: str
    edition: str
    built_for: str = Field(description="the day of the inspection, ISO 8601")
    counts: Counts
    indicators: tuple[IndicatorRow, ...]
    evidence: tuple[EvidenceRow, ...]
    withheld: tuple[WithheldRow, ...] | None = Field(
        default=None, description="only in a profile that has it"
    )


def catalogue(prepared: Prepared) -> Catalogue:
    """The catalogue of a prepared site, in the order of the standard and of the ids."""
    publication = prepared.publication
    evidence = tuple(_evidence(prepared, one) for _, one in sorted(publication.evidence.items()))
    withheld = tuple(
        WithheldRow(
            id=s.evidence.id,
            name=s.evidence.item.name,
            reading=s.evidence.extraction.reading.value,
            chars=len(s.evidence.extraction.text),
            reasons=s.reasons,
        )
        for s in publication.withheld
    )
    return Catalogue(
        schema=SCHEMA,
        profile=publication.profile_id,
        edition=publication.config.edition.id,
        built_for=publication.config.archive.round.inspection.isoformat(),
        counts=counts(publication),
        indicators=tuple(_indicator(dossier) for dossier in publication.dossiers),
        evidence=evidence,
        withheld=withheld if Part.WITHHELD in publication.profile.parts else None,
    )


def counts(publication: Publication) -> Counts:
    """How much a publication holds; `bytes` of the originals, `chars` of all extracted text."""
    evidence = publication.evidence.values()
    return Counts(
        indicators=len(publication.dossiers),
        evidence=len(evidence),
        links=sum(len(dossier.entries) for dossier in publication.dossiers),
        pages=sum(one.extraction.page_count for one in evidence),
        chars=sum(len(one.extraction.text) for one in evidence),
        bytes=sum(one.item.bytes for one in evidence),
    )


def to_json(made: Catalogue) -> bytes:
    """The catalogue as UTF-8 JSON; absent parts are left out."""
    left_out = {"withheld"} if made.withheld is None else set()
    return made.model_dump_json(by_alias=True, exclude=left_out, indent=1).encode() + b"\n"


def _indicator(dossier: Dossier) -> IndicatorRow:
    return IndicatorRow(
        code=dossier.code,
        display=dossier.clause.indicator.display,
        title=dossier.clause.indicator.title,
        page=f"dossiers/{dossier.code}.html",
        slots=tuple(
            SlotRow(kind=s.slot.kind, min=s.slot.min, state=s.state.value, evidence=s.evidence)
            for s in dossier.slots
        ),
        evidence=tuple(entry.evidence_id for entry in dossier.entries),
    )


def _evidence(prepared: Prepared, one: Evidence) -> EvidenceRow:
    publication = prepared.publication
    described = one.description
    file = prepared.files.get(one.id)
    stated = {
        "title": described.title,
        "doc_number": described.doc_number,
        "issuer": described.issuer,
        "date": described.date,
        "kind": described.kind,
    }
    return EvidenceRow(
        id=one.id,
        sha256=one.item.sha256,
        bytes=one.item.bytes,
        media_type=one.item.media.type,
        name=one.item.name,
        archive_number=publication.archive_numbers.get(one.id),
        **{name: _text(value) for name, value in stated.items()},
        reading=one.extraction.reading.value,
        pages=one.extraction.page_count,
        chars=len(one.extraction.text),
        text_source=one.extraction.text_source.value,
        inferred=tuple(name for name, value in stated.items() if value and value.inferred),
        links=tuple(_link(link) for link in publication.links.get(one.id, ())),
        file=f"files/{file.name}" if file else None,
        page=f"evidence/{one.id}.html",
        sources=_sources(publication, one),
        published=PublishedRow(sha256=file.sha256, bytes=file.bytes) if file and file.altered else None,
    )


def _sources(publication: Publication, one: Evidence) -> tuple[str, ...] | None:
    if Part.WITHHELD not in publication.profile.parts:
        return None
    shown = (p.shown_path.encode("utf-8", "backslashreplace").decode("utf-8") for p in one.item.placements)
    return tuple(shown)


def _text(stated: Stated[str] | Stated[date] | None) -> str | None:
    return None if stated is None else str(stated.value)


def _link(link: Link) -> LinkRow:
    return LinkRow(
        indicator=link.code,
        status=link.status.value,
        score=link.score,
        reasons=link.reasons,
        page=link.page,
        quote=link.quote,
    )
