"""The sleep diary: typed times, the right days, and clocks that change."""

from datetime import UTC, datetime, timedelta

import pytest

from journal_walk import HOSTILE, NIGHT, filled, held, markup, writes
from site_walk import main
from stepwell.journal.nights import Night
from stepwell.plan.person import RedFlag
from stepwell.web.journal import queries


PAGE = "/journal/night"


def night_of(person):
    (entry,) = [each for each in held(person) if isinstance(each.content, Night)]
    return entry.content


def test_a_night_is_kept_with_its_days(person):
    """Into bed on the evening before, out of bed this morning."""
    done = writes(person, "night", **NIGHT, quality="3", medicine_note="as planned")
    assert done.headers["Location"] == "/journal/"
    night = night_of(person)
    assert night.bed_time == datetime(2026, 12, 31, 22, 30, tzinfo=UTC)
    assert night.out_of_bed == datetime(2027, 1, 1, 7, 0, tzinfo=UTC)
    assert night.total_sleep == timedelta(hours=6, minutes=30)
    assert (night.quality, night.naps_min) == (3, None)
    assert "Slept 6 h 30 min" in main(person.client.get("/journal/"))


@pytest.mark.parametrize(
    ("times", "bed_day"),
    [
        (("00:30", "01:00", "06:30", "07:00"), 1),
        (("23:59", "00:00", "06:30", "07:00"), 31),
        (("07:30", "08:00", "06:00", "07:00"), 31),
        (("02:00", "02:00", "07:00", "07:00"), 1),
    ],
)
def test_each_time_has_its_own_day(person, times, bed_day):
    """After midnight, across it, or by day: backwards from getting up."""
    names = ("bed_time", "lights_out", "final_wake", "out_of_bed")
    writes(person, "night", **NIGHT | dict(zip(names, times, strict=True)))
    assert night_of(person).bed_time.day == bed_day


def test_a_night_that_is_written_down_is_shown_and_can_be_corrected(person):
    """Not asked for again; a window that was open before shows both."""
    open_before = filled(person.client.get(PAGE), **NIGHT | {"latency_min": "5"})
    writes(person, "night", **NIGHT)
    page = person.client.get(PAGE)
    assert "is written down" in main(page)
    (entry,) = held(person)
    assert f"/journal/entries/{entry.id}/correct" in markup(page)
    done = person.client.post(PAGE, open_before)
    assert done.status_code == 409
    assert "after 5 min" in main(done)
    assert "after 20 min" in main(done)
    assert held(person) == (entry,)


