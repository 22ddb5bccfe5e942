"""Reading problems and points: every error at once, and a broken problem stops nothing."""

from pathlib import Path

import pytest

from juanzong.findings import Finding
from juanzong.load import load
from juanzong.model import Config
from tests.load.archives import write

PROBLEM = """\
id: "2026-001"
source: 督查
found: 2026-03-01
category: 环境卫生
text: 垃圾满溢
point: m1
responsible: zhang
worker: 班长
standard: 日清
deadline: 2026-03-10
"""
POINTS = """\
types:
  - {id: ncp, name: 农贸市场, clauses: [I-1-1]}
points:
  - {id: m1, name: 中山市场, type: ncp, district: dong, unit: gongan}
"""


def read(root: Path, points: str | None = POINTS, **problems: str) -> tuple[Config | None, list[Finding]]:
    write(root)
    if points is not None:
        (root / "points.yml").write_text(points, encoding="utf-8")
    (root / "problems").mkdir()
    for name, text in problems.items():
        path = root / "problems" / f"{name.replace('_', '-')}.yml"
        path.write_text(text, encoding="utf-8")
    config, found = load(root)
    return config, list(found)


def codes(found: list[Finding]) -> list[tuple[str, str]]:
    return [(f.subject, f.code) for f in found]


def test_a_sound_ledger_loads_without_a_word(tmp_path: Path) -> None:
    config, found = read(tmp_path, **{"2026_001": PROBLEM})
    assert found == []
    assert config
    assert [p.id for p in config.problems] == ["2026-001"]
    assert [p.id for p in config.points.points] == ["m1"]


def test_an_archive_needs_neither(tmp_path: Path) -> None:
    write(tmp_path)
    config, found = load(tmp_path)
    assert config
    assert found == ()
    assert (config.problems, config.points.points) == ((), ())


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("found: 2026-03-01", "found: 三月一日", "JZ128"),
        ("source: 督查\n", "", "JZ121"),
        ("worker: 班长", "worker: 班长\nstatus_x: 已销号", "JZ123"),
        ('id: "2026-001"', "id: 2026-002", "JZ180"),
        ("source: 督查", "source： 督查", "JZ112"),
    ],
)
def test_a_broken_problem_is_named_and_the_others_count(
    tmp_path: Path, old: str, new: str, code: str
) -> None:
    assert old in PROBLEM
    good = PROBLEM.replace("2026-001", "2026-003")
    config, found = read(tmp_path, **{"2026_001": PROBLEM.replace(old, new), "2026_003": good})
    assert config
    assert [p.id for p in config.problems] == ["2026-003"]
    assert config.unread_problems == ("problems/2026-001.yml",)
    assert "problems/2026-001.yml" in {f.subject for f in found}
    assert code in {f.code for f in found}
    assert any(f.blocks for f in found)


def test_what_it_refers_to_is_looked_for_and_the_problem_counts(tmp_path: Path) -> None:
    text = PROBLEM.replace("point: m1", "point: m2\ndistrict: xi\nclauses: [I-1-9]")
    config, found = read(tmp_path, **{"2026_001": text})
    assert codes(found) == [("problems/2026-001.yml", "JZ182")] * 3
    assert config
    assert len(config.problems) == 1


def test_the_four_fixed_things_are_asked_for_together(tmp_path: Path) -> None:
    text = PROBLEM.replace("worker: 班长\n", "").replace("deadline: 2026-03-10\n", "")
    _, found = read(tmp_path, **{"2026_001": text})
    (one,) = found
    assert one.code == "JZ183"
    assert "工作人员、工作时限" in one.message()


def test_days_out_of_order_are_told_with_their_line(tmp_path: Path) -> None:
    text = f"{PROBLEM}done: 2026-02-01\nrechecks:\n  - {{date: 2026-02-02, by: 某科, result: 合格}}\n"
    _, found = read(tmp_path, **{"2026_001": text})
    assert [(f.code, f.field, f.line) for f in found] == [
        ("JZ184", "done", 11),
        ("JZ184", "rechecks.0.date", 13),
    ]


def test_names_that_differ_by_case_are_one_on_windows(tmp_path: Path) -> None:
    one, other = PROBLEM.replace("2026-001", "a1"), PROBLEM.replace("2026-001", "A1")
    config, found = read(tmp_path, a1=one, A1=other)
    assert codes(found) == [("problems/a1.yml", "JZ181")]
    assert config
    assert [p.id for p in config.problems] == ["A1"]


def test_points_are_configuration_and_told_with_every_error(tmp_path: Path) -> None:
    text = POINTS.replace("type: ncp", "type: xx").replace("unit: gongan", "unit: nobody")
    text += "  - {id: M1, name: 又一个, type: ncp, district: dong}\n"
    config, found = read(tmp_path, text)
    assert config is None
    assert sorted(f.code for f in found) == ["JZ148", "JZ148", "JZ149"]
