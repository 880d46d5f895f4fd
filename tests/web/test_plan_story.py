"""A story of a plan in a real browser: from a draft to a step back, and on paper.

It needs Debian's chromium (``apt-get install -y chromium``) and is skipped without.
"""

from datetime import date, timedelta

import pytest

from browser import NEEDED, PHONE, look, press, sign_in, watched
from kept_plans import on
from people import Person
from site_walk import Walk
from stepwell.web.plans import queries
from stepwell.web.plans.following import Why


pytestmark = NEEDED
START = date(2027, 1, 4)


@pytest.fixture
def page(chromium, site):
    """A page on a phone that notes every complaint."""
    context = chromium.new_context(viewport=PHONE)
    yield watched(context.new_page())
    context.close()


def agree(page, day):
    """Fill in with whom and when by keyboard, tick, and record it."""
    page.locator("#id_who").focus()
    page.keyboard.type("Dr Example")
    page.locator("#id_day").fill(day.isoformat())
    page.locator("#id_is_agreed").focus()
    page.keyboard.press("Space")
    press(page, "Record it")


def test_from_a_draft_to_a_step_back(page, site, clock):
    """Draft, keep, agree, two weeks, hold, step back, agree, print."""
    person = Person.made("alex")
    Walk(person.client).compared()
    sign_in(page.context, site, person)

    page.goto(f"{site}/my-plan/from-draft")
    look(page, "plan-from-draft")
    press(page, "Keep this draft in my space")
    look(page, "plan-draft")
    assert page.locator("h1").inner_text() == "DRAFT Version 1"
    press(page, "We agreed to it")
    look(page, "plan-agree")
    press(page, "Record it")
    look(page, "plan-agree-errors")
    assert page.get_by_role("link", name="Write with whom.").is_visible()
    agree(page, date(2027, 1, 1))
    look(page, "plan-not-begun")

    on(clock, START + timedelta(days=13))
    page.goto(f"{site}/my-plan/")
    assert page.get_by_text("Today is day").is_visible()
    look(page, "plan-today")
    press(page, "Hold: change nothing for now")
    look(page, "plan-held")
    assert queries.current(person.user).in_force(date(2027, 3, 1)).why is Why.HELD

    press(page, "How does it go?")
    look(page, "plan-next")
    press(page, "Go back a step")
    look(page, "plan-step-back")
    press(page, "Keep this as a draft, and hold the plan")
    page.get_by_role("link", name="What changed against the version before").click()
    look(page, "plan-changes")
    page.goto(f"{site}/my-plan/versions/2/agree")
    agree(page, date(2027, 1, 17))
    assert queries.current(person.user).number == 2
    page.goto(f"{site}/my-plan/versions")
    look(page, "plan-versions")
    page.goto(f"{site}/my-plan/versions/1")
    assert page.locator("h1").inner_text() == "SUPERSEDED Version 1"
    look(page, "plan-superseded")

    page.goto(f"{site}/my-plan/versions/2/papers/")
    look(page, "plan-papers")
    with page.expect_download() as download:
        page.get_by_role("link", name="On paper, to hold in your hands").click()
    assert download.value.suggested_filename == "stepwell-plan.pdf"
    page.goto(f"{site}/visit/")
    look(page, "plan-visit")
    page.goto(f"{site}/my-plan/review")
    look(page, "plan-review")
