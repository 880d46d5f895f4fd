"""A local limit on the pieces of a dose: no more than so many, in any plan (H04)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.factories import FORMULARY, START, make_request, pieces_of

from stepwell.formulary import Product
from stepwell.plan.crossover import CrossoverWish
from stepwell.plan.finding import Finding, Severity
from stepwell.plan.person import UseHistory
from stepwell.plan.plan import Dose, Plan
from stepwell.plan.request import (
    Author,
    CoDrug,
    Goal,
    Method,
    PaceWish,
    Request,
)
from stepwell.planner import propose
from stepwell.quantities import Mass
from stepwell.sources import Mark


MORE = "up to 10 pieces a dose (most_pieces_a_dose)"
DIAZEPAM_20 = {("diazepam", "bedtime"): "20 mg"}
LORAZEPAM_2 = {("lorazepam", "bedtime"): "2 mg"}
TWO_DRUGS = {("diazepam", "bedtime"): "4 mg", ("zopiclone", "bedtime"): "11.25 mg"}
FLUVOXAMINE = (CoDrug("fluvoxamine", START),)


def asked(current: Any = DIAZEPAM_20, pieces: int = 10, **changes: Any) -> Request:
    """A request in gb, with at most so many pieces a dose."""
    return make_request(current, **{"market": "gb", "most_pieces": pieces, **changes})


def crossing(current: Any = LORAZEPAM_2, pieces: int = 10, **changes: Any) -> Request:
    """A prescriber's crossover in gb, with at most so many pieces a dose."""
    usual = {"method": Method.CROSSOVER, "author": Author.PRESCRIBER}
    return asked(current, pieces, **{**usual, **changes})


def plan_of(request: Request) -> Plan:
    """The plan of a request, which has to be there and unrefused."""
    proposal = propose(request, FORMULARY)
    assert not proposal.is_refused, proposal.findings
    assert proposal.plan is not None
    return proposal.plan


def stop_of(request: Request) -> Finding:
    """The stop finding of a request that is refused."""
    proposal = propose(request, FORMULARY)
    assert proposal.is_refused
    return next(f for f in proposal.findings if f.severity is Severity.STOP)


def doses_of(plan: Plan) -> list[Dose]:
    """Every dose of every step."""
    return [dose for step in plan.steps for dose in step.doses]


def most_pieces_of(plan: Plan) -> int:
    """The pieces of the dose that has most of them."""
    return max(map(pieces_of, doses_of(plan)))


# A direct taper -------------------------------------------------------------------


def test_without_a_limit_diazepam_takes_four_tablets_at_a_time() -> None:
    """19 mg is a 10, a 5 and two 2 mg tablets: what the limits below are about."""
    first = plan_of(asked()).steps[0].doses[0]
    assert (first.amount, pieces_of(first)) == (Mass.mg(19), 4)


@pytest.mark.parametrize("pieces", [1, 2, 3, 4])
def test_H04_no_dose_is_of_more_pieces_than_the_limit(pieces: int) -> None:
    """Where tablets would be too many, a liquid makes the dose."""
    plan = plan_of(asked(pieces=pieces))
    assert most_pieces_of(plan) <= pieces
    assert plan.stop_date is not None


def test_H12_a_measured_volume_is_one_piece() -> None:
    """With one piece a dose, 19 mg is 9.5 ml of the liquid and nothing beside it."""
    [part] = plan_of(asked(pieces=1)).steps[0].doses[0].parts
    assert part.volume is not None
    assert part.volume.microlitres == 9_500


def test_a_limit_that_the_plan_keeps_anyway_changes_nothing() -> None:
    """In tablets alone no dose is of more than four, so four are no limit."""
    usual = plan_of(asked(liquids=False))
    assert most_pieces_of(usual) == 4
    assert plan_of(asked(pieces=4, liquids=False)) == usual


@pytest.mark.parametrize("every", [1, 7])
def test_H04_a_micro_taper_keeps_the_limit(every: int) -> None:
    """Each of its small changes is a dose like any other."""
    pace = PaceWish(change_days=every)
    assert most_pieces_of(plan_of(asked(pieces=2, pace=pace))) <= 2


