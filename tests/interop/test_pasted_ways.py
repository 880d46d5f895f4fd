"""The ways in which people write a schedule: each read right, or refused in part."""

import os
import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest

from factories import FORMULARY
from stepwell.interop.errors import InputError, shown
from stepwell.interop.pasted import read_pasted
from stepwell.plan.times import DoseTime


FILE = tomllib.loads(Path(__file__).with_name("pasted_ways.toml").read_text("utf-8"))
WAYS = FILE["way"]
READ = [way for way in WAYS if "steps" in way]
REFUSED = [way for way in WAYS if "refused" in way]


def read(way):
    start = way.get("start", FILE["start"])
    return read_pasted(
        way["text"],
        FORMULARY,
        date.fromisoformat(start) if start else None,
        way.get("now", FILE["now"]) or None,
    )


def written(period):
    """A period in the notation of the file, without the code that is tested."""
    said = []
    for drug in dict.fromkeys(drug for drug, _ in period.regimen.amounts):
        doses = []
        for time in DoseTime:
            mass = period.regimen.amounts.get((drug, time))
            doses.append(f"{mass.nanograms / 1_000_000:g}" if mass else "0")
        said.append(f"{drug} {'/'.join(doses)}")
    return f"{period.days} {' + '.join(sorted(said)) or 'nothing'}"


def in_order(step):
    """The drugs of a step by their names."""
    days, _, doses = step.partition(" ")
    return f"{days} {' + '.join(sorted(doses.split(' + ')))}"


def test_there_are_ways_enough():
    """At least sixty ways, most of them read."""
    assert len(WAYS) >= 90
    assert len(READ) >= 60
    assert len({way["text"] for way in WAYS}) == len(WAYS)


@pytest.mark.parametrize("way", READ, ids=[way["text"][:50] for way in READ])
def test_ways_that_are_read(way):
    """The schedule has the days and doses that a person wrote down for it."""
    schedule = read(way).schedule
    assert [written(each) for each in schedule.periods[1:]] == [
        in_order(step) for step in way["steps"]
    ]
    first = schedule.periods[1].start
    assert first == date(2027, 1, 4)
    for each in schedule.periods[1:]:
        assert each.start == first
        first += timedelta(days=each.days)


@pytest.mark.parametrize("way", REFUSED, ids=[way["text"][:50] for way in REFUSED])
def test_ways_that_are_refused(way):
    """The very part that is not understood is shown, with the line and the reason."""
    with pytest.raises(InputError) as caught:
        read(way)
    sentence = str(caught.value)
    assert sentence.startswith("line ")
    assert "\n" not in sentence
    assert way["why"] in sentence
    if way["refused"]:
        assert f": {shown(way['refused'])} is not understood" in sentence


LONG = os.environ.get("STEPWELL_LONG") == "1"
INSERTED = (
    "qwx",
    "not",
    "7.25 mg",
    "13 weeks",
    "%",
    "every third day",
    "oxazepam",
    "stop",
    "nil",
    "2",
    "week 9",
    "4 March 2027",
    "twice a week",
    "evening",
    "every 5 weeks",
    "total 99 mg",
    "reduce by 1 mg",
    "3 x 7 mg tablets",
    "(5 ml)",
)
EVERY = 1 if LONG else 7
"""Which of the gaps are tried: all in a long run, else some of them for each word."""


@pytest.mark.parametrize("word", INSERTED)
def test_H25_no_word_is_passed_over(word):
    """Whatever is put between any two words of a way, it is refused, shown as left
    out, or it changes what is read: nothing is skipped."""
    for way in READ:
        before = read(way)
        gaps = [at for at, mark in enumerate(way["text"]) if mark.isspace()]
        places = [0, *gaps, len(way["text"])]
        for at in places[len(word) % EVERY :: EVERY]:
            text = f"{way['text'][:at]} {word} {way['text'][at:]}"
            try:
                after = read({**way, "text": text})
            except InputError:
                continue
            shown_back = any(word in line for line in after.reading.left_out)
            assert shown_back or after.reading.read != before.reading.read, text
