"""What every clause is worth by its edition, before anything is known of its evidence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from juanzong.load.models import Edition, Indicator, Nature
from juanzong.load.scoring import Basis
from juanzong.model import Clause

ALL = "all"
"""The id of the one part of an edition that names none."""


@dataclass(frozen=True, slots=True)
class Stake:
    """A clause's own score, and the node above it that is graded, if one is."""

    points: Fraction
    graded: Indicator | None = None


@dataclass(frozen=True, slots=True)
class Test:
    """A part of the test; `methods` None covers every clause, `weight` is in points of the total."""

    __test__ = False

    id: str
    name: str
    basis: Basis
    methods: frozenset[str] | None
    weight: Fraction

    def covers(self, clause: Clause) -> bool:
        """Whether the clause is tested in this part."""
        return self.methods is None or not self.methods.isdisjoint(methods_of(clause))


def stakes_of(edition: Edition) -> Mapping[str, Stake]:
    """Scores by clause; the negative list has none.

    A node that has a score while nothing below it has one shares it out equally; so does the whole.
    """
    stakes = {code: stake for node in edition.indicators for code, stake in _below(node, None)}
    if stakes and not any(stake.points for stake in stakes.values()):
        each = Fraction(edition.total) / len(stakes)
        return {code: Stake(each, stake.graded) for code, stake in stakes.items()}
    return stakes


def _below(node: Indicator, graded: Indicator | None) -> Iterator[tuple[str, Stake]]:
    if node.nature is Nature.NEGATIVE:
        return
    if not node.children:
        yield node.code, Stake(Fraction(node.score or 0), graded)
        return
    graded = node if node.grades else graded
    below = [pair for child in node.children for pair in _below(child, graded)]
    if node.score and not any(stake.points for _, stake in below):
        each = Fraction(node.score) / max(1, len(below))
        below = [(code, Stake(each, stake.graded)) for code, stake in below]
    yield from below


def methods_of(clause: Clause) -> frozenset[str]:
    """How a clause is tested: its own methods, or its nearest ancestor's."""
    named = (node.methods for node in reversed(clause.path) if node.methods)
    return frozenset(next(named, ()))


def tests_of(edition: Edition, stakes: Mapping[str, Stake]) -> tuple[Test, ...]:
    """The parts of the test; where the edition names none, one that covers every clause by its evidence."""
    if edition.scoring.parts:
        return tuple(
            Test(part.id, part.name, part.basis, frozenset(part.methods), Fraction(part.weight))
            for part in edition.scoring.parts
        )
    total = sum((stake.points for stake in stakes.values()), Fraction())
    return (Test(ALL, "", Basis.EVIDENCE, None, total),)
