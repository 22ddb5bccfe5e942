"""Scores: what every clause can bring and brings in every part of the test, and how that was computed.

All numbers are exact fractions; only what is shown is rounded, to four decimals.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a publication carries its scores
    from collections.abc import Mapping

    from juanzong.load.models import Indicator, Tier
    from juanzong.load.scoring import Basis, Grade, Occurrence, SelfAssessment
    from juanzong.model.dossier import FilledSlot, Owner

NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class Span:
    """Worst, expected and best.

    Worst counts what is usable today and the lowest rates judged; best also what was uploaded and can be
    mended, and the highest rates; what nobody has delivered is in neither.
    """

    worst: Fraction = NOTHING
    expected: Fraction = NOTHING
    best: Fraction = NOTHING

    def __add__(self, other: Span) -> Span:
        return Span(self.worst + other.worst, self.expected + other.expected, self.best + other.best)

    def times(self, factor: Fraction) -> Span:
        """All three times a number."""
        return Span(self.worst * factor, self.expected * factor, self.best * factor)


class Ground(StrEnum):
    """What a mark was given by."""

    SLOTS = "slots"
    GRADE = "grade"
    ASSESSED = "assessed"
    UNKNOWN = "unknown"
    """Nothing proves it and nobody has judged it: it brings nothing, at best everything."""


@dataclass(frozen=True, slots=True)
class SlotMark:
    """A requirement, its share of the clause (0–1), and how much of it is met (0–1)."""

    slot: FilledSlot
    share: Fraction
    met: Span


@dataclass(frozen=True, slots=True)
class GradeMark:
    """How many of a node's `clauses` hold, today and at best, the grades that gives, and the node's worth.

    `bearers` clauses bear the loss in equal parts: those that do not hold, or all where all do.
    """

    node: Indicator
    clauses: int
    met: int
    met_at_best: int
    grade: Grade
    grade_at_best: Grade
    most: Fraction
    bearers: int


@dataclass(frozen=True, slots=True)
class Mark:
    """What a clause can bring at `most` in a part of the test, and brings, in points.

    The loss of a grade is laid on the clauses that do not hold, so that one of them may bring less than none.
    """

    part: str
    most: Fraction
    points: Span
    ground: Ground
    slots: tuple[SlotMark, ...] = ()
    grade: GradeMark | None = None
    assessed: SelfAssessment | None = None

    @property
    def lost(self) -> Fraction:
        """The points that are expected to be lost."""
        return self.most - self.points.expected


@dataclass(frozen=True, slots=True)
class ClauseScore:
    """A clause: its own score `stake`, its marks by part, and what the negative list takes off.

    `days` are left, at least one: to the owner's deadline while evidence is lacking, else to the inspection.
    """

    code: str
    owner: Owner
    stake: Fraction
    marks: tuple[Mark, ...]
    deducted: Fraction
    occurred: Occurrence | None
    days: int

    @property
    def most(self) -> Fraction:
        """The points it can bring."""
        return sum((mark.most for mark in self.marks), NOTHING)

    @property
    def points(self) -> Span:
        """The points it brings, less what is taken off."""
        brought = sum((mark.points for mark in self.marks), Span())
        return brought + Span(-self.deducted, -self.deducted, -self.deducted)

    @property
    def lost(self) -> Fraction:
        """预计失分: the points that are expected to be lost."""
        return self.most - self.points.expected

    @property
    def pace(self) -> Fraction:
        """The points to win back a day: the loss by the days that are left."""
        return self.lost / self.days


@dataclass(frozen=True, slots=True)
class PartScore:
    """A part of the test: the scores of its clauses together (`stakes`), its weight, and what it brings.

    A clause's score counts times `factor`. The one part of an edition that names none has no name.
    """

    id: str
    name: str
    basis: Basis
    clauses: int
    stakes: Fraction
    weight: Fraction
    points: Span

    @property
    def factor(self) -> Fraction:
        """Points of the total for each point of a clause's own score."""
        return self.weight / self.stakes if self.stakes else NOTHING


@dataclass(frozen=True, slots=True)
class Distance:
    """How far it is to a tier: positive where points are lacking."""

    tier: Tier
    lacking: Span


@dataclass(frozen=True, slots=True)
class Scoreboard:
    """The score of a publication. Losses are by group, lead unit and person; empty ids are nobody's.

    `weak` are the clauses that lose points, by points to win back a day.
    """

    full: Fraction
    points: Span
    parts: tuple[PartScore, ...]
    clauses: Mapping[str, ClauseScore]
    tiers: tuple[Distance, ...]
    by_group: Mapping[str, Fraction]
    by_unit: Mapping[str, Fraction]
    by_person: Mapping[str, Fraction]
    weak: tuple[ClauseScore, ...]

    @property
    def lost(self) -> Fraction:
        """The points that are expected to be lost."""
        return self.full - self.points.expected
