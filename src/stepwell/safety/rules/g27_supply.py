"""G27: the prescription has to last until the next review."""

from collections.abc import Iterator
from datetime import date, timedelta

from stepwell.plan.finding import Severity
from stepwell.plan.schedule import Period, Schedule
from stepwell.safety.case import Case
from stepwell.safety.rule import Hit, Rule


LIKE_STOPPING = "running out is like stopping suddenly"


def check(case: Case) -> Iterator[Hit]:
    """Find a prescription or supply that ends before the next review does.

    The day of the review counts, because nobody knows when on it the medicine is
    handed out.  Without a review nobody can tell, unless it is over already.
    """
    until, review = case.care.prescribed_until, case.care.next_review
    if case.schedule is None or until is None:
        return
    dry = until + timedelta(days=1)
    period = _taking(case.schedule, max(dry, case.day))
    if period is None:
        return
    step = f"step {period.number}"
    if review is None and dry > case.day:
        yield Hit(
            f"The prescription lasts until {until}, within {step}, and no review is"
            f" named: ask now who prescribes from {dry} on, because {LIKE_STOPPING}.",
            step=period.number,
            severity=Severity.CAUTION,
        )
    elif review is None or dry <= review:
        reviewed = "no review is named" if review is None else f"the review is {review}"
        yield Hit(
            f"The prescription lasts until {until}, and {reviewed}: from {dry} on"
            f" there is nothing to take in {step}, and {LIKE_STOPPING}. Before anything"
            " changes, ask for a prescription that reaches the review, or for an"
            " earlier review.",
            step=period.number,
        )


def _taking(schedule: Schedule, day: date) -> Period | None:
    """The period in which something is taken on a day; a goal goes on for good."""
    *_, last = schedule.periods
    found = next((each for each in schedule.periods if each.end > day), last)
    return None if found.regimen.is_nothing else found


RULE = Rule(
    id="G27",
    title="A prescription that lasts to the review",
    severity=Severity.STOP,
    source="alprazolam_label",
    would_change="a prescription that lasts to the next review, or an earlier review",
    check=check,
)
