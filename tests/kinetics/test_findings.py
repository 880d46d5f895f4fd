"""What the models say about the drugs, in sentences that a planner relies on.

The numbers are findings of the project's collection of facts, carried over: most are
derived from published kinetics, and the potencies behind the shares are unverified.
"""

import numpy as np
import pytest

from kinetics.real_drugs import DRAWN, FORMULARY, model_of
from kinetics.strategies import history_of
from stepwell.kinetics.engine import track
from stepwell.kinetics.history import History
from stepwell.kinetics.intervals import averages, extremes
from stepwell.kinetics.model import DOSE, Analyte, Disposition, Formation, Model
from stepwell.kinetics.modes import modes_of
from stepwell.kinetics.moiety import active_scale, mean_levels_per_mg
from stepwell.kinetics.quantities import computed
from stepwell.kinetics.settled import Settled
from stepwell.kinetics.steady import steady_amounts


TABLE = FORMULARY.table("vadod2021")
PUBLISHED_CMAX = 406.0
"""ng/mL of diazepam after 10 mg, from the label's pharmacokinetics."""


def peak(model, mg):
    course = track(modes_of(model), history_of([(0.0, mg)]))
    return extremes(course, course.modes.weights[:, 0], np.array([0.0, 48.0]))


def shares(drug):
    """Each analyte's share of the activity at steady state."""
    model = model_of(drug)
    active = mean_levels_per_mg(model) * [
        each.potency.typical for each in model.analytes
    ]
    return dict(zip(model.names, active / active.sum(), strict=True))


def test_two_compartments_meet_the_peak_of_diazepam():
    """After 10 mg diazepam peaks within 2 % of 406 ng/mL, after about 1.25 hours."""
    found = peak(model_of("diazepam"), 10.0)
    assert found.high[0] == pytest.approx(PUBLISHED_CMAX, rel=0.02)
    assert found.high_at_h[0] == pytest.approx(1.25, abs=0.1)


def test_one_compartment_misses_it_more_than_threefold():
    """With the same clearance and terminal volume in one compartment it is missed."""
    model = model_of("diazepam")
    body = model.analytes[0].disposition
    values = FORMULARY.drug("diazepam").formulations[0].values
    volume = float(values["vz_f"].value)
    one = Disposition(body.cl_l_per_h, volume)
    single = Model(model.absorptions, (Analyte("diazepam", one, Formation(DOSE)),))
    assert 3 * peak(single, 10.0).high[0] < PUBLISHED_CMAX


def test_ten_milligrams_of_diazepam_a_day():
    """At steady state diazepam is at about 260 ng/mL and nordazepam at about 343."""
    means = dict(
        zip(
            model_of("diazepam").names,
            10 * mean_levels_per_mg(model_of("diazepam")),
            strict=True,
        )
    )
    assert means["diazepam"] == pytest.approx(260, rel=0.01)
    assert means["nordazepam"] == pytest.approx(343, rel=0.01)


def test_twenty_milligrams_of_clorazepate_a_day():
    """Nordazepam is then at about 735 ng/mL, below the 884 that was published."""
    assert 20 * mean_levels_per_mg(model_of("clorazepate"))[0] == pytest.approx(
        735, rel=0.01
    )


@pytest.mark.parametrize(
    ("drug", "metabolite", "percent"),
    [
        ("diazepam", "nordazepam", 55),
        ("clobazam", "N-desmethylclobazam", 62),
        ("quazepam", "desalkylflurazepam", 84),
        ("clorazepate", "nordazepam", 100),
        ("prazepam", "nordazepam", 100),
        ("flurazepam", "desalkylflurazepam", 100),
    ],
)
def test_metabolites_carry_more_than_half_of_the_activity(drug, metabolite, percent):
    """Of diazepam, clobazam and quazepam more than half, of the prodrugs all."""
    assert 100 * shares(drug)[metabolite] == pytest.approx(percent, abs=0.5)


@pytest.mark.parametrize(
    ("drug", "days"),
    [
        ("diazepam", 9),
        ("clobazam", 11),
        ("flurazepam", 11),
        ("quazepam", 12),
        ("clonazepam", 5),
        ("lorazepam", 2),
        ("alprazolam", 2),
    ],
)
def test_days_until_a_new_level_is_nearly_reached(drug, days):
    """The floor under the length of a step: 90 % of a change has come by then."""
    model = model_of(drug)
    modes = modes_of(model)
    weights = modes.weights @ active_potency(model)
    day = Settled(modes, history_of([(8.0, 1.0)]), weights)
    assert round(computed(day)["days_to_90_percent"].number) == days


