"""Crossovers: one dose at a time, both drugs in one step, within a corridor (H06)."""

import csv
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from factories import FORMULARY, START, make_person, make_request, override
from stepwell.plan.crossover import CrossoverWish, Swap
from stepwell.plan.finding import Severity
from stepwell.plan.person import UseHistory
from stepwell.plan.request import Author, CoDrug, Goal, Method, PaceWish, Shape
from stepwell.plan.times import DoseTime
from stepwell.planner import propose
from stepwell.planner.compare import proposals
from stepwell.planner.renewed import renewed
from stepwell.quantities import Mass


FIXTURES = Path(__file__).parents[1] / "fixtures" / "schedules"
MG = 1_000_000


def crossing(current, wish=CrossoverWish(), **changes):
    """A prescriber's request for a crossover in gb."""
    usual = {
        "market": "gb",
        "method": Method.CROSSOVER,
        "author": Author.PRESCRIBER,
        "crossover": wish,
    }
    return make_request(current, **{**usual, **changes})


def plan_of(request):
    proposal = propose(request, FORMULARY)
    assert not proposal.is_refused, proposal.findings
    return proposal.plan


def totals(plan, drug):
    return [Fraction(step.regimen.total(drug).nanograms, MG) for step in plan.steps]


def published(name):
    """The totals of each step of a published table, by drug, in mg."""
    steps = defaultdict(lambda: defaultdict(Fraction))
    with (FIXTURES / name).open() as file:
        for row in csv.DictReader(file):
            cells = [row[key] for key in row if key.endswith("_mg")]
            steps[row["start"]][row["drug"]] += sum(Fraction(c or 0) for c in cells)
    return [dict(steps[start]) for start in sorted(steps)][1:]


LORAZEPAM = {("lorazepam", "morning"): "1 mg", ("lorazepam", "bedtime"): "1 mg"}


def test_the_scottish_lorazepam_table_is_reproduced():
    """Night first, then morning, then 1 mg of diazepam a step: the same totals.

    A deliberate difference: our morning dose stays at 1 mg while the night's goes
    down, because no dose of the day is dropped before all are small.
    """
    plan = plan_of(
        crossing(
            LORAZEPAM,
            CrossoverWish(swap_days=14),
            pace=PaceWish(shape=Shape.LINEAR, amount=Mass.mg(1)),
            goal=Goal(final_dose=Mass.mg(1), drug="diazepam"),
            reduce_first=DoseTime.MORNING,
            products=("gb/diazepam/tablet/2", "gb/diazepam/tablet/5"),
            liquids=False,
        )
    )
    table = [step for step in published("scotland_lorazepam_2_to_diazepam.csv")]
    wanted = [step for step in table if any(step.values())]
    assert totals(plan, "diazepam") == [step.get("diazepam", 0) for step in wanted]
    assert totals(plan, "lorazepam") == [step.get("lorazepam", 0) for step in wanted]


def test_the_ashton_nitrazepam_table_is_reproduced():
    """Half the nitrazepam, then all of it, then 1 mg of diazepam a step."""
    plan = plan_of(
        crossing(
            {("nitrazepam", "bedtime"): "10 mg"},
            CrossoverWish(parts=2),
            pace=PaceWish(shape=Shape.LINEAR, amount=Mass.mg(1)),
            goal=Goal(final_dose=Mass.mg(1), drug="diazepam"),
            liquids=False,
        )
    )
    table = published("ashton_nitrazepam_10_to_diazepam.csv")
    wanted = [step for step in table if any(step.values())]
    assert totals(plan, "diazepam") == [step.get("diazepam", 0) for step in wanted]
    assert totals(plan, "nitrazepam") == [step.get("nitrazepam", 0) for step in wanted]


ASHTON_LORAZEPAM_SWAPS = (
    ("bedtime", "1"),
    ("morning", "0.5"),
    ("bedtime", "0.5"),
    ("midday", "0.5"),
    ("bedtime", "0.5"),
)


