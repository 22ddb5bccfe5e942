"""Numbers are shown exactly as they are rounded on paper."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juanzong.decimals import decimal, percent


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("87.42", "87.42"),
        ("90", "90.00"),
        ("0.00005", "0.0001"),
        ("0.00004", "0.00"),
        ("-0.00004", "0.00"),
        ("-2.5", "-2.50"),
        ("5/6", "0.8333"),
        ("2/3", "0.6667"),
        ("1.23450", "1.2345"),
        ("99.99995", "100.00"),
    ],
)
def test_scores_have_two_to_four_decimals(value: str, shown: str) -> None:
    assert decimal(Fraction(value)) == shown


def test_shares_are_per_cent() -> None:
    assert percent(Fraction(963, 1032)) == "93.31%"
    assert [percent(Fraction(n, 8)) for n in (0, 1, 8)] == ["0%", "12.5%", "100%"]


@given(st.fractions(min_value=-1000, max_value=1000))
def test_what_is_shown_is_within_half_of_the_last_place(value: Fraction) -> None:
    assert abs(Fraction(Decimal(decimal(value))) - value) <= Fraction(1, 20000)
    assert decimal(-value).removeprefix("-") == decimal(value).removeprefix("-")
