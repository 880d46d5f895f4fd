"""G13: a switch to diazepam with care."""

from collections.abc import Iterator

from stepwell.plan.finding import Severity
from stepwell.plan.person import Flag
from stepwell.safety.case import Case
from stepwell.safety.rule import Hit, Rule
from stepwell.safety.switch import switches_to_diazepam
from stepwell.safety.tiers import OLDER_YEARS
from stepwell.safety.wording import listing


CAUSES = {
    Flag.FALLS: "falls",
    Flag.FRAILTY: "frailty",
    Flag.DRIVES: "driving",
    Flag.SLEEP_APNOEA: "sleep apnoea",
    Flag.MYASTHENIA: "myasthenia",
    Flag.CYP_INHIBITOR: "a medicine that slows the breakdown of diazepam",
    Flag.CYP2C19_POOR_METABOLISER: "a body that breaks diazepam down slowly (CYP2C19)",
}


def check(case: Case) -> Iterator[Hit]:
    """Find what makes a move to diazepam riskier: age 65 or more, falls, driving."""
    if not switches_to_diazepam(case):
        return
    causes = [CAUSES[flag] for flag in case.person.has_any(*CAUSES)]
    age = case.person.age_years
    if age is not None and age >= OLDER_YEARS:
        causes.insert(0, f"age {age}")
    if causes:
        yield Hit(
            f"Diazepam builds up over days and can make you sleepy and unsteady, more"
            f" so with {listing(causes)}. Ask for a check 5 to 7 days after each"
            " change, and do not drive if you feel sleepy."
        )


RULE = Rule(
    id="G13",
    title="Care with a move to diazepam",
    severity=Severity.CAUTION,
    source="scotland2024",
    would_change="staying with the present drug, or closer checks by your prescriber",
    check=check,
)
