"""The creation office: what its pages share, its first page, its tasks, its months."""

from dataclasses import dataclass

from juanzong.site.contexts.shared import Ref, State


@dataclass(frozen=True, slots=True)
class How:
    """A computed number and, step by step, how it was computed."""

    value: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number at the top of a page; `key` colours it: good, warn, bad or nothing."""

    value: str
    label: str
    href: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Waited:
    """A day that is waited for: `day` is ISO for the browser, `text` for people without scripts.

    `stage` says from when, for the end of a stage; `now` whether the day the site is made for lies in it.
    """

    name: str
    day: str
    text: str
    stage: str = ""
    passed: bool = False
    now: bool = False


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A row of a matrix; a cell says in a word or a number what row and column have to do with each other."""

    display: str
    title: str
    href: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who has to do with what."""

    caption: str
    corner: str
    columns: tuple[Ref, ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class Door:
    """A page of the office, what it is for, and how much waits there."""

    title: str
    href: str
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class WeakRow:
    """A clause that loses points: what of it is missing, whose it is, and what it costs."""

    display: str
    title: str
    href: str
    lacks: tuple[str, ...]
    group: Ref | None
    unit: Ref | None
    person: Ref | None
    deadline: str
    due: str
    left: str
    lost: How
    pace: str


@dataclass(frozen=True, slots=True)
class OwnerRow:
    """A group, unit, district or person: tasks overdue and due within a week, and the expected loss."""

    name: str
    href: str
    clauses: int
    overdue: int
    week: int
    lost: str


@dataclass(frozen=True, slots=True)
class HubPage:
    """The creation office's first page; `costliest` are the three clauses that lose most."""

    title: str
    made: str
    inspection: Waited
    figures: tuple[Figure, ...]
    costliest: tuple[WeakRow, ...]
    units: tuple[OwnerRow, ...]
    doors: tuple[Door, ...]


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A requirement that is not met; `due` is overdue, week, later or undated, `left` says it in words."""

    display: str
    title: str
    href: str
    lack: str
    state: State
    group: str
    unit: Ref | None
    liaison: Ref | None
    deadline: str
    due: str
    left: str


@dataclass(frozen=True, slots=True)
class TaskList:
    """The tasks of one standing; `key` is its anchor."""

    key: str
    title: str
    rows: tuple[TaskRow, ...]


@dataclass(frozen=True, slots=True)
class TasksPage:
    """The way to the inspection, and what is still to be delivered, by deadline."""

    title: str
    made: str
    total: int
    waited: tuple[Waited, ...]
    jumps: tuple[Ref, ...]
    lists: tuple[TaskList, ...]


@dataclass(frozen=True, slots=True)
class HeatCell:
    """Items of a month; `heat` is 0 (none) to 4."""

    count: int
    heat: int


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A clause's evidence by month, and how much of it is of the last weeks; `rushed` marks too much."""

    display: str
    title: str
    href: str
    cells: tuple[HeatCell, ...]
    total: int
    late: str
    rushed: bool


@dataclass(frozen=True, slots=True)
class MonthsPage:
    """Evidence by month and clause."""

    title: str
    window: str
    days: int
    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    whole: HeatRow
