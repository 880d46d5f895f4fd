"""The case: everything a rule may look at."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from stepwell.formulary import Formulary
from stepwell.plan.care import Care
from stepwell.plan.limit import Reason
from stepwell.plan.person import Person, RedFlag, UseHistory
from stepwell.plan.regimen import Regimen
from stepwell.plan.request import Author, CurrentDose, Override, Request
from stepwell.plan.schedule import Schedule
from stepwell.safety.dependence import (
    Band,
    dose_band,
    highest_band,
    is_brief_or_rare,
    likely_dependent,
    suggests_dependence,
)
from stepwell.safety.falls import Fall, falls
from stepwell.safety.scale import Scale, default_table
from stepwell.safety.tiers import Tier, tier_of


if TYPE_CHECKING:
    from stepwell.safety.lived import Lived

LONG_ACTING = "long"


@dataclass(frozen=True)
class Case:
    """A person, what is taken, and (unless it is triage) a schedule.

    ``author`` is None when a stranger's schedule is reviewed: then rules on who
    wrote what are cautions.  ``request`` is None then, too.  ``lived`` is what the
    journal knows of the schedule; None where nobody keeps one.
    """

    person: Person
    use: UseHistory
    today: Regimen
    day: date
    scale: Scale
    formulary: Formulary
    market: str
    schedule: Schedule | None = None
    author: Author | None = None
    overrides: tuple[Override, ...] = ()
    request: Request | None = None
    lived: "Lived | None" = None

    @classmethod
    def of_request(
        cls, request: Request, formulary: Formulary, schedule: Schedule | None = None
    ) -> "Case":
        """Make the case of a request; without a schedule it is triage."""
        table = request.equivalence or default_table(request.market)
        return cls(
            person=request.person,
            use=request.use,
            today=regimen_of(request.current),
            day=request.start,
            scale=Scale.using(formulary, table),
            formulary=formulary,
            market=request.market,
            schedule=schedule,
            author=request.author,
            overrides=request.overrides if request.by_prescriber else (),
            request=request,
        )

    @property
    def care(self) -> Care:
        """The prescriber and the dates agreed with them; nothing of a stranger's."""
        return self.request.care if self.request is not None else Care()

    @property
    def red_flags(self) -> frozenset[RedFlag]:
        """The red flags that stand, told beforehand or in the journal."""
        raised = self.lived.red_flags if self.lived is not None else ()
        return self.person.red_flags | {each.flag for each in raised}

    @property
    def months(self) -> int | None:
        """Whole months of use on the day of the plan; None when unknown."""
        return self.use.months_until(self.day)

    @cached_property
    def scales(self) -> tuple[Scale, ...]:
        """The scales that G01 and G02 judge by: the one in use.

        When a person names another table than the market's, the market's judges
        too, so that nobody undoes a stop by choosing a laxer table (work
        ``stepwell_proposal``).  A prescriber's choice stands.
        """
        usual = default_table(self.market)
        if self.author is not Author.PERSON or self.scale.table.id == usual:
            return (self.scale,)
        return (self.scale, Scale.using(self.formulary, usual))

    @property
    def band(self) -> Band:
        """The size of today's daily dose, by whichever scale makes it larger."""
        return highest_band(dose_band(self.today, scale) for scale in self.scales)

    @property
    def dependent(self) -> bool:
        """Tell whether clinically significant withdrawal has to be expected.

        By the guideline's table, or by a sign of it (``stepwell_proposal``).
        """
        days = self.use.days_per_week
        return self._signs or likely_dependent(self.months, days, self.band)

    @property
    def brief_or_rare(self) -> bool:
        """Tell whether use is so short or rare that no taper is drafted by itself.

        Never where something speaks for dependence (``stepwell_proposal``).
        """
        days = self.use.days_per_week
        return not self._signs and is_brief_or_rare(self.months, days)

    @property
    def _signs(self) -> bool:
        drugs = map(self.formulary.drug, self.today.drugs)
        long_acting = any(drug.course.text == LONG_ACTING for drug in drugs)
        days = self.use.days_per_week
        return suggests_dependence(self.person, days, self.band, long_acting)

    @property
    def tier(self) -> tuple[Tier, tuple[Reason, ...]]:
        """The tier of risk and why."""
        return tier_of(self.person, self.months, self.brief_or_rare, self.band)

    @cached_property
    def falls(self) -> tuple[Fall, ...]:
        """The falls of the schedule by the table in use; none without a schedule."""
        return self._falls_by(self.scale)

    def falls_by(self, scale: Scale) -> tuple[Fall, ...]:
        """The falls of the schedule by any scale; none without a schedule."""
        return self.falls if scale is self.scale else self._falls_by(scale)

    def _falls_by(self, scale: Scale) -> tuple[Fall, ...]:
        return tuple(falls(self.schedule, scale)) if self.schedule else ()

    @property
    def by_prescriber(self) -> bool:
        """Tell whether a prescriber is known to have authored the plan."""
        return self.author is Author.PRESCRIBER

    def overridden(self, rule: str) -> Override | None:
        """The prescriber's override of a rule, if there is one."""
        return next((each for each in self.overrides if each.rule == rule), None)


def regimen_of(current: tuple[CurrentDose, ...]) -> Regimen:
    """The regimen that is taken now."""
    return Regimen.of((dose.drug, dose.time, dose.amount) for dose in current)
