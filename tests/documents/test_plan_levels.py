"""The levels of a plan: of every drug, added up, or compared with diazepam."""

import numpy as np
import pytest

from curves import (
    PLANNED,
    SCALE,
    both_drawn,
    co_drug,
    curve_of,
    example,
    partly_drawn,
    without_model,
)
from factories import FORMULARY, make_person, make_request, override
from stepwell.documents.plan_levels import plan_levels
from stepwell.kinetics.drug_model import drug_model
from stepwell.kinetics.forecast import Forecast, Undrawn
from stepwell.kinetics.people import Eliminator
from stepwell.kinetics.quantities import NEGLIGIBLE
from stepwell.plan.request import Goal
from stepwell.planner import propose
from stepwell.quantities import Mass


DIAZEPAM = {("diazepam", "bedtime"): "5 mg"}
RELEASED_SLOWLY = tuple(
    product.id for product in FORMULARY.products.values() if product.extended_release
)


def of(current, **changes):
    return curve_of(current, goal=Goal(reduce_to=Mass.mg("0.5")), **changes).levels


@pytest.mark.parametrize("name", PLANNED)
def test_every_example_has_a_level(name):
    """Each drug of the examples is known well enough to draw."""
    assert example(name)[2].levels.all_drawn


def test_two_drugs_add_up():
    """The level is the sum of both, each on the same scale, on every day."""
    levels = both_drawn().levels
    assert [each.drug for each in levels.forecasts] == ["diazepam", "lorazepam"]
    for speed in Eliminator:
        parts = [each.exposures[speed].days for each in levels.drawn]
        total = levels.total(speed)
        for name in ("low", "mean", "high"):
            added = sum(getattr(part, name) for part in parts)
            assert np.array_equal(getattr(total, name), added)


def test_two_drugs_are_followed_until_the_slower_is_gone():
    """Lorazepam is gone in a week; diazepam is not, and nothing is cut off."""
    curve = both_drawn()
    days = {len(each.typical.days.mean) for each in curve.levels.drawn}
    assert len(days) == 1
    end = (curve.plan.end - curve.plan.start).days
    assert days.pop() > end + 20
    for each in curve.levels.drawn:
        mean = each.typical.days.mean
        assert mean[-1] <= NEGLIGIBLE * mean[end - 1] or mean[end - 1] == 0


def test_a_drug_without_a_model_has_its_reason():
    """Loprazolam is planned with, and its level is not drawn."""
    levels = without_model().levels
    (only,) = levels.forecasts
    assert isinstance(only, Undrawn)
    assert "grade D" in only.reason
    assert levels.drawn == ()
    assert not levels.all_drawn
    assert levels.compared is None


def test_what_is_known_is_drawn_beside_what_is_not():
    """Diazepam is drawn; it is not taken for the whole."""
    levels = partly_drawn().levels
    assert [type(each) for each in levels.forecasts] == [Forecast, Undrawn]
    assert [each.drug for each in levels.drawn] == ["diazepam"]
    assert not levels.all_drawn


@pytest.mark.parametrize(
    ("person", "words"),
    [
        (make_person("kidney_disease"), "kidney disease"),
        (make_person("pregnant"), "pregnancy"),
    ],
)
def test_some_people_get_a_plan_and_no_level(person, words):
    """Also with a plan that a prescriber agreed to, the reason stands instead."""
    levels = of(DIAZEPAM, person=person, **override("G07"))
    (only,) = levels.forecasts
    assert words in only.reason


def test_under_18_nothing_is_drawn_even_of_a_plan():
    """Should there ever be a plan for somebody of 17, it has no level."""
    proposal = example("diazepam-gb")[0]
    request = make_request(DIAZEPAM, market="gb", person=make_person(age=17))
    (only,) = plan_levels(proposal.plan, request, FORMULARY, SCALE).forecasts
    assert "children and adolescents" in only.reason


@pytest.mark.parametrize(
    ("name", "compared"),
    [
        ("lorazepam-us", True),
        ("alprazolam-us", True),
        ("zopiclone-gb", True),
        ("temazepam-gb", True),
        ("diazepam-gb", False),
        ("clonazepam-gb", False),
    ],
)
def test_only_what_may_swing_is_compared_with_diazepam(name, compared):
    """A long-acting drug needs no comparison."""
    assert (example(name)[2].levels.compared is not None) == compared


def test_the_comparison_has_the_same_mean():
    """As much diazepam as the table calls equal, at the same times, on each day."""
    levels = example("lorazepam-us")[2].levels
    (own,) = levels.drawn
    other = levels.compared
    assert other.drug == "diazepam"
    assert other.typical.today.cavg == pytest.approx(own.typical.today.cavg)
    assert np.array_equal(other.course.history.time_h, own.course.history.time_h)


def test_several_drugs_are_not_compared():
    """Nothing is compared where it would not be clear what with what."""
    assert both_drawn().levels.compared is None


def test_a_co_drug_reaches_the_level():
    """What the request names lifts the level of its plan."""
    usual = of(DIAZEPAM).total(Eliminator.TYPICAL).mean
    lifted = of(DIAZEPAM, co_drugs=(co_drug("fluvoxamine", 20),))
    mean = lifted.total(Eliminator.TYPICAL).mean
    # From day 6 on the step is held, because fluvoxamine comes 14 days later.
    assert mean[:6] == pytest.approx(usual[:6])
    assert np.all(np.diff(mean[7:20]) < 1e-3)
    assert mean[40] > 1.5 * usual[40]


@pytest.mark.parametrize("day", [0, 10_000])
def test_a_co_drug_may_start_on_any_day(day):
    """Neither the first day nor one of long after the plan breaks anything."""
    levels = of(DIAZEPAM, co_drugs=(co_drug("fluvoxamine", day),))
    mean = levels.total(Eliminator.TYPICAL).mean
    usual = of(DIAZEPAM).total(Eliminator.TYPICAL).mean
    assert (mean[5] > usual[5]) == (day == 0)


def test_a_lower_dose_is_followed_to_its_end():
    """A plan that goes on at a lower dose has levels on each of its days."""
    curve = curve_of(DIAZEPAM, goal=Goal(reduce_to=Mass.mg("2.5")))
    days = len(curve.typical.mean)
    assert curve.plan.stop_date is None
    assert days >= (curve.plan.end - curve.plan.start).days + 7
    assert curve.typical.mean[-1] == pytest.approx(0.25, rel=0.01)


@pytest.mark.parametrize("products", [(), RELEASED_SLOWLY])
def test_products_decide_about_the_release(products):
    """A plan of extended-release tablets has the levels of such tablets."""
    named = tuple(each for each in products if each.startswith("us/alprazolam"))
    request = make_request(
        {("alprazolam", "morning"): "3 mg"},
        products=named,
        goal=Goal(reduce_to=Mass.mg("2.5")),
    )
    proposal = propose(request, FORMULARY)
    (found,) = plan_levels(proposal.plan, request, FORMULARY, SCALE).drawn
    drug = FORMULARY.drug("alprazolam")
    assert found.body.known == drug_model(drug, extended_release=bool(named))
