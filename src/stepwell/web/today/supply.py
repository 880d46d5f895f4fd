"""What has to be fetched or asked for soon, in the words of the plan."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

from stepwell.web.days import day_words
from stepwell.web.english import English
from stepwell.web.plans.following import InForce, Why
from stepwell.web.plans.queries import Kept


SOON = timedelta(days=14)


def supply_line(kept: Kept, found: InForce) -> str:
    """The most urgent thing about the supply; empty where nothing is due soon.

    While a plan waits, its supply is used up later or earlier than it says, so only
    that is said (H08).
    """
    if found.why is Why.ENDED:
        return ""
    if found.why in (Why.HELD, Why.REVIEW_DUE):
        return _(
            "The plan did not count on this wait. Look how long your medicine will"
            " last, and ask for more in time."
        )
    due = sorted((*_asked(kept, found.day), *_collected(kept, found.day)))
    return due[0][1] if due else ""


def _asked(kept: Kept, today: date) -> Iterator[tuple[date, str]]:
    for note in kept.document["supply_notes"]:
        if note["act_by"] is None or note["day"] is None:
            continue
        act_by = date.fromisoformat(note["act_by"])
        if act_by <= today + SOON and date.fromisoformat(note["day"]) >= today:
            yield act_by, English(note["text"])


def _collected(kept: Kept, today: date) -> Iterator[tuple[date, str]]:
    told = [each["collect_by"] for each in kept.document["supply"]]
    for by in (date.fromisoformat(each) for each in told if each is not None):
        if today <= by <= today + SOON:
            said = _("Collect your medicine by %(day)s. Your plan says what.")
            yield by, said % {"day": day_words(by)}
