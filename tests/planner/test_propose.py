"""Proposals: what is planned, what is refused, and what each says about itself."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from tests.factories import make_request, override

from stepwell.formulary import Product, SmallestPiece, load_formulary
from stepwell.plan.finding import Finding, Severity
from stepwell.plan.person import Flag, Person, RedFlag, UseHistory
from stepwell.plan.plan import Plan
from stepwell.plan.proposal import Proposal
from stepwell.plan.request import (
    Author,
    CoDrug,
    Goal,
    Method,
    PaceWish,
    Request,
    Shape,
)
from stepwell.plan.supply_wish import Cupboard, SupplyWish
from stepwell.plan.times import DoseTime
from stepwell.planner import propose
from stepwell.planner.compare import proposals
from stepwell.planner.curve import Curve
from stepwell.planner.descent import start_stair
from stepwell.planner.fit import best_fit
from stepwell.planner.made import products_of
from stepwell.planner.pace import choose_pace
from stepwell.planner.rungs import ladder_for, with_other_turns
from stepwell.quantities import Concentration, Mass
from stepwell.safety.case import Case
from stepwell.safety.triage import triage
from stepwell.sources import Mark


FORMULARY = load_formulary()
RECENT = UseHistory(date(2026, 6, 1))
DIAZEPAM_20 = {("diazepam", "bedtime"): "20 mg"}
GB = {"market": "gb", "use": RECENT}


def proposal_of(request: Request) -> Proposal:
    """The proposal of a request."""
    return propose(request, FORMULARY)


def plan_of(request: Request) -> Plan:
    """The plan of a request that has one."""
    plan = proposal_of(request).plan
    assert plan is not None
    return plan


def stop_of(request: Request) -> Finding:
    """The stop finding of a request that is refused."""
    proposal = proposal_of(request)
    assert proposal.is_refused
    return next(f for f in proposal.findings if f.severity is Severity.STOP)


def totals(plan: Plan, drug: str) -> list[str]:
    """The total daily dose of each step in milligrams."""
    return [step.regimen.total(drug).mg_text for step in plan.steps]


def test_tablets_before_liquid_and_the_change_is_said() -> None:
    """Diazepam 20 mg: tablets while 10 % allows, then halves, then the liquid."""
    plan = plan_of(make_request(DIAZEPAM_20, **GB))
    assert totals(plan, "diazepam")[:10] == [
        *("18", "17", "16", "15", "14", "13", "12", "11", "10", "9")
    ]
    reasons = {step.number: " ".join(step.reasons) for step in plan.steps}
    said = [number for number, text in reasons.items() if "From here on" in text]
    assert len(said) == 2
    assert "pieces of tablets: whole tablets or capsules alone" in reasons[said[0]]
    assert "an oral liquid" in reasons[said[1]]


def test_H07_each_step_says_how_much_less_it_is_and_of_what() -> None:
    """In milligrams, and as a share of the dose that is taken until then."""
    plan = plan_of(make_request(DIAZEPAM_20, **GB))
    assert [step.reasons[0] for step in plan.steps[:3]] == [
        "2 milligrams less a day, 10 % of the current dose.",
        "1 milligram less a day, 5.6 % of the current dose.",
        "1 milligram less a day, 5.9 % of the current dose.",
    ]


def test_H12_one_liquid_at_most_in_a_plan() -> None:
    """Of the three gb strengths of diazepam liquid a plan uses one."""
    plan = plan_of(make_request(DIAZEPAM_20, **GB))
    parts = [part for step in plan.steps for dose in step.doses for part in dose.parts]
    liquids = {part.product for part in parts if part.volume is not None}
    assert len(liquids) == 1


def test_without_liquids_it_is_refused_with_the_setting_that_would_help() -> None:
    """No liquid was asked for: the refusal names that setting, not a new product."""
    request = make_request({("nitrazepam", "bedtime"): "10 mg"}, liquids=False, **GB)
    finding = stop_of(request)
    assert finding.would_change == "an oral liquid (liquids)"
    assert "It would work with an oral liquid (liquids)." in finding.text


def test_whole_tablets_only_name_halves_as_the_way_out() -> None:
    """Zopiclone in whole tablets cannot come down; halves would do."""
    request = make_request(
        {("zopiclone", "bedtime"): "7.5 mg"},
        smallest_piece=SmallestPiece.WHOLE,
        **GB,
    )
    assert stop_of(request).would_change == "halves of tablets (smallest_piece)"


def test_a_last_dose_below_what_can_be_made_ends_at_the_smallest_makeable() -> None:
    """Asked to stop from 0.001 mg of nitrazepam, the plan ends at 0.05 mg."""
    goal = Goal(final_dose=Mass.mg("0.001"))
    request = make_request({("nitrazepam", "bedtime"): "5 mg"}, goal=goal, **GB)
    proposal = proposal_of(request)
    assert proposal.plan is not None
    assert proposal.plan.final_dose.total("nitrazepam") == Mass.mg("0.05")


def test_a_wished_last_dose_is_the_last_dose() -> None:
    """Stop from 1 mg of diazepam, as many schedules in print do."""
    goal = Goal(final_dose=Mass.mg("1"))
    plan = plan_of(make_request(DIAZEPAM_20, goal=goal, **GB))
    assert plan.final_dose.total("diazepam") <= Mass.mg("1")
    assert totals(plan, "diazepam")[-2] > "1"


def test_a_dose_small_enough_to_stop_from_is_kept_for_one_step() -> None:
    """Diazepam 0.5 mg: one more step on it, then the dated stop."""
    request = make_request({("diazepam", "bedtime"): "0.5 mg"}, **GB)
    plan = plan_of(request)
    assert totals(plan, "diazepam") == ["0.5"]
    assert plan.steps[0].days == 14
    assert plan.steps[0].reasons[0].startswith("The dose stays the same")


def test_a_dose_nothing_can_make_is_refused() -> None:
    """0.001 mg of nitrazepam cannot be made of anything."""
    request = make_request({("nitrazepam", "bedtime"): "0.001 mg"}, **GB)
    assert "nothing suitable can be made" in stop_of(request).text


def test_a_compounded_tablet_counts_like_any_other() -> None:
    """A 0.125 mg tablet from a pharmacy carries lorazepam to the end in ca."""
    tablet = Product(
        "custom/lorazepam-0.05",
        "lorazepam",
        "tablet",
        ("custom",),
        Mark.UNVERIFIED,
        strength=Mass.mg("0.05"),
    )
    request = make_request(
        {("lorazepam", "bedtime"): "1 mg"},
        market="ca",
        use=RECENT,
        custom_products=(tablet,),
    )
    plan = plan_of(request)
    assert any("other strengths" in " ".join(step.reasons) for step in plan.steps)


def test_extended_release_is_never_mixed_or_split() -> None:
    """Zolpidem ER named as the product: no plain tablets and no pieces are used."""
    request = make_request(
        {("zolpidem", "bedtime"): "12.5 mg"},
        use=RECENT,
        products=("us/zolpidem/extended-release-tablet/12.5",),
    )
    proposal = proposal_of(request)
    assert proposal.plan is None
    assert "12.5 milligrams" in stop_of(request).text


def test_a_named_liquid_is_the_only_liquid() -> None:
    """The person has the 0.4 mg per ml solution: the plan stays with it."""
    named = "gb/diazepam/oral-solution/0.4"
    request = make_request({("diazepam", "bedtime"): "2 mg"}, products=(named,), **GB)
    parts = [p for step in plan_of(request).steps for d in step.doses for p in d.parts]
    assert {p.product for p in parts if p.volume is not None} == {named}


@pytest.mark.parametrize(("mg", "alone"), [("4", True), ("4.4", False)])
def test_a_named_liquid_that_is_enough_needs_no_tablets(mg: str, alone: bool) -> None:
    """10 ml, the most that is measured, are 4 mg; for more there are tablets beside."""
    named = "gb/diazepam/oral-solution/0.4"
    request = make_request(
        {("diazepam", "bedtime"): f"{mg} mg"}, products=(named,), **GB
    )
    parts = [p for step in plan_of(request).steps for d in step.doses for p in d.parts]
    assert all(p.volume is not None for p in parts) is alone


@pytest.mark.parametrize("every", [1, 2, 3, 7])
def test_a_micro_taper_falls_a_little_at_a_time(every: int) -> None:
    """10 % in 14 days, spread: no day loses more than a share and one mark."""
    pace = PaceWish(reduction=Fraction(1, 10), step_days=14, change_days=every)
    request = make_request(DIAZEPAM_20, pace=pace, **GB)
    proposal = proposal_of(request)
    assert not proposal.is_refused
    plan = proposal.plan
    assert plan is not None
    earlier = Mass.mg("20")
    for step in plan.steps:
        now = step.regimen.total("diazepam")
        largest = Fraction(earlier.nanograms, 10) * every / 14 + 500_000
        assert earlier.nanograms - now.nanograms <= largest
        earlier = now
    assert plan.steps[-1].days >= 14
    assert sum(step.days for step in plan.steps) % 14 == 0


def test_a_date_is_met_by_a_slower_pace() -> None:
    """By March 2029 a slower pace than 10 % is enough, and it ends in time."""
    by = date(2029, 3, 1)
    request = make_request(DIAZEPAM_20, goal=Goal(by=by), **GB)
    proposal = proposal_of(request)
    assert proposal.plan is not None
    stop = proposal.plan.stop_date
    assert stop is not None
    assert stop <= by
    usual = plan_of(make_request(DIAZEPAM_20, **GB)).stop_date
    assert usual is not None
    assert usual < stop
    assert any("slow pace that still meets" in reason.text for reason in proposal.pace)


def test_a_date_too_soon_says_the_earliest_one() -> None:
    """By March 2027 would be a cliff; the refusal names the earliest date."""
    request = make_request(DIAZEPAM_20, goal=Goal(by=date(2027, 3, 1)), **GB)
    finding = stop_of(request)
    usual = plan_of(make_request(DIAZEPAM_20, **GB)).stop_date
    assert usual is not None
    assert usual.isoformat() in finding.text
    assert "unless a prescriber sets it" in finding.text


def test_a_prescriber_may_set_a_date_up_to_the_cap() -> None:
    """What is too soon for a person's own draft may be within a prescriber's cap."""
    goal = Goal(by=date(2027, 12, 1))
    own = make_request(DIAZEPAM_20, goal=goal, **GB)
    assert proposal_of(own).is_refused
    theirs = replace(own, author=Author.PRESCRIBER)
    assert not proposal_of(theirs).is_refused
    far = replace(theirs, goal=Goal(by=date(2027, 2, 1)))
    assert "for this plan" in stop_of(far).text


def test_a_date_with_points_searches_points() -> None:
    """Hyperbolic with a date: the points are chosen, not a percentage."""
    pace = PaceWish(shape=Shape.HYPERBOLIC)
    goal = Goal(by=date(2029, 6, 1))
    request = make_request(DIAZEPAM_20, goal=goal, pace=pace, **GB)
    assert any("points" in said for said in proposal_of(request).assumptions)
    assert not proposal_of(request).is_refused


def test_a_date_that_products_do_not_allow_is_refused_for_the_products() -> None:
    """Temazepam capsules with a date: what is missing is said, not the date."""
    request = make_request(
        {("temazepam", "bedtime"): "30 mg"}, goal=Goal(by=date(2029, 1, 1)), use=RECENT
    )
    assert "1.875 mg capsule" in stop_of(request).text


def test_two_drugs_are_reduced_one_after_the_other() -> None:
    """Diazepam first, as listed; zopiclone stays until its turn."""
    request = make_request(
        {("diazepam", "morning"): "4 mg", ("zopiclone", "bedtime"): "7.5 mg"}, **GB
    )
    plan = plan_of(request)
    zopiclone = totals(plan, "zopiclone")
    first_cut = next(i for i, mg in enumerate(zopiclone) if mg != "7.5")
    assert set(totals(plan, "diazepam")[first_cut:]) == {"0"}
    assert any("one medicine" in said for said in proposal_of(request).assumptions)


def test_a_goal_may_name_the_drug_and_leaves_the_other_alone() -> None:
    """Zopiclone to 3.75 mg; diazepam stays at 4 mg throughout."""
    request = make_request(
        {("diazepam", "morning"): "4 mg", ("zopiclone", "bedtime"): "7.5 mg"},
        goal=Goal(reduce_to=Mass.mg("3.75"), drug="zopiclone"),
        **GB,
    )
    plan = plan_of(request)
    assert set(totals(plan, "diazepam")) == {"4"}
    assert plan.final_dose.total("zopiclone") == Mass.mg("3.75")


def test_a_second_drug_that_cannot_be_made_stops_the_plan() -> None:
    """What stays the same has to be makeable, too."""
    request = make_request(
        {("diazepam", "morning"): "4 mg", ("zopiclone", "bedtime"): "1 mg"}, **GB
    )
    assert stop_of(request).rule == "G15"


def test_a_second_drug_that_cannot_come_down_stops_the_plan() -> None:
    """A plan that would end with one drug still on is no plan to stop."""
    request = make_request(
        {("diazepam", "morning"): "4 mg", ("zolpidem", "bedtime"): "5 mg"},
        market="au",
        use=RECENT,
    )
    assert proposal_of(request).is_refused


def test_the_named_time_shrinks_first_and_the_text_says_so() -> None:
    """The morning dose goes down before the night's."""
    request = make_request(reduce_first=DoseTime.MORNING, use=RECENT)
    step = plan_of(request).steps[0]
    assert step.regimen.amounts["lorazepam", DoseTime.BEDTIME] == Mass.mg("1")
    said = proposal_of(request).assumptions
    assert any("morning dose shrinks first" in sentence for sentence in said)