def test_a_refusal_names_more_pieces_as_a_way_out() -> None:
    """One tablet at a time takes 20 mg to 10 mg: too large a cut."""
    finding = stop_of(asked(pieces=1, liquids=False))
    assert finding.rule == "G02"
    assert finding.text == (
        "From 20 milligrams of diazepam a day the next smaller dose that can be made is"
        " 10 milligrams, a cut of 50 % when at most 25 % keeps the limit. It would work"
        f" with an oral liquid (liquids) or with {MORE}."
    )
    assert finding.would_change == f"an oral liquid (liquids) or {MORE}"


def test_a_refusal_names_more_pieces_only_where_they_would_do() -> None:
    """Nitrazepam needs the liquid: with three pieces, more tablets do not help."""
    request = asked({("nitrazepam", "bedtime"): "10 mg"}, 3, liquids=False)
    assert stop_of(request).would_change == "an oral liquid (liquids)"


def test_a_refusal_names_settings_that_would_do_only_together() -> None:
    """One piece a dose: 10 ml of the nitrazepam liquid are 5 mg, so both are needed."""
    request = asked({("nitrazepam", "bedtime"): "10 mg"}, 1, liquids=False)
    finding = stop_of(request)
    assert finding.would_change == f"an oral liquid (liquids) and {MORE}"
    assert finding.text.endswith(f"It would work with {finding.would_change}.")


def test_a_refusal_says_what_is_missing_where_no_setting_would_do() -> None:
    """Capsules of temazepam cannot come down, however many are taken."""
    request = asked({("temazepam", "bedtime"): "20 mg"}, 2, liquids=False, market="de")
    finding = stop_of(request)
    assert "missing is a 2.5 mg capsule" in finding.text
    assert "most_pieces_a_dose" not in finding.would_change


def test_a_refusal_without_a_limit_does_not_speak_of_pieces() -> None:
    """Ten are the most there is."""
    request = asked({("nitrazepam", "bedtime"): "10 mg"}, liquids=False)
    assert "most_pieces_a_dose" not in stop_of(request).would_change


def capsule(mg: str) -> Product:
    """A compounded capsule of diazepam."""
    return Product(
        f"custom/diazepam-{mg}",
        "diazepam",
        "capsule",
        ("custom",),
        Mark.UNVERIFIED,
        strength=Mass.mg(mg),
    )


def small(pieces: int) -> Request:
    """Diazepam 0.5 mg of two capsules, small enough to stop from."""
    return asked(
        {("diazepam", "bedtime"): "0.5 mg"},
        pieces,
        use=UseHistory(date(2026, 6, 1)),
        custom_products=(capsule("0.25"),),
        liquids=False,
    )


def test_a_dose_small_enough_to_stop_from_needs_its_pieces_for_one_step_more() -> None:
    """Two capsules of 0.25 mg are held for a step; with one the way out is two."""
    assert most_pieces_of(plan_of(small(2))) == 2
    assert MORE in stop_of(small(1)).would_change


def test_a_goal_that_too_few_pieces_miss_says_so() -> None:
    """14 mg are three pieces: with two the plan ends at 15, and names the limit."""
    request = asked(pieces=2, goal=Goal(reduce_to=Mass.mg(14)), liquids=False)
    proposal = propose(request, FORMULARY)
    assert proposal.plan is not None
    assert proposal.plan.final_dose.total("diazepam") == Mass.mg(15)
    [said] = [f for f in proposal.findings if f.text.startswith("14 milligrams")]
    assert said.would_change == (
        f"another product, smaller pieces or a liquid; or {MORE}"
    )
    more = plan_of(replace(request, most_pieces=3))
    assert more.final_dose.total("diazepam") == Mass.mg(14)


# Drugs that wait, and freezes -----------------------------------------------------


def test_H04_a_drug_that_waits_keeps_the_limit_too() -> None:
    """Zopiclone 11.25 mg is three halves of 7.5: two pieces, beside diazepam's two.

    What is taken at the same time of another drug is counted by itself.
    """
    plan = plan_of(asked(TWO_DRUGS, 2))
    assert most_pieces_of(plan) == 2
    night = [pieces_of(dose) for dose in plan.steps[0].doses]
    assert sum(night) > 2


def test_a_waiting_dose_of_too_many_pieces_is_refused_with_the_limit() -> None:
    """It is not handed out in more pieces, and not rounded."""
    finding = stop_of(asked(TWO_DRUGS, 1))
    assert finding.rule == "G15"
    assert finding.text == (
        "11.25 milligrams of zopiclone, which would stay the same for now, cannot be"
        " made from the products known with at most 1 piece; name what it is made from"
        " under custom_products."
    )
    assert finding.would_change == (
        f"the product that this dose is taken from; or {MORE}"
    )


