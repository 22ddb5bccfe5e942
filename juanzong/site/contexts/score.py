"""Pages of the expected score."""

from dataclasses import dataclass

from juanzong.site.contexts.office import How, WeakRow
from juanzong.site.contexts.shared import Ref, State


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on the scale, in units of the drawing."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Worst to best as a band, the expected score as a mark, the tiers as ticks; units of the drawing."""

    width: int
    start: float
    end: float
    mark: float
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class TierRow:
    """A tier and what is lacking to it: nothing where it is reached."""

    name: str
    least: str
    worst: str
    expected: str
    best: str


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part of the test with what it brings."""

    name: str
    basis: str
    clauses: int
    weight: str
    worst: str
    expected: How
    best: str
    rate: str


@dataclass(frozen=True, slots=True)
class LossRow:
    """What an owner is expected to lose, and its share of the whole loss."""

    owner: Ref
    lost: str
    share: str


@dataclass(frozen=True, slots=True)
class LossTable:
    """Losses by owners of one kind."""

    title: str
    rows: tuple[LossRow, ...]


@dataclass(frozen=True, slots=True)
class PastRow:
    """A former round, or this one; `lacking` is the distance to the best tier then missed."""

    name: str
    date: str
    total: str
    full: str
    tier: str
    lacking: str
    note: str


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A clause through the rounds, the latest first, and what is expected now."""

    display: str
    title: str
    href: str
    expected: str
    past: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScorePage:
    """The expected score with everything that it is made of."""

    title: str
    made: str
    total: How
    full: str
    worst: str
    best: str
    scale: Scale
    tiers: tuple[TierRow, ...]
    parts: tuple[PartRow, ...]
    weak: tuple[WeakRow, ...]
    losses: tuple[LossTable, ...]
    past: tuple[PastRow, ...]
    compared: tuple[ComparedRow, ...]
    clauses_href: str
    jumps: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause with what it can bring and brings."""

    code: str
    display: str
    title: str
    href: str
    state: State
    stake: str
    most: str
    worst: str
    expected: How
    best: str
    lost: str


@dataclass(frozen=True, slots=True)
class ClauseSection:
    """The clauses of one node at the top of the standard, and their sums."""

    title: str
    rows: tuple[ClauseRow, ...]
    most: str
    expected: str
    lost: str


@dataclass(frozen=True, slots=True)
class ClausesPage:
    """Every clause with its score and how it was computed."""

    title: str
    made: str
    sections: tuple[ClauseSection, ...]
