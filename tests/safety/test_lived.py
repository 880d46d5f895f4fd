"""A journal laid beside the plan it is about: what holds on a day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import START, daily, make_person, review_case, schedule_from
from journal.entries import (
    answers,
    at,
    dose,
    entry,
    extra,
    journal,
    later,
    missed,
    night,
    phq9,
    rated,
    rating,
)
from safety.lives import FIRST_CUT, ON, PLAN, SECOND_CUT, STOP, lived_case
from stepwell.journal.entry import Clearance, CoDrugEntry, EntryAuthor
from stepwell.journal.journal import Journal
from stepwell.journal.standing import Situation
from stepwell.plan.finding import Severity
from stepwell.plan.person import Flag, RedFlag
from stepwell.plan.request import Earlier
from stepwell.quantities import Mass
from stepwell.safety import review
from stepwell.safety.lived import Lived
from stepwell.safety.rules import EMERGENCY_RULES, OF_THE_JOURNAL, RULES


NOTHING = Journal()


def lived(on, book=NOTHING, schedule=PLAN):
    return Lived.until(on, book, schedule)


def changing(*steps):
    """A plan of (days, mg) after two weeks of today's 10 mg."""
    rows = [(14, "10"), *steps]
    return schedule_from(
        [daily("diazepam", amount, days=days)[0] for days, amount in rows]
    )


# ---------------------------------------------------------------- the day


@pytest.mark.parametrize(
    ("days", "number"),
    [(-100, 0), (-27, 0), (0, 0), (1, 1), (28, 1), (29, 2), (56, 2), (57, 3), (99, 3)],
)
def test_H07_the_step_of_a_day_is_the_one_of_its_morning(days, number):
    """On the first day of a step that before it is still in force: the day is not over.
    The nearest one on a day outside the plan.
    """
    assert lived(later(days, START)).period.number == number


def test_what_comes_after_the_day_is_not_known_yet():
    """The entries of the day itself are."""
    book = rated({ON: 3, later(1, ON): 9})
    known = lived(ON, book)
    assert known.journal == rated({ON: 3})
    assert (known.on, known.schedule) == (ON, PLAN)


# ---------------------------------------------------------------- the cut


@pytest.mark.parametrize(
    ("days", "cut"),
    [
        (-1, later(-28, START)),
        (0, later(-28, START)),
        (1, FIRST_CUT),
        (28, FIRST_CUT),
        (29, SECOND_CUT),
        (56, SECOND_CUT),
        (57, STOP),
        (400, STOP),
    ],
)
def test_a_step_is_judged_from_its_cut(days, cut):
    """From the latest change before that day; before the plan from today's dose."""
    assert lived(later(days, START)).cut == cut


def test_a_step_without_a_change_is_no_cut():
    """Two steps of one dose, as after a hold, are judged from the first."""
    schedule = changing((28, "9"), (14, "9"), (28, "8"))
    assert lived(later(42, START), schedule=schedule).cut == START
    assert lived(later(43, START), schedule=schedule).cut == later(42, START)


def test_without_any_change_today_goes_on():
    """A plan to stay is as old as today's dose."""
    assert lived(ON, schedule=changing((28, "10"))).cut == later(-14, START)


def test_of_several_small_changes_the_latest_counts():
    """A micro-taper: what was planned before it was another dose."""
    schedule = changing((13, "9"), (13, "8"), (28, "7"))
    cuts = [lived(later(day, START), schedule=schedule).cut for day in (1, 13, 14, 27)]
    assert cuts == [START, START, later(13, START), later(26, START)]


# ---------------------------------------------------------------- earlier versions


BEGAN, EARLIER_CUT = later(-42, START), later(-5, START)
SECOND_VERSION = Earlier(BEGAN, EARLIER_CUT)


def test_H33_a_plan_began_with_its_first_version():
    """Without an earlier one it begins where today's dose ends."""
    assert lived(ON).began == START
    assert Lived.until(ON, NOTHING, PLAN, SECOND_VERSION).began == BEGAN


def test_H33_usual_is_what_was_before_the_first_version():
    """The weeks of withdrawal since then are not taken for usual."""
    before = {later(-day, BEGAN): 1 for day in range(1, 8)}
    since = {later(day, BEGAN): 5 for day in range(63)}
    book = rated({**before, **since})
    known = Lived.until(ON, book, PLAN, SECOND_VERSION).standing
    assert (known.usual, known.recent) == (1, 5)
    assert known.situation is Situation.LASTING
    assert lived(ON, book).standing.situation is Situation.SETTLED


