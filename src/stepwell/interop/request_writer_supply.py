"""The block ``supply`` of a request, written."""

from datetime import date
from typing import Any

from stepwell.interop.written import day_text, decimal_text, unusual
from stepwell.plan.supply_wish import Cupboard, SupplyPolicy, SupplyWish


def supply_document(wish: SupplyWish, start: date) -> dict[str, Any]:
    """Write the wish of a plan that begins on ``start``: empty for the usual one."""
    return unusual(_supply(wish, start), _supply(SupplyWish(), start))


def _supply(wish: SupplyWish, start: date) -> dict[str, Any]:
    cupboard = wish.cupboard
    counted_on = cupboard.counted_on if cupboard else start
    return {
        "period_days": wish.period_days,
        "cupboard": None if cupboard is None else _counted(cupboard),
        "counted_on": day_text(counted_on),
        "policy": _policy(wish.policy),
    }


def _counted(cupboard: Cupboard) -> list[dict[str, str]]:
    return [
        {"product": product, "count": decimal_text(count)}
        for product, count in cupboard.amounts
    ]


def _policy(policy: SupplyPolicy) -> dict[str, Any]:
    return unusual(
        {
            "most_days_per_prescription": policy.most_days,
            "earliest_refill_days_before": policy.earliest_days,
            "most_units_per_prescription": policy.most_units,
        }
    )
