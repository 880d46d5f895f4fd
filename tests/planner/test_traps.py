"""Each way in which other planners failed, as a test (the traps of the peer survey)."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from tests.factories import make_request

from stepwell.formulary import load_formulary
from stepwell.plan.finding import Severity
from stepwell.plan.person import Flag, Person, UseHistory
from stepwell.plan.plan import Plan
from stepwell.plan.request import Goal, PaceWish, Request, Shape
from stepwell.planner import propose
from stepwell.quantities import Mass
from stepwell.safety.scale import Scale


FORMULARY = load_formulary()
DIAZEPAM_20 = {("diazepam", "bedtime"): "20 mg"}
ALPRAZOLAM_6 = {
    ("alprazolam", time): "2 mg" for time in ("morning", "midday", "bedtime")
}


def plan_of(request: Request) -> Plan:
    """The plan of a request that has one."""
    plan = propose(request, FORMULARY).plan
    assert plan is not None
    return plan


def days_from_start(plan: Plan) -> list[tuple[int, int]]:
    """When each step begins and how long it lasts, without the calendar."""
    return [((step.start - plan.start).days, step.days) for step in plan.steps]


def test_trap_duration_plus_one_gap() -> None:
    """The steps cover every day from the start to the day before the stop, once."""
    plan = plan_of(make_request(DIAZEPAM_20, market="gb"))
    covered = [
        step.start + timedelta(days=day)
        for step in plan.steps
        for day in range(step.days)
    ]
    assert plan.stop_date is not None
    whole = (plan.stop_date - plan.start).days
    assert covered == [plan.start + timedelta(days=day) for day in range(whole)]


def test_trap_global_settings_shared_by_requests() -> None:
    """A request with its own products changes nothing for the next one."""
    usual = make_request(DIAZEPAM_20, market="gb")
    before = propose(usual, FORMULARY)
    propose(replace(usual, products=("gb/diazepam/tablet/2",)), FORMULARY)
    assert propose(usual, FORMULARY) == before


@pytest.mark.parametrize("shape", list(Shape))
def test_trap_preset_slower_label_but_faster_plan(shape: Shape) -> None:
    """A smaller step asked for never ends sooner, nor does a longer one."""
    sizes = [
        PaceWish(shape=shape, points=Fraction(n, 2), step_days=14)
        if shape is Shape.HYPERBOLIC
        else PaceWish(shape=shape, reduction=Fraction(n, 50), step_days=14)
        for n in (2, 4, 6, 8, 10)
    ]
    plans = [
        plan_of(make_request(DIAZEPAM_20, market="gb", pace=size)) for size in sizes
    ]
    ends = [plan.end for plan in plans]
    assert ends == sorted(ends, reverse=True)
    slower = replace(sizes[0], step_days=28)
    assert plan_of(make_request(DIAZEPAM_20, market="gb", pace=slower)).end > ends[0]


def test_trap_step_cap_that_speeds_up_the_frail() -> None:
    """The frailest person with the highest dose gets the smallest steps of all."""
    frail = Person(88, frozenset({Flag.FRAILTY, Flag.PAST_SEVERE_WITHDRAWAL}))
    usual = plan_of(
        make_request(DIAZEPAM_20, market="gb", use=UseHistory(date(2026, 6, 1)))
    )
    slow = plan_of(make_request(DIAZEPAM_20, market="gb", person=frail))
    assert slow.end > usual.end
    assert len(slow.steps) > len(usual.steps)
    assert min(step.days for step in slow.steps) >= 28


def test_trap_percent_length_formula_based_on_mg() -> None:
    """Clonazepam 0.5 mg takes about as many steps as diazepam 10 mg, not fewer."""
    pace = PaceWish(shape=Shape.PROPORTIONAL, reduction=Fraction(1, 10))
    custom = make_request({("clonazepam", "bedtime"): "0.5 mg"}, market="gb", pace=pace)
    diazepam = make_request({("diazepam", "bedtime"): "10 mg"}, market="gb", pace=pace)
    small, large = (len(plan_of(each).steps) for each in (custom, diazepam))
    assert abs(small - large) <= 8
    assert small > 15


@pytest.mark.parametrize("year", [1999, 2024, 2028, 2100])
def test_trap_year_dependent_tests(year: int) -> None:
    """Any year, leap or not, gives the same days after the start."""
    there = make_request(
        DIAZEPAM_20,
        market="gb",
        start=date(year, 2, 28),
        use=UseHistory(date(1990, 1, 1)),
    )
    here = replace(there, start=date(2027, 1, 4))
    assert days_from_start(plan_of(there)) == days_from_start(plan_of(here))


def test_trap_stop_row_missing() -> None:
    """Every plan to stop says the first day without the medicine."""
    plan = plan_of(make_request(DIAZEPAM_20, market="gb"))
    assert plan.stop_date == plan.steps[-1].end


def test_trap_night_only_collapse_of_a_three_times_a_day_drug() -> None:
    """Three doses a day stay three until each is as small as can be made."""
    plan = plan_of(make_request(ALPRAZOLAM_6))
    smallest = Mass.mg("0.1")
    for step, following in pairwise(plan.steps):
        lost = len(step.doses) - len(following.doses)
        assert lost in (0, 1)
        if lost:
            assert all(dose.amount == smallest for dose in step.doses)


def test_trap_equivalence_table_silently_point_valued() -> None:
    """Each plan names its table and shows a range; both tables are in the finding."""
    proposal = propose(make_request(), FORMULARY)
    assert proposal.table == "vadod2021"
    conversion = next(f for f in proposal.findings if f.rule == "G31")
    assert "vadod2021" in conversion.text
    assert "ashton2002" in conversion.text
    low, high = Scale.using(FORMULARY, "vadod2021").range_mg(
        plan_of(make_request()).before
    )
    assert (low, high) == (10, 20)


def test_trap_alternate_day_dosing() -> None:
    """Every day of a step takes the same doses: no day is ever skipped."""
    plan = plan_of(make_request({("lorazepam", "bedtime"): "0.5 mg"}))
    assert all(step.doses for step in plan.steps)


def test_H13_defaults_are_shown_with_their_source_and_reason() -> None:
    """A pace nobody asked for says its tier, why, and from which work it comes."""
    proposal = propose(make_request(), FORMULARY)
    texts = [reason.text for reason in proposal.pace]
    assert any(text.startswith("tier 3: 5 years of use") for text in texts)
    assert all(reason.id for reason in proposal.pace)
    assert any("The pace of lorazepam: 5 %" in said for said in proposal.assumptions)


def test_H07_a_pace_above_the_cap_is_not_taken_over() -> None:
    """Asked for 40 % a fortnight, no cut is above 25 % of the current dose."""
    pace = PaceWish(shape=Shape.PROPORTIONAL, reduction=Fraction(2, 5), step_days=14)
    proposal = propose(make_request(DIAZEPAM_20, market="gb", pace=pace), FORMULARY)
    assert proposal.plan is not None
    earlier = Mass.mg("20")
    for step in proposal.plan.steps:
        total = step.regimen.total("diazepam")
        if earlier > Mass.mg("5"):
            assert 4 * (earlier - total).nanograms <= earlier.nanograms
        earlier = total
    assert any("25 %" in reason.text for reason in proposal.pace)


def test_H08_no_plan_ends_in_a_cliff() -> None:
    """The final dose is so small that stopping keeps the 14-day cap."""
    for request in (make_request(), make_request(DIAZEPAM_20, market="gb")):
        proposal = propose(request, FORMULARY)
        assert not any(f.severity is Severity.STOP for f in proposal.findings)


def test_goal_of_a_lower_dose_is_an_equal() -> None:
    """To 5 mg: the plan ends exactly there, without a stop date and without blame."""
    goal = Goal(reduce_to=Mass.mg("5"))
    proposal = propose(make_request(DIAZEPAM_20, market="gb", goal=goal), FORMULARY)
    assert proposal.plan is not None
    assert proposal.plan.stop_date is None
    assert proposal.plan.final_dose.total("diazepam") == Mass.mg("5")
    assert not proposal.is_refused
