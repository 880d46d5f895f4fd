"""Setting Django up once, and a browser that has answered nothing yet."""

import os

import django
import pytest


os.environ.setdefault("STEPWELL_SECRET_KEY", "only-for-tests-" + "x" * 50)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stepwell.web.config.settings")
django.setup()


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
