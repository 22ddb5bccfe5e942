"""What the creation office makes of the dossiers: who must still deliver what, by when, and what it costs."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from juanzong.model.change import Comparison
from juanzong.model.ledger import Ledger, Spot
from juanzong.model.report import Report
from juanzong.model.score import Scoreboard

if TYPE_CHECKING:  # a publication carries its office
    from datetime import date

    from juanzong.model.dossier import FilledSlot, Owner


class Due(StrEnum):
    """Where the deadline of a task stands, seen from the day the site is made for."""

    OVERDUE = "overdue"
    WEEK = "week"
    """Within seven days, the day itself included."""
    LATER = "later"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Task:
    """A requirement of a clause that its owner has not met; `days` are left, negative when overdue."""

    code: str
    slot: FilledSlot
    owner: Owner
    due: Due
    days: int | None

    @property
    def deadline(self) -> date | None:
        """The day by which the owner must deliver."""
        return self.owner.deadline


@dataclass(frozen=True, slots=True)
class MonthRow:
    """The dated evidence of a clause, or of the whole (no code): how many items in each month.

    `late` are those of the last weeks before the end of the window; `rushed` says that they are too many.
    """

    code: str
    before: int
    counts: tuple[int, ...]
    after: int
    late: int
    rushed: bool

    @property
    def total(self) -> int:
        """All dated items."""
        return self.before + sum(self.counts) + self.after


@dataclass(frozen=True, slots=True)
class Months:
    """Evidence by clause and month; `columns` are the first days of the months of the window."""

    columns: tuple[date, ...]
    rows: tuple[MonthRow, ...]
    whole: MonthRow


@dataclass(frozen=True, slots=True)
class Office:
    """The creation office's view of one publication; what its profile lacks is empty."""

    tasks: tuple[Task, ...] = ()
    months: Months | None = None
    score: Scoreboard | None = None
    ledger: Ledger = field(default_factory=Ledger)
    spots: tuple[Spot, ...] = ()
    reports: tuple[Report, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
