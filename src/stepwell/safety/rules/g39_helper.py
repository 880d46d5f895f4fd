"""G39: a helper supports, and never changes what the plan may do."""

from collections.abc import Iterator

from stepwell.journal.entry import Clearance, EntryAuthor
from stepwell.plan.finding import Severity
from stepwell.safety.case import Case
from stepwell.safety.rule import Hit, Rule


def check(case: Case) -> Iterator[Hit]:
    """Find a helper's word that a red flag is over: it does not count."""
    if case.lived is None:
        return
    for entry, _ in case.lived.journal.of_kind(Clearance):
        if entry.author is EntryAuthor.HELPER:
            yield Hit(
                f"On {entry.day} a helper wrote that the care team had cleared a red"
                " flag. Only the person or the care team can say so, and it stays as it"
                " is until they do."
            )


RULE = Rule(
    id="G39",
    title="A helper does not change the plan",
    severity=Severity.CAUTION,
    source="asam2025",
    would_change="the person or the care team says so",
    check=check,
)
