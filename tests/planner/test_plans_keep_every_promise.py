"""Properties that hold for every plan, over generated requests (W2, H04 to H08)."""

import os
from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, event, given, settings
from tests.factories import pieces_of
from tests.planner.strategies import FORMULARY, requests

from stepwell.dispensing import dose_sentence, read_dose_sentence, supply_of
from stepwell.formulary import MARKETS
from stepwell.plan.finding import Severity
from stepwell.plan.plan import Plan
from stepwell.plan.request import Request
from stepwell.planner import propose
from stepwell.safety.scale import Scale, default_table


ED50 = Fraction(247, 10)
REQUESTS_A_MARKET = 420 if os.environ.get("CI") == "true" else 30
SLOW_TO_GENERATE = [HealthCheck.too_slow, HealthCheck.data_too_large]


def days_of(plan: Plan) -> Iterator[dict[str, int]]:
    """The plan day by day, in nanograms by time: a second road beside the steps."""
    for step in plan.steps:
        for _ in range(step.days):
            yield {dose.time.value: dose.amount.nanograms for dose in step.doses}


def breaks_cap(before: Fraction, after: Fraction) -> bool:
    """The tested rule of the clinical sheet, written again from its words."""
    if after >= before:
        return False
    if 4 * (before - after) <= before:
        return False
    drop = 100 * before / (before + ED50) - 100 * after / (after + ED50)
    return before - after > Fraction(5, 4) or drop > 5


def check_cap(request: Request, plan: Plan) -> None:
    """Every pair of days at most 14 days apart, the fortnight before included."""
    drug = request.current[0].drug
    cell = Scale.using(FORMULARY, default_table(request.market)).equivalent(drug)
    today = sum(dose.amount.nanograms for dose in request.current)
    totals = [today] * 14 + [sum(day.values()) for day in days_of(plan)]
    if plan.stop_date is not None:
        totals += [0] * 14
    runs = []
    for day, total in enumerate(totals):
        if not runs or runs[-1][2] != total:
            runs.append([day, day, total])
        runs[-1][1] = day
    for place, (_, end, before) in enumerate(runs):
        for begin, _, after in runs[place + 1 :]:
            if begin - end > 14:
                break
            levels = (Fraction(10 * t, cell.low.nanograms) for t in (before, after))
            assert not breaks_cap(*levels), (before, after)


def check_plan(request: Request, plan: Plan) -> None:
    """Doses, tablets, words, counts and dates of one plan agree."""
    formulary = FORMULARY.with_products(request.custom_products)
    products = formulary.products.values()
    forms = {product.id: product.form for product in products}
    allowed = {product.id: product.smallest_piece.fraction for product in products}
    earlier = {dose.time: dose.amount.nanograms for dose in request.current}
    day = request.start
    taken: dict[str, Fraction] = {}
    for step in plan.steps:
        assert step.start == day
        now = {dose.time: dose.amount.nanograms for dose in step.doses}
        assert all(now[time] <= earlier.get(time, 0) for time in now)
        for dose in step.doses:
            assert 0 < pieces_of(dose) <= request.most_pieces
            said = read_dose_sentence(dose_sentence(dose, forms))
            assert (said.drug, said.time, said.amount) == (
                dose.drug,
                dose.time,
                dose.amount,
            )
            assert sum(p.amount.nanograms for p in said.parts) == dose.amount.nanograms
            for part in dose.parts:
                if part.count is not None:
                    piece = max(allowed[part.product], request.smallest_piece.fraction)
                    assert (part.count / piece).denominator == 1
                amount = part.count if part.count is not None else part.volume
                number = getattr(amount, "microlitres", amount)
                taken[part.product] = (
                    taken.get(part.product, Fraction(0)) + Fraction(number) * step.days
                )
        earlier, day = now, step.end
    assert_goal_is_met(request, plan)
    for product, amount in taken.items():
        rows = [row for row in supply_of(plan) if row.product == product]
        scale = 1000 if rows[0].unit == "ml" else 1
        counted = sum(
            (sum((Fraction(bit) for bit in row.count.split()), Fraction(0)) * scale)
            for row in rows
        )
        assert counted == amount


def assert_goal_is_met(request: Request, plan: Plan) -> None:
    """Zero with a stop date, or the makeable dose nearest above the goal."""
    last = plan.final_dose.total(request.current[0].drug)
    if request.goal.stops:
        assert plan.stop_date == plan.end
        assert last.nanograms > 0
    else:
        assert plan.stop_date is None
        assert request.goal.reduce_to is not None
        assert last >= request.goal.reduce_to


@pytest.mark.no_cover
@pytest.mark.parametrize("market", MARKETS)
def test_H04_H05_H07_H08_every_plan_keeps_its_promises(market: str) -> None:
    """A plan is makeable, falling, capped, gapless, and ends; or it says why not."""

    @settings(
        max_examples=REQUESTS_A_MARKET,
        suppress_health_check=SLOW_TO_GENERATE,
        deadline=None,
    )
    @given(requests(market))
    def keeps_its_promises(request: Request) -> None:
        proposal = propose(request, FORMULARY)
        event("refused" if proposal.is_refused else "planned")
        if proposal.is_refused:
            stops = [f for f in proposal.findings if f.severity is Severity.STOP]
            assert all(stop.text.endswith(".") and stop.would_change for stop in stops)
            return
        assert proposal.plan is not None
        check_plan(request, proposal.plan)
        check_cap(request, proposal.plan)
        assert proposal.plan.end - request.start < timedelta(days=40 * 366)

    keeps_its_promises()


@settings(max_examples=40, suppress_health_check=SLOW_TO_GENERATE)
@given(requests())
def test_the_same_request_gives_the_same_proposal(request: Request) -> None:
    """Nothing is left to chance, the clock or an earlier request."""
    assert propose(request, FORMULARY) == propose(request, FORMULARY)
