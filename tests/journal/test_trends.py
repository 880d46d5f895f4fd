"""Trends after a cut: when a wave is called, and what is said when data are missing.

How often one is called by mistake, and how often a real one is found, is counted on
made-up series with fixed seeds (tests/journal/noise.py).
"""

import os
import re
from datetime import timedelta
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.noise import (
    CUT,
    FOUND,
    KINDS,
    SHAPES,
    Setting,
    courses,
    hardest_settings,
    quiet_settings,
    rate,
)
from journal.waves_page import FALSE_WAVES, PAGE
from stepwell.journal.differences import range_around
from stepwell.journal.middles import level, middle, root
from stepwell.journal.noise import noise_square
from stepwell.journal.settling import Peak, is_easing, settled_on
from stepwell.journal.spans import Span
from stepwell.journal.trends import Counts, trend
from stepwell.journal.usual_course import Usual, usual_course
from stepwell.journal.waves import bar


LONG = os.environ.get("STEPWELL_LONG") == "1"
DAY = timedelta(days=1)


def rated(text):
    """A series from digits, one a day, the cut at ``|``; a dot is a missing day."""
    before, _, after = text.replace(" ", "").partition("|")
    first = CUT - len(before) * DAY
    return {
        first + n * DAY: int(digit)
        for n, digit in enumerate(before + after)
        if digit != "."
    }


def judged(text):
    """The trend of a series from digits; it ends with the last digit."""
    return trend(rated(text), CUT, CUT + len(text.replace(" ", "").split("|")[1]) * DAY)


QUIET = "2323232 3232323"
WAVE = "2323232 3232323 | 2345676 5654343 2323232 2323232"


def test_a_wave_by_hand():
    """Rise, peak, easing and days to settle of a wave, worked out by hand.

    Before the cut: 2 and 3 in turn, so the baseline is their median, 2 1/2, and so is
    the level.  The highest week is days 2 to 8: 4 5 6 7 6 5 6.  Its lowest day moves
    to 5 and its highest to 6: 39/7.  The rise is 39/7 - 5/2 = 43/14.
    """
    found = judged(WAVE)
    assert found.reason == ""
    assert (found.before, found.after) == (Counts(14, 0), Counts(28, 0))
    course = found.course
    assert course.baseline == Fraction(5, 2)
    assert course.rise.amount == Fraction(43, 14)
    assert course.rise.week == CUT + 2 * DAY
    assert course.is_wave
    assert (course.peak.day, course.peak.height) == (CUT + 4 * DAY, 6)
    assert course.is_easing is True
    # The first week whose median is at most 3 1/2 is days 9 to 15: 5 4 3 4 3 2 3.
    assert course.days_to_settle == 12


def test_no_wave_by_hand():
    """Days that go on as before are no wave, ease from nothing and settle nowhere."""
    course = judged(QUIET + "|2323232 3232323").course
    assert not course.is_wave
    assert course.rise.amount == Fraction(18, 7) - Fraction(5, 2)
    assert course.is_easing is None
    assert course.days_to_settle is None


def test_one_bad_day_is_no_wave_and_no_peak():
    """One day at 10 moves neither the week's level nor the peak beyond its like."""
    course = judged("22222222222222|22222 10".replace("10", "9") + "2222222 2").course
    assert course.rise.amount == 0
    assert course.peak == Peak(CUT + DAY, Fraction(2))


def test_a_rise_that_stays_is_not_easing():
    """A level that stays up is a wave that neither eases nor settles."""
    course = judged("22222222222222|23456666666666").course
    assert course.is_wave
    assert course.is_easing is False
    assert course.days_to_settle is None


def test_a_wave_that_comes_back_has_not_settled():
    """Settled is from when it stays near the baseline, not the first good week."""
    text = "22222222222222|2566665222222222222222 6666666"
    assert judged(text).course.days_to_settle is None


def test_settled_after_it_came_back():
    """The days count to the return that lasts: day 21 is the first good one."""
    text = "22222222222222|2566665 2222222 5555555 222222222222"
    assert judged(text).course.days_to_settle == 21


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "22222222......|22222222222222",
            "8 of the 14 days before the cut have a rating; at least 9 are needed",
        ),
        (
            QUIET + "|222222",
            "days since the cut: 6; at least 7 are needed",
        ),
        (QUIET + "|", "days since the cut: 0; at least 7 are needed"),
        (
            QUIET + "|2222222.......2",
            "7 days in a row after the cut have no rating; "
            "at most 6 may be missing in a row",
        ),
        (
            QUIET + "|2.22..22.22..2",
            "ratings in the fullest 7 days in a row after the cut: 4; "
            "at least 5 are needed",
        ),
    ],
)
def test_too_little_data_gives_the_reason_with_its_numbers(text, reason):
    """No conclusion is drawn, and the numbers say what would be enough."""
    found = judged(text)
    assert found.reason == reason
    assert found.course is None


