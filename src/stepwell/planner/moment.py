"""Everything the agreed rule looks at on one day."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from stepwell.formulary import Formulary
from stepwell.journal.entry import CoDrugEntry
from stepwell.journal.journal import Journal
from stepwell.plan.finding import Finding
from stepwell.plan.plan import Dose, Plan, Step
from stepwell.plan.regimen import Regimen
from stepwell.plan.request import CoDrug, CurrentDose, Earlier, Request
from stepwell.plan.schedule import Schedule
from stepwell.planner.adaptation import HOLDING, Action, Adaptation, Because
from stepwell.planner.made import made_doses
from stepwell.planner.remade import (
    HELD,
    awaiting,
    has_next,
    held_until,
    rest_of,
    step_on,
)
from stepwell.safety.case import Case, regimen_of
from stepwell.safety.lived import Lived
from stepwell.safety.review import review
from stepwell.safety.rules import OF_THE_JOURNAL


WAIT_DAYS = 7
"""How far the next change is put off (work ``stepwell_proposal``)."""


@dataclass(frozen=True, slots=True)
class StepBefore:
    """The doses of the step before, and the day on which it was left."""

    doses: tuple[Dose, ...]
    left_on: date

    @property
    def regimen(self) -> Regimen:
        """What was taken on each of its days."""
        return Regimen.of((dose.drug, dose.time, dose.amount) for dose in self.doses)


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
        """Lay a journal up to a day beside a plan.

        The formulary is read with the products that the request adds to it.
        """
        formulary = formulary.with_products(request.custom_products)
        schedule = Schedule.of_plan(plan)
        lived = Lived.until(on, journal, schedule, request.earlier)
        agreed = Case.of_request(request, formulary, schedule)
        told = _with_told(request.co_drugs, lived.journal)
        request = replace(request, co_drugs=told)
        case = replace(agreed, request=request, lived=lived)
        return cls(plan, request, formulary, case, agreed, lived)

    @property
    def on(self) -> date:
        """The day that is looked at."""
        return self.lived.on

    @property
    def has_begun(self) -> bool:
        """Tell whether a change of the plan has been made."""
        return self.on > self.plan.start

    @property
    def has_ended(self) -> bool:
        """Tell whether the medicine was stopped; a lower dose as goal never ends."""
        return self.plan.stop_date is not None and self.on > self.plan.stop_date

    @property
    def step(self) -> Step:
        """The step in force; the plan has begun and not ended."""
        return step_on(self.plan, self.on)

    @cached_property
    def rest(self) -> Plan | None:
        """The plan from the day on; None after its stop.

        None as well before its start, where today's doses cannot be made for it.
        """
        if self.has_ended:
            return None
        if self.has_begun:
            return rest_of(self.plan, self.on)
        before = self.plan.before
        doses = made_doses(before, self.plan, self.request, self.formulary)
        return awaiting(self.plan, self.on, doses) if doses else None

    @cached_property
    def step_before(self) -> StepBefore | None:
        """The last step with other doses, of this version or the one before it."""
        step, steps = self.step, self.plan.steps
        for earlier in reversed(steps[: step.number - 1]):
            if earlier.regimen != step.regimen:
                return StepBefore(earlier.doses, steps[earlier.number].start)
        known = self.request.earlier
        if known is None or not known.before:
            return None
        regimen = regimen_of(known.before)
        doses = made_doses(regimen, self.plan, self.request, self.formulary)
        return StepBefore(doses, known.cut) if doses else None

    def earlier_after(self, action: Action) -> Earlier | None:
        """What a version that begins on this day has to know of the days before.

        A step back is forgotten once it was made, or the doses are others.
        """
        if not self.has_begun:
            return self.request.earlier
        if action not in (*HOLDING, Action.SLOW):
            return Earlier(self.lived.began, self.on)
        before = self.step_before
        amounts = before.regimen.amounts if before is not None else {}
        doses = (
            CurrentDose(drug, time, amount) for (drug, time), amount in amounts.items()
        )
        began = self.lived.began
        return Earlier(began, max(began, self.lived.cut), tuple(doses))

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
        if self.rest is None:
            return Adaptation(action, self.on, (*because, NOT_MAKEABLE))
        held = held_until(self.rest, self.on + timedelta(days=days), HELD)
        changed = has_next(self.rest) and held != self.rest
        return Adaptation(action, self.on, because, held if changed else None)


NOT_MAKEABLE = Because(
    "Stay on the dose you take, and do not begin the plan yet: what today's dose is"
    " made of is not known here, so no new plan can be written.",
    "stepwell_proposal",
)


def _with_told(known: Iterable[CoDrug], journal: Journal) -> tuple[CoDrug, ...]:
    """Other medicines with what the journal says of their starts and stops."""
    found = list(known)
    for entry, told in journal.of_kind(CoDrugEntry):
        open_ones = [
            place
            for place, each in enumerate(found)
            if each.name.casefold() == told.name.casefold() and each.stopped is None
        ]
        if told.starts:
            if not open_ones:
                found.append(CoDrug(told.name, started=entry.day))
        elif open_ones:
            place = open_ones[-1]
            found[place] = replace(found[place], stopped=entry.day)
        else:
            found.append(CoDrug(told.name, stopped=entry.day))
    return tuple(found)
