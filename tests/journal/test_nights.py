"""A night of the sleep diary: what may be written, and what follows from it."""

from dataclasses import FrozenInstanceError, fields, replace
from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from stepwell.journal.nights import Night
from stepwell.sources import load_bibliography


LONDON = ZoneInfo("Europe/London")
NEW_YORK = ZoneInfo("America/New_York")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
ZONES = (LONDON, NEW_YORK, LORD_HOWE)
TIMES = ("bed_time", "lights_out", "final_wake", "out_of_bed")
DAY = timedelta(days=1)


def hours(number):
    return timedelta(hours=number)


def minutes(number):
    return timedelta(minutes=number)


def at(text, zone=UTC):
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def night(evening="2026-06-01", morning="2026-06-02", zone=UTC, **changes):
    """To bed at 22:30, lights out at 23:00, awake at 6:30, up at 7:00."""
    usual = {
        "bed_time": at(f"{evening}T22:30", zone),
        "lights_out": at(f"{evening}T23:00", zone),
        "final_wake": at(f"{morning}T06:30", zone),
        "out_of_bed": at(f"{morning}T07:00", zone),
        "latency_min": 20,
        "awakenings": 2,
        "awake_min": 40,
    }
    return Night(**{**usual, **changes})


def measures(one):
    return (
        one.latency,
        one.wake_after_onset,
        one.time_in_bed,
        one.total_sleep,
        one.efficiency_percent,
    )


def test_a_night_worked_by_hand():
    """8.5 hours in bed; 7.5 between lights out and waking, less 1 awake: 6.5 slept."""
    one = night()
    assert one.time_in_bed == hours(8) + minutes(30)
    assert one.latency == minutes(20)
    assert one.wake_after_onset == minutes(40)
    assert one.total_sleep == hours(6) + minutes(30)
    assert one.efficiency_percent == Fraction(6500, 85)


def test_the_definitions_come_from_a_work():
    """The consensus diary whose measures these are is in the bibliography."""
    assert "carney2012" in load_bibliography()


def test_what_was_not_said_is_empty():
    """A quality or naps that nobody named are None, never 0."""
    one = night()
    assert (one.quality, one.naps_min) == (None, None)
    assert (one.medicine_note, one.caffeine_alcohol) == ("", "")


def test_everything_that_was_said_is_kept():
    """Notes, naps and the person's own judgement stand beside the measures."""
    said = {
        "quality": 4,
        "naps_min": 0,
        "medicine_note": "lorazepam 0.5 mg at 22:00",
        "caffeine_alcohol": "coffee at 15:00",
    }
    one = night(**said)
    assert {name: getattr(one, name) for name in said} == said


def test_a_night_begins_before_or_after_midnight():
    """It belongs to the day of getting up either way."""
    late = night(
        bed_time=at("2026-06-02T00:30"),
        lights_out=at("2026-06-02T00:30"),
    )
    assert late.morning == night().morning == date(2026, 6, 2)
    assert late.time_in_bed == hours(6) + minutes(30)
    assert late.total_sleep == hours(5)


def test_the_morning_is_that_of_the_place():
    """Getting up at 7 in Lord Howe is still the evening before in UTC."""
    one = night(zone=LORD_HOWE)
    assert one.out_of_bed.astimezone(UTC).date() == date(2026, 6, 1)
    assert one.morning == date(2026, 6, 2)


def test_a_night_without_sleep():
    """Awake from lights out until morning: nothing slept, and nothing impossible."""
    one = night(latency_min=450, awakenings=0, awake_min=0)
    assert one.total_sleep == timedelta(0)
    assert one.efficiency_percent == 0


def test_a_night_asleep_from_bed_to_getting_up():
    """An efficiency of 100 per cent is reached, and not passed."""
    one = night(
        lights_out=at("2026-06-01T22:30"),
        out_of_bed=at("2026-06-02T06:30"),
        latency_min=0,
        awakenings=0,
        awake_min=0,
    )
    assert one.total_sleep == one.time_in_bed
    assert one.efficiency_percent == 100


def test_an_efficiency_is_never_rounded():
    """Seconds count too, and a third stays a third."""
    one = night(
        lights_out=at("2026-06-01T22:30"),
        final_wake=at("2026-06-01T22:30:10"),
        out_of_bed=at("2026-06-01T22:30:30"),
        latency_min=0,
        awake_min=0,
    )
    assert one.efficiency_percent == Fraction(100, 3)


