"""G12: when a switch to diazepam is not for you."""

from collections.abc import Iterator

from stepwell.plan.finding import Severity
from stepwell.plan.person import Flag
from stepwell.safety.case import Case
from stepwell.safety.rule import Hit, Rule
from stepwell.safety.switch import switches_to_diazepam
from stepwell.safety.wording import listing


CAUSES = {
    Flag.LIVER_DISEASE: ("liver disease", "prescqipp"),
    Flag.SEVERE_RESPIRATORY_DISEASE: (
        "severe breathing disease",
        "curator_knowledge",
    ),
    Flag.COGNITIVE_IMPAIRMENT: (
        "problems with memory or thinking",
        "therapeutic_guidelines_au",
    ),
}
LESS_BUILDING_UP = ("oxazepam", "lorazepam")


def check(case: Case) -> Iterator[Hit]:
    """Find liver, severe breathing or memory disease before a move to diazepam."""
    if not switches_to_diazepam(case):
        return
    for flag in case.person.has_any(*CAUSES):
        cause, source = CAUSES[flag]
        yield Hit(
            f"With {cause}, diazepam can build up too much, so Stepwell does not plan a"
            f" move to it. {_topic(case)}",
            source=source,
        )


def _topic(case: Case) -> str:
    taken = [drug for drug in LESS_BUILDING_UP if drug in case.today.drugs]
    if taken:
        return f"Ask your prescriber about staying with {listing(taken)}."
    return "You can ask your prescriber what they think of oxazepam or lorazepam."


RULE = Rule(
    id="G12",
    title="No move to diazepam",
    severity=Severity.STOP,
    source="therapeutic_guidelines_au",
    would_change="a plan without diazepam, or a prescriber's override with a reason",
    check=check,
    yields=True,
)
