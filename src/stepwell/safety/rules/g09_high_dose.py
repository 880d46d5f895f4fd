"""G09: a high dose is for a specialist."""

from collections.abc import Iterator
from fractions import Fraction

from stepwell.plan.finding import Severity
from stepwell.plan.person import Flag
from stepwell.quantities.decimals import rounded_text
from stepwell.safety.case import Case
from stepwell.safety.dependence import Band
from stepwell.safety.rule import Hit, Rule
from stepwell.safety.wording import listing


LARGEST_DIAZEPAM_MG = Fraction(40)
COMPANIONS = {
    Flag.INJECTING: "injecting",
    Flag.SUBSTANCE_USE_DISORDER: "a substance use disorder",
    Flag.ALCOHOL: "alcohol",
    Flag.OPIOID: "an opioid",
    Flag.GABAPENTINOID: "a gabapentinoid",
    Flag.OTHER_SEDATIVES: "other sedatives",
}


def check(case: Case) -> Iterator[Hit]:
    """Find more than 40 mg of diazepam equivalent, or a high dose with more risks."""
    level = case.scale.diazepam_mg(case.today)
    if level > LARGEST_DIAZEPAM_MG:
        yield Hit(
            f"Today's dose counts as about {rounded_text(level, 1)} mg of diazepam"
            f" ({case.scale.table.id}); above 40 mg a specialist should help, and only"
            " a prescriber may agree to this plan."
        )
    companions = [COMPANIONS[flag] for flag in case.person.has_any(*COMPANIONS)]
    if companions and case.band is Band.HIGH:
        yield Hit(
            f"A high dose together with {listing(companions)} needs a specialist, and"
            " only a prescriber may agree to this plan.",
            source="sahealth",
        )


RULE = Rule(
    id="G09",
    title="A high dose",
    severity=Severity.LOCK,
    source="waps",
    would_change="a prescriber, best a specialist, who agrees to the plan",
    check=check,
)
