"""The doses of a plan over its dates, with the modelled level, as they are shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from stepwell.documents.dose_stairs import (
    Staircase,
    stair_words,
    staircase,
)
from stepwell.documents.figures import figures
from stepwell.documents.plan_levels import PlanLevels
from stepwell.documents.wording import (
    MODELLED,
    NOT_A_PRESCRIBER,
    counted,
    day_words,
    listed,
)
from stepwell.kinetics.exposure import Days
from stepwell.kinetics.forecast import Undrawn
from stepwell.kinetics.people import Eliminator
from stepwell.plan.plan import Plan
from stepwell.plan.schedule import Schedule


LEAD = timedelta(days=7)
"""What is taken today is shown for a week before the plan."""
TRAIL = timedelta(days=14)
"""Without a level, so much is shown of what comes after the plan."""


@dataclass(frozen=True, eq=False)
class DoseChartView:
    """The staircase of each drug from a week before a plan until after it.

    ``levels`` are the lowest, mean and highest modelled level of each day from the
    start on, in a typical person, of the drugs ``drawn``; None where none is drawn.
    ``stop_date`` is the first day without the medicine, None where a dose goes on.
    """

    start: date
    plan_end: date
    stop_date: date | None
    first: date
    end: date
    steps: int
    stairs: tuple[Staircase, ...]
    levels: Days | None
    drawn: tuple[str, ...]
    undrawn: tuple[tuple[str, str], ...]

    @property
    def title(self) -> str:
        """What the picture is called; it does not stand in it."""
        drugs = listed([each.drug for each in self.stairs])
        beside = "" if self.levels is None else " and the modelled level"
        return f"The planned daily dose of {drugs}{beside}"

    @property
    def going_on(self) -> tuple[tuple[str, str], ...]:
        """Each drug that goes on after the plan, with its daily dose in mg."""
        if self.stop_date is not None:
            return ()
        lasting = [(each.drug, each.stretches[-1].total) for each in self.stairs]
        return tuple((drug, total.mg_text) for drug, total in lasting if total)


def dose_view(plan: Plan, levels: PlanLevels | None = None) -> DoseChartView:
    """Describe the doses of a plan; levels, where given, are followed to their end."""
    schedule = Schedule.of_plan(plan)
    drawn = levels.drawn if levels is not None else ()
    total = levels.total(Eliminator.TYPICAL) if levels is not None and drawn else None
    shown = timedelta(days=0 if total is None else len(total.mean))
    first, end = plan.start - LEAD, max(plan.start + shown, plan.end + TRAIL)
    periods = tuple(schedule.within(first, end))
    missing = [] if levels is None else levels.forecasts
    return DoseChartView(
        start=plan.start,
        plan_end=plan.end,
        stop_date=plan.stop_date,
        first=first,
        end=end,
        steps=len(plan.steps),
        stairs=tuple(staircase(drug, periods) for drug in schedule.drugs),
        levels=total,
        drawn=tuple(each.drug for each in drawn),
        undrawn=tuple(
            (each.drug, each.reason) for each in missing if isinstance(each, Undrawn)
        ),
    )


def alternative(view: DoseChartView) -> str:
    """What the picture shows, in sentences."""
    said = [
        f"A plan of {counted(view.steps, 'step')} from {day_words(view.start)} on.",
        *(sentence for each in view.stairs for sentence in stair_words(each)),
    ]
    if view.stop_date is not None:
        said.append(f"The first day without is {day_words(view.stop_date)}.")
    said += [f"The goal is {mg} mg of {drug} a day." for drug, mg in view.going_on]
    return " ".join([*said, *_level_words(view), NOT_A_PRESCRIBER])


def _level_words(view: DoseChartView) -> Iterator[str]:
    levels = view.levels
    if levels is not None:
        yield MODELLED
        last = (view.plan_end - view.start).days - 1
        places = {"the first day": 0, "the last day of the plan": last}
        for words, place in places.items():
            day = day_words(view.start + timedelta(days=place))
            yield (
                f"The modelled level of {listed(list(view.drawn))} on {day} ({words})"
                f" is {figures(float(levels.mean[place]))} on average, between"
                f" {figures(float(levels.low[place]))} and"
                f" {figures(float(levels.high[place]))}; diazepam 10 mg a day, once"
                " settled, is 1."
            )
    for drug, reason in view.undrawn:
        yield f"No level of {drug} is drawn: {reason}."
