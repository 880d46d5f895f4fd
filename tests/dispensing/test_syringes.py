"""Volumes that an oral syringe can measure (H12)."""

from decimal import Decimal

import pytest

from stepwell.dispensing.syringes import SYRINGES, measurable_volumes, syringe_for
from stepwell.quantities import Volume


# Size, distance of the marks and least volume in millilitres.
MARKED = [
    ("1", "0.02", "0.1"),
    ("3", "0.1", "1"),
    ("5", "0.2", "3"),
    ("10", "0.5", "5"),
]


def counted_along_the_marks():
    """Step along the marks of each syringe: the other road to the volumes."""
    found = set()
    for size, mark, least in MARKED:
        at = Decimal(0)
        while (at := at + Decimal(mark)) <= Decimal(size):
            if at >= Decimal(least):
                found.add(at)
    return sorted(found)


def test_H12_every_measurable_volume_stands_on_a_mark():
    """From 0.1 to 10 ml, in order, and nothing between two marks."""
    volumes = measurable_volumes()
    assert [Decimal(each.ml_text) for each in volumes] == counted_along_the_marks()
    assert (volumes[0], volumes[-1]) == (Volume.ml("0.1"), Volume.ml(10))


def test_H12_each_measurable_volume_fits_its_syringe():
    """The smallest that holds it, from its least volume up, on one of its marks."""
    for volume in measurable_volumes():
        syringe = syringe_for(volume)
        assert syringe.least <= volume <= syringe.size
        assert volume.microlitres % syringe.mark.microlitres == 0
        smaller = [each for each in SYRINGES if each.size < syringe.size]
        assert all(each.size < volume for each in smaller)


@pytest.mark.parametrize(
    "ml", ["0", "0.08", "0.11", "1.02", "3.1", "5.1", "10.5", "20"]
)
def test_H12_a_volume_without_a_mark_has_no_syringe(ml):
    """Too little, between two marks or too much: nobody can measure it."""
    with pytest.raises(ValueError, match="no syringe"):
        syringe_for(Volume.ml(ml))
