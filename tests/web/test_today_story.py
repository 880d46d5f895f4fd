"""Today in a real browser: by keyboard, on a phone, in the dark, and when it is old."""

import re
from datetime import timedelta

import pytest

from browser import NEEDED, PHONE, look, reach, sign_in, watched
from day_page import FIRST_DAY
from people import Person
from stepwell.journal.entry import Entry, EntryAuthor, RedFlagAnswers
from stepwell.plan.person import RedFlag
from stepwell.web.journal.actions import add


pytestmark = NEEDED
TOOK_IT = re.compile("^I took it ")


@pytest.fixture
def person(own_database, clock):
    """Somebody on the first day of their plan."""
    clock.now = FIRST_DAY
    return Person.made("alex").follows()


class Visit:
    """A signed-in browser with an eye on what goes wrong."""

    def __init__(self, chromium, site, person, **settings):
        usual = {"timezone_id": "Europe/London", "viewport": PHONE}
        self.context = chromium.new_context(**(usual | settings))
        sign_in(self.context, site, person)
        self.page, self.site = watched(self.context.new_page()), site

    def open(self, address="/today/", device=FIRST_DAY):
        """Open a page, on a device with a clock of its own."""
        if device:
            self.page.clock.install(time=device)
        self.page.goto(self.site + address)
        return self.page

    def look(self, name):
        """Judge the page that is open now."""
        look(self.page, f"today-{name}")


@pytest.fixture
def visit(chromium, site, person):
    """A visit on a phone."""
    found = Visit(chromium, site, person)
    yield found
    found.context.close()


def tab_to(page, words):
    """Press Tab until what says these words has the focus, and it can be seen."""
    reach(page, f"document.activeElement.textContent.trim().startsWith({words!r})")


def test_a_day_by_keyboard(visit, clock):
    """Taken, undone, missed, something extra; every page is looked at on the way."""
    page = visit.open()
    visit.look("open")
    tab_to(page, "I took it,")
    page.keyboard.press("Enter")
    page.get_by_text("Taken: 4 milligrams. Written at 09:30.").first.wait_for()
    assert page.url.endswith("#dose-1")
    visit.look("taken")
    tab_to(page, "Undo")
    page.keyboard.press("Enter")
    page.wait_for_url("**/today/")
    tab_to(page, "I did not take it,")
    page.keyboard.press("Enter")
    page.get_by_text("Do not double the next dose.").first.wait_for()
    tab_to(page, "I took something extra")
    page.keyboard.press("Enter")
    page.get_by_label("Which medicine was it?").select_option("diazepam")
    page.get_by_label("How much did you take?").fill("2,5 mg")
    page.get_by_label("When did you take it?").select_option(index=1)
    page.get_by_role("button", name="Keep", exact=True).click()
    visit.look("extra-refused")
    page.get_by_label("How much did you take?").fill("2.5 mg")
    page.get_by_role("button", name="Keep", exact=True).click()
    page.get_by_text("(two point five) of diazepam").first.wait_for()
    visit.look("extra")


def test_a_late_dose_and_yesterday(visit, clock):
    """The hours are folded away until somebody asks for them."""
    clock.now = FIRST_DAY + timedelta(days=14, hours=12)
    page = visit.open(device=clock.now)
    page.get_by_text("I took it late").first.click()
    page.get_by_label("When did you take it?").first.select_option(index=1)
    visit.look("late")
    page.get_by_role("button", name="Keep this time").first.click()
    page.get_by_text("Taken late, at about 21:00").first.wait_for()
    page.locator("#yesterday-2 > summary").click()
    visit.look("yesterday")


def test_H14_two_tabs_and_an_old_page(visit, person):
    """What the other tab wrote, and what a page from before a change said."""
    page = visit.open()
    other = visit.context.new_page()
    other.goto(f"{visit.site}/today/")
    other.get_by_role("button", name="I did not take it").first.click()
    page.get_by_role("button", name=TOOK_IT).first.click()
    page.get_by_role("heading", name="There is an answer already").wait_for()
    faults, page.faults = page.faults, []
    assert all("409" in each for each in faults)
    visit.look("clash")
    page.get_by_role("button", name="Correct it to what I sent").click()
    page.get_by_text("Taken: 4 milligrams.").first.wait_for()
    later = [{"drug": "diazepam", "time": "bedtime", "dose": "20 mg"}]
    person.agrees(person.drafts(current=later))
    page.get_by_role("button", name=TOOK_IT).last.click()
    page.get_by_role("heading", name="This page was out of date").wait_for()
    page.faults = []
    visit.look("stale")


