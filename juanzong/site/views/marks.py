"""Scores in words: every number with the arithmetic that it came from."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from juanzong.decimals import decimal, percent
from juanzong.load.scoring import Occurrence, SelfAssessment
from juanzong.model.score import ClauseScore, GradeMark, Ground, Mark, PartScore, Scoreboard, SlotMark
from juanzong.site.contexts.office import How
from juanzong.site.view import View

_WHOLE = Fraction(1)


def part_name(view: View, part: PartScore) -> str:
    """What a part of the test is called."""
    return part.name or view.say("材料", "Evidence")


def lost_how(view: View, board: Scoreboard, clause: ClauseScore) -> How:
    """预计失分 of a clause and how it came about."""
    steps = [step for mark in clause.marks for step in _mark(view, board, mark, clause)]
    steps += _deducted(view, clause)
    most, expected = decimal(clause.most), decimal(clause.points.expected)
    if len(clause.marks) + bool(clause.deducted) > 1:
        steps.append(
            view.say(
                f"合计：最多 {most} − 预计 {expected} ＝ 预计失分 {decimal(clause.lost)}",
                f"in all: {most} at most − {expected} expected = {decimal(clause.lost)} lost",
            )
        )
    return How(decimal(clause.lost), tuple(steps))


def expected_how(view: View, board: Scoreboard, clause: ClauseScore) -> How:
    """预计得分 of a clause with the same arithmetic."""
    return How(decimal(clause.points.expected), lost_how(view, board, clause).steps)


def total_how(view: View, board: Scoreboard) -> How:
    """The expected total as the sum of its parts."""
    parts = view.say(" ＋ ", " + ").join(
        f"{part_name(view, part)} {decimal(part.points.expected)}" for part in board.parts
    )
    deducted = sum((clause.deducted for clause in board.clauses.values()), Fraction())
    less = view.say(f" − 负面清单 {decimal(deducted)}", f" − negative list {decimal(deducted)}")
    total = decimal(board.points.expected)
    return How(total, (f"{parts}{less} ＝ {total}", rounding(view)))


def rounding(view: View) -> str:
    """How numbers are shown."""
    return view.say(
        "中间不舍入，只在显示时四舍五入到四位小数",
        "nothing is rounded on the way; shown are up to four decimals",
    )


def part_how(view: View, part: PartScore) -> How:
    """What a part of the test is expected to bring."""
    stakes, weight, factor = decimal(part.stakes), decimal(part.weight), decimal(part.factor)
    return How(
        decimal(part.points.expected),
        (
            view.say(
                f"{part.clauses} 条分值合计 {stakes}，本部分占 {weight} 分：每分折 {factor} 分",
                f"its {part.clauses} clauses score {stakes}, it weighs {weight}: {factor} a point",
            ),
            view.say("各条在本部分的预计得分相加", "the sum of what its clauses are expected to bring"),
            rounding(view),
        ),
    )


def _mark(view: View, board: Scoreboard, mark: Mark, clause: ClauseScore) -> Iterator[str]:
    part = next(part for part in board.parts if part.id == mark.part)
    name = part_name(view, part)
    weight, stakes = decimal(part.weight), decimal(part.stakes)
    yield view.say(
        f"{name}：分值 {decimal(clause.stake)} × {weight} ÷ {stakes} ＝ 最多 {decimal(mark.most)} 分",
        f"{name}: {decimal(clause.stake)} × {weight} ÷ {stakes} = {decimal(mark.most)} at most",
    )
    if mark.assessed:
        yield _judged(view, mark.assessed)
    elif mark.ground is Ground.UNKNOWN:
        yield view.say("没有材料要求，也没有自评，按 0 计", "nothing asked for, nothing judged: 0")
    for slot in mark.slots:
        yield _slot(view, slot)
    if mark.grade:
        yield from _grade(view, mark.grade)
    lost, points = decimal(mark.lost), decimal(mark.points.expected)
    yield view.say(
        f"预计得 {points} 分（{decimal(mark.points.worst)} 至 {decimal(mark.points.best)}），失 {lost} 分",
        f"{points} expected ({decimal(mark.points.worst)} to {decimal(mark.points.best)}), {lost} lost",
    )


def _judged(view: View, one: SelfAssessment) -> str:
    low, _, high = one.bounds
    rates = f"{percent(Fraction(one.rate))}（{percent(Fraction(low))}–{percent(Fraction(high))}）"
    said = _said(view, one.reason, one.by, one.date)
    return view.say(f"自评得分率 {rates}：{said}", f"judged at {rates}: {said}")


def _said(view: View, reason: str, by: str, day: date) -> str:
    return view.say("；", "; ").join((view.said(reason), view.said(by), view.day(day)))


def _slot(view: View, mark: SlotMark) -> str:
    filled, share = mark.slot, percent(mark.share)
    usable, there, needed = len(filled.usable), len(filled.evidence), max(1, filled.slot.min)
    met = mark.met
    if met.worst == met.best:
        counts = percent(met.worst)
    else:
        counts = view.say(
            f"{percent(met.expected)}（{percent(met.worst)} 至 {percent(met.best)}）",
            f"{percent(met.expected)} ({percent(met.worst)} to {percent(met.best)})",
        )
    return view.say(
        f"{filled.slot.kind}占 {share}：要 {needed} 件，已上传 {there} 件，可用 {usable} 件，计 {counts}",
        f"{filled.slot.kind}, {share}: {needed} needed, {there} uploaded, {usable} usable, counts {counts}",
    )


def _grade(view: View, mark: GradeMark) -> Iterator[str]:
    share = Fraction(mark.grade.share)
    lost = mark.most * (_WHOLE - share)
    yield view.say(
        f"“{mark.node.title}”共 {mark.clauses} 条，达标 {mark.met} 条，定 {mark.grade.name} 档",
        f"of the {mark.clauses} clauses of “{mark.node.title}” {mark.met} hold: grade {mark.grade.name}",
    )
    sums = f"{decimal(mark.most)} × {percent(share)} ＝ {decimal(mark.most * share)}"
    yield view.say(f"{sums}，失 {decimal(lost)} 分", f"{sums}, {decimal(lost)} lost")
    if lost:
        yield view.say(
            f"由 {mark.bearers} 条未达标的平摊；最好达标 {mark.met_at_best} 条，"
            f"定 {mark.grade_at_best.name} 档",
            f"borne by {mark.bearers}; at best {mark.met_at_best} hold, grade {mark.grade_at_best.name}",
        )


def _deducted(view: View, clause: ClauseScore) -> Iterator[str]:
    occurred: Occurrence | None = clause.occurred
    if occurred is None:
        return
    indicator = view.dossiers[clause.code].clause.indicator
    each = decimal(abs(Fraction(indicator.score or 0)))
    cap = ""
    if indicator.cap:
        most = decimal(Fraction(indicator.cap))
        cap = view.say(f"，最多扣 {most}", f", at most {most}")
    taken = decimal(clause.deducted)
    yield view.say(
        f"负面清单：发生 {occurred.count} 起 × {each} 分{cap}，扣 {taken} 分",
        f"negative list: {occurred.count} × {each}{cap}: −{taken}",
    )
    yield _said(view, occurred.reason, occurred.by, occurred.date)