@pytest.mark.parametrize(
    "text", ["222222222.....|2222222", QUIET + "|22222......22", "2" * 14 + "|22.22.2"]
)
def test_just_enough_data(text):
    """9 ratings before, 7 days after, 6 days in a row missing, 5 ratings in a week."""
    assert judged(text).course is not None


def test_an_end_before_the_cut_counts_no_days():
    """A cut that is still to come has nothing to judge."""
    found = trend(rated(QUIET), CUT, CUT - DAY)
    assert found.after == Counts(0, 0)
    assert found.reason == "days since the cut: 0; at least 7 are needed"


def test_missing_days_are_counted():
    """What is missing is said beside what is there."""
    found = judged("22222.2 2.22222|22222..2222222")
    assert (found.before, found.after) == (Counts(12, 2), Counts(12, 2))


def test_a_wave_is_looked_for_in_18_days():
    """A rise that begins later is no wave of this cut, but keeps it unsettled."""
    late = "22222222222222|222222222222222222 7777777777"
    assert not judged(late).course.is_wave


# The parts


def test_middle_by_hand():
    """The median, and the mean of the middle two of an even number."""
    assert middle([3, 1, 2]) == 2
    assert middle([4, 1, 2, 3]) == Fraction(5, 2)
    assert middle([7]) == 7


def test_level_by_hand():
    """The ends move to their neighbours: 1 2 3 4 9 counts as 2 2 3 4 4."""
    assert level([9, 1, 3, 2, 4]) == 3
    assert level([0, 5, 10]) == 5


@pytest.mark.parametrize(
    ("square", "expected"),
    [("0", "0"), ("1", "1"), ("2", "1.5"), ("2.25", "1.5"), ("0.0001", "0.1")],
)
def test_a_root_is_rounded_up_to_tenths(square, expected):
    """Rounded up, so that rounding never makes a wave."""
    assert root(Fraction(square)) == Fraction(expected)


@given(st.fractions(0, 200, max_denominator=500))
def test_a_root_is_the_smallest_tenth_that_is_not_below(square):
    """Its square is at least the number, and that of the tenth below is not."""
    tenth = Fraction(1, 10)
    found = root(square)
    assert found**2 >= square
    assert found == 0 or (found - tenth) ** 2 < square


def test_noise_by_hand():
    """5 days 0 0 0 0 5: the medians around are 0, so the mean square is 25/5."""
    span = Span.of(CUT, 5)
    assert noise_square(rated("|00005"), span) == 5


def test_noise_needs_four_days_around():
    """A day with fewer than four ratings around it, itself included, is left out."""
    series = rated("|1111.......... 9 ..........")
    assert noise_square(series, Span.of(CUT, 26)) == 0


def test_the_days_around_reach_five_days():
    """Around the last of 2222444 are it and five before: 222444, whose median is 3.

    Around the others the median is 2, so the squares are 0 0 0 0 4 4 1.
    """
    series = rated("|2222444")
    assert noise_square(series, Span.of(CUT, 7)) == Fraction(0 + 4 + 4 + 1, 7)


def test_bar_by_hand():
    """2.2 noises with every day rated; more with fewer; never below 1.4 points."""
    assert bar(Fraction(1), 7, 14) == Fraction("2.2")
    assert bar(Fraction(1), 5, 9) == Fraction("2.7")  # 2.2 * sqrt(14/45 * 14/3)
    assert bar(Fraction(0), 7, 14) == Fraction("1.4")


def orders_outside(after, before, left_off):
    """By listing every order: the share with at most so many pairs the wrong way."""
    places = range(after + before)
    orders = list(combinations(places, after))
    wrong = [
        sum(a < b for a in chosen for b in set(places) - set(chosen))
        for chosen in orders
    ]
    return Fraction(sum(each <= left_off for each in wrong), len(orders))


@pytest.mark.parametrize(("after", "before"), [(4, 4), (5, 5), (5, 9), (6, 9)])
def test_the_confidence_is_that_of_all_orders_listed(after, before):
    """The range leaves off as much as 95 % allow, and its confidence is exact."""
    later, earlier = range(100, 100 + 20 * after, 20), range(before)
    amount = Fraction(150)
    found = range_around(amount, later, earlier)
    differences = sorted(a - b for a in later for b in earlier)
    left_off = differences.index(found.low)
    assert differences[~left_off] == found.high
    assert found.confidence == 1 - 2 * orders_outside(after, before, left_off)
    assert found.confidence >= Fraction(95, 100)
    assert 1 - 2 * orders_outside(after, before, left_off + 1) < Fraction(95, 100)


