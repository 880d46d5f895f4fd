"""A request as a document again, so that a plan can be made anew later.

Keys and values are those that `request_reader` reads, in the order of its keys;
what equals the reader's default is left out.
"""

from typing import Any

from stepwell.formulary import Product, SmallestPiece
from stepwell.interop.request_current import UNSAFE_DRUGS
from stepwell.interop.request_writer_supply import supply_document
from stepwell.interop.written import day_text, dose_text, plain_number, unusual, word
from stepwell.plan.agreed_rule import POSSIBLE, AgreedRule
from stepwell.plan.care import Care
from stepwell.plan.crossover import CrossoverWish, Swap
from stepwell.plan.person import Flag, Person, RedFlag, UseHistory
from stepwell.plan.request import (
    CoDrug,
    CurrentDose,
    Earlier,
    Goal,
    Override,
    PaceWish,
    Request,
)


EQUAL = "equal_to_10_mg_diazepam"


def request_document(request: Request) -> dict[str, Any]:
    """Give the document that reads back as exactly this request.

    Its values are those of JSON, apart from numbers with a point, which stay exact
    decimals.  The same request gives the same document, the order of keys included.
    """
    plainest = Request(
        start=request.start,
        market=request.market,
        current=request.current,
        use=UseHistory(),
    )
    needed = {
        "start": day_text(request.start),
        "market": request.market,
        "current": [
            _dose(dose) for dose in (*request.current, *request.unsafe_current)
        ],
    }
    return needed | unusual(_optional(request), _optional(plainest))


def _optional(request: Request) -> dict[str, Any]:
    return {
        "using_since": day_text(request.use.since),
        "days_per_week": request.use.days_per_week,
        "person": _person(request.person),
        "goal": _goal(request.goal),
        "pace": _pace(request.pace),
        "method": _method(request),
        "products": list(request.products),
        "custom_products": [_product(each) for each in request.custom_products],
        "smallest_piece": word(request.smallest_piece),
        "most_pieces_a_dose": request.most_pieces,
        "liquids": request.liquids,
        "reduce_first": word(request.reduce_first),
        "equivalence": request.equivalence,
        "author": word(request.author),
        "overrides": [_override(each) for each in request.overrides],
        "co_drugs": [_co_drug(each) for each in request.co_drugs],
        "crossover": unusual(
            _crossover(request.crossover), _crossover(CrossoverWish())
        ),
        "care": _care(request.care),
        "supply": supply_document(request.supply, request.start),
        "agreed_rule": unusual(
            _agreed_rule(request.agreed_rule), _agreed_rule(AgreedRule())
        ),
        "earlier": _earlier(request.earlier),
    }


def _dose(dose: CurrentDose) -> dict[str, Any]:
    return {
        "drug": dose.drug,
        "time": word(dose.time),
        "dose": dose_text(dose.amount),
    }


def _person(person: Person) -> dict[str, Any]:
    said = {
        "age": person.age_years,
        "flags": [flag.value for flag in Flag if flag in person.flags],
        "red_flags": [flag.value for flag in RedFlag if flag in person.red_flags],
    }
    return unusual(said, {"flags": [], "red_flags": []})


def _goal(goal: Goal) -> dict[str, Any]:
    return unusual(
        {
            "reduce_to": dose_text(goal.reduce_to),
            "drug": goal.drug,
            "by": day_text(goal.by),
            "final_dose": dose_text(goal.final_dose),
        }
    )


def _pace(pace: PaceWish) -> dict[str, Any]:
    percent = None if pace.reduction is None else pace.reduction * 100
    return unusual(
        {
            "shape": word(pace.shape),
            "reduction_percent": plain_number(percent),
            "reduction_points": plain_number(pace.points),
            "reduction": dose_text(pace.amount),
            "step_days": pace.step_days,
            "change_days": pace.change_days,
        }
    )


def _method(request: Request) -> str:
    """The unsafe method that was named, unless it follows from what is taken."""
    unsafe = request.unsafe_method
    if unsafe is None or (unsafe in UNSAFE_DRUGS and request.unsafe_current):
        return request.method.value
    return unsafe


def _product(product: Product) -> dict[str, Any]:
    strength, liquid = product.strength, product.concentration
    said = {
        "id": product.id,
        "drug": product.drug,
        "form": product.form,
        "strength_mg": None if strength is None else strength.mg_text,
        "concentration_mg_per_ml": None if liquid is None else liquid.mg_per_ml_text,
        "smallest_piece": word(product.smallest_piece),
    }
    return unusual(said, {"smallest_piece": SmallestPiece.WHOLE.value})


def _override(override: Override) -> dict[str, Any]:
    return {"rule": override.rule, "reason": override.reason, "by": override.by}


def _co_drug(co_drug: CoDrug) -> dict[str, Any]:
    return unusual(
        {
            "name": co_drug.name,
            "started": day_text(co_drug.started),
            "stopped": day_text(co_drug.stopped),
        }
    )


def _crossover(wish: CrossoverWish) -> dict[str, Any]:
    return {
        "order": [time.value for time in wish.order],
        "parts": wish.parts,
        "swap_days": wish.swap_days,
        "settle_days": wish.settle_days,
        "swaps": [_swap(each) for each in wish.swaps],
        EQUAL: dose_text(wish.equal),
        "most_diazepam_a_day": dose_text(wish.most_daily),
    }


def _swap(swap: Swap) -> dict[str, Any]:
    return unusual(
        {
            "time": word(swap.time),
            "amount": dose_text(swap.amount),
            EQUAL: dose_text(swap.equal),
        }
    )


def _care(care: Care) -> dict[str, Any]:
    return unusual(
        {
            "prescriber": care.prescriber,
            "last_contact": day_text(care.last_contact),
            "next_review": day_text(care.next_review),
            "prescribed_until": day_text(care.prescribed_until),
        }
    )


def _earlier(earlier: Earlier | None) -> dict[str, Any] | None:
    if earlier is None:
        return None
    said = {
        "began": day_text(earlier.began),
        "cut": day_text(earlier.cut),
        "before": [_dose(dose) for dose in earlier.before],
    }
    return unusual(said, {"before": []})


def _agreed_rule(rule: AgreedRule) -> dict[str, Any]:
    return {
        **{situation: word(getattr(rule, situation)) for situation in POSSIBLE},
        "with": rule.agreed_with,
        "on": day_text(rule.agreed_on),
    }
