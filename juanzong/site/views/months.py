"""Evidence by month and clause, and how much of it is of the last weeks."""

from fractions import Fraction

from juanzong.decimals import percent
from juanzong.model import MonthRow, Months
from juanzong.site.contexts.office import HeatCell, HeatRow, MonthsPage
from juanzong.site.nav import Section
from juanzong.site.urls import Urls
from juanzong.site.view import View

_HEATS = (1, 2, 4, 8)
"""From so many items a month on, a cell is one shade darker."""


def months_page(view: View, urls: Urls) -> MonthsPage:
    """The spread of the evidence over the months, clause by clause."""
    archive, months = view.publication.config.archive, view.office.months
    if months is None:
        msg = "the profile has no months"
        raise LookupError(msg)
    window = archive.round.window
    return MonthsPage(
        title=Section.MONTHS.title(view.lang),
        window=view.say(
            f"{view.day(window.start)}至{view.day(window.end)}", f"{window.start} to {window.end}"
        ),
        days=archive.thresholds.authenticity.bunch_days,
        columns=_columns(view, months),
        rows=tuple(_row(view, urls, row) for row in months.rows),
        whole=_row(view, urls, months.whole),
    )


def _columns(view: View, months: Months) -> tuple[str, ...]:
    names = []
    for number, day in enumerate(months.columns):
        year = f"{day.year}-" if number == 0 or day.month == 1 else ""
        names.append(f"{year}{day.month:02d}")
    return (view.say("以前", "before"), *names, view.say("以后", "after"))


def _row(view: View, urls: Urls, row: MonthRow) -> HeatRow:
    display, title, href = "", view.say("全部材料", "All evidence"), ""
    if row.code:
        indicator = view.dossiers[row.code].clause.indicator
        display, title, href = indicator.display, indicator.title, view.dossier_href(urls, row.code)
    counts = (row.before, *row.counts, row.after)
    return HeatRow(
        display=display,
        title=title,
        href=href,
        cells=tuple(HeatCell(count, sum(count >= heat for heat in _HEATS)) for count in counts),
        total=row.total,
        late=percent(Fraction(row.late, row.total)) if row.total else "",
        rushed=row.rushed,
    )
