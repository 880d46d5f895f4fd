"""What age, liver, genes and co-drugs do to a model, and what is not drawn at all."""

from dataclasses import replace
from decimal import Decimal

import pytest

from curves import body, co_drug
from factories import FORMULARY, START, make_person
from stepwell.formulary import Modifier, ModifierKind
from stepwell.formulary.modifier import Span
from stepwell.kinetics.drug_model import drug_model
from stepwell.kinetics.modifiers import modified, of_person, phases, undrawable
from stepwell.kinetics.people import Eliminator
from stepwell.plan.person import Flag, Person
from stepwell.sources import Mark


DIAZEPAM = FORMULARY.drug("diazepam")
MODEL = drug_model(DIAZEPAM).model
TYPICAL = Eliminator.TYPICAL
MODELLED = sorted(
    drug.id
    for drug in FORMULARY.drugs.values()
    if all(each.grade != "D" for each in drug.formulations)
)


def clearances(model):
    """The clearance of each analyte in L/h."""
    return {each.name: each.disposition.cl_l_per_h for each in model.analytes}


def multipliers(model, against=MODEL):
    """What the clearances of the first analytes were multiplied with."""
    was, now = clearances(against), clearances(model)
    return {name: round(now[name] / was[name], 9) for name in was}


def for_person(person, speed=TYPICAL, drug=DIAZEPAM):
    """The model of a person without co-drugs."""
    return modified(drug_model(drug).model, of_person(drug, person), person, speed)


def through(*co_drugs, person=Person(), speed=TYPICAL, drug=DIAZEPAM):
    """The days on which phases begin, with the multipliers of the drug itself."""
    model = drug_model(drug).model
    found = phases(model, drug, person, speed, co_drugs, START)
    return [
        (each.from_h / 24, multipliers(each.model, model)[drug.id]) for each in found
    ]


@pytest.mark.parametrize(
    ("person", "words"),
    [
        (make_person(age=17), "children and adolescents"),
        (make_person(age=0), "children and adolescents"),
        (make_person("pregnant"), "in pregnancy"),
        (make_person("kidney_disease"), "in kidney disease"),
        (make_person("pregnant", age=16), "children"),
    ],
)
def test_for_some_people_no_level_is_drawn(person, words):
    """Under 18, in pregnancy and in kidney disease nothing is measured, so drawn."""
    assert words in undrawable(person)


@pytest.mark.parametrize(
    "person",
    [
        make_person(),
        make_person(age=18),
        make_person(age=95),
        make_person(*set(Flag) - {Flag.PREGNANT, Flag.KIDNEY_DISEASE}),
    ],
)
def test_for_everybody_else_levels_are_drawn(person):
    """An unknown age, an age from 18 on and every other flag leave the level drawn."""
    assert undrawable(person) == ""


@pytest.mark.parametrize(("age", "factors"), [(None, 0), (45, 0), (46, 1), (80, 1)])
def test_age_counts_from_the_age_that_was_studied(age, factors):
    """Diazepam changes from 46 on; an age that is not known changes nothing."""
    assert len(of_person(DIAZEPAM, make_person(age=age))) == factors


def test_a_flag_brings_every_modifier_that_names_it():
    """Liver disease concerns diazepam and nordazepam, and nothing else does."""
    found = of_person(DIAZEPAM, make_person("liver_disease", "drives"))
    assert [each.analyte for each in found] == ["diazepam", "nordazepam"]
    assert of_person(DIAZEPAM, make_person("drives", "opioid")) == ()


def test_nothing_changes_the_model_of_an_ordinary_person():
    """Without modifiers the model is the published one."""
    assert for_person(make_person(age=40)) == MODEL


def test_liver_disease_halves_the_clearance():
    """Diazepam and nordazepam leave half as fast, with the volumes as they were."""
    model = for_person(make_person("liver_disease"))
    assert multipliers(model) == {
        "diazepam": 0.52,
        "nordazepam": 0.5,
        "temazepam": 1,
        "oxazepam": 1,
    }
    for now, was in zip(model.analytes, MODEL.analytes, strict=True):
        assert now.disposition.v1_l == was.disposition.v1_l
        assert now.disposition.v2_l == was.disposition.v2_l


