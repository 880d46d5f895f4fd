"""Volumes and concentrations: exact, and never mistaken for a mass (H12)."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.quantities import Concentration, Mass, Volume


@given(st.integers(0, 10**7), st.integers(1, 10**6))
def test_H12_the_mass_in_a_volume_is_millilitres_times_strength(microlitres, strength):
    """Millilitres times milligrams per millilitre are the milligrams, exactly."""
    volume, concentration = Volume(microlitres), Concentration(strength)
    mass = concentration.mass_in(volume)
    mg = Decimal(volume.ml_text) * Decimal(concentration.mg_per_ml_text)
    assert Decimal(mass.mg_text) == mg


@given(st.integers(0, 10**9))
def test_millilitres_read_back_give_the_same_volume(microlitres):
    """Text and microlitres are the same volume."""
    assert Volume.ml(Volume(microlitres).ml_text) == Volume(microlitres)


@given(st.integers(1, 10**9))
def test_strength_read_back_gives_the_same_concentration(strength):
    """Text and nanograms per microlitre are the same concentration."""
    concentration = Concentration(strength)
    assert Concentration.mg_per_ml(concentration.mg_per_ml_text) == concentration


@pytest.mark.parametrize(
    ("microlitres", "words"),
    [
        (0, "0 millilitres"),
        (20, "0.02 millilitres"),
        (400, "0.4 millilitres"),
        (1000, "1 millilitre"),
        (1500, "1.5 millilitres"),
        (10_000, "10 millilitres"),
    ],
)
def test_H12_the_unit_of_a_volume_is_written_out(microlitres, words):
    """One millilitre, and millilitres for everything else."""
    assert Volume(microlitres).words == words


@pytest.mark.parametrize("value", ["0.0001", Fraction(1, 3), Decimal("0.0005")])
def test_a_volume_or_strength_that_is_not_exact_is_refused(value):
    """Nothing below a microlitre, or a microgram per millilitre, is rounded."""
    with pytest.raises(ValueError, match="not a whole number"):
        Volume.ml(value)
    with pytest.raises(ValueError, match="not a whole number"):
        Concentration.mg_per_ml(value)


@pytest.mark.parametrize("wrong", [1.0, 0.5, True, "1", None, Fraction(1)])
def test_only_a_whole_number_is_a_volume_or_a_strength(wrong):
    """A float, a truth or a text is neither."""
    with pytest.raises(TypeError):
        Volume(wrong)
    with pytest.raises(TypeError):
        Concentration(wrong)


def test_a_volume_is_not_negative_and_a_strength_is_above_zero():
    """Water without the drug is no product."""
    with pytest.raises(ValueError, match="negative"):
        Volume(-1)
    for nothing in (0, -1):
        with pytest.raises(ValueError, match="above zero"):
            Concentration(nothing)


def test_H12_five_millilitres_are_not_five_milligrams():
    """A volume is not a mass and does not compare with one."""
    assert Volume.ml(5) != Mass.mg(5)
    with pytest.raises(TypeError):
        assert Volume.ml(5) < Mass.mg(5)
