"""What is said of levels: sentences a person can read, and numbers beside each step."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from tests.planner.strategies import requests

from curves import (
    DIAZEPAM_20,
    PLANNED,
    WORKS,
    both_drawn,
    curve_of,
    diazepam_curve,
    example,
    made,
    partly_drawn,
    rises,
    suspension,
    without_model,
)
from factories import FORMULARY, make_person, make_request
from stepwell.documents import plan_view
from stepwell.documents.level_views import step_levels
from stepwell.documents.wording import MODELLED
from stepwell.kinetics.people import Eliminator
from stepwell.kinetics.quantities import REGISTER
from stepwell.plan.request import Goal
from stepwell.planner import propose
from stepwell.quantities import Mass


SLOW = settings(
    max_examples=max(8, settings.default.max_examples // 4),
    suppress_health_check=list(HealthCheck),
)
ON_DIAZEPAM = "On diazepam, taken at the same times, it would be about 1.4 times"


def said(name):
    """The sentences of an example's only drug."""
    (drug,) = example(name)[1].levels
    return drug.sentences


def test_the_swing_of_lorazepam_is_said_and_compared():
    """1.9 times, and 1.4 times on diazepam; which is no advice to change."""
    first, second = said("lorazepam-us")[:2]
    assert first == (
        "As lorazepam is taken today, each day's highest level is about 1.9 times its"
        " lowest in a typical person: between doses it moves by 63 % of its mean."
    )
    assert second.startswith(ON_DIAZEPAM)
    assert "no advice to change the medicine" in second


@pytest.mark.parametrize("name", ["diazepam-gb", "clonazepam-gb"])
def test_a_smooth_drug_is_not_compared(name):
    """Diazepam and clonazepam have no sentence on diazepam."""
    assert not any("On diazepam" in sentence for sentence in said(name))
    assert example(name)[1].levels[0].on_diazepam == ""


def test_diazepam_moves_little_in_a_day():
    """1.4 times; and a change takes more than a week to arrive."""
    sentences = " ".join(diazepam_curve().drugs[0].sentences)
    assert "highest level is about 1.4 times its lowest" in sentences
    assert "have arrived after about 9 days (slow eliminators: about 16" in sentences


def test_zopiclone_moves_most():
    """27 times."""
    assert "about 27 times its lowest" in said("zopiclone-gb")[0]


def test_what_is_gone_between_doses_has_no_ratio():
    """Zaleplon: words instead of a number, and no ratio of any step."""
    curve = curve_of(
        {("zaleplon", "bedtime"): "10 mg"},
        "us",
        goal=Goal(reduce_to=Mass.mg("5")),
        custom_products=(suspension("zaleplon", "1"),),
    )
    (drug,) = curve.drugs
    assert drug.sentences[0] == (
        "As zaleplon is taken today, it is practically gone between doses."
    )
    by_id = {each.id: each for each in drug.quantities}
    assert by_id["peak_trough_ratio"].typical == ""
    assert "gone between doses" in by_id["peak_trough_ratio"].reason
    assert {each.ratio for each in step_levels(curve.plan, curve.levels)} == {""}


@pytest.mark.parametrize("name", PLANNED)
def test_every_quantity_is_there(name):
    """All of the register, for three eliminators or with a reason."""
    (drug,) = example(name)[1].levels
    assert [each.id for each in drug.quantities] == list(REGISTER)
    for each in drug.quantities:
        assert all((each.slow, each.typical, each.fast)) != bool(each.reason)
        assert each.words
        assert not each.unit.startswith("level")


@pytest.mark.parametrize("name", PLANNED)
def test_people_differ_and_that_is_said(name):
    """The spread between people stands with every drug, and that it is unverified."""
    spread = [each for each in said(name) if each.startswith("People differ")]
    assert len(spread) == 1
    assert "mostly unverified" in spread[0]


def test_a_grade_that_is_not_the_best_is_said():
    """Lorazepam is A for single doses only; diazepam needs no such sentence."""
    assert any(
        "grade A of A to D (A for single" in each for each in said("lorazepam-us")
    )
    assert not any("How well this is known" in each for each in said("diazepam-gb"))


def test_a_lower_grade_is_said_without_a_note():
    """Temazepam is B."""
    (drug,) = example("temazepam-gb")[1].levels
    assert drug.grade == "B"
    assert any("grade B of A to D" in sentence for sentence in drug.sentences)


def test_what_the_model_contains_of_a_person_is_said():
    """Liver disease stands with analyte, mark and source; without it nothing does."""
    ill = curve_of(DIAZEPAM_20, person=make_person("liver_disease"))
    told = [each for each in ill.drugs[0].sentences if "The model contains" in each]
    assert len(told) == 2
    assert "alcoholic cirrhosis (diazepam; verified; klotz1975)" in told[0]
    plain = diazepam_curve().drugs[0].sentences
    assert not any("The model contains" in each for each in plain)


