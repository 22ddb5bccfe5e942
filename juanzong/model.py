"""The values that flow through the pipeline: frozen, typed, one word for one thing.

`load → collect → extract → screen → classify → compile → index → publish`. What stands in YAML is in
`juanzong.load.models`; here is what the stages make of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Generic, TypeVar

from juanzong.findings import Finding
from juanzong.lang import Lang
from juanzong.load.models import (
    Archive,
    Edition,
    Format,
    Indicator,
    Organisation,
    Profile,
    Sidecar,
    Slot,
)

T = TypeVar("T")

_ACTIVE = frozenset({"html", "htm", "xhtml", "svg", "xml", "mht", "mhtml"})

# --- load ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Clause:
    """A leaf of the standard with its way from the root; `path` ends with the indicator itself."""

    indicator: Indicator
    path: tuple[Indicator, ...]

    @property
    def code(self) -> str:
        """The indicator's code, which names the dossier."""
        return self.indicator.code


@dataclass(frozen=True, slots=True)
class Config:
    """Everything the YAML files of one archive say. `root` is the folder of `archive.yml`."""

    root: Path
    archive: Archive
    edition: Edition
    organisation: Organisation
    clauses: tuple[Clause, ...]


# --- collect -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Media:
    """What a file is, from its bytes. `extension` is the canonical one, without dot: `pdf`, `docx`, `jpg`."""

    type: str
    extension: str
    format: Format


@dataclass(frozen=True, slots=True)
class Placement:
    """One place where a file stands.

    `path` is relative to the archive root, with `/`. `folder` is the code of the indicator whose folder it
    stands in, or None for the inbox. `received` is the day of the first commit that brought it,
    `contributor` the role that brought it; both are None without git.
    """

    path: str
    folder: str | None
    received: date | None = None
    contributor: str | None = None
    sidecar: Sidecar | None = None

    @property
    def name(self) -> str:
        """The file's name, fit for showing even where it is not valid Unicode."""
        return self.path.rsplit("/", 1)[-1].encode("utf-8", "backslashreplace").decode("utf-8")


@dataclass(frozen=True, slots=True)
class Item:
    """件: one distinct sequence of bytes, wherever it stands. `id` is the first 12 hex digits of `sha256`.

    `present` is False for a Git LFS pointer whose content is not here; digest and size are the content's.
    """

    id: str
    sha256: str
    bytes: int
    media: Media
    placements: tuple[Placement, ...]
    present: bool = True

    @property
    def name(self) -> str:
        """The name of its first placement."""
        return self.placements[0].name

    @property
    def path(self) -> str:
        """The path of its first placement, relative to the archive root."""
        return self.placements[0].path

    @property
    def received(self) -> date | None:
        """The earliest day it was received."""
        return min((p.received for p in self.placements if p.received), default=None)

    @property
    def published_name(self) -> str:
        """Its short ASCII name under `files/`; what could run a script in a browser becomes plain text."""
        extension = self.media.extension
        return f"{self.id}.{'txt' if extension in _ACTIVE else extension}"

    @property
    def sidecars(self) -> tuple[Sidecar, ...]:
        """What people state about it, in the order of its placements."""
        return tuple(p.sidecar for p in self.placements if p.sidecar)


# --- extract -------------------------------------------------------------------------------------------


class TextSource(StrEnum):
    """Where an item's text comes from."""

    TEXT = "text"
    OCR = "ocr"
    NONE = "none"


class Reading(StrEnum):
    """How reading a file ended."""

    READ = "read"
    """Its text was read (a picture's: its properties)."""
    UNREAD = "unread"
    """It opens, but holds no text that a machine can read: a scan."""
    BROKEN = "broken"
    """It does not open: damaged, encrypted, or beyond the limits."""
    UNSUPPORTED = "unsupported"
    """A format that is not read."""


class BlockKind(StrEnum):
    """What a block of a page is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (`level` 1–6), a paragraph, or a table (`rows` of cell texts)."""

    kind: BlockKind
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page, a sheet (`label` is its name), or the whole of an unpaged document; `number` counts from 1."""

    number: int
    blocks: tuple[Block, ...]
    label: str = ""

    @property
    def text(self) -> str:
        """The page's text: blocks by line, a table's row a line, its cells parted by tabs."""
        lines: list[str] = []
        for block in self.blocks:
            if block.kind is BlockKind.TABLE:
                lines.extend("\t".join(row) for row in block.rows)
            else:
                lines.append(block.text)
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file says of itself besides its text. Dates are days; `width` and `height` are pixels."""

    title: str = ""
    author: str = ""
    created: date | None = None
    taken: date | None = None
    width: int = 0
    height: int = 0
    has_location: bool = False


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read from an item; `page_count` is 0 where unknown, `paged` tells a PDF from a DOCX."""

    reading: Reading
    text_source: TextSource
    pages: tuple[Page, ...] = ()
    page_count: int = 0
    paged: bool = False
    facts: Facts = field(default_factory=Facts)
    findings: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    """Codes and details; the extract stage turns them into findings on the item's path."""

    @property
    def text(self) -> str:
        """The text of all pages."""
        return "\n".join(page.text for page in self.pages)


class Origin(StrEnum):
    """Where a stated value comes from, surest first."""

    SIDECAR = "sidecar"
    CONTENT = "content"
    METADATA = "metadata"
    FILENAME = "filename"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Stated(Generic[T]):
    """A value with its origin; `raw` is how it stood there, before it was normalised."""

    value: T
    origin: Origin
    raw: str = ""

    @property
    def inferred(self) -> bool:
        """Whether it was guessed and must be marked so: `[20260301]` (DA/T 22-2015)."""
        return self.origin in (Origin.METADATA, Origin.FILENAME)


@dataclass(frozen=True, slots=True)
class Description:
    """What an item is, as far as it is known. `kind` is a kind of the edition, `document_type` the 文种."""

    title: Stated[str]
    doc_number: Stated[str] | None = None
    issuer: Stated[str] | None = None
    date: Stated[date] | None = None
    document_type: Stated[str] | None = None
    kind: Stated[str] | None = None
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """An item with what was read from it and what it is."""

    item: Item
    extraction: Extraction
    description: Description

    @property
    def id(self) -> str:
        """The item's id."""
        return self.item.id


# --- screen --------------------------------------------------------------------------------------------


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


# --- classify ------------------------------------------------------------------------------------------


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


# --- compile -------------------------------------------------------------------------------------------


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
        """Usable when every slot is; uploaded when any evidence is there; else absent."""
        if self.slots and all(s.state is SlotState.USABLE for s in self.slots):
            return SlotState.USABLE
        return SlotState.UPLOADED if self.entries else SlotState.ABSENT


@dataclass(frozen=True, slots=True)
class Publication:
    """All that one profile publishes; what is not in here cannot reach the site.

    `evidence` by id holds only what the profile may show. `queue` are items without a sure link,
    `withheld` and `findings` are filled for profiles that have those parts and empty for the others.
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


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """The copy of an item under `files/`; `altered` when private metadata were removed from it."""

    name: str
    sha256: str
    bytes: int
    altered: bool


@dataclass(frozen=True, slots=True)
class Prepared:
    """What publishing needs: the publication, its files by evidence id, its search index by path."""

    publication: Publication
    files: Mapping[str, PublishedFile]
    search: Mapping[str, bytes]
