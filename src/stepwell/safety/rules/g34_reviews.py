"""G34: falls after 65, and a review at least every 3 months."""

from collections.abc import Iterator
from datetime import date

from stepwell.plan.finding import Severity
from stepwell.plan.months import months_after
from stepwell.plan.schedule import Schedule
from stepwell.safety.case import Case
from stepwell.safety.rule import Hit, Rule
from stepwell.safety.tiers import OLDER_YEARS
from stepwell.safety.wording import listing


MONTHS_BETWEEN_REVIEWS = 3
MOST_LISTED = 4


def check(case: Case) -> Iterator[Hit]:
    """Say how to avoid falls from 65 on, and when a long plan is due for a review."""
    age = case.person.age_years
    if age is not None and age >= OLDER_YEARS:
        yield Hit(
            f"From {OLDER_YEARS} on, guard against falls with this medicine: get up"
            " slowly, keep the way lit at night, and tell your prescriber about any"
            " fall or near fall, above all after a change of dose.",
            source="healthcanada2020",
        )
    if case.schedule is None:
        return
    days = review_dates(case, case.schedule)
    if days:
        yield Hit(
            f"This plan goes on for more than {MONTHS_BETWEEN_REVIEWS} months: look at"
            " it again with your prescriber at least that often,"
            f" {_words(days, _end(case.schedule))}."
        )


def review_dates(case: Case, schedule: Schedule) -> list[date]:
    """The latest days for the reviews of a plan: every 3 months until its end.

    Counted from the first review where one is named in time, else from the start.
    """
    end = _end(schedule)
    latest = months_after(case.day, MONTHS_BETWEEN_REVIEWS)
    if latest >= end:
        return []
    first = min(latest, case.care.next_review or latest)
    days, count = [first], 1
    while True:
        day = months_after(first, count * MONTHS_BETWEEN_REVIEWS)
        if day >= end:
            return days
        days.append(day)
        count += 1


def _end(schedule: Schedule) -> date:
    """The day of the stop, or the day after the last step."""
    last = schedule.periods[-1]
    return last.start if last.regimen.is_nothing else last.end


def _words(days: list[date], end: date) -> str:
    if len(days) <= MOST_LISTED:
        return f"by {listing([str(day) for day in days])}"
    return (
        f"by {days[0]} and then every {MONTHS_BETWEEN_REVIEWS} months until the end on"
        f" {end}"
    )


RULE = Rule(
    id="G34",
    title="Falls, and a review every 3 months",
    severity=Severity.INFO,
    source="asam2025pocket",
    would_change="nothing; reviews may be more often",
    check=check,
)
