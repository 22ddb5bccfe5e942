"""Pages that only the working profile has."""

from dataclasses import dataclass

from juanzong.site.contexts.shared import Ref, State


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Where the classifier would put an item, and why.

    `lines` are to be written into its sidecar to confirm it; `edit` links to where that is done in the
    browser, and is empty where the project names no repository.
    """

    display: str
    title: str
    href: str
    folder: str
    score: str
    margin: str
    reasons: tuple[str, ...]
    lines: str
    edit: str


@dataclass(frozen=True, slots=True)
class QueueItem:
    """An item nobody has placed yet; `sidecar` is the path of its sidecar, `exists` whether it is there."""

    title: str
    href: str
    path: str
    sidecar: str
    exists: bool
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class AsideRow:
    """An item that a person says is no evidence, and why."""

    title: str
    href: str
    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Items without a sure place, the most certain first, and those that are no evidence."""

    title: str
    items: tuple[QueueItem, ...]
    aside: tuple[AsideRow, ...]


@dataclass(frozen=True, slots=True)
class GapRow:
    """A dossier that is not ready: what it lacks and who owns it.

    `units` are the ids of all units that have a part in it, the leading one first.
    """

    display: str
    title: str
    href: str
    state: State
    lacks: tuple[str, ...]
    group: Ref | None
    lead_unit: str
    liaison: str
    deadline: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitGaps:
    """What one unit still has to bring, leading or helping; `href` shows this page for it alone."""

    id: str
    name: str
    href: str
    rows: tuple[GapRow, ...]


@dataclass(frozen=True, slots=True)
class GapsPage:
    """Dossiers that are not ready, and the same by unit."""

    title: str
    total: int
    rows: tuple[GapRow, ...]
    units: tuple[UnitGaps, ...]


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding in words."""

    code: str
    severity: str
    label: str
    place: str
    message: str
    fix: str
    waived: str = ""


@dataclass(frozen=True, slots=True)
class FileFindings:
    """All findings on one file or clause; `anchor` is its place on the page."""

    anchor: str
    subject: str
    title: str
    href: str
    findings: tuple[FindingRow, ...]


@dataclass(frozen=True, slots=True)
class FindingsPage:
    """What is wrong, by file; `counts` by severity."""

    title: str
    counts: tuple[tuple[str, str, int], ...]
    files: tuple[FileFindings, ...]


@dataclass(frozen=True, slots=True)
class WithheldRow:
    """An item that must not leave the house."""

    title: str
    href: str
    path: str
    reasons: tuple[FindingRow, ...]


@dataclass(frozen=True, slots=True)
class WithheldPage:
    """Items that must not leave the house."""

    title: str
    rows: tuple[WithheldRow, ...]
