"""G07: pregnancy and breastfeeding."""

from collections.abc import Iterator

from stepwell.plan.finding import Severity
from stepwell.plan.person import Flag
from stepwell.safety.case import Case
from stepwell.safety.rule import Hit, Rule
from stepwell.safety.wording import listing


CAUSES = {
    Flag.PREGNANT: "you are pregnant",
    Flag.PLANNING_PREGNANCY: "you plan a pregnancy",
    Flag.BREASTFEEDING: "you breastfeed",
}


def check(case: Case) -> Iterator[Hit]:
    """Find pregnancy, a planned pregnancy and breastfeeding."""
    causes = [CAUSES[flag] for flag in case.person.has_any(*CAUSES)]
    if causes:
        yield Hit(
            f"Because {listing(causes)}, your care team plans any change with you. Do"
            " not stop suddenly; call them before you change anything."
        )


RULE = Rule(
    id="G07",
    title="Pregnancy and breastfeeding",
    severity=Severity.STOP,
    source="asam2025pocket",
    would_change="a plan by your prescriber, who overrides this with a reason",
    check=check,
    yields=True,
)