def test_the_ashton_lorazepam_swaps_are_reproduced():
    """Five swaps up to 30 mg of diazepam, with 60 mg of equivalent throughout.

    Deliberate differences: the table then cuts lorazepam by 0.5 mg and diazepam by 2
    and later 1 mg; a plan of ours has one pace, so only the swaps are compared.
    """
    swaps = tuple(
        Swap(DoseTime(time), Mass.mg(mg)) for time, mg in ASHTON_LORAZEPAM_SWAPS
    )
    current = {("lorazepam", t): "2 mg" for t in ("morning", "midday", "bedtime")}
    wish = CrossoverWish(swaps=swaps, most_daily=Mass.mg(30))
    plan = plan_of(crossing(current, wish))
    table = published("ashton_lorazepam_6_to_diazepam.csv")[: len(swaps)]
    assert plan.crossover.last_step == len(swaps)
    for drug in ("lorazepam", "diazepam"):
        assert totals(plan, drug)[: len(swaps)] == [step[drug] for step in table]
    after = plan.steps[len(swaps)]
    assert after.regimen.total("diazepam") == Mass.mg(30)
    assert after.regimen.total("lorazepam") < Mass.mg(3)


BROMAZEPAM = {("bromazepam", "midday"): "1.5 mg"}
HALVES = CrossoverWish(parts=2)


def coarse(**changes):
    """Bromazepam 1.5 mg, 2.5 mg of diazepam, in halves, with tablets only."""
    usual = {"market": "ca", "liquids": False, "use": UseHistory(date(2026, 3, 1))}
    return crossing(BROMAZEPAM, HALVES, **{**usual, **changes})


def low_totals(proposal):
    return [
        finding
        for finding in proposal.findings
        if finding.rule == "G15" and "Both together" in finding.text
    ]


def test_H06_a_swap_says_what_is_really_added_and_what_the_total_becomes():
    """1.25 mg cannot be made of tablets: 1 mg it is, and 10 % less in all."""
    proposal = propose(coarse(), FORMULARY)
    reasons = " ".join(proposal.plan.steps[1].reasons)
    assert (
        "becomes 1 mg of diazepam (1.25 mg by the ratio; nothing that can be made keeps"
        " the total better within its limits)."
    ) in reasons
    told = (
        "Both together are then 2 mg of diazepam a day by the ratio, 11.1 % less than"
        " the step before (2.25 mg) and 20 % less than an even exchange keeps (2.5 mg)."
    )
    assert told in reasons
    first, second = low_totals(proposal)
    assert (first.step, second.step) == (1, 2)
    assert first.severity is Severity.CAUTION
    assert told in second.text
    assert "liquid" in second.would_change


def test_H06_the_caution_on_a_swap_moves_with_its_step():
    """A freeze before the first swap makes it the second step."""
    stopped = CoDrug("omeprazole", None, START - timedelta(days=1))
    proposal = propose(coarse(co_drugs=(stopped,)), FORMULARY)
    assert proposal.plan.steps[0].regimen == proposal.plan.before
    assert [each.step for each in low_totals(proposal)] == [2, 3]


def test_H06_a_swap_that_would_take_more_than_the_agreed_step_is_refused():
    """After 10 years 5 % or 1.3 points are agreed to: 20 % in two weeks are not."""
    finding = stop_of(coarse(use=UseHistory(date(2017, 1, 1))))
    assert finding.rule == "G15"
    assert (
        "a swap of 0.75 milligrams of bromazepam at midday could add only 1 mg of"
        " diazepam where the ratio gives 1.25 mg, so both together would fall from 2.5"
        " mg to 2 mg of diazepam a day within 14 days, by 20 %, more than the agreed"
        " step"
    ) in finding.text
    assert "a liquid" in finding.would_change


def test_H06_every_swap_adds_diazepam_and_none_is_lost_in_rounding():
    """A small part that rounds to nothing adds the smallest piece instead."""
    current = {
        ("clorazepate", "morning"): "9.375 mg",
        ("clorazepate", "midday"): "3.75 mg",
        ("clorazepate", "bedtime"): "16.875 mg",
        ("diazepam", "bedtime"): "4 mg",
    }
    wish = CrossoverWish(parts=3, equal=Mass.mg(30))
    plan = plan_of(crossing(current, wish, market="us", liquids=False))
    taken = [4, *totals(plan, "diazepam")[: plan.crossover.last_step]]
    assert all(later > earlier for earlier, later in pairwise(taken))
    assert taken[-1] == 14


