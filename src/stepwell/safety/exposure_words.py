"""What another medicine does to the exposure to a drug, in words."""

from stepwell.formulary import Modifier, ModifierKind
from stepwell.safety.co_drugs import exposure_factors
from stepwell.safety.wording import number_range


def raises_exposure(modifier: Modifier, *, starts: bool) -> bool:
    """Tell whether starting it, or stopping it, raises the exposure."""
    return (modifier.kind is ModifierKind.INHIBITOR) == starts


def exposure_words(modifier: Modifier, *, starts: bool) -> str:
    """The change at steady state: ``raises the exposure to X to about 2.9 times``."""
    assert modifier.clearance is not None  # check-data: a co-drug has a clearance
    low, high = exposure_factors(modifier.clearance, starts=starts)
    more = " or more" if modifier.is_bound else ""
    if raises_exposure(modifier, starts=starts):
        times = number_range(low, high, 1)
        return f"raises the exposure to {modifier.analyte} to about {times} times{more}"
    percent = number_range(100 * (1 - high), 100 * (1 - low), 0)
    return f"lowers the exposure to {modifier.analyte} by about {percent} %{more}"
