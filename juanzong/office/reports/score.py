"""The expected score in a briefing: what it will cost, and where most is lost."""

from fractions import Fraction

from juanzong.decimals import decimal
from juanzong.model import SlotState
from juanzong.model.report import Cell, Chapter, Table
from juanzong.model.score import ClauseScore
from juanzong.office.reports.figures import Share
from juanzong.office.reports.writing import Desk
from juanzong.office.tasks import standing

_WEAK = 10
"""So many weak links are named."""


def score_chapter(desk: Desk, share: Share) -> Chapter | None:
    """What is expected, how far it is to the tiers, and the weak links; None where there are no scores."""
    board = share.board
    if board is None:
        return None
    if share.group:
        loss = decimal(share.loss)
        text = desk.say(f"本组预计失分 {loss} 分。", f"The group is expected to lose {loss} points.")
    else:
        full, span = decimal(board.full, least=0), board.points
        tiers = desk.say("；", "; ").join(
            desk.say(
                f"距“{tier.tier.name}”（{tier.tier.min:g} 分）还差 {decimal(tier.lacking.expected)} 分",
                f"{decimal(tier.lacking.expected)} short of {tier.tier.name} ({tier.tier.min:g})",
            )
            for tier in board.tiers
            if tier.lacking.expected > 0
        )
        text = desk.say(
            f"满分 {full} 分，预计得 {decimal(span.expected)} 分，"
            f"最低 {decimal(span.worst)} 分，最高 {decimal(span.best)} 分。",
            f"{decimal(span.expected)} of {full} points are expected, between {decimal(span.worst)}"
            f" and {decimal(span.best)}. ",
        )
        text += desk.say(f"{tiers}。", f"{tiers}.") if tiers else ""
    table = _weak(desk, share)
    return Chapter(desk.say("预计得分", "Expected score"), (text,), (table,) if table.rows else ())


def _weak(desk: Desk, share: Share) -> Table:
    """The clauses that lose most a day that is left."""
    weak = [one for one in (share.board.weak if share.board else ()) if share.group in ("", one.owner.group)]
    clauses = {dossier.code: dossier.clause.indicator for dossier in share.dossiers}
    head = desk.say(
        "序号 测评标准 预计失分 牵头单位 责任人 剩余天数", "No. Clause Loss Unit Responsible Days-left"
    )
    rows = tuple(
        (
            position,
            f"{clauses[one.code].display} {clauses[one.code].title}",
            decimal(one.lost),
            desk.names.unit(one.owner.lead_unit),
            desk.names.person(one.owner.person),
            _left(desk, share, one),
        )
        for position, one in enumerate(weak[:_WEAK], 1)
    )
    return Table(
        desk.say("薄弱环节（按每天须追回的分排列）", "Weak links, by what is to be won back a day"),
        tuple(head.split(" ")),
        rows,
    )


def _left(desk: Desk, share: Share, one: ClauseScore) -> Cell:
    """Days that are left, or by how many the deadline of what is lacking has passed."""
    lacking = any(
        slot.state is not SlotState.USABLE
        for dossier in share.dossiers
        if dossier.code == one.code
        for slot in dossier.slots
    )
    _, days = standing(one.owner.deadline if lacking else None, desk.today)
    if days is None or days >= 0:
        return one.days
    return desk.say(f"逾期 {-days} 天", f"{-days} days over")


def score_figure(desk: Desk, now: Share, before: Share) -> tuple[str, str, str, str] | None:
    """The expected score of the city, or the expected loss of a group, beside what it was."""
    if now.board is None or before.board is None:
        return None
    name, then, there = (
        (desk.say("预计失分", "Expected loss"), before.loss, now.loss)
        if now.group
        else (desk.say("预计得分", "Expected score"), before.board.points.expected, now.board.points.expected)
    )
    return name, decimal(then), decimal(there), _signed(there - then)


def _signed(change: Fraction) -> str:
    return f"+{decimal(change)}" if change > 0 else decimal(change)