def test_a_range_is_widened_to_hold_the_amount():
    """The amount never lies outside the range that is printed beside it."""
    found = range_around(Fraction(1, 2), [5] * 7, [5] * 14)
    assert (found.low, found.high) == (0, Fraction(1, 2))


def test_easing_is_half_of_the_height_gone():
    """From 6 over a baseline of 2, easing is a median of 4 or less."""
    until = CUT + 10 * DAY
    highest = Peak(CUT + 2 * DAY, Fraction(6))
    assert is_easing(rated("|0066644444"), until, highest, Fraction(2)) is True
    assert is_easing(rated("|0066655555"), until, highest, Fraction(2)) is False


def test_easing_is_unknown_soon_after_the_peak():
    """With fewer than three ratings since the peak nothing is said."""
    highest = Peak(CUT + 7 * DAY, Fraction(6))
    series = rated("|0000006722222")
    assert is_easing(series, CUT + 10 * DAY, highest, Fraction(2)) is None
    assert is_easing(series, CUT + 11 * DAY, highest, Fraction(2)) is True


def test_settled_is_within_the_noise_where_that_is_wider():
    """With a noise of 2 points, 2 above the baseline is near it."""
    highest = Peak(CUT, Fraction(6))
    series = rated("|4444444")
    step = Span.of(CUT, 7)
    assert settled_on(series, step, highest, Fraction(2), Fraction(1)) is None
    assert settled_on(series, step, highest, Fraction(2), Fraction(4)) == CUT + 3 * DAY


# Over several steps

SETTLED = judged(WAVE)
STAYS = judged("22222222222222|23456666666666")
CALM = judged("22222222222222|22222222222222")
UNKNOWN = judged("22222222......|22222222222222")


def test_usual_course_by_hand():
    """Medians with their ranges; a step that could not be judged is counted."""
    found = usual_course([SETTLED, SETTLED, SETTLED, CALM, UNKNOWN])
    assert (found.judged, found.not_judged) == (4, 1)
    assert (found.waves, found.not_settled) == (3, 0)
    assert found.rise == Usual(Fraction(43, 14), Fraction(0), Fraction(43, 14))
    assert found.days_to_settle == Usual(Fraction(12), Fraction(12), Fraction(12))


def test_fewer_than_three_steps_are_not_usual():
    """Two judged steps give the reason instead of a median."""
    found = usual_course([SETTLED, UNKNOWN, STAYS])
    assert found.rise == Usual(reason="judged steps: 2; at least 3 are needed")
    assert found.days_to_settle == Usual(
        reason="steps with a wave: 2; at least 3 are needed"
    )


def test_a_wave_that_had_not_settled_counts_as_longest():
    """Its days are not known, so neither is the longest time."""
    found = usual_course([STAYS, SETTLED, SETTLED])
    assert found.not_settled == 1
    assert found.days_to_settle == Usual(Fraction(12), Fraction(12), None)


def test_when_half_had_not_settled_there_is_no_usual_time():
    """The median would lie among those that nobody saw settle."""
    found = usual_course([STAYS, SETTLED, SETTLED, STAYS])
    assert found.days_to_settle == Usual(
        reason="2 of 4 waves had not settled within their step"
    )


# What holds for every series

RATINGS = st.integers(0, 10)
OFFSETS = st.integers(-28, 27)
SERIES = st.dictionaries(OFFSETS, RATINGS, min_size=20)
FULL = st.lists(RATINGS, min_size=56, max_size=56)
ENDS = st.integers(7, 28)


def dated(offsets):
    return {CUT + n * DAY: rating for n, rating in offsets.items()}


def verdict(series, end=28):
    """What must not depend on where the ratings lie: all but the heights."""
    found = trend(series, CUT, CUT + end * DAY)
    course = found.course
    if course is None:
        return found.reason
    return (
        course.rise,
        course.noise_square,
        course.peak.day,
        course.is_easing,
        course.days_to_settle,
    )


@given(RATINGS, st.sets(OFFSETS), ENDS)
def test_a_constant_series_never_has_a_wave(rating, missing, end):
    """Whatever days are missing: it is no wave, or there is too little data."""
    series = dated({n: rating for n in range(-28, 28) if n not in missing})
    course = trend(series, CUT, CUT + end * DAY).course
    if course is not None:
        assert not course.is_wave
        assert course.rise.amount == 0
        assert course.baseline == course.peak.height == rating


