"""A story of looking back in a real browser: after a hold, by keyboard, on a phone.

It needs Debian's chromium (``apt-get install -y chromium``) and is skipped without.
"""

import shutil
import threading
from itertools import product
from pathlib import Path
from tempfile import gettempdir

import pytest
from django.conf import settings
from django.db import connection, connections

from kept_plans import on
from lived_space import START, held_and_agreed, written
from people import Person
from stepwell.journal.entry import SymptomRating


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no browser here; say: apt-get install -y chromium"
)
WIDTHS, SCHEMES = (1280, 768, 320), ("light", "dark")


@pytest.fixture
def site(own_database):
    """The site with a database of its own, served from a thread."""
    from waitress import create_server

    from stepwell.web.config.wsgi import application

    # Else the threads of the server would leave their connections open.
    connections.settings["default"]["CONN_MAX_AGE"] = 0
    server = create_server(application, host="127.0.0.1", port=0, ident=None)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield f"http://localhost:{server.effective_port}"
    server.close()
    server.task_dispatcher.shutdown()
    server.maintenance(0)
    thread.join(timeout=5)


@pytest.fixture
def page(site, clock, monkeypatch):
    """A page in Chromium that notes every complaint."""
    # Playwright runs a loop in this thread, and Django asks whether that is meant.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"]
        )
        found = browser.new_context(viewport={"width": 320, "height": 800}).new_page()
        found.faults = []
        found.on("console", lambda said: found.faults.append(said.text))
        found.on("pageerror", lambda fault: found.faults.append(str(fault)))
        yield found
        browser.close()
        # In Playwright's loop there is a connection besides that of the fixtures.
        connection.close()
        del connections["default"]


def signed_in(page, site, person):
    """Give the browser the session of a person."""
    name = settings.SESSION_COOKIE_NAME
    value = person.client.cookies[name].value
    page.context.add_cookies([{"name": name, "value": value, "url": site}])


def look(page, name):
    """Judge the page in every width, light and dark, and keep a picture of it."""
    from axe_playwright_python.sync_playwright import Axe

    for width, scheme in product(WIDTHS, SCHEMES):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{page.url} is {wide} wide"
        file = Path(gettempdir()) / f"trends-{name}-{width}-{scheme}.png"
        page.screenshot(path=file, full_page=True)
    assert page.faults == []


def press(page, name):
    """Reach a link by keyboard alone, see the focus, and press Enter."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == name:
            style = "getComputedStyle(document.activeElement).outlineStyle"
            assert page.evaluate(style) != "none"
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"{name} cannot be reached by keyboard")


def test_looking_back_after_a_hold(page, site, clock):
    """From the plan to the charts, further back, and a day that is chosen."""
    person = Person.made("alex")
    held_and_agreed(person, clock)
    signed_in(page, site, person)
    page.goto(f"{site}/my-plan/")
    press(page, "Trends")
    assert page.locator("h1").inner_text() == "How it has been"
    look(page, "four-weeks")
    press(page, "All")
    assert page.locator('[aria-current="true"]').inner_text() == "All"
    page.locator("#trends-day").focus()
    last = page.locator("#trends-says").inner_text()
    page.keyboard.press("ArrowLeft")
    assert page.locator("#trends-says").inner_text() != last
    look(page, "all")


def test_without_a_plan_symptoms_are_shown_alone(page, site, clock):
    """It is said why no dose is drawn."""
    person = Person.made("alex")
    signed_in(page, site, person)
    page.goto(f"{site}/trends/")
    look(page, "empty")
    on(clock, START)
    written(person, START, SymptomRating("anxiety", 4))
    page.goto(f"{site}/trends/")
    assert page.get_by_text("Your doses are not drawn yet.").is_visible()
    look(page, "without-a-plan")
