"""How slowly a drug leaves the body once another medicine has come or gone."""

import math
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.formulary import load_formulary
from stepwell.kinetics.drug_model import NotModelledError, drug_model
from stepwell.kinetics.model import Disposition
from stepwell.kinetics.settling import Slowest, half_life_h, slowest_after
from stepwell.plan.person import Flag, Person
from stepwell.plan.request import CoDrug


FORMULARY = load_formulary()
DAY = date(2027, 2, 10)
SOMEBODY = Person()
GRADE_D = ("etizolam", "loprazolam")
MODELLED = [name for name in FORMULARY.drugs if name not in GRADE_D]


def starting(name):
    return CoDrug(name, DAY)


def slowest(drug, *co_drugs, person=SOMEBODY):
    return slowest_after(FORMULARY.drug(drug), person, co_drugs, DAY)


@pytest.mark.parametrize("name", MODELLED)
def test_the_closed_form_is_the_half_life_in_the_data(name):
    """The half-life that each file states for its model."""
    drug = FORMULARY.drug(name)
    stated = drug.formulations[0].values.get("half_life_model")
    if stated is not None:
        parent = drug_model(drug).model.analytes[0]
        assert half_life_h(parent.disposition) == pytest.approx(
            float(stated.value), rel=0.01
        )


RATE = st.floats(0.01, 50.0)


@given(cl=RATE, v1=RATE, q=RATE, v2=RATE)
def test_the_closed_form_is_the_slowest_rate_of_the_system(cl, v1, q, v2):
    """A second road: the eigenvalues of the two compartments."""
    system = np.array([[-(cl + q) / v1, q / v2], [q / v1, -q / v2]])
    slowest_rate = -np.linalg.eigvals(system).real.max()
    found = half_life_h(Disposition(cl, v1, q, v2))
    assert found == pytest.approx(math.log(2) / slowest_rate, rel=1e-6)


def test_one_compartment_is_a_plain_exponential():
    """ln 2 times the volume over the clearance."""
    assert half_life_h(Disposition(2.0, 10.0)) == pytest.approx(5 * math.log(2))


def test_fluvoxamine_makes_diazepam_itself_the_slowest():
    """Published: 118 hours with it and 51 without, in the people of one study."""
    assert slowest("diazepam", starting("fluvoxamine")) == Slowest("diazepam", 105)
    assert slowest("diazepam") == Slowest("nordazepam", 61)


def test_a_co_drug_that_stops_on_the_day_no_longer_counts():
    """After the change means without it."""
    stopped = CoDrug("fluvoxamine", None, DAY)
    assert slowest("diazepam", stopped) == slowest("diazepam")


def test_a_co_drug_that_comes_later_does_not_count_yet():
    """Nor does one that ended before."""
    later = CoDrug("fluvoxamine", date(2027, 2, 11))
    before = CoDrug("fluvoxamine", date(2027, 1, 1), date(2027, 2, 9))
    assert slowest("diazepam", later, before) == slowest("diazepam")
    last_day = CoDrug("fluvoxamine", date(2027, 1, 1), date(2027, 2, 11))
    assert slowest("diazepam", last_day).analyte == "diazepam"


def test_a_co_drug_that_is_taken_all_along_counts():
    """Omeprazole starts beside a settled fluvoxamine: the stronger one decides."""
    settled = CoDrug("fluvoxamine", date(2020, 1, 1))
    both = slowest("diazepam", settled, starting("omeprazole"))
    assert both == slowest("diazepam", settled)


def test_the_metabolite_may_be_what_changes():
    """Fluvoxamine slows what clobazam becomes."""
    found = slowest("clobazam", starting("fluvoxamine"))
    assert found == Slowest("N-desmethylclobazam", 180)


@pytest.mark.parametrize(
    "person", [Person(82), Person(flags=frozenset({Flag.LIVER_DISEASE}))]
)
def test_age_and_liver_make_it_slower(person):
    """What is known of the person counts."""
    usual = slowest("diazepam", starting("fluvoxamine"))
    theirs = slowest("diazepam", starting("fluvoxamine"), person=person)
    assert theirs.half_life_h > usual.half_life_h


@pytest.mark.parametrize("drug", GRADE_D)
def test_a_drug_of_grade_d_has_no_model(drug):
    """Nobody can say."""
    with pytest.raises(NotModelledError):
        slowest(drug)


@pytest.mark.parametrize(
    "person", [Person(17), Person(flags=frozenset({Flag.KIDNEY_DISEASE}))]
)
def test_who_was_never_measured_has_no_model(person):
    """The measurements do not cover them."""
    with pytest.raises(NotModelledError):
        slowest("diazepam", person=person)
