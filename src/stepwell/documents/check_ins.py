"""The dated check-ins after a plan: when, and what each of them is about.

After a stop they follow our own rhythm (work ``stepwell_proposal``): early for a
short-acting drug, weekly for four weeks, every two weeks to week 8, and on until four
weeks after slow eliminators have cleared the last drug.  On a lower dose they come at
least every three months (guideline, recommendation 1; work ``asam2025pocket``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from stepwell.documents.aftercare_words import (
    EASING,
    EIGHT_WEEKS,
    LAST,
    LOOK,
    LOOK_ON_DOSE,
    MAY_COME,
    MONTH,
    NEAR_PEAK,
    RETURNED,
    SLOW_GONE,
    SLOW_LEFT,
    SLOW_UNKNOWN,
    STAYING,
    STAYING_ON,
    STILL_EASING,
)
from stepwell.documents.ending_views import CheckInView
from stepwell.documents.endings import Ending
from stepwell.documents.plan_levels import LONG_ACTING
from stepwell.documents.said import Said, texts
from stepwell.documents.wording import day_words
from stepwell.safety.rules.g30_what_to_expect import COURSES


EARLY = 2
"""Two days after the stop date: the third day without."""
WEEK, MONTH_DAY, RETURN_DAY, EIGHT_WEEK_DAY = 7, 28, 42, 56
USUAL = (7, 14, 21, MONTH_DAY, RETURN_DAY, EIGHT_WEEK_DAY)
LATEST = 21
"""Three weeks: so late something may still begin with a long-acting drug."""
FURTHER = 14
AFTER_WASHOUT = 28
UNDRAWN_SLOW = 84
"""How long a slow drug is watched when no level is drawn; ours, on the safe side."""

STAY_EVERY, STAY_TIMES = 84, 5
"""Twelve weeks: never more than the guideline's three months; for about a year."""


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One check-in: its sentences, and what is looked at in every one."""

    day: date
    when: str
    focus: tuple[Said, ...]
    look: Said

    @property
    def view(self) -> CheckInView:
        """As it is shown."""
        focus = " ".join(texts(self.focus))
        return CheckInView(self.day, self.when, focus, f"{focus} {self.look.text}")


def after_stop(stop: date, ends: Sequence[Ending]) -> Iterator[CheckIn]:
    """The check-ins after the last drug; ``stop`` is the first day without any."""
    offsets = list(_offsets(stop, ends))
    for offset in offsets:
        focus = [*_focus(offset, stop, ends)]
        if offset == offsets[-1]:
            focus.append(LAST)
        day = stop + timedelta(days=offset)
        yield CheckIn(day, _when(offset), tuple(focus), LOOK)


def on_a_lower_dose(end: date) -> Iterator[CheckIn]:
    """The check-ins of a dose that goes on from a day on."""
    for time in range(STAY_TIMES):
        weeks = time * STAY_EVERY // WEEK
        when = f"after {weeks} weeks" if weeks else "the steps are done"
        focus = (STAYING, STAYING_ON) if time == STAY_TIMES - 1 else (STAYING,)
        day = end + timedelta(days=time * STAY_EVERY)
        yield CheckIn(day, when, focus, LOOK_ON_DOSE)


def _offsets(stop: date, ends: Sequence[Ending]) -> Iterator[int]:
    """Days after the stop date."""
    if any(end.drug.is_short_acting for end in _last(stop, ends)):
        yield EARLY
    yield from USUAL
    day, least = USUAL[-1], max(_watched(stop, end) for end in ends)
    while day < least:
        day += FURTHER
        yield day


def _watched(stop: date, end: Ending) -> int:
    """How many days after the stop date a drug is to be watched at least."""
    slow = end.washout.slow
    if slow is not None:
        return (slow - stop).days + AFTER_WASHOUT
    if end.course != LONG_ACTING:
        return 0
    return (end.last_day - stop).days + 1 + UNDRAWN_SLOW


def _last(stop: date, ends: Sequence[Ending]) -> list[Ending]:
    """The drugs that end with the plan; the others ended while it went on."""
    return [end for end in ends if end.last_day == stop - timedelta(days=1)]


def _when(offset: int) -> str:
    if offset % WEEK:
        return f"day {offset + 1}"
    weeks = offset // WEEK
    return f"after {weeks} week{'s' if weeks > 1 else ''}"


def _focus(offset: int, stop: date, ends: Sequence[Ending]) -> Iterator[Said]:
    if offset < MONTH_DAY:
        yield from _first_weeks(offset, _last(stop, ends))
    elif offset == MONTH_DAY:
        yield MONTH
    elif offset == RETURN_DAY:
        yield RETURNED
    elif offset == EIGHT_WEEK_DAY:
        yield EIGHT_WEEKS
    else:
        yield _later(stop + timedelta(days=offset), ends)


def _first_weeks(offset: int, ends: Sequence[Ending]) -> Iterator[Said]:
    """Whether the worst is still on: G30 counts its days from the last dose."""
    peak = max(COURSES[end.course][2] for end in ends)
    if offset < peak:
        yield NEAR_PEAK
    else:
        yield EASING if offset < peak + WEEK else STILL_EASING
    if offset < LATEST and any(end.course == LONG_ACTING for end in ends):
        yield MAY_COME


def _later(day: date, ends: Sequence[Ending]) -> Said:
    """What is still in the body of a slow eliminator; the last drug to go counts."""
    if any(end.washout.slow is None and end.course == LONG_ACTING for end in ends):
        return SLOW_UNKNOWN
    slowest = max(ends, key=lambda end: end.washout.slow or end.last_day)
    gone = slowest.washout.slow
    assert gone is not None  # whoever is not drawn is not watched for so long
    if day < gone:
        return SLOW_LEFT.of(drug=slowest.drug.id, day=day_words(gone))
    return SLOW_GONE
