from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juanzong.authenticity.writing import doubtful_writing, garbled_run, has_figure
from juanzong.findings import Finding
from juanzong.load.authenticity import Authenticity
from juanzong.model import Evidence
from tests.archives import NOTICE, REPORT
from tests.values import make_evidence

RULES = Authenticity()
FILLER = (
    "全市上下坚持以人民为中心，深入推进精神文明建设，干部群众广泛参与，城市面貌持续改善，取得了明显成效。"
)


def found(one: Evidence) -> list[Finding]:
    return list(doubtful_writing(RULES, [one]))


def codes(text: str, **said: object) -> list[str]:
    return [f.code for f in found(make_evidence(text, **said))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "line",
    [
        *(
            "近年来，XX市高度重视",
            "××县文明办",
            "**同志任组长",
            "向**同志学习",
            "某某市某某局",
            "xx街道办事处",
        ),
        *("20XX年度工作总结", "20××年3月", "X月X日召开会议", "××年×月×日", "XX年XX月XX日", "ＸＸ单位"),
        *("[单位名称]", "单击此处添加标题", "（此处填写具体做法）", "○○社区居委会", "＊＊区委", "我们XX部门"),
    ],
)
def test_places_left_open(line: str) -> None:
    made = found(make_evidence(f"第一段。\n{line}"))
    assert [f.code for f in made] == ["JZ461"]
    assert dict(made[0].details)["quote"] in line


@pytest.mark.parametrize(
    "line",
    [
        *(
            "张某某同志因病去世",
            "李**同志",
            "王某，男，汉族",
            "13812****56",
            "3201**********1234",
            "尺寸 120×60 厘米",
        ),
        *(
            "**市民文明公约**要点",
            "3×5年规划",
            "XXL号",
            "X光检查",
            "按A×B年均值",
            "六个一×月度",
            "某市民反映",
        ),
        *("http://xx.example.cn", "平方米×区域单价", "合格率××", "5***区间", "X年级", "ABXX市"),
    ],
)
def test_what_only_looks_like_it(line: str) -> None:
    assert codes(f"第一段。\n{line}\n") == []


def test_where_it_stands_and_how_often() -> None:
    (made,) = found(make_evidence("第一页\f第二页\nXX市和YY区、XX县、20XX年"))
    told = dict(made.details)
    assert (told["page"], told["count"]) == ("2", "3")


def test_a_title_may_be_left_open_too() -> None:
    assert codes("正文", title="XX市创建工作总结") == ["JZ461"]


@pytest.mark.parametrize(
    "line",
    [
        "本文档由某站提供",
        "第一范文网 www.example.cn",
        "更多 范 文",
        "精品 文档",
        "WORD完美整理版",
        "DOCIN.com",
        "视觉中国",
    ],
)
def test_watermarks(line: str) -> None:
    assert codes(f"{FILLER}\n{line}") == ["JZ462"]


@pytest.mark.parametrize(
    "line", ["欢迎下载国家反诈中心", "示范文明社区", "公文处理", "文档管理办法", "免费下载电子书"]
)
def test_no_watermarks(line: str) -> None:
    assert codes(f"{FILLER}\n{line}") == []


GARBLED = (FILLER.encode().decode("gb18030", "replace"), FILLER.encode().decode("cp1252", "replace"))


@pytest.mark.parametrize("noise", [*GARBLED, "\ue123\ue456\ue001" * 8, "\ufffd" * 30])
def test_garbled_runs(noise: str) -> None:
    (made,) = found(make_evidence(f"{FILLER}\n{noise[:60]}\n{FILLER}"))
    assert made.code == "JZ467"
    assert dict(made.details)["quote"] in noise


@pytest.mark.parametrize(
    "text",
    [
        *(FILLER, NOTICE, REPORT, "Città di Mónaco, très élégant, où l'été est chaud", "мир труд май " * 9),
        *(
            "བོད་ཡིག་" * 12,
            "名单：珺、瑀、翀、堃、喆、昇、祎、赟、晗、骁",
            "國家圖書館藏書目錄及閱覽規則的說明",
        ),
    ],
)
def test_what_can_be_read_is_not_garbled(text: str) -> None:
    assert garbled_run(text, RULES.garbled_characters, RULES.garbled_share) == ""


@given(st.text(max_size=80), st.integers(4, 20), st.floats(0.1, 1))
def test_a_garbled_run_is_a_run_of_the_text(text: str, characters: int, share: float) -> None:
    run = garbled_run(text, characters, share)
    assert not run or (run in text and len(run) == characters)


def paper(title: str, body: str, day: date | None = None) -> list[str]:
    return codes(f"{title}\n{body}", title=title, day=day)


@pytest.mark.parametrize(
    ("title", "body", "day"),
    [
        ("2025年工作总结", "2024年，全市新增公园3个。2024年12月完成。", None),
        ("2026年度创建情况汇报", "2023年开展。2024年巩固。2024年10月8日", date(2024, 10, 8)),
        ("2026年工作总结", "正文", date(2023, 3, 1)),
    ],
)
def test_years_that_clash(title: str, body: str, day: date | None) -> None:
    assert paper(title, body, day) == ["JZ471"]


@pytest.mark.parametrize(
    ("title", "body", "day"),
    [
        ("2025年工作总结", "2025年新增公园3个，2024年2个，2023年1个。", date(2026, 1, 5)),
        ("2025年工作总结", "2026年1月5日", date(2026, 1, 5)),
        ("2025年工作总结", "比2024年多", None),
        ("2026年工作方案", "2025年基础较好，2025年完成一期，2025年12月20日", date(2025, 12, 20)),
        ("2023—2024年度文明单位名单", "2022年、2021年、2020年", None),
        ("贯彻《2021年纲要》情况", "2024年，2024年", None),
        ("工作总结", "2019年，2020年", None),
        ("2026年工作计划", "正文", date(2025, 12, 1)),
    ],
)
def test_years_that_agree(title: str, body: str, day: date | None) -> None:
    assert paper(title, body, day) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(
            ("开展活动12场", True),
            ("覆盖百分之八十", True),
            ("新建三十二个站点", True),
            ("两万余人参加", True),
        ),
        *(
            ("满意率92.5%", True),
            ("投入3000万元", True),
            ("2026年3月5日召开会议", False),
            ("第3次会议", False),
        ),
        *(
            ("测政发〔2026〕12号", False),
            ("1．加强领导\n2．强化责任", False),
            ("一是加强领导，一个都不能少", False),
        ),
        *(
            ("电话 0512-12345678", False),
            ("二〇二六年三月", False),
            ("20XX年", False),
            ("依据第十二条", False),
        ),
    ],
)
def test_figures(text: str, *, expected: bool) -> None:
    assert has_figure(text) is expected


def test_reports_need_a_figure() -> None:
    assert codes(FILLER * 2, kind="情况说明") == ["JZ472"]
    assert codes(FILLER * 2 + "共办理1200件。", kind="情况说明") == []
    assert codes(FILLER * 2, kind="规范文件") == []
    assert codes("短", kind="情况说明") == []
