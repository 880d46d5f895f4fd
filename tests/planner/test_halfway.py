"""Halfway: a dose between two, made exactly, from what the plan uses (H07, H12)."""

from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from tests.factories import START, Doses, regimen_from, tablets
from tests.planner.adapting import FORMULARY, MG, asked
from tests.planner.strategies import requests

from stepwell.formulary import Formulary, Product, SmallestPiece
from stepwell.plan.plan import Dose, Part, Plan, Step
from stepwell.plan.regimen import NOTHING_TAKEN, Regimen
from stepwell.plan.request import Request
from stepwell.plan.times import DoseTime
from stepwell.planner import propose
from stepwell.planner.halfway import doses_halfway
from stepwell.planner.made import (
    made_doses,
    makeable_by_rung,
    pours_another,
    products_in,
    products_of,
    ways_to_make,
)
from stepwell.quantities import Concentration, Mass, Volume
from stepwell.sources import Mark


TABLET = "gb/diazepam/tablet/"
BED, MORNING = DoseTime.BEDTIME, DoseTime.MORNING
ALL = list(HealthCheck)


def liquid(name: str, mg_per_ml: str, drug: str = "diazepam") -> Product:
    """A compounded liquid."""
    return Product(
        f"custom/{name}",
        drug,
        "oral suspension",
        ("custom",),
        Mark.UNVERIFIED,
        concentration=Concentration.mg_per_ml(mg_per_ml),
    )


def capsule(mg: str) -> Product:
    """A capsule, which is never divided."""
    return Product(
        f"custom/{mg}",
        "diazepam",
        "capsule",
        ("custom",),
        Mark.UNVERIFIED,
        strength=Mass.mg(mg),
    )


THIN, THICK = liquid("thin", "0.5"), liquid("thick", "2")
KNOWN = FORMULARY.with_products((THIN, THICK))


def dose(*parts: Part, time: DoseTime = BED, drug: str = "diazepam") -> Dose:
    """A dose of some parts."""
    amount = Mass(sum(part.amount.nanograms for part in parts))
    return Dose(time, drug, amount, parts)


def of(strength: str, count: str, time: DoseTime = BED) -> Dose:
    """A dose of so many tablets of a strength in mg."""
    return dose(tablets(TABLET + strength, count), time=time)


def poured(product: Product, microlitres: int) -> Dose:
    """A dose of a liquid."""
    volume = Volume(microlitres)
    return dose(Part(product.id, concentration=product.concentration, volume=volume))


def plan_with(*steps: tuple[Dose, ...]) -> Plan:
    """A plan of such steps, one a day."""
    made = tuple(
        Step(number, START.replace(day=3 + number), 1, doses)
        for number, doses in enumerate(steps, start=1)
    )
    return Plan(made[0].start, made[0].regimen, made, None)


def between(
    above: tuple[Dose, ...],
    below: tuple[Dose, ...],
    also: tuple[Dose, ...] = (),
    formulary: Formulary = KNOWN,
    **changes: Any,
) -> dict[str, Any] | None:
    """What lies halfway: amounts in mg by time, and the products."""
    plan = plan_with(*(each for each in (also, above, below) if each))
    bottom = Regimen.of((each.drug, each.time, each.amount) for each in below)
    request = asked(**changes)
    found = doses_halfway(plan, above, bottom, request, formulary)
    if found is None:
        return None
    amounts = {each.time.value: each.amount.nanograms / MG for each in found}
    return {**amounts, "of": products_in(found)}


def test_H07_exactly_half_of_the_change_where_it_can_be_made() -> None:
    """From 18 to 16 mg: 17 mg, of 10, 5 and 2 mg."""
    found = between((of("2", "9"),), (of("2", "8"),))
    assert found is not None
    assert found["bedtime"] == 17


@pytest.mark.parametrize(
    ("top", "bottom", "half"),
    [("9", "6", 15.0), ("9", "5", 14.0), ("5", "4", 9.0), ("2", "1", 3.0)],
)
def test_H07_half_or_as_near_above_it_as_can_be_made(
    top: str, bottom: str, half: float
) -> None:
    """Tablets of 2 mg in halves, and what else the market has."""
    found = between((of("2", top),), (of("2", bottom),))
    assert found is not None
    assert found["bedtime"] == half