def test_age_widens_the_volumes_and_leaves_the_clearance():
    """At 80 both volumes of diazepam and the flow between them are twice as large."""
    model = for_person(make_person(age=80))
    assert set(multipliers(model).values()) == {1}
    now, was = model.analytes[0].disposition, MODEL.analytes[0].disposition
    for name in ("v1_l", "v2_l", "q_l_per_h"):
        assert getattr(now, name) == pytest.approx(2 * getattr(was, name))
    assert model.analytes[1:] == MODEL.analytes[1:]


def test_a_measured_volume_is_used():
    """Nitrazepam spreads more widely from the age that was studied on."""
    drug = FORMULARY.drug("nitrazepam")
    (wider,) = [each for each in drug.modifiers if each.volume and each.applies_to]
    person = make_person(age=wider.from_age)
    now = for_person(person, drug=drug).analytes[0].disposition
    was = drug_model(drug).model.analytes[0].disposition
    assert now.v1_l == pytest.approx(float(wider.volume.typical) * was.v1_l)


@pytest.mark.parametrize(
    ("speed", "clearance"),
    [(Eliminator.SLOW, 0.14), (TYPICAL, 0.5), (Eliminator.FAST, 0.5)],
)
def test_the_end_of_a_range_goes_with_the_eliminator(speed, clearance):
    """The lowest clearance of poor metabolisers is taken for slow eliminators."""
    model = for_person(make_person("cyp2c19_poor_metaboliser"), speed)
    assert multipliers(model)["diazepam"] == clearance
    assert multipliers(model)["nordazepam"] == 0.56


@pytest.mark.parametrize(
    ("speed", "clearance"),
    [(Eliminator.SLOW, 0.62), (TYPICAL, 0.74), (Eliminator.FAST, 0.79)],
)
def test_the_range_of_a_co_drug_is_used_in_the_same_way(speed, clearance):
    """Omeprazole slows most in slow eliminators, least in fast ones."""
    assert through(co_drug("omeprazole", -100), speed=speed) == [(0, clearance)]


@pytest.mark.parametrize("speed", Eliminator)
def test_modifiers_of_one_analyte_are_not_multiplied(speed):
    """A poor metaboliser who takes omeprazole is a poor metaboliser, no more."""
    poor = make_person("cyp2c19_poor_metaboliser")
    both = through(co_drug("omeprazole", -100), person=poor, speed=speed)
    assert both == through(person=poor, speed=speed)


def test_of_an_inhibitor_and_an_inducer_the_stronger_counts():
    """Three times the clearance outweighs 0.35 times of it."""
    both = [co_drug("fluvoxamine", -100), co_drug("carbamazepine", -100)]
    assert through(*both) == through(*reversed(both)) == [(0, 3)]


def test_strongest_is_counted_for_each_analyte_by_itself():
    """A liver modifier of nordazepam stays beside a stronger one of diazepam."""
    ill = make_person("liver_disease")
    (phase,) = phases(
        MODEL, DIAZEPAM, ill, TYPICAL, [co_drug("fluvoxamine", -100)], START
    )
    found = multipliers(phase.model)
    assert (found["diazepam"], found["nordazepam"]) == (0.35, 0.5)


def test_volumes_and_clearances_are_chosen_apart():
    """The strongest clearance and the strongest volume may come from two modifiers."""

    def made(clearance, volume):
        spans = [Span(*3 * (Decimal(each),)) for each in (clearance, volume)]
        return Modifier(
            "diazepam", "x", ModifierKind.OTHER, Mark.UNVERIFIED, ("klotz1975",),
            clearance=spans[0], volume=spans[1],
        )  # fmt: skip

    both = modified(MODEL, [made("0.5", "1.2"), made("0.9", "2")], Person(), TYPICAL)
    assert multipliers(both)["diazepam"] == 0.5
    assert both.analytes[0].disposition.v1_l == 2 * MODEL.analytes[0].disposition.v1_l


