"""Verdicts, links, dossiers, and what one profile publishes of them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from juanzong.findings import Finding
from juanzong.lang import Lang
from juanzong.load.models import Edition, Profile, Slot
from juanzong.load.release import Release, Waiver
from juanzong.model.office import Office
from juanzong.model.pool import Clause, Config, FormerSite
from juanzong.model.pride import Pride
from juanzong.model.reading import Evidence


class Verdict(StrEnum):
    """Whether an item may leave the house."""

    RELEASED = "released"
    WITHHELD = "withheld"
    """Only the working profile may show it."""
    SECRET = "secret"  # noqa: S105 (no password)
    """No profile may show anything of it."""


@dataclass(frozen=True, slots=True)
class Screened:
    """An item's verdict and the codes of the findings that led to it."""

    evidence: Evidence
    verdict: Verdict
    reasons: tuple[str, ...] = ()


class LinkStatus(StrEnum):
    """How sure a link is: by folder, by a person, or by the classifier."""

    PLACED = "placed"
    CONFIRMED = "confirmed"
    SUGGESTED = "suggested"


@dataclass(frozen=True, slots=True)
class Link:
    """An item proves a clause. `score` (0–1), `margin` to the next and `reasons` belong to suggestions."""

    evidence_id: str
    code: str
    status: LinkStatus
    score: float | None = None
    margin: float | None = None
    reasons: tuple[str, ...] = ()
    page: int | None = None
    quote: str | None = None

    @property
    def is_fact(self) -> bool:
        """Whether a person stands behind it."""
        return self.status is not LinkStatus.SUGGESTED


class SlotState(StrEnum):
    """absent → uploaded → usable."""

    ABSENT = "absent"
    UPLOADED = "uploaded"
    USABLE = "usable"


@dataclass(frozen=True, slots=True)
class FilledSlot:
    """A slot with the ids of the evidence in it and of those that are usable."""

    slot: Slot
    state: SlotState
    evidence: tuple[str, ...] = ()
    usable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the 归档文件目录 (DA/T 22-2015 §5): one item in one dossier.

    `position` counts from 1 within the dossier; `archive_number` (档号) is the item's own, the same in every
    dossier, empty while the item may not leave the house. `in_window` is None where the date is not known.
    """

    position: int
    archive_number: str
    evidence_id: str
    link: Link
    in_window: bool | None


@dataclass(frozen=True, slots=True)
class Owner:
    """Who answers for a clause: ids of the organisation; empty where nobody does."""

    group: str = ""
    lead_unit: str = ""
    units: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    person: str = ""
    liaison: str = ""
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class Dossier:
    """卷宗 of one clause."""

    clause: Clause
    slots: tuple[FilledSlot, ...]
    entries: tuple[Entry, ...]
    owner: Owner

    @property
    def code(self) -> str:
        """The clause's code."""
        return self.clause.code

    @property
    def state(self) -> SlotState:
        """Usable when every slot is; uploaded when a person has put any evidence there; else absent."""
        if self.slots and all(s.state is SlotState.USABLE for s in self.slots):
            return SlotState.USABLE
        return SlotState.UPLOADED if any(e.link.is_fact for e in self.entries) else SlotState.ABSENT


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard beside the current one, with its dossiers out of the same pool.

    `sources` are the clauses of the current standard whose evidence a clause takes over.
    """

    edition: Edition
    dossiers: tuple[Dossier, ...]
    sources: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Publication:
    """All that one profile publishes; what is not in here cannot reach the site.

    `evidence` by id holds only what the profile may show. `queue` are items without a sure link,
    `withheld` and `findings` are filled for profiles that have those parts and empty for the others; `waived`
    are those of the findings that somebody answers for. `release` is the release record where it counts.
    `office` is there for profiles that have a part of it (`juanzong.office`).
    `pride` are the highlights that it has the evidence of.
    `standards` are those that share the evidence.
    `pictures` by id are those of the ledger, for profiles that have it; they are no evidence.
    """

    config: Config
    profile_id: str
    profile: Profile
    today: date
    lang: Lang
    commit: str
    dossiers: tuple[Dossier, ...]
    evidence: Mapping[str, Evidence]
    links: Mapping[str, tuple[Link, ...]]
    archive_numbers: Mapping[str, str]
    queue: tuple[str, ...] = ()
    withheld: tuple[Screened, ...] = ()
    findings: tuple[Finding, ...] = ()
    waived: Mapping[Finding, Waiver] = field(default_factory=dict)
    release: Release | None = None
    office: Office | None = None
    pictures: Mapping[str, Evidence] = field(default_factory=dict)
    standards: tuple[Standard, ...] = ()
    pride: Pride = field(default_factory=Pride)

    @property
    def shown(self) -> Mapping[str, Evidence]:
        """Every item whose file the site holds, by id."""
        return {**self.pictures, **self.evidence}

    @property
    def former_sites(self) -> tuple[FormerSite, ...]:
        """Sites of former rounds of this very profile."""
        return tuple(site for site in self.config.former_sites if site.profile == self.profile_id)

    @property
    def uses(self) -> Mapping[str, int]:
        """How many clauses each item proves for sure, of all standards together."""
        every = (*self.dossiers, *(d for standard in self.standards for d in standard.dossiers))
        return Counter(entry.evidence_id for d in every for entry in d.entries if entry.link.is_fact)


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """The copy of an item under `files/`; `altered` when private metadata were removed from it."""

    name: str
    sha256: str
    bytes: int
    altered: bool


@dataclass(frozen=True, slots=True)
class Volume:
    """One of several carriers that share the files; `elsewhere` says on which one another file is, by id."""

    number: int
    count: int
    elsewhere: Mapping[str, int]

    def __str__(self) -> str:
        """Say `1/3`."""
        return f"{self.number}/{self.count}"


@dataclass(frozen=True, slots=True)
class Prepared:
    """What publishing needs: the publication, its files by evidence id, its search index by path.

    `volume` is given where the files are shared out to several carriers and only some of them are here.
    `renditions` are PDFs of Office files by evidence id, where they were asked for.
    """

    publication: Publication
    files: Mapping[str, PublishedFile]
    search: Mapping[str, bytes]
    volume: Volume | None = None
    renditions: Mapping[str, bytes] = field(default_factory=dict)
