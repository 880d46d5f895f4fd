"""When an entry happened: zones, offsets, days, and the two nights of the clocks."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import FORMULARY
from journals import FLAGS, NIGHT, NOTE, SYMPTOM, as_csv, as_json
from stepwell.interop.errors import InputError
from stepwell.interop.journal_kinds import KINDS
from stepwell.interop.journal_reader import read_journal
from stepwell.interop.journal_times import Clock, read_zone, time_text


LONDON = "Europe/London"
ZONES = ("Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata")


def read(record, zone=None):
    (entry,) = read_journal(as_csv([record]), FORMULARY, zone=zone).entries
    return entry


def moment(text, zone=LONDON):
    return Clock(ZoneInfo(zone)).read_moment(text, "when")


def complaint(text, zone=LONDON):
    with pytest.raises(InputError) as caught:
        moment(text, zone)
    return str(caught.value)


def test_local_times_are_those_of_the_zone():
    """Winter and summer have other offsets."""
    assert time_text(moment("2027-01-05T21:30")) == "2027-01-05T21:30+00:00"
    assert time_text(moment("2027-07-05T21:30")) == "2027-07-05T21:30+01:00"


def test_a_time_with_its_offset_stands_for_itself():
    """Whatever the zone is; Z is UTC, and so is its day."""
    evening = {**NOTE, "occurred_at": "2027-01-05T21:30-05:00"}
    for zone in (None, LONDON):
        entry = read(evening, zone)
        assert entry.occurred_at == datetime(2027, 1, 6, 2, 30, tzinfo=UTC)
        assert entry.day == date(2027, 1, 5)
    assert read({**NOTE, "occurred_at": "2027-01-06T02:30Z"}).day == date(2027, 1, 6)


def test_the_nearest_zone_counts():
    """That of the entry, then that of the journal, then the one that was handed in."""
    own = {**NOTE, "zone": "America/New_York"}
    document = as_json([own, {**NOTE, "id": "n2"}], zone=LONDON)
    journal = read_journal(document, FORMULARY, zone="Asia/Kolkata")
    offsets = {each.id: each.occurred_at.utcoffset() for each in journal.entries}
    assert offsets == {"n1": timedelta(hours=-5), "n2": timedelta(0)}
    assert read(NOTE, "Asia/Kolkata").occurred_at.utcoffset() == timedelta(minutes=330)


def test_H22_what_is_kept_is_the_offset_and_not_the_zone():
    """So two entries are equal or not whatever becomes of the zone's rules."""
    assert type(read(NOTE, LONDON).occurred_at.tzinfo) is timezone


def test_a_time_that_the_clocks_skipped_is_refused_in_spring():
    """From 1:00 to 2:00 on 28 March 2027 in London."""
    assert complaint("2027-03-28T01:30") == (
        "when: the clocks of Europe/London went forward over 2027-03-28T01:30; write"
        " the time that they showed, with its offset, such as 2027-03-28T02:30+01:00"
    )
    assert time_text(moment("2027-03-28T00:59")) == "2027-03-28T00:59+00:00"
    assert time_text(moment("2027-03-28T02:00")) == "2027-03-28T02:00+01:00"
    assert moment("2027-03-28T02:30+01:00") == moment("2027-03-28T02:30")


def test_a_time_that_the_clocks_showed_twice_is_refused_in_autumn():
    """From 1:00 to 2:00 on 31 October 2027 in London."""
    assert complaint("2027-10-31T01:30") == (
        "when: the clocks of Europe/London showed this time twice; write"
        " 2027-10-31T01:30+01:00 for the first or 2027-10-31T01:30+00:00 for the second"
    )
    assert time_text(moment("2027-10-31T00:59")) == "2027-10-31T00:59+01:00"
    assert time_text(moment("2027-10-31T02:00")) == "2027-10-31T02:00+00:00"
    first, second = (moment(f"2027-10-31T01:30+0{hour}:00") for hour in (1, 0))
    assert second - first == timedelta(hours=1)


def test_clocks_that_change_by_half_an_hour_are_known():
    """On Lord Howe Island."""
    island = "Australia/Lord_Howe"
    assert "such as 2027-10-03T02:45+11:00" in complaint("2027-10-03T02:15", island)
    assert "twice" in complaint("2027-04-04T01:45", island)
    assert time_text(moment("2027-04-04T01:29", island)) == "2027-04-04T01:29+11:00"


