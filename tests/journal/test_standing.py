"""Where a person stands by the ratings of the days before, and when nobody knows."""

from datetime import timedelta
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from journal.entries import DAY, dose, entry, journal, later, rated, rating
from stepwell.journal.journal import Journal
from stepwell.journal.standing import Situation, standing


ON = DAY
BEGAN = later(-40)
LONG_SINCE = 40


def stand(days=(), before=(), since=LONG_SINCE):
    """How it is by the ratings of the last days, and of the days before the plan.

    The first rating of ``days`` is that of the day itself, the next one that of the day
    before; the first of ``before`` is that of the day before the plan.  None is a day
    without a rating.
    """
    began = later(-since, ON)
    written = {
        **{later(-1 - back, began): number for back, number in enumerate(before)},
        **{later(-back, ON): number for back, number in enumerate(days)},
    }
    book = rated({day: number for day, number in written.items() if number is not None})
    return standing(book, began=began, on=ON)


def situation(*days, **more):
    return stand(days, **more).situation


# ---------------------------------------------------------------- silence


@pytest.mark.parametrize("number", [0, 3, 5])
def test_H33_three_days_of_seven_are_too_few(number):
    """Four tell something; with three nobody knows, whatever they say."""
    assert situation(*[number] * 3) is Situation.NOT_KNOWN
    assert situation(*[number] * 4) is not Situation.NOT_KNOWN
    assert stand([number] * 3).recent is None


def test_H33_an_empty_journal_is_no_well_being():
    """Nothing is known, and no number stands there."""
    known = standing(Journal(), began=BEGAN, on=ON)
    assert known.situation is Situation.NOT_KNOWN
    assert (known.recent, known.usual, known.days_known) == (None, None, 0)
    assert (known.severe_days, known.days, known.on) == ((), {}, ON)


def test_H33_other_entries_are_no_ratings():
    """Somebody who writes down the doses only has not said how it is."""
    book = journal(*(entry(dose(), later(-back)) for back in range(7)))
    known = standing(book, began=BEGAN, on=ON)
    assert known.situation is Situation.NOT_KNOWN


def test_H33_a_day_without_a_rating_is_not_a_day_of_0():
    """Four days of 5 and three silent ones are moderate, as four of 5 alone are."""
    known = stand([5, None, 5, None, 5, None, 5])
    assert (known.recent, known.days_known) == (5, 4)
    assert known.situation is Situation.MODERATE
    assert stand([5, 0, 5, 0, 5, 0, 0]).recent == 0


def test_the_last_seven_days_count():
    """The day itself and the six before it; neither the one before nor the next one."""
    assert stand([1, 2, 3, None, None, None, 4]).days_known == 4
    assert stand([1, 2, 3, None, None, None, None, 4]).days_known == 3
    book = rated({later(1): 9, later(2): 9})
    ahead = standing(book, began=BEGAN, on=ON)
    assert (ahead.days_known, ahead.severe_days) == (0, ())


def test_what_it_rests_on_is_told():
    """The days with their ratings in order, how many, and the worst of them."""
    known = stand([7, 2, None, 9, 4], before=[3, 4, 5, 3, 3])
    days = {later(-4): 4, later(-3): 9, later(-1): 2, ON: 7}
    assert known.days == days
    assert list(known.days) == list(days)
    assert known.severe_days == (later(-3), ON)
    assert (known.recent, known.usual, known.days_known) == (7, 3, 4)
    assert (known.situation, known.on) == (Situation.SEVERE, ON)


# ---------------------------------------------------------------- each situation


def test_settled_is_nothing_at_all_or_as_usual():
    """Ratings of 0, or as before the plan."""
    assert situation(0, 0, 0, 0) is Situation.SETTLED
    assert situation(5, 5, 5, 5, before=[5] * 5) is Situation.SETTLED


def test_settled_is_the_typical_day_and_not_every_day():
    """Four of seven days without a symptom; of an even number the worse one counts."""
    assert situation(0, 3, 0, 3, 0, 3, 0) is Situation.SETTLED
    assert situation(0, 3, 0, 3, 3, 0) is Situation.MILD


@pytest.mark.parametrize("number", [1, 2, 3])
def test_mild_is_1_to_3(number):
    """More than nothing, and less than moderate."""
    assert situation(*[number] * 4) is Situation.MILD


@pytest.mark.parametrize("number", [4, 5, 6])
def test_moderate_is_4_to_6(number):
    """On the typical day."""
    assert situation(*[number] * 4, since=7) is Situation.MODERATE


@pytest.mark.parametrize("number", [7, 8, 9, 10])
def test_severe_is_7_or_more_on_two_days(number):
    """Of the last seven, however mild the others are."""
    assert situation(number, number, 0, 0, 0, 0, 0) is Situation.SEVERE
    assert situation(6, 6, 6, 6, 6, 6, 6, since=7) is Situation.MODERATE


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((7, 0, 0, 0), Situation.MODERATE),
        ((7, 1, 1, 1), Situation.MODERATE),
        ((7, 5, 5, 5), Situation.MODERATE),
        ((10, 0, 0, 0, 0, 0, 0), Situation.MODERATE),
        ((7, 7, 0, 0), Situation.SEVERE),
        ((7, 6, 0, 0), Situation.MODERATE),
    ],
)
def test_H34_one_severe_day_is_moderate_and_two_are_severe(days, expected):
    """One bad day is no alarm; neither is it a good week."""
    assert situation(*days) is expected


