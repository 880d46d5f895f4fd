"""What a plan meets: a journal up to a day, laid beside the schedule.

The day is looked at in the morning, before its doses: a change that is due on it has
not been made yet, and is what may still be put off.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

from stepwell.journal.intake import DayIntake, UsualIntake, intakes, usual_intake
from stepwell.journal.journal import Journal
from stepwell.journal.standing import Standing, standing
from stepwell.plan.request import Earlier
from stepwell.plan.schedule import Period, Schedule
from stepwell.safety.red_flags import RaisedFlag, raised_flags


LOOK_BACK_DAYS = 14


@dataclass(frozen=True)
class Lived:
    """A journal as far as a day, and the schedule that was to be followed.

    ``earlier`` is what was followed before this version of it.
    """

    journal: Journal
    schedule: Schedule
    on: date
    earlier: Earlier | None = None

    @classmethod
    def until(
        cls,
        on: date,
        journal: Journal,
        schedule: Schedule,
        earlier: Earlier | None = None,
    ) -> "Lived":
        """What was lived until the end of a day."""
        return cls(journal.up_to(on), schedule, on, earlier)

    @property
    def began(self) -> date:
        """The first day of the plan, or of its first version."""
        return self.earlier.began if self.earlier else self.schedule.periods[0].end

    @cached_property
    def red_flags(self) -> tuple[RaisedFlag, ...]:
        """The red flags that stand."""
        return raised_flags(self.journal)

    @property
    def period(self) -> Period:
        """The period in force in the morning; the nearest one outside the schedule."""
        return self._in_force(self.on - timedelta(days=1))

    @cached_property
    def cut(self) -> date:
        """The day since which the dose in force has been the planned one.

        The start of the schedule's first period where nothing has changed since.
        """
        begun = [each for each in self.schedule.periods if each.start < self.on]
        for earlier, period in reversed(list(pairwise(begun))):
            if period.regimen != earlier.regimen:
                return period.start
        return self._known_from

    @property
    def _known_from(self) -> date:
        """The day since which it is known what was planned."""
        return self.earlier.cut if self.earlier else self.schedule.periods[0].start

    @cached_property
    def standing(self) -> Standing:
        """How the person is on the day."""
        return self.standing_on(self.on)

    def standing_on(self, day: date) -> Standing:
        """How the person was on a day."""
        return standing(self.journal, began=self.began, on=day)

    @cached_property
    def recent_intake(self) -> tuple[DayIntake, ...]:
        """The doses of the last 14 days, the day itself left out.

        As far back as it is known what was planned, today's dose before the plan
        included.
        """
        days = [self.on - timedelta(days=back) for back in range(LOOK_BACK_DAYS, 0, -1)]
        known = [day for day in days if day >= self._known_from]
        planned = {day: self._in_force(day).regimen for day in known}
        return intakes(self.journal, planned)

    @property
    def usual_intake(self) -> UsualIntake:
        """What was usually taken in those days."""
        return usual_intake(self.recent_intake)

    def _in_force(self, day: date) -> Period:
        periods = self.schedule.periods
        begun = [period for period in periods if period.start <= day]
        return begun[-1] if begun else periods[0]
