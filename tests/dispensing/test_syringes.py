"""Volumes that an oral syringe can measure (H12)."""

from decimal import Decimal

from stepwell.dispensing.syringes import measurable_volumes
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


def test_H12_a_volume_between_two_marks_is_not_measured():
    """Too little, between two marks or too much: nobody can draw it up."""
    volumes = measurable_volumes()
    for ml in ("0", "0.08", "0.11", "1.02", "3.1", "5.1", "10.5", "20"):
        assert Volume.ml(ml) not in volumes
