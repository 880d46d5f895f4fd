"""The active moiety: drug and metabolites together, on one scale.

Diazepam 10 mg a day, at steady state in a typical person, is 1.  For another drug 1
is the mean level, at steady state, of the daily dose that an equivalence table calls
equal to diazepam 10 mg.  Tables compare drugs as taken, so the metabolites' share is
in them already: it is counted once, and nothing is converted twice.
"""

from dataclasses import dataclass

import numpy as np

from stepwell.formulary import Equivalent
from stepwell.kinetics.model import DOSE, Model
from stepwell.kinetics.rates import NG_PER_ML, Floats
from stepwell.kinetics.steady import DAY_H


NANOGRAMS_PER_MG = 1_000_000


@dataclass(frozen=True, slots=True)
class ActiveScale:
    """What to multiply concentrations (ng/mL) by to get the active moiety.

    ``reference_mg`` a day is what gives 1.  ``typical``, and ``ends`` (ends,
    analytes): the weights at the ends of the metabolites' potency ranges and of the
    table's own range.
    """

    reference_mg: float
    typical: Floats
    ends: Floats

    def of(self, levels: Floats) -> Floats:
        """The active moiety (samples,) of concentrations (samples, analytes)."""
        moiety: Floats = levels @ self.typical
        return moiety

    def band(self, levels: Floats) -> tuple[Floats, Floats]:
        """Its lowest and highest value over all ends, (samples,) each."""
        moieties = levels @ self.ends.T
        return moieties.min(axis=-1), moieties.max(axis=-1)


def active_scale(model: Model, cell: Equivalent) -> ActiveScale:
    """The scale of a drug, from its typical model and a table's cell for it."""
    per_mg = mean_levels_per_mg(model)
    low, high = (each.nanograms / NANOGRAMS_PER_MG for each in (cell.low, cell.high))
    potency = [each.potency for each in model.analytes]
    typical = np.array([each.typical for each in potency])
    spread = [
        typical,
        np.array([each.low for each in potency]),
        np.array([each.high for each in potency]),
    ]
    point = cell.point
    middle = point.nanograms / NANOGRAMS_PER_MG if point else (low + high) / 2
    return ActiveScale(
        reference_mg=middle,
        typical=_weights(typical, per_mg, middle),
        ends=np.array(
            [_weights(each, per_mg, mg) for each in spread for mg in (low, high)]
        ),
    )


def mean_levels_per_mg(model: Model) -> Floats:
    """Mean levels (analytes,) in ng/mL at steady state for each mg taken a day.

    In closed form: what passes through an analyte in a day, over its clearance.
    """
    passing = {DOSE: 1.0}
    means = []
    for analyte in model.analytes:
        formation = analyte.formation
        passing[analyte.name] = passing[formation.source] * formation.mass_yield
        clearance = analyte.disposition.cl_l_per_h
        means.append(NG_PER_ML * passing[analyte.name] / (DAY_H * clearance))
    return np.array(means)


def _weights(potency: Floats, per_mg: Floats, reference_mg: float) -> Floats:
    return potency / (reference_mg * float(potency @ per_mg))
