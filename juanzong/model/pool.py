"""What loading and collecting find: the configuration and the items of the pool."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from juanzong.load.former import FormerRound
from juanzong.load.highlights import Highlights
from juanzong.load.models import Archive, Edition, Format, Indicator, Sidecar
from juanzong.load.organisation import Organisation
from juanzong.load.points import Points
from juanzong.load.problems import FOLDER, Problem
from juanzong.load.release import Release
from juanzong.load.scoring import Assessments, Past

_ACTIVE = frozenset({"html", "htm", "xhtml", "svg", "xml", "mht", "mhtml"})


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
class FormerSite:
    """A site of a former round as it was published; `path` is its folder below the archive."""

    id: str
    profile: str
    edition: str
    built_for: str
    path: str


@dataclass(frozen=True, slots=True)
class Config:
    """Everything the YAML files of one archive say. `root` is the folder of `archive.yml`.

    `assessments` are by the code of the node they are for, `history` the former rounds, the latest first.
    """

    root: Path
    archive: Archive
    edition: Edition
    organisation: Organisation
    clauses: tuple[Clause, ...]
    release: Release = field(default_factory=Release)
    points: Points = field(default_factory=Points)
    problems: tuple[Problem, ...] = ()
    unread_problems: tuple[str, ...] = ()
    """Files of the ledger that cannot be used; their findings say why."""
    assessments: Mapping[str, Assessments] = field(default_factory=dict)
    history: tuple[Past, ...] = ()
    highlights: Highlights = field(default_factory=Highlights)
    kin: tuple[Edition, ...] = ()
    """The standard before the current one, those that follow it, and those that share its evidence."""
    former: tuple[FormerRound, ...] = ()
    former_sites: tuple[FormerSite, ...] = ()
    """Sites of former rounds, the latest first."""

    @property
    def parallel(self) -> tuple[Edition, ...]:
        """The standards that share the evidence of the current one."""
        return tuple(one for one in self.kin if one.alongside == self.edition.id)


@dataclass(frozen=True, slots=True)
class Media:
    """What a file is, from its bytes. `extension` is the canonical one, without dot: `pdf`, `docx`, `jpg`."""

    type: str
    extension: str
    format: Format


class Act(StrEnum):
    """What a commit did to a file: brought it, replaced its content, moved it, confirmed a clause for it."""

    RECEIVED = "received"
    CHANGED = "changed"
    MOVED = "moved"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Event:
    """A step in the life of a file, as git tells it: the day, what was done, and by which post.

    `by` is None where the author stands in no list of posts. `sha256` is of the version that was received or
    that replaced another, empty where it is not known; `code` is the clause that was confirmed.
    """

    day: date
    act: Act
    by: str | None = None
    sha256: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Placement:
    """One place where a file stands.

    `path` is relative to the archive root, with `/`. `folder` is the code of the indicator whose folder it
    stands in, or None for the inbox. `life` is what git tells of it, in order; empty without git. `alias` is
    the path as it may be shown, where screening found personal data in it.
    """

    path: str
    folder: str | None
    sidecar: Sidecar | None = None
    life: tuple[Event, ...] = ()
    alias: str = ""

    @property
    def received(self) -> date | None:
        """The day of the first commit that brought it."""
        return next((event.day for event in self.life if event.act is Act.RECEIVED), None)

    @property
    def contributor(self) -> str | None:
        """The post that brought it."""
        return next((event.by for event in self.life if event.act is Act.RECEIVED), None)

    @property
    def shown_path(self) -> str:
        """The path as it may be shown; the file itself stands at `path`."""
        return self.alias or self.path

    @property
    def of_ledger(self) -> bool:
        """Whether it stands with the problems of the ledger and not with the evidence."""
        return self.path.startswith(f"{FOLDER}/")

    @property
    def name(self) -> str:
        """The file's name, fit for showing even where it is not valid Unicode."""
        return self.shown_path.rsplit("/", 1)[-1].encode("utf-8", "backslashreplace").decode("utf-8")


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
    def shown_path(self) -> str:
        """The path of its first placement as it may be shown."""
        return self.placements[0].shown_path

    @property
    def of_ledger(self) -> bool:
        """Whether it is a picture of the ledger and nothing else: no evidence."""
        return all(placement.of_ledger for placement in self.placements)

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
    def set_aside(self) -> str:
        """Why a person says that it is no evidence; empty where nobody does."""
        return next((s.not_evidence for s in self.sidecars if s.not_evidence), "")

    @property
    def sidecars(self) -> tuple[Sidecar, ...]:
        """What people state about it, in the order of its placements."""
        return tuple(p.sidecar for p in self.placements if p.sidecar)
