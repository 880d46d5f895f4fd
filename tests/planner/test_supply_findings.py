"""Days that no prescription covers are found before the plan begins (G27, H08)."""

from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction

import pytest

from factories import FORMULARY, make_person, make_request, override
from stepwell.dispensing import supply_of
from stepwell.plan.finding import Severity
from stepwell.plan.person import Flag
from stepwell.plan.request import Author, Method
from stepwell.plan.supply_wish import Cupboard, SupplyPolicy, SupplyWish
from stepwell.planner import propose
from stepwell.quantities import read_count


DIAZEPAM_20 = {("diazepam", time): "10 mg" for time in ("morning", "bedtime")}
LORAZEPAM_4 = {("lorazepam", time): "2 mg" for time in ("morning", "bedtime")}
ONE_UNIT = SupplyWish(policy=SupplyPolicy(most_units=1))


def asked(supply=ONE_UNIT, current=DIAZEPAM_20, **changes):
    """A request in gb, in tablets only."""
    return make_request(
        current, **{"market": "gb", "liquids": False, "supply": supply, **changes}
    )


def found(proposal):
    return [
        finding
        for finding in proposal.findings
        if finding.rule == "G27" and finding.source == "stepwell_proposal"
    ]


def test_H08_a_limit_below_one_day_is_a_caution_with_its_dates():
    """The draft is made, and says from when to when it cannot be handed out."""
    proposal = propose(asked(), FORMULARY)
    assert proposal.plan is not None
    first = found(proposal)[0]
    assert first.severity is Severity.CAUTION
    assert first.text.startswith("From 2027-01-04 to 20")
    assert "diazepam" in first.text
    assert "one prescription may hold 1" in first.text
    assert "sudden stop" in first.text
    assert first.would_change == (
        "another limit, or another product that needs fewer units"
    )


@pytest.mark.parametrize(
    "supply",
    [
        SupplyWish(),
        SupplyWish(policy=SupplyPolicy(30, 0, 200)),
        SupplyWish(cupboard=Cupboard(date(2027, 1, 4))),
    ],
)
def test_what_can_be_covered_is_no_finding(supply):
    """An empty cupboard is a note to ask for more, not a day that cannot be covered."""
    assert found(propose(asked(supply), FORMULARY)) == []


def test_the_plan_is_the_same_whatever_the_supply():
    """No dose and no date moves because of a limit or a cupboard."""
    plain = propose(asked(SupplyWish()), FORMULARY)
    limited = propose(asked(), FORMULARY)
    assert limited.plan == plain.plan


def test_H06_both_drugs_of_a_crossover_are_looked_at():
    """A limit of one unit hits the old drug and diazepam alike."""
    request = asked(
        current=LORAZEPAM_4, method=Method.CROSSOVER, author=Author.PRESCRIBER
    )
    texts = " ".join(each.text for each in found(propose(request, FORMULARY)))
    assert "lorazepam" in texts
    assert "diazepam" in texts


PEOPLE = [
    pytest.param((Flag.SEIZURE_HISTORY,), "G06", id="H27"),
    pytest.param((Flag.PREGNANT,), "G07", id="H28"),
    pytest.param((Flag.OPIOID, Flag.ALCOHOL), "G06", id="H29"),
    pytest.param((Flag.FALLS, Flag.LIVER_DISEASE), "G06", id="H30"),
]


@pytest.mark.parametrize(("flags", "rule"), PEOPLE)
def test_H27_H28_H29_H30_nobody_is_handed_out_less_than_their_plan(flags, rule):
    """Who is at risk may get a slower plan; its supply covers it to the last piece."""
    request = asked(person=make_person(*flags, age=70), **override(rule))
    proposal = propose(request, FORMULARY)
    plan = proposal.plan
    assert plan is not None
    assert found(proposal)  # the shortage is said to everybody
    taken, counted = defaultdict(Fraction), defaultdict(Fraction)
    for step in plan.steps:
        for dose in step.doses:
            for part in dose.parts:
                if part.count is not None:
                    taken[part.product] += part.count * step.days
    for row in supply_of(plan, request.supply):
        if row.unit == "units":
            counted[row.product] += read_count(row.count)
    assert counted == taken
    assert plan.end - plan.start > timedelta(days=56)
