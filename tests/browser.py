"""A real browser for stories: Chromium, the site beside it, and a look at a page.

Pictures are kept only in the folder that ``STEPWELL_PICTURES`` names.
"""

import os
import shutil
import threading
from contextlib import contextmanager
from itertools import product
from pathlib import Path

import pytest


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
NEEDED = pytest.mark.skipif(
    CHROMIUM is None, reason="no browser here; say: apt-get install -y chromium"
)
PHONE = {"width": 320, "height": 800}
WIDTHS, SCHEMES = (1280, 768, 320), ("light", "dark")
PICTURES = os.environ.get("STEPWELL_PICTURES")


@contextmanager
def served():
    """Serve the site from a thread, which leaves no connection open; its address."""
    from django.db import connections
    from waitress import create_server

    from stepwell.web.config.wsgi import application

    def closing(environ, start_response):
        try:
            return application(environ, start_response)
        finally:
            connections.close_all()

    server = create_server(closing, host="127.0.0.1", port=0, ident=None)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield f"http://localhost:{server.effective_port}"
    finally:
        server.close()
        server.task_dispatcher.shutdown()
        server.maintenance(0)
        thread.join(timeout=5)


@contextmanager
def launched():
    """Chromium; its loop runs in this thread, and Django asks whether that is meant."""
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as patched, sync_playwright() as playwright:
        patched.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        found = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"]
        )
        yield found
        found.close()


def watched(page):
    """Let a page note in ``faults`` whatever it complains of."""
    page.faults = []
    page.on("console", lambda said: page.faults.append(said.text))
    page.on("pageerror", lambda fault: page.faults.append(str(fault)))
    return page


def sign_in(context, site, person):
    """Give a browser what the person's own one holds: the session and the draft."""
    from django.conf import settings

    for name in (settings.SESSION_COOKIE_NAME, "stepwell-draft"):
        if name in person.client.cookies:
            value = person.client.cookies[name].value
            context.add_cookies([{"name": name, "value": value, "url": site}])


def look(page, name=""):
    """Judge a page in every width, light and dark; nothing may be wrong with it."""
    from axe_playwright_python.sync_playwright import Axe

    for width, scheme in product(WIDTHS, SCHEMES):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{page.url} is {wide} wide"
        if PICTURES and name:
            file = Path(PICTURES) / f"{name}-{width}-{scheme}.png"
            page.screenshot(path=file, full_page=True)
    assert page.faults == []


def reach(page, is_meant, most=120):
    """Press Tab until a script says that what is meant has a focus that is seen."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(is_meant):
            style = "getComputedStyle(document.activeElement).outlineStyle"
            assert page.evaluate(style) != "none"
            return
    raise AssertionError(f"cannot be reached by keyboard: {is_meant}")


def press(page, name):
    """Reach a button or a link by keyboard alone, and press Enter."""
    reach(page, f"document.activeElement.textContent.trim() === {name!r}")
    with page.expect_navigation():
        page.keyboard.press("Enter")
