"""No derivative of an item holds its personal data; findings tell kinds and counts only."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from juanzong.findings import Finding
from juanzong.lang import Lang
from juanzong.load import load
from juanzong.load.models import Confirmation, Sidecar
from juanzong.model import (
    Block,
    BlockKind,
    Config,
    Evidence,
    Facts,
    Media,
    Origin,
    Page,
    Preview,
    Screened,
    Stated,
    TextSource,
    Verdict,
)
from juanzong.screen import screen
from tests.archives import make_archive
from tests.screen.people import ID, MOBILE
from tests.screen.test_screen import CLEARED
from tests.values import JPEG, TEXT, make_evidence

TAIL = ID[-4:]


def _config(tmp_path: Path, **personal: object) -> Config:
    config, found = load(make_archive(tmp_path, {}, archive={"policies": {"personal": personal}}))
    assert config is not None, found
    return config


def _screened(tmp_path: Path, one: Evidence, **personal: object) -> tuple[Screened, tuple[Finding, ...]]:
    ((made,), found) = screen(_config(tmp_path, **personal), [one])
    return made, found


def _full(name: str = "甲.txt") -> Evidence:
    """An item with an ID at every place that anything is made of."""
    quote = Confirmation(code="A-1", page=1, quote=f"经办 {ID}")
    one = make_evidence(
        f"通知\n经办 {ID}",
        name=name,
        folders=("A-1",),
        title=f"关于{ID}的通知",
        sidecar=Sidecar(title=ID, caption=f"合影 {ID}", note=ID, indicators=(quote,)),
    )
    table = Block(BlockKind.TABLE, rows=(("姓名", "证件"), ("张某", ID)))
    extraction = replace(
        one.extraction,
        pages=(*one.extraction.pages, Page(2, (table,), f"表 {ID}")),
        facts=Facts(title=ID, author=ID),
        preview=Preview(b"thumb", b"view"),
        findings=(("JZ340", (("names", ID),)),),
    )
    said = replace(
        one.description,
        doc_number=Stated(f"{ID}号", Origin.CONTENT, ID),
        issuer=Stated(ID, Origin.SIDECAR),
        date=Stated(date(2026, 3, 1), Origin.CONTENT, f"{ID} 2026年3月1日"),
        caption=f"合影 {ID}",
    )
    return replace(one, extraction=extraction, description=said)


def test_nothing_of_an_item_holds_personal_data(tmp_path: Path) -> None:
    made, found = _screened(tmp_path, _full(f"名册{ID}.txt"))
    shown = replace(
        made.evidence,
        item=replace(
            made.evidence.item,
            placements=tuple(replace(p, path="") for p in made.evidence.item.placements),
        ),
    )
    assert ID not in repr(shown)
    assert made.evidence.item.name == f"名册{'*' * 14}{TAIL}.txt"
    assert ID in made.evidence.item.path
    assert made.evidence.extraction.preview == Preview()
    assert not made.evidence.original_published
    assert (made.verdict, made.reasons) == (Verdict.RELEASED, ())
    assert {f.code for f in found} == {"JZ411", "JZ413"}


def test_findings_tell_kinds_and_counts_and_never_a_value(tmp_path: Path) -> None:
    _, found = _screened(tmp_path, make_evidence(f"{ID}\n{MOBILE}\n{MOBILE[:-1]}9"))
    (told,) = found
    for lang in Lang:
        text = told.message(lang) + told.fix(lang)
        assert "ID ×1、手机号 mobile ×2" in text
        assert not any(number in text for number in (ID, MOBILE, TAIL, "5678"))


def test_an_item_without_personal_data_is_left_as_it_is(tmp_path: Path) -> None:
    one = make_evidence("热线12345，2026年3月5日", folders=("A-1",), sidecar=Sidecar(note="无"))
    made, found = _screened(tmp_path, one)
    assert (made.evidence, found) == (one, ())


def test_an_original_is_published_when_only_what_stands_beside_it_was_masked(tmp_path: Path) -> None:
    one = make_evidence("正文", name=f"{MOBILE}.txt", sidecar=Sidecar(note=f"联系 {MOBILE}"))
    one = replace(one, extraction=replace(one.extraction, preview=Preview(b"thumb")))
    made, found = _screened(tmp_path, one)
    assert made.evidence.original_published
    assert made.evidence.extraction.preview.thumbnail
    assert made.evidence.item.sidecars[0].note == "联系 139****5678"
    assert [f.code for f in found] == ["JZ413"]


def test_a_picture_whose_text_holds_them_is_not_shown(tmp_path: Path) -> None:
    one = make_evidence(f"姓名 张某 {ID}", media=JPEG)
    one = replace(
        one, extraction=replace(one.extraction, text_source=TextSource.OCR, preview=Preview(b"t", b"v"))
    )
    made, _ = _screened(tmp_path, one)
    assert not made.evidence.original_published
    assert made.evidence.extraction.preview == Preview()


def _over(text: str, media: Media = TEXT) -> Evidence:
    one = make_evidence("正文 热线 12345", media=media)
    return replace(one, extraction=replace(one.extraction, beneath=("属性", text)))


def test_personal_data_beneath_the_pages_keep_the_original_in_the_house(tmp_path: Path) -> None:
    made, found = _screened(tmp_path, _over(f"联系人 {ID}"))
    assert not made.evidence.original_published
    assert made.verdict is Verdict.RELEASED
    assert made.evidence.extraction.text == "正文 热线 12345"
    assert [f.code for f in found] == ["JZ415"]


def test_nothing_beneath_the_pages_is_handed_on(tmp_path: Path) -> None:
    made, _ = _screened(tmp_path, _over("张某 只在属性里"))
    assert made.evidence.extraction.beneath == ()
    assert made.evidence.original_published


def test_what_is_noted_in_a_picture_is_cleaned_and_keeps_nothing_back(tmp_path: Path) -> None:
    made, found = _screened(tmp_path, _over(ID, JPEG))
    assert (made.evidence.original_published, found) == (True, ())


def test_what_a_page_shows_is_not_said_to_be_beneath_it(tmp_path: Path) -> None:
    one = make_evidence(f"经办 {ID}")
    one = replace(one, extraction=replace(one.extraction, beneath=(f"修订 经办 {ID}",)))
    assert [f.code for f in _screened(tmp_path, one)[1]] == ["JZ411"]


def test_a_policy_to_withhold_holds_beneath_the_pages_too(tmp_path: Path) -> None:
    made, _ = _screened(tmp_path, _over(ID), resident_id={"action": "withhold"})
    assert (made.verdict, made.reasons) == (Verdict.WITHHELD, ("JZ412",))


def test_a_policy_may_keep_the_whole_item_in_the_house(tmp_path: Path) -> None:
    one = make_evidence(f"身份证 {ID}，电话 {MOBILE}")
    made, found = _screened(tmp_path, one, resident_id={"action": "withhold"})
    assert (made.verdict, made.reasons) == (Verdict.WITHHELD, ("JZ412",))
    assert ID not in made.evidence.extraction.text
    (kept,) = [f for f in found if f.code == "JZ412"]
    assert "mobile" not in kept.message(Lang.ZH)


@pytest.mark.parametrize(
    ("one", "strict"),
    [
        (make_evidence(f"受资助学生名单\n张某 {MOBILE}"), True),
        (make_evidence(f"张某 {MOBILE}", name="幼儿园招生登记.txt"), True),
        (make_evidence(f"关于学生安全的通知\n联系人电话 {MOBILE}"), False),
        (make_evidence(f"签到表\n张某 {MOBILE}"), False),
    ],
)
def test_lists_of_minors_lose_them_altogether(tmp_path: Path, one: Evidence, *, strict: bool) -> None:
    made, found = _screened(tmp_path, one)
    text = made.evidence.extraction.text
    assert ("139****5678" in text) is not strict
    assert ("〔已删去〕" in text) is strict
    assert [f.code for f in found] == ["JZ414" if strict else "JZ411"]


def test_a_column_head_tells_a_list_of_minors(tmp_path: Path) -> None:
    one = make_evidence("附件")
    rows = (("学生姓名", "家长电话", "邮箱"), ("张某", MOBILE, "a@example.com"))
    page = Page(1, (Block(BlockKind.TABLE, rows=rows),))
    made, _ = _screened(tmp_path, replace(one, extraction=replace(one.extraction, pages=(page,))))
    assert made.evidence.extraction.pages[0].blocks[0].rows[1] == ("张某", "〔已删去〕", "〔已删去〕")


def test_a_clearance_does_not_unmask(tmp_path: Path) -> None:
    made, _ = _screened(tmp_path, make_evidence(ID, sidecar=CLEARED))
    assert ID not in made.evidence.extraction.text
