"""G17: an opioid beside the medicine."""

from collections.abc import Iterator

from stepwell.plan.finding import Severity
from stepwell.plan.person import Flag
from stepwell.safety.case import Case
from stepwell.safety.companion_words import with_opioid
from stepwell.safety.companions import companions_of
from stepwell.safety.rule import Hit, Rule


def check(case: Case) -> Iterator[Hit]:
    """Find an opioid: naloxone, signs of too much, and no reason to go faster."""
    for opioid in companions_of(case, Flag.OPIOID):
        yield Hit(with_opioid(opioid.said))


RULE = Rule(
    id="G17",
    title="Together with an opioid",
    severity=Severity.CAUTION,
    source="asam2025pocket",
    would_change="naloxone at hand, and both medicines reviewed together",
    check=check,
)
