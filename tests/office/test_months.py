"""Evidence by month: every dated item is counted once a clause, and the last weeks are told apart."""

from dataclasses import replace
from datetime import date

from juanzong.model import Link, LinkStatus
from juanzong.office.months import months_of
from tests.site.factory import WORKING, make_prepared
from tests.values import make_evidence

DAYS = (
    date(2025, 10, 31),  # before the window
    date(2025, 11, 1),  # its first day
    date(2026, 3, 5),
    date(2026, 10, 1),  # 30 days before its end: not late
    date(2026, 10, 2),  # late
    date(2026, 10, 31),  # its last day
    date(2026, 11, 1),  # after it
)


def test_months_of_the_window_and_what_is_outside() -> None:
    """Seven dated items and one without a day; three are later than 1 October, 30 days before the end."""
    items = [make_evidence(str(day), name=f"{day}.txt", day=day) for day in DAYS]
    items.append(make_evidence("无日期", name="无.txt"))
    publication = make_prepared(WORKING).publication
    dossier = publication.dossiers[0]
    entry = dossier.entries[0]
    entries = tuple(
        replace(entry, evidence_id=one.id, link=Link(one.id, dossier.code, LinkStatus.PLACED))
        for one in items
    )
    dossiers = (replace(dossier, entries=entries), replace(publication.dossiers[1], entries=entries[:2]))
    evidence = {one.id: one for one in items}
    made = months_of(replace(publication, dossiers=dossiers, evidence=evidence))
    assert (made.columns[0], made.columns[-1], len(made.columns)) == (
        date(2025, 11, 1),
        date(2026, 10, 1),
        12,
    )
    first, second = made.rows
    assert (first.before, first.counts, first.after) == (1, (1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 3), 1)
    assert (first.late, first.total, first.rushed) == (3, 7, False)
    assert (second.late, second.total) == (0, 2)
    assert made.whole.total == 7
