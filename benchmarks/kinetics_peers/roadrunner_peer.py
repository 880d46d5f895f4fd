"""libRoadRunner: an SBML model of reactions, its doses as events that recur daily.

Of the ways to dose tried here this is the fastest: one call of ``simulate`` for the
fortnight in which the doses stay the same (the events find their own times), where a
call for every dose spends as much again on calls, and one call with an event for
every change of dose half as much again.  The non-stiff integrator is faster here and
more precise than the stiff one.  Loading the model is set-up.
"""

from collections.abc import Callable, Iterator

import numpy as np
import roadrunner

from benchmarks.kinetics_peers.workload import DAY_H, FIRST_MG, STEP_DAYS, Workload
from stepwell.kinetics.model import DOSE, Model
from stepwell.kinetics.rates import NG_PER_ML, Floats


TOLERANCES = {"relative_tolerance": 1e-6, "absolute_tolerance": 1e-8}
STEP_H = STEP_DAYS * DAY_H
TIME = (
    '<csymbol encoding="text"'
    ' definitionURL="http://www.sbml.org/sbml/symbols/time">t</csymbol>'
)


def levels(work: Workload) -> Callable[[], Floats]:
    """The levels (1, samples, analytes) of one person."""
    names = work.model.names
    runner = roadrunner.RoadRunner(_sbml(work.person(0)))
    for setting, value in {"stiff": False, **TOLERANCES}.items():
        runner.integrator.setValue(setting, value)
    runner.timeCourseSelections = list(names)
    per_mg = np.array(
        [NG_PER_ML / each.disposition.v1_l for each in work.person(0).analytes]
    )
    starts = range(0, len(work.samples), STEP_H)
    doses = [list(map(float, work.daily_mg[start // DAY_H])) for start in starts]
    end = len(work.samples)

    def run() -> Floats:
        runner.resetAll()
        parts = []
        for start, mg in zip(starts, doses, strict=True):
            for place, dose in enumerate(mg):
                runner[f"dose_{place}"] = dose
            until = min(start + STEP_H, end)
            part = runner.simulate(start, until, until - start + 1)
            parts.append(np.array(part)[:-1])
        return np.concatenate(parts)[None] * per_mg

    return run


def _sbml(model: Model) -> str:
    """The model in SBML, amounts in mg."""
    species = ["depot"]
    for name in model.names:
        species += [name, f"{name}_far"]
    listed = "".join(
        f'<species id="{each}" compartment="body" initialAmount="0" constant="false"'
        ' hasOnlySubstanceUnits="true" boundaryCondition="false"/>'
        for each in species
    )
    doses = "".join(
        f'<parameter id="dose_{place}" value="0" constant="false"/>'
        for place in range(len(FIRST_MG))
    )
    return (
        '<?xml version="1.0"?><sbml level="3" version="1"'
        ' xmlns="http://www.sbml.org/sbml/level3/version1/core"><model id="drug">'
        '<listOfCompartments><compartment id="body" size="1" constant="true"'
        ' spatialDimensions="3"/></listOfCompartments>'
        f"<listOfSpecies>{listed}</listOfSpecies>"
        f"<listOfParameters>{doses}</listOfParameters>"
        f"<listOfReactions>{''.join(_reactions(model))}</listOfReactions>"
        f"<listOfEvents>{''.join(_events(model))}</listOfEvents></model></sbml>"
    )


def _reactions(model: Model) -> Iterator[str]:
    (absorption,) = model.absorptions
    yield _reaction("depot", absorption.ka_per_h, _made_of(model, DOSE))
    for name, each in zip(model.names, model.analytes, strict=True):
        body = each.disposition
        gone = body.cl_l_per_h / body.v1_l
        yield _reaction(name, gone, _made_of(model, name))
        yield _reaction(name, body.q_l_per_h / body.v1_l, {f"{name}_far": 1.0})
        yield _reaction(f"{name}_far", body.q_l_per_h / body.v2_l, {name: 1.0})


def _made_of(model: Model, source: str) -> dict[str, float]:
    return {
        each.name: each.formation.mass_yield
        for each in model.analytes
        if each.formation.source == source
    }


def _reaction(source: str, rate: float, products: dict[str, float]) -> str:
    made = "".join(
        f'<speciesReference species="{name}" stoichiometry="{many!r}" constant="true"/>'
        for name, many in products.items()
    )
    given = f"<listOfProducts>{made}</listOfProducts>" if made else ""
    law = f"<apply><times/><cn>{rate!r}</cn><ci>{source}</ci></apply>"
    return (
        f'<reaction id="from_{source}_to_{"_".join(products)}" reversible="false"'
        ' fast="false"><listOfReactants><speciesReference stoichiometry="1"'
        f' species="{source}" constant="true"/></listOfReactants>{given}'
        f"<kineticLaw>{_math(law)}</kineticLaw></reaction>"
    )


def _events(model: Model) -> Iterator[str]:
    (absorption,) = model.absorptions
    day = f"<apply><floor/><apply><divide/>{TIME}<cn>{DAY_H}</cn></apply></apply>"
    hour = f"<apply><minus/>{TIME}<apply><times/><cn>{DAY_H}</cn>{day}</apply></apply>"
    for place, clock in enumerate(FIRST_MG):
        when = f"<apply><geq/>{hour}<cn>{clock + absorption.lag_h!r}</cn></apply>"
        more = f"<apply><plus/><ci>depot</ci><ci>dose_{place}</ci></apply>"
        yield (
            f'<event id="taken_{place}" useValuesFromTriggerTime="true">'
            f'<trigger initialValue="false" persistent="true">{_math(when)}</trigger>'
            '<listOfEventAssignments><eventAssignment variable="depot">'
            f"{_math(more)}</eventAssignment></listOfEventAssignments></event>"
        )


def _math(inside: str) -> str:
    return f'<math xmlns="http://www.w3.org/1998/Math/MathML">{inside}</math>'
