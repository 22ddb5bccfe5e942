"""The creation office's first page, and its tasks."""

from dataclasses import dataclass

from juanzong.site.contexts.shared import Ref, State
from juanzong.site.contexts.standard import Count


@dataclass(frozen=True, slots=True)
class Countdown:
    """A day that is waited for: `day` is ISO for the browser, `text` for people without scripts."""

    name: str
    day: str
    text: str


@dataclass(frozen=True, slots=True)
class Door:
    """A page of the office and what it is for."""

    title: str
    href: str
    text: str


@dataclass(frozen=True, slots=True)
class HubPage:
    """The creation office's first page."""

    title: str
    made: str
    inspection: Countdown
    counts: tuple[Count, ...]
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
    unit: str
    liaison: str
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
    """What is still to be delivered, by deadline."""

    title: str
    made: str
    total: int
    jumps: tuple[Ref, ...]
    lists: tuple[TaskList, ...]
