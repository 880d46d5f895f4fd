"""Freezes: how long no dose changes around another medicine's start or stop."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import FORMULARY, START, daily, make_person, request_case, schedule_from
from stepwell.plan.request import CoDrug, Method
from stepwell.safety.freezes import Freeze, freezes
from stepwell.safety.settling import days_to_settle, settling


DIAZEPAM = {("diazepam", "bedtime"): "10 mg"}
DAY = date(2027, 2, 10)
KIDNEY = make_person("kidney_disease")


def frozen(*co_drugs, drug="diazepam", **changes):
    schedule = schedule_from(daily(drug, "10", "9", "8", "7", "0", days=28))
    current = {(drug, "bedtime"): "10 mg"}
    case = request_case(schedule, current=current, co_drugs=co_drugs, **changes)
    return list(freezes(case))


def wait(drug, *co_drugs, **changes):
    case = request_case(co_drugs=co_drugs, **changes)
    return settling(case, FORMULARY.drug(drug), DAY)


def test_a_freeze_is_ten_half_lives_long():
    """5 to the new steady state, and no earlier than 5 after that."""
    [freeze] = frozen(CoDrug("Fluvoxamine", DAY))
    assert (freeze.name, freeze.verb, freeze.day) == ("Fluvoxamine", "starts", DAY)
    assert freeze.words == "Fluvoxamine starts on 2027-02-10"
    hours = (freeze.until - DAY) / timedelta(hours=1)
    assert 10 * 105 <= hours < 10 * 105 + 24
    assert "5 half-lives of diazepam, of about 105 hours" in freeze.reason


def test_a_start_and_a_stop_are_two_freezes():
    """Each by what is left after it."""
    start, stop = frozen(CoDrug("fluvoxamine", DAY, date(2027, 3, 20)))
    assert (start.verb, (start.until - start.day).days) == ("starts", 44)
    assert (stop.verb, (stop.until - stop.day).days) == ("stops", 26)


def test_a_medicine_without_data_brings_no_freeze():
    """The caution stays; nobody knows how long, or whether at all."""
    assert frozen(CoDrug("yew", DAY)) == []
    assert frozen(CoDrug("fluvoxamine", DAY), drug="lorazepam") == []


def test_H06_a_crossover_waits_for_a_medicine_that_moves_diazepam():
    """No diazepam is taken yet, and the freeze is there before the first swap."""
    co_drugs = (CoDrug("fluvoxamine", START),)
    for method, days in ((Method.CROSSOVER, [44]), (Method.DIRECT, [])):
        case = request_case(co_drugs=co_drugs, method=method)
        assert [(each.until - each.day).days for each in freezes(case)] == days


@pytest.mark.parametrize(
    ("drug", "name", "days"),
    [
        ("triazolam", "ketoconazole", 27),
        ("alprazolam", "ketoconazole", 20),
        ("alprazolam", "itraconazole", 14),
        ("alprazolam", "carbamazepine", 14),
        ("zaleplon", "cimetidine", 14),
    ],
)
def test_a_freeze_is_never_shorter_than_the_time_between_two_changes(drug, name, days):
    """Hours do not show what a change does, and the co-drug itself comes slowly."""
    assert wait(drug, CoDrug(name, DAY)).days == days


def test_exactly_14_days_are_their_own_reason():
    """Alprazolam with itraconazole: 10 times 32 hours are 14 days, rounded up."""
    reason = wait("alprazolam", CoDrug("itraconazole", DAY)).reason
    assert "of about 32 hours" in reason


@pytest.mark.parametrize(
    ("drug", "changes"), [("etizolam", {}), ("diazepam", {"person": KIDNEY})]
)
def test_without_a_model_it_is_28_days_unverified(drug, changes):
    """A drug of grade D, or somebody whom the measurements do not cover."""
    found = wait(drug, **changes)
    assert found.days == 28
    assert found.reason.endswith("so that is 28 days, unverified.")


def test_an_older_body_waits_longer():
    """Diazepam stays longer in it."""
    fluvoxamine = CoDrug("fluvoxamine", DAY)
    older = wait("diazepam", fluvoxamine, person=make_person(age=80))
    assert older.days > wait("diazepam", fluvoxamine).days


@pytest.mark.parametrize(
    ("days", "covered"), [(-15, False), (-14, False), (-13, True), (0, True), (1, True)]
)
def test_a_cut_and_a_co_drug_never_share_an_interval(days, covered):
    """A cut 14 days before it has had its time; one 13 days before has not."""
    freeze = Freeze("fluvoxamine", "starts", DAY, DAY + timedelta(days=44), "")
    assert freeze.covers(DAY + timedelta(days=days)) is covered


def test_the_day_it_ends_is_free():
    """The last day of it is the day before."""
    freeze = Freeze("fluvoxamine", "starts", DAY, DAY + timedelta(days=44), "")
    assert freeze.covers(DAY + timedelta(days=43))
    assert not freeze.covers(DAY + timedelta(days=44))


PAIRS = [
    (drug.id, name)
    for drug in FORMULARY.drugs.values()
    for modifier in drug.modifiers
    for name in modifier.co_drugs
]


@given(pair=st.sampled_from(PAIRS), starts=st.booleans(), age=st.none() | st.just(85))
def test_every_known_pair_has_a_freeze_of_two_weeks_to_a_year(pair, starts, age):
    """Long enough to see, and never for good."""
    drug, name = pair
    day = START + timedelta(days=40)
    change = CoDrug(name, day) if starts else CoDrug(name, None, day)
    [freeze] = frozen(change, drug=drug, person=make_person(age=age))
    assert 14 <= (freeze.until - day).days <= 365
    assert freeze.covers(day)


@pytest.mark.parametrize(
    ("changes", "days"),
    [
        ({}, 13),
        ({"person": make_person(age=80)}, 16),
        ({"co_drugs": (CoDrug("fluvoxamine", DAY),)}, 22),
        ({"person": KIDNEY}, None),
    ],
)
def test_a_new_dose_needs_five_half_lives(changes, days):
    """Of the slowest active substance; where nobody can say, nothing is said."""
    assert days_to_settle(request_case(**changes), "diazepam", DAY) == days
