"""Milligrams in the request of a crossover: of which drug they are (H06).

A milligram of one drug is no milligram of the other, so what was asked of the old drug
is never read as diazepam.
"""

from collections.abc import Iterator

from stepwell.plan.crossover import DIAZEPAM
from stepwell.plan.request import Request
from stepwell.planner.swap_pair import Amounts
from stepwell.quantities import Mass


SAY_DIAZEPAM = f'goal.drug: "{DIAZEPAM}" where milligrams of diazepam are meant'


def left_after(old: str, old_left: Amounts) -> str:
    """The drug that goes down first after the swaps."""
    return old if old_left else DIAZEPAM


def lost_mass(
    request: Request, old: str, old_left: Amounts, new: Amounts
) -> tuple[str, str] | None:
    """A mass that would be read as another drug's, and what would change that."""
    meant = request.goal.drug or old
    going_down = [left_after(old, old_left)]
    if request.goal.stops and old_left:
        going_down.append(DIAZEPAM)
    for what, mass, instead in _masses(request):
        if going_down != [meant]:
            others = " and then ".join(going_down)
            return (
                f"{what} of {mass.words} is of {meant}, and {others} is what goes down"
                " after the swaps",
                f"{instead}; or {SAY_DIAZEPAM}",
            )
        total = Mass(sum((new if meant == DIAZEPAM else old_left).values()))
        if mass >= total:
            return (
                f"{what} of {mass.words} of {meant} is not below the {total.words}"
                " after the swaps",
                instead,
            )
    return None


def _masses(request: Request) -> Iterator[tuple[str, Mass, str]]:
    """Each mass of the request that is of one drug, and what may be said instead."""
    goal, pace = request.goal, request.pace
    if goal.reduce_to is not None:
        yield (
            "the goal",
            goal.reduce_to,
            "stopping as the goal, the direct method, or another most_diazepam_a_day",
        )
    if goal.final_dose is not None:
        yield "the final dose", goal.final_dose, "no goal.final_dose"
    if pace.amount is not None:
        yield "the step", pace.amount, "pace.reduction_percent"
