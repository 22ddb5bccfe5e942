"""Personal data in lists, and what is left of a text when they are taken out."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juanzong.load.privacy import Personal, PersonalAction, PersonalKind, PersonalRule
from juanzong.model import Block, BlockKind, Page
from juanzong.screen.personal import (
    DELETED,
    Linear,
    Rules,
    edits,
    find,
    hide,
    hide_in_pages,
    linear,
    masked,
    rewritten,
    rewritten_pages,
)
from tests.screen.people import CARD, ID, ID_FORMS, LATEST, MOBILE, MOBILE_FORMS, ids, mobiles

RULES = Rules.of(Personal(), LATEST)
EVERY = frozenset(PersonalKind)
ADDRESS = "云泽市临江区望湖路12号荷塘月色小区3号楼2单元501室"


def _kinds(text: str) -> list[tuple[str, str]]:
    return [(one.kind.value, text[slice(*one.span)]) for one in find(Linear(text), EVERY, LATEST)]


def _hidden(text: str, rules: Rules = RULES) -> str:
    return hide(text, rules)[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"身份证号：{ID}，电话{MOBILE}。", f"身份证号：{'*' * 14}{ID[-4:]}，电话139****5678。"),
        (f"卡号 {CARD}", f"卡号 {'*' * 15}{CARD[-4:]}"),
        ("联系 010-62345678 或 a@example.com", "联系 010-62345678 或 a@example.com"),
        (f"家庭住址：{ADDRESS} 联系电话：无", f"家庭住址：{DELETED} 联系电话：无"),
        ("出生日期：1990年3月7日，汉族", f"出生日期：{DELETED}，汉族"),
        ("身份证号：110101199003079999（误）", f"身份证号：{'*' * 14}9999（误）"),
        (f"{MOBILE[:7]}\n{MOBILE[7:]}", "139****\n5678"),
    ],
)
def test_the_default_policy(text: str, expected: str) -> None:
    assert _hidden(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("热线12345，110，400-810-1234", "2026年3月5日召开会议", "建校生日庆典2026年举行"),
        *("出生日期：2019年9月1日至2020年8月31日的适龄儿童", "家庭住址等信息不得公开", "户籍地址、住址"),
        *("市政务服务中心3号楼2单元501室办理", "荷塘村三组12号路灯已修", "测政发〔2026〕12号"),
    ],
)
def test_what_is_no_personal_data(text: str) -> None:
    assert _kinds(text) == []


@pytest.mark.parametrize(
    "text",
    [
        *(
            "出生年月：1985.03",
            "出生日期 19850307",
            "出生年月日\n1985-3-7",
            "出生日期\t一九八五年三月七日",
            "生日：3",
        ),
    ],
)
def test_dates_of_birth_behind_a_label(text: str) -> None:
    assert [kind for kind, _ in _kinds(text)] == ([] if text == "生日：3" else ["birth_date"])


@pytest.mark.parametrize(
    "text",
    [
        f"张某\t{ADDRESS}",
        f"张某 {MOBILE} {ADDRESS}",
        "荷塘村三组12号 李某\n荷塘村五组7号 王某\n荷塘村十一组101号 赵某",
        "张某，荷塘村第3村民小组12号\t男",
        "现住址：幸福里5幢1203室",
    ],
)
def test_homes_in_lists(text: str) -> None:
    found = [text for kind, text in _kinds(text) if kind == "home_address"]
    assert found
    assert all(one.endswith(("室", "号")) for one in found)
    assert not any(char.isdigit() and one in _hidden(text) for one in found for char in one)


def _page(*rows: tuple[str, ...]) -> tuple[Page, ...]:
    return (Page(1, (Block(BlockKind.PARAGRAPH, "名单"), Block(BlockKind.TABLE, rows=rows))),)


def _masked_pages(pages: tuple[Page, ...], rules: Rules = RULES) -> tuple[Page, ...]:
    return hide_in_pages(pages, rules)[0]


def test_columns_say_what_their_cells_are() -> None:
    pages = _page(
        ("登记表", "", "", "", ""),
        ("姓名", "身份证号码", "出生年月", "家庭住址", "银行卡号"),
        ("张某", "110101199003079999", "1990.3", "荷塘村三组", "1234 5678 9012 3456"),
        ("李某", "无", "不详", "", "—"),
        ("王某", "110101900307123", "1985-11-30", "望湖路8号", "6222 0000 1111 2222 333"),
    )
    first, *_, bad, last = _masked_pages(pages)[0].blocks[1].rows[1:]
    assert first == pages[0].blocks[1].rows[1]
    assert bad == ("李某", "无", "不详", "", "—")
    assert last == ("王某", "*" * 11 + "7123", DELETED, DELETED, "**** **** **** ***2 333")


def test_addresses_of_units_stay_and_those_of_people_go() -> None:
    units = _page(("单位", "地址", "电话"), ("图书馆", "望湖路8号", "62345678"))
    assert _masked_pages(units) == units
    people = _page(("姓名", "性别", "地址"), ("张某", "男", "望湖路8号"))
    assert _masked_pages(people)[0].blocks[1].rows[1] == ("张某", "男", DELETED)


def test_no_number_goes_from_one_row_to_the_next() -> None:
    rows = _page(("甲", MOBILE[:7]), (MOBILE[7:], "乙"))
    assert _masked_pages(rows) == rows


def test_an_id_in_a_form_of_single_cells_is_masked_cell_by_cell() -> None:
    row = tuple(ID)
    assert _masked_pages(_page(row))[0].blocks[1].rows == ((*["*"] * 14, *ID[-4:]),)


def test_ocr_is_read_with_more_patience() -> None:
    misread = ID[:5] + ("8" if ID[5] != "8" else "3") + ID[6:]
    pages = (
        Page(1, (Block(BlockKind.PARAGRAPH, misread),)),
        Page(2, (Block(BlockKind.PARAGRAPH, misread),), ocr=True),
    )
    first, second = _masked_pages(pages)
    assert (first.text, second.text) == (misread, "*" * 14 + misread[-4:])
    assert find(linear(pages[:1], ocr=True), RULES.kinds, LATEST)


def test_a_mask_never_keeps_so_much_that_it_hides_nothing() -> None:
    rule = PersonalRule(action=PersonalAction.MASK, keep_first=6, keep_last=4)
    assert masked(ID, rule) == ID[:6] + "********" + ID[-4:]
    assert masked("62345678", rule) == "********"
    assert masked("022-62345678", rule) == "***-********"


def test_a_list_of_minors_loses_everything() -> None:
    strict = RULES.for_minors()
    assert _hidden(f"{ID}，{MOBILE}，010-62345678，a@example.com", strict) == "，".join([DELETED] * 4)


def test_a_policy_may_allow_everything() -> None:
    allowed = {kind.value: {"action": "allow"} for kind in PersonalKind}
    rules = Rules.of(Personal.model_validate(allowed), LATEST)
    assert _hidden(f"{ID} {MOBILE}", rules) == f"{ID} {MOBILE}"


def test_what_is_left_out_of_a_rule_is_as_in_the_default_one() -> None:
    policy = Personal.model_validate({"resident_id": {"keep_first": 6}, "mobile": {"action": "delete"}})
    assert policy.resident_id == PersonalRule(action=PersonalAction.MASK, keep_first=6, keep_last=4)
    assert policy.mobile.action is PersonalAction.DELETE
    assert policy.bank_card == Personal().bank_card


words = st.text("张某关于通知的说明：，。 \n\t()0123456789年月日号-ab", max_size=30)
planted = st.one_of(
    st.builds(lambda form, number: form(number), st.sampled_from(list(ID_FORMS.values())), ids),
    st.builds(lambda form, number: form(number), st.sampled_from(list(MOBILE_FORMS.values())), mobiles),
    st.just(ADDRESS),
    st.just(f"家庭住址：{ADDRESS}"),
    st.builds("出生日期：{:%Y-%m-%d}".format, st.dates(date(1930, 1, 1), date(2020, 1, 1))),
    st.just(CARD),
    words,
)
texts = st.builds("".join, st.lists(planted, max_size=6))
policies = st.sampled_from([RULES, RULES.for_minors()])


@given(text=texts, rules=policies)
def test_nothing_is_found_in_what_was_masked(text: str, rules: Rules) -> None:
    once = _hidden(text, rules)
    assert hide(once, rules)[1].total() == 0
    assert _hidden(once, rules) == once


@given(text=texts, rules=policies)
def test_masking_changes_nothing_outside_of_what_was_found(text: str, rules: Rules) -> None:
    changes = edits(text, find(Linear(text), rules.kinds, LATEST), rules.by_kind)
    kept, at = [], 0
    for change in changes:
        kept.append(text[at : change.start])
        assert not {"\n", "\t"} & set(text[change.start : change.end])
        at = change.end
    made = rewritten(text, changes)
    for piece in (*kept, text[at:]):
        assert piece in made
        made = made[made.index(piece) + len(piece) :]


cells = st.one_of(planted, st.just(""))
tables = st.lists(st.lists(cells, min_size=1, max_size=4).map(tuple), min_size=1, max_size=5).map(tuple)


@given(rows=tables, head=texts, rules=policies)
def test_pages_are_rewritten_as_their_text_is(
    rows: tuple[tuple[str, ...], ...], head: str, rules: Rules
) -> None:
    pages = (
        Page(1, (Block(BlockKind.PARAGRAPH, head), Block(BlockKind.TABLE, rows=rows))),
        Page(2, ()),
        Page(3, (Block(BlockKind.TABLE, rows=((),)), Block(BlockKind.HEADING, head, 1))),
    )
    source = linear(pages)
    changes = edits(source.text, find(source, rules.kinds, LATEST), rules.by_kind)
    made = rewritten_pages(pages, changes)
    assert linear(made).text == rewritten(source.text, changes)
    assert [[block.kind for block in page.blocks] for page in made] == [
        [block.kind for block in page.blocks] for page in pages
    ]
