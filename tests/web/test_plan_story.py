"""A story of a plan in a real browser: from a draft to a step back, and on paper.

It needs Debian's chromium (``apt-get install -y chromium``) and is skipped without.
"""

import shutil
import threading
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from tempfile import gettempdir

import pytest
from django.conf import settings
from django.db import connection, connections

from kept_plans import on
from people import Person
from site_walk import Walk
from stepwell.web.plans import queries
from stepwell.web.plans.following import Why


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no browser here; say: apt-get install -y chromium"
)
WIDTHS, SCHEMES = (1280, 768, 320), ("light", "dark")
START = date(2027, 1, 4)


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
    """Give the browser what the person's own one holds: the session and the draft."""
    for name in (settings.SESSION_COOKIE_NAME, "stepwell-draft"):
        if name in person.client.cookies:
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
        file = Path(gettempdir()) / f"plan-{name}-{width}-{scheme}.png"
        page.screenshot(path=file, full_page=True)
    assert page.faults == []


def press(page, name):
    """Reach a button or a link by keyboard alone, see the focus, and press Enter."""
    for _ in range(120):
        page.keyboard.press("Tab")
        text = "document.activeElement.textContent.trim()"
        if page.evaluate(text) == name:
            style = "getComputedStyle(document.activeElement).outlineStyle"
            assert page.evaluate(style) != "none"
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"{name} cannot be reached by keyboard")


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
    signed_in(page, site, person)

    page.goto(f"{site}/my-plan/from-draft")
    look(page, "from-draft")
    press(page, "Keep this draft in my space")
    look(page, "draft")
    assert page.locator("h1").inner_text() == "DRAFT Version 1"
    press(page, "We agreed to it")
    look(page, "agree")
    press(page, "Record it")
    look(page, "agree-errors")
    assert page.get_by_role("link", name="Write with whom.").is_visible()
    agree(page, date(2027, 1, 1))
    look(page, "not-begun")

    on(clock, START + timedelta(days=13))
    page.goto(f"{site}/my-plan/")
    assert page.get_by_text("Today is day").is_visible()
    look(page, "today")
    press(page, "Hold: change nothing for now")
    look(page, "held")
    assert queries.current(person.user).in_force(date(2027, 3, 1)).why is Why.HELD

    press(page, "How does it go?")
    look(page, "next")
    press(page, "Go back a step")
    look(page, "step-back")
    press(page, "Keep this as a draft, and hold the plan")
    page.get_by_role("link", name="What changed against the version before").click()
    look(page, "changes")
    page.goto(f"{site}/my-plan/versions/2/agree")
    agree(page, date(2027, 1, 17))
    assert queries.current(person.user).number == 2
    page.goto(f"{site}/my-plan/versions")
    look(page, "versions")
    page.goto(f"{site}/my-plan/versions/1")
    assert page.locator("h1").inner_text() == "SUPERSEDED Version 1"
    look(page, "superseded")

    page.goto(f"{site}/my-plan/versions/2/papers/")
    look(page, "papers")
    with page.expect_download() as download:
        page.get_by_role("link", name="On paper, to hold in your hands").click()
    assert download.value.suggested_filename == "stepwell-plan.pdf"
    page.goto(f"{site}/visit/")
    look(page, "visit")
    page.goto(f"{site}/my-plan/review")
    look(page, "review")
