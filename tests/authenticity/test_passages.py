import pytest
from hypothesis import given
from hypothesis import strategies as st

from juanzong.authenticity.passages import passage, quoted, unsaid
from tests.values import make_evidence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("电话13912345678。", "电话…。"),
        ("证号 110101 19900307 851X 止", "证号 … 止"),
        ("邮箱zhang.san@example.org。", "邮箱…。"),
        ("2026年3月5日，86处", "2026年3月5日，86处"),
    ],
)
def test_nobodys_number_is_said(text: str, expected: str) -> None:
    assert unsaid(text) == expected


def test_a_passage_is_found_on_its_page() -> None:
    one = make_evidence("第一页\n甲乙丙\f第二页\n丁戊己")
    text = one.extraction.text
    for word, page in (("甲乙", 1), ("丁戊", 2), ("第二", 2)):
        at = text.index(word)
        seen = passage(one, at, at + 2)
        assert seen.page == page
        assert word in seen.quote


@given(st.text(st.sampled_from("甲乙1 \n\t@x"), min_size=1, max_size=200), st.data())
def test_a_quote_is_short_and_on_one_line(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start, len(text)))
    quote = quoted(text, start, end)
    assert len(quote) <= 60
    assert "\n" not in quote
