"""When each drug of a plan ends, and when it has left the body."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from stepwell.documents.ending_views import WashoutView
from stepwell.documents.figures import about_days
from stepwell.documents.plan_levels import PlanLevels
from stepwell.documents.wording import day_words
from stepwell.formulary import Drug, Formulary
from stepwell.kinetics.forecast import Forecast, Undrawn, washout_days
from stepwell.kinetics.people import Eliminator
from stepwell.plan.plan import Plan


DAY = timedelta(days=1)
LEAVES = {
    "short": "It leaves quickly, within days rather than weeks (unverified).",
    "intermediate": "It leaves within days rather than weeks (unverified).",
    "long": "It leaves slowly: it, or what the body makes of it, can stay for weeks"
    " (unverified).",
}
"""What is said of a drug without a drawn level, by its course."""


@dataclass(frozen=True)
class Ending:
    """The end of one drug: its last day with a dose, and its levels."""

    drug: Drug
    last_day: date
    found: Forecast | Undrawn

    @property
    def course(self) -> str:
        """Short, intermediate or long: how soon symptoms may follow the stop."""
        return self.drug.course.text

    @cached_property
    def washout(self) -> WashoutView:
        """When it has left the body, active metabolites included."""
        name, found = self.drug.id, self.found
        if isinstance(found, Undrawn):
            text = f"No level of {name} is drawn: {found.reason}. {LEAVES[self.course]}"
            return WashoutView(name, self.last_day, text)
        days = [
            washout_days(found.body, found.course, speed)
            for speed in (Eliminator.TYPICAL, Eliminator.SLOW)
        ]
        typical, slow = (self.last_day + (1 + int(each)) * DAY for each in days)
        what = f"{name} and of what the body makes of it" if self._lives_on else name
        also = f"after {about_days(days[1])}, about {day_words(slow)}"
        text = (
            f"Almost nothing of {what} is left {about_days(days[0])} after the last"
            f" dose, about {day_words(typical)}; in people who clear it slowly"
            f" {'by that day, too' if slow == typical else also}. Modelled, not"
            " measured."
        )
        return WashoutView(name, self.last_day, text, typical, slow)

    @property
    def _lives_on(self) -> bool:
        return bool(self.drug.metabolites)


def endings(plan: Plan, levels: PlanLevels, formulary: Formulary) -> Iterator[Ending]:
    """Give the end of every drug that a plan brings to zero, the first end first."""
    found = {each.drug: each for each in levels.forecasts}
    last_days = dict.fromkeys(plan.before.drugs, plan.start - DAY)
    for step in plan.steps:
        last_days.update(dict.fromkeys(step.regimen.drugs, step.end - DAY))
    for drug, last_day in sorted(last_days.items(), key=lambda each: each[1]):
        yield Ending(formulary.drug(drug), last_day, found[drug])
