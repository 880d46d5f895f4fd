"""How symptoms went on after each step, in sentences (docs/reference/waves.md)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby, pairwise

from stepwell.documents.wording import counted, days_words, steps_words
from stepwell.journal.journal import Journal
from stepwell.journal.series import ratings_by_symptom
from stepwell.journal.trends import Course, Trend, trend
from stepwell.journal.usual_course import Usual, usual_course
from stepwell.library.symptoms import load_symptoms
from stepwell.plan.schedule import Planned, Schedule
from stepwell.quantities.decimals import rounded_text


NO_WAVE = "no rise that stands out from the usual ups and downs"
NOT_NOTHING = "No rise that stands out: that does not say that nothing was felt."
SINCE = {
    (True, False): "easing, not settled yet",
    (True, True): "easing, not settled before the next change",
    (False, False): "not easing so far",
    (False, True): "not easing before the next change",
    (None, False): "too few days since then to say whether it eases",
    (None, True): "too few ratings before the next change to say whether it eased",
}
"""How a rise goes on that has not settled, by whether it eases and the step is over."""


@dataclass(frozen=True, slots=True)
class CourseView:
    """One symptom after one change of dose, in words and as it was judged."""

    symptom: str
    step: int
    trend: Trend
    said: str


def courses(journal: Journal, plan: Planned, until: date) -> tuple[CourseView, ...]:
    """Every rated symptom after every change of dose before a day, by symptom."""
    periods = Schedule.of(plan).periods
    cuts = [
        later
        for earlier, later in pairwise(periods)
        if later.regimen != earlier.regimen and later.start < until
    ]
    spans = list(pairwise([*(each.start for each in cuts), until]))
    return tuple(
        _course(symptom, cut.number, trend(series, first, end), until)
        for symptom, series in sorted(ratings_by_symptom(journal).items())
        for cut, (first, end) in zip(cuts, spans, strict=True)
    )


def course_lines(views: tuple[CourseView, ...], stop: int | None) -> Iterator[str]:
    """Each symptom after each step; steps of which the same is said share a line.

    ``stop`` is the number under which the stop itself is judged.
    """
    joined: dict[tuple[str, str], list[CourseView]] = {}
    for view in views:
        joined.setdefault((view.symptom, view.said), []).append(view)
    for (symptom, said), held in joined.items():
        steps = steps_words((view.step for view in held), stop)
        day = held[0].trend.cut.isoformat()
        when = f"from {day}" if len(held) == 1 else f"the first from {day}"
        yield f"{symptom}, {steps} ({when}): {said}."


def usual_lines(views: tuple[CourseView, ...]) -> Iterator[str]:
    """What the steps of each symptom had in common, where there are enough of them."""
    for symptom, held in groupby(views, key=lambda view: view.symptom):
        usual = usual_course(view.trend for view in held)
        rise = _range(usual.rise, _signed, "points")
        if rise:
            days = _range(usual.days_to_settle, _tenths, "days")
            settled = days or f"not known ({usual.days_to_settle.reason})"
            unjudged = f", not in {usual.not_judged}" if usual.not_judged else ""
            yield (
                f"{symptom}: judged in {counted(usual.judged, 'step')}{unjudged};"
                f" change after a step, at its highest: {rise}; days to settle:"
                f" {settled}."
            )


def _range(usual: Usual, write: Callable[[Fraction], str], unit: str) -> str:
    if usual.median is None or usual.lowest is None:
        return ""
    highest = "more" if usual.highest is None else write(usual.highest)
    return f"usually {write(usual.median)} {unit} ({write(usual.lowest)} to {highest})"


def _tenths(number: Fraction) -> str:
    return rounded_text(number, 1)


def _signed(number: Fraction) -> str:
    return f"+{_tenths(number)}" if number > 0 else _tenths(number)


def _course(symptom: str, step: int, judged: Trend, until: date) -> CourseView:
    course, is_over = judged.course, judged.until < until
    said = f"not judged: {judged.reason}" if course is None else _said(course, is_over)
    return CourseView(load_symptoms()[symptom].name, step, judged, said)


def _said(course: Course, is_over: bool) -> str:
    if not course.is_wave:
        return NO_WAVE
    rise = course.rise
    return (
        f"a rise of {_tenths(rise.amount)} points"
        f" ({_tenths(rise.range.low)} to {_tenths(rise.range.high)})"
        f" above the {_tenths(course.baseline)} before, highest around"
        f" {course.peak.day.isoformat()} at {_tenths(course.peak.height)} of 10;"
        f" {_since(course, is_over)}"
    )


def _since(course: Course, is_over: bool) -> str:
    if course.days_to_settle is not None:
        return f"settled {days_words(course.days_to_settle)} after the change"
    return SINCE[course.is_easing, is_over]
