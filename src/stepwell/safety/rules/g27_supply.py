"""G27: the medicine has to last until the next review."""

from collections.abc import Iterator
from datetime import date

from stepwell.plan.finding import Severity
from stepwell.plan.schedule import Period, Schedule
from stepwell.safety.case import Case
from stepwell.safety.rule import Hit, Rule
from stepwell.safety.supplied import Supplied


LIKE_STOPPING = "running out is like stopping suddenly"


def check(case: Case) -> Iterator[Hit]:
    """Find a prescription or supply that ends before the next review does.

    What was counted at home counts, too.  The day of the review counts, because
    nobody knows when on it the medicine is handed out.  Without a review nobody can
    tell, unless it is over already; without a prescription nobody can, either.
    """
    if case.schedule is None:
        return
    supplied = Supplied.of(case, case.schedule)
    dry, review = supplied.dry, case.care.next_review
    if dry is None:
        return
    period = _taking(case.schedule, max(dry, case.day))
    if period is None:
        return
    if supplied.prescribed is None:
        if review is not None and dry <= review:
            yield _not_prescribed(supplied, dry, review, period)
    elif review is None and dry > case.day:
        yield _not_reviewed(supplied, dry, period)
    elif review is None or dry <= review:
        yield _too_short(supplied, dry, review, period)
    elif supplied.prescribed <= review:
        yield _covered_at_home(supplied, review)


def _not_prescribed(supplied: Supplied, dry: date, review: date, period: Period) -> Hit:
    return Hit(
        f"{supplied.words}, the review is {review}, and no prescription is named: ask"
        f" now who prescribes from {dry} on, in step {period.number}, because"
        f" {LIKE_STOPPING}.",
        step=period.number,
        severity=Severity.CAUTION,
    )


def _not_reviewed(supplied: Supplied, dry: date, period: Period) -> Hit:
    return Hit(
        f"{supplied.words}, within step {period.number}, and no review is named: ask"
        f" now who prescribes from {dry} on, because {LIKE_STOPPING}.",
        step=period.number,
        severity=Severity.CAUTION,
    )


def _too_short(
    supplied: Supplied, dry: date, review: date | None, period: Period
) -> Hit:
    reviewed = "no review is named" if review is None else f"the review is {review}"
    return Hit(
        f"{supplied.words}, and {reviewed}: from {dry} on there is not enough to take"
        f" in step {period.number}, and {LIKE_STOPPING}. Before anything changes, ask"
        " for a prescription that reaches the review, or for an earlier review.",
        step=period.number,
    )


def _covered_at_home(supplied: Supplied, review: date) -> Hit:
    return Hit(
        f"{supplied.words}, and the review is {review}: only what is at home reaches"
        " it. Count it again before then, and ask now who prescribes next, because"
        f" {LIKE_STOPPING}.",
        severity=Severity.CAUTION,
    )


def _taking(schedule: Schedule, day: date) -> Period | None:
    """The period in which something is taken on a day; a goal goes on for good."""
    *_, last = schedule.periods
    found = next((each for each in schedule.periods if each.end > day), last)
    return None if found.regimen.is_nothing else found


RULE = Rule(
    id="G27",
    title="A supply that does not run out",
    severity=Severity.STOP,
    source="alprazolam_label",
    would_change="a prescription that lasts to the next review, or an earlier review",
    check=check,
)
