"""G36: Stepwell never adds a drug by itself."""

from collections.abc import Iterator

from stepwell.plan.finding import Severity
from stepwell.plan.request import Method
from stepwell.safety.case import Case
from stepwell.safety.rule import Hit, Rule
from stepwell.safety.wording import listing


def check(case: Case) -> Iterator[Hit]:
    """Find a drug in our own plan that the person does not take."""
    if case.request is None or case.schedule is None:
        return
    if case.request.method is not Method.DIRECT:
        return
    taken = case.request.drugs
    added = [drug for drug in case.schedule.drugs if drug not in taken]
    if added:
        yield Hit(
            f"This plan contains {listing(added)}, which you do not take and did not"
            f" ask for, so it is refused; stay with {listing(taken)}."
        )


RULE = Rule(
    id="G36",
    title="No drug is added",
    severity=Severity.STOP,
    source="stepwell_proposal",
    would_change="a plan of the drugs that are taken now",
    check=check,
)
