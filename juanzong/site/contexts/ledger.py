"""Pages of the ledger."""

from dataclasses import dataclass

from juanzong.site.contexts.shared import Fact, Ref, State
from juanzong.site.contexts.standard import Count


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A problem in a list; `state.key` is its standing, `notes` say what else is to be known of it."""

    no: str
    href: str
    text: str
    category: str
    point: Ref
    district: str
    unit: Ref
    responsible: Ref
    found: str
    deadline: str
    state: State
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseList:
    """Problems of one standing; `key` is its anchor."""

    key: str
    title: str
    rows: tuple[CaseRow, ...]


@dataclass(frozen=True, slots=True)
class RateRow:
    """Found, closed and 整改率 of one group, unit, district or point; `listed` is red, black or empty."""

    name: Ref
    found: int
    closed: int
    percent: str
    listed: str = ""


@dataclass(frozen=True, slots=True)
class RateTable:
    """Rates along one axis."""

    title: str
    head: str
    rows: tuple[RateRow, ...]


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """The board of the ledger; `rules` say by which numbers the lists are made, `unread` are files."""

    title: str
    made: str
    counts: tuple[Count, ...]
    city: RateRow
    jumps: tuple[Ref, ...]
    exposed: tuple[CaseRow, ...]
    exposed_rule: str
    red: tuple[RateRow, ...]
    black: tuple[RateRow, ...]
    listed_rule: str
    rates: tuple[RateTable, ...]
    lists: tuple[CaseList, ...]
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture of a problem; `thumbnail` and `href` are links, `alt` says what it shows."""

    thumbnail: str
    href: str
    alt: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of the loop; `day` is empty where it is not reached."""

    name: str
    day: str


@dataclass(frozen=True, slots=True)
class CasePage:
    """One problem; `fixed` are the four fixed things, `events` what happened, by day."""

    title: str
    crumbs: tuple[Ref, ...]
    text: str
    state: State
    notes: tuple[str, ...]
    steps: tuple[StepRow, ...]
    facts: tuple[Fact, ...]
    fixed: tuple[Fact, ...]
    before: tuple[Photo, ...]
    after: tuple[Photo, ...]
    events: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SpotMark:
    """A point on the plan: `key` is stale, open, overdue or fine; `open` counts its open problems."""

    name: str
    href: str
    key: str
    label: str
    open: int


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A district on the plan: its points by type, in the order of the types."""

    name: Ref
    cells: tuple[tuple[SpotMark, ...], ...]


@dataclass(frozen=True, slots=True)
class SpotRow:
    """A point in a list."""

    name: Ref
    district: str
    kind: str
    unit: Ref
    person: Ref
    post: str
    hours: str
    missing: str
    last: str
    stale: str
    score: str
    open: int
    found: int


@dataclass(frozen=True, slots=True)
class PointsPage:
    """The register of points: the plan of districts by types, and what is not in order."""

    title: str
    made: str
    counts: tuple[Count, ...]
    kinds: tuple[Ref, ...]
    plan: tuple[PlanRow, ...]
    ownerless: tuple[SpotRow, ...]
    stale: tuple[SpotRow, ...]
    kind_rows: tuple[RateRow, ...]


@dataclass(frozen=True, slots=True)
class GroundPage:
    """All points of one district (块) or of one type (条)."""

    title: str
    kind: str
    crumbs: tuple[Ref, ...]
    facts: tuple[Fact, ...]
    standards: tuple[str, ...]
    clauses: tuple[Ref, ...]
    rows: tuple[SpotRow, ...]
    cases: tuple[CaseRow, ...]


@dataclass(frozen=True, slots=True)
class SpotPage:
    """One point; `scores` are round, day, score and change since the round before."""

    title: str
    kind: str
    crumbs: tuple[Ref, ...]
    notes: tuple[str, ...]
    facts: tuple[Fact, ...]
    standards: tuple[str, ...]
    clauses: tuple[Ref, ...]
    scores: tuple[tuple[str, str, str, str], ...]
    patrols: tuple[tuple[str, str, str], ...]
    cases: tuple[CaseRow, ...]
