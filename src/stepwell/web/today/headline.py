"""The one sentence that says today, and what is to be known with it."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stepwell.web.days import count_words, day_words
from stepwell.web.plans.following import InForce, Why
from stepwell.web.plans.queries import Kept


def headline(kept: Kept, found: InForce, doses: int) -> str:
    """Say how many doses there are today, and what comes next."""
    return f"{_today(doses)} {_next(kept, found)}"


def _today(doses: int) -> str:
    if not doses:
        return _("Today: no dose is planned.")
    said = ngettext("Today: %(count)s dose.", "Today: %(count)s doses.", doses)
    return said % {"count": count_words(doses)}


def _next(kept: Kept, found: InForce) -> str:
    if found.why is Why.HELD:
        since = kept.held_from
        assert since is not None  # it is held
        return _("The plan is held since %(day)s. The dose stays the same.") % {
            "day": day_words(since)
        }
    if found.next_change is None and kept.held_from is not None:
        return _("The plan is held from %(day)s on. The dose stays the same.") % {
            "day": day_words(kept.held_from)
        }
    if found.next_change is None:
        return _without_a_change(found.why)
    return _change(found) % {
        "when": _when(found.next_change, found.day),
        "day": day_words(found.next_change),
    }


def _without_a_change(why: Why) -> str:
    said = {
        Why.REVIEW_DUE: _("The dose stays the same until the plan was looked at."),
        Why.ENDED: _("The plan has ended."),
    }
    return said.get(why, _("No more change is planned."))


def _change(found: InForce) -> str:
    if found.why is Why.NOT_BEGUN:
        return _("The plan begins %(when)s, on %(day)s.")
    if found.next_step is None:
        return _("The first day without a dose is %(when)s, on %(day)s.")
    return _("Next change %(when)s, on %(day)s.")


def _when(day: date, today: date) -> str:
    days = (day - today).days
    if days == 1:
        return _("tomorrow")
    return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}


def explanation(why: Why) -> list[str]:
    """What somebody has to know who is not simply on a step of their plan."""
    said = {
        Why.NOT_BEGUN: [
            _("The plan has not begun. Until then, stay on what you take now."),
        ],
        Why.HELD: [
            _("Nothing changes by itself. It goes on when you say so under Plan."),
        ],
        Why.REVIEW_DUE: [
            _("The plan waits. Stay on this dose."),
            _("Look at the plan together with your prescriber."),
            _("Then write under Plan that you did."),
        ],
        Why.ENDED: [
            _("Do you still take some of it? Do not stop suddenly."),
            _("Stay on what you take, and call your prescriber."),
            _("Do symptoms come back? Call your prescriber, and look at Support now."),
        ],
    }
    return said.get(why, [])