CHANGES = [
    (LONDON, "2026-03-28", "2026-03-29", hours(-1)),
    (LONDON, "2026-10-24", "2026-10-25", hours(1)),
    (NEW_YORK, "2026-03-07", "2026-03-08", hours(-1)),
    (NEW_YORK, "2026-10-31", "2026-11-01", hours(1)),
    (LORD_HOWE, "2026-10-03", "2026-10-04", minutes(-30)),
    (LORD_HOWE, "2026-04-04", "2026-04-05", minutes(30)),
]


@pytest.mark.parametrize(("zone", "evening", "morning", "more"), CHANGES)
def test_a_clock_change_adds_no_sleep_and_takes_none(zone, evening, morning, more):
    """The same clock times span an hour (Lord Howe: half an hour) more or less."""
    usual, changed = night(), night(evening, morning, zone)
    assert changed.time_in_bed == usual.time_in_bed + more
    assert changed.total_sleep == usual.total_sleep + more
    assert changed.efficiency_percent == Fraction(100) * Fraction(
        changed.total_sleep // minutes(1), changed.time_in_bed // minutes(1)
    )
    assert changed.morning == date.fromisoformat(morning)


def test_the_hour_that_comes_twice():
    """Awake at 1:50 of the first pass and up at 1:10 of the second: 20 minutes."""
    one = night(
        bed_time=at("2026-10-24T22:30", LONDON),
        lights_out=at("2026-10-24T23:00", LONDON),
        final_wake=at("2026-10-25T01:50", LONDON),
        out_of_bed=at("2026-10-25T01:10", LONDON).replace(fold=1),
    )
    assert one.time_in_bed == hours(3) + minutes(40)
    assert one.total_sleep == hours(1) + minutes(50)


def test_the_hour_that_comes_twice_has_an_order():
    """Awake in the second pass cannot come before getting up in the first."""
    with pytest.raises(ValueError, match="a night goes from"):
        night(
            bed_time=at("2026-10-24T22:30", LONDON),
            lights_out=at("2026-10-24T23:00", LONDON),
            final_wake=at("2026-10-25T01:10", LONDON).replace(fold=1),
            out_of_bed=at("2026-10-25T01:50", LONDON),
        )


@pytest.mark.parametrize(
    ("down", "up", "spent", "morning"),
    [
        (at("2026-06-01T21:00", LONDON), at("2026-06-01T22:00", NEW_YORK), 6, 1),
        (at("2026-06-01T21:00", NEW_YORK), at("2026-06-02T08:00", LONDON), 6, 2),
        (at("2026-06-02T06:00", LORD_HOWE), at("2026-06-01T22:00", NEW_YORK), 6.5, 1),
    ],
)
def test_a_traveller_sleeps_across_zones(down, up, spent, morning):
    """Clocks of two places, one span; the morning is that of where they got up."""
    one = night(
        bed_time=down,
        lights_out=down,
        final_wake=up,
        out_of_bed=up,
        latency_min=30,
        awake_min=30,
    )
    assert one.time_in_bed == hours(spent)
    assert one.total_sleep == hours(spent - 1)
    assert one.morning == date(2026, 6, morning)


SENTENCE = "a night goes from getting into bed to trying to sleep, waking"
REFUSED = [
    ({"bed_time": datetime(2026, 6, 1, 22, 30)}, "distance from UTC"),  # noqa: DTZ001
    ({"out_of_bed": datetime(2026, 6, 2, 7)}, "distance from UTC"),  # noqa: DTZ001
    ({"bed_time": at("2026-06-01T23:01")}, SENTENCE),
    ({"lights_out": at("2026-06-02T06:31")}, SENTENCE),
    ({"final_wake": at("2026-06-02T07:01")}, SENTENCE),
    ({"out_of_bed": at("2026-06-01T22:29")}, SENTENCE),
    (dict.fromkeys(TIMES, at("2026-06-01T22:30")), "ends later than it began"),
    ({"bed_time": at("2026-06-01T06:59:59")}, "lasts 24 hours at most"),
    ({"latency_min": 411}, "falling asleep and lying awake took longer"),
    ({"awake_min": 431}, "falling asleep and lying awake took longer"),
    ({"latency_min": -1}, "latency_min is a whole number from 0"),
    ({"awakenings": -1}, "awakenings is a whole number from 0"),
    ({"awake_min": -1}, "awake_min is a whole number from 0"),
    ({"naps_min": -1}, "naps_min is a whole number from 0"),
    ({"naps_min": 1441}, "from 0 to 1440"),
    ({"latency_min": 10**20}, "from 0 to 1440"),
    ({"quality": 0}, "from 1 to 5"),
    ({"quality": 6}, "from 1 to 5"),
]


