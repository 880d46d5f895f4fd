"""Roads to a level that share no line with the engine, and how far they may part.

A model is written down anew, as pipes between compartments.  The matrix road carries
amounts from event to event with the matrix exponential, in extended precision where
the machine has it and without a subtraction: with c the fastest rate, A + c is nowhere
negative, so exp(A t) = exp(-c t) exp((A + c) t) sums and multiplies positive numbers
only and nearly equal rates cost it nothing (scipy's expm lost 1e-5 on some of them).
The second road is a solver of ordinary differential equations, started anew at each
event.  The third, for a chain of single compartments, is the textbook's sum of
exponentials in so many decimal digits that its cancellation does not matter.
"""

import math
from dataclasses import dataclass
from decimal import Decimal, localcontext
from itertools import pairwise

import numpy as np
from scipy.integrate import solve_ivp

from stepwell.kinetics.model import DOSE


RELATIVE = 1e-9
"""How far two roads may part, as a share of the level..."""
LOW = 1e-3
"""...down to this share of the analyte's peak..."""
OF_PEAK = 1e-12
"""...and below it as a share of the peak: there sums of exponentials cancel."""
LOW_OF_REAL_DRUGS = 1e-4
"""The rates of real drugs are further apart, so they may be followed further down."""

EXTENDED = np.longdouble
TERMS = 32
"""Of the series for exp(x), x up to 1: the next is below 1e-35."""
ODE_TOLERANCE = 3e-14
DOUBLINGS = 20
DIGITS = 180
APART = Decimal("1e-30")
"""Equal rates are told apart by this share in the textbook's formula."""


@dataclass(frozen=True)
class Pipe:
    """What leaves a compartment (1/h), and how many mg of each mg arrive where."""

    source: tuple[str, int]
    rate: float
    arriving: tuple[tuple[tuple[str, int], float], ...] = ()


def pipes_of(model):
    """Write a model down as pipes; a compartment is an analyte's name and a number."""
    pipes = [
        Pipe((DOSE, place), EXTENDED(absorption.ka_per_h), formed_from(model, DOSE))
        for place, absorption in enumerate(model.absorptions)
    ]
    for analyte in model.analytes:
        body = analyte.disposition
        blood, tissue = (analyte.name, 1), (analyte.name, 2)
        cleared = EXTENDED(body.cl_l_per_h) / EXTENDED(body.v1_l)
        pipes.append(Pipe(blood, cleared, formed_from(model, analyte.name)))
        if body.q_l_per_h:
            flow = EXTENDED(body.q_l_per_h)
            pipes.append(Pipe(blood, flow / EXTENDED(body.v1_l), ((tissue, 1.0),)))
            pipes.append(Pipe(tissue, flow / EXTENDED(body.v2_l), ((blood, 1.0),)))
    return pipes


def formed_from(model, source):
    """What a milligram of a source becomes: the blood of each product, and how much."""
    return tuple(
        (
            (each.name, 1),
            EXTENDED(each.formation.fraction) * EXTENDED(each.formation.mass_ratio),
        )
        for each in model.analytes
        if each.formation.source == source
    )


def compartments_of(model):
    """The compartments in the order that ``start_mg`` uses."""
    depots = [(DOSE, place) for place in range(len(model.absorptions))]
    body = [
        (analyte.name, number)
        for analyte in model.analytes
        for number in ((1, 2) if analyte.disposition.q_l_per_h else (1,))
    ]
    return depots + body


def system_of(model):
    """The matrix A (1/h) of dx/dt = A x, x in mg, from the pipes."""
    place_of = {each: place for place, each in enumerate(compartments_of(model))}
    matrix = np.zeros((len(place_of), len(place_of)), dtype=EXTENDED)
    for pipe in pipes_of(model):
        source = place_of[pipe.source]
        matrix[source, source] -= pipe.rate
        for target, share in pipe.arriving:
            matrix[place_of[target], source] += share * pipe.rate
    return matrix


