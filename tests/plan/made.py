"""Doses, steps and plans, made by hand and by Hypothesis."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate

from hypothesis import strategies as st

from stepwell.plan.plan import Dose, Part, Plan, Step
from stepwell.plan.regimen import Regimen
from stepwell.plan.times import DoseTime
from stepwell.quantities import Concentration, Mass, Volume
from stepwell.quantities.mass import total


START = date(2027, 1, 4)
STRENGTHS = {
    "us/lorazepam/tablet/0.5": Mass.mg("0.5"),
    "us/lorazepam/tablet/1": Mass.mg(1),
    "us/lorazepam/tablet/2": Mass.mg(2),
}
CONCENTRATE = "us/lorazepam/oral-concentrate/2"


def tablets(count, product="us/lorazepam/tablet/0.5"):
    """So many tablets of a product."""
    return Part(product, strength=STRENGTHS[product], count=Fraction(count))


def liquid(ml, mg_per_ml=2, product=CONCENTRATE):
    """So many millilitres of a liquid."""
    return Part(
        product,
        concentration=Concentration.mg_per_ml(mg_per_ml),
        volume=Volume.ml(ml),
    )


def dose(*parts, time=DoseTime.BEDTIME, drug="lorazepam"):
    """A dose made of parts."""
    return Dose(time, drug, total(tuple(part.amount for part in parts)), parts)


def regimen(*doses):
    """The regimen of doses."""
    return Regimen.of((each.drug, each.time, each.amount) for each in doses)


def plan_of(*steps, start=START, before=None, stops=True):
    """A plan of (days, doses) one after the other."""
    starts = accumulate((days for days, _ in steps), initial=0)
    made = tuple(
        Step(number, start + timedelta(days=day), days, tuple(doses))
        for number, (day, (days, doses)) in enumerate(
            zip(starts, steps, strict=False), start=1
        )
    )
    taken = made[0].regimen if before is None else before
    return Plan(start, taken, made, made[-1].end if stops else None)


def falling(most, length):
    """Whole numbers that never rise, so many of them."""
    return st.lists(st.integers(0, most), min_size=length, max_size=length).map(
        lambda numbers: sorted(numbers, reverse=True)
    )


@st.composite
def plans(draw):
    """Plans of one drug in tablets and drops, at up to four times of day."""
    length = draw(st.integers(1, 6))
    times = draw(st.lists(st.sampled_from(DoseTime), min_size=1, unique=True))
    doses = [[] for _ in range(length)]
    for place, time in enumerate(times):
        product = draw(st.sampled_from(sorted(STRENGTHS)))
        quarters = draw(falling(12, length))
        if place == 0:
            quarters = [number + 1 for number in quarters]
        drops = draw(st.one_of(st.just([0] * length), falling(50, length)))
        for step, quarter, drop in zip(doses, quarters, drops, strict=True):
            parts = []
            if quarter:
                parts.append(tablets(Fraction(quarter, 4), product))
            if drop:
                parts.append(liquid(Fraction(drop, 50)))
            if parts:
                step.append(dose(*parts, time=time))
    days = draw(st.lists(st.integers(1, 40), min_size=length, max_size=length))
    return plan_of(*zip(days, doses, strict=True), stops=draw(st.booleans()))
