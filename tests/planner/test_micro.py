"""A micro-taper gets gentler in tenths until every fortnight keeps the cap."""

from fractions import Fraction

import pytest

from stepwell.plan.request import Shape
from stepwell.planner.micro import gentler_paces
from stepwell.planner.pace import Pace
from stepwell.quantities import Mass


POINTS = Fraction(5, 2)
PACES = [
    Pace(Shape.PROPORTIONAL, 14, POINTS, reduction=Fraction(1, 5), change_days=1),
    Pace(Shape.HYPERBOLIC, 14, POINTS, points=Fraction(5), change_days=1),
    Pace(Shape.LINEAR, 14, POINTS, amount=Mass.mg("1"), change_days=1),
]


def size_of(pace: Pace) -> Fraction:
    """The size of the step, whatever its kind."""
    if pace.amount is not None:
        return Fraction(pace.amount.nanograms)
    size = pace.reduction if pace.reduction is not None else pace.points
    assert size is not None
    return size


@pytest.mark.parametrize("pace", PACES)
def test_each_try_is_gentler_and_says_why(pace: Pace) -> None:
    """From the whole size to two fifths of it, each with its reason."""
    tried = list(gentler_paces(pace))
    sizes = [size_of(each) for each in tried]
    assert sizes == sorted(set(sizes), reverse=True)
    assert sizes[0] == size_of(pace)
    assert sizes[-1] == size_of(pace) * 2 / 5
    assert all("keeps the cap" in each.reasons[-1].text for each in tried[1:])


def test_a_plain_pace_is_tried_once() -> None:
    """Without a spread there is nothing to make gentler."""
    plain = Pace(Shape.PROPORTIONAL, 14, POINTS, reduction=Fraction(1, 5))
    assert list(gentler_paces(plain)) == [plain]
