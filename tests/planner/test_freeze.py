"""A plan waits while another medicine changes the level of its drugs (H06 to H08).

The plans here begin on 4 January 2027.
"""

import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from tests.planner.strategies import FORMULARY, START, plannable_drugs, requests
from tests.planner.test_plans_keep_every_promise import check_cap, check_plan

from stepwell.dispensing import supply_of
from stepwell.formulary import Product
from stepwell.interop.request_reader import read_request
from stepwell.plan.finding import Finding, Severity
from stepwell.plan.person import UseHistory
from stepwell.plan.plan import Plan
from stepwell.plan.proposal import Proposal
from stepwell.plan.request import (
    Author,
    CoDrug,
    CurrentDose,
    Goal,
    Method,
    PaceWish,
    Request,
)
from stepwell.plan.schedule import Schedule
from stepwell.plan.times import DoseTime
from stepwell.planner import propose
from stepwell.quantities import Concentration, Mass
from stepwell.safety.case import Case
from stepwell.safety.freezes import freezes
from stepwell.sources import Mark


EXAMPLES = Path(__file__).parents[2] / "examples"
LONG_AGO = date(2021, 5, 1)
INTERVAL = timedelta(days=14)
TEN = Fraction(1, 10)
SLOW_TO_GENERATE = [HealthCheck.too_slow, HealthCheck.data_too_large]


def asked(drug: str = "diazepam", mg: str = "10", **changes: Any) -> Request:
    """A request of one dose at bedtime, 10 % every 14 days."""
    usual: dict[str, Any] = {
        "market": "gb",
        "current": (CurrentDose(drug, DoseTime.BEDTIME, Mass.mg(mg)),),
        "use": UseHistory(LONG_AGO),
        "pace": PaceWish(reduction=TEN, step_days=14),
    }
    return Request(START, **{**usual, **changes})


def planned(request: Request) -> Plan:
    """The plan of a request, which has to be there and unrefused."""
    proposal = propose(request, FORMULARY)
    assert not proposal.is_refused, proposal.findings
    assert proposal.plan is not None
    return proposal.plan


def told(proposal: Proposal, rule: str) -> list[Finding]:
    """What one rule says of a proposal."""
    return [finding for finding in proposal.findings if finding.rule == rule]


def both(request: Request, *co_drugs: CoDrug) -> tuple[Plan, Plan]:
    """A scenario pair: the plan without and with the co-drugs."""
    return planned(request), planned(replace(request, co_drugs=co_drugs))


def day(text: str) -> date:
    """A day."""
    return date.fromisoformat(text)


def without_reasons(plan: Plan) -> list[tuple[Any, ...]]:
    """What is taken in each step."""
    return [step.doses for step in plan.steps]


# Scenario pairs -------------------------------------------------------------------


def test_H07_fluvoxamine_holds_the_step_in_force_and_moves_the_rest() -> None:
    """Step 2 is held from its usual end to 44 days after the start of fluvoxamine."""
    usual, frozen = both(asked(), CoDrug("fluvoxamine", day("2027-02-02")))
    until = day("2027-03-18")
    assert [step.start for step in usual.steps[:4]] == [
        START + place * INTERVAL for place in range(4)
    ]
    assert without_reasons(frozen) == without_reasons(usual)
    held, following = frozen.steps[1], frozen.steps[2]
    assert (held.start, held.end, following.start) == (day("2027-01-18"), until, until)
    wait = until - usual.steps[2].start
    assert [step.days for step in frozen.steps[2:]] == [
        step.days for step in usual.steps[2:]
    ]
    assert frozen.stop_date is not None
    assert usual.stop_date is not None
    assert frozen.stop_date == usual.stop_date + wait
    assert held.reasons == (
        *usual.steps[1].reasons,
        "Held until 2027-03-18, because fluvoxamine starts on 2027-02-02: no dose"
        " changes in the 14 days before that, nor before the level has settled (G20)."
        " That is 5 half-lives of diazepam, of about 105 hours, to the new level and 5"
        " more (stepwell_proposal).",
    )


