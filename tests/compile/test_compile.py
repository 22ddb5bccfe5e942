from collections.abc import Sequence
from datetime import date
from pathlib import Path

from juanzong.compile import Material, compile_dossiers
from juanzong.findings import Finding, finding
from juanzong.lang import Lang
from juanzong.load import load
from juanzong.load.models import Sidecar
from juanzong.model import (
    Evidence,
    Link,
    LinkStatus,
    Publication,
    Reading,
    Screened,
    SlotState,
    Verdict,
)
from tests.archives import TODAY, make_archive
from tests.values import JPEG, make_evidence

DAY = date(2026, 3, 5)


def _compile(
    tmp_path: Path,
    *screened: Screened,
    profile: str = "inspection",
    links: Sequence[Link] | None = None,
    findings: Sequence[Finding] = (),
    archive: dict[str, object] | None = None,
) -> tuple[Publication, list[str]]:
    config, wrong = load(make_archive(tmp_path, {}, archive=archive))
    assert config is not None, wrong
    placed = tuple(
        Link(s.evidence.id, p.folder, LinkStatus.PLACED)
        for s in screened
        for p in s.evidence.item.placements
        if p.folder
    )
    material = Material(config, screened, tuple(links or placed), tuple(findings), "")
    publication, found = compile_dossiers(material, profile, TODAY, Lang.ZH)
    return publication, [f.code for f in found]


def _screened(one: Evidence, verdict: Verdict = Verdict.RELEASED) -> Screened:
    return Screened(one, verdict)


def _slots(publication: Publication, code: str) -> list[SlotState]:
    (dossier,) = [d for d in publication.dossiers if d.code == code]
    return [slot.state for slot in dossier.slots]


def test_every_clause_has_a_dossier_in_the_order_of_the_standard(tmp_path: Path) -> None:
    publication, _ = _compile(tmp_path)
    assert [d.code for d in publication.dossiers] == ["A-1", "A-2", "B-1", "B-2"]
    assert {d.state for d in publication.dossiers} == {SlotState.ABSENT}
    assert publication.dossiers[0].owner.lead_unit == "gaj"


def test_a_slot_goes_from_absent_over_uploaded_to_usable(tmp_path: Path) -> None:
    notice = make_evidence("甲", name="1", folders=("A-1",), day=DAY, kind="规范文件")
    undated = make_evidence("乙", name="2", folders=("A-1",), kind="情况说明")
    publication, codes = _compile(tmp_path, _screened(notice), _screened(undated))
    assert _slots(publication, "A-1") == [SlotState.USABLE, SlotState.UPLOADED, SlotState.ABSENT]
    assert codes.count("JZ603") == 1


def test_a_clause_may_have_its_own_window(tmp_path: Path) -> None:
    old = make_evidence("甲", name="1", folders=("A-1", "A-2"), day=date(2024, 5, 1), kind="情况说明")
    publication, codes = _compile(tmp_path, _screened(old))
    assert _slots(publication, "A-1")[1] is SlotState.UPLOADED
    assert _slots(publication, "A-2") == [SlotState.USABLE]
    assert "JZ602" in codes


def test_both_ends_of_the_window_count(tmp_path: Path) -> None:
    for number, (day, state) in enumerate(
        [
            (date(2025, 11, 1), SlotState.USABLE),
            (date(2026, 10, 31), SlotState.USABLE),
            (date(2025, 10, 31), SlotState.UPLOADED),
            (date(2026, 11, 1), SlotState.UPLOADED),
        ]
    ):
        one = make_evidence("甲", folders=("A-1",), day=day, kind="规范文件")
        assert _slots(_compile(tmp_path / str(number), _screened(one))[0], "A-1")[0] is state


def test_what_blocks_or_does_not_open_does_not_count(tmp_path: Path) -> None:
    one = make_evidence("甲", folders=("A-1",), day=DAY, kind="规范文件")
    blocking = finding("JZ202", one.item.path)
    publication, _ = _compile(tmp_path / "1", _screened(one), findings=[blocking])
    assert _slots(publication, "A-1")[0] is SlotState.UPLOADED
    broken = make_evidence("乙", folders=("A-1",), day=DAY, kind="规范文件", reading=Reading.BROKEN)
    publication, _ = _compile(tmp_path / "2", _screened(broken))
    assert _slots(publication, "A-1")[0] is SlotState.UPLOADED


