"""Whether a case moves from one drug to another, and which drug goes up."""

from stepwell.plan.request import Method
from stepwell.plan.schedule import Schedule
from stepwell.quantities import Mass
from stepwell.safety.case import Case


DIAZEPAM = "diazepam"


def asks_for_switch(case: Case) -> bool:
    """Tell whether the request itself wants a crossover."""
    return case.request is not None and case.request.method is Method.CROSSOVER


def added_drugs(case: Case) -> tuple[str, ...]:
    """Drugs that a schedule brings in, or raises while another one goes down."""
    if case.schedule is None:
        return ()
    schedule, drugs = case.schedule, case.schedule.drugs
    if len(drugs) < 2:
        return schedule.new_drugs
    today = schedule.periods[0].regimen
    return tuple(drug for drug in drugs if highest(schedule, drug) > today.total(drug))


def highest(schedule: Schedule, drug: str) -> Mass:
    """The highest total daily dose of a drug in a schedule."""
    return max(period.regimen.total(drug) for period in schedule.periods)


def switches(case: Case) -> bool:
    """Tell whether another drug is asked for or appears."""
    return asks_for_switch(case) or bool(added_drugs(case))


def switches_to_diazepam(case: Case) -> bool:
    """Tell whether diazepam takes the place of another drug."""
    return asks_for_switch(case) or DIAZEPAM in added_drugs(case)
