"""A report of the creation office: words and tables, the same on the page, in Word and in Excel."""

from dataclasses import dataclass
from enum import StrEnum

Cell = str | int


class ReportKind(StrEnum):
    """What a report is."""

    BRIEFING = "briefing"
    NOTICE = "notice"
    SELF_INSPECTION = "self-inspection"
    RESPONSIBILITY = "responsibility"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption; every row has as many cells as the head."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A numbered part of a report."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A report; `id` names its page and files, `period` is the days it tells of, `wide` prints landscape."""

    id: str
    kind: ReportKind
    title: str
    period: str
    signed: str
    day: str
    chapters: tuple[Chapter, ...]
    wide: bool = False
