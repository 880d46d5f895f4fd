"""The rate matrix of a model: dx/dt = A x, amounts in mg, time in hours.

Compartments in order: one depot for each absorption, then for each analyte its
central compartment and, if it has two, its peripheral one.  Every compartment is fed
only by earlier ones, apart from the exchange within an analyte, so A is lower
triangular but for its 2 x 2 blocks.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stepwell.kinetics.model import DOSE, Model


Floats = NDArray[np.float64]

NG_PER_ML = 1000.0
"""Nanograms per millilitre in one milligram per litre."""


@dataclass(frozen=True, slots=True)
class Rates:
    """The system of a model.

    ``matrix`` (n, n) in 1/h, and ``clearing`` the part of it that goes with the
    clearances; ``pairs`` the (central, peripheral) compartments of the analytes that
    have two; ``inflows`` (portions, n) mg that each portion of a dose of 1 mg puts
    into each compartment; ``outputs`` (n, analytes) ng/mL for each mg.
    """

    matrix: Floats
    clearing: Floats
    pairs: tuple[tuple[int, int], ...]
    inflows: Floats
    outputs: Floats


def rates_of(model: Model) -> Rates:
    """Write a model down as a linear system."""
    depots = len(model.absorptions)
    central, pairs, size = _layout(model, depots)
    matrix, clearing = np.zeros((size, size)), np.zeros((size, size))
    inflows = np.zeros((depots, size))
    outputs = np.zeros((size, len(central)))
    for depot, absorption in enumerate(model.absorptions):
        matrix[depot, depot] = -absorption.ka_per_h
        inflows[depot, depot] = absorption.fraction
    for place, (analyte, here) in enumerate(zip(model.analytes, central, strict=True)):
        disposition, formation = analyte.disposition, analyte.formation
        clearing[here, here] = -disposition.cl_l_per_h / disposition.v1_l
        outputs[here, place] = NG_PER_ML / disposition.v1_l
        if formation.source == DOSE:
            for depot, absorption in enumerate(model.absorptions):
                matrix[here, depot] = formation.mass_yield * absorption.ka_per_h
        else:
            source = central[model.place_of(formation.source)]
            clearing[here, source] = -formation.mass_yield * clearing[source, source]
    for here, there in pairs:
        disposition = model.analytes[central.index(here)].disposition
        out = disposition.q_l_per_h / disposition.v1_l
        back = disposition.q_l_per_h / disposition.v2_l
        matrix[[here, there], [here, there]] = -out, -back
        matrix[[there, here], [here, there]] = out, back
    return Rates(matrix + clearing, clearing, pairs, inflows, outputs)


def _layout(
    model: Model, depots: int
) -> tuple[tuple[int, ...], tuple[tuple[int, int], ...], int]:
    central: list[int] = []
    pairs: list[tuple[int, int]] = []
    size = depots
    for analyte in model.analytes:
        central.append(size)
        size += 1
        if analyte.disposition.has_two_compartments:
            pairs.append((size - 1, size))
            size += 1
    return tuple(central), tuple(pairs), size
