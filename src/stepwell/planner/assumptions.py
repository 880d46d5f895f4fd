"""What a plan takes for granted, said in sentences."""

from collections.abc import Mapping

from stepwell.formulary import Formulary
from stepwell.plan.person import Flag
from stepwell.plan.request import CoDrug, Request
from stepwell.planner.few_pieces import most_words
from stepwell.planner.pace import Pace
from stepwell.planner.rungs import shelf_for
from stepwell.safety.scale import Scale


NOT_USED_YET = (
    Flag.KIDNEY_DISEASE,
    Flag.PTSD,
)
"""Flags that no rule and no pace of a direct taper looks at in this version."""


def assumptions_of(
    request: Request,
    formulary: Formulary,
    scale: Scale,
    paces: Mapping[str, Pace],
) -> tuple[str, ...]:
    """List the defaults that were used and the choices that were made."""
    said = [
        *(f"The pace of {drug}: {pace.words}." for drug, pace in paces.items()),
        *_about_person(request),
        *_about_co_drugs(request),
        *_about_table(request, scale),
    ]
    for drug in paces:
        said += _about_products(request, formulary, drug)
    said += _about_pattern(request)
    return tuple(said)


def _about_person(request: Request) -> list[str]:
    said = []
    if request.person.age_years is None:
        said.append(
            "No age was given: the plan is for an adult under 65; from 65 on it would"
            " be slower."
        )
    if not request.person.flags:
        other = "" if request.co_drugs else ", other medicine"
        said.append(
            f"No illness{other} or earlier withdrawal trouble was named; some of them"
            " would make the plan slower or need a prescriber first."
        )
    unused = request.person.has_any(*NOT_USED_YET)
    if unused:
        names = ", ".join(flag.words for flag in unused)
        said.append(f"Noted, but this version draws no conclusion from it: {names}.")
    return said


def _about_co_drugs(request: Request) -> list[str]:
    """Name every other medicine, also one that no rule says anything of."""
    if not request.co_drugs:
        return []
    names = ", ".join(dict.fromkeys(map(_dated, request.co_drugs)))
    return [
        f"Other medicines named: {names}. Apart from these days each is taken to stay"
        " as it is; ask the pharmacist whether all of them go together."
    ]


def _dated(co_drug: CoDrug) -> str:
    days = {"from": co_drug.started, "stopped on": co_drug.stopped}
    said = ", ".join(f"{word} {day}" for word, day in days.items() if day)
    return f"{co_drug.name} ({said})"


def _about_table(request: Request, scale: Scale) -> list[str]:
    said = [f"The limits use the equivalence table {scale.table.id}."]
    for drug in request.drugs:
        table = scale.table_for(drug)
        if table is not scale.table:
            said.append(
                f"{scale.table.id} has no value for {drug}; the limits use {table.id}."
            )
    return said


def _about_products(request: Request, formulary: Formulary, drug: str) -> list[str]:
    shelf = shelf_for(request, formulary, drug)
    named = any(formulary.product(each).drug == drug for each in request.products)
    said = []
    if not named and shelf.own:
        strengths = ", ".join(product.name for product in shelf.own)
        said.append(f"Products of {drug} taken as available: {strengths}.")
    further = [each for each in shelf.solids if each not in shelf.own]
    further += shelf.liquids
    if further:
        names = ", ".join(product.name for product in further)
        said.append(f"Used only where needed, and then to be prescribed: {names}.")
    if not shelf.liquids and not request.liquids:
        said.append("No liquid is used, as asked.")
    said.append(
        f"Tablets are divided into no smaller pieces than {_piece(request)}; capsules,"
        " films and extended-release forms are never divided."
    )
    return said


def _piece(request: Request) -> str:
    return {"whole": "whole tablets", "half": "halves", "quarter": "quarters"}[
        request.smallest_piece
    ]


def _about_pattern(request: Request) -> list[str]:
    asked = ", as asked" if request.limits_pieces else ""
    said = [
        f"A dose of one drug is made of {most_words(request.most_pieces)}{asked}; one"
        " and a half tablets count as two pieces, a measured volume as one."
    ]
    if len(request.drugs) > 1:
        said.append(
            "Only one medicine is reduced at a time; the others stay as they are."
        )
    times = {dose.time for dose in request.current}
    if request.reduce_first in times and len(times) > 1:
        said.append(
            f"The {request.reduce_first} dose shrinks first, as asked; shared over all"
            " doses of the day, the cuts would keep the level steadier."
        )
    elif len(times) > 1:
        said.append("All doses of the day shrink in the same proportion.")
    said.append("The first step begins on the start date; the dose is taken daily.")
    return said
