"""Numbers of people are found in every written form, and other numbers are left alone."""

from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juanzong.screen.numbers import (
    bank_cards,
    emails,
    fold,
    is_resident_id,
    landlines,
    mobiles,
    resident_ids,
    unsure_numbers,
)
from tests.screen.people import CARD, ID, ID_FORMS, ID_X, LATEST, MOBILE_FORMS, card_of, ids
from tests.screen.people import mobiles as some_mobiles

around = st.sampled_from(
    [("", ""), ("居民", "，已核实"), ("序号 1 ", " 备注"), ("（", "）"), ("\n", "\n"), ("\t", "\t无")]
)


def _digits(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The letters and digits of all that was found, each once."""
    places = sorted({place for span in spans for place in range(*span)})
    return "".join(char for char in map(fold(text).__getitem__, places) if char.isalnum())


@pytest.mark.parametrize("form", ID_FORMS.values(), ids=ID_FORMS)
@given(number=ids, sides=around)
def test_every_form_of_an_id_is_found(
    form: Callable[[str], str], number: str, sides: tuple[str, str]
) -> None:
    text = f"{sides[0]}{form(number)}{sides[1]}"
    assert _digits(text, resident_ids(fold(text), LATEST)) == number


@given(number=ids, at=st.integers(1, 17))
def test_an_id_broken_anywhere_is_found(number: str, at: int) -> None:
    text = f"居民{number[:at]}\n{number[at:]}，男"
    assert _digits(text, resident_ids(text, LATEST)) == number


@given(st.lists(ids, min_size=2, max_size=5))
def test_ids_in_a_row_are_all_found(numbers: list[str]) -> None:
    text = " ".join(numbers)
    assert _digits(text, resident_ids(text, LATEST)) == "".join(numbers)


@given(number=ids, place=st.integers(0, 17), digit=st.integers(0, 9))
def test_the_check_digit_catches_every_single_error(number: str, place: int, digit: int) -> None:
    changed = number[:place] + str(digit) + number[place + 1 :]
    assert is_resident_id(changed, LATEST) is (changed == number)


@pytest.mark.parametrize(
    "text",
    [
        *("990101199003071234", "110101209901011234", "110101199013071234", "110101199002301234"),
        *(f"{ID}1", f"1{ID}", f"{ID[:17]}", "2026-03-05 10:30:00 123456", "3.14159265358979323846"),
        "91110000100000000X 统一社会信用代码",
    ],
)
def test_other_numbers_are_no_ids(text: str) -> None:
    assert not list(resident_ids(text, LATEST))


@pytest.mark.parametrize("form", MOBILE_FORMS.values(), ids=MOBILE_FORMS)
@given(number=some_mobiles)
def test_every_form_of_a_mobile_number_is_found(form: Callable[[str], str], number: str) -> None:
    text = form(number)
    assert _digits(text, mobiles(fold(text))) == number


@pytest.mark.parametrize(
    "text",
    [
        *("12345", "110", "热线12345", "400-810-1234", "4008101234", "010-62345678", "12800001111"),
        *("139123456789", "0.13912345678", "13912345678元", "13912345678.50", "15412345678"),
        *("2026 155 1200 3400 9", "共158\n20260105起施行", "155\t1200\t3400"),
    ],
)
def test_other_numbers_are_no_mobiles(text: str) -> None:
    assert not list(mobiles(text))


@pytest.mark.parametrize(
    "text",
    [
        *(CARD, " ".join(CARD[n : n + 4] for n in range(0, 19, 4)), f"{CARD[:6]} {CARD[6:]}"),
        *(
            f"卡号{CARD}。",
            f"{CARD[:9]}\n{CARD[9:]}",
            card_of("622848001234567"),
            card_of("955880012345678901"),
        ),
        f"{card_of('622848001234567')} 2026",
    ],
)
def test_cards_are_found(text: str) -> None:
    assert len(list(bank_cards(text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        f"{CARD[:-1]}{(int(CARD[-1]) + 1) % 10}",
        "1234567890123456",
        "6222",
        card_of("123456789012345"),
        f"{CARD}1",
    ],
)
def test_other_numbers_are_no_cards(text: str) -> None:
    assert not list(bank_cards(text))


@pytest.mark.parametrize("text", ["010-62345678", "(0551)6234567", "0551 62345678-802", "021－62345678"])
def test_landlines_have_their_area_code(text: str) -> None:
    assert [fold(text)[a:b] for a, b in landlines(fold(text))] == [fold(text)]


@pytest.mark.parametrize(
    "text", ["12345", "96110", "400-810-1234", "2026-03051234", "62345678", "1010-62345678"]
)
def test_hotlines_and_others_are_no_landlines(text: str) -> None:
    assert not list(landlines(text))


def test_emails_are_found() -> None:
    assert [*emails("信箱 a.b-c@mail.example.cn，"), *emails("a @ b，微博@某某")] == [(3, 24)]


@pytest.mark.parametrize(
    "read",
    [
        *(ID[:5] + ("8" if ID[5] != "8" else "3") + ID[6:], ID[:9] + ID[10:], ID[:4] + "7" + ID[4:]),
        *(ID.replace("0", "O", 1), ID.replace("1", "l", 2), ID_X.replace("X", "×"), ID_X[:17] + "1"),
    ],
)
def test_ocr_may_misread_one_character_of_an_id(read: str) -> None:
    text = fold(f"居民身份 {read} 男")
    assert [(is_id, text[a:b]) for is_id, (a, b) in unsure_numbers(text, LATEST)] == [(True, fold(read))]


def test_ocr_may_take_two_digits_of_a_mobile_number_for_letters() -> None:
    assert [is_id for is_id, _ in unsure_numbers("电话 139I23456O8", LATEST)] == [False]
    assert not list(unsure_numbers("编号 20260305103000123456 和 123456789012345678", LATEST))


@given(st.text())
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)
