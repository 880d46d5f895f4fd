"""G18: an opioid or alcohol, and slow breathing today.

G05 says what to do about the sign itself; this adds what the mixture changes.
"""

from collections.abc import Iterator

from stepwell.plan.finding import Severity
from stepwell.plan.person import Flag, RedFlag
from stepwell.safety.case import Case
from stepwell.safety.companions import companions_of
from stepwell.safety.rule import Hit, Rule
from stepwell.safety.wording import listing


COMPANIONS = (Flag.OPIOID, Flag.ALCOHOL)
SIGN = RedFlag.CANNOT_BE_WOKEN_OR_SLOW_BREATHING


def check(case: Case) -> Iterator[Hit]:
    """Find deep sleepiness or slow breathing today with an opioid or alcohol."""
    companions = [each.said for each in companions_of(case, *COMPANIONS)]
    if companions and SIGN in case.red_flags:
        yield Hit(
            f"This medicine together with {listing(companions)} can stop the breathing:"
            " say on the emergency call that both were taken, how much and when, and"
            " give nothing more of them to somebody who is hard to wake."
        )


RULE = Rule(
    id="G18",
    title="Slow breathing with an opioid or alcohol",
    severity=Severity.STOP,
    source="fda2020",
    would_change="your care team has looked at the breathing and at the mixture",
    check=check,
)
