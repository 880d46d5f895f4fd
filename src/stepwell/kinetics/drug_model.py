"""The model of a drug as the formulary describes it, or why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from stepwell.formulary import Drug
from stepwell.formulary.drug import Formulation
from stepwell.kinetics.model import (
    DOSE,
    Absorption,
    Analyte,
    Disposition,
    Formation,
    Model,
    Potency,
)
from stepwell.sources import Sourced


UNDRAWABLE_GRADE = "D"
PARENT = "parent"
PRODRUG = "prodrug"


class NotModelledError(LookupError):
    """There is no model to draw a level with; the message says why."""


@dataclass(frozen=True, slots=True)
class DrugModel:
    """A model with how far it can be trusted.

    ``cv_clearance`` and ``cv_volume`` are coefficients of variation between people
    (fractions); ``grade`` is A (several agreeing sources) to C (thin or assumed).
    """

    drug: str
    model: Model
    grade: str
    grade_note: str
    cv_clearance: float
    cv_volume: float
    works: tuple[str, ...]


def drug_model(drug: Drug, *, extended_release: bool = False) -> DrugModel:
    """Build the model of a drug taken by mouth.

    Raises NotModelledError for a grade too poor to draw, or a release unknown.
    """
    formulation = _formulation(drug, extended_release)
    if formulation.grade == UNDRAWABLE_GRADE:
        raise NotModelledError(
            f"too little is known of how {drug.id} moves in the body to draw its level"
            f" (grade {formulation.grade})"
        )
    return DrugModel(
        drug=drug.id,
        model=Model(_absorptions(formulation), _analytes(drug, formulation)),
        grade=formulation.grade,
        grade_note=formulation.grade_note,
        cv_clearance=_share(formulation.values["cv_cl"]),
        cv_volume=_share(formulation.values["cv_v"]),
        works=formulation.works,
    )


def _formulation(drug: Drug, extended_release: bool) -> Formulation:
    for formulation in drug.formulations:
        if formulation.extended_release is extended_release:
            return formulation
    release = "extended" if extended_release else "immediate"
    raise NotModelledError(f"nothing is known of {drug.id} with {release} release")


def _absorptions(formulation: Formulation) -> tuple[Absorption, ...]:
    if not formulation.inputs:
        values = formulation.values
        return (Absorption(1.0, _number(values["ka"]), _number(values["lag"])),)
    return tuple(
        Absorption(*(float(portion[key]["value"]) for key in ("fraction", "ka", "lag")))
        for portion in formulation.inputs
    )


def _analytes(drug: Drug, formulation: Formulation) -> tuple[Analyte, ...]:
    """The drug itself (unless it is a prodrug), then its active metabolites."""
    parent = [] if formulation.model == PRODRUG else [_parent(drug, formulation)]
    metabolites = [_metabolite(drug, entry) for entry in drug.metabolites]
    return (*parent, *metabolites)


def _parent(drug: Drug, formulation: Formulation) -> Analyte:
    values = formulation.values
    flow, second = values.get("q_f"), values.get("v2_f")
    disposition = Disposition(
        _number(values["cl_f"]),
        _number(values["v1_f"]),
        _number(flow) if flow else 0.0,
        _number(second) if second else 0.0,
    )
    return Analyte(drug.id, disposition, Formation(DOSE))


def _metabolite(drug: Drug, entry: Mapping[str, Any]) -> Analyte:
    def number(key: str) -> float:
        return float(entry[key]["value"])

    named = entry["formed_from"]
    source = drug.id if named == PARENT else named
    return Analyte(
        entry["name"],
        Disposition(*(number(key) for key in ("cl", "v1", "q", "v2"))),
        Formation(source, number("fraction_formed"), number("mass_ratio")),
        _potency(entry),
    )


def _potency(entry: Mapping[str, Any]) -> Potency:
    typical = float(entry["potency"]["value"])
    written = entry.get("potency_range", {}).get("text", "")
    low, _, high = written.partition("-")
    if not high:
        return Potency(typical, typical, typical)
    return Potency(typical, float(low), float(high))


def _number(value: Sourced) -> float:
    assert value.value is not None  # checked with the data
    return float(value.value)


def _share(value: Sourced) -> float:
    """A percentage as a fraction; the first number of a text like ``21 (...)``."""
    written = value.value if value.value is not None else Decimal(value.text.split()[0])
    return float(written) / 100
