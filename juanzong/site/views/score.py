"""The expected score: its parts, its weak links, whose they are, and the rounds before."""

from collections.abc import Iterator
from fractions import Fraction

from juanzong.decimals import decimal, percent
from juanzong.load.models import Indicator
from juanzong.load.scoring import Basis
from juanzong.model.score import NOTHING, ClauseScore, Distance, PartScore, Scoreboard, Span
from juanzong.office.score import distance
from juanzong.site.contexts.score import (
    ClauseRow,
    ClauseSection,
    ClausesPage,
    ComparedRow,
    LossRow,
    LossTable,
    PartRow,
    PastRow,
    Scale,
    ScorePage,
    Tick,
    TierRow,
)
from juanzong.site.contexts.shared import Ref
from juanzong.site.nav import Section
from juanzong.site.urls import OwnerKind, Urls
from juanzong.site.view import View
from juanzong.site.views.ground import owner_ref
from juanzong.site.views.marks import expected_how, part_how, part_name, total_how
from juanzong.site.views.weak import weak_row

_WIDTH = 1000
"""Units of the drawing from nothing to the full score."""


def board_of(view: View) -> Scoreboard:
    """The scores of a publication that has them."""
    board = view.office.score
    if board is None:
        msg = "the profile has no scores"
        raise LookupError(msg)
    return board


def score_page(view: View, urls: Urls) -> ScorePage:
    """The expected score with everything that it is made of."""
    board = board_of(view)
    return ScorePage(
        title=Section.SCORE.title(view.lang),
        made=view.day(view.publication.today),
        total=total_how(view, board),
        full=decimal(board.full, least=0),
        worst=decimal(board.points.worst),
        best=decimal(board.points.best),
        scale=_scale(board),
        tiers=tuple(_tier(tier) for tier in board.tiers),
        parts=tuple(_part(view, part) for part in board.parts),
        weak=tuple(weak_row(view, urls, board, clause) for clause in board.weak),
        losses=tuple(_losses(view, urls, board)),
        past=tuple(_past(view, board)),
        compared=tuple(_compared(view, urls, board)),
        clauses_href=urls.clauses(),
        jumps=(
            Ref(view.say("各测评方式", "Parts of the test"), "#parts"),
            Ref(view.say("谁丢的分", "Whose points are lost"), "#owners"),
            Ref(view.say("薄弱环节", "Weak links"), "#weak"),
            Ref(view.say("往年成绩", "Former rounds"), "#past"),
        ),
    )


def _scale(board: Scoreboard) -> Scale:
    def at(value: Fraction) -> float:
        share = max(NOTHING, min(value / board.full, Fraction(1))) if board.full else NOTHING
        return round(float(share * _WIDTH), 1)

    ticks = tuple(
        Tick(at(Fraction(one.tier.min)), f"{one.tier.name} {decimal(Fraction(one.tier.min), least=0)}")
        for one in board.tiers
        if one.tier.min > 0
    )
    points = board.points
    return Scale(_WIDTH, at(points.worst), at(points.best), at(points.expected), ticks)


def lacking(view: View, value: Fraction) -> str:
    """What is missing to a tier."""
    if value > 0:
        return view.say(f"还差 {decimal(value)}", f"{decimal(value)} short")
    return view.say(f"已超出 {decimal(-value)}", f"{decimal(-value)} above")


def _tier(tier: Distance) -> TierRow:
    span = tier.lacking
    least = decimal(Fraction(tier.tier.min), least=0)
    return TierRow(tier.tier.name, least, *(decimal(-one) for one in (span.worst, span.expected, span.best)))


def _part(view: View, part: PartScore) -> PartRow:
    judged = part.basis is Basis.ASSESSED
    return PartRow(
        name=part_name(view, part),
        basis=view.say("自评", "judged") if judged else view.say("按材料", "by evidence"),
        clauses=part.clauses,
        weight=decimal(part.weight),
        worst=decimal(part.points.worst),
        expected=part_how(view, part),
        best=decimal(part.points.best),
        rate=percent(part.points.expected / part.weight) if part.weight else "",
    )


