"""H06 over generated crossovers: the corridor holds on every day, no day is empty."""

import os
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from tests.planner.strategies import FORMULARY, plannable_drugs

from stepwell.dispensing import makeable_doses
from stepwell.formulary import MARKETS, SmallestPiece
from stepwell.plan.crossover import DIAZEPAM, NIGHT_FIRST, CrossoverWish
from stepwell.plan.person import UseHistory
from stepwell.plan.request import Author, CurrentDose, Method, Request
from stepwell.plan.times import DoseTime
from stepwell.planner import propose
from stepwell.quantities import Mass
from stepwell.safety.scale import Scale, default_table


LONG = os.environ.get("STEPWELL_LONG") == "1"
CI = os.environ.get("CI") == "true"
CROSSOVERS = 10_000 if LONG else 1_000 if CI else 60
UPPER = Fraction(21, 20)
START = date(2027, 1, 4)


@st.composite
def crossovers(draw: st.DrawFn) -> Request:
    """A prescriber's crossover of one drug, taken one to four times a day."""
    market = draw(st.sampled_from(MARKETS))
    drugs = [drug for drug in plannable_drugs(market) if drug != DIAZEPAM]
    drug = draw(st.sampled_from(drugs))
    times = draw(
        st.lists(st.sampled_from(list(DoseTime)), min_size=1, max_size=4, unique=True)
    )
    scale = Scale.using(FORMULARY, default_table(market))
    ceiling = scale.mass_of(drug, Fraction(40)) / len(times)
    products = FORMULARY.products_of(drug, market)
    ways = makeable_doses(products, SmallestPiece.HALF, Mass(int(ceiling))).ways
    amounts = sorted(ways) or [products[0].strength.nanograms]
    current = tuple(
        CurrentDose(drug, time, Mass(draw(st.sampled_from(amounts))))
        for time in sorted(times, key=lambda each: each.position)
    )
    wish = CrossoverWish(
        order=tuple(draw(st.permutations(NIGHT_FIRST))),
        parts=draw(st.integers(1, 4)),
        swap_days=draw(st.integers(7, 14)),
        settle_days=draw(st.sampled_from([7, 14, 28])),
        most_daily=draw(st.sampled_from([None, None, Mass.mg(30), Mass.mg(10)])),
    )
    return Request(
        start=START,
        market=market,
        current=current,
        use=UseHistory(START - timedelta(days=900)),
        method=Method.CROSSOVER,
        author=Author.PRESCRIBER,
        crossover=wish,
        smallest_piece=draw(st.sampled_from([SmallestPiece.HALF, SmallestPiece.WHOLE])),
    )


@given(crossovers())
@settings(
    max_examples=CROSSOVERS,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_H06_the_corridor_holds_on_every_day(request: Request) -> None:
    """Never more than 5 % above, never both drugs in full, never a day without."""
    proposal = propose(request, FORMULARY)
    plan = proposal.plan
    event("refused" if proposal.is_refused else "planned")
    if plan is None:
        return  # a refused one may still have a plan, which has to hold as well
    old = request.current[0].drug
    equal = Scale.using(FORMULARY, default_table(request.market)).equivalent(old).high
    today = as_diazepam(plan.before, old, equal)
    before, day = plan.before, plan.start
    for step in plan.steps:
        assert step.doses
        assert step.start == day
        total = as_diazepam(step.regimen, old, equal)
        if step.number <= plan.crossover.last_step:
            assert total <= today * UPPER
            assert total <= as_diazepam(before, old, equal) * UPPER
            assert step.regimen.total(old) < before.total(old)
            assert step.regimen.total(DIAZEPAM) > before.total(DIAZEPAM)
        else:
            assert not step.regimen.rises_over(before)
        before, day = step.regimen, step.end
    assert plan.stop_date == day


def as_diazepam(regimen, old, equal):
    """Both drugs in mg of diazepam, by the ratio that adds least, worked out here."""
    milligrams = Fraction(regimen.total(DIAZEPAM).nanograms, 1_000_000)
    return milligrams + Fraction(regimen.total(old).nanograms * 10, equal.nanograms)