def test_G05_a_red_flag_stops_all_planning() -> None:
    """A seizure: no plan at all, before any arithmetic."""
    person = Person(40, red_flags=frozenset({RedFlag.SEIZURE}))
    proposal = proposal_of(make_request(person=person))
    assert proposal.plan is None
    assert proposal.is_refused


@pytest.mark.parametrize(
    ("market", "table"), [("us", "vadod2021"), ("gb", "ashton2002")]
)
def test_H01_a_refusal_names_the_table_that_it_was_judged_by(
    market: str, table: str
) -> None:
    """As a plan does: a band of dose may be what it was refused for."""
    person = Person(40, red_flags=frozenset({RedFlag.SEIZURE}))
    refused = proposal_of(make_request(market=market, person=person))
    assert refused.plan is None
    assert refused.table == table == proposal_of(make_request(market=market)).table


def test_G06_yields_to_a_prescriber_with_a_reason() -> None:
    """Seizures in the past: refused, or a locked draft when a prescriber decides."""
    person = Person(40, frozenset({Flag.SEIZURE_HISTORY}))
    assert stop_of(make_request(person=person)).rule == "G06"
    proposal = proposal_of(make_request(person=person, **override("G06")))
    assert proposal.plan is not None
    assert any(f.severity is Severity.LOCK for f in proposal.findings)


