"""Modelled numbers are written with two figures, and never with an exponent."""

import re
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.documents.figures import about_days, figures, percent


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (0.0, "0"),
        (1.86, "1.9"),
        (1.0, "1.0"),
        (26.9, "27"),
        (99.4, "99"),
        (123.4, "120"),
        (123456.0, "120000"),
        (0.05, "0.050"),
        (0.0123, "0.012"),
        (1e-9, "0.0000000010"),
        (-1.86, "-1.9"),
    ],
)
def test_two_figures(number, text):
    """Two significant figures, and a zero where it says how exact the number is."""
    assert figures(number) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [(0.996, "1.0"), (9.96, "10"), (99.6, "100"), (0.0996, "0.10"), (999.0, "1000")],
)
def test_rounding_up_to_a_new_digit_adds_no_figure(number, text):
    """9.96 is 10 and not 10.0, which would claim to be known to a tenth."""
    assert figures(number) == text


def test_other_numbers_of_figures():
    """Three figures if they are asked for."""
    assert figures(1.8649, 3) == "1.86"
    assert figures(0.5, 1) == "0.5"


def test_numbers_of_numpy_are_numbers():
    """A number from an array is written like any other."""
    assert figures(np.float64(1.86)) == "1.9"
    assert percent(np.float64(0.934)) == "93"


@given(st.floats(1e-12, 1e12))
def test_figures_are_near_and_plain(number):
    """Nobody needs to read an exponent, and the number is right to half a figure."""
    text = figures(number)
    assert re.fullmatch(r"(0|[1-9]\d*)(\.\d+)?", text)
    assert float(text) == pytest.approx(number, rel=0.05)
    assert len(Decimal(text).normalize().as_tuple().digits) <= 2


@pytest.mark.parametrize(
    ("share", "text"), [(0, "0"), (0.934, "93"), (1.0, "100"), (0.0049, "0")]
)
def test_percent(share, text):
    """Whole percentages."""
    assert percent(share) == text


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (0.2, "less than a day"),
        (0.75, "about a day"),
        (1.4, "about a day"),
        (1.6, "about 2 days"),
        (9.41, "about 9 days"),
    ],
)
def test_days_in_words(days, text):
    """Nobody knows the hours of it."""
    assert about_days(days) == text
