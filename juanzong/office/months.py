"""平时积累还是突击迎检: how the evidence of every clause is spread over the months of the window."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from juanzong.authenticity.rush import bunch, end_of, is_rushed
from juanzong.load.authenticity import Authenticity
from juanzong.model import Dossier, MonthRow, Months, Publication


def months_of(publication: Publication) -> Months:
    """Dated evidence by clause and month, each item once in the row of the whole."""
    config = publication.config
    inspection, window = config.archive.round.inspection, config.archive.round.window
    rules = config.archive.thresholds.authenticity
    columns = tuple(_months(window.start, window.end))
    whole: dict[str, date] = {}
    rows = []
    for dossier in publication.dossiers:
        dated = _dated(publication, dossier)
        whole.update(dated)
        end = end_of(config, dossier.clause)
        rows.append(_row(rules, dossier.code, list(dated.values()), columns, end, rules.bunch_items))
    end = min(inspection, window.end)
    return Months(columns, tuple(rows), _row(rules, "", list(whole.values()), columns, end, rules.bunch_pool))


def _months(start: date, end: date) -> Iterator[date]:
    """The first days of the months from start to end."""
    for number in range(start.year * 12 + start.month - 1, end.year * 12 + end.month):
        yield date(number // 12, number % 12 + 1, 1)


def _dated(publication: Publication, dossier: Dossier) -> Mapping[str, date]:
    """The days of the items that a person has put into a dossier."""
    items = (publication.evidence[e.evidence_id] for e in dossier.entries if e.link.is_fact)
    return {one.id: one.description.date.value for one in items if one.description.date}


def _row(
    rules: Authenticity, code: str, days: Sequence[date], columns: Sequence[date], end: date, least: int
) -> MonthRow:
    found = bunch(rules, days, end)
    firsts = [day.replace(day=1) for day in days]
    return MonthRow(
        code,
        before=sum(first < columns[0] for first in firsts),
        counts=tuple(firsts.count(column) for column in columns),
        after=sum(first > columns[-1] for first in firsts),
        late=found.late,
        rushed=is_rushed(rules, found, least),
    )