def test_H06_both_drugs_change_in_one_step():
    """No step raises diazepam without lowering the old drug in the same step."""
    plan = plan_of(crossing(LORAZEPAM))
    before = plan.before
    for step in plan.steps[: plan.crossover.last_step]:
        assert step.regimen.total("diazepam") > before.total("diazepam")
        assert step.regimen.total("lorazepam") < before.total("lorazepam")
        before = step.regimen


def test_H06_a_plan_that_forgets_the_old_drug_cannot_exist():
    """Diazepam on top of the whole old dose is no plan."""
    plan = plan_of(crossing(LORAZEPAM))
    first = plan.steps[0]
    added = tuple(dose for dose in first.doses if dose.drug == "diazepam")
    lorazepam = tuple(
        dose
        for dose in plan_of(crossing(LORAZEPAM, CrossoverWish(parts=2))).steps[0].doses
        if dose.drug == "lorazepam"
    )
    both = replace(first, doses=(*lorazepam, *lorazepam, *added))
    assert both.regimen.total("lorazepam") >= plan.before.total("lorazepam")
    with pytest.raises(ValueError, match="step 1 raises a dose"):
        replace(plan, steps=(both, *plan.steps[1:]))


def test_a_rise_after_the_last_swap_is_no_plan():
    """Only swaps raise diazepam: later steps may not, whatever else falls."""
    plan = plan_of(crossing(LORAZEPAM))
    with pytest.raises(ValueError, match="raises a dose"):
        replace(plan, crossover=replace(plan.crossover, last_step=1))


def test_the_night_dose_changes_over_first_and_the_order_can_be_named():
    """The default is the night; a named time goes before it."""
    assert first_new_dose(CrossoverWish()) is DoseTime.BEDTIME
    order = (DoseTime.MORNING, DoseTime.BEDTIME)
    assert first_new_dose(CrossoverWish(order=order)) is DoseTime.MORNING


def first_new_dose(wish):
    step = plan_of(crossing(LORAZEPAM, wish)).steps[0]
    return next(dose.time for dose in step.doses if dose.drug == "diazepam")


def test_the_ratio_can_be_set_and_changed_at_a_later_swap():
    """The table's ratio first, then the prescriber's: 1 mg is 10, later 8 mg."""
    swaps = (
        Swap(DoseTime.BEDTIME, Mass.mg(1)),
        Swap(DoseTime.MORNING, Mass.mg(1), equal=Mass.mg("1.25")),
    )
    plan = plan_of(crossing(LORAZEPAM, CrossoverWish(swaps=swaps)))
    assert totals(plan, "diazepam")[:2] == [10, 18]
    first, second = (" ".join(step.reasons) for step in plan.steps[:2])
    assert "1 milligram of lorazepam counts as 10 milligrams" in first
    assert "1.25 milligrams of lorazepam counts as 10 milligrams" in second
    assert "as the prescriber set it" in second


def test_what_is_added_is_the_low_end_of_the_table():
    """Flurazepam 15 to 30 mg is 10 mg of diazepam: 30 mg becomes 10, not 20.

    By the other end that is half of the dose, so the cap (G02) refuses it unless the
    prescriber says why it may be.
    """
    current = {("flurazepam", "bedtime"): "30 mg"}
    changes = {"market": "us", "equivalence": "ashton2002"}
    assert stop_of(crossing(current, **changes)).rule == "G02"
    plan = plan_of(crossing(current, **changes, **override("G02")))
    assert totals(plan, "diazepam")[0] == 10


def test_the_last_swap_is_held_for_two_weeks():
    """A week a swap, two weeks after the last one, and no claim that it settled."""
    plan = plan_of(crossing(LORAZEPAM))
    assert [step.days for step in plan.steps[:2]] == [7, 14]
    assert plan.steps[1].reasons[-1] == (
        "This is held for at least 14 days; see the prescriber before going on."
    )


