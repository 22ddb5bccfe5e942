from dataclasses import replace
from datetime import date

import pytest

from juanzong.compile import Material, compile_dossiers
from juanzong.compile.integrity import Property, integrity, property_of
from juanzong.compile.integrity import _table as table
from juanzong.findings import Finding, Severity, codes, finding
from juanzong.lang import Lang
from juanzong.load.release import Handling, Release, Waiver
from juanzong.model import Publication
from tests.site.factory import (
    INSPECTION,
    TODAY,
    WORKING,
    make_config,
    make_findings,
    make_items,
    make_prepared,
)

RELEASE = Release(
    reviewed=(Handling(by="副主任", date=date(2026, 6, 1)),),
    released=Handling(by="主任", date=date(2026, 6, 2)),
    commit="0123abc",
)


def published(*found: Finding, release: Release | None = None) -> Publication:
    """The working publication of the small city with these findings besides."""
    publication = make_prepared(WORKING).publication
    waivers = {(w.code, w.subject): w for w in (release or Release()).waivers}
    return replace(
        publication,
        findings=found,
        waived={f: waivers[f.code, f.subject] for f in found if (f.code, f.subject) in waivers},
    )


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        *(("JZ451", Property.AUTHENTIC), ("JZ463", Property.USABLE), ("JZ466", Property.COMPLETE)),
        *(("JZ402", Property.SAFE), ("JZ301", Property.USABLE), ("JZ601", Property.COMPLETE)),
        *(("JZ101", None), ("JZ701", None), ("JZ214", None), ("JZ210", Property.SAFE)),
    ],
)
def test_codes_speak_of_properties(code: str, expected: Property | None) -> None:
    assert property_of(code) is expected


def test_every_code_is_in_the_table() -> None:
    assert [code for code in codes() if not code.startswith(tuple(table()))] == []


def test_nothing_in_the_table_is_idle() -> None:
    idle = [b for b in table() if len(b) > len("JZ1") and not any(code.startswith(b) for code in codes())]
    assert idle == []


def test_a_finding_counts_in_the_dossiers_that_hold_its_item() -> None:
    notice = make_items()["notice"]  # placed in one, confirmed for another
    one = finding("JZ460", notice.item.path, number="云创发〔2026〕1号", day="2025-03-01")
    judged = integrity(published(one))
    assert judged.whole[Property.AUTHENTIC].findings == (one,)
    for code in ("I-1-1-1", "I-1-1-2"):
        assert judged.dossiers[code][Property.AUTHENTIC].count(Severity.WARNING) == 1
        assert not judged.dossiers[code][Property.AUTHENTIC].holds
        assert judged.dossiers[code][Property.USABLE].holds
    assert judged.dossiers["I-2"][Property.AUTHENTIC].holds


def test_a_finding_that_names_a_clause_counts_there_only() -> None:
    notice = make_items()["notice"]
    judged = integrity(published(finding("JZ603", notice.item.path, code="I-1-1-2")))
    assert judged.dossiers["I-1-1-1"][Property.COMPLETE].findings == ()
    assert not judged.dossiers["I-1-1-2"][Property.COMPLETE].holds


def test_a_finding_on_a_sidecar_or_a_clause_counts_too() -> None:
    notice = make_items()["notice"]
    wrong = finding("JZ502", f"{notice.item.path}.yml", given="I-1-1-2", quote="甲")
    missing = finding("JZ601", "I-1-1-1", kind="规范文件", min=2, usable=1)
    judged = integrity(published(wrong, missing)).dossiers
    assert judged["I-1-1-1"][Property.AUTHENTIC].findings == (wrong,)
    assert judged["I-1-1-1"][Property.COMPLETE].findings == (missing,)


def test_what_is_missing_weighs_although_it_is_a_notice() -> None:
    judged = integrity(published(finding("JZ601", "I-1-1-1", kind="规范文件", min=2, usable=1)))
    assert not judged.dossiers["I-1-1-1"][Property.COMPLETE].holds
    judged = integrity(published(finding("JZ606", "I-1-1-1", kind="规范文件", max=2, usable=3)))
    assert judged.dossiers["I-1-1-1"][Property.COMPLETE].holds


def test_what_somebody_answers_for_weighs_nothing() -> None:
    notice = make_items()["notice"]
    one = finding("JZ460", notice.item.path, number="云创发〔2026〕1号", day="2025-03-01")
    waiver = Waiver(code="JZ460", subject=one.subject, by="主任", reason="原件如此", date=date(2026, 6, 1))
    tally = integrity(published(one, release=Release(waivers=(waiver,)))).whole[Property.AUTHENTIC]
    assert (tally.holds, tally.findings, tally.waived) == (True, (), (one,))


@pytest.mark.parametrize("code", ["JZ161", "JZ162", "JZ167", "JZ168", "JZ169"])
def test_a_release_that_does_not_count_is_not_published(code: str) -> None:
    said = finding(code, "release.yml", released="1", reviewed="1", commit="1", count="1", example="1")
    config = replace(make_config(INSPECTION), release=RELEASE)
    good = Material(config, (), (), make_findings(make_items()), "0")
    assert compile_dossiers(good, "only", TODAY, Lang.ZH)[0].release == RELEASE
    void = replace(good, findings=(*good.findings, said))
    assert compile_dossiers(void, "only", TODAY, Lang.ZH)[0].release is None
    unreleased = replace(good, config=replace(config, release=Release(commit="0123abc")))
    assert compile_dossiers(unreleased, "only", TODAY, Lang.ZH)[0].release is None


def test_waivers_are_told_to_those_who_see_findings_and_without_personal_data() -> None:
    items = make_items()
    waiver = Waiver(
        code="JZ401",
        subject=items["scan"].item.path,
        by="主任",
        reason="电话13812345678已核",
        date=date(2026, 6, 1),
    )
    for parts, expected in ((WORKING, ["JZ401"]), (INSPECTION, [])):
        config = replace(make_config(parts), release=Release(waivers=(waiver,)))
        made, _ = compile_dossiers(
            Material(config, (), (), make_findings(items), "0"), "only", TODAY, Lang.ZH
        )
        assert [one.code for one in made.waived] == expected
        assert not any("13812345678" in (w.reason or "") for w in made.waived.values())