def test_the_finding_and_the_plan_name_the_same_day() -> None:
    """G20 says which step is held, and until when."""
    request = asked(co_drugs=(CoDrug("fluvoxamine", day("2027-02-02")),))
    proposal = propose(request, FORMULARY)
    [finding] = told(proposal, "G20")
    assert finding.step == 2
    assert "until 2027-03-18 at the earliest hold step 2, " in finding.text
    assert proposal.plan is not None
    assert proposal.plan.steps[1].end == day("2027-03-18")


def test_H08_a_stop_of_a_co_drug_holds_back_the_last_cut() -> None:
    """And with it the stop, which is a cut like any other."""
    usual = planned(asked())
    assert usual.stop_date is not None
    stopped = usual.stop_date - timedelta(days=3)
    _, frozen = both(asked(), CoDrug("fluvoxamine", None, stopped))
    assert frozen.steps[-2].end == stopped + timedelta(days=26)
    assert frozen.stop_date == stopped + timedelta(days=26) + INTERVAL
    assert frozen.steps[:-2] == usual.steps[:-2]


@pytest.mark.parametrize(
    ("after_stop", "waits"), [(0, True), (13, True), (14, False), (28, False)]
)
def test_a_co_drug_soon_after_the_stop_delays_it(after_stop: int, waits: bool) -> None:
    """Within 14 days of the last cut it would be changed in the same interval."""
    usual = planned(asked())
    assert usual.stop_date is not None
    starts = usual.stop_date + timedelta(days=after_stop)
    _, frozen = both(asked(), CoDrug("fluvoxamine", starts))
    expected = starts + timedelta(days=44) if waits else usual.stop_date
    assert frozen.stop_date == expected


@pytest.mark.parametrize(
    ("starts", "first_cut"),
    [
        (day("2026-11-21"), START),
        (day("2026-11-22"), day("2027-01-05")),
        (day("2026-12-30"), day("2027-02-12")),
        (START, day("2027-02-17")),
        (day("2027-01-17"), day("2027-03-02")),
    ],
)
def test_H07_todays_dose_is_held_before_the_first_cut(
    starts: date, first_cut: date
) -> None:
    """A level that moves when the plan begins, or soon will, makes it wait first."""
    usual, frozen = both(asked(), CoDrug("fluvoxamine", starts))
    assert frozen.start == usual.start == START
    if first_cut == START:
        assert frozen == usual
        return
    first = frozen.steps[0]
    assert (first.start, first.end) == (START, first_cut)
    assert first.regimen == frozen.before
    assert first.reasons[0] == (
        "The dose stays the same: this holds it before the first change."
    )
    assert f"fluvoxamine starts on {starts}" in first.reasons[1]
    assert without_reasons(frozen)[1:] == without_reasons(usual)
    assert [step.number for step in frozen.steps] == list(
        range(1, len(frozen.steps) + 1)
    )


def test_a_cut_14_days_before_it_has_had_its_interval() -> None:
    """The second cut is on 18 January; fluvoxamine on 1 February finds it judged."""
    _, early = both(asked(), CoDrug("fluvoxamine", day("2027-01-31")))
    _, late = both(asked(), CoDrug("fluvoxamine", day("2027-02-01")))
    assert early.steps[0].end == day("2027-03-16")
    assert late.steps[1].start == day("2027-01-18")
    assert late.steps[1].end == day("2027-03-17")


def test_two_freezes_that_overlap_are_waited_for_together() -> None:
    """Fluvoxamine for five weeks: its stop moves the level again.

    Only the later day is said: two days in one step are read as the first.
    """
    course = CoDrug("fluvoxamine", day("2027-02-02"), day("2027-03-10"))
    _, frozen = both(asked(), course)
    held = frozen.steps[1]
    assert held.end == day("2027-04-05")
    assert " ".join(held.reasons).count("Held until") == 1
    assert held.reasons[0].endswith("of the current dose.")
    assert held.reasons[-1].startswith(
        "Held until 2027-04-05, because fluvoxamine stops on 2027-03-10"
    )