def blood_of(model):
    """ng/mL of each analyte for 1 mg in each compartment, (compartments, analytes)."""
    order = compartments_of(model)
    per_mg = np.zeros((len(order), len(model.analytes)), dtype=EXTENDED)
    for place, analyte in enumerate(model.analytes):
        litres = EXTENDED(analyte.disposition.v1_l)
        per_mg[order.index((analyte.name, 1)), place] = 1000 / litres
    return per_mg


def arrivals_of(model, doses):
    """When each portion of each dose (h, mg) reaches its depot: (h, place, mg)."""
    return sorted(
        (time + portion.lag_h, place, mg * portion.fraction)
        for time, mg in doses
        for place, portion in enumerate(model.absorptions)
    )


def matrix_exponentials(matrix, hours):
    """exp(A t) for many t, by sums and products of positive numbers only."""
    hours = np.asarray(hours, dtype=EXTENDED)
    fastest = np.max(-np.diag(matrix))
    same = np.eye(len(matrix), dtype=EXTENDED)
    halvings = max(0, math.ceil(math.log2(float(fastest * hours.max(initial=1e-9)))))
    step = (hours / EXTENDED(2) ** halvings)[:, None, None]
    positive = (matrix + fastest * same) * step
    term = np.broadcast_to(same, positive.shape)
    found = term.copy()
    for power in range(1, TERMS):
        term = term @ positive / power
        found += term
    found *= np.exp(-fastest * step)
    for _ in range(halvings):
        found = found @ found
    return found


def carried(matrix, arrivals, moments, start_mg=None):
    """Amounts (moments, compartments) just after each moment, event by event."""
    every = np.unique([0.0, *(time for time, _, _ in arrivals), *moments])
    lengths, which = np.unique(np.diff(every.astype(EXTENDED)), return_inverse=True)
    carriers = matrix_exponentials(matrix, lengths)
    amounts = np.zeros(len(matrix), dtype=EXTENDED)
    if start_mg is not None:
        amounts[: len(start_mg)] = start_mg
    found, waiting = {}, arrivals[::-1]
    for place, moment in enumerate(every):
        if place:
            amounts = carriers[which[place - 1]] @ amounts
        while waiting and waiting[-1][0] == moment:
            _, depot, mg = waiting.pop()
            amounts[depot] += mg
        found[moment] = amounts.copy()
    return np.array([found[moment] for moment in moments])


def matrix_amounts(model, doses, samples, start_mg=None):
    """Amounts (samples, compartments) in mg by the matrix road."""
    return carried(system_of(model), arrivals_of(model, doses), samples, start_mg)


def matrix_levels(model, doses, samples, start_mg=None):
    """Concentrations (samples, analytes) in ng/mL by the matrix road."""
    return matrix_amounts(model, doses, samples, start_mg) @ blood_of(model)


def matrix_areas(model, doses, edges, start_mg=None):
    """Areas under the levels (intervals, analytes) in ng/mL h: one more compartment.

    A counter for each analyte, filled by its concentration and never emptied.
    """
    size, analytes = blood_of(model).shape
    matrix = np.zeros((size + analytes, size + analytes), dtype=EXTENDED)
    matrix[:size, :size] = system_of(model)
    matrix[size:, :size] = blood_of(model).T
    counted = carried(matrix, arrivals_of(model, doses), edges, start_mg)[:, size:]
    return np.diff(counted, axis=0)


def matrix_steady_amounts(model, doses, period_h=24.0):
    """Amounts (compartments,) in mg at the start of a period, after very many.

    What n periods have left, and that once more n periods later, are what 2n have left.
    """
    wrapped = sorted(
        (time % period_h, place, mg) for time, place, mg in arrivals_of(model, doses)
    )
    matrix = system_of(model)
    step = matrix_exponentials(matrix, [period_h])[0]
    added = carried(matrix, wrapped, [period_h])[0]
    amounts = added
    for _ in range(DOUBLINGS):
        amounts = amounts + step @ amounts
        step = step @ step
    return amounts


