"""G29: somebody who prescribes knows about the plan."""

from collections.abc import Iterator
from datetime import timedelta

from stepwell.plan.finding import Severity
from stepwell.safety.case import Case
from stepwell.safety.rule import Hit, Rule


LONGEST_SILENCE = timedelta(days=28)
"""Our own proposal."""

TALK = "the plan is made together, and each cut is looked at together"


def check(case: Case) -> Iterator[Hit]:
    """Find a plan without a named prescriber, or without a contact in 28 days."""
    care = case.care
    if case.by_prescriber:
        return
    if case.author is None:
        yield Hit(
            "This schedule does not say which prescriber goes along with it: show it to"
            f" them before anything changes, because {TALK}."
        )
    elif care.prescriber is None:
        yield Hit(
            "No prescriber is named: show this draft to one before anything changes,"
            f" because {TALK}."
        )
    elif care.last_contact is None:
        yield Hit(
            "The last contact with your prescriber is not named: speak with them before"
            f" the first change, because {TALK}."
        )
    elif case.day - care.last_contact > LONGEST_SILENCE:
        yield Hit(
            f"The last contact with your prescriber was on {care.last_contact}, more"
            f" than {LONGEST_SILENCE.days} days before the plan begins: speak with them"
            f" before the first change, because {TALK}.",
            source="stepwell_proposal",
        )


RULE = Rule(
    id="G29",
    title="A prescriber who knows",
    severity=Severity.CAUTION,
    source="asam2025pocket",
    would_change="a named prescriber, and a contact in the 28 days before the plan",
    check=check,
)