def test_G11_only_a_prescriber_has_a_crossover_planned() -> None:
    """A person's crossover is refused; a prescriber's is drafted and locked."""
    assert proposal_of(make_request(method=Method.CROSSOVER)).is_refused
    theirs = proposal_of(
        make_request(method=Method.CROSSOVER, author=Author.PRESCRIBER)
    )
    assert theirs.plan is not None
    assert [f.severity for f in theirs.findings if f.rule == "G11"] == [Severity.LOCK]


def test_a_comparison_holds_both_ways() -> None:
    """Compare makes the direct plan and the crossover of the same request."""
    request = make_request(method=Method.COMPARE, author=Author.PRESCRIBER)
    both = proposals(request, FORMULARY)
    assert list(both) == ["direct", "crossover"]
    assert both["direct"].plan.crossover is None
    assert both["crossover"].plan.crossover is not None
    alone = proposals(make_request(), FORMULARY)
    assert list(alone) == ["direct"]


def test_H29_every_other_medicine_that_was_named_is_among_the_assumptions() -> None:
    """A settled one, too, and nothing claims that none was named."""
    oxycodone = CoDrug("oxycodone", date(2026, 1, 1))
    amitriptyline = CoDrug("Amitriptyline", None, date(2020, 5, 1))
    request = make_request(use=RECENT, co_drugs=(oxycodone, amitriptyline, oxycodone))
    said = " ".join(proposal_of(request).assumptions)
    assert (
        "Other medicines named: oxycodone (from 2026-01-01), Amitriptyline (stopped on"
        " 2020-05-01). Apart from these days each is taken to stay as it is; ask"
        " the pharmacist whether all of them go together." in said
    )
    assert "other medicine or" not in said
    assert "No illness or earlier withdrawal trouble was named" in said


