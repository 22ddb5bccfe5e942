from collections.abc import Callable, Sequence
from datetime import date

from juanzong.authenticity.rush import rushed
from juanzong.model import Config, Evidence, Link, LinkStatus
from tests.authenticity.making import received
from tests.values import make_evidence

EARLY, LATE = date(2026, 3, 1), date(2026, 10, 20)


def papers(days: Sequence[date | None]) -> list[Evidence]:
    return [make_evidence("正文", name=f"{n}.txt", day=day) for n, day in enumerate(days)]


def codes(config: Config, evidence: Sequence[Evidence], code: str = "A-1") -> list[tuple[str, str]]:
    links = [Link(one.id, code, LinkStatus.PLACED) for one in evidence]
    return [(f.code, f.subject) for f in rushed(config, evidence, links)]


def test_a_clause_whose_papers_are_of_the_last_weeks(config: Config) -> None:
    assert codes(config, papers([LATE] * 3 + [EARLY])) == [("JZ468", "A-1")]
    assert codes(config, papers([LATE] * 2 + [EARLY] * 2)) == []
    assert codes(config, papers([LATE] * 3)) == []
    assert codes(config, papers([LATE] * 3 + [None])) == []


def test_the_end_is_the_clauses_own(config: Config) -> None:
    days = [date(2024, 12, 20)] * 4
    assert codes(config, papers(days), "A-2") == [("JZ468", "A-2")]
    assert codes(config, papers(days), "A-1") == []


def test_the_whole(config_of: Callable[..., Config]) -> None:
    config = config_of(bunch_items=99, bunch_pool=5)
    assert codes(config, papers([LATE] * 4 + [EARLY])) == [("JZ469", "archive.yml")]
    assert codes(config, papers([LATE] * 2 + [EARLY] * 3)) == []


def test_what_came_in_a_rush(config_of: Callable[..., Config]) -> None:
    config = config_of(bunch_pool=5)
    taken_over = [received(one, EARLY) for one in papers([EARLY] * 9)]
    assert codes(config, taken_over) == []
    rush = [received(make_evidence("x", name=f"新{n}.txt"), date(2026, 12, 1)) for n in range(5)]
    assert codes(config, [*taken_over, *rush]) == [("JZ470", "archive.yml")]
    calm = [received(make_evidence("x", name=f"旧{n}.txt"), date(2026, 6, 1)) for n in range(5)]
    assert codes(config, [*taken_over, *rush, *calm]) == []
