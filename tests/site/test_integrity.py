from dataclasses import replace
from datetime import date

from juanzong.findings import finding
from juanzong.lang import Lang
from juanzong.load.release import Handling, Release, Waiver
from juanzong.model import Prepared
from juanzong.site.urls import Urls
from juanzong.site.view import View
from juanzong.site.views.integrity import integrity_page
from juanzong.site.views.overview import verify_page
from juanzong.site.views.standard import home_page
from juanzong.site.views.working import findings_page
from tests.site.conftest import Build
from tests.site.factory import INSPECTION, WORKING, make_prepared

RELEASE = Release(
    collected=(Handling(by="资料组组长", date=date(2026, 5, 1)),),
    reviewed=(Handling(by="副主任", date=date(2026, 6, 1)), Handling(by="督查组长", date=date(2026, 6, 2))),
    released=Handling(by="主任", date=date(2026, 6, 3)),
    commit="0123abc",
)


def prepared(parts: tuple[object, ...] = WORKING, release: Release | None = RELEASE) -> Prepared:
    made = make_prepared(parts)  # type: ignore[arg-type]
    config = replace(made.publication.config, release=release or Release())
    return replace(made, publication=replace(made.publication, config=config, release=release))


def test_the_page_judges_every_dossier_and_links_to_the_findings() -> None:
    view = View(prepared(), Lang.ZH)
    page = integrity_page(view, Urls())
    assert [s.name for s in page.whole] == ["真实性", "完整性", "可用性", "安全性"]
    assert [row.href for row in page.rows] == [f"dossiers/{d.code}.html" for d in view.publication.dossiers]
    places = {f"findings.html#{file.anchor}" for file in findings_page(view, Urls()).files}
    links = {ref.href for row in page.rows for standing in row.standings for ref in standing.refs}
    assert links
    assert links <= places
    empty = next(row for row in page.rows if row.title == "否决事项")
    assert {s.state for s in empty.standings} == {"none"}


def test_what_is_missing_is_open() -> None:
    page = integrity_page(View(prepared(), Lang.ZH), Urls())
    row = next(row for row in page.rows if row.title == "创建工作机制")
    assert {s.name: s.state for s in row.standings}["完整性"] == "warning"


def test_waivers_say_who_answers(build_site: Build) -> None:
    made = prepared()
    path = next(iter(made.publication.evidence.values())).item.path
    one = finding("JZ463", path, sharpness=3, least=60)
    waiver = Waiver(code="JZ463", subject=path, by="主任", reason="仅存此照", date=date(2026, 6, 1))
    publication = replace(made.publication, findings=(one,), waived={one: waiver})
    view = View(replace(made, publication=publication), Lang.ZH)
    (row,) = integrity_page(view, Urls()).waivers
    assert (row.finding.title, row.by, row.date, row.reason) == ("JZ463", "主任", "2026-06-01", "仅存此照")
    (file,) = findings_page(view, Urls()).files
    assert file.findings[0].waived == "已豁免：主任，2026-06-01，仅存此照"
    assert "豁免" not in build_site(INSPECTION)["verify.html"]


def test_verification_prints_who_reviewed_and_released_and_nothing_else_of_the_record() -> None:
    facts = {f.label: f.value for f in verify_page(View(prepared(INSPECTION), Lang.ZH), Urls()).record}
    assert facts == {
        "审核": "副主任，2026年6月1日；督查组长，2026年6月2日",
        "签发": "主任，2026年6月3日",
        "审核的版本": "0123abc",
    }


def test_a_released_site_says_so_on_its_first_page_and_how_to_verify(build_site: Build) -> None:
    site = build_site(INSPECTION)
    assert "草稿，尚未签发" in site["index.html"]
    assert "草稿，尚未签发" in site["verify.html"]
    view = View(prepared(INSPECTION), Lang.ZH)
    assert home_page(view, Urls()).release == "2026年6月3日由主任签发"
    assert home_page(view, Urls()).release_href == "verify.html"


def test_without_a_release_that_counts_nothing_is_printed() -> None:
    made = verify_page(View(prepared(INSPECTION, None), Lang.ZH), Urls())
    assert (made.record, made.release) == ((), "草稿，尚未签发")
    page = integrity_page(View(prepared(WORKING, None), Lang.ZH), Urls())
    assert (page.record, page.holds) == ((), False)


def test_the_page_is_built_for_the_office_only(working: dict[str, str], inspection: dict[str, str]) -> None:
    assert "四性检查" in working["integrity.html"]
    assert "integrity.html" not in inspection
    assert 'id="f1"' in working["findings.html"]