def peaks_of(model, doses, start_mg=None):
    """The highest concentration (analytes,) of each analyte, during or after doses."""
    last = max((time for time, _ in doses), default=0.0)
    tail = last + np.geomspace(0.05, 20 / slowest_of(model), 40)
    moments = [*np.linspace(0.0, last, 40), *tail]
    return matrix_levels(model, doses, moments, start_mg).max(axis=0)


def slowest_of(model):
    """A rate (1/h) not above the slowest of the model."""
    rates = [each.ka_per_h for each in model.absorptions]
    for analyte in model.analytes:
        body = analyte.disposition
        out, flow = body.cl_l_per_h / body.v1_l, body.q_l_per_h / body.v1_l
        back = body.q_l_per_h / body.v2_l if flow else 1.0
        rates.append(out * back / (out + flow + back) if flow else out)
    return min(rates)


def whole_areas(model):
    """AUC to infinity (ng/mL h) of each analyte after 1 mg: what is formed / CL."""
    formed, found = {DOSE: 1.0}, []
    for analyte in model.analytes:
        formation = analyte.formation
        formed[analyte.name] = (
            formed[formation.source] * formation.fraction * formation.mass_ratio
        )
        clearance = analyte.disposition.cl_l_per_h
        found.append(1000 * formed[analyte.name] / clearance)
    return np.array(found)


def ode_levels(model, doses, samples, start_mg=None):
    """Concentrations (samples, analytes) in ng/mL by an ODE solver."""
    matrix = system_of(model).astype(float)
    arrivals = arrivals_of(model, doses)
    every = np.unique([0.0, *(time for time, _, _ in arrivals), *samples])
    amounts = np.zeros(len(matrix)) if start_mg is None else np.array(start_mg)
    given = sum(mg for _, _, mg in arrivals) + amounts.sum()
    found, waiting = {}, arrivals[::-1]
    for before, moment in pairwise([0.0, *every]):
        if moment > before and amounts.any():
            amounts = solved(matrix, amounts, moment - before, given)
        while waiting and waiting[-1][0] == moment:
            _, depot, mg = waiting.pop()
            amounts[depot] += mg
        found[moment] = amounts.copy()
    return np.array([found[sample] for sample in samples]) @ blood_of(model)


def solved(matrix, amounts, hours, given):
    """Carry amounts (mg) forward by an ODE solver.

    Its tolerance cannot be set lower than it is, so a second run takes steps a third
    as long: of order 8, it errs thousands of times less.
    """

    def run(longest=np.inf):
        return solve_ivp(
            lambda _, state: matrix @ state,
            (0.0, hours),
            amounts,
            method="DOP853",
            rtol=ODE_TOLERANCE,
            atol=1e-18 * given,
            max_step=longest,
        )

    solution = run(longest=hours / (3 * len(run().t)))
    return solution.y[:, -1]


def textbook_amount(rates, hours):
    """What is left in the last of a row of compartments, of 1 put into the first.

    The sum of exponentials of the textbooks, each over the product of differences of
    rates; hence so many digits.
    """
    with localcontext() as context:
        context.prec = DIGITS
        exact = []
        for rate in rates:
            each = Decimal(float(rate))
            while each in exact:
                each *= 1 + APART
            exact.append(each)
        total = sum(
            (-one * Decimal(float(hours))).exp()
            / math.prod((other - one for other in exact if other != one), start=1)
            for one in exact
        )
        return float(total * math.prod(exact[:-1], start=Decimal(1)))


def parting(found, expected, peaks, low=LOW):
    """How far two roads part, as a share of what they may: above 1 is too far."""
    expected = np.asarray(expected, dtype=float)
    peaks = np.asarray(peaks, dtype=float)
    may = np.where(expected >= low * peaks, RELATIVE * expected, OF_PEAK * peaks)
    away = np.abs(np.asarray(found, dtype=float) - expected)
    return float(np.max(away / np.maximum(may, 5e-324), initial=0.0))


def assert_same_road(found, expected, peaks, low=LOW):
    """Two roads to the levels (samples, analytes) agree."""
    assert found.shape == np.shape(expected)
    assert np.all(np.isfinite(found))
    assert parting(found, expected, peaks, low) <= 1.0
