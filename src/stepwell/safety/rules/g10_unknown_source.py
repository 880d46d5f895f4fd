"""G10: an unknown strength cannot be calculated with."""

from collections.abc import Iterator

from stepwell.plan.finding import Severity
from stepwell.plan.person import Flag
from stepwell.safety.case import Case
from stepwell.safety.rule import Hit, Rule


def check(case: Case) -> Iterator[Hit]:
    """Find a medicine that does not come from a pharmacy."""
    if Flag.ILLICIT_SOURCE in case.person.flags:
        yield Hit(
            "What is in a tablet that no pharmacy handed out is not known, so its dose"
            " cannot be calculated; a clinician can find a safe dose with you. Do not"
            " stop suddenly."
        )


RULE = Rule(
    id="G10",
    title="A medicine of unknown strength",
    severity=Severity.STOP,
    source="asam2025pocket",
    would_change="a prescribed medicine of known strength, or a prescriber's override",
    check=check,
    yields=True,
)
