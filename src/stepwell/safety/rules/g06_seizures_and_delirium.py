"""G06: after a seizure, delirium or psychosis, a care team plans."""

from collections.abc import Iterator

from stepwell.plan.finding import Severity
from stepwell.plan.person import Flag
from stepwell.safety.case import Case
from stepwell.safety.rule import Hit, Rule
from stepwell.safety.wording import listing


CAUSES = {
    Flag.SEIZURE_HISTORY: "a seizure in the past",
    Flag.EPILEPSY_TREATMENT: "treatment for epilepsy",
    Flag.PAST_WITHDRAWAL_DELIRIUM_OR_PSYCHOSIS: (
        "delirium or psychosis in an earlier withdrawal"
    ),
}


def check(case: Case) -> Iterator[Hit]:
    """Find a seizure ever, epilepsy treatment, past delirium or psychosis."""
    causes = [CAUSES[flag] for flag in case.person.has_any(*CAUSES)]
    if causes:
        yield Hit(
            f"With {listing(causes)}, only your care team can plan a reduction safely."
            " Keep taking what you take now, and ask them before you change anything."
        )


RULE = Rule(
    id="G06",
    title="Seizures, delirium or psychosis",
    severity=Severity.STOP,
    source="asam2025pocket",
    would_change="a plan by your prescriber, who overrides this with a reason",
    check=check,
    yields=True,
)