@pytest.mark.parametrize("asleep", [timedelta(minutes=31), timedelta(hours=15)])
def test_H14_a_page_that_slept_hides_its_buttons(visit, asleep):
    """After half an hour, and on the next day."""
    page = visit.open()
    page.wait_for_timeout(200)
    button = page.get_by_role("button", name=TOOK_IT).first
    assert button.is_visible()
    page.clock.fast_forward(int(asleep.total_seconds() * 1000))
    page.get_by_role("heading", name="This page is old").wait_for()
    assert not button.is_visible()
    visit.look("old")
    page.get_by_role("link", name="Load it again").click()


def test_H18_a_device_with_a_wrong_clock_is_told(visit):
    """Eleven minutes off, and five."""
    page = visit.open(device=FIRST_DAY + timedelta(minutes=11))
    page.get_by_text("The clock of this device is more than 10 minutes off").wait_for()
    assert not page.get_by_text("Are you travelling?").is_visible()


def test_a_device_that_agrees_hears_nothing(visit):
    """Neither of the clock nor of the zone nor of age."""
    page = visit.open(device=FIRST_DAY + timedelta(minutes=5))
    page.wait_for_timeout(300)
    assert page.locator("[data-notice]:visible").count() == 0


@pytest.mark.parametrize(
    ("zone", "is_asked"),
    [("America/New_York", True), ("Europe/Lisbon", False), ("Asia/Tokyo", True)],
)
def test_H18_a_device_elsewhere_is_asked_whether_it_travels(
    chromium, site, person, zone, is_asked
):
    """Where clocks show the same time, nothing is asked."""
    visit = Visit(chromium, site, person, timezone_id=zone)
    page = visit.open()
    page.wait_for_timeout(300)
    asked = page.get_by_text("Are you travelling?")
    assert asked.is_visible() is is_asked
    if is_asked:
        visit.look("travel")
    visit.context.close()


def test_it_is_read_aloud_and_stopped(visit):
    """The sentences of the day; without a voice there is no button."""
    page = visit.page
    page.add_init_script(
        "window.said = [];"
        "const voice = {speak: (each) => said.push(each.text), cancel: () => {}};"
        "Object.defineProperty(window, 'speechSynthesis', {value: voice});"
    )
    visit.open()
    page.get_by_role("button", name="Read it to me").click()
    said = " ".join(page.evaluate("said"))
    assert "Take two 2 milligram tablets of diazepam (4 milligrams)" in said
    assert "yesterday" not in said.lower()
    page.get_by_role("button", name="Stop reading").click()
    page.get_by_role("button", name="Read it to me").wait_for()


def test_it_works_without_any_script(chromium, site, person):
    """Every answer; there is no button that does nothing."""
    visit = Visit(chromium, site, person, java_script_enabled=False)
    page = visit.open(device=None)
    assert page.get_by_text("Read it to me").count() == 1
    assert not page.get_by_text("Read it to me").is_visible()
    page.get_by_role("button", name=TOOK_IT).first.click()
    page.get_by_text("Taken: 4 milligrams.").first.wait_for()
    visit.context.close()


def test_short_pages_and_help_first(visit, person):
    """One dose, one large button; and what helps before it."""
    page = visit.open()
    page.get_by_role("button", name="Short and large page").click()
    page.get_by_role("button", name="Show whole pages again").wait_for()
    visit.look("short")
    answers = RedFlagAnswers(frozenset({RedFlag.SEIZURE}))
    entry = Entry("f", EntryAuthor.PERSON, FIRST_DAY, FIRST_DAY, answers)
    add(person.user, person.space.uid, [entry])
    page.reload()
    visit.look("short-help")
    page.goto(f"{visit.site}/today/?all=1")
    visit.look("help")


def test_without_a_plan_and_with_a_draft(chromium, site, own_database, clock):
    """The two ways to begin."""
    nobody = Person.made("sam")
    visit = Visit(chromium, site, nobody)
    visit.open(device=clock.now)
    visit.look("none")
    nobody.drafts()
    visit.page.reload()
    visit.look("draft")
    visit.context.close()


def test_on_paper_stand_doses_and_version_and_no_button(visit):
    """What is printed says whose it is and from when."""
    page = visit.open()
    page.emulate_media(media="print")
    page.get_by_text("Take two 2 milligram tablets").first.wait_for()
    assert page.locator(".dose svg").first.is_visible()
    page.get_by_text("As of 09:30").wait_for()
    assert page.locator("button:visible, .button:visible, select:visible").count() == 0
