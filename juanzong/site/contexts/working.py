"""Pages that only the working profile has."""

from dataclasses import dataclass

from juanzong.site.contexts.shared import Ref, State


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Where the classifier would put an item, and why."""

    display: str
    title: str
    href: str
    folder: str
    score: str
    margin: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QueueItem:
    """An item nobody has placed yet."""

    title: str
    href: str
    path: str
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Items without a sure place."""

    title: str
    items: tuple[QueueItem, ...]


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
