"""Every formulation of the formulary that may be drawn (grade A to C)."""

from functools import cache

from stepwell.formulary import load_formulary
from stepwell.kinetics.drug_model import UNDRAWABLE_GRADE, drug_model


FORMULARY = load_formulary()

DRAWN = {
    formulation.id: (drug.id, formulation.extended_release)
    for drug in FORMULARY.drugs.values()
    for formulation in drug.formulations
    if formulation.grade != UNDRAWABLE_GRADE
}
"""By the id of the formulation: its drug, and whether the release is extended."""


@cache
def known(formulation):
    """The drug model of a formulation by its id."""
    drug, extended_release = DRAWN[formulation]
    return drug_model(FORMULARY.drug(drug), extended_release=extended_release)


def model_of(formulation):
    """The model of a formulation by its id."""
    return known(formulation).model
