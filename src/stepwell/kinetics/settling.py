"""How long a drug's level needs to settle again when something changes its clearance.

The doses stay as they are, so the absorption goes on as before: what counts is how
slowly the drug and its active metabolites leave the body after the change.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from stepwell.formulary import Drug
from stepwell.kinetics.drug_model import NotModelledError, drug_model
from stepwell.kinetics.model import Disposition
from stepwell.kinetics.modifiers import phases, undrawable
from stepwell.kinetics.people import Eliminator
from stepwell.plan.person import Person
from stepwell.plan.request import CoDrug


@dataclass(frozen=True, slots=True)
class Slowest:
    """The analyte that leaves the body last; its half-life in whole hours, up."""

    analyte: str
    half_life_h: int


def slowest_after(
    drug: Drug, person: Person, co_drugs: Sequence[CoDrug], day: date
) -> Slowest:
    """The slowest active analyte of a drug with the co-drugs that are taken on a day.

    For a typical eliminator with what is known of the person.  Raises
    NotModelledError where nobody can say.
    """
    reason = undrawable(person)
    if reason:
        raise NotModelledError(reason)
    known = drug_model(drug)
    taken = [CoDrug(each.name, day) for each in co_drugs if _is_taken(each, day)]
    *_, after = phases(known.model, drug, person, Eliminator.TYPICAL, taken, day)
    hours = {each.name: half_life_h(each.disposition) for each in after.model.analytes}
    slowest = max(hours, key=lambda name: hours[name])
    return Slowest(slowest, math.ceil(hours[slowest]))


def _is_taken(co_drug: CoDrug, day: date) -> bool:
    begun = co_drug.started is None or co_drug.started <= day
    return begun and (co_drug.stopped is None or co_drug.stopped > day)


def half_life_h(disposition: Disposition) -> float:
    """The terminal half-life of one or two compartments, in hours, in closed form.

    With the rates out (k10), across (k12) and back (k21) the slower of the two decays
    goes with ``(s - sqrt(s^2 - 4 k10 k21)) / 2``, where s is the sum of the three.
    """
    out = disposition.cl_l_per_h / disposition.v1_l
    if not disposition.has_two_compartments:
        return math.log(2) / out
    across = disposition.q_l_per_h / disposition.v1_l
    back = disposition.q_l_per_h / disposition.v2_l
    total = out + across + back
    faster = (total + math.sqrt(total**2 - 4 * out * back)) / 2
    return math.log(2) * faster / (out * back)
