"""A story of looking back in a real browser: after a hold, by keyboard, on a phone.

It needs Debian's chromium (``apt-get install -y chromium``) and is skipped without.
"""

import pytest

from browser import NEEDED, PHONE, look, press, sign_in, watched
from kept_plans import on
from lived_space import START, held_and_agreed, written
from people import Person
from stepwell.journal.entry import SymptomRating


pytestmark = NEEDED


@pytest.fixture
def page(chromium, site):
    """A page on a phone that notes every complaint."""
    context = chromium.new_context(viewport=PHONE)
    yield watched(context.new_page())
    context.close()


def test_looking_back_after_a_hold(page, site, clock):
    """From the plan to the charts, further back, and a day that is chosen."""
    person = Person.made("alex")
    held_and_agreed(person, clock)
    sign_in(page.context, site, person)
    page.goto(f"{site}/my-plan/")
    press(page, "Trends")
    assert page.locator("h1").inner_text() == "How it has been"
    look(page, "trends-four-weeks")
    press(page, "All")
    assert page.locator('[aria-current="true"]').inner_text() == "All"
    page.locator("#trends-day").focus()
    last = page.locator("#trends-says").inner_text()
    page.keyboard.press("ArrowLeft")
    assert page.locator("#trends-says").inner_text() != last
    look(page, "trends-all")


def test_without_a_plan_symptoms_are_shown_alone(page, site, clock):
    """It is said why no dose is drawn."""
    person = Person.made("alex")
    sign_in(page.context, site, person)
    page.goto(f"{site}/trends/")
    look(page, "trends-empty")
    on(clock, START)
    written(person, START, SymptomRating("anxiety", 4))
    page.goto(f"{site}/trends/")
    page.get_by_text("Your doses are not drawn yet.").wait_for()
    look(page, "trends-without-a-plan")
