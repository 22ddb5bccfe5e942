from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juanzong.authenticity.numbers import Numbered, against_the_days, numbers_at_odds, overlap
from juanzong.findings import Finding
from juanzong.load.authenticity import Authenticity
from juanzong.model import Evidence
from tests.authenticity.making import numbered
from tests.values import make_evidence

RULES = Authenticity()


def found(*evidence: Evidence) -> list[Finding]:
    return list(numbers_at_odds(RULES, evidence))


def codes(*evidence: Evidence) -> list[str]:
    return [f.code for f in found(*evidence)]


def series(*rows: tuple[int, str]) -> list[Evidence]:
    return [numbered(f"测政发〔2026〕{n}号", date.fromisoformat(f"2026-{day}")) for n, day in rows]


@pytest.mark.parametrize(
    "rows",
    [
        [(1, "01-09"), (5, "02-10"), (12, "04-03")],
        [(8, "03-02"), (9, "03-02")],
        [(8, "03-08"), (9, "03-02")],
        [(8, "03-08")],
        [],
    ],
)
def test_numbers_that_run_on_with_the_days(rows: list[tuple[int, str]]) -> None:
    assert codes(*series(*rows)) == []


def test_two_that_clash_are_both_named() -> None:
    made = found(*series((3, "05-20"), (9, "03-02")))
    assert [f.code for f in made] == ["JZ458", "JZ458"]
    assert {(dict(f.details)["number"][-2:], dict(f.details)["other_number"][-2:]) for f in made} == {
        ("3号", "9号"),
        ("9号", "3号"),
    }


def test_of_many_only_the_odd_one_is_named() -> None:
    (made,) = found(*series((1, "01-09"), (2, "02-09"), (3, "09-01"), (4, "03-09"), (5, "04-09")))
    assert dict(made.details)["number"] == "测政发〔2026〕3号"
    assert dict(made.details)["other_number"] == "测政发〔2026〕4号"


def test_other_organs_and_years_are_other_series() -> None:
    rows = [("测政发〔2026〕1号", 9), ("测政办〔2026〕5号", 3), ("测政发〔2025〕90号", 1)]
    assert codes(*(numbered(n, date(2026, month, 2)) for n, month in rows[:2])) == []
    assert (
        codes(
            numbered("测政发〔2026〕1号", date(2026, 2, 2)), numbered("测政发〔2025〕90号", date(2025, 9, 2))
        )
        == []
    )


@pytest.mark.parametrize(
    ("number", "day", "expected"),
    [
        ("测政发〔2026〕1号", date(2026, 12, 31), []),
        ("测政发〔2025〕99号", date(2026, 1, 20), []),
        ("测政发〔2025〕99号", date(2026, 3, 20), ["JZ460"]),
        ("测政发〔2026〕1号", date(2025, 12, 31), ["JZ460"]),
        ("令第162号", date(2025, 12, 31), []),
        ("测政发〔2026〕1号", None, []),
    ],
)
def test_the_year_of_a_number_is_its_papers(number: str, day: date | None, expected: list[str]) -> None:
    assert codes(numbered(number, day)) == expected


def test_one_number_belongs_to_one_paper() -> None:
    one = numbered("测政发〔2026〕1号", name="甲.txt", title="关于加强交通秩序整治的通知")
    same = numbered("测政发〔2026〕1号", name="乙.txt", title="交通秩序整治的通知（扫描件）")
    other = numbered("测政发〔2026〕1号", name="丙.txt", title="全民阅读活动实施方案")
    assert codes(one, same) == []
    (made,) = found(one, other)
    assert made.code == "JZ459"
    assert {dict(made.details)["title"], dict(made.details)["other_title"]} == {
        "关于加强交通秩序整治的通知",
        "全民阅读活动实施方案",
    }


def test_papers_without_numbers_are_no_matter() -> None:
    assert codes(make_evidence("正文", day=date(2026, 1, 1))) == []


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("交通秩序", "关于交通秩序的通知", 1.0), ("交通", "阅读", 0.0), ("甲", "乙", 0.0), ("", "", 0.0)],
)
def test_overlap(one: str, other: str, expected: float) -> None:
    assert overlap(one, other) == expected


PAPERS = st.lists(st.tuples(st.integers(1, 9), st.integers(0, 99)), max_size=9)


@given(PAPERS, st.integers(0, 30))
def test_without_those_named_the_rest_is_in_order(rows: list[tuple[int, int]], days: int) -> None:
    one = make_evidence()
    papers = [
        Numbered(one, str(n), "测", 2026, serial, date(2026, 1, 1) + timedelta(day))
        for n, (serial, day) in enumerate(rows)
    ]
    named = {paper.value for paper, _ in against_the_days(papers, days)}
    rest = [paper for paper in papers if paper.value not in named]
    assert not any(
        a.serial < b.serial and a.day and b.day and a.day > b.day + timedelta(days)
        for a in rest
        for b in rest
    )
    for paper, witness in against_the_days(papers, days):
        first, second = sorted((paper, witness), key=lambda p: p.serial)
        assert first.day
        assert second.day
        assert first.day > second.day + timedelta(days)
