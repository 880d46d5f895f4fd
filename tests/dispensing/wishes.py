"""What somebody asks of the supply, by Hypothesis, and plans walked day by day."""

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from hypothesis import strategies as st

from plan.made import CONCENTRATE, START, dose, plan_of, plans, regimen, tablets
from stepwell.plan.crossover import DIAZEPAM, Crossover
from stepwell.plan.plan import Part, Plan
from stepwell.plan.supply_wish import Cupboard, SupplyPolicy, SupplyWish
from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass, read_count


DAY = timedelta(days=1)
HALF, ONE, TWO = (f"us/lorazepam/tablet/{mg}" for mg in ("0.5", "1", "2"))
DIAZEPAM_5 = "us/diazepam/tablet/5"


def amount(part):
    """Tablets, or millilitres of a liquid."""
    if part.volume is not None:
        return Fraction(part.volume.microlitres, 1000)
    return part.count


def taken_each_day(plan):
    """Each day of a plan and what it takes, product by product: the second road."""
    days = []
    for step in plan.steps:
        for number in range(step.days):
            taken = defaultdict(Fraction)
            for each in step.doses:
                for part in each.parts:
                    taken[part.product] += amount(part)
            days.append((step.start + number * DAY, dict(taken)))
    return days


def products_of(plan):
    """The products of a plan, in order of their ids."""
    return sorted({product for _, taken in taken_each_day(plan) for product in taken})


def is_liquid(product):
    """Tell liquids by their ids."""
    return "tablet" not in product


def first_short(plan, product, at_home, since):
    """Walk from a day on until what is at home is not enough for a day."""
    left = at_home
    for day, taken in taken_each_day(plan):
        if day >= since:
            left -= taken.get(product, 0)
            if left < 0:
                return day
    return None


def read_amount(row, text):
    """The amount that a row of the supply says."""
    return Fraction(text) if row.unit == "ml" else read_count(text)


def diazepam(count, time=DoseTime.BEDTIME):
    """A dose of 5 mg tablets of diazepam."""
    part = Part(DIAZEPAM_5, strength=Mass.mg(5), count=Fraction(count))
    return dose(part, time=time, drug=DIAZEPAM)


def crossed_over():
    """Lorazepam 0.5 mg twice a day gives way to diazepam, which then goes down."""
    morning = DoseTime.MORNING
    before = [dose(tablets(1), time=morning), dose(tablets(1))]
    steps = [
        (7, [before[0], diazepam(1)]),
        (14, [diazepam(1, morning), diazepam(1)]),
        (14, [diazepam("1/2", morning), diazepam(1)]),
        (14, [diazepam("1/2", morning), diazepam("1/2")]),
    ]
    made = [plan_of(step, before=regimen(*step[1])).steps[0] for step in steps]
    dated, day = [], START
    for number, step in enumerate(made, start=1):
        dated.append(replace(step, number=number, start=day))
        day = dated[-1].end
    swap = Crossover("lorazepam", 2)
    return Plan(START, regimen(*before), tuple(dated), day, swap)


all_plans = st.one_of(plans(), st.just(crossed_over()))


@st.composite
def cupboards(draw, plan):
    """What is at home on some day of the plan: less than it needs, or more."""
    days = draw(st.integers(0, (plan.end - plan.start).days + 5))
    amounts = []
    for product in (*products_of(plan), "us/lorazepam/tablet/9"):
        if draw(st.booleans()):
            scale = 1000 if is_liquid(product) else 4
            amounts.append((product, Fraction(draw(st.integers(0, 400)), scale)))
    return Cupboard(plan.start + days * DAY, tuple(amounts))


policies = st.builds(
    SupplyPolicy,
    most_days=st.none() | st.integers(1, 40),
    earliest_days=st.none() | st.integers(0, 10),
    most_units=st.none() | st.integers(1, 60),
)


@st.composite
def plans_and_wishes(draw):
    """A plan, and a period, a cupboard and limits to go with it."""
    plan = draw(all_plans)
    wish = SupplyWish(
        period_days=draw(st.sampled_from([7, 14, 28, 30])),
        cupboard=draw(st.none() | cupboards(plan)),
        policy=draw(policies),
    )
    return plan, wish


__all__ = ["CONCENTRATE", "START", "dose", "plan_of", "tablets"]
