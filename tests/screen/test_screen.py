from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from juanzong.load import load
from juanzong.load.models import Clearance, Format, Sidecar
from juanzong.model import Evidence, Facts, Media, Reading, Verdict
from juanzong.screen import screen
from tests.archives import make_archive
from tests.values import JPEG, PDF, VIDEO, make_evidence

ZIP = Media("application/zip", "zip", Format.PACKAGE)
CLEARED = Sidecar(cleared=Clearance(by="审核员", date=date(2026, 5, 1), note="已看"))


def _verdict(tmp_path: Path, one: Evidence, **policies: object) -> tuple[Verdict, tuple[str, ...]]:
    config, found = load(make_archive(tmp_path, {}, archive={"policies": policies}))
    assert config is not None, found
    ((screened,), _) = screen(config, [one])
    return screened.verdict, screened.reasons


@pytest.mark.parametrize(
    "line",
    [
        *("秘密★1年", "机密★", "绝密★长期", "秘密", "  机 密 ★ 5年", "密级：秘密★10年", "秘密☆6个月"),
        *("机密＊三年", "秘密 1年", "绝密★启用前", "秘密★3年\t特急"),
        *("【机密】", "（秘密）", "絕密★長期", "机密级", "秘密级★2年", "秘密★永久", "秘密★至2026年12月31日"),
        *("机密★3年半", "秘密★1 年。", "保密期限：1年 密级：秘密", "秘密★1年（收到后保密）"),
    ],
)
def test_a_secrecy_mark_on_its_own_line_is_secret(tmp_path: Path, line: str) -> None:
    one = make_evidence(f"000012\n{line}\n云泽市文件\n正文")
    assert _verdict(tmp_path, one) == (Verdict.SECRET, ("JZ402",))


@pytest.mark.parametrize(
    "line",
    [
        *("保守国家秘密", "商业秘密", "秘密投票", "机密文件管理办法", "中华人民共和国保守国家秘密法"),
        *("秘密：", "本文不涉及秘密★内容的部分", "公开"),
    ],
)
def test_prose_about_secrets_is_no_mark(tmp_path: Path, line: str) -> None:
    assert _verdict(tmp_path, make_evidence(f"云泽市文件\n{line}\n正文"))[0] is Verdict.RELEASED


@pytest.mark.parametrize(
    "name", ["机密★方案.pdf", "方案（秘密）.pdf", "【绝密】名单.pdf", "方案(机密★2年).docx"]
)
def test_a_secrecy_mark_in_the_name_is_secret(tmp_path: Path, name: str) -> None:
    assert _verdict(tmp_path, make_evidence("正文", name=name))[0] is Verdict.SECRET


def test_a_name_about_secrets_is_no_mark(tmp_path: Path) -> None:
    assert (
        _verdict(tmp_path, make_evidence("正文", name="保密工作机密要件管理办法.pdf"))[0] is Verdict.RELEASED
    )


@pytest.mark.parametrize(
    "line",
    [
        *("内部资料", "内部资料 注意保存", "（内部文件，不得外传）", "内部资料（注意保存）"),
        *("内部资料：注意保存", "工作秘密★1年", "核心商密★5年", "内部使用，不得公开", "内部明电"),
    ],
)
def test_internal_papers_stay_in_the_house(tmp_path: Path, line: str) -> None:
    assert _verdict(tmp_path, make_evidence(f"{line}\n正文")) == (Verdict.WITHHELD, ("JZ403",))


@pytest.mark.parametrize("line", ["（此件不公开）", "（此件不公开发布）", "(此件依申请公开)", "（会后收回）"])
def test_a_note_at_the_end_keeps_a_paper_in_the_house(tmp_path: Path, line: str) -> None:
    text = "云泽市文件\n" + "正文\n" * 60 + f"\f2026年3月1日\n{line}"
    assert _verdict(tmp_path, make_evidence(text)) == (Verdict.WITHHELD, ("JZ403",))


