"""Pages of responsibility: who owns what, and what each owner has to do."""

from dataclasses import dataclass

from juanzong.site.contexts.ledger import CaseRow
from juanzong.site.contexts.office import Figure, How, Matrix, OwnerRow, TaskList
from juanzong.site.contexts.shared import Fact, Ref, State


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A clause that an owner has a part in."""

    display: str
    title: str
    href: str
    state: State
    deadline: str
    due: str
    lost: How | None


@dataclass(frozen=True, slots=True)
class DutyList:
    """The clauses of one role; `note` says how their losses count."""

    title: str
    note: str
    rows: tuple[DutyRow, ...]


@dataclass(frozen=True, slots=True)
class ObjectionRow:
    """A written objection; `answer` is empty while nobody has answered."""

    clauses: str
    unit: Ref
    text: str
    by: str
    date: str
    answer: str


@dataclass(frozen=True, slots=True)
class DeskPage:
    """What a group, unit, district or person has to do: mine, missing, overdue, and what it costs."""

    title: str
    kind: str
    duty: str
    made: str
    crumbs: tuple[Ref, ...]
    facts: tuple[Fact, ...]
    figures: tuple[Figure, ...]
    lists: tuple[TaskList, ...]
    duties: tuple[DutyList, ...]
    objections: tuple[ObjectionRow, ...]
    problems: tuple[CaseRow, ...]


@dataclass(frozen=True, slots=True)
class Hole:
    """Where the responsibilities have a hole."""

    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class OwnerTable:
    """All owners of one kind; `key` is its anchor."""

    key: str
    title: str
    rows: tuple[OwnerRow, ...]


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A lead unit and its letter of responsibility, if it has one."""

    unit: Ref
    letter: Ref | None
    date: str


@dataclass(frozen=True, slots=True)
class DutiesPage:
    """Who answers for what, and where nobody does."""

    title: str
    jumps: tuple[Ref, ...]
    holes: tuple[Hole, ...]
    owners: tuple[OwnerTable, ...]
    matrix: Matrix
    objections: tuple[ObjectionRow, ...]
    letters: tuple[LetterRow, ...]