def test_two_freezes_apart_hold_two_steps() -> None:
    """In between the plan goes on."""
    course = CoDrug("omeprazole", day("2027-02-02"), day("2027-05-20"))
    _, frozen = both(asked(), course)
    held = [step for step in frozen.steps if "Held until" in step.reasons[-1]]
    assert [step.end for step in held] == [day("2027-02-28"), day("2027-06-15")]


@pytest.mark.parametrize(
    "co_drug",
    [
        CoDrug("yew", day("2027-02-02")),
        CoDrug("fluvoxamine", LONG_AGO),
        CoDrug("fluvoxamine", day("2031-02-02")),
    ],
    ids=["no data", "settled long ago", "long after"],
)
def test_what_does_not_move_the_level_in_the_plan_moves_no_step(
    co_drug: CoDrug,
) -> None:
    """The caution stays where nobody knows; the plan is the same."""
    usual, frozen = both(asked(), co_drug)
    assert frozen == usual


def test_a_co_drug_of_one_drug_holds_the_other_as_well() -> None:
    """Two changes at once cannot be told apart, so the whole taper is frozen."""
    request = asked(
        current=(
            CurrentDose("lorazepam", DoseTime.MORNING, Mass.mg(1)),
            CurrentDose("diazepam", DoseTime.BEDTIME, Mass.mg(10)),
        )
    )
    usual, frozen = both(request, CoDrug("fluvoxamine", day("2027-02-02")))
    assert usual.steps[2].regimen.total("lorazepam") < (
        usual.steps[1].regimen.total("lorazepam")
    )
    assert frozen.steps[1].end == day("2027-03-18")


def test_H06_swaps_of_a_crossover_wait_too() -> None:
    """Omeprazole comes between two swaps: neither drug moves, and the swaps go on."""
    request = asked(
        "lorazepam",
        current=tuple(
            CurrentDose("lorazepam", time, Mass.mg(1))
            for time in (DoseTime.MORNING, DoseTime.BEDTIME)
        ),
        method=Method.CROSSOVER,
        author=Author.PRESCRIBER,
    )
    usual, frozen = both(request, CoDrug("omeprazole", START + timedelta(days=20)))
    assert usual.crossover is not None
    assert frozen.crossover is not None
    swapped = [step.regimen for step in frozen.steps[: frozen.crossover.last_step]]
    assert swapped[-1] == usual.steps[usual.crossover.last_step - 1].regimen
    waits = Schedule.of_plan(frozen).periods
    for earlier, later in pairwise(waits):
        if earlier.regimen != later.regimen:
            assert later.start <= START + timedelta(days=6) or (
                later.start >= START + timedelta(days=46)
            )


def test_H06_a_crossover_waits_for_a_medicine_that_moves_diazepam_alone() -> None:
    """Fluvoxamine does nothing to lorazepam that we know of, and much to diazepam."""
    request = asked("lorazepam", "1", method=Method.CROSSOVER, author=Author.PRESCRIBER)
    usual, frozen = both(request, CoDrug("fluvoxamine", day("2026-12-25")))
    assert frozen.steps[0].regimen == frozen.before
    assert frozen.steps[0].end == day("2027-02-07")
    assert without_reasons(frozen)[1:] == without_reasons(usual)


