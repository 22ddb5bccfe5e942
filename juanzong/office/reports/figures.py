"""The figures of a publication, for the city or one group, and what changed between two of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from juanzong.model import Dossier, Due, Publication, SlotState
from juanzong.model.ledger import Case, Rate, Standing
from juanzong.model.score import NOTHING, Scoreboard


@dataclass(frozen=True, slots=True)
class Share:
    """A publication as far as it concerns one group; all of it where `group` is empty."""

    publication: Publication
    group: str = ""

    @property
    def dossiers(self) -> tuple[Dossier, ...]:
        """Its dossiers."""
        return tuple(d for d in self.publication.dossiers if self.group in ("", d.owner.group))

    @property
    def cases(self) -> tuple[Case, ...]:
        """Its problems."""
        ledger = self.publication.office.ledger if self.publication.office else None
        return tuple(c for c in ledger.cases if self.group in ("", c.group)) if ledger else ()

    @property
    def items(self) -> frozenset[str]:
        """Ids of the items that people put into its dossiers."""
        return frozenset(e.evidence_id for d in self.dossiers for e in d.entries if e.link.is_fact)

    @property
    def rate(self) -> Rate:
        """整改率 of its problems."""
        return Rate(len(self.cases), sum(case.closed for case in self.cases))

    @property
    def overdue_tasks(self) -> int:
        """How many requirements are past their deadline."""
        office = self.publication.office
        tasks = office.tasks if office else ()
        return sum(t.due is Due.OVERDUE and self.group in ("", t.owner.group) for t in tasks)

    @property
    def board(self) -> Scoreboard | None:
        """The scores, where the profile has them."""
        return self.publication.office.score if self.publication.office else None

    @property
    def loss(self) -> Fraction:
        """The points that its group is expected to lose; those of all where there is no group."""
        if self.board is None:
            return NOTHING
        return self.board.by_group.get(self.group, NOTHING) if self.group else self.board.lost

    @property
    def usable(self) -> int:
        """How many of its dossiers have every requirement met."""
        return sum(dossier.state is SlotState.USABLE for dossier in self.dossiers)

    def count(self, standing: Standing) -> int:
        """How many of its problems stand so."""
        return sum(case.standing is standing for case in self.cases)

    def received(self, period: "Period") -> int:
        """How many of its items came in a period."""
        evidence = self.publication.evidence
        return sum(period.holds(evidence[i].item.received) for i in self.items if i in evidence)


@dataclass(frozen=True, slots=True)
class Period:
    """The days a report tells of, both included."""

    start: date
    end: date

    @classmethod
    def ending(cls, end: date, days: int) -> "Period":
        """So many days up to a day."""
        return cls(end - timedelta(days=days - 1), end)

    def holds(self, day: date | None) -> bool:
        """Whether a day is in it."""
        return day is not None and self.start <= day <= self.end


def turned(now: Share, before: Share) -> Iterator[tuple[Dossier, SlotState]]:
    """The dossiers that stand otherwise than before, with how they stood; a new clause stood at nothing."""
    states = {dossier.code: dossier.state for dossier in before.dossiers}
    for dossier in now.dossiers:
        former = states.get(dossier.code, SlotState.ABSENT)
        if dossier.state is not former:
            yield dossier, former