def test_of_equal_tablets_those_at_home_are_used() -> None:
    """Plain tablets instead of orally disintegrating ones; no dose and no day moves."""
    current = {
        ("alprazolam", time): "0.5 mg" for time in ("morning", "midday", "bedtime")
    }
    plain = "us/alprazolam/tablet/0.25"
    request = make_request(current)

    def with_home(count: int) -> Plan:
        counted = Cupboard(request.start, ((plain, Fraction(count)),))
        return plan_of(replace(request, supply=SupplyWish(cupboard=counted)))

    bare, home = plan_of(request), with_home(40)
    other = "us/alprazolam/orally-disintegrating-tablet/0.25"
    assert plain in products_of(home)
    assert other not in products_of(home)
    assert other in products_of(bare)
    assert with_home(0) == bare
    assert [(step.start, step.days, step.regimen) for step in home.steps] == [
        (step.start, step.days, step.regimen) for step in bare.steps
    ]


def test_the_assumptions_name_what_was_not_said() -> None:
    """No age, no illness, products of the market, pieces: all of it is stated."""
    said = " ".join(proposal_of(make_request(use=RECENT)).assumptions)
    for part in (
        "No age was given",
        "No illness, other medicine or earlier",
        "taken as available",
        "halves",
    ):
        assert part in said
    person = Person(40, frozenset({Flag.DRIVES}))
    request = make_request(
        {("zolpidem", "bedtime"): "10 mg"},
        person=person,
        liquids=False,
        smallest_piece=SmallestPiece.QUARTER,
        products=("us/zolpidem/tablet/10", "us/zolpidem/tablet/5"),
        use=RECENT,
        goal=Goal(reduce_to=Mass.mg("9")),
    )
    said = " ".join(proposal_of(request).assumptions)
    assert "vadod2021 has no value for zolpidem; the limits use ashton2002" in said
    assert "No liquid is used, as asked." in said
    assert "No age was given" not in said


