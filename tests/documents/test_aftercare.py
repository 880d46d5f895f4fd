"""The end of a plan: the last doses, washout, check-ins and the way back."""

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from factories import FORMULARY, START, make_person, make_request, tablets
from stepwell.documents import aftercare_words, plan_json, plan_text, plan_view
from stepwell.documents.aftercare_words import (
    CAN_COME_LATE,
    EASING,
    LAST,
    LOOK,
    MAY_COME,
    NEAR_PEAK,
    NEVER_THE_OLD_DOSE,
    NO_DATE_TO_KEEP,
    SINGLE_NIGHTS,
    SLOW_GONE,
    SLOW_UNKNOWN,
    STAYING_ON,
    STILL_EASING,
    SUBSTANCES,
    WARNING_SIGNS,
)
from stepwell.documents.blocks import plain
from stepwell.documents.said import Said, works_of
from stepwell.documents.wording import day_words
from stepwell.plan.finding import Finding, Severity
from stepwell.plan.person import Person
from stepwell.plan.plan import Dose, Plan, Step
from stepwell.plan.proposal import Proposal
from stepwell.plan.regimen import Regimen
from stepwell.plan.request import Author, Goal, Method
from stepwell.plan.times import DoseTime
from stepwell.planner import propose
from stepwell.quantities import Mass
from stepwell.sources import load_bibliography


WORKS = load_bibliography()
ZOPICLONE = {("zopiclone", "bedtime"): "7.5 mg"}
DIAZEPAM = {("diazepam", "bedtime"): "10 mg"}
WEEKS = [7, 14, 21, 28, 42, 56]
DAY = timedelta(days=1)


def view_of(current, market="gb", **changes):
    request = make_request(current, market=market, **changes)
    return plan_view(propose(request, FORMULARY), FORMULARY, WORKS)


def offsets(view):
    """Days from the end of the plan to each check-in."""
    end = view.stop_date or view.steps[-1].last_day + DAY
    return [(each.day - end).days for each in view.aftercare.check_ins]


def focus_on(view, offset):
    return view.aftercare.check_ins[offsets(view).index(offset)].focus


def one_step(drug, product, days=14):
    """A plan of one step of one tablet at bedtime, which is not for following."""
    part = tablets(product, "1")
    dose = Dose(DoseTime.BEDTIME, drug, part.amount, (part,))
    before = Regimen.of([(drug, DoseTime.BEDTIME, part.amount)])
    stop = START + timedelta(days=days)
    plan = Plan(START, before, (Step(1, START, days, (dose,)),), stop)
    request = make_request({(drug, "bedtime"): part.amount.words}, market="gb")
    return plan_view(Proposal(request, plan, (), ()), FORMULARY, WORKS)


def test_the_last_doses_are_dated():
    """The last step, the last dose and the first day without it, each with its day."""
    view = view_of(ZOPICLONE)
    said = " ".join(view.aftercare.ending)
    step = view.steps[-1]
    for day in (step.start, step.last_day, view.stop_date):
        assert day_words(day) in said
    assert f"step {step.number}, " in said
    assert f"{step.total_words} a day" in said
    assert "the one at bedtime" in said


def test_a_step_of_one_day_has_one_date():
    """A last step of a single day is not a span from that day to itself."""
    said = one_step("diazepam", "gb/diazepam/tablet/2", days=1).aftercare.ending[0]
    assert said == (
        "The last step is step 1, Monday 4 January 2027: 2 mg of diazepam a day."
    )


@pytest.mark.parametrize("current", [ZOPICLONE, DIAZEPAM])
def test_H08_no_date_has_to_be_kept(current):
    """At the end stands: stay on the last dose and call, never a date to obey."""
    view = view_of(current)
    assert NO_DATE_TO_KEEP.text in view.aftercare.ending
    assert "stay on the last dose and call" in NO_DATE_TO_KEEP.text


def test_H08_starting_again_is_never_done_alone():
    """The way back leads to the prescriber, and never to the old full dose alone."""
    way_back = " ".join(view_of(DIAZEPAM).aftercare.route_back)
    assert "decided with your prescriber, never alone" in way_back
    assert NEVER_THE_OLD_DOSE.text in way_back
    assert "is no failure" in way_back


def test_a_short_acting_drug_is_looked_at_on_day_3():
    """Its worst days come first; a longer-acting drug is first looked at in a week."""
    assert offsets(view_of(ZOPICLONE)) == [2, *WEEKS]
    assert view_of(ZOPICLONE).aftercare.check_ins[0].when == "day 3"
    assert offsets(view_of(DIAZEPAM))[0] == 7


