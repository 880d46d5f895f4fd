"""What a person's steps had in common: the usual rise and the usual days to settle.

Medians with their range, from at least 3 values (work ``stepwell_proposal``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from stepwell.journal.middles import middle
from stepwell.journal.trends import Course, Trend


FEWEST_STEPS = 3


@dataclass(frozen=True, slots=True)
class Usual:
    """A median with the lowest and the highest, or the reason why there is none.

    ``highest`` is also None when a wave had not settled, so that nobody knows it.
    """

    median: Fraction | None = None
    lowest: Fraction | None = None
    highest: Fraction | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class UsualCourse:
    """One symptom over several steps.

    ``rise`` is in points, over every judged step, with or without a wave.
    ``days_to_settle`` is over the waves; one that had not settled when the step ended
    counts as longer than all others.
    """

    judged: int
    not_judged: int
    waves: int
    not_settled: int
    rise: Usual
    days_to_settle: Usual


def usual_course(trends: Iterable[Trend]) -> UsualCourse:
    """Sum up the steps of one person and symptom, in any order."""
    courses = [each.course for each in trends]
    judged = [course for course in courses if course is not None]
    waves = [course for course in judged if course.is_wave]
    settled = sorted(
        course.days_to_settle for course in waves if course.days_to_settle is not None
    )
    return UsualCourse(
        judged=len(judged),
        not_judged=len(courses) - len(judged),
        waves=len(waves),
        not_settled=len(waves) - len(settled),
        rise=_usual_rise(judged),
        days_to_settle=_usual_days(settled, len(waves)),
    )


def _usual_rise(judged: Sequence[Course]) -> Usual:
    if len(judged) < FEWEST_STEPS:
        return Usual(reason=_too_few(len(judged), "judged steps"))
    rises = [course.rise.amount for course in judged]
    return Usual(middle(rises), min(rises), max(rises))


def _usual_days(settled: Sequence[int], waves: int) -> Usual:
    if waves < FEWEST_STEPS:
        return Usual(reason=_too_few(waves, "steps with a wave"))
    not_settled = waves - len(settled)
    if waves // 2 >= len(settled):
        return Usual(
            reason=f"{not_settled} of {waves} waves had not settled within their step"
        )
    upper, lower = settled[waves // 2], settled[(waves - 1) // 2]
    highest = None if not_settled else Fraction(settled[-1])
    return Usual(Fraction(upper + lower, 2), Fraction(settled[0]), highest)


def _too_few(count: int, what: str) -> str:
    return f"{what}: {count}; at least {FEWEST_STEPS} are needed"
