"""G33: driving and machines."""

from collections.abc import Iterator

from stepwell.plan.finding import Severity
from stepwell.plan.person import Flag
from stepwell.safety.case import Case
from stepwell.safety.companions import SEDATING, companions_of
from stepwell.safety.rule import Hit, Rule
from stepwell.safety.switch import switches
from stepwell.safety.wording import listing


LAW = (
    "do not drive or use machines while you feel sleepy or slow, and look up what the"
    " law where you live says about driving with this medicine"
)
ASK = "ask your prescriber before the first change when you should not, and"


def check(case: Case) -> Iterator[Hit]:
    """Find driving, a move to another drug, or other things that make you sleepy."""
    drives = Flag.DRIVES in case.person.flags
    causes = [each.said for each in companions_of(case, *SEDATING)]
    if switches(case):
        causes.insert(0, "a move to another drug")
    sleepier = f"{listing(causes)} can make you sleepier" if causes else ""
    if drives:
        also = f", and {sleepier}" if sleepier else ""
        yield Hit(f"You drive{also}: {ASK} {LAW}.")
    elif sleepier:
        yield Hit(f"{sleepier[0].upper()}{sleepier[1:]}: {LAW}.")


RULE = Rule(
    id="G33",
    title="Driving and machines",
    severity=Severity.INFO,
    source="curator_knowledge",
    would_change="days without driving or machines around each change",
    check=check,
)
