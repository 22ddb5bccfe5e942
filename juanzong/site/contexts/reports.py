"""Pages of the reports."""

from dataclasses import dataclass

from juanzong.model.report import Report
from juanzong.site.contexts.shared import Ref


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report in the list, with its files."""

    page: Ref
    period: str
    docx: str
    xlsx: str


@dataclass(frozen=True, slots=True)
class ReportsPage:
    """The reports of the office; `lists` are by what they are."""

    title: str
    made: str
    lists: tuple[tuple[str, tuple[ReportRow, ...]], ...]


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report to read and to print."""

    title: str
    crumbs: tuple[Ref, ...]
    row: ReportRow
    report: Report
