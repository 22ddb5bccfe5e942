"""Pictures of the ledger that cannot both be true: one picture before and after, or for two problems.

What looks alike is suspected, never proved: a place looks like itself before and after, too.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from juanzong.authenticity.looks import Look
from juanzong.authenticity.pictures import alike
from juanzong.findings import Finding, finding
from juanzong.load.problems import Problem
from juanzong.model import Config, Evidence, Screened, Verdict
from juanzong.references import References


@dataclass(frozen=True, slots=True)
class _Use:
    """A picture in a problem: `after` it was put right, or before."""

    problem: Problem
    after: bool
    reference: str
    evidence: Evidence


def sham_repairs(
    config: Config, screened: Sequence[Screened], looks: Mapping[str, Look]
) -> Iterator[Finding]:
    """All that is doubtful in the pictures of the ledger; a finding stands at its problem's file."""
    pool = References.to_pictures(s.evidence for s in screened if s.verdict is Verdict.RELEASED)
    uses: list[_Use] = []
    for problem in config.problems:
        for after, references in ((False, problem.before), (True, problem.after)):
            for reference in references:
                if one := pool.get(reference):
                    uses.append(_Use(problem, after, reference, one))
                else:
                    yield finding("JZ648", problem.path, reference=reference)
    yield from _dates(uses)
    yield from _same(uses)
    yield from _alike(config, uses, looks)
    used = {use.evidence.id for use in uses}
    for item in (s.evidence.item for s in screened):
        if item.of_ledger and item.id not in used:
            yield finding("JZ649", item.path)


def _dates(uses: Sequence[_Use]) -> Iterator[Finding]:
    """Pictures of the result taken before the problem was found; of the problem, after it was put right."""
    for use in uses:
        taken, problem = use.evidence.extraction.facts.taken, use.problem
        if taken and use.after and taken < problem.found:
            yield finding("JZ645", problem.path, reference=use.reference, taken=taken, found=problem.found)
        if taken and not use.after and problem.done and taken > problem.done:
            yield finding("JZ647", problem.path, reference=use.reference, taken=taken, done=problem.done)


def _same(uses: Sequence[_Use]) -> Iterator[Finding]:
    """One file, byte for byte, before and after, or in several problems."""
    by_item: dict[str, list[_Use]] = defaultdict(list)
    for use in uses:
        by_item[use.evidence.id].append(use)
    for some in by_item.values():
        for problem in dict.fromkeys(use.problem for use in some):
            own = [use for use in some if use.problem is problem]
            if len({use.after for use in own}) > 1:
                yield finding("JZ643", problem.path, reference=own[0].reference)
            others = sorted({use.problem.id for use in some} - {problem.id})
            if others:
                yield finding("JZ646", problem.path, reference=own[0].reference, others="、".join(others))


def _alike(config: Config, uses: Sequence[_Use], looks: Mapping[str, Look]) -> Iterator[Finding]:
    """Different files that show the same, told at the later problem."""
    seen = [use for use in uses if use.evidence.id in looks]
    rules = config.archive.thresholds.authenticity
    for a, b, distance in alike(rules, [looks[use.evidence.id] for use in seen]):
        one, other = seen[a], seen[b]
        near = one.problem is not other.problem or distance <= rules.repair_distance
        if near and one.evidence.id != other.evidence.id and _odd(one, other):
            yield finding(
                "JZ644",
                other.problem.path,
                reference=other.reference,
                other=one.reference,
                distance=distance,
            )


def _odd(one: _Use, other: _Use) -> bool:
    """Whether two pictures must not look alike: before and after, or of two results, or of two places."""
    if one.problem is other.problem:
        return one.after is not other.after
    return (one.after and other.after) or one.problem.point != other.problem.point
