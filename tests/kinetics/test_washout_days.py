"""Until when something of the last dose is left, whatever else comes or goes."""

from datetime import timedelta

import pytest

from factories import FORMULARY, START, daily, make_person, schedule_from
from stepwell.kinetics.course import course_of
from stepwell.kinetics.forecast import body_of, forecast, washout_days
from stepwell.kinetics.people import Eliminator
from stepwell.plan.request import CoDrug
from stepwell.safety.scale import Scale


SCALE = Scale.using(FORMULARY, "ashton2002")
PLANNED = 28
SCHEDULE = schedule_from(daily("diazepam", "10", "8", "5", "0"))


def days(*co_drugs, speed=Eliminator.TYPICAL, schedule=SCHEDULE):
    cell = SCALE.equivalent("diazepam")
    person = make_person()
    body = body_of(FORMULARY.drug("diazepam"), cell, person, co_drugs, START)
    return washout_days(body, course_of(schedule, "diazepam", PLANNED), speed)


def fluvoxamine(started=None, stopped=None):
    dates = [START + timedelta(days=day) if day else None for day in (started, stopped)]
    return CoDrug("fluvoxamine", *dates)


def test_slow_eliminators_take_longer():
    """Slow, typical and fast eliminators are in that order."""
    slow, typical, fast = (days(speed=speed) for speed in Eliminator)
    assert slow > typical > fast > 0


def test_what_ended_long_before_does_not_count():
    """An inhibitor that stopped before the last dose leaves the washout as it is."""
    assert days(fluvoxamine(stopped=PLANNED - 7)) == pytest.approx(days())


def test_what_stops_after_the_last_dose_counts():
    """While an inhibitor is there the drug leaves slowly; the slower way counts."""
    assert days(fluvoxamine(stopped=PLANNED + 7)) > days()
    assert days(fluvoxamine(started=PLANNED + 7)) > days()


def test_a_drug_that_is_not_taken_any_more_from_the_first_step():
    """A schedule that drops the drug at once has a washout, too."""
    at_once = schedule_from(daily("diazepam", "10", "0"))
    assert days(schedule=at_once) == pytest.approx(days())


def test_a_lower_dose_is_followed_to_the_end_of_its_step():
    """The forecast of a dose that goes on contains the last day of the last step."""
    schedule = schedule_from(daily("lorazepam", "2", "1", days=14), ends=True)
    cell = SCALE.equivalent("lorazepam")
    body = body_of(FORMULARY.drug("lorazepam"), cell, make_person(), (), START)
    assert len(forecast(body, schedule).typical.days.mean) >= 14