def test_H06_a_crossover_that_has_not_begun_waits_at_todays_dose() -> None:
    """The number of the last swap counts the step before it."""
    request = asked(
        "lorazepam",
        current=tuple(
            CurrentDose("lorazepam", time, Mass.mg(1))
            for time in (DoseTime.MORNING, DoseTime.BEDTIME)
        ),
        method=Method.CROSSOVER,
        author=Author.PRESCRIBER,
    )
    usual, frozen = both(request, CoDrug("valproate", START))
    assert usual.crossover is not None
    assert frozen.crossover is not None
    assert frozen.steps[0].regimen == frozen.before
    assert frozen.steps[0].end == START + INTERVAL
    assert frozen.crossover.last_step == usual.crossover.last_step + 1
    assert without_reasons(frozen)[1:] == without_reasons(usual)


def test_a_micro_taper_stops_in_the_middle() -> None:
    """Its small cuts are cuts."""
    pace = PaceWish(reduction=TEN, step_days=14, change_days=1)
    usual, frozen = both(asked(pace=pace), CoDrug("fluvoxamine", day("2027-02-02")))
    assert any(step.start == day("2027-01-20") for step in usual.steps)
    [held] = [step for step in frozen.steps if "Held until" in step.reasons[-1]]
    assert held.start <= day("2027-01-19")
    assert held.end == day("2027-03-18")


def test_a_lower_dose_as_goal_is_reached_later() -> None:
    """And has no stop date, as before."""
    request = asked(goal=Goal(reduce_to=Mass.mg(7)))
    usual, frozen = both(request, CoDrug("fluvoxamine", day("2027-02-02")))
    assert frozen.stop_date is None
    assert frozen.end > usual.end
    assert without_reasons(frozen) == without_reasons(usual)


def test_a_step_that_changes_nothing_needs_no_freeze() -> None:
    """Somebody who prepares the stop on today's dose goes on doing so."""
    request = asked(mg="0.5", pace=PaceWish(), use=UseHistory(date(2026, 6, 1)))
    usual, frozen = both(request, CoDrug("fluvoxamine", START))
    assert usual.steps[0].regimen == usual.before
    assert len(frozen.steps) == len(usual.steps) == 1
    assert frozen.stop_date == START + timedelta(days=44)


def test_a_supply_is_counted_for_the_held_days() -> None:
    """H08: nobody runs out because a plan waits."""
    usual, frozen = both(asked(), CoDrug("fluvoxamine", day("2027-02-02")))
    assert len(supply_of(frozen)) > len(supply_of(usual))


def test_the_two_examples_of_the_repository_differ_by_the_hold_alone() -> None:
    """To be run by hand, too: the same person, before and after the news."""
    usual, frozen = (
        planned(read_request(tomllib.loads(text), FORMULARY))
        for text in (
            (EXAMPLES / name).read_text("utf-8")
            for name in ("diazepam-gb.toml", "diazepam-gb-fluvoxamine.toml")
        )
    )
    assert without_reasons(frozen) == without_reasons(usual)
    [held] = [step for step in frozen.steps if "Held until" in step.reasons[-1]]
    was = usual.steps[held.number - 1]
    assert held.start == was.start <= day("2027-03-22") - INTERVAL
    assert held.end > was.end
    assert usual.stop_date is not None
    assert frozen.stop_date == usual.stop_date + (held.end - was.end)


# The date asked for ---------------------------------------------------------------


def test_H07_a_freeze_is_never_made_up_for_by_a_faster_pace() -> None:
    """A plan that a freeze makes too late is refused, and is still shown."""
    earlier = asked(goal=Goal(by=day("2030-06-01")), pace=PaceWish())
    by = planned(earlier).stop_date
    request = replace(earlier, goal=Goal(by=by))
    assert planned(request).stop_date == by
    co_drugs = (CoDrug("fluvoxamine", day("2027-02-02")),)
    proposal = propose(replace(request, co_drugs=co_drugs), FORMULARY)
    [finding] = [each for each in told(proposal, "G02") if each.severity == "stop"]
    assert proposal.plan is not None
    late = proposal.plan.stop_date
    assert finding.text == (
        f"At this pace and with the holds for other medicines the plan ends on {late},"
        f" after {by}. Leave out the date, or choose a pace of your own with it."
    )
    assert finding.would_change == "no end date, or a pace of your own with it"


