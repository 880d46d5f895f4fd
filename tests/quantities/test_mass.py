"""Mass: whole nanograms, exact in every direction."""

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.quantities import Mass
from stepwell.quantities.mass import total


masses = st.integers(0, 10**12 - 1).map(Mass)
WELL_WRITTEN = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]*[1-9])?")


@given(st.integers(1, 10**12 - 1))
def test_H02_milligrams_read_back_give_the_same_mass(nanograms):
    """Decimal text and nanograms are the same mass, by two roads."""
    mass = Mass(nanograms)
    assert Mass.mg(mass.mg_text) == mass
    assert Decimal(mass.mg_text) == Decimal(nanograms).scaleb(-6)


@given(masses)
def test_H02_a_mass_has_a_leading_digit_and_no_trailing_zero(mass):
    """Neither ``.5`` nor ``5.0`` is ever written, nor any exponent."""
    assert WELL_WRITTEN.fullmatch(mass.mg_text)


@pytest.mark.parametrize(
    ("nanograms", "words"),
    [
        (0, "0 milligrams"),
        (1, "0.000001 milligrams"),
        (62_500, "0.0625 milligrams"),
        (125_000, "0.125 milligrams"),
        (500_000, "0.5 milligrams"),
        (1_000_000, "1 milligram"),
        (1_500_000, "1.5 milligrams"),
        (10_000_000, "10 milligrams"),
    ],
)
def test_the_unit_is_written_out(nanograms, words):
    """One milligram, and milligrams for everything else."""
    assert Mass(nanograms).words == words


def test_a_quarter_of_a_quarter_milligram_tablet_is_exact():
    """62.5 micrograms is why micrograms are not fine enough."""
    assert Mass.mg("0.25").times(Fraction(1, 4)) == Mass(62_500)


@pytest.mark.parametrize("value", [Fraction(1, 3), "0.0000001", Decimal("1e-7")])
def test_a_mass_below_a_nanogram_is_refused(value):
    """Thirds are not rounded: they are no mass."""
    with pytest.raises(ValueError, match="not a whole number"):
        Mass.mg(value)


@given(masses, st.integers(1, 40))
def test_H05_a_part_of_a_mass_is_exact_or_refused(mass, parts):
    """Dividing gives back the whole when multiplied, or is not possible."""
    try:
        part = mass.times(Fraction(1, parts))
    except ValueError:
        assert mass.nanograms % parts
    else:
        assert part.times(parts) == mass


@pytest.mark.parametrize("wrong", [1.0, 0.5, True, "1", None, Fraction(1)])
def test_only_a_whole_number_is_a_mass(wrong):
    """A float, a truth or a text is no number of nanograms."""
    with pytest.raises(TypeError):
        Mass(wrong)


def test_a_mass_is_never_negative():
    """Neither made, nor left over by subtraction, nor by a negative factor."""
    with pytest.raises(ValueError, match="negative"):
        Mass(-1)
    with pytest.raises(ValueError, match="negative"):
        Mass(1) - Mass(2)
    with pytest.raises(ValueError, match="negative"):
        Mass(1).times(-1)


@given(st.lists(masses, max_size=8))
def test_H05_a_sum_is_the_sum_of_its_parts(parts):
    """Adding one by one, all at once, and taking away again agree."""
    added = Mass(0)
    for part in parts:
        added = added + part
    assert total(parts) == total(tuple(parts)) == added
    for part in parts:
        added = added - part
    assert added == Mass(0)


@given(masses, masses)
def test_masses_are_ordered_as_their_numbers(one, other):
    """More nanograms is more, and only nothing is false."""
    assert (one < other) == (one.nanograms < other.nanograms)
    assert bool(one) == (one.nanograms != 0)
