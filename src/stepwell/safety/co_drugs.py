"""Other medicines that start or stop around a plan, and what that does to a drug.

A co-drug that was started long before the plan is a settled state: the dose of today
was found with it, so it changes nothing and is left out.  What counts is a start or
stop from 14 days before the plan begins to 28 days after it ends, and one before that
for as long as the level still settles (work ``stepwell_proposal``).  A crossover
brings diazepam in, so that is a drug of the case from the start.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from stepwell.formulary import Span
from stepwell.plan.crossover import DIAZEPAM
from stepwell.plan.request import CoDrug
from stepwell.plan.schedule import Period, Schedule
from stepwell.safety.case import Case
from stepwell.safety.settling import settling
from stepwell.safety.switch import asks_for_switch


BEFORE = timedelta(days=14)
AFTER = timedelta(days=28)
"""Also how long a drug that has been stopped counts as still in the body."""


@dataclass(frozen=True, slots=True)
class CoDrugChange:
    """A co-drug that starts or stops, or both, while some drugs are taken.

    ``period`` is what is in force on that day; None before there is a schedule and
    after its end.
    """

    name: str
    starts: date | None
    stops: date | None
    drugs: tuple[str, ...]
    period: Period | None = None

    @property
    def step(self) -> int | None:
        """The number of the step that is in force."""
        return None if self.period is None else self.period.number


def co_drugs_of(case: Case) -> tuple[CoDrug, ...]:
    """The co-drugs that were named; none in the review of a stranger's schedule."""
    return case.request.co_drugs if case.request is not None else ()


def co_drug_changes(case: Case) -> Iterator[CoDrugChange]:
    """Give each start and stop by itself; both together before there is a schedule."""
    for co_drug in co_drugs_of(case):
        starts = _within(case, co_drug.name, co_drug.started)
        stops = _within(case, co_drug.name, co_drug.stopped)
        if case.schedule is not None:
            for days in ((starts, None), (None, stops)):
                if any(days):
                    yield _change(case, co_drug.name, case.schedule, *days)
        elif starts or stops:
            yield CoDrugChange(co_drug.name, starts, stops, _drugs(case))


def taken_already(case: Case) -> tuple[CoDrug, ...]:
    """The co-drugs that are taken when the plan begins."""
    return tuple(
        each
        for each in co_drugs_of(case)
        if (each.started is None or each.started <= case.day)
        and (each.stopped is None or each.stopped > case.day)
    )


def exposure_factors(clearance: Span, *, starts: bool) -> tuple[Fraction, Fraction]:
    """The least and the largest factor on the exposure at steady state, exactly.

    The exposure is the inverse of the clearance, and a stop undoes a start.
    """
    low, high = Fraction(clearance.low), Fraction(clearance.high)
    return (1 / high, 1 / low) if starts else (low, high)


def _within(case: Case, name: str, day: date | None) -> date | None:
    """The day itself when it falls within the plan, else None.

    Before there is a schedule nobody knows the end, so every later day does.
    """
    if day is None:
        return None
    if day < case.day - BEFORE and not _still_settles(case, name, day):
        return None
    if case.schedule is not None and day > _end(case.schedule) + AFTER:
        return None
    return day


def _still_settles(case: Case, name: str, day: date) -> bool:
    """Tell whether a start or stop before the plan still moves a level in it."""
    drugs = map(case.formulary.drug, _drugs(case))
    return any(
        day + timedelta(days=settling(case, drug, day).days) > case.day
        for drug in drugs
        if drug.modifiers_by(name)
    )


def _drugs(case: Case) -> tuple[str, ...]:
    """The drugs taken today, and diazepam where a crossover will bring it in."""
    coming = (DIAZEPAM,) if asks_for_switch(case) else ()
    return tuple(dict.fromkeys((*case.today.drugs, *coming)))


def _end(schedule: Schedule) -> date:
    """The first day after the last one with a dose."""
    return max(each.end for each in schedule.periods if not each.regimen.is_nothing)


def _change(
    case: Case,
    name: str,
    schedule: Schedule,
    starts: date | None,
    stops: date | None,
) -> CoDrugChange:
    """One of the two days; on a day before the first period its regimen holds, too."""
    when = max(filter(None, [starts, stops, schedule.periods[0].start]))
    period = _in_force(schedule, when)
    drugs = dict.fromkeys(
        (*_in_the_body(schedule, when), *_coming(case, schedule, when))
    )
    return CoDrugChange(name, starts, stops, tuple(drugs), period)


def _in_the_body(schedule: Schedule, day: date) -> Iterator[str]:
    """The drugs taken on that day or in the 28 days before it."""
    for period in schedule.periods:
        if period.start <= day <= period.end + AFTER:
            yield from period.regimen.drugs


def _coming(case: Case, schedule: Schedule, day: date) -> Iterator[str]:
    """Diazepam, where a crossover brings it in after that day."""
    for period in schedule.periods:
        if asks_for_switch(case) and period.start > day:
            yield from (drug for drug in period.regimen.drugs if drug == DIAZEPAM)


def _in_force(schedule: Schedule, day: date) -> Period | None:
    periods = schedule.periods
    return next((each for each in periods if each.start <= day < each.end), None)
