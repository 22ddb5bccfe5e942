"""Suggestions looked through by a person: every answer is written at once, and teaches the classifier."""

from collections.abc import Sequence
from dataclasses import dataclass

from juanzong.classify import sample_of
from juanzong.classify.model import Classifier, Sample
from juanzong.desk.accepting import cleaned
from juanzong.desk.pool import Desk
from juanzong.desk.stating import said_by, state, why_not
from juanzong.desk.writing import BusyError, ChangedError, alone
from juanzong.findings import Finding
from juanzong.load.models import Confirmation
from juanzong.load.references import codes_of
from juanzong.model import Clause, Evidence, Link, LinkStatus, Verdict
from juanzong.sidecars import UneditableError, Value

_PARTS = 20
"""So many times a part of what is known is left out and asked for; each time takes its own classifier."""
_FIRST = 3


@dataclass(frozen=True, slots=True)
class Case:
    """An item that nobody has placed, with where the classifier would put it, best first."""

    evidence: Evidence
    suggestions: tuple[Link, ...]

    @property
    def path(self) -> str:
        """Where it stands, below the archive's root."""
        return self.evidence.item.path


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of an answer: the paths written, or why it could not be."""

    written: tuple[str, ...] = ()
    problem: Finding | None = None


@dataclass(frozen=True, slots=True)
class Accuracy:
    """For how many of `items` the right clause came first, and among the first three."""

    items: int
    first: int
    three: int


def cases(desk: Desk) -> tuple[Case, ...]:
    """What waits for a person, the most certain first; what has no suggestion comes last."""
    links: dict[str, list[Link]] = {}
    beside = {code for edition in desk.config.parallel for code in codes_of(edition.indicators)}
    for link in desk.material.links:
        links.setdefault(link.evidence_id, []).append(link)
    waiting = [
        Case(s.evidence, tuple(n for n in links.get(s.evidence.id, ()) if n.status is LinkStatus.SUGGESTED))
        for s in desk.material.screened
        if s.verdict is not Verdict.SECRET
        and not (s.evidence.item.set_aside or s.evidence.item.of_ledger)
        and not any(link.is_fact for link in links.get(s.evidence.id, ()))
        and not any(one.code in beside for sidecar in s.evidence.item.sidecars for one in sidecar.indicators)
    ]
    return tuple(sorted(waiting, key=_certainty))


def confirm(desk: Desk, case: Case, code: str, instead: str = "") -> Answered:
    """State that an item proves a clause; `instead` is the clause confirmed by mistake a moment ago.

    Raises:
        KeyError: the code is no clause.
    """
    desk.clauses[code]
    return _stated(desk, case, instead, code=code)


def set_aside(desk: Desk, case: Case, reason: str, instead: str = "") -> Answered:
    """State that an item is no evidence, and why; it stays listed in the working profile."""
    return _stated(desk, case, instead, reason=reason)


def _stated(desk: Desk, case: Case, instead: str, code: str = "", reason: str = "") -> Answered:
    """Write an answer into the sidecar as it is now; what else it says stays."""
    try:
        with alone(desk.request.work):
            own = said_by(desk.root, case.path).indicators
            kept = tuple(one for one in own if one.code not in (instead, code))
            added = (
                tuple(one for one in own if one.code == code) or (Confirmation(code=code),) if code else ()
            )
            changes: dict[str, Value] = {"indicators": kept + added, "not_evidence": cleaned(reason) or None}
            return Answered(state(desk.root, case.path, changes))
    except (BusyError, ChangedError, UneditableError, OSError) as error:
        return Answered(problem=why_not(error, case.path))


def accuracy(desk: Desk, known: Sequence[Sample], tested: Sequence[Sample]) -> Accuracy:
    """How often the classifier, taught by `known` without the item in question, is right on `tested`."""
    clauses: Sequence[Clause] = desk.config.clauses
    parts = min(_PARTS, len(tested))
    first = three = 0
    for part in range(parts):
        asked = tested[part::parts]
        out = set(asked)  # and with them what says the very same
        classifier = Classifier(clauses, [sample for sample in known if sample not in out])
        for sample in asked:
            guesses = [guess.code for guess in classifier.guesses(sample, _FIRST)]
            first += bool(guesses[:1]) and guesses[0] in sample.codes
            three += any(code in sample.codes for code in guesses)
    return Accuracy(len(tested), first, three)


def _certainty(case: Case) -> tuple[float, float, str]:
    """The order of cases: the best score first, then the clearest lead, then the path."""
    best = case.suggestions[0] if case.suggestions else None
    return (-(best.score or 0.0) if best else 1.0, -(best.margin or 0.0) if best else 0.0, case.path)


def samples(desk: Desk) -> tuple[Sample, ...]:
    """What people have placed or confirmed and that has any text, as the classifier learns it."""
    codes: dict[str, list[str]] = {}
    for link in desk.material.links:
        if link.is_fact:
            codes.setdefault(link.evidence_id, []).append(link.code)
    return tuple(
        sample_of(s.evidence, tuple(codes[s.evidence.id]))
        for s in desk.material.screened
        if s.evidence.id in codes and s.verdict is not Verdict.SECRET and s.evidence.extraction.text.strip()
    )
