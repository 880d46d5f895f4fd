"""People whose plans are kept as the pages keep them, and how days pass for them."""

from datetime import UTC, datetime, timedelta

from people import REQUEST
from stepwell.documents import plan_json
from stepwell.web.drafts.proposed import Proposed
from stepwell.web.plans import actions, queries
from stepwell.web.plans.models import Origin
from stepwell.web.plans.remaking import edition_after


def drafts(somebody, /, **changes):
    """Keep a draft numbered on, as the page does; gives its number."""
    space = somebody.space
    edition = edition_after(queries.newest(somebody.user), space.name)
    made = Proposed.of_document(REQUEST | changes, edition)
    return actions.keep_version(
        somebody.user,
        space.uid,
        seen=space.revision,
        origin=Origin.DRAFT,
        document=plan_json(made.view),
    )


def follows(somebody, /, **changes):
    """Keep a draft and agree to it."""
    somebody.agrees(drafts(somebody, **changes))
    return queries.current(somebody.user)


def on(clock, day):
    """Let it be the morning of a day."""
    clock.now = datetime(day.year, day.month, day.day, 9, 30, tzinfo=UTC)


def post(person, address, **said):
    """Send a form of a page that is up to date."""
    return person.client.post(address, {"revision": person.space.revision, **said})


def day_after(day, number=1):
    """Some days later."""
    return day + timedelta(days=number)
