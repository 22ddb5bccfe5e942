"""Sidecars: read as typed, or refused with a finding; never an exception."""

import datetime as dt
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from juanzong.lang import Lang
from juanzong.load import load_sidecar
from juanzong.load.archive import MAX_SIDECAR_BYTES
from juanzong.load.models import Clearance, Confirmation, Retention, Sidecar
from juanzong.load.yamlfile import MAX_FINDINGS

SUBJECT = "evidence/I-1/a.pdf.yml"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.pdf.yml"


def test_comments_alone_state_nothing_and_are_no_mistake(path: Path) -> None:
    path.write_text("# yaml-language-server: $schema=../sidecar.json\n", encoding="utf-8")
    assert load_sidecar(path, SUBJECT) == (Sidecar(), ())
    path.write_bytes(b"")
    assert [one.code for one in load_sidecar(path, SUBJECT)[1]] == ["JZ106"]


def test_everything_a_sidecar_may_say(path: Path) -> None:
    path.write_text(
        """\
title: 关于印发方案的通知
doc_number: 试文明办〔2026〕3号
issuer: 试验市文明办
date: 2026年3月1日
kind: 规范文件
document_type: 通知
district: dong
retention: Y
indicators:
  - code: I-1-1
    page: 3
    quote: 全年开展劝导120次
  - code: 12
cleared: {by: 组长, date: 20260302, note: 已查看}
""",
        encoding="utf-8",
    )

    assert load_sidecar(path, SUBJECT) == (
        Sidecar(
            title="关于印发方案的通知",
            doc_number="试文明办〔2026〕3号",
            issuer="试验市文明办",
            date=dt.date(2026, 3, 1),
            kind="规范文件",
            document_type="通知",
            district="dong",
            retention=Retention.PERMANENT,
            indicators=(
                Confirmation(code="I-1-1", page=3, quote="全年开展劝导120次"),
                Confirmation(code="12"),
            ),
            cleared=Clearance(by="组长", date=dt.date(2026, 3, 2), note="已查看"),
        ),
        (),
    )


def test_fields_left_blank_are_fields_not_given(path: Path) -> None:
    path.write_text("title: a\nissuer:\nindicators:\ncleared: ~\n", encoding="utf-8")

    assert load_sidecar(path, SUBJECT) == (Sidecar(title="a"), ())


@pytest.mark.parametrize(
    "typed", ["no", "on", "0123", "12:30", "2026", "1.10", "2026-03-01", "true", "I-1-1", "0o7"]
)
def test_text_stays_as_it_was_typed(path: Path, typed: str) -> None:
    path.write_text(f"title: {typed}\n", encoding="utf-8")

    assert load_sidecar(path, SUBJECT) == (Sidecar(title=typed), ())


@pytest.mark.parametrize(
    "typed",
    [
        "2026-03-01",
        "2026-3-1",
        "2026/3/1",
        "2026.3.1",
        "2026.03.01",
        "20260301",
        "2026年3月1日",
        "2026 年 03 月 01 日",
        "２０２６年３月１日",
        '"2026-03-01"',
    ],
)
def test_dates_may_be_written_as_clerks_do(path: Path, typed: str) -> None:
    path.write_text(f"date: {typed}\n", encoding="utf-8")

    assert load_sidecar(path, SUBJECT) == (Sidecar(date=dt.date(2026, 3, 1)), ())


WRONG = [
    # text, (code, line, field) of each finding
    pytest.param("date: 2026-02-30\n", [("JZ128", 1, "date")], id="no-such-day"),
    pytest.param("date: 2026/3-1\n", [("JZ128", 1, "date")], id="mixed-date"),
    pytest.param("date: 2026年3月\n", [("JZ128", 1, "date")], id="month"),
    pytest.param("date: 20260301120000\n", [("JZ128", 1, "date")], id="timestamp"),
    pytest.param("date: 1772323200\n", [("JZ128", 1, "date")], id="epoch"),
    pytest.param("date: [2026-03-01]\n", [("JZ128", 1, "date")], id="list-of-dates"),
    pytest.param("title: a\ntitel: b\n", [("JZ122", 2, "titel")], id="nearly-a-field"),
    pytest.param("文号: 3号\n", [("JZ122", 1, "文号")], id="chinese-name"),
    pytest.param("Doc-Number: 3号\n", [("JZ122", 1, "Doc-Number")], id="other-spelling"),
    pytest.param("zzz: b\n", [("JZ123", 1, "zzz")], id="unknown"),
    pytest.param("zzz:\n", [("JZ123", 1, "zzz")], id="unknown-and-blank"),
    pytest.param("title: [a]\n", [("JZ124", 1, "title")], id="list-for-text"),
    pytest.param("title:\n  a: b\n", [("JZ124", 1, "title")], id="mapping-for-text"),
    pytest.param('title: "  "\n', [("JZ126", 1, "title")], id="blank"),
    pytest.param("indicators: I-1\n", [("JZ124", 1, "indicators")], id="text-for-list"),
    pytest.param("indicators:\n  - I-1\n", [("JZ124", 2, "indicators.0")], id="text-for-mapping"),
    pytest.param("indicators:\n  - page: 3\n", [("JZ121", 2, "indicators.0.code")], id="missing"),
    pytest.param("indicators:\n  - code:\n", [("JZ121", 2, "indicators.0.code")], id="missing-left-blank"),
    pytest.param("indicators:\n  - {code: 总体, page: 1}\n", [("JZ127", 2, "indicators.0.code")], id="code"),
    pytest.param("district: ../x\n", [("JZ127", 1, "district")], id="path-as-code"),
    pytest.param(
        "indicators:\n  - code: a\n    page: 0\n  - code: b\n    page: 第三页\n",
        [("JZ124", 3, "indicators.0.page"), ("JZ124", 5, "indicators.1.page")],
        id="pages",
    ),
    pytest.param("retention: 永久\n", [("JZ125", 1, "retention")], id="enumeration"),
    pytest.param("cleared:\n  by：组长\n", [("JZ112", 2, "cleared")], id="wide-colon-below"),
    pytest.param("cleared:\n  by:组长\n", [("JZ114", 2, "cleared")], id="no-space-below"),
    pytest.param(
        "title: a\ntitle: b\nzzz: c\n", [("JZ117", 2, "title"), ("JZ123", 3, "zzz")], id="twice-and-more"
    ),
]


