"""A morning in the journal, in a real browser: by keyboard, on a phone, in the dark."""

import re
import shutil
import threading
import time
from itertools import product
from pathlib import Path

import pytest


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no browser here; say: apt-get install -y chromium"
)
WIDTHS, SCHEMES = (1280, 768, 320), ("light", "dark")
PICTURES = Path("/tmp")
A_MINUTE = 60


@pytest.fixture
def site(own_database):
    """The site with a database of its own, and somebody who has a space."""
    from django.db import connections
    from waitress import create_server

    from people import Person
    from stepwell.web.config.wsgi import application

    # A thread of the server then keeps no connection when its request is done.
    connections.settings["default"]["CONN_MAX_AGE"] = 0
    alex = Person.made("alex")
    server = create_server(application, host="127.0.0.1", port=0, ident=None)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield f"http://localhost:{server.effective_port}", alex
    server.close()
    server.task_dispatcher.shutdown()
    server.maintenance(0)
    thread.join(timeout=5)


@pytest.fixture
def visit(site):
    """A browser in which somebody is signed in."""
    from playwright.sync_api import sync_playwright

    address, alex = site
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"]
        )
        context = browser.new_context(viewport={"width": 320, "height": 800})
        session = alex.client.cookies["stepwell-session"].value
        context.add_cookies(
            [{"name": "stepwell-session", "value": session, "url": address}]
        )
        yield Visit(context.new_page(), address)
        browser.close()


class Visit:
    """A page with an eye on what goes wrong: hosts, policy, width and access."""

    def __init__(self, page, site):
        self.page, self.site, self.faults = page, site, []
        page.on("console", lambda said: self.faults.append(said.text))
        page.on("pageerror", lambda fault: self.faults.append(str(fault)))

    def open(self, place):
        self.page.goto(f"{self.site}/{place}")

    def look(self, name):
        """Judge the page that is open now, in every width, light and dark."""
        from axe_playwright_python.sync_playwright import Axe

        for width, scheme in product(WIDTHS, SCHEMES):
            self.page.set_viewport_size({"width": width, "height": 800})
            self.page.emulate_media(color_scheme=scheme)
            found = Axe().run(self.page)
            assert found.violations_count == 0, found.generate_report()
            wide = self.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{self.page.url} is {wide} wide"
            if (width, scheme) in {(320, "light"), (1280, "dark")}:
                picture = PICTURES / f"journal-{name}-{width}-{scheme}.png"
                self.page.screenshot(path=picture, full_page=True)
        assert self.faults == []

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def tab_to(self, identity):
        """Press Tab until the element has the focus, and the focus can be seen."""
        for _ in range(120):
            self.press("Tab")
            if self.page.evaluate("document.activeElement.id") == identity:
                outline = "getComputedStyle(document.activeElement).outlineStyle"
                assert self.page.evaluate(outline) != "none"
                return
        raise AssertionError(f"{identity} cannot be reached by keyboard")

    def tab_to_text(self, text):
        """Press Tab until a button or link with this text has the focus."""
        for _ in range(120):
            self.press("Tab")
            if self.page.evaluate("document.activeElement.textContent").strip() == text:
                return
        raise AssertionError(f"{text} cannot be reached by keyboard")


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
    assert page.get_by_text("It is kept.").is_visible()
    assert page.get_by_text("Panic attacks: 2 of 10", exact=True).is_visible()
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
    assert page.get_by_text("Slept 6 h 30 min").is_visible()
    page.get_by_role("link", name=re.compile("Correct ?: Anxiety")).click()
    visit.look("correct")
    page.get_by_label("How strong was it?").select_option("6")
    page.get_by_role("button", name="Keep the correction").click()
    assert page.get_by_text(": 6 of 10").first.is_visible()
    page.get_by_text("Was corrected").click()
    assert page.get_by_text("5 of 10").is_visible()
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
    assert page.get_by_role("heading", name="Get help now").is_visible()
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
