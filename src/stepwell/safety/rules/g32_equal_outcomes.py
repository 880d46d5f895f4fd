"""G32: holding, a lower dose and not now count as much as stopping."""

from collections.abc import Iterator

from stepwell.plan.finding import Severity
from stepwell.safety.case import Case
from stepwell.safety.rule import Hit, Rule


def check(case: Case) -> Iterator[Hit]:
    """Say it once for every plan."""
    yield Hit(
        "Staying at a step, ending at a lower dose, or not reducing now are as good an"
        " outcome as stopping; you and your prescriber choose what fits."
    )


RULE = Rule(
    id="G32",
    title="Every outcome counts the same",
    severity=Severity.INFO,
    source="asam2025pocket",
    would_change="nothing; the choice stays open at every step",
    check=check,
)