def test_slow_eliminators_are_looked_at_for_longer():
    """Where a drug stays for months, the check-ins go on until 4 weeks after that."""
    person = make_person("liver_disease", "cyp2c19_poor_metaboliser", age=85)
    view = view_of(DIAZEPAM, person=person)
    (washout,) = view.aftercare.washouts
    last = view.aftercare.check_ins[-1]
    assert last.day - washout.slow >= timedelta(weeks=4)
    assert last.day - timedelta(weeks=2) < washout.slow + timedelta(weeks=4)
    assert f"some is left until about {day_words(washout.slow)}" in focus_on(view, 70)
    assert last.focus == f"{SLOW_GONE.text} {LAST.text}"


def test_without_a_level_a_slow_drug_is_looked_at_for_12_weeks():
    """No level is drawn in kidney disease: words instead of a date, and longer."""
    view = view_of(DIAZEPAM, person=make_person("kidney_disease"))
    (washout,) = view.aftercare.washouts
    assert washout.typical is None and washout.slow is None
    assert "No level of diazepam is drawn: levels in kidney disease" in washout.text
    assert "can stay for weeks" in washout.text
    assert offsets(view) == [*WEEKS, 70, 84]
    assert focus_on(view, 70) == SLOW_UNKNOWN.text


def test_without_a_level_a_quick_drug_is_looked_at_for_8_weeks():
    """What leaves within days needs no longer, whether or not it is drawn."""
    view = view_of(ZOPICLONE, person=make_person("kidney_disease"))
    assert "within days rather than weeks" in view.aftercare.washouts[0].text
    assert offsets(view) == [2, *WEEKS]


def test_the_day_of_washout_stands_in_words():
    """A quick drug is gone on the same day in everybody; a slow one is not."""
    quick, slow = view_of(ZOPICLONE), view_of(DIAZEPAM)
    (washout,) = quick.aftercare.washouts
    assert washout.typical == washout.slow == quick.stop_date + DAY
    assert "by that day, too" in washout.text
    (washout,) = slow.aftercare.washouts
    assert washout.slow > washout.typical > slow.stop_date
    for day in (washout.slow, washout.typical):
        assert day_words(day) in washout.text
    assert "what the body makes of it" in washout.text
    assert "Modelled, not measured" in washout.text


def test_washout_is_the_same_in_both_places():
    """After the last dose and under the levels the same number of days stands."""
    view = view_of(DIAZEPAM)
    days = re.findall(r"about \d+ days", view.aftercare.washouts[0].text)
    said = next(text for text in view.levels[0].sentences if "Almost nothing" in text)
    assert re.findall(r"about \d+ days", said) == days


def test_symptoms_after_the_stop_are_dated_as_g30_says():
    """They begin and peak by the course of the drug, and the page says unverified."""
    (symptoms,) = view_of(ZOPICLONE).aftercare.expect
    assert "within 6 to 24 hours and be strongest after 1 to 4 days" in symptoms
    assert "unverified" in symptoms
    view = view_of(DIAZEPAM)
    symptoms, late = view.aftercare.expect
    assert day_words(view.steps[-1].last_day + 14 * DAY) in symptoms
    assert late == CAN_COME_LATE.text


def test_check_ins_say_what_to_expect_then():
    """Near the peak it is said to pass; later, that it should be less."""
    view = view_of(ZOPICLONE)
    assert focus_on(view, 2) == NEAR_PEAK.text
    assert focus_on(view, 7) == EASING.text
    assert focus_on(view, 14) == focus_on(view, 21) == STILL_EASING.text
    assert "a month after the stop" in focus_on(view, 28)
    assert "the old trouble" in focus_on(view, 42)
    assert focus_on(view, 56).endswith(LAST.text)


def test_a_calm_week_proves_nothing_with_a_slow_drug():
    """With diazepam symptoms may still come in the second week, and it says so."""
    view = view_of(DIAZEPAM)
    assert focus_on(view, 7) == f"{NEAR_PEAK.text} {MAY_COME.text}"
    assert focus_on(view, 14) == f"{EASING.text} {MAY_COME.text}"
    assert MAY_COME.text not in focus_on(view, 21)


def test_every_check_in_says_what_to_look_at():
    """Sleep, anxiety, what is new; and the warning signs first."""
    view = view_of(ZOPICLONE)
    assert all(each.text.endswith(LOOK.text) for each in view.aftercare.check_ins)
    assert view.aftercare.look_at[0] == WARNING_SIGNS.text
    for word in ("seizure", "confusion", "suicide", "emergency number"):
        assert word in WARNING_SIGNS.text


