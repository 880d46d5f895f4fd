"""Everything the agreed rule looks at on one day."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from stepwell.formulary import Formulary
from stepwell.journal.entry import CoDrugEntry
from stepwell.journal.journal import Journal
from stepwell.plan.finding import Finding
from stepwell.plan.plan import Plan, Step
from stepwell.plan.request import CoDrug, Request
from stepwell.plan.schedule import Schedule
from stepwell.planner.adaptation import Action, Adaptation, Because
from stepwell.planner.remade import HELD, has_next, held_until, rest_of, step_on
from stepwell.safety.case import Case
from stepwell.safety.lived import Lived
from stepwell.safety.review import review
from stepwell.safety.rules import OF_THE_JOURNAL


WAIT_DAYS, HOLD_DAYS = 7, 14
"""How far the next change is put off (work ``stepwell_proposal``)."""


@dataclass(frozen=True)
class Moment:
    """An agreed plan, the request it came from, and what was lived until a day.

    ``case`` knows the journal, the other medicines it names included; ``agreed`` does
    not.
    """

    plan: Plan
    request: Request
    formulary: Formulary
    case: Case
    agreed: Case
    lived: Lived

    @classmethod
    def of(
        cls,
        plan: Plan,
        request: Request,
        journal: Journal,
        on: date,
        formulary: Formulary,
    ) -> "Moment":
        """Lay a journal up to a day beside a plan."""
        schedule = Schedule.of_plan(plan)
        lived = Lived.until(on, journal, schedule)
        agreed = Case.of_request(request, formulary, schedule)
        told = (*request.co_drugs, *_told(lived.journal))
        request = replace(request, co_drugs=tuple(dict.fromkeys(told)))
        case = replace(agreed, request=request, lived=lived)
        return cls(plan, request, formulary, case, agreed, lived)

    @property
    def on(self) -> date:
        """The day that is looked at."""
        return self.lived.on

    @property
    def step(self) -> Step:
        """The step in force; the day has to lie within the plan."""
        return step_on(self.plan, self.on)

    @cached_property
    def rest(self) -> Plan:
        """The plan from the day on."""
        return rest_of(self.plan, self.on)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the journal adds to the review of the agreed plan."""
        agreed = review(self.agreed, OF_THE_JOURNAL)
        return tuple(
            each for each in review(self.case, OF_THE_JOURNAL) if each not in agreed
        )

    def said_by(self, *rules: str) -> list[Because]:
        """What some rules find in the journal, as reasons."""
        return [
            Because(found.text, found.source)
            for found in self.findings
            if found.rule in rules
        ]

    def holding(self, days: int, *because: Because) -> Adaptation:
        """A proposal to change nothing for so many days at least.

        The agreed plan stands where its next change comes no earlier anyway.
        """
        action = Action.WAIT if days == WAIT_DAYS else Action.HOLD
        until = self.on + timedelta(days=days)
        held = held_until(self.rest, until, HELD)
        changed = has_next(self.rest) and held != self.rest
        return Adaptation(action, self.on, because, held if changed else None)


def _told(journal: Journal) -> Iterator[CoDrug]:
    """The medicines that the journal says were started or stopped."""
    for entry, taken in journal.of_kind(CoDrugEntry):
        if taken.starts:
            yield CoDrug(taken.name, started=entry.day)
        else:
            yield CoDrug(taken.name, stopped=entry.day)
