"""What the office's pages say of the archive worked out on paper: the numbers, whose they are, and how."""

import pytest

from juanzong.lang import Lang
from juanzong.pipeline import prepare
from juanzong.site.contexts.shared import Ref
from juanzong.site.urls import OwnerKind, Urls
from juanzong.site.view import View
from juanzong.site.views.desks import person_desk, unit_desk
from juanzong.site.views.duties import duties_page
from juanzong.site.views.hub import hub_page
from juanzong.site.views.ledger import ledger_page
from juanzong.site.views.score import clauses_page, score_page
from tests.archives import request_for
from tests.office.paper import make_paper
from tests.site.factory import WORKING, make_prepared

URLS = Urls.at("work/index.html")


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    root = make_paper(tmp_path_factory.mktemp("paper"))
    prepared, _ = prepare(request_for(root, "working"))
    return View(prepared, Lang.ZH)


def test_the_first_screen_names_the_three_costliest_gaps_and_their_owners(view: View) -> None:
    page = hub_page(view, URLS)
    assert [(row.title, row.lost.value) for row in page.costliest] == [
        ("公共图书馆", "13.75"),
        ("交通秩序", "9.00"),
        ("乙类第2条", "4.50"),
    ]
    owners = [(row.unit and row.unit.title, row.person and row.person.title) for row in page.costliest]
    assert owners == [("乙局", "乙局科长 某乙"), ("甲局", "甲局科长 某甲"), ("乙局", "乙局科长 某乙")]
    # 80 is the next tier: 80 − 65.25
    assert tuple(figure.value for figure in page.figures[:2]) == ("65.25", "14.75")


def test_the_first_screen_tells_how_much_was_put_right() -> None:
    """The rate of the ledger, and what keeps it from being whole."""
    view = View(make_prepared(WORKING), Lang.ZH)
    ledger = view.office.ledger
    (figure,) = [one for one in hub_page(view, URLS).figures if one.href == URLS.ledger()]
    still = len([case for case in ledger.cases if not case.closed])
    assert (figure.value, figure.label) == (f"{ledger.city.percent}%", f"整改率，{still} 个未销号")


def test_a_problem_leads_to_the_pages_of_its_unit_and_of_who_answers_for_it() -> None:
    """What nobody is named for shows a dash."""
    view = View(make_prepared(WORKING), Lang.ZH)
    cases = {case.problem.id: case for case in view.office.ledger.cases}
    rows = [row for one in ledger_page(view, URLS).lists for row in one.rows]
    assert rows
    for row in rows:
        unit, person = cases[row.no].unit, cases[row.no].problem.responsible
        assert row.unit == (Ref(view.unit(unit), URLS.desk(OwnerKind.UNITS, unit)) if unit else Ref("—", ""))
        assert row.responsible == (
            Ref(view.person(person), URLS.desk(OwnerKind.PEOPLE, person)) if person else Ref("—", "")
        )
    assert any(row.unit.href for row in rows)


def test_a_unit_finds_what_it_has_to_deliver_two_clicks_from_the_start(view: View) -> None:
    """From the bar to the office, from there to the unit: its overdue and dated tasks stand first."""
    (unit,) = [row for row in hub_page(view, URLS).units if row.name == "乙局"]
    assert unit.href == URLS.desk(OwnerKind.UNITS, "u2")
    page = unit_desk(view, Urls.at("work/units/u2.html"), "u2")
    found = {one.key: [(row.title, row.lack.split("：")[0]) for row in one.rows] for one in page.lists}
    assert found == {
        "overdue": [("公共图书馆", "情况说明"), ("公共图书馆", "规范文件")],
        "undated": [("乙类第2条", "规范文件"), ("乙类第3条", "规范文件")],
    }
    assert (unit.overdue, unit.week, unit.lost) == (2, 0, "22.75")
    assert ("22.75", "分预计失分") in [(one.value, one.label) for one in page.figures]


def test_a_number_opens_to_the_arithmetic_on_paper(view: View) -> None:
    rows = {row.code: row for section in clauses_page(view, URLS).sections for row in section.rows}
    assert rows["A-1"].expected.value == "39.00"
    assert rows["A-1"].expected.steps == (
        "网上申报：分值 4.00 × 40.00 ÷ 20.00 ＝ 最多 8.00 分",
        "规范文件占 75%：要 1 件，已上传 1 件，可用 1 件，计 100%",
        "情况说明占 25%：要 1 件，已上传 1 件，可用 0 件，计 50%（0% 至 100%）",
        "预计得 7.00 分（6.00 至 8.00），失 1.00 分",
        "实地考察：分值 4.00 × 40.00 ÷ 4.00 ＝ 最多 40.00 分",
        "自评得分率 80%（70%–90%）：模拟测评；创建办主任；2026年5月30日",
        "预计得 32.00 分（28.00 至 36.00），失 8.00 分",
        "合计：最多 48.00 − 预计 39.00 ＝ 预计失分 9.00",
    )
    assert rows["B-2"].expected.steps[2:4] == (
        "“乙类”共 3 条，达标 1 条，定 C 档",
        "20.00 × 40% ＝ 8.00，失 12.00 分",
    )
    assert "负面清单：发生 2 起 × 2.00 分，最多扣 3.00，扣 3.00 分" in rows["C-1"].expected.steps


def test_the_total_and_the_tiers_are_told_beside_last_years(view: View) -> None:
    page = score_page(view, URLS)
    assert (
        page.total.steps[0] == "网上申报 18.00 ＋ 实地考察 32.00 ＋ 问卷调查 18.25 − 负面清单 3.00 ＝ 65.25"
    )
    assert [(row.name, row.expected) for row in page.tiers] == [
        ("第一档", "-24.75"),
        ("第二档", "-14.75"),
        ("第三档", "65.25"),
    ]
    assert [(row.total, row.lacking) for row in page.past] == [
        ("65.25", "距第二档（80 分）差 14.75 分"),
        ("87.42", "距第一档（90 分）差 2.58 分"),
    ]
    assert [(row.title, row.expected, row.past) for row in page.compared] == [
        ("交通秩序", "39.00", ("40.50",)),
        ("公共图书馆", "18.25", ("30.00",)),
    ]
    assert 0 < page.scale.start < page.scale.mark < page.scale.end < page.scale.width


def test_the_matrix_says_who_leads(view: View) -> None:
    page = duties_page(view, URLS)
    cells = {row.title: row.cells for row in page.matrix.rows}
    assert [column.title for column in page.matrix.columns] == ["甲局", "乙局"]
    assert (cells["交通秩序"], cells["公共图书馆"], cells["安全事故"]) == (("牵", ""), ("", "牵"), ("", ""))
    assert any("安全事故" in hole.message for hole in page.holes)


def test_a_person_answers_for_what_is_the_persons(view: View) -> None:
    page = person_desk(view, Urls.at("work/people/p1.html"), "p1")
    (duties,) = page.duties
    assert [(row.title, row.lost and row.lost.value) for row in duties.rows] == [("交通秩序", "9.00")]
