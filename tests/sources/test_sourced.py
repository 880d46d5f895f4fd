"""Values that carry where they come from."""

from dataclasses import FrozenInstanceError
from decimal import Decimal

import pytest

from stepwell.sources import Mark, Sourced


def test_there_are_three_marks():
    """Seen in a source, computed from such, or neither."""
    assert [mark.value for mark in Mark] == ["verified", "derived", "unverified"]


def test_a_value_has_no_mark_by_default():
    """Nobody forgets to say how far a value was checked."""
    with pytest.raises(TypeError):
        Sourced(value=Decimal(1))


def test_a_sourced_value_does_not_change():
    """It is a value: another one is made instead."""
    value = Sourced(Mark.VERIFIED, value=Decimal("0.5"), unit="L/h", works=("a",))
    with pytest.raises(FrozenInstanceError):
        value.value = Decimal(5)
