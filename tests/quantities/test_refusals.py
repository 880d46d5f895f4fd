"""What a quantity says when it is refused: one sentence, word for word."""

import re
from fractions import Fraction

import pytest

from stepwell.quantities import Concentration, Mass, QuantityError, Volume
from stepwell.quantities.counts import read_count
from stepwell.quantities.reading import WAY_OUT, read_mass, read_number


TOO_FINE = Fraction(1, 3)


@pytest.mark.parametrize(
    ("make", "error", "sentence"),
    [
        (lambda: Mass(1.5), TypeError, "a mass is a whole number of nanograms"),
        (lambda: Mass(True), TypeError, "a mass is a whole number of nanograms"),
        (lambda: Mass(-1), ValueError, "a mass cannot be negative"),
        (lambda: Volume(1.5), TypeError, "a volume is a whole number of microlitres"),
        (lambda: Volume(-1), ValueError, "a volume cannot be negative"),
        (
            lambda: Concentration(1.5),
            TypeError,
            "a concentration is a whole number of nanograms",
        ),
        (lambda: Concentration(0), ValueError, "a concentration must be above zero"),
        (lambda: read_count("1/5/"), ValueError, '"1/5/" is not a count of tablets'),
    ],
)
def test_H02_what_is_no_quantity_is_refused_in_words(make, error, sentence):
    """The sentence says what the number has to be."""
    with pytest.raises(error, match=f"^{re.escape(sentence)}$"):
        make()


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda: Mass.mg(TOO_FINE), "the mass in nanograms"),
        (lambda: Mass(1).times(TOO_FINE), "the mass in nanograms"),
        (lambda: Volume.ml(TOO_FINE), "the volume in microlitres"),
        (lambda: Concentration.mg_per_ml(TOO_FINE), "the concentration"),
    ],
)
def test_H05_what_is_finer_than_the_smallest_unit_is_never_rounded(make, name):
    """The refusal names which quantity would have been rounded."""
    with pytest.raises(ValueError, match=rf"^{name} is not"):
        make()


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        (".5", "starts with a point"),
        ("05", "may have lost its point after the leading zero"),
        ("0,5", "has a comma"),
        ("1/2", "has a fraction"),
        ("1\u00bd", "has a fraction"),
        ("-1", "is negative"),
        ("\u22121", "is negative"),
        ("X5", "is not a plain number"),
        ("1e3", "is not a plain number"),
        ("1.", "is not a plain number"),
        ("1.2.3", "is not a plain number"),
        ("1234567", "has too many digits"),
    ],
)
def test_H02_each_way_to_slip_has_its_own_words(number, problem):
    """Who wrote it is told what is wrong with it, and what to write."""
    with pytest.raises(QuantityError) as refused:
        read_number(number)
    assert str(refused.value) == f'"{number}" {problem}; {WAY_OUT}'


@pytest.mark.parametrize("unit", ["mcg", "ug", "ML"])
def test_H02_a_unit_that_is_misread_is_named(unit):
    """An abbreviation that has been misread elsewhere is refused by name."""
    with pytest.raises(QuantityError) as refused:
        read_mass(f"5 {unit}")
    hint = 'write "mg" or "micrograms" in full'
    assert str(refused.value) == f'the unit "{unit}" in "5 {unit}" is misread; {hint}'


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("x" * 40, "x" * 40),
        ("x" * 41, "x" * 37 + "..."),
        ("a\x1bb\nc", "a b c"),
    ],
)
def test_a_refused_text_is_shown_short_and_printable(text, shown):
    """Up to 40 characters are shown whole; what a terminal would obey is a space."""
    with pytest.raises(QuantityError) as refused:
        read_number(text)
    assert str(refused.value).startswith(f'"{shown}" is not')


def test_H02_the_smallest_mass_is_a_mass():
    """One nanogram counts as something, none as nothing."""
    assert Mass(1)
    assert not Mass(0)


@pytest.mark.parametrize("text", ["X5 mg", "X 5 mg", "5X mg"])
def test_H02_a_letter_before_a_number_is_never_dropped(text):
    """Only spaces may stand around a number."""
    with pytest.raises(QuantityError):
        read_mass(text)


def test_spaces_around_a_dose_change_nothing():
    """A number keeps its digits, with spaces on either side or two in between."""
    assert read_mass("  5  mg ") == Mass.mg(5)