def active_potency(model):
    return np.array([each.potency.typical for each in model.analytes])


@pytest.mark.parametrize("drug", [drug for drug in TABLE.cells if drug in DRAWN])
def test_the_equivalent_of_ten_milligrams_of_diazepam_is_one(drug):
    """On the active scale, settled and whatever the metabolites: counted once."""
    model, cell = model_of(drug), TABLE.cells[drug]
    scale = active_scale(model, cell)
    mg = (cell.low.nanograms + cell.high.nanograms) / 2e6
    assert scale.reference_mg == mg
    course = Settled(
        modes_of(model),
        history_of([(9.0, mg)]),
        modes_of(model).weights @ scale.typical,
    )
    assert course.cavg == pytest.approx(1.0, rel=1e-12)
    low, high = scale.band(mg * mean_levels_per_mg(model)[None, :])
    assert low[0] <= 1 + 1e-12 and high[0] >= 1 - 1e-12


def test_a_range_in_a_table_is_a_band_around_its_middle():
    """A cell from low to high gives the ends of the scale, its middle the typical."""
    table = next(
        (table, drug)
        for table in FORMULARY.tables.values()
        for drug, cell in table.cells.items()
        if cell.low != cell.high and drug in DRAWN and len(shares(drug)) == 1
    )
    cell = table[0].cells[table[1]]
    model = model_of(table[1])
    low_mg, high_mg = cell.low.nanograms / 1e6, cell.high.nanograms / 1e6
    scale = active_scale(model, cell)
    levels = mean_levels_per_mg(model)[None, :]
    low, high = scale.band(low_mg * levels)
    assert low[0] == pytest.approx(low_mg / high_mg)
    assert high[0] == pytest.approx(1.0)
    assert scale.of(levels * (low_mg + high_mg) / 2)[0] == pytest.approx(1.0)


def swapped(drug, hours):
    """Means of the days after a same-day swap of a settled drug to diazepam 10 mg."""
    was, becomes = model_of(drug), model_of("diazepam")
    scale, other = (
        active_scale(model_of(each), TABLE.cells[each]) for each in (drug, "diazepam")
    )
    day = History.daily(hours, [scale.reference_mg / len(hours)] * len(hours))
    leaving = track(modes_of(was), None, start_mg=steady_amounts(modes_of(was), day))
    coming = track(
        modes_of(becomes),
        History.daily(hours, np.full((30, len(hours)), 10 / len(hours))),
    )
    edges = 24.0 * np.arange(31)
    means = averages(leaving, leaving.modes.weights @ scale.typical, edges)
    means += averages(coming, coming.modes.weights @ other.typical, edges)
    return {day: mean for day, mean in enumerate(means, start=1)}


@pytest.mark.parametrize("drug", ["lorazepam", "alprazolam"])
def test_a_same_day_swap_to_diazepam_dips_to_about_half(drug):
    """From lorazepam or alprazolam: half on day 2, 0.9 only on day 9 or 10."""
    means = swapped(drug, [8.0, 14.0, 22.0])
    assert min(means, key=means.get) == 2
    assert means[2] == pytest.approx(0.5, abs=0.06)
    assert means[1] == pytest.approx(0.7, abs=0.08)
    assert means[5] == pytest.approx(0.7, abs=0.06)
    assert means[9] < 0.9 + 0.02 and means[10] >= 0.9 - 0.005
    assert means[30] == pytest.approx(1.0, abs=0.01)


def test_a_same_day_swap_from_clonazepam_dips_less():
    """To about 0.8, on days 3 and 4."""
    means = swapped("clonazepam", [8.0, 14.0, 22.0])
    assert min(means, key=means.get) in (3, 4)
    assert means[3] == pytest.approx(0.8, abs=0.04)
    assert means[4] == pytest.approx(0.8, abs=0.04)


@pytest.mark.parametrize(("mg", "published", "modelled"), [(6, 88, 56), (10, 164, 93)])
def test_long_term_lorazepam_levels_are_higher_than_modelled(mg, published, modelled):
    """88 and 164 ng/mL were measured at 6 and 10 mg a day: 1.6 to 1.8 times the model.

    Nobody knows why; a settled lorazepam level is uncertain by a factor of two.
    """
    found = mg * mean_levels_per_mg(model_of("lorazepam"))[0]
    assert found == pytest.approx(modelled, abs=0.5)
    assert 1.55 < published / found < 1.8
    assert FORMULARY.drug("lorazepam").formulations[0].grade_note
