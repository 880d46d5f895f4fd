"""Whole numbers shown as decimals, and ratios rounded for show."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.quantities.decimals import rounded_text, scaled_text, whole_number


def rounded_by_decimal(value, places):
    """Round with the decimal module: the other road."""
    with localcontext() as context:
        context.prec = 200
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


@given(
    st.fractions(min_value=-1000, max_value=1000, max_denominator=10**4),
    st.integers(0, 4),
)
def test_H05_rounding_for_show_is_half_up(value, places):
    """What is shown equals the decimal module's rounding, sign included."""
    assert Decimal(rounded_text(value, places)) == rounded_by_decimal(value, places)


@given(st.integers(-10_000, 10_000), st.integers(1, 3))
def test_H05_exactly_half_of_the_last_place_goes_up(halves, places):
    """Ties are the ones that binary floats get wrong."""
    value = Fraction(2 * halves + 1, 2 * 10**places)
    assert Decimal(rounded_text(value, places)) == rounded_by_decimal(value, places)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("12.25", 1, "12.3"),
        ("12.5", 1, "12.5"),
        ("10", 1, "10"),
        ("0.04", 1, "0"),
        ("0.05", 1, "0.1"),
        ("-0.04", 1, "0"),
        ("-0.5", 1, "-0.5"),
        ("-12.25", 1, "-12.3"),
        ("2.5", 0, "3"),
        ("0.125", 2, "0.13"),
    ],
)
def test_a_ratio_is_shown_without_trailing_zeros(value, places, text):
    """Percentages and equivalents look as one would write them by hand."""
    assert rounded_text(Fraction(value), places) == text


@given(st.integers(-(10**15), 10**15), st.integers(1, 9))
def test_scaled_text_is_exact(amount, places):
    """A whole number of a small unit is shown exactly as the larger one."""
    text = scaled_text(amount, places)
    assert Decimal(text) == Decimal(amount).scaleb(-places)
    assert not text.startswith((".", "-."))
    assert "." not in text or not text.endswith(("0", "."))


@given(st.integers(), st.integers(1, 10**6))
def test_H05_a_number_is_whole_or_refused(numerator, denominator):
    """Nothing is rounded on the way to a whole number."""
    value = Fraction(numerator, denominator)
    if value.denominator == 1:
        assert whole_number(value, "the thing") == value
    else:
        with pytest.raises(ValueError, match="the thing is not a whole number"):
            whole_number(value, "the thing")
