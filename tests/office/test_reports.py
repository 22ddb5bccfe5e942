"""Reports: their figures by hand, and what changed since the commit that was released."""

import os
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from juanzong.decimals import decimal
from juanzong.model import Publication
from juanzong.model.ledger import Rate
from juanzong.model.report import Cell, Report
from juanzong.office.reports import with_reports
from juanzong.office.reports.figures import Period, Share
from juanzong.office.reports.writing import _chinese
from juanzong.pipeline import prepare
from tests.archives import NOTICE, REPORT, make_archive, request_for
from tests.office.paper import make_paper
from tests.site.factory import WORKING, make_prepared


@pytest.fixture(scope="module")
def publication() -> Publication:
    return make_prepared(WORKING).publication


WEAK = "薄弱环节（按每天须追回的分排列）"


def reports(publication: Publication) -> dict[str, Report]:
    assert publication.office
    return {report.id: report for report in publication.office.reports}


def words(report: Report) -> str:
    return "\n".join((report.title, *(text for c in report.chapters for text in (c.heading, *c.paragraphs))))


def rows(report: Report, caption: str) -> list[tuple[Cell, ...]]:
    return [row for c in report.chapters for t in c.tables if t.caption == caption for row in t.rows]


def test_there_is_a_briefing_for_the_city_and_every_group(publication: Publication) -> None:
    assert list(reports(publication)) == [
        "briefing-city",
        "briefing-office",
        "notice",
        "self-inspection",
        "responsibility",
    ]


def test_a_profile_without_reports_has_none(publication: Publication) -> None:
    profile = publication.profile.model_copy(update={"parts": ()})
    bare = replace(publication, profile=profile, office=None)
    assert with_reports(bare) is bare


def test_a_briefing_tells_what_stands_in_the_ledger(publication: Publication) -> None:
    """Two problems, found on 1 May and 1 June; one closed on 8 May; the period is 1 to 15 June."""
    told = words(reports(publication)["briefing-city"])
    assert "本期发现问题 1 个，销号 0 个。累计发现 2 个，销号 1 个，整改率 50.00%；超期未改 1 个" in told
    assert "共 3 个卷宗" in told
    assert "没有可比的上次发布" in told


def test_a_group_is_told_of_its_own_only(publication: Publication) -> None:
    share = Share(publication, "office")
    assert {d.code for d in share.dossiers} == {"I-1-1-1", "I-1-1-2"}
    assert share.rate == Rate(1, 1)


def test_a_period_holds_both_its_ends() -> None:
    period = Period.ending(date(2026, 6, 15), 15)
    assert period == Period(date(2026, 6, 1), date(2026, 6, 15))
    assert [period.holds(date(2026, 6, day)) for day in (1, 15, 16)] == [True, True, False]
    assert not period.holds(None)


def test_a_briefing_begins_with_what_is_expected(publication: Publication) -> None:
    """The figures are those of the scores; they are worked out by hand in the tests of these."""
    share = Share(publication)
    assert share.board
    told = reports(publication)
    city = words(told["briefing-city"])
    assert f"预计得 {decimal(share.board.points.expected)} 分" in city
    assert "一、预计得分" in city
    loss = decimal(share.board.by_group["office"])
    assert f"本组预计失分 {loss} 分。" in words(told["briefing-office"])
    weak = rows(told["briefing-city"], WEAK)
    assert [row[2] for row in weak] == [decimal(one.lost) for one in share.board.weak[:10]]


def test_a_weak_link_past_its_deadline_has_no_days_left(tmp_path: Path) -> None:
    """By hand: the last day was 20 May, the paper archive's day is 1 June: 12 days over."""
    root = make_paper(tmp_path)
    prepared, _ = prepare(request_for(root, "working"))
    weak = rows(reports(prepared.publication)["briefing-city"], WEAK)
    left = {str(row[1]).split(" ", 1)[1]: row[-1] for row in weak}
    assert left["公共图书馆"] == "逾期 12 天"


def test_the_notice_names_what_is_made_public(publication: Publication) -> None:
    notice = reports(publication)["notice"]
    assert [row[1] for row in rows(notice, "通报问题清单")] == ["2026-002"]
    assert all(cell != "" for row in rows(notice, "通报问题清单") for cell in row[4:6])


def test_every_clause_stands_in_the_tables(publication: Publication) -> None:
    made = reports(publication)
    inspected = [row for c in made["self-inspection"].chapters for t in c.tables for row in t.rows]
    assert len(inspected) == 3
    assert len(rows(made["responsibility"], made["responsibility"].title)) == 3


def test_every_row_is_as_long_as_its_head(publication: Publication) -> None:
    for report in reports(publication).values():
        for table in (t for c in report.chapters for t in c.tables):
            assert {len(row) for row in table.rows} <= {len(table.head)}, table.caption


def test_chapters_are_counted_in_chinese() -> None:
    assert [_chinese(n) for n in (1, 10, 11, 20, 21)] == ["一", "十", "十一", "二十", "二十一"]


def _git(root: Path, *arguments: str) -> str:
    names = {f"GIT_{who}_{what}": "甲" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    nothing = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(
        ["git", *arguments], cwd=root, check=True, capture_output=True, env={**os.environ, **names, **nothing}
    )
    return done.stdout.decode("utf-8").strip()


def _released(root: Path, commit: str) -> None:
    record = {
        "reviewed": [{"by": "组长", "date": "2026-05-01"}],
        "released": {"by": "主任", "date": "2026-05-02"},
        "commit": commit,
    }
    (root / "release.yml").write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")


def _problem(no: str, **more: object) -> str:
    stated = {"id": no, "source": "督查", "found": "2026-04-01", "category": "卫生", "text": "脏"}
    return yaml.safe_dump({**stated, **more}, allow_unicode=True)


def test_the_change_since_the_last_release_comes_from_git(tmp_path: Path) -> None:
    """Released with one notice and one problem; since then a report came and a second problem was found."""
    root = make_archive(tmp_path, {"A-1/关于 通知.txt": NOTICE}, beside={"problems/p1.yml": _problem("p1")})
    _git(tmp_path, "init", "-q")
    _git(tmp_path, "add", "-A")
    _git(tmp_path, "commit", "-q", "-m", "一")
    commit = _git(tmp_path, "rev-parse", "HEAD")
    (root / "evidence/A-2").mkdir()
    (root / "evidence/A-2/说明.txt").write_text(
        REPORT.replace("2026年4月8日", "2024年4月8日"), encoding="utf-8"
    )
    (root / "problems/p2.yml").write_text(_problem("p2", found="2026-05-20"), encoding="utf-8")
    _released(root, commit)

    prepared, _ = prepare(request_for(root, "working"))

    briefing = reports(prepared.publication)["briefing-city"]
    assert f"上次发布：2026年5月2日，提交 {commit[:12]}。" in words(briefing)
    figures = {row[0]: row[1:] for row in rows(briefing, "主要数字")}
    assert figures["卷宗中的材料"] == (1, 2, "+1")
    assert figures["发现问题"] == (1, 2, "+1")
    assert figures["整改率"] == ("0.00%", "0.00%", "+0.00")
    assert rows(briefing, "状态有变化的卷宗") == [("2) 公共图书馆", "未提供", "可用")]


def test_a_release_that_git_does_not_have_is_told(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {"A-1/通知.txt": NOTICE})
    _released(root, "0123456789ab")
    prepared, _ = prepare(request_for(root, "working"))
    assert "没有可比的上次发布" in words(reports(prepared.publication)["briefing-city"])
