"""The six standard cases on which public planners were compared."""

from datetime import date
from fractions import Fraction

import pytest
from tests.planner.test_plans_keep_every_promise import check_cap, check_plan

from stepwell.dispensing import makeable_doses
from stepwell.formulary import Product, SmallestPiece, load_formulary
from stepwell.plan.finding import Severity
from stepwell.plan.person import UseHistory
from stepwell.plan.plan import Plan
from stepwell.plan.proposal import Proposal
from stepwell.plan.request import CurrentDose, Request
from stepwell.plan.times import DoseTime
from stepwell.planner import propose
from stepwell.planner.rungs import shelf_for
from stepwell.quantities import Concentration, Mass
from stepwell.sources import Mark


FORMULARY = load_formulary()
START = date(2027, 1, 4)
THREE_TIMES = (DoseTime.MORNING, DoseTime.MIDDAY, DoseTime.BEDTIME)
TWICE = (DoseTime.MORNING, DoseTime.BEDTIME)
NIGHT = (DoseTime.BEDTIME,)
SUSPENSION = Product(
    "custom/temazepam-1",
    "temazepam",
    "oral suspension",
    ("custom",),
    Mark.UNVERIFIED,
    concentration=Concentration.mg_per_ml("1"),
)


def case(
    market: str,
    drug: str,
    milligrams: str,
    times: tuple[DoseTime, ...],
    since: date = date(2026, 10, 1),
    custom: tuple[Product, ...] = (),
) -> Request:
    """One of the cases, with nothing said beyond what has to be."""
    doses = tuple(CurrentDose(drug, time, Mass.mg(milligrams)) for time in times)
    use = UseHistory(since)
    return Request(START, market, doses, use, custom_products=custom)


CASES = {
    "alprazolam 2 mg three times a day for five years": case(
        "us", "alprazolam", "2", THREE_TIMES, date(2022, 1, 1)
    ),
    "lorazepam 1 mg twice a day for three months": case("us", "lorazepam", "1", TWICE),
    "clonazepam 1.5 mg in us": case("us", "clonazepam", "1.5", NIGHT),
    "clonazepam 1.5 mg in gb": case("gb", "clonazepam", "1.5", NIGHT),
    "diazepam 20 mg": case("gb", "diazepam", "20", NIGHT),
    "zopiclone 7.5 mg in gb": case("gb", "zopiclone", "7.5", NIGHT),
    "temazepam 30 mg in gb": case("gb", "temazepam", "30", NIGHT),
    "temazepam 30 mg in us with a compounded liquid": case(
        "us", "temazepam", "30", NIGHT, custom=(SUSPENSION,)
    ),
}


@pytest.fixture(params=CASES.values(), ids=CASES.keys())
def request_of_case(request: pytest.FixtureRequest) -> Request:
    """One case after the other."""
    found: Request = request.param
    return found


def planned(request: Request) -> tuple[Proposal, Plan]:
    """The proposal and its plan, which has to be there."""
    proposal = propose(request, FORMULARY)
    assert proposal.plan is not None
    return proposal, proposal.plan


def test_every_case_is_taken_and_ends_at_zero_with_a_stop_date(
    request_of_case: Request,
) -> None:
    """No case is refused, and each plan says the day on which the medicine ends."""
    proposal, plan = planned(request_of_case)
    assert not proposal.is_refused
    assert plan.stop_date == plan.end
    check_plan(request_of_case, plan)
    check_cap(request_of_case, plan)


def test_no_cut_is_above_ten_percent_while_the_market_allows_it(
    request_of_case: Request,
) -> None:
    """Where any makeable day keeps within 10 %, the plan's next day does, too."""
    _, plan = planned(request_of_case)
    drug = request_of_case.current[0].drug
    before = {dose.time: dose.amount.nanograms for dose in request_of_case.current}
    for step in plan.steps:
        after = {dose.time: dose.amount.nanograms for dose in step.doses}
        total, now = sum(before.values()), sum(after.values())
        if Fraction(total - now, total) > Fraction(1, 10):
            assert not smaller_cut_exists(request_of_case, drug, before), step
        before = after


def smaller_cut_exists(
    request: Request, drug: str, before: dict[DoseTime, int]
) -> bool:
    """Whether lowering one dose by the least makeable amount keeps within 10 %."""
    formulary = FORMULARY.with_products(request.custom_products)
    shelf = shelf_for(request, formulary, drug)
    total = sum(before.values())
    for liquid in (*((each,) for each in shelf.liquids), ()):
        products = (*shelf.solids, *liquid)
        ceiling = Mass(max(before.values()))
        finest = SmallestPiece.WHOLE if liquid else SmallestPiece.HALF
        amounts = sorted(makeable_doses(products, finest, ceiling).ways)
        if any(amount not in (0, *amounts) for amount in before.values()):
            continue
        for amount in before.values():
            lower = max((each for each in amounts if each < amount), default=None)
            if lower is not None and Fraction(amount - lower, total) <= Fraction(1, 10):
                return True
    return False


def test_high_dose_for_five_years_is_slower_than_low_dose_for_three_months() -> None:
    """Alprazolam 6 mg a day for five years takes longer and smaller steps."""
    _, long_use = planned(CASES["alprazolam 2 mg three times a day for five years"])
    _, short_use = planned(CASES["lorazepam 1 mg twice a day for three months"])
    assert long_use.stop_date is not None
    assert short_use.stop_date is not None
    assert long_use.stop_date > short_use.stop_date
    first_cuts = [
        Fraction(
            plan.before.total(drug).nanograms
            - plan.steps[0].regimen.total(drug).nanograms,
            plan.before.total(drug).nanograms,
        )
        for plan, drug in ((long_use, "alprazolam"), (short_use, "lorazepam"))
    ]
    assert first_cuts[0] <= Fraction(1, 20) < first_cuts[1] <= Fraction(1, 10)


def test_temazepam_capsules_alone_are_refused_with_what_is_missing() -> None:
    """In us the refusal names the missing unit, a liquid and what would do."""
    proposal = propose(case("us", "temazepam", "30", NIGHT), FORMULARY)
    assert proposal.plan is None
    stop = next(f for f in proposal.findings if f.severity is Severity.STOP)
    for part in ("1.875 mg capsule", "oral liquid", "1 mg/ml", "crossover"):
        assert part in stop.text
