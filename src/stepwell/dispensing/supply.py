"""What a pharmacy has to hand out: counts per product and dispensing period."""

from collections import defaultdict
from datetime import timedelta
from fractions import Fraction

from stepwell.plan.plan import Part, Plan, Step
from stepwell.plan.proposal import Supply
from stepwell.quantities import count_text
from stepwell.quantities.decimals import scaled_text


PERIOD_DAYS = 28
Amounts = dict[str, Fraction]


def supply_of(plan: Plan, period_days: int = PERIOD_DAYS) -> tuple[Supply, ...]:
    """Count each product per dispensing period, exactly: no dose is rounded up.

    ``spare`` is what holding the first step of the period once more would take:
    kept apart, so that it is not handed out again with every period.  Raises
    ValueError for a period without a day.
    """
    if period_days < 1:
        raise ValueError("a dispensing period has at least one day")
    rows: list[Supply] = []
    first = plan.start
    while first < plan.end:
        end = min(first + timedelta(days=period_days), plan.end)
        steps = [step for step in plan.steps if step.start < end and step.end > first]
        needed: Amounts = defaultdict(Fraction)
        for step in steps:
            days = (min(step.end, end) - max(step.start, first)).days
            _add(needed, step, days)
        spare: Amounts = defaultdict(Fraction)
        _add(spare, steps[0], steps[0].days)
        rows += [
            Supply(
                product=product,
                first_day=first.isoformat(),
                last_day=(end - timedelta(days=1)).isoformat(),
                count=_written(product, needed[product], plan),
                spare=_written(product, spare[product], plan),
                unit="ml" if _is_liquid(product, plan) else "units",
            )
            for product in sorted(needed)
        ]
        first = end
    return tuple(rows)


def _add(amounts: Amounts, step: Step, days: int) -> None:
    for dose in step.doses:
        for part in dose.parts:
            amounts[part.product] += _quantity(part) * days


def _quantity(part: Part) -> Fraction:
    if part.volume is not None:
        return Fraction(part.volume.microlitres)
    assert part.count is not None
    return part.count


def _is_liquid(product: str, plan: Plan) -> bool:
    parts = (part for step in plan.steps for dose in step.doses for part in dose.parts)
    return any(part.volume is not None for part in parts if part.product == product)


def _written(product: str, amount: Fraction, plan: Plan) -> str:
    if _is_liquid(product, plan):
        return scaled_text(int(amount), 3)
    return count_text(amount)