@pytest.mark.parametrize(("changes", "words"), REFUSED)
def test_what_cannot_be_is_refused_in_one_sentence(changes, words):
    """A night that makes no sense is never made, and the sentence says why."""
    with pytest.raises(ValueError, match=words) as refused:
        night(**changes)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "changes",
    [
        {"bed_time": at("2026-06-01T07:00")},
        {"bed_time": at("2026-06-01T23:00")},
        {"out_of_bed": at("2026-06-02T06:30")},
        {"latency_min": 410},
        {"awake_min": 430},
        {"awakenings": 0},
        {"naps_min": 0},
        {"naps_min": 1440},
        {"quality": 1},
        {"quality": 5},
    ],
)
def test_what_just_can_be_is_accepted(changes):
    """The edges themselves: 24 hours in bed, all of the night awake, no nap."""
    one = night(**changes)
    assert all(getattr(one, name) == value for name, value in changes.items())


def test_24_hours_are_counted_past_a_clock_change():
    """From 8 to 8 of the next day is 25 hours where the clock goes back."""
    with pytest.raises(ValueError, match="24 hours"):
        night(
            "2026-10-24", "2026-10-25", LONDON, bed_time=at("2026-10-24T07:00", LONDON)
        )
    one = night(
        "2026-10-24", "2026-10-25", LONDON, bed_time=at("2026-10-24T08:00", LONDON)
    )
    assert one.time_in_bed == DAY


def test_a_night_does_not_change():
    """It is a value: a correction is another one."""
    one = night()
    with pytest.raises(FrozenInstanceError):
        one.quality = 3
    assert hash(one) == hash(night())


@st.composite
def nights(draw):
    """Nights of up to 24 hours in one of the zones, in any part of two years."""
    zone = draw(st.sampled_from(ZONES))
    start = draw(
        st.datetimes(datetime(2025, 1, 1), datetime(2026, 12, 31))  # noqa: DTZ001
    ).replace(tzinfo=UTC)
    ends = sorted(draw(st.lists(st.integers(1, 1440), min_size=3, max_size=3)))
    moments = (start, *(start + minutes(end) for end in ends))
    between = ends[1] - ends[0]
    latency = draw(st.integers(0, between))
    return Night(
        *(moment.astimezone(zone) for moment in moments),
        latency_min=latency,
        awakenings=draw(st.integers(0, 20)),
        awake_min=draw(st.integers(0, between - latency)),
    )


@given(nights())
def test_nobody_sleeps_longer_than_they_lie_in_bed(one):
    """Total sleep is 0 to the time in bed, and efficiency 0 to 100 per cent."""
    assert timedelta(0) <= one.total_sleep <= one.time_in_bed <= DAY
    assert 0 <= one.efficiency_percent <= 100


@given(nights())
def test_sleep_and_waking_fill_the_time_in_bed(one):
    """Nothing is counted twice or lost, measured by another road: UTC itself."""
    bed, out, wake, up = (getattr(one, name).timestamp() for name in TIMES)
    before_and_after = timedelta(seconds=(out - bed) + (up - wake))
    parts = (one.total_sleep, one.latency, one.wake_after_onset, before_and_after)
    assert abs(sum(parts, timedelta(0)) - one.time_in_bed) < timedelta(milliseconds=1)


@given(nights(), st.sampled_from([UTC, *ZONES, timezone(timedelta(hours=5.75))]))
def test_the_clock_that_is_read_changes_no_measure(one, zone):
    """The same night in the clock times of another place has the same measures."""
    told = {name: getattr(one, name).astimezone(zone) for name in TIMES}
    assert measures(replace(one, **told)) == measures(one)


@given(nights(), st.sampled_from([-1, 1, 7]))
def test_a_day_later_without_a_clock_change_is_the_same_night(one, days):
    """Every measure stays, and the morning moves with the night."""
    times = {name: getattr(one, name) for name in TIMES}
    moved = {name: time + days * DAY for name, time in times.items()}
    distances = {time.utcoffset() for time in (*times.values(), *moved.values())}
    assume(len(distances) == 1)
    later = replace(one, **moved)
    assert measures(later) == measures(one)
    assert later.morning == one.morning + days * DAY


def test_the_fields_are_those_of_the_diary():
    """A field that is renamed here is renamed in every journal that was saved."""
    assert [each.name for each in fields(Night)] == [
        *TIMES,
        "latency_min",
        "awakenings",
        "awake_min",
        "quality",
        "naps_min",
        "medicine_note",
        "caffeine_alcohol",
    ]
