"""G37: after the last dose."""

from collections.abc import Iterator
from datetime import date, timedelta

from stepwell.plan.finding import Severity
from stepwell.plan.schedule import Schedule
from stepwell.safety.case import LONG_ACTING, Case
from stepwell.safety.rule import Hit, Rule


WEEKS, LONG_ACTING_WEEKS = 4, 8
"""At least so long somebody asks how it goes.  Our own numbers, unverified."""


def check(case: Case) -> Iterator[Hit]:
    """Say how long to look after somebody who has stopped, and what may come."""
    if case.schedule is None or not _stops(case.schedule):
        return
    weeks = follow_up_weeks(case, case.schedule)
    stop = _stop(case.schedule)
    yield Hit(
        f"After the stop on {stop}, keep looking at how it goes for at least {weeks}"
        f" weeks, until {stop + timedelta(weeks=weeks)} (stepwell_proposal,"
        " unverified). What the medicine was for may come back, which is a relapse;"
        " new symptoms may come in waves and, in some people, stay for months, which"
        " are protracted symptoms. Neither is a failure: tell your prescriber, who can"
        " treat them, or restart the medicine and taper it with you.",
        step=case.schedule.periods[-1].number,
    )


def follow_up_weeks(case: Case, schedule: Schedule) -> int:
    """At least 4 weeks, or 8 where a long-acting drug or metabolite is involved."""
    drugs = map(case.formulary.drug, schedule.drugs)
    long_acting = any(drug.course.text == LONG_ACTING for drug in drugs)
    return LONG_ACTING_WEEKS if long_acting else WEEKS


def _stops(schedule: Schedule) -> bool:
    return bool(schedule.drugs) and schedule.periods[-1].regimen.is_nothing


def _stop(schedule: Schedule) -> date:
    """The first day of the days without the medicine at the end."""
    taken = (each for each in schedule.periods if not each.regimen.is_nothing)
    return max(each.end for each in taken)


RULE = Rule(
    id="G37",
    title="After the last dose",
    severity=Severity.INFO,
    source="asam2025pocket",
    would_change="nothing; longer is always possible",
    check=check,
)
