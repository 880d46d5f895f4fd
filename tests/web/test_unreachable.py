"""A database that cannot be written, or not even read: the ways out still work."""

import logging
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection

from people import Person
from site_walk import main
from stepwell.web.accounts import limits
from stepwell.web.config.logs import Placeless


COOKIES = ("stepwell-session", "stepwell-draft", "stepwell-language", "stepwell-device")


@contextmanager
def only_read():
    """Nothing can be written, as on a full disk."""
    setting = "PRAGMA query_only = {}"
    if connection.vendor == "postgresql":
        setting = "SET default_transaction_read_only = {}"
    connection.cursor().execute(setting.format("on"))
    try:
        yield
    finally:
        connection.cursor().execute(setting.format("off"))


@contextmanager
def silent():
    """Nothing can be written or read."""

    def refuse(*_said):
        raise OperationalError("disk I/O error")

    with connection.execute_wrapper(refuse):
        yield


@pytest.fixture(params=[only_read, silent])
def broken(request):
    """Both ways in which a database does not answer."""
    return request.param


@pytest.fixture
def robin(own_database, clock):
    """Somebody who follows a plan, and has every cookie."""
    robin = Person.made("robin").follows()
    for name in COOKIES[1:]:
        robin.client.cookies[name] = "something"
    return robin


@pytest.fixture
def later(monkeypatch):
    """Some hours after the last sign of life."""

    def go_on(hours=1):
        moment = limits.now() + hours * 3600
        monkeypatch.setattr(limits, "now", lambda: moment)

    return go_on


@pytest.mark.parametrize("hours", [0, 1, 15 * 24])
def test_H40_leaving_works_whatever_the_database_does(robin, later, broken, hours):
    """The other page comes, and this browser holds nothing any more."""
    later(hours)
    with broken():
        done = robin.client.post("/leave")
    assert done.status_code == 302
    assert done.headers["Location"] == "/left"
    for name in COOKIES:
        assert done.cookies[name]["max-age"] == 0


OPEN = ("/", "/support", "/left", "/plan/signs", "/second-opinion", "/account/login/")
OWN = ("/today/", "/my-plan/", "/journal/", "/journal/check-in", "/journal/night")
OWN += ("/trends/", "/visit/", "/account", "/account/history/")
NOT_NOW = "It cannot be read or written just now. Nothing you sent was kept."


@pytest.mark.parametrize("page", (*OPEN, *OWN))
def test_every_page_is_shown_while_nothing_can_be_written(robin, later, page):
    """Also long after the last sign of life, which cannot be noted."""
    later()
    with only_read():
        done = robin.client.get(page)
    assert done.status_code in (200, 302)
    assert "/account/login" not in done.headers.get("Location", "")


def test_todays_doses_are_shown_while_nothing_can_be_written(robin, later):
    """The same as before, and whoever signed in is still in afterwards."""
    before = main(robin.client.get("/today/"))
    later()
    with only_read():
        assert main(robin.client.get("/today/")) == before
    assert main(robin.client.get("/today/")) == before


@pytest.mark.parametrize("hours", [0, 1])
def test_support_and_the_first_pages_need_no_database(robin, later, hours):
    """Whoever signed in gets them as everybody else."""
    later(hours)
    with silent():
        for page in OPEN:
            assert robin.client.get(page).status_code == 200, page
        assert "999" in main(robin.client.get("/support"))


@pytest.mark.parametrize("page", OWN)
def test_a_page_of_an_account_says_that_it_cannot_be_read(robin, page):
    """Nobody is sent to the sign-in page, and afterwards everything is there."""
    with silent():
        done = robin.client.get(page)
    assert done.status_code == 503
    assert NOT_NOW in main(done)
    assert robin.client.get(page).status_code == 200


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("/journal/check-in", {"signs": ["none"], "day": "2027-01-01"}),
        ("/journal/note", {"text": "Some words.", "day": "2027-01-01"}),
    ],
)
def test_what_cannot_be_written_is_said(robin, broken, page, said):
    """No page claims to have kept it."""
    with broken():
        done = robin.client.post(page, said)
    assert done.status_code == 503
    assert NOT_NOW in main(done)


def test_a_session_that_is_over_lets_nobody_in(robin, later, broken):
    """Although its end cannot be written."""
    later(15 * 24)
    with broken():
        done = robin.client.get("/today/")
    assert done.status_code in (302, 503)
    assert "Take" not in done.content.decode()


def test_our_own_mistake_has_a_page_without_a_database(robin, monkeypatch):
    """The page does not ask who it is."""
    robin.client.raise_request_exception = False

    def fail(*_said, **_more):
        raise ValueError("a secret")

    monkeypatch.setattr("stepwell.web.support.views.countries", fail)
    with silent():
        done = robin.client.get("/support")
    assert done.status_code == 500
    assert "not in what you wrote" in main(done)


def test_no_program_that_serves_writes_what_was_typed():
    """Every log goes through the same form."""
    from gunicorn.config import Config
    from gunicorn.glogging import Logger

    from stepwell.web.config import logs

    names = ("django", "gunicorn.error", "waitress")
    before = {name: logging.getLogger(name).handlers for name in names}
    try:
        Logger(Config())
        logs.set_up()
        for name in names:
            (handler,) = logging.getLogger(name).handlers
            assert isinstance(handler.formatter, Placeless)
    finally:
        for name, handlers in before.items():
            logging.getLogger(name).handlers = handlers