def test_a_custom_liquid_is_used_even_when_liquids_are_off() -> None:
    """What somebody names is meant, whatever the general setting says."""
    liquid = Product(
        "custom/temazepam-1",
        "temazepam",
        "oral suspension",
        ("custom",),
        Mark.UNVERIFIED,
        concentration=Concentration.mg_per_ml("1"),
    )
    request = make_request(
        {("temazepam", "bedtime"): "30 mg"},
        custom_products=(liquid,),
        liquids=False,
        use=RECENT,
    )
    assert not proposal_of(request).is_refused


def test_H07_a_micro_taper_is_never_faster_than_the_plain_one() -> None:
    """Where tablets are too coarse to spread a cut, its long hold stays long."""
    doses = {("clonazepam", "bedtime"): "1 mg"}
    plain = plan_of(make_request(doses, use=RECENT))
    spread = plan_of(make_request(doses, use=RECENT, pace=PaceWish(change_days=1)))
    assert spread.end >= plain.end


def test_short_steps_with_small_changes_keep_the_tiers_pace() -> None:
    """Seven-day steps spread by the day take no larger share of a fortnight."""
    both = PaceWish(step_days=7, change_days=1)
    weekly = plan_of(make_request(DIAZEPAM_20, pace=both, **GB))
    daily = plan_of(make_request(DIAZEPAM_20, pace=PaceWish(change_days=1), **GB))
    assert abs((weekly.end - daily.end).days) <= 28