def test_with_a_pace_of_ones_own_a_later_date_is_the_way_out() -> None:
    """It is the day that the plan then ends on."""
    co_drugs = (CoDrug("fluvoxamine", day("2027-02-02")),)
    usual = planned(asked())
    request = asked(goal=Goal(by=usual.stop_date), co_drugs=co_drugs)
    proposal = propose(request, FORMULARY)
    [finding] = [each for each in told(proposal, "G02") if each.severity == "stop"]
    assert proposal.plan is not None
    late = proposal.plan.stop_date
    assert finding.text == (
        f"At this pace and with the holds for other medicines the plan ends on {late},"
        f" after {usual.stop_date}. Choose a later date."
    )
    assert finding.would_change == f"an end date on or after {late}"
    assert planned(replace(request, goal=Goal(by=late))).stop_date == late


def test_a_plan_that_is_late_without_any_hold_says_so_as_ever() -> None:
    """The holds are not blamed for the pace."""
    request = asked(
        goal=Goal(by=day("2027-03-01")),
        co_drugs=(CoDrug("fluvoxamine", day("2027-02-02")),),
    )
    [finding] = [
        each
        for each in told(propose(request, FORMULARY), "G02")
        if each.severity == "stop"
    ]
    assert finding.text.startswith("At this pace the plan ends on ")
    assert "leave out the pace" in finding.text


# Today's dose ---------------------------------------------------------------------


def test_H12_todays_dose_is_made_of_what_is_at_hand() -> None:
    """Tablets before a liquid, however many fewer pieces that would be."""
    request = asked(mg="9.5", co_drugs=(CoDrug("fluvoxamine", START),))
    [dose] = planned(request).steps[0].doses
    assert all(part.volume is None for part in dose.parts)


def liquid(name: str, mg_per_ml: str) -> Product:
    """A compounded liquid of diazepam."""
    return Product(
        f"custom/{name}",
        "diazepam",
        "oral suspension",
        ("custom",),
        Mark.UNVERIFIED,
        concentration=Concentration.mg_per_ml(mg_per_ml),
    )


def test_H12_todays_dose_is_poured_from_the_liquid_of_the_plan() -> None:
    """Of two bottles that could make it, the one that the plan goes on with."""
    bottles = (liquid("b-strong", "50"), liquid("a-thin", "0.5"))
    request = asked(
        mg="4",
        custom_products=bottles,
        products=tuple(each.id for each in bottles),
        co_drugs=(CoDrug("fluvoxamine", START),),
    )
    plan = planned(request)
    poured = {
        part.product
        for step in plan.steps
        for dose in step.doses
        for part in dose.parts
        if part.volume is not None
    }
    assert poured == {"custom/a-thin"}


def test_todays_dose_that_nothing_makes_is_a_question() -> None:
    """It cannot be held from products that are not known."""
    request = asked(
        mg="10.3",
        market="us",
        liquids=False,
        co_drugs=(CoDrug("fluvoxamine", START),),
    )
    assert propose(replace(request, co_drugs=()), FORMULARY).plan is not None
    proposal = propose(request, FORMULARY)
    assert proposal.plan is None
    stops = [each for each in proposal.findings if each.severity is Severity.STOP]
    assert [each.rule for each in stops] == ["G15"]
    assert "10.3 milligrams of diazepam" in stops[0].text


# Properties -----------------------------------------------------------------------


KNOWN = {
    drug.id: tuple(
        name for modifier in drug.modifiers for name in modifier.co_drugs[:1]
    )
    for drug in FORMULARY.drugs.values()
}


