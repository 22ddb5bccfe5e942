import pytest
from hypothesis import given
from hypothesis import strategies as st

from juanzong.extract.doc_numbers import number_in_name, number_on_line, parse


@pytest.mark.parametrize(
    ("text", "value", "regular"),
    [
        ("发改办财金规〔2019〕860号", "发改办财金规〔2019〕860号", True),
        ("发改办财金规〔2019〕860 号", "发改办财金规〔2019〕860号", True),
        ("国办发 〔 2019 〕 35 号", "国办发〔2019〕35号", True),
        ("测政发[2017]3号", "测政发〔2017〕3号", False),
        ("测政发【2015】3号", "测政发〔2015〕3号", False),
        ("测政发（2016）3号", "测政发〔2016〕3号", False),
        ("测政发(2016)3号", "测政发〔2016〕3号", False),
        ("测政发〈2016〉3号", "测政发〔2016〕3号", False),
        ("测政发〔2017〕第3号", "测政发〔2017〕3号", False),
        ("测政发〔2017〕003号", "测政发〔2017〕3号", False),
        ("测政发〔２０１７〕３号", "测政发〔2017〕3号", False),
        ("测政发〔2017年〕3号", "测政发〔2017〕3号", False),
        ("档发（办）〔2012〕7号", "档发（办）〔2012〕7号", True),
        ("A市文明办〔2026〕3号", "A市文明办〔2026〕3号", True),
        ("令第162号", "令第162号", True),
        ("国务院令第722号", "国务院令第722号", True),
        ("公告2023年第12号", "公告2023年第12号", True),
        ("2023年第012号", "2023年第12号", False),
        ("第 722 号", "第722号", True),
        ("〔2026〕3号", "〔2026〕3号", True),
    ],
)
def test_a_number_by_the_rule(text: str, value: str, *, regular: bool) -> None:
    found = parse(text)
    assert found is not None
    assert (found.value, found.regular) == (value, regular)
    assert found.raw == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "关于印发方案的通知",
        "根据《意见》（国发〔2015〕3号）要求",
        "国发〔2015〕3号）、《国",
        "国发〔15〕3号",
        "国发〔2015〕三号",
        "第3条",
        "3号",
        "解放路123号",
    ],
)
def test_what_is_no_number(text: str) -> None:
    assert number_on_line(text) is None


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("  测政发〔2017〕3号  ", "测政发〔2017〕3号"),
        ("（测政发〔2017〕3号）", "测政发〔2017〕3号"),
        ("测政发〔2017〕3号　　　　签发人：甲乙丙", "测政发〔2017〕3号"),
        ("文号：测政发〔2017〕3号", "测政发〔2017〕3号"),
        ("发文字号: 测政发〔2017〕3号", "测政发〔2017〕3号"),
    ],
)
def test_a_number_that_stands_alone_on_its_line(line: str, value: str) -> None:
    found = number_on_line(line)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("10-教科技〔2020〕2号-无文字层", "教科技〔2020〕2号"),
        ("测政发[2017]3号关于交通的通知", "测政发〔2017〕3号"),
        ("关于交通的通知（测政发〔2017〕3号）", "测政发〔2017〕3号"),
        ("测政发〔2017〕3号", "测政发〔2017〕3号"),
        ("关于转发国办发〔2017〕3号文件的通知", None),
        ("贯彻测政发〔2017〕3号情况", None),
        ("2026年第5期简报", None),
        ("第3号楼照片", None),
    ],
)
def test_a_number_in_a_file_name_unless_the_title_quotes_it(name: str, value: str | None) -> None:
    found = number_in_name(name)
    assert (found.value if found else None) == value


ORGANS = st.text("测政办发文明创建市府档教", min_size=1, max_size=10)
BRACKETS = st.sampled_from(["〔〕", "[]", "【】", "（）", "()", "［］"])


@given(ORGANS, st.integers(1949, 2099), st.integers(1, 99999), BRACKETS, st.sampled_from(["", " ", "　"]))
def test_every_spelling_comes_to_the_same_normal_form(
    organ: str, year: int, serial: int, brackets: str, gap: str
) -> None:
    normal = f"{organ}〔{year}〕{serial}号"
    spelt = f"{organ}{gap}{brackets[0]}{year}{brackets[1]}{gap}{serial:03}{gap}号"
    for text in (normal, spelt):
        found = parse(text)
        assert found is not None
        assert (found.value, found.organ) == (normal, organ)
    again = parse(normal)
    assert again is not None
    assert again.regular


@given(st.text(max_size=60))
def test_no_text_raises(text: str) -> None:
    number_on_line(text)
    number_in_name(text)
