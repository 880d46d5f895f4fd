"""G19: other things that make you sleepy."""

from collections.abc import Iterator

from stepwell.plan.finding import Severity
from stepwell.safety.case import Case
from stepwell.safety.companion_words import with_sedatives
from stepwell.safety.companions import SEDATING, companions_of
from stepwell.safety.rule import Hit, Rule
from stepwell.safety.wording import listing


MANY = 3


def check(case: Case) -> Iterator[Hit]:
    """Find alcohol, opioids and other sedatives, Z-drugs besides, three or more."""
    companions = companions_of(case, *SEDATING)
    if companions:
        said = listing([each.said for each in companions])
        yield Hit(with_sedatives(said), source="fda2020")
    drugs = [case.formulary.drug(drug) for drug in case.today.drugs]
    if len({drug.is_z_drug for drug in drugs}) > 1:
        yield Hit(
            f"{listing([drug.id for drug in drugs]).capitalize()} act in much the same"
            " way; reduce one at a time and keep the other as it is."
        )
    things = len(drugs) + sum(each.count for each in companions)
    if things >= MANY:
        yield Hit(
            f"That makes {things} things that make you sleepy,"
            " and advice for older people is against three or more; ask for a review"
            " of all of them together."
        )


RULE = Rule(
    id="G19",
    title="Other things that make you sleepy",
    severity=Severity.CAUTION,
    source="beers2023",
    would_change="fewer sedating things at once, reduced one at a time",
    check=check,
)
