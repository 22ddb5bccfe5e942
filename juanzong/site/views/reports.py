"""The reports: a list of them, and a page for each that prints on A4."""

from juanzong.model.report import Report, ReportKind
from juanzong.site.contexts.reports import ReportPage, ReportRow, ReportsPage
from juanzong.site.contexts.shared import Ref
from juanzong.site.urls import Urls
from juanzong.site.view import View


def reports_page(view: View, urls: Urls) -> ReportsPage:
    """All reports, by what they are."""
    return ReportsPage(
        title=view.say("报告", "Reports"),
        made=view.day(view.publication.today),
        lists=tuple(
            (title, tuple(_row(urls, one) for one in view.office.reports if one.kind in kinds))
            for title, kinds in (
                (view.say("半月简报", "Briefings"), (ReportKind.BRIEFING,)),
                (view.say("督查通报", "Notice"), (ReportKind.NOTICE,)),
                (
                    view.say("自查与责任", "Self-inspection and duties"),
                    (ReportKind.SELF_INSPECTION, ReportKind.RESPONSIBILITY),
                ),
            )
        ),
    )


def report_page(view: View, urls: Urls, *, report: Report) -> ReportPage:
    """One report, with its files for Word and Excel."""
    return ReportPage(
        title=report.title,
        crumbs=(
            Ref(view.say("创建工作台", "Office"), urls.office()),
            Ref(view.say("报告", "Reports"), urls.reports()),
        ),
        row=_row(urls, report),
        report=report,
    )


def _row(urls: Urls, report: Report) -> ReportRow:
    return ReportRow(
        Ref(report.title, urls.report(report.id)),
        report.period,
        urls.report(report.id, "docx"),
        urls.report(report.id, "xlsx"),
    )