def test_H33_two_severe_days_count_although_little_else_is_known():
    """Nobody has to write more to be taken seriously; one of them alone is unknown."""
    known = stand([8, None, None, None, None, None, 7])
    assert known.situation is Situation.SEVERE
    assert (known.recent, known.days_known) == (None, 2)
    assert situation(8) is Situation.NOT_KNOWN
    assert situation(8, None, None, None, None, None, None, 7) is Situation.NOT_KNOWN


def test_two_severe_days_are_severe_also_for_somebody_used_to_them():
    """What was usual before the plan makes nothing harmless."""
    assert situation(*[8] * 7, before=[9] * 14) is Situation.SEVERE


def test_one_severe_day_is_not_settled_although_it_is_usual():
    """A usual 7 of 10 is not a reason to go on after a 7."""
    days, before = (7, 2, 2, 2), [7] * 5
    assert situation(*days, before=before) is Situation.MODERATE
    assert situation(6, 2, 2, 2, before=before) is Situation.SETTLED


# ---------------------------------------------------------------- usual before the plan


@pytest.mark.parametrize(
    ("days", "usual", "expected"),
    [
        (3, 3, Situation.SETTLED),
        (3, 2, Situation.MILD),
        (4, 3, Situation.MODERATE),
        (5, 5, Situation.SETTLED),
        (6, 5, Situation.MODERATE),
        (1, 0, Situation.MILD),
        (0, 0, Situation.SETTLED),
        (0, 5, Situation.SETTLED),
    ],
)
def test_as_before_the_plan_is_settled(days, usual, expected):
    """One more than usual is not."""
    found = stand([days] * 4, before=[usual] * 5, since=7)
    assert (found.situation, found.usual) == (expected, usual)


def test_H33_what_was_usual_needs_five_days():
    """With four it is not known, and then nothing but 0 is as usual."""
    assert stand([3] * 4, before=[3] * 5).usual == 3
    four = stand([3] * 4, before=[3] * 4)
    assert (four.usual, four.situation) == (None, Situation.MILD)
    assert situation(0, 0, 0, 0, before=[3] * 4) is Situation.SETTLED


def test_the_14_days_before_the_plan_are_the_usual_ones():
    """The 14th before it counts, the 15th does not, nor does its first day."""
    nine = [None] * 9
    assert stand(before=[3, 3, 3, 3, *nine, 3]).usual == 3
    assert stand(before=[3, 3, 3, 3, None, *nine, 3]).usual is None
    first_day = rated(dict.fromkeys([later(-back, BEGAN) for back in range(5)], 3))
    assert standing(first_day, began=BEGAN, on=ON).usual is None


def test_the_usual_day_is_the_typical_one():
    """Of an even number of days the worse of the two in the middle."""
    assert stand(before=[1, 2, 3, 8, 9]).usual == 3
    assert stand(before=[1, 2, 3, 4, 8, 9]).usual == 4


# ---------------------------------------------------------------- more than 14 days


@pytest.mark.parametrize(
    ("since", "expected"),
    [(13, Situation.MODERATE), (14, Situation.LASTING), (15, Situation.LASTING)],
)
def test_moderate_on_the_15th_day_of_a_plan_is_lasting(since, expected):
    """The first day of the plan counts: on the 14th it is moderate still."""
    assert situation(*[4] * 15, since=since) is expected


def test_lasting_needs_8_of_15_days():
    """With seven it is moderate, not well."""
    days = [5, 5, 5, 5, None, None, None, None, None, None, None, 5, 5, 5]
    assert situation(*days) is Situation.MODERATE
    assert situation(*days, 5) is Situation.LASTING
    assert situation(*days, None, 5) is Situation.MODERATE


@pytest.mark.parametrize(("number", "expected"), [(3, "moderate"), (4, "lasting")])
def test_the_typical_day_of_15_is_moderate_where_it_lasts(number, expected):
    """A bad week after an easy one has not lasted."""
    assert situation(*[5] * 7, *[number] * 8) == expected


@pytest.mark.parametrize(("usual", "expected"), [(3, "lasting"), (4, "moderate")])
def test_lasting_is_above_what_was_usual(usual, expected):
    """What was there before the plan does not last because of it."""
    days = [5] * 7 + [4] * 8
    assert situation(*days, before=[usual] * 5) == expected


def test_a_mild_week_after_bad_ones_is_mild():
    """It has eased: what lasted is over."""
    assert situation(*[3] * 7, *[6] * 8) is Situation.MILD
    assert situation(*[0] * 7, *[6] * 8) is Situation.SETTLED


def test_a_severe_day_in_a_mild_week_after_bad_ones_is_lasting():
    """It has not eased yet."""
    assert situation(7, *[3] * 6, *[6] * 8) is Situation.LASTING