EIGHTEEN = Product(
    "custom/18",
    "diazepam",
    "tablet",
    ("custom",),
    Mark.UNVERIFIED,
    strength=Mass.mg(18),
    smallest_piece=SmallestPiece.HALF,
)
FOUR_OR_NINE: dict[str, Any] = {
    "custom_products": (capsule("4"), EIGHTEEN),
    "products": ("custom/4", "custom/18", TABLET + "10"),
    "most_pieces": 1,
}
"""Between 10 and 2 mg: a capsule of 4 mg, or half a tablet of 18 mg."""
WITH_BOTH = FORMULARY.with_products(FOUR_OR_NINE["custom_products"])


def part(product: Product, count: str) -> Part:
    """So many of a product of our own."""
    return Part(product.id, strength=product.strength, count=Fraction(count))


def test_H07_above_half_comes_before_below_it() -> None:
    """9 mg, though 4 mg is nearer to 6 mg and is made more simply."""
    both = dose(part(EIGHTEEN, "1/2"), part(capsule("4"), "1"))
    steps = (of("10", "1"),), (of("2", "1"),), (both,)
    found = between(*steps, WITH_BOTH, **FOUR_OR_NINE)
    assert found is not None
    assert found["bedtime"] == 9


def test_H07_above_half_comes_first_even_of_a_product_that_is_new() -> None:
    """The plan has only the 4 mg: that would be most of the change, not half."""
    four = dose(*(part(capsule("4"), "3"),))
    steps = (of("10", "1"),), (of("2", "1"),), (four,)
    found = between(*steps, WITH_BOTH, **FOUR_OR_NINE)
    assert found is not None
    assert found["bedtime"] == 9


def test_H12_the_tablets_of_the_plan_come_before_an_exact_half_of_others() -> None:
    """From 9 to 6 mg of 2 mg tablets: 8 mg, and not 7.5 mg with 5 mg tablets."""
    found = between((of("2", "9/2"),), (of("2", "3"),))
    assert found == {"bedtime": 8.0, "of": {TABLET + "2"}}


def test_below_half_is_better_than_the_whole_change() -> None:
    """Where only 4 mg lies between 10 mg and 2 mg, the step is 4 mg."""
    formulary = FORMULARY.with_products((capsule("4"),))
    changes = {
        "custom_products": (capsule("4"),),
        "products": ("custom/4", TABLET + "10"),
        "smallest_piece": SmallestPiece.WHOLE,
        "most_pieces": 1,
        "market": "ca",
    }
    found = between((of("10", "1"),), (of("2", "1"),), (), formulary, **changes)
    assert found is not None
    assert found["bedtime"] in (4, 5)


def test_every_dose_of_the_day_is_halved() -> None:
    """10 mg and 10 mg to 8 mg and 6 mg: 9 mg and 8 mg."""
    found = between(
        (of("10", "1", MORNING), of("10", "1")),
        (of("2", "4", MORNING), of("2", "3")),
    )
    assert found is not None
    assert (found["morning"], found["bedtime"]) == (9, 8)


def test_a_dose_that_cannot_be_halved_stays_and_the_other_is() -> None:
    """2 mg in the morning to 1 mg has nothing between; the night goes to 9 mg.

    As near to half is 1 mg and 10 mg, but then one dose would fall by all of it.
    """
    found = between(
        (of("2", "1", MORNING), of("10", "1")),
        (of("2", "0.5", MORNING), of("2", "4")),
        (of("2", "1", MORNING), of("5", "3")),
    )
    assert found is not None
    assert (found["morning"], found["bedtime"]) == (2, 9)


def test_a_dose_that_does_not_change_is_made_as_before() -> None:
    """The morning's 5 mg are the same tablets, even if others would do."""
    morning = of("2", "2.5", MORNING)
    plan = plan_with((morning, of("10", "1")))
    found = doses_halfway(
        plan,
        (morning, of("10", "1")),
        regimen_from(
            {("diazepam", "morning"): "5 mg", ("diazepam", "bedtime"): "8 mg"}
        ),
        asked(),
        KNOWN,
    )
    assert found is not None
    assert found[0] == morning
    assert found[1].amount == Mass.mg(9)


def test_where_no_dose_can_be_halved_one_is_left_out() -> None:
    """1 mg twice a day before the stop: 1 mg once, the first of the day gone."""
    twice = (of("2", "0.5", MORNING), of("2", "0.5"))
    found = between(twice, ())
    assert found == {"bedtime": 1.0, "of": {TABLET + "2"}}