@st.composite
def frozen_requests(draw: st.DrawFn) -> Request:
    """A request whose drug has known co-drugs, one or two of which come or go."""
    request = draw(requests().filter(lambda each: KNOWN[each.drugs[0]]))
    names = st.sampled_from([*KNOWN[request.drugs[0]], "yew"])
    days = st.integers(-60, 500).map(lambda days: request.start + timedelta(days=days))
    changes = []
    for _ in range(draw(st.integers(1, 2))):
        first, second = sorted((draw(days), draw(days)))
        kind = draw(st.sampled_from(["start", "stop", "course"]))
        started = None if kind == "stop" else first
        stopped = None if kind == "start" else second + timedelta(days=1)
        changes.append(CoDrug(draw(names), started, stopped))
    return replace(request, co_drugs=tuple(changes))


def changes_of(plan: Plan) -> Iterator[date]:
    """The days on which something else is taken than the day before."""
    for earlier, later in pairwise(Schedule.of_plan(plan).periods):
        if earlier.regimen != later.regimen:
            yield later.start


@settings(suppress_health_check=SLOW_TO_GENERATE)
@given(frozen_requests())
def test_H07_no_dose_changes_within_a_freeze(request: Request) -> None:
    """Whatever starts and stops; and every promise of a plan is kept."""
    usual = propose(replace(request, co_drugs=()), FORMULARY)
    frozen = propose(request, FORMULARY)
    if usual.plan is None:
        assert frozen.plan is None
        return
    if frozen.plan is None:
        [stop] = [each for each in frozen.findings if each.severity is Severity.STOP]
        assert stop.rule == "G15"
        event("today's dose cannot be made")
        return
    plan = frozen.plan
    case = Case.of_request(request, FORMULARY, Schedule.of_plan(plan))
    found = tuple(freezes(case))
    event("frozen" if plan != usual.plan else "as it was")
    for change in changes_of(plan):
        assert not any(freeze.covers(change) for freeze in found)
        assert not any(freeze.day <= change < freeze.until for freeze in found)
    held = len(plan.steps) - len(usual.plan.steps)
    assert held in (0, 1)
    assert without_reasons(plan)[held:] == without_reasons(usual.plan)
    for step, was in zip(plan.steps[held:], usual.plan.steps, strict=True):
        assert step.start >= was.start
        assert step.days >= was.days
    assert plan.end >= usual.plan.end
    check_plan(request, plan)
    if not usual.is_refused and not frozen.is_refused:
        check_cap(request, plan)


@settings(max_examples=20, suppress_health_check=SLOW_TO_GENERATE)
@given(frozen_requests())
def test_the_same_request_gives_the_same_frozen_plan(request: Request) -> None:
    """Nothing is left to chance or to an earlier request."""
    assert propose(request, FORMULARY) == propose(request, FORMULARY)


@settings(max_examples=20, suppress_health_check=SLOW_TO_GENERATE)
@given(frozen_requests())
def test_the_order_of_the_co_drugs_changes_no_day(request: Request) -> None:
    """A list has no meaning beyond its entries."""
    turned = replace(request, co_drugs=request.co_drugs[::-1])
    one, other = propose(request, FORMULARY).plan, propose(turned, FORMULARY).plan
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert [(each.start, each.doses) for each in one.steps] == [
            (each.start, each.doses) for each in other.steps
        ]


def test_without_a_co_drug_no_arithmetic_room_is_loaded() -> None:
    """A plan of nothing else stays as quick as it was."""
    tests = Path(__file__).parents[1]
    code = (
        f"import sys; sys.path[:0] = [{str(tests.parent / 'src')!r}, {str(tests)!r}]\n"
        "from factories import FORMULARY, make_request\n"
        "from stepwell.planner import propose\n"
        "assert propose(make_request(), FORMULARY).plan\n"
        "print('numpy' in sys.modules, 'stepwell.kinetics' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == ["False", "False"]


def test_there_are_pairs_to_draw_from() -> None:
    """The properties above would hold of nothing otherwise."""
    drugs = {drug for market in ("us", "gb") for drug in plannable_drugs(market)}
    assert sum(bool(KNOWN[drug]) for drug in drugs) > 8
