"""Setting Django up once, a browser that has answered nothing, and databases."""

import atexit
import os
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import django
import pytest


os.environ.setdefault("STEPWELL_SECRET_KEY", "only-for-tests-" + "x" * 50)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stepwell.web.config.settings")
django.setup()

from django.conf import settings  # noqa: E402


# The real one is slow on purpose.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.DATA = Path(tempfile.mkdtemp(prefix="stepwell-data-"))
atexit.register(shutil.rmtree, settings.DATA, ignore_errors=True)
NOW = datetime(2027, 1, 1, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    """It is always the same day."""
    from site_walk import TODAY

    monkeypatch.setattr("stepwell.web.drafts.questions.today", lambda: TODAY)


@pytest.fixture
def walk():
    """A browser that has answered nothing yet."""
    from site_walk import Walk

    return Walk()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request):
    """Both kinds of database, one after the other."""
    from databases import why_not

    if reason := why_not(request.param):
        pytest.skip(reason)
    return request.param


@pytest.fixture
def database(engine):
    """A database with every table; what a test writes is undone."""
    from databases import rolled_back, using, with_tables

    with using(with_tables(engine)), rolled_back():
        yield engine


@pytest.fixture
def own_database(engine):
    """A database of its own, for a test with threads, processes or a browser."""
    from databases import copy_of_tables, using

    settings_of_copy = copy_of_tables(engine)
    with using(settings_of_copy):
        yield settings_of_copy


@pytest.fixture
def clock(monkeypatch):
    """A clock that a test can set: ``clock.now``."""

    class Clock:
        now = NOW

    monkeypatch.setattr("stepwell.web.spaces.clock.now", lambda: Clock.now)
    return Clock


@pytest.fixture
def person(database, clock):
    """Somebody with a space in the United Kingdom, signed in."""
    from people import Person

    return Person.made("alex")


@pytest.fixture(scope="module")
def chromium():
    """Chromium, once for the stories of a file."""
    from browser import launched

    with launched() as found:
        yield found


@pytest.fixture
def site(own_database):
    """The site with a database of its own; gives its address."""
    from browser import served

    with served() as address:
        yield address