def test_one_dose_less_is_never_all_of_the_change() -> None:
    """1 mg twice a day to 1 mg once: nothing lies between."""
    twice = (of("2", "0.5", MORNING), of("2", "0.5"))
    assert between(twice, (of("2", "0.5"),)) is None
    assert between((of("2", "0.5"),), ()) is None


def test_two_drugs_that_change_are_not_halved() -> None:
    """Nor a step in which nothing falls."""
    both: Doses = {
        ("diazepam", "bedtime"): (tablets(TABLET + "10", "1"),),
        ("lorazepam", "bedtime"): (tablets("gb/lorazepam/tablet/1", "1"),),
    }
    doses = tuple(
        dose(*parts, time=DoseTime(time), drug=drug)
        for (drug, time), parts in both.items()
    )
    plan = plan_with(doses)
    for below in (NOTHING_TAKEN, regimen_from(both)):
        assert doses_halfway(plan, doses, below, asked(), KNOWN) is None


def test_the_other_drug_stays_as_it_is() -> None:
    """Only diazepam falls, so lorazepam is taken as before."""
    lorazepam = dose(tablets("gb/lorazepam/tablet/1", "1"), drug="lorazepam")
    doses = (of("10", "1"), lorazepam)
    below = regimen_from(
        {("diazepam", "bedtime"): "8 mg", ("lorazepam", "bedtime"): "1 mg"}
    )
    found = doses_halfway(plan_with(doses), doses, below, asked(), KNOWN)
    assert found is not None
    assert [each.amount for each in found] == [Mass.mg(9), Mass.mg(1)]
    assert found[1] == lorazepam


def test_H12_what_the_plan_uses_comes_before_anything_else() -> None:
    """9 mg of the 2 and 5 mg tablets at hand, and not of a liquid nobody has yet."""
    found = between(
        (of("5", "2"),), (of("2", "4"),), liquids=True, custom_products=(THIN, THICK)
    )
    assert found is not None
    assert found["of"] <= {TABLET + "5", TABLET + "2"}


def test_H12_a_second_liquid_is_never_poured() -> None:
    """The plan pours the thin one; a half that only the thick one makes is none."""
    changes: dict[str, Any] = {
        "liquids": True,
        "custom_products": (THIN, THICK),
        "products": (THIN.id, THICK.id),
        "smallest_piece": SmallestPiece.WHOLE,
    }
    with_thin = (poured(THIN, 8000),)
    found = between((poured(THIN, 4000),), (poured(THIN, 2000),), with_thin, **changes)
    assert found is not None
    assert found["of"] == {THIN.id}
    assert found["bedtime"] == 1.5
    steps = (poured(THICK, 1100),), (poured(THICK, 1000),)
    assert between(*steps, **changes) is None


def test_H12_the_same_half_is_made_where_no_liquid_was_poured_before() -> None:
    """4.2 ml of the thin one lie between 1.1 and 1 ml of the thick one."""
    request = asked(liquids=True, custom_products=(THIN, THICK))
    below = regimen_from({("diazepam", "bedtime"): "2 mg"})
    tablets_alone = plan_with((of("10", "1"),))
    made = doses_halfway(tablets_alone, (poured(THICK, 1100),), below, request, KNOWN)
    assert made is not None
    assert made[0].amount == Mass.mg("2.1")


def test_a_plan_without_a_liquid_may_begin_with_one() -> None:
    """Where tablets make nothing between and liquids are allowed."""
    half = (of("2", "0.5"),)
    assert between(half, (), liquids=True) is not None
    assert between(half, (), liquids=False) is None


# Made -----------------------------------------------------------------------------


def test_H12_another_liquid_is_one_that_the_plan_does_not_pour() -> None:
    """None at all, the same and tablets are no other."""
    thin, thick, solid = poured(THIN, 4000), poured(THICK, 1000), of("2", "1")
    plan = plan_with((thin,))
    assert not pours_another((thin,), plan, KNOWN)
    assert not pours_another((solid,), plan, KNOWN)
    assert pours_another((thick,), plan, KNOWN)
    assert pours_another((thin, thick), plan, KNOWN)
    assert not pours_another((thick,), plan_with((solid,)), KNOWN)