@pytest.mark.parametrize(("text", "expected"), WRONG)
def test_what_is_wrong_is_said_with_line_and_field(
    path: Path, text: str, expected: list[tuple[str, int, str]]
) -> None:
    path.write_text(text, encoding="utf-8")

    sidecar, findings = load_sidecar(path, SUBJECT)

    assert sidecar is None
    assert [(f.code, f.line, f.field) for f in findings] == expected
    assert all(f.blocks and f.subject == SUBJECT for f in findings)


@pytest.mark.parametrize(
    ("text", "message", "fix"),
    [
        ("titel: b", "没有 titel 这一项，是不是想写 title？", "改成 title，或者删掉"),
        ("文号: b", "没有 文号 这一项，是不是想写 doc_number？", "改成 doc_number，或者删掉"),
        ("retention: 永久", "retention 写成了“永久”，不在可选的值里", "改成其中之一：Y, D30, D10"),
        (
            "indicators: [{code: a, page: 0}]",
            "indicators.0.page 写成了“0”，应当是不小于 1 的数",
            "改成例如 page: 3",
        ),
        (
            "indicators: I-1",
            "indicators 写成了“I-1”，应当是列表（每项一行，以减号和空格开头）",
            "改成例如 indicators: [{code: I-1-1-2}]",
        ),
        (
            "cleared: 是",
            "cleared 写成了“是”，应当是缩进在下面的若干行“名称: 值”",
            "改成例如 cleared: {by: 档案资料组组长, date: 2026-03-01, note: 已逐页查看，无敏感内容}",
        ),
        (
            "cleared: {by: a, date: 2026-01-01}",
            "缺少必填项 note（说明）",
            "补上一行，例如 note: 已逐页查看，无敏感内容",
        ),
    ],
)
def test_messages_name_reason_and_fix(path: Path, text: str, message: str, fix: str) -> None:
    path.write_text(text, encoding="utf-8")

    (found,) = load_sidecar(path, SUBJECT)[1]

    assert (found.message(), found.fix()) == (message, fix)
    assert not any(
        "\u4e00" <= c <= "\u9fff" for c in found.message(Lang.EN).replace(*_quoted(found.message()))
    )


def _quoted(message: str) -> tuple[str, str]:
    """What a message repeats from the file or the models: it stays Chinese in English."""
    start = message.find("“") if "“" in message else message.find("（")
    end = message.find("”") if "“" in message else message.find("）")
    if start < 0 or "没有" in message:
        start, end = 2, message.find(" 这一项")
    return message[start + 1 : end], ""


def test_a_sidecar_that_is_gone_or_huge_is_refused(path: Path) -> None:
    assert [f.code for f in load_sidecar(path, SUBJECT)[1]] == ["JZ101"]

    path.write_text("title: " + "x" * MAX_SIDECAR_BYTES, encoding="utf-8")
    assert [f.code for f in load_sidecar(path, SUBJECT)[1]] == ["JZ105"]


@pytest.mark.parametrize(
    "text",
    ["a: 1\n" * 20_000, "".join(f"a{n}: 1\n" for n in range(20_000)), "indicators: [" + "a," * 100_000 + "]"],
    ids=["doubles", "unknown", "wrong-items"],
)
def test_a_flood_of_faults_is_cut_off_and_says_so(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")

    codes = [f.code for f in load_sidecar(path, SUBJECT)[1]]

    assert codes.count("JZ120") >= 1
    assert len(codes) <= 2 * (MAX_FINDINGS + 1)


SHARED = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300
)
NAMES = ["title", "indicators", "code", "date", "2026", "通知"]
PIECES = [
    *NAMES,
    *":：\n \t-[]{}'\"#!|>%@~?\\,\ufeff",
    *("- ", ": ", "  ", "&a", "*a", "---", "...", "<<"),
]
YAMLISH = st.lists(st.sampled_from(PIECES), max_size=30).map(lambda parts: "".join(parts).encode())


@given(raw=st.binary(max_size=200) | st.text(max_size=100).map(str.encode) | YAMLISH)
@SHARED
def test_no_bytes_raise(path: Path, raw: bytes) -> None:
    path.write_bytes(raw)

    sidecar, findings = load_sidecar(path, SUBJECT)

    assert (sidecar is None) == bool(findings)
    assert all(f.blocks and f.message() and f.fix(Lang.EN) for f in findings)


# A file with nothing but accented Latin in it is taken for GB18030, as clerks' files are (JZ104).
WRITTEN = st.one_of(
    st.characters(max_codepoint=0x7F), st.characters(min_codepoint=0x800, exclude_categories=["Cs"])
)


@given(title=st.text(WRITTEN, min_size=1, max_size=300).map(str.strip).filter(bool), unicode=st.booleans())
@SHARED
def test_any_text_that_was_dumped_is_read_back(path: Path, title: str, unicode: bool) -> None:
    text = yaml.safe_dump({"title": title, "note": title}, allow_unicode=unicode)
    path.write_text(text, encoding="utf-8", newline="\n")

    assert load_sidecar(path, SUBJECT) == (Sidecar(title=title, note=title), ())
