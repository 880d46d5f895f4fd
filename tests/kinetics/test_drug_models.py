"""The model of each drug is what the formulary says, or there is none."""

from math import log

import pytest

from kinetics.real_drugs import DRAWN, FORMULARY, known, model_of
from stepwell.kinetics.drug_model import UNDRAWABLE_GRADE, NotModelledError, drug_model
from stepwell.kinetics.model import DOSE


def test_drugs_of_grade_d_are_not_drawn():
    """Too little is known of etizolam and loprazolam, and a sentence says so."""
    for drug in ("etizolam", "loprazolam"):
        with pytest.raises(NotModelledError) as refused:
            drug_model(FORMULARY.drug(drug))
        assert str(refused.value) == (
            f"too little is known of how {drug} moves in the body to draw its level"
            " (grade D)"
        )


def test_exactly_those_of_grade_d_are_missing():
    """Every other formulation of the formulary has a model."""
    missing = {
        formulation.id
        for drug in FORMULARY.drugs.values()
        for formulation in drug.formulations
        if formulation.grade == UNDRAWABLE_GRADE
    }
    assert missing == {"etizolam", "loprazolam"}
    assert all(known(each).grade in {"A", "B", "C"} for each in DRAWN)


@pytest.mark.parametrize("drug", ["diazepam", "clonazepam", "zopiclone"])
def test_an_extended_release_that_is_not_known_is_not_made_up(drug):
    """No kinetics of an extended release: no level, rather than the ordinary one."""
    with pytest.raises(NotModelledError) as refused:
        drug_model(FORMULARY.drug(drug), extended_release=True)
    assert str(refused.value) == f"nothing is known of {drug} with extended release"


def test_an_immediate_release_that_is_not_known_is_not_made_up():
    """Nor does an extended release stand for the ordinary one."""
    drug = FORMULARY.drug("alprazolam")
    only_extended = type(drug)(
        drug.id,
        drug.group,
        drug.course,
        tuple(each for each in drug.formulations if each.extended_release),
    )
    with pytest.raises(NotModelledError, match="alprazolam with immediate release"):
        drug_model(only_extended)


PRODRUGS = ("clorazepate", "prazepam", "flurazepam")


@pytest.mark.parametrize(
    "formulation", [each for each in DRAWN if each not in PRODRUGS]
)
def test_the_half_life_is_that_of_the_data(formulation):
    """The slowest rate of the drug itself gives the half-life beside the parameters."""
    drug, _ = DRAWN[formulation]
    data = next(
        each for each in FORMULARY.drug(drug).formulations if each.id == formulation
    )
    body = model_of(formulation).analytes[0].disposition
    out = body.cl_l_per_h / body.v1_l
    flow = body.q_l_per_h / body.v1_l
    back = body.q_l_per_h / body.v2_l if flow else 1.0
    total = out + flow + back
    slow = (total - (total**2 - 4 * out * back) ** 0.5) / 2 if flow else out
    assert log(2) / slow == pytest.approx(
        float(data.values["half_life_model"].value), rel=0.003
    )


@pytest.mark.parametrize(
    ("drug", "metabolite"),
    [
        ("clorazepate", "nordazepam"),
        ("prazepam", "nordazepam"),
        ("flurazepam", "desalkylflurazepam"),
    ],
)
def test_the_depot_of_a_prodrug_feeds_its_metabolite(drug, metabolite):
    """A prodrug is never in the blood; what is swallowed becomes the metabolite."""
    model = model_of(drug)
    assert model.names == (metabolite,)
    assert model.analytes[0].formation.source == DOSE


def test_two_portions_are_read():
    """Zolpidem of extended release: 60 % at once, 40 % after an hour."""
    model = model_of("zolpidem_cr")
    assert [each.fraction for each in model.absorptions] == [0.6, 0.4]
    assert [each.lag_h for each in model.absorptions] == [0.2, 1.0]
    assert [each.ka_per_h for each in model.absorptions] == [0.9, 0.45]


def test_metabolites_stand_after_what_they_come_from():
    """Diazepam makes nordazepam and temazepam, nordazepam makes oxazepam."""
    model = model_of("diazepam")
    assert [(each.name, each.formation.source) for each in model.analytes] == [
        ("diazepam", DOSE),
        ("nordazepam", "diazepam"),
        ("temazepam", "diazepam"),
        ("oxazepam", "nordazepam"),
    ]
    potency = model.analytes[1].potency
    assert (potency.low, potency.typical, potency.high) == (0.5, 1.0, 1.0)


@pytest.mark.parametrize("formulation", DRAWN)
def test_how_far_a_model_may_be_trusted_comes_with_it(formulation):
    """Grade, works and variation between people, for every formulation."""
    found = known(formulation)
    assert found.drug == DRAWN[formulation][0]
    assert found.works
    assert 0.1 <= found.cv_clearance <= 1.0 and 0.1 <= found.cv_volume <= 1.0


def test_the_first_number_of_a_text_is_the_variation():
    """Zaleplon's variation stands in words: "21 (into a vein); ..."."""
    assert known("zaleplon").cv_clearance == 0.21


def test_a_note_to_the_grade_is_kept():
    """Lorazepam: A for single doses, C for the steady state."""
    assert "steady state" in known("lorazepam").grade_note
