"""G25: severe symptoms are told to the prescriber, and never cut through."""

from collections.abc import Iterator

from stepwell.journal.standing import Situation
from stepwell.plan.finding import Severity
from stepwell.safety.case import Case
from stepwell.safety.rule import Hit, Rule


def check(case: Case) -> Iterator[Hit]:
    """Find symptoms of 7 or more out of 10 on two days of the last week."""
    if case.lived is None or case.lived.standing.situation is not Situation.SEVERE:
        return
    days = case.lived.standing.severe_days
    yield Hit(
        f"Severe symptoms on {len(days)} of the last 7 days, last on {days[-1]}: tell"
        " your prescriber now, and change no dose before you have spoken. Going back to"
        " the last dose that was tolerated is for you and your prescriber to agree;"
        " some guides advise it, others rather hold.",
        step=case.lived.period.number,
    )


RULE = Rule(
    id="G25",
    title="Severe symptoms",
    severity=Severity.CAUTION,
    source="maudsley2024",
    would_change="the symptoms have eased, and your prescriber knows of them",
    check=check,
)
