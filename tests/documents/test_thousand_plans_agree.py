"""Page, table, JSON, calendar and papers of a thousand plans say the same doses.

The plans are made of every product there is, not by the planner: several drugs, times
and products, pieces of tablets and liquids.  Each document is read by itself, and what
it says is compared with the plan's own days.  CI=true tries a thousand plans, a desk
a tenth of them.
"""

import os
from datetime import timedelta
from fractions import Fraction
from random import Random

import pytest
from tests.documents.calendars import WORKS
from tests.documents.day_tables import (
    of_calendar,
    of_csv,
    of_ics,
    of_json,
    of_list,
    of_plan,
    of_text,
    until,
)

from factories import FORMULARY, START, make_request
from stepwell.documents import plan_csv, plan_json, plan_text, plan_view
from stepwell.documents.paper.person_plan import Layout, person_plan_pdf
from stepwell.documents.paper.typeset import Sheet
from stepwell.documents.plan_ics import plan_ics
from stepwell.documents.views import Modelled
from stepwell.formulary import MARKETS
from stepwell.plan.plan import Dose, Part, Plan, Step
from stepwell.plan.proposal import Proposal
from stepwell.plan.regimen import Regimen
from stepwell.plan.times import DoseTime
from stepwell.quantities import Volume
from stepwell.quantities.mass import total


A_CHUNK = 50
TIMES = {1: [1, 1, 2, 3, 4], 2: [1, 2, 3], 3: [1, 2]}
"""Times a day by the number of drugs: a day of the calendar fills no whole page."""
PLANS = 1000 if os.environ.get("CI") == "true" else 100
SOLD = {
    market: {
        drug: products
        for drug in FORMULARY.drugs
        if (products := FORMULARY.products_of(drug, market))
    }
    for market in MARKETS
}


def part_of(draw, product):
    """Some of a product: pieces as small as it may be divided into, or a volume."""
    if product.is_liquid:
        # Hundredths of a millilitre keep every mass whole.
        return Part(
            product.id,
            concentration=product.concentration,
            volume=Volume(10 * draw.randint(1, 600)),
        )
    piece = product.smallest_piece.fraction
    if "tablet" in product.form and draw.random() < 0.3:
        piece = Fraction(1, 4)  # as somebody may ask whose pharmacist agrees
    most = draw.choice([1, 2, 3, 8]) / piece
    count = piece * draw.randint(1, int(most))
    return Part(product.id, strength=product.strength, count=Fraction(count))


def dose_of(draw, drug, time, products):
    """A dose of one product or two."""
    some = draw.sample(products, min(len(products), draw.choice([1, 1, 2])))
    parts = tuple(part_of(draw, product) for product in some)
    return Dose(time, drug, total(tuple(part.amount for part in parts)), parts)


def lower(draw, dose, products):
    """The same dose, a smaller one, or none any more."""
    kind = draw.choice(["same", "smaller", "smaller", "gone"])
    if kind == "gone":
        return None
    if kind == "smaller":
        for _ in range(5):
            other = dose_of(draw, dose.drug, dose.time, products)
            if other.amount < dose.amount:
                return other
    return dose


def plan_number(number):
    """A plan by its number, and the market whose products it is made of."""
    draw = Random(number)
    market = draw.choice(list(SOLD))
    drugs = draw.sample(list(SOLD[market]), draw.choice([1, 1, 1, 2, 3]))
    doses = [
        dose_of(draw, drug, time, list(SOLD[market][drug]))
        for drug in drugs
        for time in draw.sample(list(DoseTime), draw.choice(TIMES[len(drugs)]))
    ]
    start = day = START + timedelta(days=draw.randint(-400, 400))
    before, steps = Regimen.of((d.drug, d.time, d.amount) for d in doses), []
    for step in range(1, draw.choice([1, 2, 2, 3, 4]) + 1):
        days = draw.choice([1, 2, 3, 7, 14, draw.randint(1, 25)])
        steps.append(Step(step, day, days, tuple(doses)))
        day += timedelta(days=days)
        fewer = [lower(draw, d, list(SOLD[market][d.drug])) for d in doses]
        doses = [dose for dose in fewer if dose is not None] or doses
    stop = day if draw.random() < 0.7 else None
    return Plan(start, before, tuple(steps), stop), market


def view_of(plan, market):
    """What is shown of a plan that nobody judged."""
    current = {(dose.drug, dose.time.value): dose.parts for dose in plan.steps[0].doses}
    request = make_request(current, market=market, start=plan.start)
    return plan_view(Proposal(request, plan, (), ()), FORMULARY, WORKS)


@pytest.fixture(autouse=True)
def _no_levels(monkeypatch):
    """The modelled level says no dose, and takes longer than all the rest."""
    monkeypatch.setattr(
        "stepwell.documents.modelled.modelled",
        lambda plan, *_: Modelled(steps=(None,) * len(plan.steps)),
    )


@pytest.mark.parametrize("first", range(0, PLANS, A_CHUNK))
def test_every_document_says_the_days_of_the_plan(first):
    """JSON, table, page, calendar and both layouts of the paper: one day table."""
    for number in range(first, first + A_CHUNK):
        plan, market = plan_number(number)
        view, days = view_of(plan, market), of_plan(plan)
        sheet = list(Sheet)[number % len(Sheet)]
        said = {
            "json": of_json(plan_json(view)),
            "csv": of_csv(plan_csv(view)),
            "text": of_text(plan_text(view)),
            "calendar": of_ics(plan_ics(view, detailed=True)),
            "paper, step by step": of_list(person_plan_pdf(view, sheet)),
            "paper, day by day": of_calendar(
                person_plan_pdf(view, sheet, Layout.CALENDAR)
            ),
        }
        boxes = said.pop("paper, day by day")
        assert boxes == until(days, view.edition.valid_until), f"plan {number}: boxes"
        wrong = [name for name, told in said.items() if told != days]
        assert wrong == [], f"plan {number}: {wrong}"


def test_the_plans_are_of_every_kind():
    """Liquids, pieces, several drugs and times, plans that stop and plans that stay."""
    plans = [plan_number(number)[0] for number in range(PLANS)]
    doses = [dose for plan in plans for step in plan.steps for dose in step.doses]
    parts = [part for dose in doses for part in dose.parts]
    assert any(part.volume for part in parts)
    assert {part.count.denominator for part in parts if part.count} == {1, 2, 4}
    assert any(len(dose.parts) == 2 for dose in doses)
    assert {dose.time for dose in doses} == set(DoseTime)
    drugs = [len({d.drug for s in plan.steps for d in s.doses}) for plan in plans]
    assert set(drugs) == {1, 2, 3}
    assert {plan.stop_date is None for plan in plans} == {True, False}
    if PLANS == 1000:
        used = {part.product for part in parts}
        sold = {
            p.id for m in SOLD.values() for products in m.values() for p in products
        }
        assert used == sold
