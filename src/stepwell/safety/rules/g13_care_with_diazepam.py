"""G13: a switch to diazepam with care."""

from collections.abc import Iterator

from stepwell.plan.finding import Severity
from stepwell.plan.person import Flag
from stepwell.safety.case import Case
from stepwell.safety.co_drugs import taken_already
from stepwell.safety.exposure_words import exposure_words, raises_exposure
from stepwell.safety.rule import Hit, Rule
from stepwell.safety.switch import DIAZEPAM, switches_to_diazepam
from stepwell.safety.tiers import OLDER_YEARS
from stepwell.safety.wording import capital, listing


CAUSES = {
    Flag.FALLS: "falls",
    Flag.FRAILTY: "frailty",
    Flag.DRIVES: "driving",
    Flag.SLEEP_APNOEA: "sleep apnoea",
    Flag.MYASTHENIA: "myasthenia",
    Flag.CYP_INHIBITOR: "a medicine that slows the breakdown of diazepam",
    Flag.CYP2C19_POOR_METABOLISER: "a body that breaks diazepam down slowly (CYP2C19)",
}
SLOWED = (Flag.CYP_INHIBITOR, Flag.CYP2C19_POOR_METABOLISER)
NOT_IN_TABLES = "Tables of equivalence do not reckon with that."
START_LOWER = (
    "Ask your prescriber to start lower, or ask whether another drug suits you better."
)
HOW_MUCH = (
    "Withdrawal can be felt although a table is kept to: ask your prescriber how much"
    " is right, or ask whether another drug suits you better."
)


def check(case: Case) -> Iterator[Hit]:
    """Find what makes a move to diazepam riskier: age 65 or more, falls, driving,
    and other medicines that are taken already and change how diazepam is broken down.
    """
    if switches_to_diazepam(case):
        yield from _of_the_person(case)
        yield from _of_co_drugs(case)


def _of_the_person(case: Case) -> Iterator[Hit]:
    causes = [CAUSES[flag] for flag in case.person.has_any(*CAUSES)]
    age = case.person.age_years
    if age is not None and age >= OLDER_YEARS:
        causes.insert(0, f"age {age}")
    if causes:
        lower = f" {START_LOWER}" if case.person.has_any(*SLOWED) else ""
        yield Hit(
            f"Diazepam builds up over days and can make you sleepy and unsteady, more"
            f" so with {listing(causes)}. Ask for a check 5 to 7 days after each"
            f" change, and do not drive if you feel sleepy.{lower}"
        )
    if case.person.has_any(Flag.CYP_INDUCER):
        yield Hit(
            "A medicine that speeds up the breakdown of others can lower the exposure"
            f" to diazepam. {NOT_IN_TABLES} {HOW_MUCH}"
        )


def _of_co_drugs(case: Case) -> Iterator[Hit]:
    diazepam = case.formulary.drug(DIAZEPAM)
    for co_drug in taken_already(case):
        for modifier in diazepam.modifiers_by(co_drug.name):
            slowed = raises_exposure(modifier, starts=True)
            yield Hit(
                f"{capital(co_drug.name)}, which is taken when diazepam comes in,"
                f" {exposure_words(modifier, starts=True)} (this number is"
                f" {modifier.mark}). {NOT_IN_TABLES}"
                f" {START_LOWER if slowed else HOW_MUCH}",
                source=modifier.works[0],
            )


RULE = Rule(
    id="G13",
    title="Care with a move to diazepam",
    severity=Severity.CAUTION,
    source="scotland2024",
    would_change="staying with the present drug, or closer checks by your prescriber",
    check=check,
)
