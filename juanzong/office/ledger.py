"""The ledger on a day: how far each problem is, what is owed, who is ahead and who behind.

A day after `today` has not come yet: the same files give the ledger of any earlier day.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from juanzong.findings import Finding, finding
from juanzong.load import owner_of
from juanzong.load.problems import LedgerRules, Outcome, Problem
from juanzong.model import Config
from juanzong.model.ledger import Axis, Case, Exposure, Lack, Ledger, Rate, Standing, Step
from juanzong.office.problems import fit_problems, marked_problems
from juanzong.references import References

_LISTED = (Axis.DISTRICT, Axis.UNIT)
"""Who can come on the red or the black list."""


def keep_ledger(config: Config, pool: References, today: date) -> Ledger:
    """The ledger of everything that was found up to `today`; `pool` holds the pictures that may be shown."""
    problems = [problem for problem in fit_problems(config) if problem.found <= today]
    owners = _Owners(config)
    cases = tuple(
        _case(config.archive.ledger, owners, problem, problems, pool, today) for problem in problems
    )
    rates = {axis: _rates(cases, axis) for axis in Axis}
    red, black = _lists(config.archive.ledger, rates)
    return Ledger(cases, _rate(cases), rates, red, black, config.unread_problems)


def _case(
    rules: LedgerRules,
    owners: "_Owners",
    problem: Problem,
    problems: Sequence[Problem],
    pool: References,
    today: date,
) -> Case:
    before, after = (
        tuple(one.id for reference in references if (one := pool.get(reference)))
        for references in (problem.before, problem.after)
    )
    standing, lacks = judge(problem, proven=bool(after), today=today, second=owners.second(problem))
    overdue = problem.deadline is not None and problem.deadline < today
    owed = standing in (Standing.OVERDUE, Standing.UNPROVEN, Standing.OPEN)
    days_over = (today - problem.deadline).days if problem.deadline and overdue and owed else 0
    handovers = sum(handover.date <= today for handover in problem.handovers)
    exposed = [Exposure.OVERDUE] if days_over else []
    if owed and handovers >= rules.exposure_handovers:
        exposed.append(Exposure.HANDOVERS)
    return Case(
        problem=problem,
        standing=standing,
        group=owners.group(problem),
        unit=owners.unit(problem),
        district=owners.district(problem),
        steps=_steps(problem, standing, today),
        lacks=lacks,
        days_over=days_over,
        handovers=handovers,
        rebound_of=tuple(_rebounds(rules, problem, problems)),
        exposed=tuple(exposed),
        before=before,
        after=after,
    )


def judge(
    problem: Problem, *, proven: bool, today: date, second: frozenset[str] | None = None
) -> tuple[Standing, tuple[Lack, ...]]:
    """How far a problem is, and what a closing lacks to count.

    Args:
        problem: The problem.
        proven: Whether there are pictures of the result.
        today: Days after it have not come yet.
        second: Those whose re-check counts; everybody's unless given.
    """
    done = problem.done if problem.done and problem.done <= today else None
    checks = [
        check
        for check in sorted(problem.rechecks, key=lambda check: check.date)
        if check.date <= today and (second is None or check.by in second) and (not done or check.date >= done)
    ]
    if problem.closed and problem.closed <= today:
        lacks = tuple(
            lack
            for lack, there in (
                (Lack.DONE, done is not None),
                (Lack.PICTURES, proven),
                (Lack.RECHECK, bool(checks) and checks[-1].result is Outcome.MET),
            )
            if not there
        )
        return (Standing.UNPROVEN if lacks else Standing.CLOSED), lacks
    if done and not (checks and checks[-1].result is Outcome.UNMET):
        return Standing.RECHECK, ()
    late = problem.deadline is not None and problem.deadline < today
    return (Standing.OVERDUE if late else Standing.OPEN), ()


def _steps(problem: Problem, standing: Standing, today: date) -> dict[Step, date | None]:
    days = {
        Step.ASSIGNED: min((handover.date for handover in problem.handovers), default=None),
        Step.NOTIFIED: min((notice.date for notice in problem.notices), default=None),
        Step.RECTIFIED: None if standing in (Standing.OPEN, Standing.OVERDUE) else problem.done,
        Step.CONFIRMED: problem.closed if standing is Standing.CLOSED else None,
    }
    return {step: day if day and day <= today else None for step, day in days.items()}


def _rebounds(rules: LedgerRules, problem: Problem, problems: Sequence[Problem]) -> Iterator[str]:
    """反弹: what was closed at the same point, of the same category, not long before."""
    span = timedelta(days=rules.rebound_days)
    for other in problems:
        same = other.point == problem.point and other.category == problem.category
        if problem.point and same and other.closed and other.closed <= problem.found <= other.closed + span:
            yield other.id


def _rate(cases: Sequence[Case]) -> Rate:
    return Rate(len(cases), sum(case.closed for case in cases))


def _rates(cases: Sequence[Case], axis: Axis) -> dict[str, Rate]:
    found: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        found[case.along(axis)].append(case)
    return {key: _rate(some) for key, some in sorted(found.items())}


def _lists(
    rules: LedgerRules, rates: Mapping[Axis, Mapping[str, Rate]]
) -> tuple[tuple[tuple[Axis, str], ...], tuple[tuple[Axis, str], ...]]:
    """Red and black list: those that had enough to put right, by their rates."""
    ranked = sorted(
        (
            (-rate.percent, axis, key)
            for axis in _LISTED
            for key, rate in rates[axis].items()
            if key and rate.percent is not None and rate.found >= rules.listed_from
        ),
    )
    red = tuple((axis, key) for low, axis, key in ranked if -low >= rules.red_rate)
    black = tuple((axis, key) for low, axis, key in reversed(ranked) if -low < rules.black_rate)
    return red, black


class _Owners:
    """Whose a problem is: as it is written, or else by its point, its clause, its unit."""

    def __init__(self, config: Config) -> None:
        self._points = {point.id: point for point in config.points.points}
        self._groups = config.organisation.groups
        self._people = {person.id: person for person in config.organisation.people}
        self._by_clause: dict[str, str] = {}
        for clause in config.clauses:
            for node in clause.path:
                self._by_clause.setdefault(node.code, owner_of(config, clause).group)

    def unit(self, problem: Problem) -> str:
        point = self._points.get(problem.point or "")
        return problem.unit or (point.unit if point else None) or ""

    def district(self, problem: Problem) -> str:
        point = self._points.get(problem.point or "")
        return problem.district or (point.district if point else "")

    def group(self, problem: Problem) -> str:
        if problem.group:
            return problem.group
        for code in problem.clauses:
            if group := self._by_clause.get(code):
                return group
        unit = self.unit(problem)
        leading = (group.id for group in self._groups if unit and group.lead_unit == unit)
        helping = (group.id for group in self._groups if unit in group.members)
        return next(leading, next(helping, ""))

    def second(self, problem: Problem) -> frozenset[str]:
        """Those among who re-checked that are neither responsible for the problem nor worked on it."""
        own = {self._named(who) for who in (problem.responsible, problem.worker) if who}
        return frozenset(check.by for check in problem.rechecks if self._named(check.by) not in own)

    def _named(self, who: str) -> str:
        person = self._people.get(who)
        return person.name if person else who


def check_ledger(config: Config, ledger: Ledger, today: date) -> Iterator[Finding]:
    """What is wrong with the problems, each at its file."""
    yield from marked_problems(config)
    owners = _Owners(config)
    for case in ledger.cases:
        problem = case.problem
        yield from _owed(case)
        for check in problem.rechecks:
            if check.by not in owners.second(problem):
                yield finding("JZ641", problem.path, field="rechecks", name=check.by)
        if case.rebound_of:
            yield finding("JZ651", problem.path, earlier="、".join(case.rebound_of))
    for problem in config.problems:
        for field in ("found", "done", "closed"):
            day = getattr(problem, field)
            if day and day > today:
                yield finding("JZ650", problem.path, field=field, what=field, day=day, today=today)


def _owed(case: Case) -> Iterator[Finding]:
    problem = case.problem
    if case.lacks:
        yield finding("JZ640", problem.path, field="closed", lacks="、".join(case.lacks))
    if case.days_over and problem.deadline:
        yield finding("JZ642", problem.path, deadline=problem.deadline, days=case.days_over)
    if Exposure.HANDOVERS in case.exposed:
        yield finding("JZ652", problem.path, count=case.handovers)