def test_a_hold_shorter_than_diazepam_needs_says_so():
    """At 80 years, 5 half-lives are 16 days, and the wish is 7."""
    current = {("lorazepam", "bedtime"): "1 mg"}
    wish = CrossoverWish(settle_days=7)
    plan = plan_of(crossing(current, wish, person=make_person(age=80)))
    assert plan.steps[0].days == 7
    assert plan.steps[0].reasons[-2:] == (
        "This is held for at least 7 days; see the prescriber before going on.",
        "In our model diazepam takes longer to settle: about 16 days, so what is felt"
        " on this dose may still change after that.",
    )


def test_where_nobody_knows_how_long_diazepam_needs_that_is_said():
    """With kidney disease no level is modelled."""
    plan = plan_of(crossing(LORAZEPAM, person=make_person("kidney_disease")))
    assert "takes to settle is not known" in plan.steps[1].reasons[-1]


def test_what_is_left_above_the_most_a_day_is_reduced_as_it_is():
    """With at most 10 mg of diazepam, the other lorazepam dose is tapered itself."""
    plan = plan_of(crossing(LORAZEPAM, CrossoverWish(most_daily=Mass.mg(10))))
    assert plan.crossover.last_step == 1
    assert max(totals(plan, "diazepam")) == 10
    assert plan.steps[1].regimen.total("lorazepam") < Mass.mg(1)
    assert plan.stop_date is not None


def test_a_swap_that_leaves_a_dose_nobody_can_make_is_refused():
    """A tenth of a tablet is not makeable: the refusal names it and the way on."""
    swaps = (Swap(DoseTime.BEDTIME, Mass.mg("0.9")),)
    request = crossing(LORAZEPAM, CrossoverWish(swaps=swaps), liquids=False)
    finding = stop_of(request)
    assert "0.1 milligrams of lorazepam" in finding.text
    assert "another product" in finding.would_change


def test_a_swap_of_more_than_is_taken_is_refused():
    """2 mg cannot be swapped from a dose of 1 mg."""
    swaps = (Swap(DoseTime.BEDTIME, Mass.mg(2)),)
    finding = stop_of(crossing(LORAZEPAM, CrossoverWish(swaps=swaps)))
    assert "more than is taken then" in finding.text


def test_no_swap_at_all_is_refused():
    """With less allowed than any swap needs, the limit is what the refusal names."""
    finding = stop_of(crossing(LORAZEPAM, CrossoverWish(most_daily=Mass.mg(5))))
    assert finding.text == (
        "The crossover cannot be planned: no swap of lorazepam keeps diazepam within 5"
        " milligrams a day (most_diazepam_a_day)."
    )
    assert finding.would_change.startswith("a higher most_diazepam_a_day")


def test_a_swap_above_the_most_a_day_is_left_out_and_the_others_go_on():
    """2 mg at bedtime would be 20 mg of diazepam; 0.5 mg in the morning fits in 10."""
    current = {("lorazepam", "bedtime"): "2 mg", ("lorazepam", "morning"): "0.5 mg"}
    plan = plan_of(crossing(current, CrossoverWish(most_daily=Mass.mg(10))))
    first = plan.steps[0]
    assert plan.crossover.last_step == 1
    assert first.regimen.total("diazepam") == Mass.mg(5)
    assert first.regimen.total("lorazepam") == Mass.mg(2)
    assert (
        "What is left of lorazepam, 2 milligrams at bedtime, would take diazepam above"
        " 10 milligrams a day (most_diazepam_a_day), and goes down as it is."
    ) in first.reasons


def test_what_is_left_of_a_dose_after_a_swap_that_is_left_out_stays_whole():
    """Of 3 mg in thirds, 2 mg go over; the last third would be above 20 mg."""
    current = {("lorazepam", "bedtime"): "3 mg"}
    wish = CrossoverWish(parts=3, most_daily=Mass.mg(20))
    plan = plan_of(crossing(current, wish))
    assert plan.crossover.last_step == 2
    assert plan.steps[1].regimen.total("lorazepam") == Mass.mg(1)
    lower = replace(wish, most_daily=Mass.mg(9), equal=Mass.mg("1.5"), parts=2)
    assert plan_of(crossing(LORAZEPAM, lower)).crossover.last_step == 2