def _losses(view: View, urls: Urls, board: Scoreboard) -> Iterator[LossTable]:
    for name, english, kind, rolled in (
        ("工作组", "group", OwnerKind.GROUPS, board.by_group),
        ("牵头单位", "lead unit", OwnerKind.UNITS, board.by_unit),
        ("责任人", "person", OwnerKind.PEOPLE, board.by_person),
    ):
        title, nobody = view.say(f"按{name}", f"By {english}"), view.say(f"没有{name}", f"no {english}")
        rows = (
            LossRow(
                owner_ref(view, urls, kind, owner, nobody),
                decimal(lost),
                percent(lost / board.lost) if board.lost else "",
            )
            for owner, lost in rolled.items()
            if lost
        )
        yield LossTable(title, tuple(rows))


def _past(view: View, board: Scoreboard) -> Iterator[PastRow]:
    """This round as expected, then the former ones, each with the next better tier."""
    config = view.publication.config
    yield PastRow(
        name=view.say(f"{config.archive.round.name}（预计）", f"{config.archive.round.name} (expected)"),
        date=view.publication.today.isoformat(),
        total=decimal(board.points.expected),
        full=decimal(board.full, least=0),
        tier="",
        lacking=_next_tier(view, board.points.expected),
        note="",
    )
    for past in config.history:
        total = Fraction(past.total)
        yield PastRow(
            name=past.name,
            date=past.date.isoformat(),
            total=decimal(total),
            full=decimal(Fraction(past.full), least=0),
            tier=past.tier or "",
            lacking=_next_tier(view, total),
            note=view.said(past.note) if past.note else "",
        )


def _next_tier(view: View, total: Fraction) -> str:
    """How far it is from a total to the lowest tier above it."""
    above = [tier for tier in view.publication.config.edition.tiers if Fraction(tier.min) > total]
    if not above:
        return view.say("已到最高等次", "the highest tier")
    tier = min(above, key=lambda one: one.min)
    short = decimal(distance(tier, Span(expected=total)).lacking.expected)
    least = decimal(Fraction(tier.min), least=0)
    return view.say(f"距{tier.name}（{least} 分）差 {short} 分", f"{short} short of {tier.name} ({least})")


def _compared(view: View, urls: Urls, board: Scoreboard) -> Iterator[ComparedRow]:
    history = view.publication.config.history
    for code, clause in board.clauses.items():
        past = tuple(decimal(Fraction(one.clauses[code])) if code in one.clauses else "" for one in history)
        if any(past):
            indicator = view.dossiers[code].clause.indicator
            href = view.dossier_href(urls, code)
            expected = decimal(clause.points.expected)
            yield ComparedRow(indicator.display, indicator.title, href, expected, past)


def clauses_page(view: View, urls: Urls) -> ClausesPage:
    """Every clause with its score and how it was computed."""
    board = board_of(view)
    return ClausesPage(
        title=Section.CLAUSES.title(view.lang),
        made=view.day(view.publication.today),
        sections=tuple(
            _section(view, urls, board, node) for node in view.publication.config.edition.indicators
        ),
    )


def _section(view: View, urls: Urls, board: Scoreboard, node: Indicator) -> ClauseSection:
    clauses = [c for code, c in board.clauses.items() if view.dossiers[code].clause.path[0] is node]
    return ClauseSection(
        title=f"{node.display} {node.title}",
        rows=tuple(_clause_row(view, urls, board, clause) for clause in clauses),
        most=decimal(sum((c.most for c in clauses), NOTHING)),
        expected=decimal(sum((c.points.expected for c in clauses), NOTHING)),
        lost=decimal(sum((c.lost for c in clauses), NOTHING)),
    )


def _clause_row(view: View, urls: Urls, board: Scoreboard, clause: ClauseScore) -> ClauseRow:
    dossier = view.dossiers[clause.code]
    indicator = dossier.clause.indicator
    return ClauseRow(
        code=clause.code,
        display=indicator.display,
        title=indicator.title,
        href=view.dossier_href(urls, clause.code),
        state=view.shown_state(dossier.state),
        stake=decimal(clause.stake),
        most=decimal(clause.most),
        worst=decimal(clause.points.worst),
        expected=expected_how(view, board, clause),
        best=decimal(clause.points.best),
        lost=decimal(clause.lost),
    )
