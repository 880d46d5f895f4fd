"""G26: more taken than planned, or only at times, is said openly and never hidden."""

from collections.abc import Iterator

from stepwell.plan.finding import Severity
from stepwell.safety.case import Case
from stepwell.safety.lived import LOOK_BACK_DAYS
from stepwell.safety.rule import Hit, Rule
from stepwell.safety.wording import listing


OFTEN_DAYS = 2
"""One extra dose in 14 days is noted, two are talked about (``stepwell_proposal``)."""


def check(case: Case) -> Iterator[Hit]:
    """Find days on which more was taken than planned."""
    if case.lived is None:
        return
    days = [each for each in case.lived.recent_intake if each.above_plan]
    if len(days) < OFTEN_DAYS:
        return
    drugs = list(dict.fromkeys(drug for day in days for drug in day.above_plan))
    yield Hit(
        f"On {len(days)} of the last {LOOK_BACK_DAYS} days more {listing(drugs)} was"
        " taken than planned. That is no failure; it may mean that the last step was"
        " large. Tell your prescriber, who has to know for the supply as well; keep to"
        " fixed times, take nothing to make up for a dose, and change no dose for now."
        " The plan never rises by itself.",
        step=case.lived.period.number,
    )


RULE = Rule(
    id="G26",
    title="More than planned",
    severity=Severity.CAUTION,
    source="waps",
    would_change="14 days as planned, or a new plan from the dose that is taken",
    check=check,
)