@pytest.mark.parametrize(
    ("on", "situation"),
    [(1, Situation.MODERATE), (2, Situation.LASTING), (28, Situation.LASTING)],
)
def test_H07_a_step_is_judged_from_the_latest_cut_of_an_earlier_version(on, situation):
    """The first dose of this version has been taken since five days before it."""
    held = changing((28, "10"), (28, "9"))
    days = {later(day, START): 5 for day in range(-5, 40)}
    known = Lived.until(later(on, START), rated(days), held, SECOND_VERSION)
    assert known.cut == EARLIER_CUT
    assert known.standing.situation is situation


def test_the_cut_of_an_earlier_version_holds_until_the_next_change():
    """A hold begins nothing anew."""
    held = changing((8, "10"), (28, "9"))
    for days, cut in ((8, EARLIER_CUT), (9, later(8, START))):
        known = Lived.until(later(days, START), NOTHING, held, SECOND_VERSION)
        assert known.cut == cut


def test_H11_H08_doses_since_the_cut_of_an_earlier_version_still_count():
    """Accepting a version forgets no missed dose: the dose since the cut is known."""
    known = Lived.until(later(3, START), NOTHING, PLAN, SECOND_VERSION)
    assert [each.day for each in known.recent_intake] == [
        later(day, START) for day in range(-5, 3)
    ]


# ---------------------------------------------------------------- how it is


def test_how_it_is_is_judged_from_the_cut_and_the_days_before_the_plan():
    """The usual ratings are those before the plan, not those of the step before."""
    before = {later(-day, START): 2 for day in range(1, 6)}
    now = {later(-day, ON): 5 for day in range(15)}
    assert lived(ON, rated({**before, **now})).standing.usual == 2
    assert lived(ON, rated({**before, **now})).standing.situation == "lasting"
    early = later(13, START)
    days = {later(day, START): 5 for day in range(14)}
    assert lived(early, rated({**before, **days})).standing.situation == "moderate"


def test_how_it_was_on_an_earlier_day_is_judged_from_its_own_cut():
    """As when a step back asks whether the step before was tolerated."""
    book = rated({later(day, START): 5 if day < 28 else 1 for day in range(40)})
    known = lived(later(39, START), book)
    assert known.standing.situation is Situation.MILD
    then = known.standing_on(later(27, START))
    assert (then.situation, then.on) == (Situation.LASTING, later(27, START))


# ---------------------------------------------------------------- what was taken


def test_H11_the_doses_of_the_last_14_days_are_looked_at():
    """The day itself is left out: it is not over yet."""
    days = [known.day for known in lived(ON).recent_intake]
    assert days == [later(-back, ON) for back in range(14, 0, -1)]


@pytest.mark.parametrize("days", [0, 1, 13, 14])
def test_H11_days_before_the_plan_stand_beside_the_dose_of_today(days):
    """The 14 days before it begins as well as those since."""
    found = lived(later(days, START)).recent_intake
    assert [known.day for known in found] == [
        later(day, START) for day in range(days - 14, days)
    ]
    assert found[0].planned == PLAN.periods[0 if days < 14 else 1].regimen


def test_H11_each_day_stands_beside_the_dose_of_its_own_step():
    """Across a cut, and after the stop, when nothing is planned."""
    around = lived(later(2, SECOND_CUT)).recent_intake[-3:]
    planned = [known.planned.total("lorazepam") for known in around]
    assert planned == [Mass.mg("1.5"), Mass.mg(1), Mass.mg(1)]
    assert lived(later(3, STOP)).recent_intake[-1].planned.is_nothing


def test_H11_what_is_usual_is_that_of_the_last_14_days():
    """The median of the days that are known."""
    book = journal(
        *(entry(dose("1.5"), later(-back, ON)) for back in range(1, 6)),
        *(entry(dose(1), later(-back, ON)) for back in range(6, 9)),
        entry(missed(), later(-9, ON)),
        *(entry(dose(2), later(-back, ON)) for back in range(15, 20)),
    )
    usual = lived(ON, book).usual_intake
    assert usual.totals == {"lorazepam": Mass.mg("1.5")}
    assert (usual.days_known, usual.days_looked_at) == (9, 14)