@given(
    SERIES | FULL.map(lambda all_: dict(zip(range(-28, 28), all_, strict=True))),
    st.integers(-20, 20),
    ENDS,
)
def test_a_constant_added_to_every_rating_changes_no_verdict(offsets, more, end):
    """Only differences count."""
    raised = {n: rating + more for n, rating in offsets.items()}
    assert verdict(dated(raised), end) == verdict(dated(offsets), end)


@given(SERIES, st.randoms(use_true_random=False), ENDS)
def test_the_order_in_which_days_are_given_does_not_matter(offsets, random, end):
    """A series is days and ratings, not a list."""
    mixed = list(offsets.items())
    random.shuffle(mixed)
    assert trend(dated(dict(mixed)), CUT, CUT + end * DAY) == trend(
        dated(offsets), CUT, CUT + end * DAY
    )


@given(SERIES, st.dictionaries(st.integers(-90, -29), RATINGS), ENDS, st.data())
def test_days_outside_the_window_never_matter(offsets, earlier, end, data):
    """Neither what is over four weeks old, nor what comes from ``until`` on."""
    later = data.draw(st.dictionaries(st.integers(end, 60), RATINGS))
    inside = {n: rating for n, rating in offsets.items() if n < end}
    until = CUT + end * DAY
    expected = trend(dated(inside), CUT, until)
    assert trend(dated(earlier | inside | later), CUT, until) == expected


@given(SERIES, ENDS)
def test_missing_days_are_never_zero(offsets, end):
    """Writing a zero where nothing was rated is another series, and counts as rated."""
    until = CUT + end * DAY
    filled = {n: offsets.get(n, 0) for n in range(-28, 28)}
    found, other = (trend(dated(each), CUT, until) for each in (offsets, filled))
    assert found.after.rated == sum(0 <= n < end for n in offsets)
    assert (other.before.missing, other.after.missing) == (0, 0)
    lowest = min(offsets.values())
    if found.course is not None:
        assert found.course.baseline >= lowest
        assert found.course.peak.height >= lowest


@given(FULL, ENDS)
def test_the_amount_lies_within_its_range(ratings, end):
    """And the confidence is at least 95 %."""
    series = dated(dict(zip(range(-28, 28), ratings, strict=True)))
    rise = trend(series, CUT, CUT + end * DAY).course.rise
    assert rise.range.low <= rise.amount <= rise.range.high
    assert Fraction(95, 100) <= rise.range.confidence < 1


# Calibration: made-up series with fixed seeds

MOST_FALSE = 0.05
LEAST_FOUND = 0.9


def test_a_wave_is_rarely_called_where_there_is_none():
    """Over all kinds of noise, sizes, levels, gaps and steps together: at most 2 %."""
    count = 200 if LONG else 4
    called = [
        course.is_wave
        for setting in quiet_settings()
        for course in courses(setting, count, "quiet")
    ]
    assert sum(called) / len(called) <= 0.02


@pytest.mark.parametrize(
    "setting", quiet_settings() if LONG else hardest_settings(), ids=str
)
def test_in_no_setting_more_than_5_percent_are_called(setting):
    """The hardest settings always, and every one in the long version."""
    assert rate(setting, 1000 if LONG else 300, "hard") <= MOST_FALSE


@pytest.mark.parametrize(("sd", "height"), FOUND.items())
@pytest.mark.parametrize("kind", ["independent", "AR 0.3"])
def test_waves_of_the_documented_size_are_found(kind, sd, height):
    """At least 90 % over the shapes, quick and slow, when no day is missing."""
    count = 1000 if LONG else 30
    rates = [
        rate(Setting(kind, sd, 1, 0, wave.step_days), count, "planted", wave, height)
        for wave in SHAPES
    ]
    assert sum(rates) / len(rates) >= LEAST_FOUND


def test_the_page_has_every_setting():
    """The tables name each kind of noise (tests/journal/waves_page.py makes them)."""
    page = PAGE.read_text("utf-8")
    assert all(words in page for words in KINDS.values())


def test_no_rate_on_the_page_is_above_5_percent():
    """The highest rate of each kind of noise and size stands in brackets."""
    _, _, below = PAGE.read_text("utf-8").partition(FALSE_WAVES.first)
    table, _, _ = below.partition(FALSE_WAVES.last)
    highest = [float(each) for each in re.findall(r"\(([\d.]+)\)", table)]
    assert len(highest) == len(KINDS) * 3
    assert max(highest) <= 5
