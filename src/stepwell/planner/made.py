"""How a regimen is made beside a plan: simplest means first, and no second liquid."""

from collections.abc import Iterable, Iterator, Mapping

from stepwell.dispensing import MakeableDoses
from stepwell.formulary import Formulary
from stepwell.plan.plan import Dose, Plan
from stepwell.plan.regimen import Regimen
from stepwell.plan.request import Request
from stepwell.plan.times import DoseTime
from stepwell.planner.assemble import by_time
from stepwell.planner.rungs import ladder_for
from stepwell.quantities import Mass


Amounts = Mapping[DoseTime, Mass]


def makeable_by_rung(
    drug: str, most: Amounts, request: Request, formulary: Formulary
) -> Iterator[MakeableDoses]:
    """The makeable doses of a drug up to some amounts, rung by rung."""
    starts = {time: amount.nanograms for time, amount in most.items()}
    for rung in ladder_for(request, formulary, drug, starts):
        yield rung.staircase.makeable


def ways_to_make(
    drug: str, amounts: Amounts, request: Request, formulary: Formulary
) -> list[tuple[Dose, ...]]:
    """Every way to make the doses of a drug exactly, by rung; or none."""
    return [
        tuple(
            Dose(time, drug, amount, makeable.parts(amount.nanograms))
            for time, amount in amounts.items()
        )
        for makeable in makeable_by_rung(drug, amounts, request, formulary)
        if all(amount.nanograms in makeable.ways for amount in amounts.values())
    ]


def made_doses(
    regimen: Regimen, plan: Plan, request: Request, formulary: Formulary
) -> tuple[Dose, ...] | None:
    """The doses of a regimen without a liquid beside another of the plan, or None."""
    doses: list[Dose] = []
    for drug in regimen.drugs:
        ways = ways_to_make(drug, regimen.amounts_of(drug), request, formulary)
        kept = (each for each in ways if not pours_another(each, plan, formulary))
        made = next(kept, None)
        if made is None:
            return None
        doses += made
    return by_time(doses)


def pours_another(doses: Iterable[Dose], plan: Plan, formulary: Formulary) -> bool:
    """Tell whether a liquid is used beside another one of the plan (H12)."""
    poured = _liquids(products_of(plan), formulary)
    return bool(poured) and not _liquids(products_in(doses), formulary) <= poured


def products_of(plan: Plan) -> set[str]:
    """The ids of the products that a plan uses."""
    return products_in(dose for step in plan.steps for dose in step.doses)


def products_in(doses: Iterable[Dose]) -> set[str]:
    """The ids of the products that some doses are made of."""
    return {part.product for dose in doses for part in dose.parts}


def _liquids(products: set[str], formulary: Formulary) -> set[str]:
    return {each for each in products if formulary.product(each).is_liquid}