# ---------------------------------------------------------------- red flags


def test_H31_the_red_flags_are_those_of_the_journal_up_to_the_day():
    """One of tomorrow is not there yet; the day's own is."""
    book = journal(
        entry(answers(yes=[RedFlag.SEIZURE]), ON),
        entry(answers(yes=[RedFlag.CONFUSION]), later(1, ON)),
    )
    assert [found.flag for found in lived(ON, book).red_flags] == [RedFlag.SEIZURE]


def test_H31_red_flags_told_beforehand_and_in_the_journal_add_up():
    """Neither hides the other; without a journal the first alone stand."""
    person = make_person(red_flags=[RedFlag.CONFUSION])
    book = journal(entry(answers(yes=[RedFlag.SEIZURE]), ON))
    both = {RedFlag.CONFUSION, RedFlag.SEIZURE}
    assert lived_case(book, person=person).red_flags == both
    assert lived_case(NOTHING, person=person).red_flags == {RedFlag.CONFUSION}
    assert review_case(PLAN, person=person).red_flags == {RedFlag.CONFUSION}


# ---------------------------------------------------------------- which rules read it


EVENTFUL = journal(
    entry(answers(yes=RedFlag), later(-3, ON)),
    entry(Clearance(frozenset(), "x"), ON, author=EntryAuthor.HELPER),
    entry(CoDrugEntry("fluvoxamine", starts=True), ON),
    entry(phq9(3), ON),
    *(entry(rating(9), later(-back, ON)) for back in range(7)),
    *(entry(extra(3), later(-back, ON)) for back in range(7)),
    *(entry(night(later(-back, ON), quality=1), ON) for back in range(7)),
)
EVERYTHING = {
    "person": make_person(Flag.BIPOLAR_OR_PSYCHOSIS, Flag.OPIOID),
    "schedule": PLAN,
}


def test_the_other_rules_do_not_read_the_journal():
    """They judge the plan, and say the same with and without one."""
    others = [rule for rule in RULES if rule not in OF_THE_JOURNAL]
    with_it = lived_case(EVENTFUL, **EVERYTHING)
    without = review_case(**EVERYTHING)
    assert review(with_it, others) == review(without, others)
    found = {finding.rule for finding in review(with_it, OF_THE_JOURNAL)}
    assert found == {"G05", "G18", "G21", "G23", "G25", "G26", "G39"}
    assert review(without, OF_THE_JOURNAL) == ()


def test_rules_that_call_for_help_are_those_that_stop():
    """Nothing else in a journal refuses a plan."""
    stops = [rule.id for rule in OF_THE_JOURNAL if rule.severity is Severity.STOP]
    assert list(EMERGENCY_RULES) == stops == ["G05", "G18", "G23"]
    assert [rule.id for rule in RULES if rule in OF_THE_JOURNAL] == [
        rule.id for rule in OF_THE_JOURNAL
    ]


CALM_DAYS = st.lists(
    st.tuples(
        st.sampled_from(["taken", "missed", "unwritten"]),
        st.none() | st.integers(0, 3),
        st.none() | st.integers(3, 5),
    ),
    min_size=28,
    max_size=28,
)


@given(CALM_DAYS, st.integers(0, 27), st.integers(0, 27), st.integers(0, 27))
def test_H34_a_calm_step_with_one_bad_day_raises_no_warning(days, bad, more, today):
    """Doses as planned or missed, mild ratings, good nights, then one day of 10 out of
    10, one dose too many and one poor night: no rule has anything to say.
    """
    entries = [
        entry(rating(10), later(bad, START)),
        entry(extra(1), later(more, START)),
    ]
    for number, (taken, felt, slept) in enumerate(days):
        day = later(number, START)
        if taken != "unwritten" and number != more:
            entries.append(entry(dose("1.5") if taken == "taken" else missed(), day))
        if felt is not None:
            entries.append(entry(rating(felt), day))
        if slept is not None:
            quality = 1 if number == bad else slept
            entries.append(entry(night(day, quality=quality), day, occurred=at(day, 9)))
    case = lived_case(
        journal(*entries),
        on=later(today, START),
        person=make_person(Flag.BIPOLAR_OR_PSYCHOSIS, Flag.OPIOID),
    )
    assert review(case, OF_THE_JOURNAL) == ()