def test_that_a_paper_may_be_public_is_no_mark(tmp_path: Path) -> None:
    text = "云泽市文件\n依申请公开的，由办公室答复。\n（此件公开发布）\n（联系人：内部参考科）"
    assert _verdict(tmp_path, make_evidence(text))[0] is Verdict.RELEASED


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (make_evidence(media=PDF, reading=Reading.UNREAD), (Verdict.WITHHELD, ("JZ401",))),
        (make_evidence(media=PDF, reading=Reading.UNREAD, sidecar=CLEARED), (Verdict.RELEASED, ())),
        (make_evidence(media=PDF, reading=Reading.BROKEN), (Verdict.WITHHELD, ("JZ404",))),
        (make_evidence(media=PDF, reading=Reading.BROKEN, sidecar=CLEARED), (Verdict.WITHHELD, ("JZ404",))),
        (make_evidence(media=VIDEO, reading=Reading.UNSUPPORTED), (Verdict.WITHHELD, ("JZ405",))),
        (make_evidence(media=VIDEO), (Verdict.RELEASED, ())),
        (make_evidence(media=VIDEO, reading=Reading.BROKEN), (Verdict.WITHHELD, ("JZ404",))),
        (make_evidence(media=ZIP, reading=Reading.UNREAD), (Verdict.WITHHELD, ("JZ405",))),
        (make_evidence(media=JPEG), (Verdict.RELEASED, ())),
        (make_evidence(media=JPEG, reading=Reading.UNSUPPORTED), (Verdict.WITHHELD, ("JZ405",))),
        (make_evidence("读得出来", media=PDF), (Verdict.RELEASED, ())),
    ],
)
def test_what_nobody_could_read_is_unreviewed(
    tmp_path: Path, one: Evidence, expected: tuple[Verdict, tuple[str, ...]]
) -> None:
    assert _verdict(tmp_path, one) == expected


def test_pages_that_were_not_read_keep_the_whole_item_in_the_house(tmp_path: Path) -> None:
    one = make_evidence("第一页读得出来", media=PDF)
    partly = replace(one, extraction=replace(one.extraction, unseen=(2, 3)))
    assert _verdict(tmp_path / "1", partly) == (Verdict.WITHHELD, ("JZ406",))
    cleared = replace(make_evidence("读", media=PDF, sidecar=CLEARED), extraction=partly.extraction)
    assert _verdict(tmp_path / "2", cleared)[0] is Verdict.RELEASED


@pytest.mark.parametrize("code", ["JZ314", "JZ343", "JZ416"])
def test_files_in_files_are_unreviewed_until_a_person_clears_them(tmp_path: Path, code: str) -> None:
    def holding(sidecar: Sidecar | None = None) -> Evidence:
        one = make_evidence("正文", media=PDF, sidecar=sidecar)
        return replace(one, extraction=replace(one.extraction, findings=((code, (("names", "a"),)),)))

    assert _verdict(tmp_path, holding()) == (Verdict.WITHHELD, ("JZ417",))
    assert _verdict(tmp_path / "2", holding(CLEARED)) == (Verdict.RELEASED, ())


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        *(("机密★1年", Verdict.SECRET), ("机密", Verdict.SECRET), ("秘 密 ★ 长期", Verdict.SECRET)),
        *(("关键词；（秘密）", Verdict.SECRET), ("内部资料，注意保存", Verdict.WITHHELD)),
        *(("【内部文件】", Verdict.WITHHELD), ("保守国家秘密", Verdict.RELEASED)),
        ("本制度所称机密文件，是指右上角标明密级的文件，（秘密）以上适用之。" * 2, Verdict.RELEASED),
    ],
)  # fmt: skip
def test_marks_beneath_the_pages_count(tmp_path: Path, text: str, verdict: Verdict) -> None:
    one = make_evidence("云泽市文件\n正文", media=PDF)
    one = replace(one, extraction=replace(one.extraction, beneath=("WPS", text)))
    assert _verdict(tmp_path, one)[0] is verdict