def test_a_drug_without_a_level_has_a_reason_and_nothing_else():
    """No sentence and no number is made up for loprazolam."""
    (drug,) = without_model().drugs
    assert drug.reason.startswith("too little is known of how loprazolam moves")
    assert (drug.grade, drug.sentences, drug.quantities) == ("", (), ())


@pytest.mark.parametrize("curve", [without_model, partly_drawn])
def test_steps_have_levels_only_if_every_drug_has(curve):
    """A part of what is taken is never shown as the whole."""
    found = list(step_levels(curve().plan, curve().levels))
    assert found == [None] * len(curve().plan.steps)


def test_steps_of_two_drugs_have_levels():
    """Of both together, in per cent of both together."""
    curve = both_drawn()
    first, *_, last = step_levels(curve.plan, curve.levels)
    assert 90 <= int(first.percent) <= 100
    assert 0 < int(last.percent) < 10


@pytest.mark.parametrize("name", PLANNED)
def test_step_levels_are_those_of_the_last_day(name):
    """In per cent of today's, rounded; nothing is on a step that no day has."""
    _, view, curve = example(name)
    (drug,) = curve.levels.drawn
    for step in view.steps:
        last = (step.last_day - view.start).days
        for speed, text in (
            (Eliminator.SLOW, step.levels.slow),
            (Eliminator.TYPICAL, step.levels.percent),
            (Eliminator.FAST, step.levels.fast),
        ):
            exposure = drug.exposures[speed]
            share = 100 * exposure.days.mean[last] / exposure.today.cavg
            assert int(text) == pytest.approx(share, abs=0.5 + 1e-9)
        days = drug.typical.days
        ratio = days.high[last] / days.low[last]
        assert float(step.levels.ratio) == pytest.approx(ratio, rel=0.05)
        swing = 100 * (days.high[last] - days.low[last]) / days.mean[last]
        assert int(step.levels.fluctuation) == pytest.approx(swing, abs=0.5 + 1e-9)


@pytest.mark.parametrize("name", [n for n in PLANNED if "fluvoxamine" not in n])
def test_step_levels_are_the_share_of_the_dose(name):
    """A settled step is at its share of today's dose, give or take two per cent.

    Steps whose change has not arrived after their days are above it, none below.
    """
    proposal, view, curve = example(name)
    (drug,) = curve.levels.drawn
    arrived = drug.typical.quantities["days_to_95_percent"].number
    today = proposal.plan.before.total(drug.drug).nanograms
    for step, shown in zip(proposal.plan.steps, view.steps, strict=True):
        share = 100 * step.regimen.total(drug.drug).nanograms / today
        level = int(shown.levels.percent)
        assert level >= share - 0.51
        if step.days > 3 * arrived:
            assert level == pytest.approx(share, rel=0.02, abs=0.51)


def test_a_hold_changes_no_level():
    """A plan of one small step that is held for long settles at its share."""
    request = make_request(DIAZEPAM_20, market="gb", goal=Goal(reduce_to=Mass.mg("19")))
    _, view, curve = made(request)
    last = (view.steps[-1].last_day - view.start).days
    mean = curve.typical.mean[last:]
    assert not len(rises(mean))
    assert mean[-1] == pytest.approx(2 * 19 / 20, rel=0.01)


def test_the_age_of_a_person_is_said():
    """Colin is 58, and diazepam goes more slowly than in the young."""
    assert any("age: half-life" in each for each in said("diazepam-gb"))


def test_days_to_judge_are_those_of_the_rule():
    """One number of days, wherever it is said (G30)."""
    _, view, _ = example("lorazepam-us")
    (found,) = [each for each in view.findings if each.rule == "G30"]
    assert f"after {view.levels[0].judge_after_days} days" in found.text


def test_what_levels_are_is_said_in_a_sentence():
    """Modelled and not measured, and that a level is no feeling."""
    assert MODELLED.startswith("Modelled, not measured")
    assert "little about how somebody feels" in " ".join(MODELLED.split())


@SLOW
@given(requests())
def test_whatever_is_planned_has_levels_or_a_reason(request):
    """Of every plan: no level rises, each step has its own, none is above today's."""
    proposal = propose(request, FORMULARY)
    assume(proposal.plan is not None and not proposal.is_refused)
    view = plan_view(proposal, FORMULARY, WORKS)
    for drug in view.levels:
        assert bool(drug.reason) != bool(drug.sentences)
    for step in view.steps:
        assert (step.levels is None) == any(drug.reason for drug in view.levels)
        if step.levels is not None:
            shares = (step.levels.slow, step.levels.percent, step.levels.fast)
            assert all(0 <= int(share) <= 100 for share in shares)
    percents = [int(step.levels.percent) for step in view.steps if step.levels]
    assert percents == sorted(percents, reverse=True)
