"""The modelled level over a whole plan, as it is shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby
from operator import itemgetter

import numpy as np

from stepwell import __version__
from stepwell.documents.level_views import level_views
from stepwell.documents.plan_levels import PlanLevels
from stepwell.documents.swap_view import SwapDays, swap_days
from stepwell.documents.views import LevelView
from stepwell.documents.wording import MODELLED, WHAT_THIS_IS_NOT, listed
from stepwell.kinetics.course import CLOCK_H
from stepwell.kinetics.exposure import Days
from stepwell.kinetics.people import Eliminator
from stepwell.kinetics.quantities import NEGLIGIBLE
from stepwell.kinetics.rates import Floats
from stepwell.plan.plan import Plan


SCALE = (
    "Active level: diazepam 10 mg a day, once settled in a typical person, is 1. Active"
    " metabolites are counted once."
)
CLOCK = "Doses are taken to be swallowed at {hours}."
BY_TABLE = "Drugs are put on this scale by {tables}; other tables say otherwise."
LEFT_OUT = "The level drawn is that of {drawn} alone; {missing} is not in it."


@dataclass(frozen=True)
class CurveView:
    """The levels of a plan.

    ``of_plan`` is the title of the plan.  All numbers stay numbers: a level is not a
    dose.
    """

    of_plan: str
    plan: Plan
    levels: PlanLevels
    software: str = __version__

    @property
    def title(self) -> str:
        """What the page is called."""
        return f"The modelled level in {self.of_plan[0].lower()}{self.of_plan[1:]}"

    @property
    def start(self) -> date:
        """The first day."""
        return self.plan.start

    @cached_property
    def drugs(self) -> tuple[LevelView, ...]:
        """What is said of each drug, or why nothing is drawn."""
        return level_views(self.levels)

    @property
    def is_drawn(self) -> bool:
        """Tell whether there is any level to draw."""
        return bool(self.levels.drawn)

    @property
    def why_not(self) -> str:
        """Why drugs have no level, each reason once."""
        return "; ".join(dict.fromkeys(drug.reason for drug in self.drugs))

    @property
    def drawn(self) -> list[str]:
        """The drugs whose level is drawn."""
        return [each.drug for each in self.levels.drawn]

    @cached_property
    def typical(self) -> Days:
        """Each day's level of everything drawn, in a typical person."""
        return self.levels.total(Eliminator.TYPICAL)

    @cached_property
    def mean_of(self) -> dict[str, Floats]:
        """Each day's mean level of each drug drawn, in a typical person.

        All stand on one scale: on each day they add up to the typical mean.
        """
        return {each.drug: each.typical.days.mean for each in self.levels.drawn}

    @cached_property
    def swap(self) -> SwapDays | None:
        """The days around the swaps; None without a crossover or without all levels."""
        return swap_days(self.plan) if self.levels.all_drawn else None

    @cached_property
    def slow_mean(self) -> Floats:
        """Each day's mean level in a slow eliminator."""
        return self.levels.total(Eliminator.SLOW).mean

    @cached_property
    def fast_mean(self) -> Floats:
        """Each day's mean level in a fast eliminator."""
        return self.levels.total(Eliminator.FAST).mean

    @cached_property
    def widest(self) -> tuple[Floats, Floats]:
        """Each day's lowest and highest mean over everything that is uncertain.

        Slow to fast eliminators, the metabolites' potency and the table's range.
        """
        days = len(self.typical.mean)
        low, high = np.zeros(days), np.zeros(days)
        for each in self.levels.drawn:
            low += each.exposures[Eliminator.FAST].band[0]
            high += each.exposures[Eliminator.SLOW].band[1]
        return low, high

    def day(self, place: int) -> date:
        """The date of a day counted from 0."""
        return self.start + timedelta(days=place)

    @property
    def notes(self) -> tuple[str, ...]:
        """What has to be said beside any level."""
        hours = ", ".join(f"{hour:02.0f}:00 ({time})" for time, hour in CLOCK_H.items())
        tables = listed(list(self.levels.tables))
        return (
            MODELLED,
            SCALE,
            BY_TABLE.format(tables=tables),
            CLOCK.format(hours=hours),
            *self._left_out,
        )

    @property
    def _left_out(self) -> tuple[str, ...]:
        """A word on drugs that the drawn level does not contain."""
        missing = [drug.drug for drug in self.drugs if drug.reason]
        if not (missing and self.is_drawn):
            return ()
        return (LEFT_OUT.format(drawn=listed(self.drawn), missing=listed(missing)),)

    @property
    def what_this_is_not(self) -> tuple[str, ...]:
        """The sentences that stand on every document."""
        return WHAT_THIS_IS_NOT


def landmarks(view: CurveView) -> list[tuple[str, int]]:
    """Days worth naming, in words, with their place: the text alternative's rows."""
    named = sorted(_landmarks(view), key=itemgetter(1))
    return [
        ("; ".join(words for words, _ in same), place)
        for place, same in groupby(named, key=itemgetter(1))
    ]


def _landmarks(view: CurveView) -> Iterator[tuple[str, int]]:
    mean = view.typical.mean
    yield "the first day", 0
    for share, words in ((0.75, "three quarters"), (0.5, "half"), (0.25, "a quarter")):
        below = np.flatnonzero(mean <= share * mean[0])
        if len(below):
            yield f"first at {words} of the first day's level", int(below[0])
    last = (view.plan.end - view.start).days - 1
    yield "the last day of the plan", last
    gone = np.flatnonzero(mean[last:] <= NEGLIGIBLE * mean[last])
    if view.plan.stop_date is not None and len(gone):
        yield "almost nothing left", last + int(gone[0])
