"""H06 over generated crossovers: the corridor holds on every day, no day is empty."""

import os
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from tests.factories import pieces_of
from tests.planner.strategies import FORMULARY, MOST_PIECES_A_DOSE, plannable_drugs

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
UPPER, LOWER = Fraction(21, 20), Fraction(19, 20)
FORMS = ("tablet", "capsule", "film-coated tablet", "extended-release capsule")
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
    cell = scale.equivalent(drug)
    wish = CrossoverWish(
        equal=draw(st.sampled_from([None, None, cell.low, cell.high])),
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
        most_pieces=draw(st.sampled_from(MOST_PIECES_A_DOSE)),
        liquids=draw(st.booleans()),
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
    cell = Scale.using(FORMULARY, default_table(request.market)).equivalent(old)
    equal = request.crossover.equal or cell.high
    most = request.crossover.most_daily
    today = as_diazepam(plan.before, old, equal)
    before, day = plan.before, plan.start
    for step in plan.steps:
        assert step.doses
        assert all(0 < pieces_of(dose) <= request.most_pieces for dose in step.doses)
        assert step.start == day
        total = as_diazepam(step.regimen, old, equal)
        if step.number <= plan.crossover.last_step:
            assert total <= today * UPPER
            assert total <= as_diazepam(before, old, equal) * UPPER
            assert step.regimen.total(old) < before.total(old)
            assert step.regimen.total(DIAZEPAM) > before.total(DIAZEPAM)
            assert most is None or step.regimen.total(DIAZEPAM) <= most
            check_lower(proposal, step, before, old, equal)
        else:
            assert not step.regimen.rises_over(before)
        before, day = step.regimen, step.end
    assert plan.stop_date == day


def check_lower(proposal, step, before, old, equal):
    """At most 5 % below the step before and today; less only where nothing else can
    be made, within the agreed step, and then both the step and a caution say so.
    """
    request, plan = proposal.request, proposal.plan
    today, was, total = (
        as_diazepam(each, old, equal) for each in (plan.before, before, step.regimen)
    )
    low = total < max(was, today) * LOWER
    event("below the corridor" if low else "within the corridor")
    told = [
        finding
        for finding in proposal.findings
        if finding.step == step.number and "Both together are then" in finding.text
    ]
    assert len(told) == low
    assert any("Both together are then" in why for why in step.reasons) == low
    [time] = (
        time for drug, time in step.regimen.rises_over(before) if drug == DIAZEPAM
    )
    present = before.amounts.get((DIAZEPAM, time), Mass(0)).nanograms
    taken = step.regimen.amounts[DIAZEPAM, time].nanograms
    added = Fraction(taken - present, 1_000_000)
    assert f"becomes {shown(added)} mg of diazepam" in step.reasons[0]
    if not low:
        return
    rest = total - Fraction(taken, 1_000_000)
    for amount in makeable_diazepam(request):
        other = rest + Fraction(amount, 1_000_000)
        inside = max(was, today) * LOWER <= other <= min(was, today) * UPPER
        assert amount <= present or not inside
    check_fall(highest_before(plan, step, old, equal), total)


def highest_before(plan, step, old, equal):
    """The highest total of the 14 days before a step begins."""
    begins = step.start - timedelta(days=14)
    ended = [
        (plan.start, plan.before),
        *((each.end, each.regimen) for each in plan.steps),
    ]
    last = step.number - 1
    return max(
        as_diazepam(regimen, old, equal)
        for place, (end, regimen) in enumerate(ended[: step.number])
        if end > begins or place == last
    )


def check_fall(highest, total):
    """The cap of G02 and the step of tier 2, written out."""
    fall, points = highest - total, occupancy(highest) - occupancy(total)
    assert fall * 4 <= highest or (fall <= Fraction(5, 4) and points <= 5)
    assert fall * 10 <= highest or points <= Fraction(5, 2)


def occupancy(milligrams):
    """Per cent of receptors by the hyperbola of the fact sheet."""
    return 100 * milligrams / (milligrams + Fraction("24.7"))


def makeable_diazepam(request):
    """Every dose of diazepam that the request allows, up to 60 mg, in nanograms."""
    products = [
        each
        for each in FORMULARY.products_of(DIAZEPAM, request.market)
        if not each.extended_release
    ]
    solids = [each for each in products if each.form in FORMS]
    liquids = [each for each in products if each.is_liquid][: request.liquids]
    made = makeable_doses([*solids, *liquids], request.smallest_piece, Mass.mg(60))
    return made.within(request.most_pieces).ways


def shown(value):
    """Two decimals at most, half up."""
    hundredths = (value * 200 + 1) // 2
    return f"{hundredths / 100:.2f}".rstrip("0").rstrip(".")


def as_diazepam(regimen, old, equal):
    """Both drugs in mg of diazepam, by the ratio that adds least, worked out here."""
    milligrams = Fraction(regimen.total(DIAZEPAM).nanograms, 1_000_000)
    return milligrams + Fraction(regimen.total(old).nanograms * 10, equal.nanograms)
