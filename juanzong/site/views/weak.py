"""Weak links: the clauses that lose points, with their owners."""

from collections.abc import Iterator

from juanzong.decimals import decimal
from juanzong.model import SlotState
from juanzong.model.score import ClauseScore, Ground, Scoreboard
from juanzong.office.tasks import standing
from juanzong.site.contexts.office import WeakRow
from juanzong.site.urls import OwnerKind, Urls
from juanzong.site.view import View
from juanzong.site.views.marks import lost_how, part_name
from juanzong.site.views.tasks import left
from juanzong.site.views.working import lack


def weak_row(view: View, urls: Urls, board: Scoreboard, clause: ClauseScore) -> WeakRow:
    """A clause that loses points: what is missing, whose it is, what it costs."""
    dossier, owner = view.dossiers[clause.code], clause.owner
    deadline = owner.deadline if any(s.state is not SlotState.USABLE for s in dossier.slots) else None
    indicator = dossier.clause.indicator
    due, days = standing(deadline, view.publication.today)
    return WeakRow(
        display=indicator.display,
        title=indicator.title,
        href=view.dossier_href(urls, clause.code),
        lacks=tuple(_lacks(view, board, clause)),
        group=view.owner_ref(urls, OwnerKind.GROUPS, owner.group),
        unit=view.owner_ref(urls, OwnerKind.UNITS, owner.lead_unit),
        person=view.owner_ref(urls, OwnerKind.PEOPLE, owner.person),
        deadline=deadline.isoformat() if deadline else "",
        due=due.value,
        left=left(view, days),
        lost=lost_how(view, board, clause),
        pace=decimal(clause.pace),
    )


def _lacks(view: View, board: Scoreboard, clause: ClauseScore) -> Iterator[str]:
    """What keeps a clause from its points: slots that are not filled, and parts judged below full."""
    for filled in view.dossiers[clause.code].slots:
        if filled.state is not SlotState.USABLE:
            yield lack(view, filled)
    names = {part.id: part_name(view, part) for part in board.parts}
    for mark in clause.marks:
        if mark.lost and mark.ground in (Ground.ASSESSED, Ground.UNKNOWN):
            yield view.say(
                f"{names[mark.part]}预计失 {decimal(mark.lost)} 分",
                f"{names[mark.part]}: {decimal(mark.lost)} lost",
            )
        if mark.lost and mark.grade and mark.grade.met < mark.grade.clauses:
            grade = mark.grade
            yield view.say(
                f"“{grade.node.title}”达标 {grade.met}/{grade.clauses} 条，{grade.grade.name} 档",
                f"“{grade.node.title}”: {grade.met} of {grade.clauses} hold, grade {grade.grade.name}",
            )
    if clause.deducted:
        yield view.say(
            f"负面清单扣 {decimal(clause.deducted)} 分", f"negative list: {decimal(clause.deducted)}"
        )