def test_an_earlier_night_is_chosen_by_its_morning(person):
    """The form is about that morning; one still to come is this morning's."""
    done = writes(person, "night?morning=2026-12-30", **NIGHT)
    assert done.headers["Location"] == "/journal/"
    assert night_of(person).morning.isoformat() == "2026-12-30"
    assert (
        filled(person.client.get(f"{PAGE}?morning=2027-02-30"))["day"] == "2027-01-01"
    )
    assert (
        filled(person.client.get(f"{PAGE}?morning=2027-01-09"))["day"] == "2027-01-01"
    )


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"bed_time": "10.30"}, "two numbers and a colon"),
        ({"bed_time": "25:00"}, "is not a time"),
        ({"bed_time": ""}, "Your best guess will do"),
        ({"latency_min": "5.5"}, "Write a whole number"),
        ({"latency_min": "-5"}, "Write a whole number"),
        ({"latency_min": "٣"}, "Write a whole number"),
        ({"latency_min": ""}, "Write a whole number"),
        ({"awakenings": "1441"}, "is not within 0 to 1440"),
        ({"bed_time": "23:00", "lights_out": "22:30"}, "24 hours at most"),
        ({"awake_min": "500"}, "more minutes awake"),
        ({"out_of_bed": "10:30", "final_wake": "10:00"}, "still to come"),
        ({"day": "2027-01-02"}, "still to come"),
        ({"quality": "6"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(person, answers, said):
    """In words of the page, at the field; every other field as it was."""
    done = writes(person, "night", **NIGHT | {"medicine_note": "my words"} | answers)
    assert done.status_code == 200
    assert said in main(done)
    kept = filled(done)
    assert kept["medicine_note"] == "my words"
    assert kept["final_wake"] == (NIGHT | answers)["final_wake"]
    assert held(person) == ()


def test_a_night_without_naps_said_has_none_known(person):
    """What is left out is not 0."""
    writes(person, "night", **NIGHT)
    assert night_of(person).naps_min is None
    assert "Napped" not in main(person.client.get("/journal/"))


def test_the_night_in_which_the_clocks_go_back_is_an_hour_longer(person, clock):
    """Measured in hours that passed; a time that came twice is asked for."""
    clock.now = datetime(2027, 10, 31, 9, 0, tzinfo=UTC)
    done = writes(
        person, "night", **NIGHT | {"bed_time": "01:15", "lights_out": "01:30"}
    )
    assert "showed this time twice" in main(done)
    assert "01:15+01:00" in main(done)
    twice = {"bed_time": "01:15+01:00", "lights_out": "01:30+01:00"}
    writes(person, "night", **NIGHT | twice)
    assert night_of(person).time_in_bed == timedelta(hours=6, minutes=45)
    (entry,) = held(person)
    form = filled(person.client.get(f"/journal/entries/{entry.id}/correct"))
    assert form["bed_time"] == "01:15+01:00"
    person.client.post(f"/journal/entries/{entry.id}/correct", form)
    assert night_of(person).time_in_bed == timedelta(hours=6, minutes=45)


def test_the_night_in_which_the_clocks_go_forward_is_an_hour_shorter(person, clock):
    """A time that no clock showed is refused."""
    clock.now = datetime(2027, 3, 28, 9, 0, tzinfo=UTC)
    done = writes(
        person, "night", **NIGHT | {"bed_time": "01:15", "lights_out": "01:30"}
    )
    assert "went forward over 01:15" in main(done)
    writes(person, "night", **NIGHT)
    assert night_of(person).time_in_bed == timedelta(hours=7, minutes=30)


def test_the_morning_is_that_of_the_person(database, clock):
    """Where they are it is already the next day."""
    from people import Person

    clock.now = datetime(2027, 1, 1, 21, 0, tzinfo=UTC)
    sydney = Person.made("sam", zone="Australia/Sydney", market="au")
    assert filled(sydney.client.get(PAGE))["day"] == "2027-01-02"
    writes(sydney, "night", **NIGHT)
    assert night_of(sydney).morning.isoformat() == "2027-01-02"


def test_H31_words_about_the_night_are_asked_about(person):
    """The notes of a night are read like any other."""
    done = writes(person, "night", **NIGHT, medicine_note="had a seizure at 3")
    assert done.headers["Location"] == "/journal/question"
    assert queries.flags(person.user) == {RedFlag.SEIZURE}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_text(person, text):
    """In every field, and in the address."""
    said = filled(person.client.get(PAGE), **NIGHT)
    for name in said:
        done = person.client.post(PAGE, said | {name: text})
        assert done.status_code in (200, 302, 409), name
        assert "<script>" not in markup(done)
        assert "<img" not in markup(done)
    assert person.client.get(PAGE, {"morning": text}).status_code == 200


@pytest.mark.parametrize("day", ["0001-01-01", "1000-02-03", "1899-12-31"])
@pytest.mark.parametrize("page", ["night", "note", "check-in"])
def test_a_day_before_every_calendar_is_refused_in_words(person, page, day):
    """What was typed stands there still, and nothing is kept."""
    done = writes(person, page, **NIGHT, text="ok", signs=["none"], day=day)
    assert done.status_code == 200
    assert "Write a day of 1900 or later." in main(done)
    assert held(person) == ()
    person.client.get(f"/journal/night?morning={day}")
