"""Marks in every form that a scanner, a clerk or a spreadsheet gives them; and prose that is none."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juanzong.load.models import Sidecar
from juanzong.load.policies import Policies
from juanzong.model import Block, BlockKind, Evidence, Extraction, Facts, Page
from juanzong.screen.marks import internal_mark, restricted_number, secrecy_mark
from tests.values import PDF, make_evidence

MARKS = Policies().secrecy_marks
INTERNAL = Policies().internal_marks


def _marked(one: Evidence) -> str:
    return secrecy_mark(MARKS, one)


def _pages(*pages: Page, paged: bool = False) -> Evidence:
    one = make_evidence("正文")
    return replace(one, extraction=replace(one.extraction, pages=pages, paged=paged))


def _text(number: int, text: str, label: str = "") -> Page:
    return Page(number, tuple(Block(BlockKind.PARAGRAPH, line) for line in text.split("\n")), label)


def _table(number: int, *rows: tuple[str, ...], label: str = "") -> Page:
    return Page(number, (Block(BlockKind.TABLE, rows=rows),), label)


@pytest.mark.parametrize(
    "line",
    [
        *("秘密★１年", "机　密　★　５　年", "绝密★長期"[:3] + "长期", "机密✩6个月", "秘密﹡１年"),
        *("机密大3年", "秘密女1年", "机密X5年", "秘密·十年", "机密太l年", "绝密六长期", "机 密 木 2 年"),
        *("机蜜★3年", "秘宓大1年", "祕密★1年", "机蜜", "密级和保密期限：机密★5年", "份号：000012机密★1年"),
        *("000012 秘密★1年 特急", "№ 12 机密★3年", "000012 机密★1年 特急 云泽市委文件", "№000003\t绝密★10年"),
    ],
)
def test_a_mark_is_known_in_every_form(line: str) -> None:
    assert _marked(make_evidence(f"{line}\n云泽市文件\n正文"))


@pytest.mark.parametrize(
    "line",
    [
        *(
            "保守国家秘密",
            "1秘密",
            "机密大会",
            "秘密女友",
            "秘密大2006",
            "商业秘密★3年",
            "机蜜大",
            "秘密木屋",
        ),
        *("标有“秘密★1年”字样的文件", "密级分为绝密、机密、秘密三级", "国家秘密的密级分为绝密 机密 秘密"),
        *("蜜★1年", "国家工作秘密", "秘密、机密", "绝密级国家秘密载体", "秘密一年比一年多"),
    ],
)
def test_prose_is_no_mark(line: str) -> None:
    assert not _marked(make_evidence(f"云泽市文件\n{line}\n正文"))


def test_a_bare_word_counts_on_the_first_two_pages_and_a_starred_one_on_every_page() -> None:
    first = [_text(n, "正文") for n in (1, 2, 3)]
    assert _marked(_pages(first[0], _text(2, "机密\n正文"), first[2], paged=True)) == "机密"
    assert not _marked(_pages(*first[:2], _text(3, "第三章\n机密\n正文"), paged=True))
    assert _marked(_pages(*first[:2], _text(3, "附件\n机密★3年\n正文"), paged=True)) == "机密"


def test_headers_and_the_first_lines_of_what_has_no_pages_are_heads() -> None:
    body = _text(1, "\n".join(["正文"] * 60))
    assert _marked(_pages(body, _text(2, "秘密", "页眉、页脚")))
    assert not _marked(_pages(body, _text(2, "秘密", "批注")))
    assert not _marked(_pages(_text(1, "\n".join([*["正文"] * 60, "秘密"]))))


def test_a_cell_of_its_own_is_a_mark_on_every_sheet() -> None:
    plain = _table(1, ("单位", "数量"), ("公安局", "3"))
    assert _marked(_pages(plain, _table(2, ("", "秘密"), ("单位", "数量"), label="附表")))
    rows = (("单位", "数量"), *((f"单位{n}", str(n)) for n in range(200)))
    assert _marked(_pages(_table(1, *rows, ("秘密★1年", ""))))
    assert not _marked(_pages(_table(1, *rows, ("秘密", ""))))
    assert not _marked(_pages(_table(1, ("秘密工作", "3"))))


@pytest.mark.parametrize(
    "name",
    ["机密_方案.pdf", "方案-秘密.pdf", "[机密]方案.docx", "方案（秘密★1年）.pdf", "机密女3年方案.pdf"],
)
def test_names_bear_marks(name: str) -> None:
    assert _marked(make_evidence("正文", name=name))


@pytest.mark.parametrize(
    "name", ["保守国家秘密教育.pdf", "秘密花园读书会.jpg", "《秘密》阅读分享.jpg", "机密件管理.pdf"]
)
def test_names_about_secrets_bear_none(name: str) -> None:
    assert not _marked(make_evidence("正文", name=name))


def test_folders_properties_and_sidecars_bear_marks() -> None:
    one = make_evidence("正文")
    assert _marked(make_evidence("正文", folders=("机密",)))
    for facts in (Facts(title="机密★方案"), Facts(author="（秘密）")):
        assert _marked(replace(one, extraction=replace(one.extraction, facts=facts)))
    assert _marked(make_evidence("正文", sidecar=Sidecar(note="秘密★1年")))
    assert not _marked(make_evidence("正文", sidecar=Sidecar(caption="保密宣传周，讲解什么是国家秘密")))


@pytest.mark.parametrize(
    "line",
    [
        "内部资料　注意保存",
        "★内部材料★",
        "仅供内部参考",
        "内 部 使 用",
        "（工作秘密）",
        "内部文件，请勿外传！",
    ],
)
def test_internal_marks(line: str) -> None:
    assert internal_mark(INTERNAL, make_evidence(f"{line}\n正文"))
    assert internal_mark(INTERNAL, _pages(_text(1, "正文"), _text(2, line, "页眉、页脚")))


@pytest.mark.parametrize("line", ["内部资料管理办法", "注意保存票据", "单位内部使用的场所"])
def test_prose_about_internal_papers(line: str) -> None:
    assert not internal_mark(INTERNAL, make_evidence(f"{line}\n正文"))


def test_internal_marks_in_names() -> None:
    assert internal_mark(INTERNAL, make_evidence("正文", name="方案（内部资料）.pdf"))
    assert not internal_mark(INTERNAL, make_evidence("正文", name="内部资料管理.pdf"))


@pytest.mark.parametrize(
    "text", ["某办发电〔2026〕3号", "转发《某办发电 [2026] 12 号》", "某办发电（2026）第9号"]
)
def test_numbers_of_restricted_documents(text: str) -> None:
    assert restricted_number(("某办发电",), make_evidence(f"通知\n{text}\n")) == "某办发电"
    assert not restricted_number((), make_evidence(text))
    assert not restricted_number(("某厅字",), make_evidence(text))


def test_the_name_of_an_office_is_no_number() -> None:
    assert not restricted_number(("某办发电",), make_evidence("按照某办发电要求，2026年3号前"))


@given(st.sampled_from(MARKS), st.sampled_from("★☆*＊"), st.integers(1, 30), st.text(" \u3000", max_size=3))
def test_every_well_formed_mark_is_found_however_spaced(mark: str, star: str, years: int, gap: str) -> None:
    line = gap.join([*mark, star, f"{years}年"])
    assert _marked(make_evidence(f"000001\n{line}\n通知"))


def test_an_item_without_text_bears_none() -> None:
    one = make_evidence(media=PDF)
    assert not _marked(
        replace(one, extraction=Extraction(one.extraction.reading, one.extraction.text_source))
    )
