"""Where a person stands on a day of a step, by the ratings of the days before.

What counts each day is the highest rating of any symptom.  The bounds are our own
proposal (work ``stepwell_proposal``) for the response loop of the fact sheet, which is
combined from the Maudsley guidelines and an alprazolam label (``maudsley2024``,
``alplabel``).  Silence is never well-being: with too few days nothing is concluded.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median_high

from stepwell.journal.journal import Journal
from stepwell.journal.series import Series, worst_by_day


RECENT_DAYS, LEAST_RECENT = 7, 4
LATEST_DAYS = 3
"""What has come up lately counts although the week was good; silence lately, too."""
LASTING_DAYS, LEAST_LASTING = 15, 8
USUAL_DAYS, LEAST_USUAL = 14, 5
MODERATE, SEVERE = 4, 7
SEVERE_DAYS = 2
"""On so many of the recent days a severe rating is more than one bad day."""


class Situation(StrEnum):
    """How somebody is, from least to most in need of care; or that nobody knows."""

    NOT_KNOWN = "not_known"
    SETTLED = "settled"
    MILD = "mild"
    MODERATE = "moderate"
    LASTING = "lasting"
    SEVERE = "severe"


HARD = (Situation.LASTING, Situation.SEVERE)


@dataclass(frozen=True, slots=True)
class Standing:
    """The situation and what it rests on.

    ``recent`` is the typical worst rating (0 to 10) of the last 7 days, ``usual`` that
    of the 14 days before the plan; None where too few days have a rating.
    """

    situation: Situation
    on: date
    recent: int | None
    usual: int | None
    days_known: int
    severe_days: tuple[date, ...]
    days: Series


def standing(journal: Journal, *, began: date, on: date) -> Standing:
    """Where a person stands on a day; ``began`` is the first day of the plan.

    Symptoms last from step to step: a cut in between does not begin the count anew.
    """
    worst = worst_by_day(journal)
    recent = _last(worst, on, RECENT_DAYS)
    severe = tuple(day for day, rating in recent.items() if rating >= SEVERE)
    usual = _typical(_last(worst, began - timedelta(days=1), USUAL_DAYS), LEAST_USUAL)
    typical = _typical(recent, LEAST_RECENT)
    latest = _typical(_last(worst, on, LATEST_DAYS), 1)
    lasting = _typical(_last(worst, on, LASTING_DAYS), LEAST_LASTING)
    long_enough = (on - began).days >= LASTING_DAYS - 1
    now = None if typical is None or latest is None else max(typical, latest)
    situation = _situation(now, usual or 0, lasting if long_enough else None, severe)
    return Standing(situation, on, typical, usual, len(recent), severe, recent)


def _situation(
    recent: int | None, usual: int, lasting: int | None, severe: tuple[date, ...]
) -> Situation:
    """Severe days count even where little is known; being well has to be known."""
    if len(severe) >= SEVERE_DAYS:
        return Situation.SEVERE
    if recent is None:
        return Situation.NOT_KNOWN
    if recent <= usual and not severe:
        return Situation.SETTLED
    if recent < MODERATE and not severe:
        return Situation.MILD
    if lasting is not None and lasting >= MODERATE and lasting > usual:
        return Situation.LASTING
    return Situation.MODERATE


def _last(days: Series, until: date, count: int) -> Series:
    """The days with a rating among the last ``count`` days, ``until`` included."""
    window = (until - timedelta(days=back) for back in reversed(range(count)))
    return {day: days[day] for day in window if day in days}


def _typical(days: Series, least: int) -> int | None:
    return median_high(days.values()) if len(days) >= least else None