def test_three_things_are_told_apart():
    """Rebound, withdrawal and the return of the old trouble have their own words."""
    begin = [text.split(":")[0] for text in view_of(DIAZEPAM).aftercare.apart]
    assert begin[:3] == ["Rebound", "Withdrawal", "Return of the old trouble"]


def test_the_drug_that_ended_first_is_named():
    """Of two drugs the first to end is dated; symptoms are said of the last one."""
    both = {("lorazepam", "bedtime"): "1 mg", ("diazepam", "morning"): "2 mg"}
    view = view_of(both, "us", goal=Goal(drug="diazepam"))
    first, last = view.aftercare.washouts
    assert (first.drug, last.drug) == ("diazepam", "lorazepam")
    assert first.last_day < last.last_day == view.stop_date - DAY
    ended = (
        f"diazepam has ended before that, with the dose on {day_words(first.last_day)}."
    )
    assert ended in view.aftercare.ending
    assert [text.split(",")[0] for text in view.aftercare.expect] == [
        "After the last dose of lorazepam"
    ]


def test_a_drug_that_is_replaced_at_once_has_an_end_too():
    """One dose that becomes diazepam on the first day ends the day before it."""
    view = view_of(
        {("temazepam", "bedtime"): "20 mg"},
        author=Author.PRESCRIBER,
        method=Method.CROSSOVER,
    )
    first, last = view.aftercare.washouts
    assert (first.drug, first.last_day) == ("temazepam", view.start - DAY)
    assert (last.drug, last.last_day) == ("diazepam", view.stop_date - DAY)


def test_single_nights_are_named_for_sleeping_tablets_only():
    """Nights without a tablet are words, only at the end, only for sleeping tablets."""
    assert SINGLE_NIGHTS.text in view_of(ZOPICLONE).aftercare.ending
    assert "Stepwell does not plan them" in SINGLE_NIGHTS.text
    assert SINGLE_NIGHTS.text not in view_of(DIAZEPAM).aftercare.ending


def test_treatment_of_substance_use_goes_on():
    """It is said to whom it concerns, and to nobody else."""
    person = make_person("substance_use_disorder")
    told = view_of(DIAZEPAM, person=person).aftercare
    assert told.route_back[-1] == SUBSTANCES.text
    assert SUBSTANCES.text not in view_of(DIAZEPAM).aftercare.route_back


def test_a_lower_dose_is_looked_at_every_three_months():
    """Staying on it is an end of its own: check-ins for about a year, no washout."""
    view = view_of(DIAZEPAM, goal=Goal(reduce_to=Mass.mg(5)))
    care = view.aftercare
    assert care.title == "Staying on the lower dose"
    assert offsets(view) == [0, 84, 168, 252, 336]
    assert [care.check_ins[at].when for at in (0, 1)] == [
        "the steps are done",
        "after 12 weeks",
    ]
    assert care.check_ins[-1].focus.endswith(STAYING_ON.text)
    assert not (care.washouts or care.expect or care.apart)
    assert "as good an outcome as stopping" in " ".join(care.ending)
    assert "does not hold, call before you take more" in " ".join(care.route_back)


def test_a_refused_plan_has_no_end():
    """Nothing is said of the end of a plan that nobody is to follow."""
    proposal = propose(make_request(), FORMULARY)
    stop = Finding("G02", Severity.STOP, "Too fast.", "asam2025")
    view = plan_view(replace(proposal, findings=(stop,)), FORMULARY, WORKS)
    assert view.aftercare is None and view.sleep is None
    document = json.loads(plan_json(view))
    assert document["aftercare"] is None and document["sleep"] is None
    assert "After the last dose" not in plain(plan_text(view))


def test_every_sentence_rests_on_known_works():
    """The works that after-care names are in the bibliography and on the page."""
    sentences = [
        each for each in vars(aftercare_words).values() if isinstance(each, Said)
    ]
    assert set(works_of(sentences)) <= set(WORKS)
    for current in (ZOPICLONE, DIAZEPAM):
        view = view_of(current)
        cited = " ".join(view.sources)
        assert all(f"{work}: " in cited for work in view.aftercare.works)


def test_what_is_unverified_says_so():
    """A sentence that rests on untraced knowledge says so, unless it has no fact."""
    plain_advice = {"IN_WRITING", "LEFT_OVER"}
    for name, said in vars(aftercare_words).items():
        if isinstance(said, Said) and "curator_knowledge" in said.works:
            assert name in plain_advice or "unverified" in said.text, name


def test_age_does_not_matter_to_the_dates_of_a_quick_drug():
    """The rhythm comes from the drug and its washout alone."""
    assert offsets(view_of(ZOPICLONE, person=Person(30))) == [2, *WEEKS]
