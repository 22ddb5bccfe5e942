"""The page of an item tells what became of it, by posts, and only where the profile has the timeline."""

from pathlib import Path

import pytest

from juanzong.lang import Lang
from juanzong.pipeline import prepare
from juanzong.site.contexts.evidence import Step
from juanzong.site.urls import Urls
from juanzong.site.view import View
from juanzong.site.views.evidence import evidence_page
from tests.archives import ARCHIVE, NOTICE, make_archive, request_for
from tests.gits import commit, git


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A paper that was received, confirmed for a clause, replaced and moved."""
    made = make_archive(tmp_path, {"A-1/通知.txt": NOTICE * 3})
    paper = made / "evidence/A-1/通知.txt"
    commit(made, new=True)
    paper.with_name("通知.txt.yml").write_text("indicators:\n- code: A-2\n", encoding="utf-8")
    commit(made, day="2026-03-05", author="路人")
    paper.write_text(NOTICE, encoding="utf-8")
    commit(made, day="2026-03-07")
    for name in ("通知.txt", "通知.txt.yml"):
        git(made, "mv", f"evidence/A-1/{name}", f"evidence/A-1/交通{name}")
    commit(made, day="2026-03-09")
    return made


def steps(root: Path, profile: str) -> tuple[Step, ...]:
    prepared, _ = prepare(request_for(root, profile))
    (evidence,) = prepared.publication.evidence.values()
    return evidence_page(View(prepared, Lang.ZH), Urls("../"), evidence).life


def told(life: tuple[Step, ...]) -> list[tuple[str, str, str]]:
    return [(step.day, step.what, step.by) for step in life]


def test_inspectors_see_who_brought_what_when_by_posts(root: Path) -> None:
    life = steps(root, "inspection")
    assert told(life) == [
        ("2026年3月1日", "收到", "副市长"),
        ("2026年3月5日", "确认归入", ""),
        ("2026年3月7日", "更换内容", "副市长"),
    ]
    assert [step.present for step in life] == [False, False, True]
    assert len(life[0].version) == len(life[2].version) == 64
    assert life[1].clause is not None
    assert "公共图书馆" in life[1].clause.title


def test_who_sees_where_files_stand_sees_that_they_moved(root: Path) -> None:
    assert ("2026年3月9日", "改名或移动", "副市长") in told(steps(root, "working"))


def test_a_profile_without_the_timeline_has_none_of_it(root: Path) -> None:
    profiles = ARCHIVE["profiles"]
    bare = {**profiles["inspection"], "parts": ["dossiers", "search"]}
    make_archive(root.parent, {}, archive={"profiles": {**profiles, "inspection": bare}})
    assert steps(root, "inspection") == ()