def test_H06_a_ratio_that_adds_more_is_kept_to_as_well():
    """From 20 mg of prazepam for 10 mg to 5 mg: the whole of it is added."""
    swaps = (
        Swap(DoseTime.BEDTIME, Mass.mg(10)),
        Swap(DoseTime.BEDTIME, Mass.mg(30), equal=Mass.mg(5)),
    )
    current = {("prazepam", "bedtime"): "40 mg"}
    proposal = propose(
        crossing(current, CrossoverWish(swaps=swaps), market="de"), FORMULARY
    )
    assert totals(proposal.plan, "diazepam")[:2] == [5, 65]


def test_H06_rounding_never_takes_diazepam_above_the_most_a_day():
    """4.9 mg is within 4.95 mg and would be rounded to 5 mg: no swap, then."""
    wish = CrossoverWish(equal=Mass.mg("1.02"), most_daily=Mass.mg("4.95"))
    current = {("lorazepam", "bedtime"): "0.5 mg"}
    finding = stop_of(crossing(current, wish, liquids=False))
    assert "no swap of lorazepam keeps diazepam within 4.95" in finding.text


def test_H06_nor_is_a_swap_rounded_down_to_fit_the_most_a_day():
    """5.1 mg is above 5 mg, although 5 mg is what tablets make of it."""
    wish = CrossoverWish(equal=Mass.mg("0.98"))
    current = {("lorazepam", "bedtime"): "0.5 mg"}
    assert totals(plan_of(crossing(current, wish, liquids=False)), "diazepam")[0] == 5
    limited = replace(wish, most_daily=Mass.mg(5))
    finding = stop_of(crossing(current, limited, liquids=False))
    assert "no swap of lorazepam keeps diazepam within 5 milligrams" in finding.text


def test_what_no_swap_takes_is_said_too():
    """Swaps that leave the morning dose say that they do."""
    wish = CrossoverWish(swaps=(Swap(DoseTime.BEDTIME, Mass.mg(1)),))
    reasons = plan_of(crossing(LORAZEPAM, wish)).steps[0].reasons
    assert (
        "What is left of lorazepam, 1 milligram in the morning, is in no swap, and goes"
        " down as it is."
    ) in reasons


def test_a_refusal_after_the_swaps_says_what_they_leave():
    """The morning clonazepam cannot go down: no crossover is offered once more."""
    current = {("clonazepam", "morning"): "0.5 mg", ("clonazepam", "bedtime"): "1 mg"}
    swaps = (Swap(DoseTime.BEDTIME, Mass.mg(1)),)
    finding = stop_of(crossing(current, CrossoverWish(swaps=swaps), market="au"))
    assert finding.text.startswith(
        "What is left of clonazepam, 0.5 milligrams in the morning, is in no swap"
    )
    assert "nothing suitable can be made" in finding.text
    assert "crossover" not in finding.text
    assert "swaps that leave nothing of clonazepam" in finding.would_change
    assert plan_of(crossing(current, market="au")).stop_date is not None


def test_a_compounded_liquid_is_offered_without_another_crossover():
    """Loprazolam has no smaller dose: a crossover is under way, so it is no way out."""
    wish = CrossoverWish(swaps=(Swap(DoseTime.BEDTIME, Mass.mg("0.5")),))
    finding = stop_of(crossing({("loprazolam", "bedtime"): "1 mg"}, wish))
    assert "ask the pharmacist what else can be had" in finding.text
    assert "about a crossover" not in finding.text


def stop_of(request):
    proposal = propose(request, FORMULARY)
    assert proposal.is_refused
    return next(f for f in proposal.findings if f.severity is Severity.STOP)


def test_a_person_who_asks_by_themselves_is_sent_to_a_prescriber():
    """G11: only a prescriber sets a change of drug."""
    request = crossing(LORAZEPAM, author=Author.PERSON)
    assert stop_of(request).rule == "G11"


