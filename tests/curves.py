"""Forecasts, plans and curves as tests need them, made once and shared."""

import tomllib
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import numpy as np

from factories import FORMULARY, START, Doses, make_request
from stepwell.documents import plan_view
from stepwell.documents.curve_view import CurveView
from stepwell.documents.plan_levels import plan_levels
from stepwell.formulary import Product
from stepwell.interop.request_reader import read_request
from stepwell.kinetics.forecast import body_of, forecast
from stepwell.kinetics.people import Eliminator
from stepwell.plan.person import Person
from stepwell.plan.plan import Plan
from stepwell.plan.request import Author, CoDrug, Method
from stepwell.planner import propose
from stepwell.quantities import Concentration
from stepwell.safety.scale import Scale
from stepwell.sources import Mark, load_bibliography


WORKS = load_bibliography()
SCALE = Scale.using(FORMULARY, "ashton2002")
FOLDER = Path(__file__).parents[1] / "examples"
EXAMPLES = sorted(path.stem for path in FOLDER.glob("*.toml"))
DIAZEPAM_20: Doses = {
    ("diazepam", "morning"): "10 mg",
    ("diazepam", "bedtime"): "10 mg",
}


def body(drug, person=Person(), co_drugs=(), **changes):
    """How somebody handles a drug from the usual start on."""
    return body_of(
        FORMULARY.drug(drug),
        SCALE.equivalent(drug),
        person,
        tuple(co_drugs),
        START,
        **changes,
    )


def forecast_of(drug, schedule, person=Person(), co_drugs=(), **changes):
    """The forecast of one drug over a schedule."""
    return forecast(body(drug, person, co_drugs, **changes), schedule)


def co_drug(name, started=None, stopped=None):
    """A co-drug that starts and stops so many days after the usual start."""

    def day(days):
        return None if days is None else START + timedelta(days=days)

    return CoDrug(name, day(started), day(stopped))


def suspension(drug, mg_per_ml="0.1"):
    """A compounded liquid."""
    return Product(
        f"custom/{drug}-suspension",
        drug,
        "oral suspension",
        ("custom",),
        Mark.UNVERIFIED,
        concentration=Concentration.mg_per_ml(mg_per_ml),
    )


def made(request):
    """The proposal, its view, and the curve of its plan."""
    proposal = propose(request, FORMULARY)
    view = plan_view(proposal, FORMULARY, WORKS)
    assert not view.refused, view.findings
    known = FORMULARY.with_products(request.custom_products)
    scale = Scale.using(known, proposal.table)
    levels = plan_levels(proposal.plan, request, known, scale)
    return proposal, view, CurveView(view.title, proposal.plan, levels)


def curve_of(current=DIAZEPAM_20, market="gb", **changes):
    """The curve of a request's plan."""
    return made(make_request(current, market=market, **changes))[2]


@cache
def example_request(name):
    """The request of an example."""
    text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    return read_request(tomllib.loads(text), FORMULARY)


@cache
def is_planned(name):
    """Tell whether an example is proposed and not refused."""
    return not propose(example_request(name), FORMULARY).is_refused


PLANNED = [name for name in EXAMPLES if is_planned(name)]


@cache
def example(name):
    """The proposal, view and curve of an example that is planned."""
    return made(example_request(name))


@cache
def without_model():
    """The curve of loprazolam, of which too little is known (grade D)."""
    return curve_of(
        {("loprazolam", "bedtime"): "1 mg"},
        custom_products=(suspension("loprazolam"),),
    )


@cache
def partly_drawn():
    """The curve of diazepam and loprazolam, of which only the first is drawn."""
    return curve_of(
        {("loprazolam", "bedtime"): "1 mg", ("diazepam", "morning"): "5 mg"},
        custom_products=(suspension("loprazolam"),),
    )


@cache
def diazepam_curve():
    """The curve of diazepam 10 mg twice a day; nothing is known of the person."""
    return curve_of()


@cache
def both_drawn():
    """The curve of lorazepam and diazepam."""
    return curve_of(
        {("lorazepam", "bedtime"): "1 mg", ("diazepam", "morning"): "5 mg"}, "us"
    )


LORAZEPAM_TWICE: Doses = {
    ("lorazepam", "morning"): "1 mg",
    ("lorazepam", "bedtime"): "1 mg",
}


def crossover_of(current=LORAZEPAM_TWICE, market="gb", **changes):
    """The curve of a crossover that a prescriber asks for."""
    asked = {"method": Method.CROSSOVER, "author": Author.PRESCRIBER}
    return curve_of(current, market, **{**asked, **changes})


@cache
def crossed_over():
    """The curve of lorazepam 1 mg twice a day that diazepam takes over in two swaps."""
    return crossover_of()


def stretched(plan, days):
    """The same plan with every step that long, so that each of them settles."""
    first, steps = plan.start, []
    for step in plan.steps:
        steps.append(replace(step, start=first, days=days))
        first += timedelta(days=days)
    stop = None if plan.stop_date is None else first
    return Plan(plan.start, plan.before, tuple(steps), stop)


def rises(numbers):
    """The places where numbers that should never rise do, beyond rounding."""
    numbers = np.asarray(numbers)
    slack = 1e-9 * numbers[:-1] + 1e-12 * numbers.max()
    return np.flatnonzero(numbers[1:] > numbers[:-1] + slack)


def ratio_today(found, speed=Eliminator.TYPICAL):
    """The day's highest level over its lowest, as taken today; None if gone."""
    return found.exposures[speed].quantities["peak_trough_ratio"].number
