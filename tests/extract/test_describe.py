"""What is stated of a document, from many heads and ends as offices write them."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from juanzong.extract.describe import describe, lint
from juanzong.load.models import Format, Sidecar
from juanzong.model import (
    Block,
    BlockKind,
    Config,
    Description,
    Extraction,
    Facts,
    Item,
    Media,
    Origin,
    Page,
    Placement,
    Reading,
    Stated,
    TextSource,
)

FORMATS = {
    "pdf": Format.PDF,
    "docx": Format.DOCUMENT,
    "txt": Format.TEXT,
    "xlsx": Format.SHEET,
    "jpg": Format.IMAGE,
    "zip": Format.PACKAGE,
}


def item(name: str, *sidecars: Sidecar) -> Item:
    extension = name.rsplit(".", 1)[-1]
    media = Media("x/y", extension, FORMATS.get(extension, Format.OTHER))
    places = tuple(
        Placement(f"evidence/{n}/{name}", None, sidecar=s) for n, s in enumerate(sidecars or (None,))
    )
    return Item("0" * 12, "0" * 64, 1, media, places)


def text(*pages: str, facts: Facts | None = None, paged: bool = True) -> Extraction:
    made = tuple(
        Page(number, tuple(Block(BlockKind.PARAGRAPH, line) for line in page.split("\n")))
        for number, page in enumerate(pages, 1)
    )
    return Extraction(Reading.READ, TextSource.TEXT, made, len(made), paged=paged, facts=facts or Facts())


def said(config: Config, *pages: str, name: str = "文件.pdf") -> Description:
    return describe(item(name), text(*pages), config)


def value(stated: Stated[str] | Stated[date] | None) -> object:
    return stated.value if stated else None


HEADS = {
    "red head, number, title": (
        "测试市人民政府文件\n测政发〔2026〕12号\n关于加强交通秩序整治的通知\n各区人民政府：\n为此通知如下。",
        ("测试市人民政府", "测政发〔2026〕12号", "关于加强交通秩序整治的通知"),
    ),
    "copy number, mark, urgency and signer about": (
        (
            "000012\n秘密★1年\n特急\n测试市人民政府文件\n测政发〔2026〕12号　　签发人：甲乙丙\n━━━\n"
            "关于加强交通秩序整治的请示\n省人民政府：\n现请示如下。"
        ),
        ("测试市人民政府", "测政发〔2026〕12号", "关于加强交通秩序整治的请示"),
    ),
    "two issuers": (
        "测试市公安局\n测试市教育局文件\n测公〔2026〕2号\n关于校园周边秩序的意见\n各单位：\n如下。",
        ("测试市公安局、测试市教育局", "测公〔2026〕2号", "关于校园周边秩序的意见"),
    ),
    "title over three lines": (
        (
            "测试市人民政府办公室文件\n测政办〔2026〕3号\n测试市人民政府办公室关于印发\n"
            "《测试市文明行为促进条例实施办法\n（试行）》的通知\n各区人民政府：\n如下。"
        ),
        (
            "测试市人民政府办公室",
            "测政办〔2026〕3号",
            "测试市人民政府办公室关于印发《测试市文明行为促进条例实施办法（试行）》的通知",
        ),
    ),
    "a line that ends with a 文种 and goes on": (
        "测政办〔2026〕3号\n关于转发省政府促进文明旅游的意见\n的通知\n各区：\n如下。",
        (None, "测政办〔2026〕3号", "关于转发省政府促进文明旅游的意见的通知"),
    ),
    "a line that ends with a 文种 inside quotes": (
        "测司〔2026〕6号\n2026年“谁执法\n谁普法”责任清单和工作方案\n各单位：\n如下。",
        (None, "测司〔2026〕6号", "2026年“谁执法谁普法”责任清单和工作方案"),
    ),
    "salutation over several lines": (
        (
            "测政发〔2026〕12号\n关于加强个人信用建设的通知\n各区人民政府、开发区管委会、市直各部门、\n"
            "各人民团体、各高等学校：\n为此通知如下。"
        ),
        (None, "测政发〔2026〕12号", "关于加强个人信用建设的通知"),
    ),
    "an edition below the title": (
        "测政发〔2026〕12号\n测试市养犬管理办法\n（征求意见稿）\n第一条　为了规范养犬。",
        (None, "测政发〔2026〕12号", "测试市养犬管理办法（征求意见稿）"),
    ),
    "the number in brackets below the title": (
        "关于加强交通秩序整治的通知\n（测政发〔2026〕12号）\n各区人民政府：\n为此通知如下。",
        (None, "测政发〔2026〕12号", "关于加强交通秩序整治的通知"),
    ),
    "an order": (
        "测试市人民政府令\n第 162 号\n《测试市停车管理办法》已经通过，现予公布。",
        ("测试市人民政府", "测试市人民政府令第162号", "测试市人民政府令"),
    ),
    "an announcement by year": (
        "测试市公安局公告\n2026年第5号\n关于实施临时交通管制，现公告如下。",
        ("测试市公安局", "测试市公安局公告2026年第5号", "测试市公安局公告"),
    ),
    "a number quoted in the text": (
        "关于交通秩序整治情况的说明\n根据《意见》（国发〔2015〕3号）要求，我局开展整治。\n国办发〔2015〕9号",
        (None, None, "关于交通秩序整治情况的说明"),
    ),
    "a red head without a number": (
        "测试市文明办文件\n关于报送材料的函\n市公安局：\n请于月底前报送。",
        ("测试市文明办", None, "关于报送材料的函"),
    ),
    "a law with its adoption": (
        (
            "－1－\n中华人民共和国民营经济促进法\n（2025 年 4 月 30 日第十四届全国人民代表大会常务委\n"
            "员会第十五次会议通过）\n目录\n第一章 总则"
        ),
        ("全国人民代表大会常务委员会", None, "中华人民共和国民营经济促进法"),
    ),
    "minutes without a head": (
        "全市文明创建推进会\n时间：2026年3月5日\n地点：市政府会议室\n会议要求压实责任。",
        (None, None, "全市文明创建推进会"),
    ),
    "a form": ("某市文件处理\n府办专督〔2020〕24\n来文文号  来文单位  市府办\n阅。", (None, None, None)),
    "no title but text": ("现将有关情况说明如下，请予审阅。\n一、基本情况", (None, None, None)),
    "a number that deviates": (
        "测政发[2026]012号\n关于加强交通秩序整治的通知\n各区：\n如下。",
        (None, "测政发〔2026〕12号", "关于加强交通秩序整治的通知"),
    ),
}


@pytest.mark.parametrize("case", HEADS)
def test_the_head_of_a_document(config: Config, case: str) -> None:
    page, (issuer, number, title) = HEADS[case]
    found = said(config, page, name="存档.pdf")
    assert value(found.issuer) == issuer
    assert value(found.doc_number) == number
    assert found.title.value == (title or "存档")
    assert found.title.origin is (Origin.CONTENT if title else Origin.FILENAME)


ENDS = {
    "signature and day": ("特此通知。\n测试市公安局\n2026年3月5日", "测试市公安局", date(2026, 3, 5)),
    "day in Chinese numerals": (
        "特此通知。\n测试市公安局\n二〇二六年三月五日",
        "测试市公安局",
        date(2026, 3, 5),
    ),
    "two signatures": ("完。\n市公安局\n市教育局\n2026年3月5日", "市公安局、市教育局", date(2026, 3, 5)),
    "both on one line": ("完。\n市文明办　2026年3月5日", "市文明办", date(2026, 3, 5)),
    "two organs on one line": (
        "完。\n市公安局    市教育局\n2026年3月5日",
        "市公安局、市教育局",
        date(2026, 3, 5),
    ),
    "in brackets": ("完。\n测试市公安局\n（2026年3月5日）", "测试市公安局", date(2026, 3, 5)),
    "with a seal": ("完。\n测试市公安局\n2026年3月5日（公章）", "测试市公安局", date(2026, 3, 5)),
    "days in the text are not it": (
        "自2026年1月1日起施行。\n2025年12月9日\n召开会议。\n测试市公安局\n2026年3月5日",
        "测试市公安局",
        date(2026, 3, 5),
    ),
    "an imprint follows": (
        "完。\n测试市公安局\n2026年3月5日\n抄送：市委办公室。\n测试市公安局办公室 2026年3月9日印发",
        "测试市公安局",
        date(2026, 3, 5),
    ),
    "an attachment has its own": (
        "完。\n测试市公安局\n2026年3月5日\n附件1\n实施方案\n测试市教育局\n2026年2月1日",
        "测试市公安局",
        date(2026, 3, 5),
    ),
    "an attachment is listed before": (
        "完。\n附件：1.实施方案\n测试市公安局\n2026年3月5日\n— 2 —",
        "测试市公安局",
        date(2026, 3, 5),
    ),
    "no signature": ("完。\n2026年3月5日", None, date(2026, 3, 5)),
    "a label": ("填报单位：市公安局\n填报日期：2026年3月5日\n完。", "市公安局", date(2026, 3, 5)),
    "only an imprint": ("完。\n市文明办秘书科 2026年3月9日印发", None, date(2026, 3, 9)),
    "a day that does not exist": ("完。\n测试市公安局\n2026年2月30日", None, None),
    "a day too early": ("完。\n测试市公安局\n1926年2月3日", None, None),
    "none": ("完。", None, None),
}


@pytest.mark.parametrize("case", ENDS)
def test_the_end_of_a_document(config: Config, case: str) -> None:
    page, issuer, day = ENDS[case]
    found = said(config, f"关于交通秩序整治情况的说明\n{page}")
    assert value(found.date) == day
    assert value(found.issuer) == issuer


def test_the_end_may_stand_pages_after_the_head(config: Config) -> None:
    found = said(config, "关于交通秩序的通知\n各区：\n如下。", "完。\n测试市公安局", "2026年3月5日")
    assert (value(found.issuer), value(found.date)) == ("测试市公安局", date(2026, 3, 5))


def test_headers_and_comments_of_an_unpaged_document_are_not_its_end(config: Config) -> None:
    made = text("关于交通秩序的通知\n完。\n测试市公安局\n2026年3月5日", paged=False)
    aside = Page(2, (Block(BlockKind.PARAGRAPH, "测试市教育局\n2026年4月1日"),), "批注")
    found = describe(item("a.docx"), replace(made, pages=(*made.pages, aside)), config)
    assert (value(found.issuer), value(found.date)) == ("测试市公安局", date(2026, 3, 5))


def test_a_heading_is_the_title(config: Config) -> None:
    blocks = (
        Block(BlockKind.PARAGRAPH, "内部版"),
        Block(BlockKind.HEADING, "共享单车停放管理座谈", 1),
        Block(BlockKind.PARAGRAPH, "正文没有句号"),
    )
    made = Extraction(Reading.READ, TextSource.TEXT, (Page(1, blocks),))
    assert describe(item("a.docx"), made, config).title.value == "共享单车停放管理座谈"


def sheet(*rows: tuple[str, ...]) -> Extraction:
    return Extraction(Reading.READ, TextSource.TEXT, (Page(1, (Block(BlockKind.TABLE, rows=rows),), "S"),))


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (
            (("附件1：", ""), ("全国普通高等学校名单（按标识码排序）", ""), ("序号", "名称")),
            "全国普通高等学校名单",
        ),
        ((("序号", "名称"), ("1", "甲")), "表"),
        ((("填报单位：市公安局", ""), ("序号", "名称")), "表"),
        ((), "表"),
    ],
)
def test_the_title_of_a_sheet(config: Config, rows: tuple[tuple[str, ...], ...], title: str) -> None:
    assert describe(item("表.xlsx"), sheet(*rows), config).title.value == title


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("03-中华人民共和国学前教育法_20241108.docx", "中华人民共和国学前教育法"),
        ("1、会议签到表.pdf", "会议签到表"),
        ("（2）现场照片 (1).jpg", "现场照片"),
        ("工作总结 - 副本.pdf", "工作总结"),
        ("2026年度工作总结.pdf", "2026年度工作总结"),
        ("20260305.jpg", "20260305"),
        ("01-.pdf", "01"),
        ("12月工作台账.pdf", "12月工作台账"),
        ("2.5公里步道.jpg", "2.5公里步道"),
        ("没有扩展名", "没有扩展名"),
        ("市_区_街道.pdf", "市 区 街道"),
    ],
)
def test_the_title_falls_back_to_the_name(config: Config, name: str, title: str) -> None:
    found = describe(item(name), Extraction(Reading.UNREAD, TextSource.NONE), config)
    assert found.title == Stated(title, Origin.FILENAME, name.rpartition(".")[0] or name)


@pytest.mark.parametrize(
    ("own", "taken"),
    [
        ("关于交通秩序的通知", True),
        ("Microsoft Word - 关于交通秩序的通知.doc", False),
        ("关于交通秩序的通知.docx", False),
        ("PowerPoint 演示文稿", False),
        ("Untitled", False),
        ("通知", False),
    ],
)
def test_the_title_of_the_metadata_unless_a_program_made_it(config: Config, own: str, *, taken: bool) -> None:
    made = Extraction(Reading.UNREAD, TextSource.NONE, facts=Facts(title=own))
    assert describe(item("扫描.pdf"), made, config).title.origin is (
        Origin.METADATA if taken else Origin.FILENAME
    )


def test_a_photograph_is_dated_by_its_camera_and_else_by_its_name(config: Config) -> None:
    made = Extraction(Reading.READ, TextSource.NONE, facts=Facts(taken=date(2026, 3, 5)))
    found = describe(item("IMG_20260101.jpg"), made, config)
    assert found.date == Stated(date(2026, 3, 5), Origin.METADATA, "2026-03-05")
    assert found.date is not None
    assert found.date.inferred
    assert value(found.kind) == "实景图片"
    unmarked = describe(item("IMG_20260101.jpg"), replace(made, facts=Facts()), config)
    assert unmarked.date == Stated(date(2026, 1, 1), Origin.FILENAME, "20260101")


def test_a_person_s_word_goes_first_and_the_first_person_s(config: Config) -> None:
    one = Sidecar(title="人定题名", doc_number="测政发[2026]3号", date=date(2026, 1, 2))
    two = Sidecar(
        title="另一题名", issuer="市档案局", kind="情况说明", document_type="函", caption="三月五日"
    )
    made = text("测试市人民政府文件\n测政发〔2026〕12号\n关于交通的通知\n完。\n测试市公安局\n2026年3月5日")
    found = describe(item("a.pdf", one, two), made, config)
    assert found == Description(
        title=Stated("人定题名", Origin.SIDECAR, "人定题名"),
        doc_number=Stated("测政发〔2026〕3号", Origin.SIDECAR, "测政发[2026]3号"),
        issuer=Stated("市档案局", Origin.SIDECAR, "市档案局"),
        date=Stated(date(2026, 1, 2), Origin.SIDECAR, "2026-01-02"),
        document_type=Stated("函", Origin.SIDECAR, "函"),
        kind=Stated("情况说明", Origin.SIDECAR, "情况说明"),
        caption="三月五日",
    )


@pytest.mark.parametrize(
    ("title", "document_type", "kind"),
    [
        ("关于交通秩序的通知", "通知", "规范文件"),
        ("关于印发《实施方案》的通知（试行）", "通知", "规范文件"),
        ("交通秩序整治实施方案", "方案", "规范文件"),
        ("文明交通情况说明", "情况说明", "情况说明"),
        ("第三次会议纪要", "会议纪要", None),
        ("《测试市文明行为促进条例》", "条例", None),
        ("全市文明创建推进会", None, None),
    ],
)
def test_the_type_and_the_kind(
    config: Config, title: str, document_type: str | None, kind: str | None
) -> None:
    found = said(config, f"{title}\n（略）", name="a.pdf")
    assert (value(found.document_type), value(found.kind)) == (document_type, kind)


def test_the_number_s_organ_names_the_issuer_where_nothing_else_does(config: Config) -> None:
    units = tuple(u.model_copy(update={"aliases": ("测公",)}) for u in config.organisation.units)
    known = replace(config, organisation=config.organisation.model_copy(update={"units": units}))
    found = said(known, "测公〔2026〕3号\n关于交通秩序的通知\n各区：\n完。")
    assert found.issuer == Stated("测试市公安局", Origin.CONTENT, "测公")


@pytest.mark.parametrize(
    ("number", "found"), [("测政发[2026]12号", ["JZ330"]), ("测政发〔2026〕12 号", []), ("", [])]
)
def test_a_number_against_the_rules_is_reported(config: Config, number: str, found: list[str]) -> None:
    made = said(config, f"{number}\n关于交通秩序的通知\n各区：\n完。")
    assert [f.code for f in lint(item("a.pdf"), made)] == found


DATE_LIKE = "2026年3月5日二〇一六年三月五日"
MARKS = list("（）《》：。\n\t 第号令届")
PIECES = [
    "测政发〔2026〕12号",
    "测试市公安局",
    "文件",
    "的通知",
    "关于",
    "附件1",
    "— 1 —",
    "填报单位：",
    "━━━",
    "抄送",
]
WORDS = st.sampled_from([*MARKS, *PIECES, "印发", "2026年", "会议通过", DATE_LIKE])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.lists(WORDS | st.text(max_size=8), max_size=30).map("".join), max_size=3),
    st.sampled_from(["a.pdf", "a.docx", "a.txt", "a.xlsx", "a.jpg", "a.zip", "号.pdf", "〔2026〕.pdf"]),
)
def test_no_text_raises_and_there_is_always_a_title(config: Config, pages: list[str], name: str) -> None:
    found = describe(item(name), text(*pages), config)
    assert found.title.value
    assert found.date is None or found.date.value >= config.archive.thresholds.date_earliest
    list(lint(item(name), found))


@pytest.mark.parametrize("unit", ["-", "（", " ", "（a）", "2026年", "市公安局  ", "　", "签发人", "《"])
def test_a_hostile_line_costs_no_more_than_its_length(config: Config, unit: str) -> None:
    found = said(config, f"{unit * 300_000}x\n2026年3月5日{unit * 300_000}x\n完", name="说明.pdf")
    assert found.title.value
