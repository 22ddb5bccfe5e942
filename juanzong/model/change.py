"""What a new standard changes, clause by clause, and what becomes of the dossiers."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from juanzong.load.models import Edition, Indicator


class Kind(StrEnum):
    """How a clause changed."""

    ADDED = "added"
    REMOVED = "removed"
    RENUMBERED = "renumbered"
    MERGED = "merged"
    SPLIT = "split"
    REWORDED = "reworded"
    REWEIGHTED = "reweighted"
    RESLOTTED = "reslotted"


class Carry(StrEnum):
    """What becomes of the dossier."""

    WHOLE = "whole"
    """It carries over as it is."""
    REVIEW = "review"
    """What it holds must be held against the new wording."""
    PROOF = "proof"
    """More is asked for than before."""
    NEW = "new"
    """There was none."""
    DROPPED = "dropped"
    """It is asked for no more."""


class Op(StrEnum):
    """What happened to a run of words."""

    KEPT = "kept"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words of two versions of a text."""

    op: Op
    text: str


@dataclass(frozen=True, slots=True)
class Need:
    """A requirement that the old clauses did not have: so many items of a kind where there were `before`."""

    kind: str
    before: int
    now: int


@dataclass(frozen=True, slots=True)
class Change:
    """A clause of the new standard with those it follows from; without `new`, an old one that is gone.

    `words` are its texts, old and new, run by run, where it follows from one; scores are the sums of the old
    and the new, None where none is stated.
    """

    new: Indicator | None
    old: tuple[Indicator, ...]
    kinds: tuple[Kind, ...]
    carry: Carry
    words: tuple[Run, ...] = ()
    score_before: Decimal | None = None
    score_now: Decimal | None = None
    needs: tuple[Need, ...] = ()
    note: str = ""

    @property
    def code(self) -> str:
        """The new clause's code, or the old one's where it is gone."""
        return self.new.code if self.new else self.old[0].code


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two standards, and every clause of the new one in its order; the clauses that are gone come last."""

    before: Edition
    now: Edition
    changes: tuple[Change, ...]

    def of(self, carry: Carry) -> tuple[Change, ...]:
        """The clauses whose dossiers fare so."""
        return tuple(change for change in self.changes if change.carry is carry)