def test_H04_todays_dose_is_held_within_the_limit() -> None:
    """While a freeze lasts, 20 mg are taken as two tablets of 10."""
    plan = plan_of(asked(pieces=2, co_drugs=FLUVOXAMINE))
    assert plan.steps[0].regimen == plan.before
    assert most_pieces_of(plan) == 2


def test_todays_dose_of_too_many_pieces_is_not_held() -> None:
    """Diazepam 19 mg would be four tablets: the freeze asks, and names the limit."""
    request = asked(
        {("diazepam", "bedtime"): "19 mg"}, 3, co_drugs=FLUVOXAMINE, liquids=False
    )
    finding = stop_of(request)
    assert "19 milligrams of diazepam" in finding.text
    assert "with at most 3 pieces" in finding.text
    assert MORE in finding.would_change
    assert most_pieces_of(plan_of(replace(request, most_pieces=4))) == 4


# A crossover ----------------------------------------------------------------------


def test_H04_both_drugs_of_a_crossover_keep_the_limit() -> None:
    """Each drug at a time of day by itself: two pieces of one and two of the other."""
    current = {("lorazepam", "morning"): "1.5 mg", ("lorazepam", "bedtime"): "1.5 mg"}
    plan = plan_of(crossing(current, 2, crossover=CrossoverWish(parts=2)))
    assert most_pieces_of(plan) == 2
    drugs = {dose.drug for dose in doses_of(plan) if pieces_of(dose) == 2}
    assert drugs == {"lorazepam", "diazepam"}


def test_H06_a_limit_never_halves_the_treatment() -> None:
    """2 mg of lorazepam are 20 mg of diazepam: one tablet of 10 mg is no answer."""
    finding = stop_of(crossing(pieces=1, liquids=False))
    assert finding.rule == "G15"
    assert finding.text == (
        "The crossover cannot be planned: about 20 milligrams of diazepam at bedtime"
        " cannot be made with at most 1 piece."
    )
    assert finding.would_change == (
        f"another product, smaller pieces, a liquid, or other swaps; or {MORE}"
    )
    assert plan_of(crossing(pieces=2, liquids=False)).crossover is not None


def test_H06_a_limit_takes_at_most_5_percent_off_both_drugs() -> None:
    """Two pieces make 15 mg where 16 are wanted: 4 % less beside 12 mg more.

    By itself that would be 6 % less, and is refused.
    """
    ratio = CrossoverWish(equal=Mass.mg("1.25"))
    night = {("lorazepam", "bedtime"): "2 mg"}
    day = {("lorazepam", "morning"): "1.5 mg", **night}
    plan = plan_of(crossing(day, 2, crossover=ratio, liquids=False))
    assert plan.steps[0].regimen.total("diazepam") == Mass.mg(15)
    finding = stop_of(crossing(night, 2, crossover=ratio, liquids=False))
    assert "about 16 milligrams of diazepam at bedtime" in finding.text
    more = plan_of(crossing(night, 3, crossover=ratio, liquids=False))
    assert more.steps[0].regimen.total("diazepam") == Mass.mg(16)


def test_an_old_dose_of_too_many_pieces_cannot_stay_through_the_swaps() -> None:
    """The morning's 1.5 mg is two pieces: with one it cannot wait for its swap."""
    current = {("lorazepam", "morning"): "1.5 mg", ("lorazepam", "bedtime"): "1 mg"}
    finding = stop_of(crossing(current, 1, liquids=False))
    assert "1.5 milligrams of lorazepam, which would stay in the morning" in (
        finding.text
    )
    assert "with at most 1 piece" in finding.text
    assert MORE in finding.would_change


# What the plan says ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("pieces", "words"),
    [
        (10, "at most 10 pieces; one and"),
        (3, "at most 3 pieces, as asked; one and"),
        (1, "at most 1 piece, as asked; one and"),
    ],
)
def test_the_assumptions_state_the_limit(pieces: int, words: str) -> None:
    """Asked for or not, and how pieces are counted."""
    [said] = [
        each
        for each in propose(asked(pieces=pieces), FORMULARY).assumptions
        if each.startswith("A dose of one drug is made of ")
    ]
    assert words in said
    assert said.endswith(
        "one and a half tablets count as two pieces, a measured volume as one."
    )
