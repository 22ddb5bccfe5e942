"""Names of what is taken in: readable, and fit for every system."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juanzong.collect.names import MAX_COMPONENT, faults, fold, is_litter
from juanzong.desk.naming import free, safe


@pytest.mark.parametrize(
    ("given_name", "made"),
    [
        ("关于印发方案的通知.pdf", "关于印发方案的通知.pdf"),
        ("会议：纪要?.docx", "会议：纪要？.docx"),
        ("100%完成 #3.xlsx", "100％完成 ＃3.xlsx"),
        ("  两个  空格 的 说明 .txt", "两个 空格 的 说明.txt"),
        ("交通劝导🚦现场.jpg", "交通劝导🚦现场.jpg"),
        (unicodedata.normalize("NFD", "カフェが開く案内.pdf"), "カフェが開く案内.pdf"),
        ("con.txt", "_con.txt"),
        ("年报\u202efdp.exe", "年报fdp.exe"),
        ("坏\udce9名的文件.pdf", "坏_名的文件.pdf"),
        ("...", "未命名"),
        ("v1.2 最终版方案", "v1.2 最终版方案"),
        ("a\x00b\x1f.txt", "ab.txt"),
    ],
)
def test_odd_names_become_safe_and_stay_readable(given_name: str, made: str) -> None:
    assert safe(given_name) == made


@pytest.mark.parametrize(
    "name", ["IMG_20260610.jpg", "新建文本文档.jpg", "扫描全能王.jpg", "微信图片_2026.jpg"]
)
def test_a_title_takes_the_place_of_a_name_that_says_nothing(name: str) -> None:
    assert safe(name, "交通劝导现场") == "交通劝导现场.jpg"


def test_a_telling_name_is_kept() -> None:
    assert safe("中山路礼让斑马线.jpg", "交通劝导现场") == "中山路礼让斑马线.jpg"


def test_long_names_leave_room_for_sidecar_and_counter() -> None:
    made = safe("长" * 300 + ".pdf")
    assert made.endswith("….pdf")
    assert len(free(made, {fold(made)}) + ".yml") <= MAX_COMPONENT


def test_a_taken_name_gets_a_counter_whatever_its_case_or_width() -> None:
    assert free("Report.pdf", {fold("report.PDF")}) == "Report（2）.pdf"
    assert free("报告：一.pdf", {fold("报告:一.pdf"), fold("报告：一（2）.pdf")}) == "报告：一（3）.pdf"
    assert free("a.pdf", {fold("a.pdf.yml")}) == "a（2）.pdf"


@given(st.text(max_size=300), st.text(max_size=40))
def test_any_name_becomes_one_that_works_everywhere(name: str, title: str) -> None:
    made = safe(name, title)
    assert made
    assert list(faults(made)) == []
    assert len((made + ".yml").encode()) <= 255
    assert safe(made) == made
    assert not is_litter(made) or is_litter(name) or title
