"""Who is likely physically dependent: the joint guideline's table (``asam2025pocket``).

Its dose bands name three drugs in their own milligrams; those are used as printed
and never derived from the conversion table in use.  Signs that the table leaves out
make us expect dependence all the same (work ``stepwell_proposal``).
"""

from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction

from stepwell.plan.person import Flag, Person
from stepwell.plan.regimen import Regimen
from stepwell.quantities import Mass
from stepwell.safety.scale import Scale


RARE_DAYS_PER_WEEK = 3
DIAZEPAM_BAND_MG = (Fraction(10), Fraction(15))
DRUG_BANDS = {
    "clonazepam": (Mass.mg("0.5"), Mass.mg("1.5")),
    "lorazepam": (Mass.mg("2"), Mass.mg("3")),
    "alprazolam": (Mass.mg("1"), Mass.mg("2")),
}
SIGNS = (Flag.PAST_SEVERE_WITHDRAWAL, Flag.INTERDOSE_SYMPTOMS, Flag.FAILED_TAPER)


class Band(StrEnum):
    """The size of a daily dose."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


def dose_band(regimen: Regimen, scale: Scale) -> Band:
    """The band of a day's doses.

    A drug with its own limits, taken alone, goes by these; otherwise the highest band
    of any such drug and of the sum in diazepam counts.
    """
    named = [
        _band(_nanograms(regimen.total(drug)), *map(_nanograms, DRUG_BANDS[drug]))
        for drug in regimen.drugs
        if drug in DRUG_BANDS
    ]
    if named and len(regimen.drugs) == 1:
        return named[0]
    return highest_band([_band(scale.diazepam_mg(regimen), *DIAZEPAM_BAND_MG), *named])


def _nanograms(mass: Mass) -> Fraction:
    return Fraction(mass.nanograms)


def highest_band(bands: Iterable[Band]) -> Band:
    """The highest of some bands."""
    return max(bands, key=list(Band).index)


def likely_dependent(months: int | None, days_per_week: int, band: Band) -> bool:
    """Tell whether clinically significant withdrawal has to be expected.

    An unknown length of use counts as long.
    """
    if days_per_week <= RARE_DAYS_PER_WEEK:
        return False
    if months is None or months >= 3:
        return True
    return months >= 1 and band is not Band.LOW


def is_brief_or_rare(months: int | None, days_per_week: int) -> bool:
    """Tell whether use is under a month, or on three days a week or fewer.

    Then no taper is drafted automatically.  An unknown length of use counts as long.
    """
    return days_per_week <= RARE_DAYS_PER_WEEK or (months is not None and months < 1)


def suggests_dependence(
    person: Person, days_per_week: int, band: Band, long_acting: bool
) -> bool:
    """Tell whether something speaks for dependence however short or rare the use.

    A high dose, a hard withdrawal or a failed taper before, and symptoms between
    doses do.  So does rare use of a moderate dose of a long-acting drug, because
    its level never falls to nothing between the days.  This is our own cautious
    reading (work ``stepwell_proposal``); the guideline's table knows none of it.
    """
    if band is Band.HIGH or person.has_any(*SIGNS):
        return True
    rare = days_per_week <= RARE_DAYS_PER_WEEK
    return rare and long_acting and band is Band.MODERATE


def _band(amount: Fraction, low: Fraction, moderate: Fraction) -> Band:
    if amount <= low:
        return Band.LOW
    return Band.MODERATE if amount <= moderate else Band.HIGH
