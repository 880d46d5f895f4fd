"""A schedule: what anybody's plan says, right or wrong, ready to be reviewed.

Unlike a `Plan` it may rise, stop or skip: that is for the review to find.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from stepwell.plan.plan import Dose, Plan
from stepwell.plan.regimen import NOTHING_TAKEN, Regimen


@dataclass(frozen=True, slots=True)
class Period:
    """Consecutive days with one regimen; step 0 is what is taken today.

    ``doses`` say what makes the regimen, where that is known.
    """

    number: int
    start: date
    days: int
    regimen: Regimen
    doses: tuple[Dose, ...] = ()

    @property
    def end(self) -> date:
        """The first day after it."""
        return self.start + timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class Schedule:
    """Periods in time order.

    ``ends`` is true when the schedule itself says what comes after its last
    period: nothing (its last period takes nothing) or the same dose for good.
    """

    periods: tuple[Period, ...]
    ends: bool

    @classmethod
    def of_plan(cls, plan: Plan) -> "Schedule":
        """See a plan as a schedule that begins with the present regimen."""
        today = Period(0, plan.start - timedelta(days=14), 14, plan.before)
        steps = [
            Period(step.number, step.start, step.days, step.regimen, step.doses)
            for step in plan.steps
        ]
        after = []
        if plan.stop_date is not None:
            number = plan.steps[-1].number + 1
            after.append(Period(number, plan.stop_date, 14, NOTHING_TAKEN))
        return cls((today, *steps, *after), ends=True)

    @classmethod
    def of(cls, planned: "Planned") -> "Schedule":
        """The schedule of a plan; a schedule is one already."""
        return cls.of_plan(planned) if isinstance(planned, Plan) else planned

    @classmethod
    def of_nothing(cls, first: date, days: int) -> "Schedule":
        """Some days for which nobody planned anything."""
        return cls((Period(0, first, days, NOTHING_TAKEN),), ends=False)

    @property
    def start(self) -> date:
        """The first day after what is taken today."""
        return self.periods[0].end

    def within(self, first: date, end: date) -> Iterator[Period]:
        """The periods, or parts of them, from one day until the day before another.

        The last period goes on for as long as it takes, and the first reaches back no
        further than it says.
        """
        *earlier, last = self.periods
        lasting = replace(last, days=max((end - last.start).days, last.days))
        for period in (*earlier, lasting):
            begins, ends = max(period.start, first), min(period.end, end)
            if begins < ends:
                yield replace(period, start=begins, days=(ends - begins).days)

    @property
    def drugs(self) -> tuple[str, ...]:
        """Every drug in it, each once, in order of appearance."""
        named = [drug for period in self.periods for drug in period.regimen.drugs]
        return tuple(dict.fromkeys(named))

    @property
    def new_drugs(self) -> tuple[str, ...]:
        """Drugs that are not taken today but appear later."""
        today = self.periods[0].regimen.drugs
        return tuple(drug for drug in self.drugs if drug not in today)


Planned = Plan | Schedule
"""A plan, or the schedule of several that followed each other."""
