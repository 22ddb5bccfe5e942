from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juanzong.extract.dates import day_in_name, days

EARLIEST = date(1949, 10, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2016年3月5日", date(2016, 3, 5)),
        ("2016 年 3 月 5 日", date(2016, 3, 5)),
        ("２０１６年０３月０５日", date(2016, 3, 5)),
        ("二〇一六年三月五日", date(2016, 3, 5)),
        ("二○一六年十月二十一日", date(2016, 10, 21)),
        ("二O一六年十二月三十一日", date(2016, 12, 31)),
        ("二零一六年一月十日", date(2016, 1, 10)),
        ("一九八六年十一月二十日", date(1986, 11, 20)),
        ("二〇一六年元月廿一日", date(2016, 1, 21)),
        ("2016-03-05", date(2016, 3, 5)),
        ("2016.3.5", date(2016, 3, 5)),
        ("2016/03/05", date(2016, 3, 5)),
        ("于2016年3月5日印发", date(2016, 3, 5)),
    ],
)
def test_a_day_in_a_text(text: str, day: date) -> None:
    assert [found.day for found in days(text, EARLIEST)] == [day]


@pytest.mark.parametrize(
    "text",
    [
        "2016年13月5日",
        "2016年2月30日",
        "二〇一六年二月三十日",
        "2016年3月",
        "1948年3月5日",
        "12016年3月5日",
        "2016.3.5.7",
        "192.168.3.5",
        "2016-3/5",
        "3月5日",
        "〇〇〇〇年〇月〇日",
    ],
)
def test_what_is_no_day(text: str) -> None:
    assert list(days(text, EARLIEST)) == []


def test_days_come_in_order_with_their_places() -> None:
    text = "自2026-01-02起至二〇二六年三月四日止"
    found = list(days(text, EARLIEST))
    assert (
        [text[d.start : d.end] for d in found]
        == [d.raw for d in found]
        == ["2026-01-02", "二〇二六年三月四日"]
    )


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("中华人民共和国学前教育法_20241108", date(2024, 11, 8)),
        ("会议照片2026年3月5日", date(2026, 3, 5)),
        ("IMG_20260305_101500", date(2026, 3, 5)),
        ("2026-03-05 签到表", date(2026, 3, 5)),
        ("2026年3月工作台账", date(2026, 3, 1)),
        ("档号20261305", None),
        ("电话13820260305", None),
        ("2026年度总结", None),
        ("第3批名单", None),
    ],
)
def test_a_day_in_a_name(name: str, day: date | None) -> None:
    found = day_in_name(name, EARLIEST)
    assert (found.day if found else None) == day


NUMERALS = "〇一二三四五六七八九"


def han(number: int) -> str:
    tens, ones = divmod(number, 10)
    return (
        ("" if tens == 0 else NUMERALS[tens] if tens > 1 else "")
        + "十" * (tens > 0)
        + NUMERALS[ones] * (ones > 0)
    )


@given(st.dates(EARLIEST, date(2099, 12, 31)))
def test_every_day_is_read_in_both_numerals(day: date) -> None:
    year = "".join(NUMERALS[int(digit)] for digit in str(day.year))
    for text in (f"{day.year}年{day.month}月{day.day}日", f"{year}年{han(day.month)}月{han(day.day)}日"):
        assert [found.day for found in days(text, EARLIEST)] == [day]


@given(st.text("0123456789一二三〇十年月日-./ ", max_size=40))
def test_no_text_raises(text: str) -> None:
    assert all(found.day >= EARLIEST for found in days(text, EARLIEST))
    day_in_name(text, EARLIEST)
