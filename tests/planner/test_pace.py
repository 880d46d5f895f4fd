"""The pace: the tier's step unless the request names one, and always within limits."""

from datetime import date
from fractions import Fraction

import pytest
from tests.factories import make_request, override

from stepwell.formulary import load_formulary
from stepwell.plan.limit import Reason
from stepwell.plan.person import Flag, Person, UseHistory
from stepwell.plan.request import PaceWish, Request, Shape
from stepwell.planner.pace import Pace, choose_pace
from stepwell.quantities import Mass
from stepwell.safety.triage import triage


FORMULARY = load_formulary()
RECENT = UseHistory(date(2026, 6, 1))


def pace_of(request: Request) -> Pace:
    """The pace of the request's first drug."""
    drug = FORMULARY.drug(request.drugs[0])
    return choose_pace(request, triage(request, FORMULARY), drug)


def test_the_default_is_ten_percent_every_14_days() -> None:
    """Three months or more of use without a risk feature: 10 % of the current dose."""
    pace = pace_of(make_request(use=RECENT))
    assert (pace.shape, pace.reduction) == (Shape.PROPORTIONAL, Fraction(1, 10))
    assert pace.step_days == 14
    assert pace.words == "10 % of the current dose every 14 days"


def test_short_use_of_a_low_dose_may_take_larger_steps() -> None:
    """One to three months of moderate use is the default; the low-risk tier is 20 %."""
    person = make_request(
        {("lorazepam", "bedtime"): "1 mg"}, use=UseHistory(date(2026, 11, 20))
    )
    assert pace_of(person).reduction == Fraction(1, 5)


@pytest.mark.parametrize(
    "person",
    [
        Person(65),
        Person(40, frozenset({Flag.FAILED_TAPER})),
        Person(40, frozenset({Flag.PAST_SEVERE_WITHDRAWAL})),
        Person(40, frozenset({Flag.INTERDOSE_SYMPTOMS})),
    ],
)
def test_any_higher_risk_feature_halves_the_step(person: Person) -> None:
    """65 years, a failed taper, severe withdrawal or interdose symptoms: 5 %."""
    assert pace_of(make_request(person=person, use=RECENT)).reduction == Fraction(1, 20)


def test_long_acting_drugs_get_28_days_when_cleared_slowly() -> None:
    """Diazepam at 70, or with liver disease, takes longer to settle: 28 days a step."""
    doses = {("diazepam", "bedtime"): "10 mg"}
    old = make_request(doses, person=Person(70), use=RECENT)
    ill = make_request(doses, person=Person(40, frozenset({Flag.LIVER_DISEASE})))
    assert pace_of(old).step_days == 28
    assert any("age 70" in reason.text for reason in pace_of(old).reasons)
    assert pace_of(ill).step_days == 28
    short = make_request(person=Person(70), use=RECENT)
    assert pace_of(short).step_days == 14


def test_a_wish_wins_where_the_limits_allow() -> None:
    """The size, the shape and the length asked for are taken over with a reason."""
    wish = PaceWish(amount=Mass.mg("0.25"), step_days=21)
    pace = pace_of(make_request(pace=wish))
    assert pace.shape is Shape.LINEAR
    assert pace.words == "0.25 milligrams every 21 days"
    assert pace.length_is_wished
    hyperbolic = pace_of(make_request(pace=PaceWish(points=Fraction(2))))
    assert hyperbolic.shape is Shape.HYPERBOLIC
    assert hyperbolic.words == "2 points of modelled occupancy every 14 days"


def test_the_shape_alone_takes_the_size_of_the_tier() -> None:
    """Hyperbolic without a size: 1.3 points for a higher-risk person."""
    pace = pace_of(make_request(pace=PaceWish(shape=Shape.HYPERBOLIC)))
    assert pace.points == Fraction(13, 10)
    linear = pace_of(make_request(pace=PaceWish(shape=Shape.LINEAR), use=RECENT))
    assert linear.words == "10 % of the starting dose every 14 days"


def test_H07_weekly_cuts_add_up_to_what_two_weeks_allow() -> None:
    """A size asked for counts for each cut; a size of the tier means 14 days."""
    asked = PaceWish(reduction=Fraction(1, 10), step_days=7)
    weekly = pace_of(make_request(pace=asked))
    assert (weekly.step_days, weekly.change_days) == (14, 7)
    assert weekly.reduction == 1 - Fraction(81, 100)
    tiered = pace_of(make_request(pace=PaceWish(step_days=7), use=RECENT))
    assert tiered.reduction == Fraction(1, 10)
    three = PaceWish(shape=Shape.LINEAR, reduction=Fraction(1, 50), step_days=3)
    assert pace_of(make_request(pace=three)).reduction == Fraction(5, 50)
    amount = pace_of(make_request(pace=PaceWish(amount=Mass.mg("0.1"), step_days=7)))
    assert amount.amount == Mass.mg("0.2")
    points = pace_of(make_request(pace=PaceWish(points=Fraction(1), step_days=7)))
    assert points.points == 2
    assert points.words.endswith("a little less every 7 days")


def test_a_micro_taper_says_that_it_is_one() -> None:
    """A step spread over its days says so."""
    pace = pace_of(make_request(pace=PaceWish(step_days=14, change_days=1)))
    assert pace.words.endswith("spread over the step: a little less every day")


def test_G02_override_opens_the_cap_only_to_one_half() -> None:
    """A prescriber may go beyond a quarter; nobody beyond a half (G01)."""
    assert pace_of(make_request()).largest_fraction == Fraction(1, 4)
    changed = make_request(**override("G02"))
    assert pace_of(changed).largest_fraction == Fraction(1, 2)


def test_H13_the_limit_in_force_is_among_the_reasons_with_its_rule() -> None:
    """The cap of 14 days, or the half where a prescriber has lifted the cap."""
    quarter = Reason(
        "G02",
        "at most 25 % of the current dose in 14 days, unless a cut is small in itself"
        " (see G02)",
    )
    half = Reason("G01", "never more than half of the current dose in one step")
    assert pace_of(make_request()).reasons[-1] == quarter
    lifted = pace_of(make_request(**override("G02"))).reasons
    assert lifted[-1] == half
    assert quarter not in lifted


def test_a_size_that_was_asked_for_says_so() -> None:
    """It is the first reason after the tier."""
    asked = PaceWish(reduction=Fraction(1, 20), step_days=14)
    said = Reason("request", "the size of the step is the one asked for")
    assert pace_of(make_request(pace=asked)).reasons[1] == said
    assert said not in pace_of(make_request()).reasons
