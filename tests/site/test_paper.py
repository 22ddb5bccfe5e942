"""Dossiers on paper agree with the site, sheet by sheet."""

import re
from dataclasses import replace

import pytest

from juanzong.lang import Lang
from juanzong.load.handoff import HandoffRules, Listing, PaperRules
from juanzong.load.release import Release
from juanzong.site.contexts.paper import Paper
from juanzong.site.urls import Urls
from juanzong.site.view import View
from juanzong.site.views.paper import code_of, paper, print_all_page
from tests.site.factory import INSPECTION, make_prepared


def view_of(rules: PaperRules | None = None, release: Release | None = None) -> View:
    prepared = make_prepared(INSPECTION)
    publication = prepared.publication
    archive = publication.config.archive.model_copy(
        update={"handoff": HandoffRules(paper=rules or PaperRules())}
    )
    config = replace(publication.config, archive=archive)
    return View(replace(prepared, publication=replace(publication, config=config, release=release)), Lang.ZH)


def papers(view: View) -> list[Paper]:
    return [paper(view, Urls(), dossier) for dossier in view.publication.dossiers]


def test_rows_are_the_dossier_s_items_in_order_with_their_fingerprints() -> None:
    view = view_of()
    for made, dossier in zip(papers(view), view.publication.dossiers, strict=True):
        rows = [row for sheet in made.sheets for row in sheet.rows]
        sure = [entry.evidence_id for entry in dossier.entries if entry.link.is_fact]
        assert [row.fingerprint for row in rows] == sure
        assert [row.row.position for row in rows] == list(range(1, len(sure) + 1))
        assert [(sheet.number, sheet.count) for sheet in made.sheets] == [
            (n, len(made.sheets)) for n in range(1, len(made.sheets) + 1)
        ]
        assert f"共 {len(sure)} 件" in made.statement


def test_long_dossiers_take_several_sheets_and_no_row_is_lost() -> None:
    view = view_of()
    dossier = next(d for d in view.publication.dossiers if d.entries)
    long = replace(dossier, entries=dossier.entries * 40)
    made = paper(view, Urls(), long)
    assert len(made.sheets) > 5
    assert all(1 < len(sheet.rows) <= 7 for sheet in made.sheets[:-1])
    assert sum(len(sheet.rows) for sheet in made.sheets) == sum(e.link.is_fact for e in long.entries)


def test_pages_of_a_volume_run_on_as_far_as_they_are_known() -> None:
    view = view_of()
    for made in papers(view):
        places = [row.page_from for sheet in made.sheets for row in sheet.rows]
        counts = [int(row.row.pages or 0) for sheet in made.sheets for row in sheet.rows]
        expected, begins, known = [], 1, True
        for number, count in enumerate(counts, 1):
            last = number == len(counts) and count
            expected.append("" if not known else f"{begins}—{begins + count - 1}" if last else str(begins))
            known, begins = known and count > 0, begins + count
        assert places == expected


def test_notes_name_who_arranged_and_checked_where_a_release_counts() -> None:
    steps = {
        "collected": [{"by": "资料组组长", "date": "2026-05-01"}],
        "reviewed": [{"by": "甲", "date": "2026-05-02"}, {"by": "创建办主任", "date": "2026-05-03"}],
    }
    signed = papers(view_of(release=Release.model_validate(steps)))[0].signed
    assert [fact.value for fact in signed] == ["资料组组长", "2026年5月1日", "创建办主任", "2026年5月3日"]
    assert {fact.value for fact in papers(view_of())[0].signed} == {""}


def test_codes_hold_the_number_or_the_address_of_the_item() -> None:
    import segno  # noqa: PLC0415 (only to hold ours against it)

    def modules(content: str) -> str:
        made = segno.make(content, error="m", micro=False, boost_error=False)
        return str(made.svg_inline(border=2, omitsize=True, svgclass="jz-qr", lineclass=None, title="0a1b"))

    assert code_of(view_of(), "0a1b", "evidence/0a1b.html") == modules("0A1B")
    online = view_of(PaperRules(address="http://10.1.1.1/j/"))
    assert code_of(online, "0a1b", "evidence/0a1b.html") == modules("http://10.1.1.1/j/evidence/0a1b.html")
    assert code_of(view_of(), "<b>", "") == modules("<B>").replace("0a1b", "&lt;b&gt;")


@pytest.mark.parametrize("listing", Listing)
def test_one_page_holds_all_dossiers_that_hold_anything(listing: Listing) -> None:
    view = view_of(PaperRules(listing=listing, spine_mm=40))
    made = print_all_page(view, Urls())
    held = [d.code for d in view.publication.dossiers if any(e.link.is_fact for e in d.entries)]
    assert [one.code for one in made.papers] == held
    assert made.by_volume is (listing is Listing.VOLUME)
    assert made.spines_a_sheet == 3


def test_the_built_pages_hold_every_sheet(inspection: dict[str, str]) -> None:
    page = inspection["print-all.html"]
    held = [one for one in papers(view_of()) if any(sheet.rows for sheet in one.sheets)]
    for name in ("jz-sheet jz-cover", "jz-spine", "jz-sheet jz-remarks"):
        assert page.count(f'class="{name}"') == len(held) > 0, name
    assert page.count('class="jz-sheet jz-plate"') == sum(len(one.pictures) for one in held) > 0
    fingerprints = re.findall(r"<code>([0-9a-f]{12})</code>", page)
    assert fingerprints == [row.fingerprint for one in held for s in one.sheets for row in s.rows]
    assert page.count('class="jz-qr"') == len(fingerprints) + len(held)
    assert "第 1 页，共 1 页" in page
    assert page.count("<h1") == 1