@pytest.mark.parametrize(
    "flag", ["liver_disease", "cognitive_impairment", "severe_respiratory_disease"]
)
def test_with_these_illnesses_no_crossover_is_planned(flag):
    """G12: liver, breathing and memory disease stop it, unless overridden."""
    request = crossing(LORAZEPAM, person=make_person(flag))
    assert stop_of(request).rule == "G12"


def test_a_second_drug_waits_while_the_first_changes_over():
    """Zopiclone at night stays as it is through the swaps."""
    current = {**LORAZEPAM, ("zopiclone", "bedtime"): "7.5 mg"}
    plan = plan_of(crossing(current, goal=Goal(drug="lorazepam")))
    for step in plan.steps[: plan.crossover.last_step]:
        assert step.regimen.total("zopiclone") == Mass.mg("7.5")
    assert plan.stop_date is not None


def test_diazepam_that_is_taken_already_is_added_to():
    """Half of the way is done: what is there counts."""
    current = {("lorazepam", "bedtime"): "1 mg", ("diazepam", "bedtime"): "5 mg"}
    plan = plan_of(crossing(current))
    assert totals(plan, "diazepam")[0] == 15


def test_no_day_is_without_a_dose_and_steps_follow_each_other():
    """Step by step without a gap, from the start to the stop."""
    plan = plan_of(crossing(LORAZEPAM))
    for earlier, later in pairwise(plan.steps):
        assert later.start == earlier.start + timedelta(days=earlier.days)
        assert later.doses
    assert plan.stop_date == plan.steps[-1].end


def test_same_request_same_plan():
    """Nothing is left to chance."""
    request = crossing(LORAZEPAM, CrossoverWish(parts=2))
    assert propose(request, FORMULARY) == propose(request, FORMULARY)


def test_a_ratio_that_needs_too_little_diazepam_names_about_how_much():
    """Less than the smallest piece of diazepam: the sentence says what is missing."""
    request = crossing(
        {("lorazepam", "bedtime"): "0.5 mg"},
        CrossoverWish(equal=Mass.mg(10)),
        liquids=False,
    )
    finding = stop_of(request)
    assert "about 0.5 milligrams of diazepam at bedtime cannot be made" in finding.text


def test_a_ratio_of_the_prescriber_is_named_as_theirs():
    """The reason of the first step says whose ratio it is."""
    plan = plan_of(crossing(LORAZEPAM, CrossoverWish(equal=Mass.mg("1.25"))))
    assert totals(plan, "diazepam")[0] == 8
    assert any("as the prescriber set it" in said for said in plan.steps[0].reasons)


def test_a_waiting_drug_that_cannot_be_made_is_refused():
    """What stays as it is has to be makeable as well: no crossover around it."""
    current = {**LORAZEPAM, ("zopiclone", "bedtime"): "7 mg"}
    request = crossing(current, goal=Goal(drug="lorazepam"), liquids=False)
    assert "7 milligrams of zopiclone" in stop_of(request).text


def test_a_reduction_that_cannot_follow_refuses_the_whole():
    """Swaps alone are no plan: the earliest end counts from the end of the swaps."""
    early = START + timedelta(days=28)
    finding = stop_of(crossing(LORAZEPAM, goal=Goal(by=early)))
    assert finding.rule == "G02"
    assert "earliest stop date" in finding.text


def test_a_lower_dose_of_the_old_drug_is_never_read_as_diazepam():
    """0.5 mg of lorazepam is not 0.5 mg of diazepam: refused, with a way on."""
    finding = stop_of(crossing(LORAZEPAM, goal=Goal(reduce_to=Mass.mg("0.5"))))
    assert finding.text == (
        "The crossover cannot be planned: the goal of 0.5 milligrams is of lorazepam,"
        " and diazepam is what goes down after the swaps."
    )
    assert "direct" in finding.would_change


