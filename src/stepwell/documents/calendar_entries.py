"""What a calendar of a plan holds: doses, the end, reviews and check-ins.

The first entry of a version takes the place of the first of the version before, and so
on; so a later version leaves none of an earlier one behind.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from stepwell.documents.views import PlanView, StepView
from stepwell.documents.wording import day_words
from stepwell.plan.edition import Edition
from stepwell.plan.times import DoseTime


SEE_PLAN = "see your plan for the doses"
SEE_CHECK_IN = "see your plan for what to look at"
ENDED = "the last step has ended"
GOES_ON = "nothing stops today, and this calendar says no more"
REVIEW = "the latest day to look at the plan together with your prescriber"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One entry, on so many days from its first on; all day where no time is named.

    ``title`` and ``text`` say what it is; ``neutral`` gives nothing away.
    """

    day: date
    title: str
    text: str
    neutral: str
    time: DoseTime | None = None
    days: int = 1


def calendar_entries(view: PlanView) -> tuple[CalendarEntry, ...]:
    """Give every entry of a plan in the order in which they are numbered.

    A plan that was refused has none: nothing in it may be followed.
    """
    if view.refused:
        return ()
    doses = (entry for step in view.steps for entry in _doses(step))
    return (*doses, *_end(view), *_reviews(view), *_check_ins(view))


def next_edition(view: PlanView) -> Edition:
    """The version that takes the place of one, and of its calendar."""
    now = view.edition
    entries = max(now.entries, len(calendar_entries(view)))
    given_out = Edition(now.version, now.person, series=now.series, entries=entries)
    return given_out.following()


def _doses(step: StepView) -> Iterator[CalendarEntry]:
    for time in DoseTime:
        taken = [dose.text for dose in step.doses if dose.time is time]
        if taken:
            yield CalendarEntry(
                day=step.start,
                title=f"step {step.number}, {time}",
                text=f"step {step.number}, until {day_words(step.last_day)}: "
                + " ".join(f"{text}." for text in taken),
                neutral=f"step {step.number}: {SEE_PLAN}.",
                time=time,
                days=step.days,
            )


def _end(view: PlanView) -> Iterator[CalendarEntry]:
    """The day after the last step: without an entry, silence would look like a stop."""
    day = view.steps[-1].last_day + timedelta(days=1)
    if view.stop_date is not None:
        yield CalendarEntry(day, "end", f"{ENDED}.", f"{ENDED}.")
    else:
        text = f"{ENDED}, and its dose goes on: {GOES_ON}."
        neutral = f"{ENDED}: {GOES_ON}; see your plan."
        yield CalendarEntry(day, "end of the plan", text, neutral)


def _reviews(view: PlanView) -> Iterator[CalendarEntry]:
    for day in view.reviews:
        yield CalendarEntry(day, "review", f"{REVIEW}.", f"{REVIEW}.")


def _check_ins(view: PlanView) -> Iterator[CalendarEntry]:
    for check_in in view.aftercare.check_ins if view.aftercare else ():
        text, neutral = f"check-in: {check_in.text}", f"check-in: {SEE_CHECK_IN}."
        yield CalendarEntry(check_in.day, "check-in", text, neutral)
