"""G24: moderate symptoms for more than 14 days hold the plan."""

from collections.abc import Iterator

from stepwell.journal.standing import LASTING_DAYS, Situation
from stepwell.plan.finding import Severity
from stepwell.safety.case import Case
from stepwell.safety.rule import Hit, Rule


def check(case: Case) -> Iterator[Hit]:
    """Find symptoms of 4 to 6 out of 10 that have lasted more than 14 days."""
    if case.lived is None or case.lived.standing.situation is not Situation.LASTING:
        return
    yield Hit(
        "Moderate symptoms, above what was usual before the plan, have lasted for more"
        f" than {LASTING_DAYS - 1} days: stay on this dose, and make the next step half"
        " as large.",
        step=case.lived.period.number,
    )


RULE = Rule(
    id="G24",
    title="Symptoms that last",
    severity=Severity.CAUTION,
    source="maudsley2024",
    would_change="the symptoms have settled",
    check=check,
)