@given(
    st.datetimes(
        datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2050-01-01")
    ),
    st.sampled_from(ZONES),
)
def test_what_is_read_was_on_the_clock_exactly_once(told, zone):
    """And what is refused was not."""
    told = told.replace(second=0, microsecond=0)
    shown = [
        local
        for hours in range(-24, 49)
        for local in [
            (told.replace(tzinfo=UTC) - timedelta(minutes=hours * 30)).astimezone(
                ZoneInfo(zone)
            )
        ]
        if local.replace(tzinfo=None, fold=0) == told
    ]
    try:
        found = moment(f"{told:%Y-%m-%dT%H:%M}", zone)
    except InputError:
        assert len(shown) != 1
    else:
        assert [each.astimezone(UTC) for each in shown] == [found.astimezone(UTC)]


def test_a_day_counts_at_noon_where_the_hour_does_not_matter():
    """Where the person was."""
    entry = read(SYMPTOM, "America/New_York")
    assert time_text(entry.occurred_at) == "2027-01-05T12:00-05:00"
    assert entry.recorded_at == entry.occurred_at


def test_a_day_counts_from_when_it_was_written():
    """In the morning of the same day, noon is still to come."""
    written = {**SYMPTOM, "recorded_at": "2027-01-05T07:40"}
    entry = read(written, LONDON)
    assert time_text(entry.occurred_at) == "2027-01-05T07:40+00:00"
    later = read({**SYMPTOM, "recorded_at": "2027-01-06T07:40"}, LONDON)
    assert time_text(later.occurred_at) == "2027-01-05T12:00+00:00"
    exact = {**written, "occurred_at": "2027-01-05T12:00"}
    with pytest.raises(InputError, match="recorded_at: it was written before it"):
        read(exact, LONDON)


def test_where_the_hour_matters_a_day_is_not_enough():
    """A clearance counts only after the flag that it clears."""
    assert [word for word, kind in KINDS.items() if kind.hour_matters] == [
        "dose_late",
        "dose_extra",
        "red_flags",
        "cleared",
        "taken_back",
    ]
    no = {**FLAGS, "yes": [], "occurred_at": "2027-01-05"}
    with pytest.raises(InputError, match="occurred_at: the hour matters here"):
        read_journal(as_json([no]), FORMULARY, zone=LONDON)
    for key in ("bed_time", "out_of_bed"):
        with pytest.raises(InputError, match=f"{key}: the hour matters here"):
            read({**NIGHT, key: "2027-01-05"}, LONDON)


def test_clocks_of_devices_may_differ_a_little():
    """Ten minutes, and not eleven."""
    early = {**NOTE, "recorded_at": "2027-01-05T21:20"}
    assert read(early, LONDON).recorded_at < read(early, LONDON).occurred_at
    with pytest.raises(InputError, match="written before it happened"):
        read({**NOTE, "recorded_at": "2027-01-05T21:19"}, LONDON)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("London", "the nearest: Europe/London"),
        ("Europe/Londn", "the nearest: Europe/London"),
        ("europe/london", 'write it exactly so: "Europe/London"'),
        ("new york", "the nearest: America/New_York"),
        ("../../etc/passwd", "write it as in Europe/London"),
        ("/etc/localtime", "is not a time zone"),
        ("localtime", "is not a time zone"),
        ("Factory", "is not a time zone"),
        ("Europe", "is not a time zone"),
        ("+01:00", "is not a time zone"),
        ("\x00", "one line"),
        ("", "one line"),
    ],
)
def test_an_unknown_zone_gets_the_nearest(name, words):
    """From its name or its city, and never silently."""
    with pytest.raises(InputError) as caught:
        read_zone(name, "zone")
    assert str(caught.value).startswith("zone: ")
    assert words in str(caught.value)


@pytest.mark.parametrize("name", ZONES)
def test_a_known_zone_is_read(name):
    """From the data of the system or of the package tzdata."""
    assert read_zone(name, "zone").key == name


def test_a_zone_is_asked_for_only_where_one_is_needed():
    """Also for a day, whose noon is local."""
    for record in (NOTE, SYMPTOM):
        with pytest.raises(InputError, match="occurred_at: nobody said in which"):
            read(record)
    with pytest.raises(InputError, match=r"^zone: "):
        read(NOTE, "London")