def test_H07_between_two_drugs_the_second_is_held_for_a_step() -> None:
    """The first drug's stop and the second one's first cut never share a day."""
    request = make_request(
        {("diazepam", "bedtime"): "5 mg", ("zopiclone", "bedtime"): "7.5 mg"}, **GB
    )
    plan = plan_of(request)
    assert not proposal_of(request).is_refused
    held = next(step for step in plan.steps if "has ended" in step.reasons[0])
    assert held.days >= 14
    assert held.regimen.drugs == ("zopiclone",)
    assert held.regimen.total("zopiclone") == Mass.mg("7.5")


def test_a_date_that_the_pace_asked_for_misses_is_refused() -> None:
    """Asked for 25 % and a date that even this misses: both dates are named."""
    pace = PaceWish(reduction=Fraction(1, 4))
    goal = Goal(by=date(2027, 3, 31))
    finding = stop_of(make_request(DIAZEPAM_20, pace=pace, goal=goal, **GB))
    assert "after 2027-03-31" in finding.text


def test_a_linear_plan_stops_from_the_wished_dose_and_no_higher() -> None:
    """1 mg a step with a last dose of 0.5 mg ends at 0.5 mg or less."""
    pace = PaceWish(shape=Shape.LINEAR, amount=Mass.mg("1"))
    goal = Goal(final_dose=Mass.mg("0.5"))
    plan = plan_of(make_request(DIAZEPAM_20, pace=pace, goal=goal, **GB))
    assert plan.final_dose.total("diazepam") <= Mass.mg("0.5")


def test_a_last_dose_that_cannot_be_kept_is_said() -> None:
    """Lorazepam in whole tablets ends above the wish, and a caution says so."""
    goal = Goal(final_dose=Mass.mg("0.1"))
    request = make_request({("lorazepam", "bedtime"): "0.5 mg"}, goal=goal, use=RECENT)
    proposal = proposal_of(request)
    assert proposal.plan is not None
    said = [f.text for f in proposal.findings if f.rule == "G15"]
    assert any("cannot be reached as the last dose" in text for text in said)
    last = proposal.plan.steps[-1]
    assert any("Nothing smaller can be made" in reason for reason in last.reasons)
    assert last.days == 28


def test_a_goal_that_cannot_be_made_ends_above_it_and_says_so() -> None:
    """Zopiclone to 5 mg in gb: 5.625 mg is the nearest above."""
    request = make_request(
        {("zopiclone", "bedtime"): "7.5 mg"},
        goal=Goal(reduce_to=Mass.mg("5")),
        **GB,
    )
    proposal = proposal_of(request)
    assert proposal.plan is not None
    assert proposal.plan.final_dose.total("zopiclone") == Mass.mg("5.625")
    assert any("nearest makeable dose above" in f.text for f in proposal.findings)
    last = proposal.plan.steps[-1].reasons[-1]
    assert last == "This is the goal: it stays the dose of zopiclone in the plan."


def test_a_goal_with_nothing_makeable_in_between_is_refused() -> None:
    """Temazepam capsules from 30 to 23 mg: no plan that reduces nothing."""
    request = make_request(
        {("temazepam", "bedtime"): "30 mg"},
        goal=Goal(reduce_to=Mass.mg("23")),
        use=RECENT,
    )
    assert "nothing suitable can be made" in stop_of(request).text


