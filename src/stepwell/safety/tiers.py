"""How careful the pace has to be: tiers of risk and the step each begins with.

From the Maudsley guidelines and the joint guideline, combined by us (works
``maudsley2024``, ``asam2025``, ``stepwell_proposal``).  Any higher-risk feature
decides the tier.
"""

from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction

from stepwell.formulary.occupancy import FASTER_POINTS, MODERATE_POINTS, SLOWER_POINTS
from stepwell.plan.limit import Reason
from stepwell.plan.person import Flag, Person
from stepwell.safety.dependence import Band


OLDER_YEARS = 65
LONG_USE_MONTHS = 60
LOW_RISK_BEFORE_MONTHS = 3
HIGHER_RISK_FLAGS = (
    Flag.PAST_SEVERE_WITHDRAWAL,
    Flag.FAILED_TAPER,
    Flag.INTERDOSE_SYMPTOMS,
    Flag.BIPOLAR_OR_PSYCHOSIS,
    Flag.SEVERE_DEPRESSION_OR_ANXIETY,
)


class Tier(IntEnum):
    """0 unlikely dependent, 1 low risk, 2 default, 3 higher risk."""

    UNLIKELY_DEPENDENT = 0
    LOW_RISK = 1
    DEFAULT = 2
    HIGHER_RISK = 3


@dataclass(frozen=True, slots=True)
class TierPace:
    """The first step of a tier: a fraction of the current dose, or points."""

    reduction: Fraction
    points: Fraction


PACES = {
    Tier.UNLIKELY_DEPENDENT: TierPace(Fraction(1, 5), FASTER_POINTS),
    Tier.LOW_RISK: TierPace(Fraction(1, 5), FASTER_POINTS),
    Tier.DEFAULT: TierPace(Fraction(1, 10), MODERATE_POINTS),
    Tier.HIGHER_RISK: TierPace(Fraction(1, 20), SLOWER_POINTS),
}


def tier_of(
    person: Person, months: int | None, brief_or_rare: bool, band: Band
) -> tuple[Tier, tuple[Reason, ...]]:
    """The tier, with every reason that put the person there."""
    higher = _higher_risk_reasons(person, months)
    if higher:
        return Tier.HIGHER_RISK, higher
    if brief_or_rare:
        text = "dependence is unlikely for this length and frequency of use"
        return Tier.UNLIKELY_DEPENDENT, (Reason("asam2025pocket", text),)
    short = months is not None and months < LOW_RISK_BEFORE_MONTHS
    if short and band is Band.LOW and not person.flags:
        return Tier.LOW_RISK, (Reason("asam2025pocket", "short use of a low dose"),)
    text = "three months of use or more, a moderate or high dose, or a named risk"
    return Tier.DEFAULT, (Reason("asam2025", text),)


def _higher_risk_reasons(person: Person, months: int | None) -> tuple[Reason, ...]:
    reasons = [
        Reason("stepwell_proposal", flag.words)
        for flag in person.has_any(*HIGHER_RISK_FLAGS)
    ]
    if person.age_years is not None and person.age_years >= OLDER_YEARS:
        reasons.append(Reason("stepwell_proposal", f"age {person.age_years}"))
    if months is not None and months >= LONG_USE_MONTHS:
        text = f"{months // 12} years of use (our limit is five or more)"
        reasons.append(Reason("stepwell_proposal", text))
    return tuple(reasons)
