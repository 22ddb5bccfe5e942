"""The ledger and the points as they stand on one day: computed from days and proofs, never written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from juanzong.load.points import Mark, Point, PointType
from juanzong.load.problems import Problem

_CENT = Decimal("0.01")


class Standing(StrEnum):
    """How far a problem is."""

    OVERDUE = "overdue"
    OPEN = "open"
    UNPROVEN = "unproven"
    """Closed on paper, without proof: it counts as open."""
    RECHECK = "recheck"
    """Put right by its unit, not yet looked at by a second person."""
    CLOSED = "closed"


class Step(StrEnum):
    """The loop of supervision: 安排部署 → 督查通报 → 整改问题 → 落实反馈."""

    ASSIGNED = "assigned"
    NOTIFIED = "notified"
    RECTIFIED = "rectified"
    CONFIRMED = "confirmed"


class Lack(StrEnum):
    """What a closing needs to count."""

    DONE = "完成时间"
    PICTURES = "整改后照片"
    RECHECK = "第二人的合格复查"


class Exposure(StrEnum):
    """Why a problem is made public within the city (通报曝光)."""

    OVERDUE = "overdue"
    HANDOVERS = "handovers"


class Axis(StrEnum):
    """By what rates are told."""

    GROUP = "group"
    UNIT = "unit"
    DISTRICT = "district"
    POINT = "point"


@dataclass(frozen=True, slots=True)
class Rate:
    """整改率: problems closed with proof among problems found."""

    found: int
    closed: int

    @property
    def percent(self) -> Decimal | None:
        """In percent with two decimals, half up: 963 of 1032 are 93.31. None where nothing was found."""
        if not self.found:
            return None
        return (Decimal(100 * self.closed) / self.found).quantize(_CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Case:
    """A problem as it stands: whose it is, how far it is, and why.

    `days_over` counts the days past the deadline of what is still owed, 0 otherwise. `rebound_of` are the
    problems of the same point and category that were closed before. Pictures are ids of items.
    """

    problem: Problem
    standing: Standing
    group: str
    unit: str
    district: str
    steps: Mapping[Step, date | None]
    lacks: tuple[Lack, ...] = ()
    days_over: int = 0
    handovers: int = 0
    rebound_of: tuple[str, ...] = ()
    exposed: tuple[Exposure, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    @property
    def closed(self) -> bool:
        """Whether it counts as put right."""
        return self.standing is Standing.CLOSED

    def along(self, axis: Axis) -> str:
        """Whose it is along an axis; empty where that is not known."""
        return {
            Axis.GROUP: self.group,
            Axis.UNIT: self.unit,
            Axis.DISTRICT: self.district,
            Axis.POINT: self.problem.point or "",
        }[axis]


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every problem found up to a day, in the order of their numbers, with the rates and the lists.

    `rates` are by id along each axis; `red` and `black` name units and districts, the best first.
    """

    cases: tuple[Case, ...] = ()
    city: Rate = Rate(0, 0)
    rates: Mapping[Axis, Mapping[str, Rate]] = field(default_factory=dict)
    red: tuple[tuple[Axis, str], ...] = ()
    black: tuple[tuple[Axis, str], ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def exposed(self) -> tuple[Case, ...]:
        """通报曝光: the longest overdue first."""
        public = (case for case in self.cases if case.exposed)
        return tuple(sorted(public, key=lambda case: (-case.days_over, -case.handovers, case.problem.id)))


class Fixed(StrEnum):
    """定点 定人 定岗 定时, and the unit that answers."""

    UNIT = "责任单位"
    PLACE = "定点"
    PERSON = "定人"
    POST = "定岗"
    HOURS = "定时"


@dataclass(frozen=True, slots=True)
class Spot:
    """A point as it stands: what it lacks, when somebody was last there, its problems and scores.

    `days` since the last patrol is None where there was none; `allowed` days may pass between two.
    """

    point: Point
    kind: PointType
    missing: tuple[Fixed, ...]
    last: date | None
    days: int | None
    allowed: int
    scores: tuple[Mark, ...]
    cases: tuple[Case, ...]

    @property
    def stale(self) -> bool:
        """Whether a patrol is due."""
        return self.days is None or self.days > self.allowed

    @property
    def open(self) -> int:
        """How many of its problems are not put right."""
        return sum(not case.closed for case in self.cases)