def test_without_co_drugs_there_is_one_phase():
    """Nothing changes on the way."""
    assert through() == [(0, 1)]


def test_what_was_started_before_has_settled():
    """A co-drug of long ago is there from the first hour on."""
    assert through(co_drug("fluvoxamine", -500)) == [(0, 0.35)]


def test_what_was_stopped_before_is_over():
    """A co-drug that ended before the plan changes nothing."""
    assert through(co_drug("fluvoxamine", -50, -1)) == [(0, 1)]


def test_a_start_holds_from_its_midnight_on():
    """Not before, and at once."""
    assert through(co_drug("fluvoxamine", 31)) == [(0, 1), (31, 0.35)]


def test_a_stop_holds_from_its_midnight_on():
    """What is stopped was taken until then, whenever it was begun."""
    assert through(co_drug("fluvoxamine", stopped=31)) == [(0, 0.35), (31, 1)]


def test_a_start_on_the_first_day_has_not_settled():
    """What is taken today was found without it; the first phase has no length."""
    assert through(co_drug("fluvoxamine", 0)) == [(0, 1), (0, 0.35)]
    assert through(co_drug("fluvoxamine", stopped=0)) == [(0, 0.35), (0, 1)]


def test_start_and_stop_on_the_way():
    """A course of fluvoxamine lifts and lets go."""
    found = through(co_drug("fluvoxamine", 10, 40))
    assert found == [(0, 1), (10, 0.35), (40, 1)]


def test_several_co_drugs_keep_the_order_of_their_days():
    """Changes of one day are one phase, and days come in order."""
    found = through(
        co_drug("carbamazepine", 60),
        co_drug("fluvoxamine", 10, 60),
        co_drug("omeprazole", 60),
    )
    assert found == [(0, 1), (10, 0.35), (60, 3)]


@pytest.mark.parametrize("name", ["Fluvoxamine", "FLUVOXAMINE", " fluvoxamine  "])
def test_names_are_found_however_they_are_written(name):
    """Capitals and spaces do not hide a medicine."""
    assert through(co_drug(name, -5)) == [(0, 0.35)]


def test_an_unknown_co_drug_changes_no_model():
    """Yew tea begins a phase in which everything is as before."""
    found = phases(
        MODEL, DIAZEPAM, Person(), TYPICAL, [co_drug("yew tea", 10, 20)], START
    )
    assert [each.model for each in found] == [MODEL] * 3


def test_an_effect_that_passes_is_not_drawn():
    """Ritonavir slows alprazolam for days only, and no lasting level is drawn so."""
    drug = FORMULARY.drug("alprazolam")
    assert any(each.passes for each in drug.modifiers_by("ritonavir"))
    assert through(co_drug("ritonavir", 10), drug=drug) == [(0, 1), (10, 1)]


def test_a_modifier_of_an_analyte_that_is_not_modelled_is_an_error():
    """A name that the model does not have is a bug and is not passed over."""
    wrong = replace(
        DIAZEPAM.modifiers_by("fluvoxamine")[0], analyte="desalkylflurazepam"
    )
    with pytest.raises(ValueError, match="desalkylflurazepam"):
        modified(MODEL, [wrong], Person(), TYPICAL)


@pytest.mark.parametrize("drug", MODELLED)
def test_every_modifier_of_every_drug_can_be_applied(drug):
    """No drug names an analyte, an age or a range that its model cannot take."""
    person = make_person("liver_disease", "cyp2c19_poor_metaboliser", age=90)
    known = FORMULARY.drug(drug)
    names = {name for each in known.modifiers for name in each.co_drugs}
    found = body(drug, person, [co_drug(name, 10) for name in names])
    for speed in Eliminator:
        for phase in found.phases[speed]:
            assert phase.model.names == found.known.model.names
