"""A morning in the journal, in a real browser: by keyboard, on a phone, in the dark."""

import re
import time

import pytest

from browser import NEEDED, PHONE, look, reach, sign_in, watched
from people import Person


pytestmark = NEEDED
A_MINUTE = 60


@pytest.fixture
def visit(chromium, site):
    """A browser in which somebody is signed in."""
    context = chromium.new_context(viewport=PHONE)
    sign_in(context, site, Person.made("alex"))
    yield Visit(watched(context.new_page()), site)
    context.close()


class Visit:
    """A page with an eye on what goes wrong."""

    def __init__(self, page, site):
        self.page, self.site = page, site

    def open(self, place):
        self.page.goto(f"{self.site}/{place}")

    def look(self, name):
        """Judge the page that is open now."""
        look(self.page, f"journal-{name}")

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def tab_to(self, identity):
        """Press Tab until the element has the focus, and the focus can be seen."""
        reach(self.page, f"document.activeElement.id === {identity!r}")

    def tab_to_text(self, text):
        """Press Tab until a button or link with this text has the focus."""
        reach(self.page, f"document.activeElement.textContent.trim() === {text!r}")


def test_a_morning_by_keyboard(visit):
    """A check-in in less than a minute, the night, a correction; each page judged."""
    page = visit.page
    visit.open("journal/")
    visit.look("empty")
    begun = time.monotonic()
    visit.tab_to_text("Check in")
    visit.press("Enter")
    page.wait_for_url("**/check-in")
    visit.tab_to("id_signs_8")
    visit.press("Space")
    visit.press("Tab", "5", "Tab", "2")
    visit.tab_to_text("Keep")
    visit.press("Enter")
    page.wait_for_url("**/journal/")
    assert time.monotonic() - begun < A_MINUTE
    page.get_by_text("It is kept.").wait_for()
    page.get_by_text("Panic attacks: 2 of 10", exact=True).wait_for()
    visit.open("journal/check-in")
    visit.look("check-in")
    visit.open("journal/night")
    visit.look("night")
    visit.tab_to("id_bed_time")
    for typed in ("22:30", "23:00", "20", "2", "40", "06:30", "07:00"):
        page.keyboard.type(typed)
        visit.press("Tab")
    visit.tab_to_text("Keep this night")
    # The morning may still be to come where this test runs: then it is yesterday's.
    visit.press("Enter")
    page.wait_for_load_state()
    if page.get_by_role("alert").count():
        visit.look("night-refused")
        _yesterday(page)
        page.get_by_role("button", name="Keep this night").click()
    page.wait_for_url("**/journal/")
    page.get_by_text("Slept 6 h 30 min").wait_for()
    page.get_by_role("link", name=re.compile("Correct ?: Anxiety")).click()
    visit.look("correct")
    page.get_by_label("How strong was it?").select_option("6")
    page.get_by_role("button", name="Keep the correction").click()
    page.get_by_text(": 6 of 10").first.wait_for()
    page.get_by_text("Was corrected").click()
    page.get_by_text("5 of 10").wait_for()
    visit.look("days")


def _yesterday(page):
    from datetime import date, timedelta

    field = page.locator("#id_day")
    day = date.fromisoformat(field.input_value()) - timedelta(days=1)
    field.fill(day.isoformat())


def test_H31_a_sign_fills_the_screen_with_help(visit):
    """A tick, by keyboard; the words of a note lead to a question."""
    page = visit.page
    visit.open("journal/check-in")
    visit.tab_to("id_signs_0")
    visit.press("Space")
    visit.tab_to_text("Keep")
    visit.press("Enter")
    page.wait_for_url("**/journal/now")
    page.get_by_role("heading", name="Get help now").wait_for()
    visit.look("now")
    visit.open("journal/note")
    visit.look("note")
    page.get_by_label("What do you want to keep?").fill("I just want to die")
    page.get_by_role("button", name="Keep").click()
    page.wait_for_url("**/journal/question")
    visit.look("question")
    page.get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Keep my answer").click()
    page.wait_for_url("**/journal/")
    visit.look("with-help")
    page.get_by_role("link", name="My care team has looked at it").click()
    visit.look("looked-at")


def test_support_and_the_other_pages(visit):
    """Each is judged, signed in or not."""
    for place in ("support", "journal/medicine", "journal/questions/phq9"):
        visit.open(place)
        visit.look(place.rpartition("/")[2])
    visit.page.context.clear_cookies()
    visit.open("support")
    visit.look("support-signed-out")
