"""How long no dose changes after another medicine starts or stops.

The fact sheet asks to go on no earlier than 5 half-lives after the new steady state.
After 5 half-lives a 32nd of a change is left, which counts as settled everywhere
here, so it is 10 in all: 5 to the new level, 5 more on it.  They are those of the
slowest active substance after the change, of a typical eliminator of the person's
age and flags, in our model.  It is never less than the 14 days between two changes
of dose, and 28 days at least where there is no model.  How long the other medicine
itself takes to come and go is not known to us.  (Work ``stepwell_proposal``.)
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from stepwell.formulary import Drug
from stepwell.safety.case import Case


if TYPE_CHECKING:
    from stepwell.kinetics.settling import Slowest

TO_THE_NEW_LEVEL = FURTHER = 5
SHORTEST_DAYS = 14
WITHOUT_MODEL_DAYS = 28
DAY_H = 24


@dataclass(frozen=True, slots=True)
class Settling:
    """Days to wait after a change of exposure, and how that number came about."""

    days: int
    reason: str


def days_to_settle(case: Case, drug_id: str, day: date) -> int | None:
    """Days from a new dose of a drug to its new level; None without a model."""
    slowest = _slowest(case, case.formulary.drug(drug_id), day)
    if slowest is None:
        return None
    return -(-TO_THE_NEW_LEVEL * slowest.half_life_h // DAY_H)


def settling(case: Case, drug: Drug, day: date) -> Settling:
    """How long the level of a drug needs after a co-drug starts or stops on a day."""
    slowest = _slowest(case, drug, day)
    if slowest is None:
        return Settling(
            WITHOUT_MODEL_DAYS,
            f"How fast {drug.id} leaves the body is not known well enough here, so that"
            f" is {WITHOUT_MODEL_DAYS} days, unverified.",
        )
    half_lives = TO_THE_NEW_LEVEL + FURTHER
    days = -(-half_lives * slowest.half_life_h // DAY_H)
    if days < SHORTEST_DAYS:
        return Settling(
            SHORTEST_DAYS,
            f"That is {SHORTEST_DAYS} days, the shortest time between two changes"
            f" (stepwell_proposal); {half_lives} half-lives of {slowest.analyte} are"
            " less.",
        )
    return Settling(
        days,
        f"That is {TO_THE_NEW_LEVEL} half-lives of {slowest.analyte}, of about"
        f" {slowest.half_life_h} hours, to the new level and {FURTHER} more"
        " (stepwell_proposal).",
    )


def _slowest(case: Case, drug: Drug, day: date) -> "Slowest | None":
    """What leaves the body last with the co-drugs of a day; None without a model."""
    # Only somebody who needs it waits for the arithmetic room to load.
    from stepwell.kinetics.drug_model import NotModelledError
    from stepwell.kinetics.settling import slowest_after

    assert case.request is not None  # that is where co-drugs stand
    try:
        return slowest_after(drug, case.person, case.request.co_drugs, day)
    except NotModelledError:
        return None
