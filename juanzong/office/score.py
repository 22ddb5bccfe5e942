"""Readiness and expected score: every clause by its slots, its grade or what people judged, with the weights.

Scores come from the evidence and the edition's own rule; nothing of them is typed in but what the archive
cannot prove (`assessments/`), which is marked as such. Exact fractions throughout.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from juanzong.load.models import Indicator, Nature, Slot, Tier
from juanzong.load.scoring import Assessments, Basis, Grade, Occurrence, Scoring, SelfAssessment
from juanzong.model import Clause, Config, Dossier, FilledSlot, Publication, SlotState
from juanzong.model.score import (
    NOTHING,
    ClauseScore,
    Distance,
    GradeMark,
    Ground,
    Mark,
    PartScore,
    Scoreboard,
    SlotMark,
    Span,
)
from juanzong.office.stakes import Stake, Test, stakes_of, tests_of

WHOLE = Fraction(1)


def score(publication: Publication) -> Scoreboard:
    """The score of a publication, with its losses by owner and its distance to every tier."""
    config = publication.config
    edition = config.edition
    stakes = stakes_of(edition)
    tests = tests_of(edition, stakes)
    marks: dict[str, list[Mark]] = defaultdict(list)
    parts = []
    for test in tests:
        tested = [d for d in publication.dossiers if d.code in stakes and test.covers(d.clause)]
        total = sum((stakes[d.code].points for d in tested), NOTHING)
        factor = test.weight / total if total else NOTHING
        made = _graded(_marks(config, test, tested, stakes, factor), tested, stakes, edition.scoring)
        for code, mark in made.items():
            marks[code].append(mark)
        points = sum((mark.points for mark in made.values()), Span())
        parts.append(PartScore(test.id, test.name, test.basis, len(tested), total, test.weight, points))
    clauses = {
        dossier.code: _clause(publication, dossier, stakes.get(dossier.code), marks[dossier.code])
        for dossier in publication.dossiers
    }
    points = sum((clause.points for clause in clauses.values()), Span())
    return Scoreboard(
        full=sum((part.weight for part in parts), NOTHING),
        points=points,
        parts=tuple(parts),
        clauses=clauses,
        tiers=tuple(distance(tier, points) for tier in edition.tiers),
        by_group=_rolled((c.owner.group, c.lost) for c in clauses.values()),
        by_unit=_rolled((c.owner.lead_unit, c.lost) for c in clauses.values()),
        by_person=_rolled((c.owner.person, c.lost) for c in clauses.values()),
        weak=tuple(sorted((c for c in clauses.values() if c.lost > 0), key=lambda c: -c.pace)),
    )


def assessment_of(config: Config, clause: Clause, part: str) -> SelfAssessment | None:
    """What people judge of a clause in a part of the test: at itself or at its nearest ancestor."""
    for node in reversed(clause.path):
        for one in config.assessments.get(node.code, Assessments()).judged:
            if one.part == part:
                return one
    return None


def occurrence_of(config: Config, clause: Clause) -> Occurrence | None:
    """How often what a clause of the negative list names has happened, if anybody has said so."""
    if clause.indicator.nature is not Nature.NEGATIVE:
        return None
    said = (config.assessments.get(node.code, Assessments()).occurred for node in reversed(clause.path))
    return next((one for one in said if one), None)


# --- one part of the test -------------------------------------------------------------------------------


def _marks(
    config: Config, test: Test, tested: Iterable[Dossier], stakes: Mapping[str, Stake], factor: Fraction
) -> dict[str, Mark]:
    return {
        dossier.code: _mark(config, test, dossier, stakes[dossier.code].points * factor) for dossier in tested
    }


def _mark(config: Config, test: Test, dossier: Dossier, most: Fraction) -> Mark:
    """A clause by its slots, where the part is scored by evidence and asks for any; else as judged."""
    slots = tuple(_slots(dossier, config.edition.scoring)) if test.basis is Basis.EVIDENCE else ()
    if slots:
        rate = sum((slot.met.times(slot.share) for slot in slots), Span())
        return Mark(test.id, most, rate.times(most), Ground.SLOTS, slots)
    judged = assessment_of(config, dossier.clause, test.id)
    if judged is None:
        return Mark(test.id, most, Span(best=most), Ground.UNKNOWN)
    worst, expected, best = (Fraction(rate) for rate in judged.bounds)
    rate = Span(worst, expected, best)
    return Mark(test.id, most, rate.times(most), Ground.ASSESSED, assessed=judged)


def _slots(dossier: Dossier, rule: Scoring) -> Iterator[SlotMark]:
    """The slots that count, each with its share: by their points, or equal for all that ask for anything."""
    weighted = any(filled.slot.points for filled in dossier.slots)
    weights = [_weight(filled.slot, weighted=weighted) for filled in dossier.slots]
    total = sum(weights, NOTHING)
    for filled, weight in zip(dossier.slots, weights, strict=True):
        if weight:
            yield SlotMark(filled, weight / total, _met(filled, rule))


def _weight(slot: Slot, *, weighted: bool) -> Fraction:
    return Fraction(slot.points or 0) if weighted else Fraction(slot.min > 0)


def _met(filled: FilledSlot, rule: Scoring) -> Span:
    """How much of a slot is met: by what is usable; at best also by what was uploaded."""
    needed = max(1, filled.slot.min)

    def reached(items: Sequence[str]) -> Fraction:
        part = min(WHOLE, Fraction(len(items), needed))
        return part if rule.partial or part == WHOLE else NOTHING

    worst, best = reached(filled.usable), reached(filled.evidence)
    return Span(worst, worst + Fraction(rule.uploaded) * (best - worst), best)


# --- grades ---------------------------------------------------------------------------------------------


def _graded(
    marks: Mapping[str, Mark], tested: Iterable[Dossier], stakes: Mapping[str, Stake], rule: Scoring
) -> dict[str, Mark]:
    """Let nodes with grades be scored by how many of their clauses hold, where slots decide."""
    families: dict[str, dict[str, Mark]] = defaultdict(dict)
    nodes: dict[str, Indicator] = {}
    for dossier in tested:
        node, mark = stakes[dossier.code].graded, marks[dossier.code]
        if node and mark.ground is Ground.SLOTS:
            families[node.code][dossier.code] = mark
            nodes[node.code] = node
    changed = dict(marks)
    for code, family in families.items():
        changed.update(_family(nodes[code], family, Fraction(rule.uploaded)))
    return changed


def _family(node: Indicator, marks: Mapping[str, Mark], uploaded: Fraction) -> Iterator[tuple[str, Mark]]:
    """The marks of the clauses of a graded node: what the grade loses is borne by those that do not hold."""
    most = sum((mark.most for mark in marks.values()), NOTHING)
    met = {code for code, mark in marks.items() if all(s.met.worst == WHOLE for s in mark.slots)}
    at_best = sum(all(s.met.best == WHOLE for s in mark.slots) for mark in marks.values())
    bearers = marks.keys() - met or marks.keys()
    graded = GradeMark(
        node=node,
        clauses=len(marks),
        met=len(met),
        met_at_best=at_best,
        grade=_grade(node.grades, len(met)),
        grade_at_best=_grade(node.grades, at_best),
        most=most,
        bearers=len(bearers),
    )
    for code, mark in marks.items():
        share = Fraction(code in bearers, len(bearers))
        worst = mark.most - share * most * (WHOLE - Fraction(graded.grade.share))
        best = mark.most - share * most * (WHOLE - Fraction(graded.grade_at_best.share))
        points = Span(worst, worst + uploaded * (best - worst), best)
        yield code, replace(mark, points=points, ground=Ground.GRADE, grade=graded)


def _grade(grades: Sequence[Grade], met: int) -> Grade:
    """The first grade that so many clauses reach, or the last."""
    return next((grade for grade in grades if met >= grade.met), grades[-1])


# --- clauses and owners ---------------------------------------------------------------------------------


def _clause(
    publication: Publication, dossier: Dossier, stake: Stake | None, marks: list[Mark]
) -> ClauseScore:
    config = publication.config
    occurred = occurrence_of(config, dossier.clause)
    return ClauseScore(
        code=dossier.code,
        owner=dossier.owner,
        stake=stake.points if stake else NOTHING,
        marks=tuple(marks),
        deducted=_deducted(dossier.clause.indicator, occurred),
        occurred=occurred,
        days=_days_left(dossier, config.archive.round.inspection, publication.today),
    )


def _deducted(indicator: Indicator, occurred: Occurrence | None) -> Fraction:
    """What the negative list takes off: so much each time, at most its cap."""
    if occurred is None:
        return NOTHING
    lost = occurred.count * abs(Fraction(indicator.score or 0))
    return min(lost, Fraction(indicator.cap)) if indicator.cap else lost


def _days_left(dossier: Dossier, inspection: date, today: date) -> int:
    """Days to the inspection or, while evidence is lacking, to the owner's deadline before it; at least 1."""
    lacking = any(slot.state is not SlotState.USABLE for slot in dossier.slots)
    deadline = dossier.owner.deadline if lacking else None
    return max(1, (min(deadline or inspection, inspection) - today).days)


def _rolled(losses: Iterable[tuple[str, Fraction]]) -> Mapping[str, Fraction]:
    """Losses by owner, the greatest first."""
    total: dict[str, Fraction] = defaultdict(Fraction)
    for owner, lost in losses:
        total[owner] += lost
    return dict(sorted(total.items(), key=lambda pair: -pair[1]))


def distance(tier: Tier, points: Span) -> Distance:
    """How far it is from a score to a tier."""
    least = Fraction(tier.min)
    return Distance(tier, Span(least - points.worst, least - points.expected, least - points.best))
