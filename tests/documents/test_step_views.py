"""The numbers of a step: exact where they are taken, outwards where they compare."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from factories import FORMULARY, START, make_request, tablets
from stepwell.documents import plan_view
from stepwell.documents.step_views import outward
from stepwell.plan.plan import Dose, Plan, Step
from stepwell.plan.proposal import Proposal
from stepwell.plan.regimen import Regimen
from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass
from stepwell.sources import load_bibliography


def example():
    """The step of the contract: 2 mg of lorazepam become 1.75 mg."""
    doses = (
        Dose(
            DoseTime.MORNING,
            "lorazepam",
            Mass.mg(1),
            (tablets("us/lorazepam/tablet/1", "1"),),
        ),
        Dose(
            DoseTime.BEDTIME,
            "lorazepam",
            Mass.mg("0.75"),
            (tablets("us/lorazepam/tablet/0.5", "3/2"),),
        ),
    )
    before = Regimen.of(
        ("lorazepam", time, Mass.mg(1)) for time in (DoseTime.MORNING, DoseTime.BEDTIME)
    )
    plan = Plan(START, before, (Step(1, START, 14, doses),), date(2027, 1, 18))
    proposal = Proposal(make_request(), plan, (), (), table="vadod2021")
    return plan_view(proposal, FORMULARY, load_bibliography()).steps[0]


def test_step_of_the_contract():
    """12.5 per cent less, 8.75 to 17.5 mg of diazepam, sentence and parts as agreed."""
    step = example()
    assert step.total_mg == (("lorazepam", "1.75"),)
    assert (step.low, step.high) == ("8.75", "17.5")
    assert step.percent == "12.5"
    assert step.doses[1].text == (
        "Take one and a half 0.5 milligram tablets of lorazepam (0.75 milligrams)"
        " at bedtime"
    )
    assert step.doses[1].take[0].count == "1 1/2"


def test_points_are_the_fall_of_modelled_occupancy():
    """From 10 to 8.75 mg of diazepam by the table in use: computed again by hand."""
    before, after = Fraction("10"), Fraction("8.75")
    fall = 100 * before / (before + Fraction("24.7")) - 100 * after / (
        after + Fraction("24.7")
    )
    assert example().points == f"{float(fall):.1f}"


def test_ranges_are_rounded_outwards():
    """A range shown with two decimals always contains the exact one."""
    assert outward(Fraction(1, 3), Fraction(1, 3)) == ("0.33", "0.34")
    assert outward(Fraction(5, 4), Fraction(5, 2)) == ("1.25", "2.5")
    assert outward(Fraction(0), Fraction(0)) == ("0", "0")


def test_the_total_of_several_drugs_is_said_as_a_list():
    """Commas, and one "and"."""
    drugs = (("lorazepam", "2"), ("diazepam", "5"), ("zopiclone", "7.5"))
    assert replace(example(), total_mg=drugs).total_words == (
        "2 mg of lorazepam, 5 mg of diazepam and 7.5 mg of zopiclone"
    )
