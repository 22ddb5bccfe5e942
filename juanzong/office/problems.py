"""What of the ledger may be shown: nothing that bears a mark of state secrets, no personal data."""

from juanzong.findings import Finding, finding
from juanzong.load.problems import Problem
from juanzong.model import Config
from juanzong.screen import hide, rules_of
from juanzong.screen.words import mark_in

_TEXTS = ("source", "category", "text", "worker", "standard", "measures")


def fit_problems(config: Config) -> tuple[Problem, ...]:
    """The problems without those that bear a mark, and without personal data, in the order of their files."""
    rules = rules_of(config)

    def told(text: str | None) -> str | None:
        return hide(text, rules)[0] if text else text

    return tuple(
        problem.model_copy(
            update={
                **{name: told(getattr(problem, name)) for name in _TEXTS},
                **{
                    name: tuple(
                        step.model_copy(update={k: told(v) for k, v in step if isinstance(v, str)})
                        for step in getattr(problem, name)
                    )
                    for name in ("handovers", "notices", "rechecks")
                },
            }
        )
        for problem in config.problems
        if not _mark(config, problem)
    )


def marked_problems(config: Config) -> tuple[Finding, ...]:
    """A finding for every problem that bears a mark."""
    found = ((problem, _mark(config, problem)) for problem in config.problems)
    return tuple(finding("JZ402", problem.path, mark=mark) for problem, mark in found if mark)


def _mark(config: Config, problem: Problem) -> str:
    """The mark of state secrets in a problem; empty if none."""
    said = [getattr(problem, name) for name in _TEXTS]
    said += [check.note for check in problem.rechecks] + [notice.title for notice in problem.notices]
    return mark_in(config, problem.path, said)