def test_a_compounded_liquid_is_offered_only_when_it_would_do() -> None:
    """Whatever strength the refusal names makes a plan when it is entered."""
    refused = 0
    for market in ("us", "ca", "au", "de"):
        for drug in ("flurazepam", "temazepam", "oxazepam", "chlordiazepoxide"):
            products = FORMULARY.products_of(drug, market)
            if not products or products[0].strength is None:
                continue
            amount = f"{products[-1].strength.mg_text} mg"
            request = make_request(
                {(drug, "bedtime"): amount}, market=market, use=RECENT
            )
            proposal = proposal_of(request)
            if proposal.plan is not None:
                continue
            text = stop_of(request).text
            if "compounded oral liquid of" in text:
                strength = text.split("compounded oral liquid of ")[1].split(" ")[0]
                liquid = Product(
                    "custom/x",
                    drug,
                    "oral suspension",
                    ("custom",),
                    Mark.UNVERIFIED,
                    concentration=Concentration.mg_per_ml(strength),
                )
                eased = replace(request, custom_products=(liquid,))
                assert proposal_of(eased).plan is not None
                refused += 1
    assert refused


def test_a_prescribers_override_lifts_the_cap_down_to_what_g01_allows() -> None:
    """Temazepam capsules with G02 overridden: halving steps, never from above 4 mg."""
    request = make_request(
        {("temazepam", "bedtime"): "15 mg"},
        goal=Goal(final_dose=Mass.mg("6")),
        use=RECENT,
        custom_products=(
            Product(
                "custom/temazepam-6",
                "temazepam",
                "capsule",
                ("custom",),
                Mark.UNVERIFIED,
                strength=Mass.mg("6"),
            ),
        ),
        **override("G02"),
    )
    proposal = proposal_of(request)
    assert proposal.plan is not None
    assert not proposal.is_refused
    assert proposal.plan.final_dose.total("temazepam") == Mass.mg("6")
    assert any(f.severity is Severity.LOCK for f in proposal.findings)


def test_flags_without_a_rule_are_said_to_have_none() -> None:
    """What changes nothing is not passed over in silence."""
    person = Person(40, frozenset({Flag.PTSD, Flag.KIDNEY_DISEASE}))
    said = " ".join(proposal_of(make_request(person=person)).assumptions)
    assert "no conclusion from it: kidney disease, ptsd" in said


def test_of_two_orders_of_turns_the_one_with_fewer_large_cuts_is_kept() -> None:
    """Two ladders differ only in whose turn it is; the plan has the fewest cautions."""
    liquid = Product(
        "custom/oxazepam-1",
        "oxazepam",
        "oral suspension",
        ("custom",),
        Mark.UNVERIFIED,
        concentration=Concentration.mg_per_ml("1"),
    )
    request = make_request(
        {("oxazepam", "morning"): "15 mg", ("oxazepam", "bedtime"): "30 mg"},
        market="au",
        use=RECENT,
        custom_products=(liquid,),
    )
    formulary = FORMULARY.with_products(request.custom_products)
    starts = {DoseTime.MORNING: 15_000_000, DoseTime.BEDTIME: 30_000_000}
    case = Case.of_request(request, formulary)
    pace = choose_pace(request, triage(request, formulary), formulary.drug("oxazepam"))
    curve = Curve.of(pace, "oxazepam", 45_000_000, case.scale, request.goal)
    plain = ladder_for(request, formulary, "oxazepam", starts)
    turned = with_other_turns(plain, request, starts, Fraction(1, 10))
    start = start_stair(starts)
    sums = [best_fit(ladder, curve, start).sums() for ladder in (plain, turned)]
    forced = [each[0] for each in sums if each is not None]
    large = sum(
        "larger than planned" in " ".join(step.reasons)
        for step in plan_of(request).steps
    )
    assert large == min(forced)


def test_a_micro_taper_is_made_gentler_until_every_fortnight_keeps_the_cap() -> None:
    """Lumps that would add up to more than a quarter in 14 days are spread further."""
    pace = PaceWish(amount=Mass.mg("2.7"), change_days=5)
    request = make_request(
        {("diazepam", "bedtime"): "7.5 mg"}, market="au", use=RECENT, pace=pace
    )
    proposal = proposal_of(request)
    assert not proposal.is_refused
    assert any("every fortnight keeps the cap" in r.text for r in proposal.pace)
