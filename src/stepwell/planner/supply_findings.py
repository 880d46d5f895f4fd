"""What the planner finds about the supply of its own plan."""

from collections.abc import Iterator

from stepwell.dispensing.supply_notes import not_covered
from stepwell.formulary import Formulary
from stepwell.plan.finding import Finding, Severity
from stepwell.plan.plan import Plan
from stepwell.plan.request import Request


def supply_findings(
    request: Request, formulary: Formulary, plan: Plan
) -> Iterator[Finding]:
    """Find days that no prescription within the limits can cover (G27).

    Running out is an abrupt stop, so the days are named before the plan begins.
    """
    limit = request.supply.policy.most_units
    for note in not_covered(plan, request.supply):
        assert note.product is not None
        assert note.day is not None
        assert note.until is not None
        product = formulary.product(note.product)
        yield Finding(
            rule="G27",
            severity=Severity.CAUTION,
            text=(
                f"From {note.day.isoformat()} to {note.until.isoformat()} no"
                f" prescription within the limit is enough: up to {note.amount} of"
                f" {product.drug} {product.name} are taken a day, and one prescription"
                f" may hold {limit}. Running out would be a sudden stop."
            ),
            source="stepwell_proposal",
            would_change="another limit, or another product that needs fewer units",
        )
