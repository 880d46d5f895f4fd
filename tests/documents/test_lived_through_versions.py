"""A journal beside versions that followed each other: doses, waves and the level."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from curves import PLANNED, SCALE, example, example_request
from documents.lived import BEFORE, FIRST_END, PLAN, days, felt, taken
from factories import FORMULARY
from journal.entries import entry, extra, journal, rating
from stepwell.documents.journal_courses import courses
from stepwell.documents.lived_picture import lived_svg
from stepwell.documents.lived_view import lived_view
from stepwell.documents.lived_words import alternative
from stepwell.documents.plan_levels import plan_levels
from stepwell.kinetics.people import Eliminator
from stepwell.plan.followed import Followed, one_after_another
from stepwell.plan.schedule import Schedule
from stepwell.planner.holds import lengthened
from stepwell.planner.remade import HELD


DAY = timedelta(days=1)
START = PLAN.start
AGREED = FIRST_END - 3 * DAY
WAIT = 10


def rest_of(plan, day, wait):
    """The plan from a day of its first step on, which lasts so much longer."""
    held = lengthened(plan, 1, wait, HELD)
    first, *later = held.steps
    rest = replace(first, start=day, days=(first.end - day).days)
    return replace(held, start=day, before=first.regimen, steps=(rest, *later))


HELD_PLAN = rest_of(PLAN, AGREED, WAIT)
CHAIN = one_after_another([Followed(PLAN, START - DAY), Followed(HELD_PLAN, AGREED)])
CUT = FIRST_END + WAIT * DAY
UNTIL = CUT + 13 * DAY


@pytest.mark.parametrize("until", [AGREED, CUT, UNTIL])
def test_a_plan_agreed_once_more_changes_nothing_of_what_was_lived(until):
    """The same view, whether of a plan or of two versions that say the same."""
    written = journal(*felt((3, BEFORE), (5, days(START, until))))
    twice = [Followed(PLAN, START), Followed(rest_of(PLAN, AGREED, 0), AGREED)]
    both = lived_view(written, one_after_another(twice), until)
    assert both == lived_view(written, PLAN, until)


def test_H17_while_it_was_held_the_dose_of_the_hold_was_planned():
    """As it was lived: days before the hold, in it, and after the change (H17)."""
    held = [*days(START, FIRST_END), *days(FIRST_END, CUT)]
    first = PLAN.steps[0].regimen.total("diazepam").mg_text
    written = journal(*taken(held, first), *felt((1, held)))
    view = lived_view(written, CHAIN, UNTIL)
    assert view.changes == (START, CUT)
    assert view.drugs[0].differing == ()
    assert (view.known_days, view.asked_days) == (len(held), (UNTIL - START).days + 1)
    assert b"<svg" in lived_svg(view)
    beside_one = lived_view(written, HELD_PLAN, UNTIL)
    assert beside_one.first > view.first


def test_a_wave_after_an_earlier_version_is_still_found():
    """The change is one of a version that is not in force any more."""
    hard = days(START + 2 * DAY, START + 11 * DAY)
    calm = [day for day in days(START, UNTIL) if day not in hard]
    written = journal(*felt((1, BEFORE), (7, hard), (1, calm)))
    (symptom,) = lived_view(written, CHAIN, UNTIL).symptoms
    assert [wave.cut for wave in symptom.waves] == [START]
    cuts = [each.trend.cut for each in courses(written, CHAIN, UNTIL)]
    assert cuts == [START, CUT]


def levels(planned, name):
    request = example_request(name)
    known = FORMULARY.with_products(request.custom_products)
    return plan_levels(planned, request, known, SCALE)


@pytest.mark.parametrize("name", PLANNED)
def test_the_level_is_that_of_the_doses_of_the_whole_chain(name):
    """As of one plan that says on each day what the versions said on it."""
    plan = example(name)[2].plan
    day, wait = plan.steps[0].last_day, 9
    whole = lengthened(plan, 1, wait, HELD)
    rest = rest_of(plan, day, wait)
    chain = one_after_another([Followed(plan, plan.start), Followed(rest, day)])
    one, other = levels(whole, name), levels(chain, name)
    for speed in Eliminator:
        assert np.array_equal(one.total(speed).mean, other.total(speed).mean)
        assert one.mean_today(speed) == other.mean_today(speed)


def test_the_level_counts_its_days_from_the_first_version():
    """Whatever the first day of the last request is."""
    name = "diazepam-gb"
    plan, request = example(name)[2].plan, example_request(name)
    later = replace(request, start=request.start + 100 * DAY)
    one = plan_levels(plan, request, FORMULARY, SCALE).total(Eliminator.SLOW)
    other = plan_levels(plan, later, FORMULARY, SCALE).total(Eliminator.SLOW)
    assert np.array_equal(one.mean, other.mean)


def test_H11_without_a_plan_symptoms_stand_alone_and_doses_are_named():
    """No dose was planned, and none that was taken is passed over (H11)."""
    written = journal(entry(rating(4), START), entry(extra(1, "diazepam"), START))
    nothing = Schedule.of_nothing(START, 5)
    view = lived_view(written, nothing, START + 4 * DAY)
    assert (view.first, view.days, view.asked_days) == (START, 5, 0)
    assert not view.has_plan
    assert view.drugs == view.changes == ()
    assert "Taken, with no plan beside it: diazepam on 1 day." in alternative(view)
    assert view.has_panels
    only_a_dose = journal(entry(extra(1, "diazepam"), START))
    assert not lived_view(only_a_dose, nothing, START).has_panels