@pytest.mark.parametrize(
    ("changes", "words", "instead"),
    [
        (
            {"pace": PaceWish(shape=Shape.LINEAR, amount=Mass.mg("0.5"))},
            "the step of 0.5 milligrams is of lorazepam",
            "pace.reduction_percent",
        ),
        (
            {"goal": Goal(final_dose=Mass.mg("0.1"))},
            "the final dose of 0.1 milligrams is of lorazepam",
            "no goal.final_dose",
        ),
    ],
)
def test_H06_no_milligram_of_the_old_drug_is_read_as_diazepam(changes, words, instead):
    """Neither the size of a step nor the last dose; the refusal says how to say it."""
    finding = stop_of(crossing(LORAZEPAM, **changes))
    assert words in finding.text
    assert finding.would_change == (
        f'{instead}; or goal.drug: "diazepam" where milligrams of diazepam are meant'
    )


def test_H06_a_step_in_milligrams_is_never_of_two_drugs():
    """With lorazepam left, both go down: one mass cannot be meant for both."""
    pace = PaceWish(shape=Shape.LINEAR, amount=Mass.mg("0.1"))
    wish = CrossoverWish(most_daily=Mass.mg(10))
    finding = stop_of(crossing(LORAZEPAM, wish, pace=pace))
    assert "lorazepam and then diazepam is what goes down" in finding.text


def test_milligrams_of_diazepam_are_taken_where_diazepam_is_named():
    """``goal.drug`` says of what they are, also before diazepam is taken."""
    goal = Goal(reduce_to=Mass.mg(15), drug="diazepam")
    pace = PaceWish(shape=Shape.LINEAR, amount=Mass.mg(1))
    plan = plan_of(crossing(LORAZEPAM, goal=goal, pace=pace))
    assert totals(plan, "diazepam")[1:] == [20, 19, 18, 17, 16, 15]


def test_H06_a_plan_made_anew_before_its_swaps_keeps_the_named_drug():
    """Its milligrams stay those of diazepam, which is not taken yet."""
    request = crossing(LORAZEPAM, goal=Goal(final_dose=Mass.mg(1), drug="diazepam"))
    plan = plan_of(request)
    assert renewed(request, plan, None, FORMULARY).goal == request.goal
    held = replace(planless(plan), crossover=None)
    assert renewed(request, held, None, FORMULARY).goal.drug is None


def planless(plan):
    """The plan that only holds today's dose."""
    first = plan.steps[0]
    doses = tuple(dose for dose in first.doses if dose.drug != "diazepam")
    return replace(plan, steps=(replace(first, doses=doses),), stop_date=None)


@pytest.mark.parametrize("mg", [25, 20])
def test_a_goal_that_is_not_below_what_the_swaps_bring_is_refused(mg):
    """25 mg of diazepam is no lower dose where the swaps end at 20, nor is 20 mg."""
    goal = Goal(reduce_to=Mass.mg(mg), drug="diazepam")
    finding = stop_of(crossing(LORAZEPAM, goal=goal))
    assert f"{mg} milligrams of diazepam is not below the 20 milligrams" in finding.text


def test_a_lower_dose_of_diazepam_is_what_it_says():
    """Who takes diazepam already may name how much of it goes on."""
    current = {("lorazepam", "bedtime"): "1 mg", ("diazepam", "bedtime"): "5 mg"}
    goal = Goal(reduce_to=Mass.mg(4), drug="diazepam")
    plan = plan_of(crossing(current, goal=goal))
    assert plan.stop_date is None
    assert totals(plan, "diazepam")[-1] == 4


def test_a_lower_dose_of_what_is_left_of_the_old_drug_is_what_it_says():
    """With a limit on diazepam some lorazepam is left, and goes down to the goal."""
    wish = CrossoverWish(most_daily=Mass.mg(10))
    plan = plan_of(crossing(LORAZEPAM, wish, goal=Goal(reduce_to=Mass.mg("0.5"))))
    assert plan.stop_date is None
    assert totals(plan, "lorazepam")[-1] == Fraction(1, 2)


def test_a_comparison_has_both_methods_and_any_other_request_one():
    """Each is the same as if it had been asked for alone."""
    request = crossing(LORAZEPAM, method=Method.COMPARE)
    both = proposals(request, FORMULARY)
    assert list(both) == ["direct", "crossover"]
    for method, proposal in both.items():
        alone = replace(request, method=Method(method))
        assert proposal == propose(alone, FORMULARY)
        assert proposals(alone, FORMULARY) == {method: proposal}
