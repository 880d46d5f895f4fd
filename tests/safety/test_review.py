"""The review as a whole: order, overrides, sources, documents."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import (
    FORMULARY,
    daily,
    findings_of,
    make_person,
    make_request,
    override,
    request_case,
    review_case,
    schedule_from,
)
from stepwell.formulary import MARKETS
from stepwell.plan.finding import Severity
from stepwell.plan.person import Flag, Person, RedFlag, UseHistory
from stepwell.plan.request import Author, Method
from stepwell.plan.schedule import Schedule
from stepwell.plan.times import DoseTime
from stepwell.safety import review, triage
from stepwell.safety.rules import RULES
from stepwell.safety.rules.g12_no_diazepam import CAUSES as NO_DIAZEPAM
from stepwell.safety.tiers import Tier
from stepwell.sources import load_bibliography


CITED = re.compile(r'(?:source=|Reason\()"(\w+)"')
YIELDING = {"G02", "G06", "G07", "G10", "G12"}


def test_the_gravest_findings_come_first():
    """Stops, locks, cautions, then information; within each by step and rule."""
    schedule = schedule_from(daily("lorazepam", "6", "2", "0"))
    found = review(review_case(schedule, person=make_person("alcohol")))
    severities = [list(Severity)[::-1].index(each.severity) for each in found]
    assert severities == sorted(severities)
    places = [
        (each.severity, -1 if each.step is None else each.step, each.rule)
        for each in found
    ]
    for severity in Severity:
        group = [place for place in places if place[0] is severity]
        assert group == sorted(group)


def test_rules_stand_in_the_order_of_their_ids():
    """Each id stands once, in order."""
    ids = [rule.id for rule in RULES]
    assert ids == sorted(set(ids))


def test_exactly_five_rules_yield_to_an_override():
    """The cap, G06, G07, G10 and G12 yield to a prescriber; nothing else does."""
    assert {rule.id for rule in RULES if rule.yields} == YIELDING


OVERRIDABLE = {
    "G06": {"person": make_person("seizure_history")},
    "G07": {"person": make_person("pregnant")},
    "G10": {"person": make_person("illicit_source")},
    "G12": {"person": make_person("liver_disease"), "method": Method.CROSSOVER},
}
FIRM = {
    "G05": {"person": make_person(red_flags=[RedFlag.SEIZURE])},
    "G08": {"person": make_person(age=17)},
    "G35": {"unsafe_method": "flumazenil"},
}


@pytest.mark.parametrize("rule", OVERRIDABLE)
def test_a_prescribers_override_turns_the_stop_into_a_lock(rule):
    """The finding stays, says who overrode it and why, and no longer refuses."""
    [stop] = findings_of(rule, request_case(**OVERRIDABLE[rule]))
    assert stop.severity is Severity.STOP
    [lock] = findings_of(rule, request_case(**OVERRIDABLE[rule], **override(rule)))
    assert lock.severity is Severity.LOCK
    assert lock.text.startswith(stop.text)
    assert "Dr Example" in lock.text
    assert "followed weekly in clinic" in lock.text


@pytest.mark.parametrize("rule", OVERRIDABLE)
def test_a_prescriber_without_an_override_is_stopped_too(rule):
    """Being a prescriber is not enough: the reason has to be given."""
    case = request_case(**OVERRIDABLE[rule], author=Author.PRESCRIBER)
    assert [each.severity for each in findings_of(rule, case)] == [Severity.STOP]


@pytest.mark.parametrize("rule", FIRM)
def test_some_stops_yield_to_nobody(rule):
    """A red flag, an age under 18 and an unsafe method stay a stop."""
    case = request_case(**FIRM[rule], **override(rule))
    assert [each.severity for each in findings_of(rule, case)] == [Severity.STOP]


def test_the_cap_yields_but_the_abrupt_stop_does_not():
    """An override of G02 does not lift G01, nor does one of G01."""
    schedule = schedule_from(daily("lorazepam", "2", "0"))
    [cap] = findings_of("G02", request_case(schedule, **override("G02")))
    assert cap.severity is Severity.LOCK
    for rule in ("G01", "G02"):
        [abrupt] = findings_of("G01", request_case(schedule, **override(rule)))
        assert abrupt.severity is Severity.STOP


def test_triage_looks_before_anything_is_computed():
    """Triage gives the tier and says whether a plan may be made."""
    fine = triage(make_request(), FORMULARY)
    assert fine.tier is Tier.HIGHER_RISK
    assert fine.may_plan
    refused = triage(make_request(person=make_person("pregnant")), FORMULARY)
    assert not refused.may_plan


def test_every_source_is_in_the_bibliography():
    """What a rule or one of its findings cites can be looked up."""
    works = load_bibliography()
    cited = {rule.source for rule in RULES}
    folder = Path(review.__code__.co_filename).parent
    for file in folder.rglob("*.py"):
        cited |= set(CITED.findall(file.read_text("utf-8")))
    cited |= {source for _, source in NO_DIAZEPAM.values()}
    cited |= {table.work for table in FORMULARY.tables.values()}
    assert {"stepwell_proposal", "prescqipp", "sahealth"} <= cited
    assert cited <= set(works)
    assert "soyka2017" in works  # named inside a sentence


def test_every_rule_says_what_would_change_it():
    """A title, a source and a way on stand with every rule."""
    for rule in RULES:
        assert rule.title
        assert rule.source
        assert rule.would_change


def test_a_gradual_plan_draws_no_stop_and_no_lock():
    """A slow reduction of a usual dose is not refused."""
    amounts = ("10", "9", "8", "7", "6", "5", "4", "3", "2", "1", "0")
    case = review_case(schedule_from(daily("diazepam", *amounts)))
    assert {each.severity for each in review(case)} <= {
        Severity.CAUTION,
        Severity.INFO,
    }


DRUGS = sorted(FORMULARY.drugs)
PEOPLE = st.builds(
    Person,
    st.none() | st.integers(1, 100),
    st.frozensets(st.sampled_from(Flag)),
    st.frozensets(st.sampled_from(RedFlag), max_size=2),
)
REGIMENS = st.dictionaries(
    st.tuples(st.sampled_from(DRUGS), st.sampled_from(DoseTime)),
    st.integers(1, 400).map(lambda quarters: f"{quarters / 4} mg"),
    max_size=3,
)
STEPS = st.lists(
    st.tuples(st.integers(1, 400), st.integers(0, 30), REGIMENS), min_size=1, max_size=6
)


@given(PEOPLE, STEPS, st.booleans(), st.sampled_from(MARKETS), st.integers(1, 7))
def test_any_schedule_can_be_judged(person, steps, ends, market, days_per_week):
    """However odd a schedule is, with gaps or without a dose, the review answers."""
    rows = schedule_from([(days, doses) for days, _, doses in steps], ends)
    moved, periods = timedelta(), []
    for period, (_, gap, _) in zip(rows.periods, steps, strict=True):
        periods.append(replace(period, start=period.start + moved))
        moved += timedelta(days=gap)
    schedule = Schedule(tuple(periods), ends)
    use = UseHistory(days_per_week=days_per_week)
    for finding in review(review_case(schedule, market, person=person, use=use)):
        assert is_plain(finding.text)


@given(PEOPLE, REGIMENS, st.sampled_from(MARKETS), st.sampled_from(Method))
def test_any_request_can_be_judged(person, current, market, method):
    """Triage answers for every person, drug, market and method."""
    request = make_request(current, person=person, market=market, method=method)
    for finding in triage(request, FORMULARY).findings:
        assert is_plain(finding.text)


def is_plain(text):
    """Begins like a sentence, ends like one, and is at most three of them."""
    sentences = re.split(r"[.] (?=[A-Z])", text)
    return text[0].isupper() and text.endswith(".") and len(sentences) <= 3
