"""After an older copy of everything was put back, plans have to be confirmed."""

from datetime import UTC, datetime

import pytest

from site_walk import main
from stepwell.web.audit.models import Event
from stepwell.web.keeping import restored


@pytest.fixture
def put_back(tmp_path, settings_of, clock):
    """An older copy was put back on the first of January."""
    settings_of(DATA=tmp_path)
    told = datetime(2027, 1, 1, 8, 0, tzinfo=UTC).isoformat()
    (tmp_path / restored.ASK_AGAIN).write_text(f'"{told}"')


@pytest.fixture
def settings_of(monkeypatch):
    """Change settings for one test."""
    from django.conf import settings

    def change(**said):
        for name, value in said.items():
            monkeypatch.setattr(settings, name, value)

    return change


@pytest.fixture
def before(person, clock, monkeypatch):
    """Somebody whose plan was agreed before the copy was put back."""
    then = datetime(2026, 12, 30, 8, 0, tzinfo=UTC)
    with monkeypatch.context() as earlier:
        earlier.setattr("stepwell.web.spaces.clock.now", lambda: then)
        person.follows()
    return person


def test_H23_a_plan_from_an_old_copy_is_not_shown_as_current(before, put_back):
    """No dose is shown as today's; version and code are, to compare with the paper."""
    page = main(before.client.get("/today/"))
    assert "Does this plan still hold?" in page
    assert "Stay on the dose that you took yesterday." in page
    assert "version 1" in page
    assert "Take one" not in page


def test_H23_once_confirmed_the_plan_is_shown_again(before, put_back):
    """What was confirmed stands in the audit."""
    revision = before.space.revision
    done = before.client.post("/today/confirm", {"revision": revision})
    assert done.status_code == 302
    assert Event.objects.filter(verb="plan.confirmed").count() == 1
    assert "Does this plan still hold?" not in main(before.client.get("/today/"))


@pytest.mark.parametrize(
    "place",
    [
        "/my-plan/",
        "/my-plan/versions/1",
        "/my-plan/versions/1/papers/",
        "/my-plan/versions/1/papers/stepwell-plan.pdf",
        "/my-plan/next",
        "/visit/",
        "/visit/stepwell-visit.pdf",
        "/today/extra",
    ],
)
def test_H23_no_other_page_shows_the_old_plan_either(before, put_back, place):
    """Each leads to the question."""
    answer = before.client.get(place)
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/today/"


@pytest.mark.parametrize("place", ["hold", "go-on", "review"])
def test_H23_nothing_is_done_with_the_old_plan(before, put_back, place):
    """Before it was confirmed."""
    seen = before.space.revision
    answer = before.client.post(f"/my-plan/{place}", {"revision": seen})
    assert answer.headers["Location"] == "/today/"
    assert before.space.revision == seen


def test_a_confirmation_of_a_stale_page_is_refused(before, put_back):
    """Somebody changed the plan meanwhile."""
    done = before.client.post("/today/confirm", {"revision": "0"})
    assert done.status_code == 409
    assert "Does this plan still hold?" in main(before.client.get("/today/"))


def test_who_has_no_plan_is_asked_nothing(person, put_back):
    """There is nothing to confirm."""
    assert "still hold" not in main(person.client.get("/today/"))
