"""G23: thoughts of being dead or of self-harm come before anything else."""

from collections.abc import Iterator

from stepwell.plan.finding import Severity
from stepwell.plan.person import RedFlag
from stepwell.safety.case import Case
from stepwell.safety.rule import Hit, Rule


def check(case: Case) -> Iterator[Hit]:
    """Find thoughts of harm in a questionnaire, an answer or a note of the journal.

    G05 says whom to call; this says what happens to the answer.
    """
    if case.lived is None:
        return
    raised = [
        found
        for found in case.lived.red_flags
        if found.flag is RedFlag.SUICIDAL_THOUGHTS
    ]
    if raised:
        yield Hit(
            f"What was written on {raised[0].entry.day} comes before any plan and any"
            " score. Nobody has been told by this program: please tell somebody"
            " yourself now. Such thoughts can come with withdrawal and with depression;"
            " they pass, and both can be treated."
        )


RULE = Rule(
    id="G23",
    title="Thoughts of harm come first",
    severity=Severity.STOP,
    source="stepwell_proposal",
    would_change="you have spoken with your care team, and they say you are safe",
    check=check,
)