def test_the_worst_symptom_of_a_day_counts():
    """Mild anxiety beside a moderate sleeplessness is moderate."""
    book = journal(
        *(entry(rating(2), later(-back)) for back in range(4)),
        *(entry(rating(5, "insomnia"), later(-back)) for back in range(4)),
    )
    known = standing(book, began=later(-7), on=ON)
    assert known.situation is Situation.MODERATE


def test_situations_stand_from_least_to_most_in_need_of_care():
    """Other programs and the agreed rule rely on these words."""
    assert [*Situation] == [
        "not_known",
        "settled",
        "mild",
        "moderate",
        "lasting",
        "severe",
    ]


# ---------------------------------------------------------------- no false calm


RATINGS = st.integers(0, 10)
MAYBE = st.none() | RATINGS
WEEKS = st.lists(MAYBE, min_size=20, max_size=20)
SINCE = st.integers(20, 40)
ORDER = [*Situation]


def no_better(after, before):
    """Whether a situation is unknown or at least as much in need of care."""
    known = after is not Situation.NOT_KNOWN
    return not known or ORDER.index(after) >= ORDER.index(before)


@given(WEEKS, WEEKS, SINCE)
def test_H33_being_well_is_known_and_never_concluded_from_silence(days, before, since):
    """Settled or mild takes four days of the week, and none of them severe."""
    found = stand(days, before, since)
    known = [number for number in days[:7] if number is not None]
    if found.situation in (Situation.SETTLED, Situation.MILD):
        assert len(known) >= 4
        assert max(known) < 7
    if len(known) < 4:
        assert found.situation in (Situation.NOT_KNOWN, Situation.SEVERE)
    assert (found.situation is Situation.SEVERE) == (
        len([number for number in known if number >= 7]) >= 2
    )


@given(WEEKS, WEEKS, SINCE, st.integers(4, 20))
def test_H33_who_stops_writing_is_not_known_after_four_days(days, before, since, quiet):
    """However well it went until then."""
    silent = [None] * quiet + days
    assert situation(*silent, before=before, since=since) in (
        Situation.NOT_KNOWN,
        Situation.SEVERE,
    )


@given(WEEKS, WEEKS, SINCE, st.sets(st.integers(0, 6)))
def test_H33_who_leaves_out_the_easy_days_never_looks_better(
    days, before, since, left_out
):
    """Without some days of 0 it is not known, or as bad as it was: a journal of the
    bad days only is never a better one.  (Of 15 days 8 are needed to say that it has
    lasted; with fewer it is moderate.)
    """
    fewer = [
        None if back in left_out and number == 0 else number
        for back, number in enumerate(days)
    ]
    then, now = (stand(each, before, since).situation for each in (days, fewer))
    known = sum(number is not None for number in fewer[:15])
    assume(then is not Situation.LASTING or known >= 8)
    assert no_better(now, then)


@given(WEEKS, WEEKS, SINCE)
def test_H33_not_knowing_what_was_usual_never_looks_better(days, before, since):
    """Without a word about the time before the plan only 0 is as usual."""
    then, now = (stand(days, each, since).situation for each in (before, ()))
    assert now is then or no_better(now, then)
    if now is Situation.SETTLED:
        assert stand(days).recent == 0


@given(WEEKS, WEEKS, SINCE, st.integers(0, 19), RATINGS)
def test_a_higher_rating_never_looks_better(days, before, since, which, number):
    """One day that was worse than written makes it no better."""
    assume(days[which] is not None)
    worse = [*days]
    worse[which] = max(number, days[which])
    then, now = (stand(each, before, since).situation for each in (days, worse))
    assert now is then or ORDER.index(now) > ORDER.index(then)


@given(WEEKS, st.integers(1, 2000))
def test_the_calendar_does_not_matter(days, moved):
    """Some days later everything is as it was, years and leap days included."""
    written = [
        (later(-back), number) for back, number in enumerate(days) if number is not None
    ]
    found = [
        standing(
            rated({day + shift: number for day, number in written}),
            began=BEGAN + shift,
            on=ON + shift,
        )
        for shift in (timedelta(0), timedelta(days=moved))
    ]
    assert found[0].situation is found[1].situation
    assert found[0].recent == found[1].recent


def expected_of(days, usual):
    """The table of the situations, written down once more for a young step.

    ``days`` are the ratings of four days, ``usual`` that of before the plan.
    """
    severe = sum(number >= 7 for number in days)
    typical = sorted(days)[2]
    if severe >= 2:
        return Situation.SEVERE
    if severe == 1:
        return Situation.MODERATE
    if typical <= usual:
        return Situation.SETTLED
    return Situation.MILD if typical <= 3 else Situation.MODERATE


@pytest.mark.parametrize("usual", [0, 3, 4, 7])
def test_every_combination_of_four_days_is_as_in_the_table(usual):
    """With ratings at the edges: 0, 3, 4, 6 and 7."""
    for days in product([0, 3, 4, 6, 7], repeat=4):
        found = situation(*days, before=[usual] * 5, since=7)
        assert found is expected_of(days, usual), days
