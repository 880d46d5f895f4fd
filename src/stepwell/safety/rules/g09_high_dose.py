"""G09: a high dose is for a specialist."""

from collections.abc import Iterator
from fractions import Fraction

from stepwell.plan.finding import Severity
from stepwell.plan.person import Flag
from stepwell.quantities.decimals import rounded_text
from stepwell.safety.case import Case
from stepwell.safety.companions import SEDATING, companions_of
from stepwell.safety.dependence import Band
from stepwell.safety.rule import Hit, Rule
from stepwell.safety.scale import OTHER_TABLE, US_TABLE, Scale
from stepwell.safety.switch import DIAZEPAM
from stepwell.safety.wording import listing


LARGEST_DIAZEPAM_MG = Fraction(40)
OF_THE_PERSON = {
    Flag.INJECTING: "injecting",
    Flag.SUBSTANCE_USE_DISORDER: "a substance use disorder",
}


def check(case: Case) -> Iterator[Hit]:
    """Find more than 40 mg of diazepam by any table, or a high dose and more.

    The table in use and both default tables are asked.
    """
    levels = _levels(case)
    if any(mg > LARGEST_DIAZEPAM_MG for mg in levels.values()):
        said = ", ".join(
            f"{rounded_text(mg, 1)} mg by {by}" for by, mg in levels.items()
        )
        yield Hit(
            f"Today's dose counts as about this much diazepam: {said}; above 40 mg a"
            " specialist should help, and only a prescriber may agree to this plan."
        )
    companions = [
        *(OF_THE_PERSON[flag] for flag in case.person.has_any(*OF_THE_PERSON)),
        *(each.said for each in companions_of(case, *SEDATING)),
    ]
    if companions and case.band is Band.HIGH:
        yield Hit(
            f"A high dose together with {listing(companions)} needs a specialist, and"
            " only a prescriber may agree to this plan.",
            source="sahealth",
        )


def _levels(case: Case) -> dict[str, Fraction]:
    """Today's dose in mg of diazepam, by the tables that have its drugs."""
    usual = [Scale.using(case.formulary, name) for name in (US_TABLE, OTHER_TABLE)]
    drugs = [drug for drug in case.today.drugs if drug != DIAZEPAM] or [DIAZEPAM]
    levels: dict[str, Fraction] = {}
    for scale in (case.scale, *usual):
        named = listing(scale.tables_used(drugs))
        levels[named] = max(
            levels.get(named, Fraction(0)), scale.diazepam_mg(case.today)
        )
    return levels


RULE = Rule(
    id="G09",
    title="A high dose",
    severity=Severity.LOCK,
    source="waps",
    would_change="a prescriber, best a specialist, who agrees to the plan",
    check=check,
)
