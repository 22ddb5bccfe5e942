import pytest
from hypothesis import given
from hypothesis import strategies as st

from juanzong.index.query import (
    AllOf,
    AnyOf,
    Days,
    Node,
    Not,
    Pattern,
    Value,
    Words,
    holds,
    parse,
    proved_by_index,
    sought,
)
from tests.index.corpus import document


@pytest.mark.parametrize(
    ("query", "node"),
    [
        ("交通秩序", Words(None, "交通秩序")),
        ("交通 秩序", AllOf((Words(None, "交通"), Words(None, "秩序")))),
        ("交通 AND 秩序", AllOf((Words(None, "交通"), Words(None, "秩序")))),
        ('"new  york"', Words(None, "new york")),
        ("issuer:公安局", Words("issuer", "公安局")),
        ("责任者：公安局", Words("issuer", "公安局")),
        ('title:"a b"', Words("title", "a b")),
        ("kind:统计表格", Value("kind", "统计表格")),
        ("date:[20230101 TO 20231231]", Days(20230101, 20231231)),
        ("date:[* TO 2023-05]", Days(10101 - 10100, 20230531)),
        ("date:2024", Days(20240101, 20241231)),
        ("日期:202402", Days(20240201, 20240229)),
        ("甲 OR 乙 丙", AnyOf((Words(None, "甲"), AllOf((Words(None, "乙"), Words(None, "丙")))))),
        ("(甲 OR 乙) 丙", AllOf((AnyOf((Words(None, "甲"), Words(None, "乙"))), Words(None, "丙")))),
        ("甲 NOT 乙", AllOf((Words(None, "甲"), Not(Words(None, "乙"))))),
        ("-乙", Not(Words(None, "乙"))),
        ("创建?城市", Pattern(None, ("创建", "城市"), "创建[^\x01]城市")),
        ("", None),
        ("()", None),
        ("kind:", Words(None, "kind:")),
        ("date:昨天", Words(None, "date:昨天")),
        ("10:30", Words(None, "10:30")),
        ("（一）加强", Words(None, "[一]加强")),
    ],
)
def test_query(query: str, node: Node | None) -> None:
    assert parse(query) == node


def test_plain_takes_all_of_it_as_text() -> None:
    assert parse("issuer:公安局 -a*", plain=True) == AllOf((Words(None, "issuer:公安局"), Words(None, "-a*")))


@given(st.text(st.sampled_from('甲乙a1 ()[]"*?-:：ANDORNOTdate,TO2023issuer'), max_size=40))
def test_nothing_typed_is_an_error(query: str) -> None:
    node = parse(query)
    if node:
        one = document(3)
        holds(node, one, dict(zip(("title", "number", "issuer", "caption", "body"), one.fields, strict=True)))
        sought(node)
        proved_by_index(node)