def _seen(tmp_path: Path, one: Evidence, **photos: object) -> tuple[Verdict, list[str]]:
    config, wrong = load(make_archive(tmp_path, {}, archive={"policies": {"photos": photos}}))
    assert config is not None, wrong
    ((screened,), found) = screen(config, [one])
    return screened.verdict, [f"{f.code} {dict(f.details).get('clues', '')}".strip() for f in found]


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (make_evidence(media=JPEG, name="广场.jpg"), ["JZ418"]),
        (make_evidence(media=VIDEO, name="广场.mp4"), ["JZ418"]),
        (make_evidence(media=JPEG, name="小学开学.jpg"), ["JZ419 小学"]),
        (make_evidence(media=JPEG, name="街景.jpg", title="车牌 云A·D1234"), ["JZ419 车牌、车牌号"]),
        (make_evidence("粤 B12345D", media=JPEG, name="街景.jpg"), ["JZ419 车牌号"]),
        (make_evidence("通知 儿童", media=JPEG, name="公文.jpg"), []),
        (make_evidence(media=JPEG, name="小学.jpg", sidecar=CLEARED), []),
        (make_evidence("小学 云A12345", media=PDF, name="小学.pdf"), []),
    ],
)  # fmt: skip
def test_faces_and_plates_are_asked_of_a_person(tmp_path: Path, one: Evidence, said: list[str]) -> None:
    assert _seen(tmp_path, one) == (Verdict.RELEASED, said)


def test_policy_says_which_pictures_are_looked_at_and_what_becomes_of_the_others(tmp_path: Path) -> None:
    plain, marked = (make_evidence(media=JPEG, name=name) for name in ("广场.jpg", "小学.jpg"))
    assert _seen(tmp_path / "1", plain, review="marked") == (Verdict.RELEASED, [])
    assert _seen(tmp_path / "2", marked, review="none") == (Verdict.RELEASED, [])
    assert _seen(tmp_path / "3", plain, unreviewed="withhold") == (Verdict.WITHHELD, ["JZ418"])
    assert _seen(tmp_path / "4", marked, review="marked", unreviewed="withhold")[0] is Verdict.WITHHELD
    assert _seen(tmp_path / "5", marked, words=[])[1] == ["JZ418"]


@pytest.mark.parametrize("policy", ["publish", "withhold"])
def test_a_video_that_records_its_place_stays_unless_a_person_lets_it_go(tmp_path: Path, policy: str) -> None:
    def placed(sidecar: Sidecar | None = None) -> Evidence:
        one = make_evidence(media=VIDEO, sidecar=sidecar)
        return replace(one, extraction=replace(one.extraction, facts=Facts(has_location=True)))

    policies = {"unread_documents": policy, "unread_pictures": policy}
    assert _verdict(tmp_path, placed(), **policies) == (Verdict.WITHHELD, ("JZ407",))
    assert _verdict(tmp_path / "cleared", placed(CLEARED), **policies)[0] is Verdict.RELEASED


def test_policy_decides_about_what_was_not_read(tmp_path: Path) -> None:
    scan = make_evidence(media=PDF, reading=Reading.UNREAD)
    assert _verdict(tmp_path, scan, unread_documents="publish")[0] is Verdict.RELEASED
    photo = make_evidence(media=JPEG)
    assert _verdict(tmp_path, photo, unread_pictures="withhold")[0] is Verdict.WITHHELD


def test_what_reading_has_said_of_a_broken_file_is_not_said_again(tmp_path: Path) -> None:
    config, _ = load(make_archive(tmp_path, {}))
    assert config is not None
    cause = (("JZ347", (("count", "1"),)), ("JZ301", ()))
    one = make_evidence(media=ZIP, reading=Reading.BROKEN)
    broken = replace(one, extraction=replace(one.extraction, findings=cause))
    (screened,), found = screen(config, [broken])
    assert (screened.verdict, screened.reasons, found) == (Verdict.WITHHELD, ("JZ301",), ())