def test_products_are_those_of_every_step_and_dose() -> None:
    """Each once."""
    plan = plan_with((of("10", "1"), of("2", "1", MORNING)), (of("5", "1"),))
    assert products_of(plan) == {TABLET + each for each in ("10", "5", "2")}


def test_H12_a_regimen_is_made_as_simply_as_can_be_without_a_second_liquid() -> None:
    """Whole tablets before halves; None where only another liquid would do."""
    request = asked(liquids=True, custom_products=(THIN, THICK))
    nine = regimen_from(
        {("diazepam", "bedtime"): "9 mg", ("diazepam", "morning"): "4 mg"}
    )
    made = made_doses(nine, plan_with((of("10", "2"),)), request, KNOWN)
    assert made is not None
    assert [each.time for each in made] == [MORNING, BED]
    assert all(
        part.count and part.count.denominator == 1 for d in made for part in d.parts
    )
    odd = regimen_from({("diazepam", "bedtime"): "3.05 mg"})
    assert made_doses(odd, plan_with((of("10", "2"),)), request, KNOWN) is not None
    foreign = plan_with((poured(liquid("other", "3"), 1000),))
    formulary = KNOWN.with_products((liquid("other", "3"),))
    assert made_doses(odd, foreign, request, formulary) is None


def test_a_dose_that_no_product_makes_has_no_way() -> None:
    """17.3 mg of tablets; and one dose of two that cannot be made is enough."""
    plan = plan_with((of("10", "2"),))
    for amounts in (
        {("diazepam", "bedtime"): "17.3 mg"},
        {("diazepam", "bedtime"): "17.3 mg", ("diazepam", "morning"): "5 mg"},
    ):
        assert made_doses(regimen_from(amounts), plan, asked(), KNOWN) is None
    ways = ways_to_make("diazepam", {BED: Mass.mg(10)}, asked(), KNOWN)
    assert [d.amount for way in ways for d in way] == [Mass.mg(10)] * len(ways)


# Property -------------------------------------------------------------------------


def one_dose_ways(
    plan: Plan, top: Dose, bottom: int, request: Request, formulary: Formulary
) -> list[int]:
    """What could be made between two amounts of one dose, in nanograms."""
    most = {top.time: top.amount}
    found = []
    for makeable in makeable_by_rung(top.drug, most, request, formulary):
        for amount in makeable.ways:
            if bottom < amount < top.amount.nanograms:
                made = Dose(top.time, top.drug, Mass(amount), makeable.parts(amount))
                if not pours_another((made,), plan, formulary):
                    found.append(amount)
    return found


@settings(max_examples=25, suppress_health_check=ALL)
@given(requests(), st.data())
def test_H07_H12_halfway_lies_between_and_is_made_of_what_may_be_used(
    request: Request, data: st.DataObject
) -> None:
    """Strictly between, at or above half where that can be made, and no new liquid."""
    formulary = FORMULARY.with_products(request.custom_products)
    plan = propose(request, FORMULARY).plan
    if plan is None or len(plan.steps) < 2:
        return
    place = data.draw(st.integers(0, len(plan.steps) - 2))
    now, following = plan.steps[place : place + 2]
    found = doses_halfway(plan, now.doses, following.regimen, request, formulary)
    drug = request.drugs[0]
    top = now.regimen.total(drug).nanograms
    bottom = following.regimen.total(drug).nanograms
    if len(now.doses) == 1:
        low = following.regimen.amounts_of(drug).get(now.doses[0].time, Mass(0))
        ways = one_dose_ways(plan, now.doses[0], low.nanograms, request, formulary)
        assert (found is None) is (not ways)
        if found is not None and any(2 * way >= top + bottom for way in ways):
            event("at or above half")
            assert 2 * found[0].amount.nanograms >= top + bottom
    if found is None:
        event("nothing between")
        return
    half = Regimen.of((each.drug, each.time, each.amount) for each in found)
    assert bottom < half.total(drug).nanograms < top
    assert not half.rises_over(now.regimen)
    assert not following.regimen.rises_over(half)
    assert not pours_another(found, plan, formulary)
    most = now.regimen.amounts_of(drug)
    makeable = list(makeable_by_rung(drug, most, request, formulary))
    for each in found:
        made = [
            m.parts(each.amount.nanograms)
            for m in makeable
            if each.amount.nanograms in m.ways
        ]
        assert each in now.doses or each.parts in made
    for earlier, later in pairwise([each.time.position for each in found]):
        assert earlier < later