def test_reports_over_their_length_and_of_another_kind_are_told(tmp_path: Path) -> None:
    long = make_evidence("字" * 301, name="1", folders=("A-1",), day=DAY, kind="情况说明")
    other = make_evidence("表", name="2", folders=("A-1",), day=DAY, kind="统计表格")
    _, codes = _compile(tmp_path, _screened(long), _screened(other))
    assert codes.count("JZ604") == 1
    assert codes.count("JZ605") == 1


def test_numbers_run_without_gaps_and_are_the_same_for_every_profile(tmp_path: Path) -> None:
    some = [
        _screened(make_evidence("甲", name=str(n), folders=("A-1", "A-2"), day=date(2026, 1, 1 + n % 3)))
        for n in range(7)
    ]
    withheld = _screened(
        make_evidence("乙", name="x", folders=("A-1",), day=date(2026, 1, 1)), Verdict.WITHHELD
    )
    last_year = _screened(make_evidence("丙", name="y", folders=("B-1",), day=date(2025, 12, 1)))
    permanent = _screened(
        make_evidence("丁", name="z", folders=("B-1",), day=DAY, sidecar=Sidecar(retention="Y"))
    )
    everything = (*some, withheld, last_year, permanent)
    inspection, _ = _compile(tmp_path / "1", *everything)
    working, _ = _compile(tmp_path / "2", *everything, profile="working")
    assert inspection.archive_numbers == {
        i: n for i, n in working.archive_numbers.items() if i in inspection.evidence
    }
    assert sorted(inspection.archive_numbers.values()) == [
        "Z001-WS·2025-D30-CCB-0001",
        *(f"Z001-WS·2026-D30-CCB-{n:04d}" for n in range(1, 8)),
        "Z001-WS·2026-Y-CCB-0001",
    ]
    assert withheld.evidence.id not in working.archive_numbers


def test_inspection_has_nothing_that_is_withheld_unsure_or_wrong(tmp_path: Path) -> None:
    sure = make_evidence("甲", name="1", folders=("A-1",), day=DAY)
    withheld = make_evidence("乙", name="2", folders=("A-1",), day=DAY)
    secret = make_evidence("丙", name="3", folders=("A-1",), day=DAY)
    unsure = make_evidence("丁", name="4")
    links = [
        *(Link(e.id, "A-1", LinkStatus.PLACED) for e in (sure, withheld, secret)),
        Link(unsure.id, "A-2", LinkStatus.SUGGESTED, 0.5, 0.2),
    ]
    screened = [
        _screened(sure),
        _screened(withheld, Verdict.WITHHELD),
        _screened(secret, Verdict.SECRET),
        _screened(unsure),
    ]
    findings = [finding("JZ202", e.item.path) for e in (sure, withheld, secret)]
    mention = finding("JZ210", sure.item.path, other=secret.item.path)
    inspection, _ = _compile(tmp_path / "1", *screened, links=links, findings=[*findings, mention])
    assert set(inspection.evidence) == {sure.id}
    assert (inspection.queue, inspection.withheld, inspection.findings) == ((), (), ())
    assert set(inspection.links) == {sure.id}
    working, _ = _compile(
        tmp_path / "2", *screened, links=links, findings=[*findings, mention], profile="working"
    )
    assert set(working.evidence) == {sure.id, withheld.id, unsure.id}
    assert working.queue == (unsure.id,)
    assert [s.evidence.id for s in working.withheld] == [withheld.id]
    assert not [f for f in working.findings if secret.item.path in f.subject + str(f.details)]


def test_a_picture_fills_the_slot_of_its_kind(tmp_path: Path) -> None:
    photo = make_evidence(name="p.jpg", media=JPEG, folders=("A-1",), day=DAY, kind="实景图片")
    publication, _ = _compile(tmp_path, _screened(photo))
    assert _slots(publication, "A-1")[2] is SlotState.USABLE
