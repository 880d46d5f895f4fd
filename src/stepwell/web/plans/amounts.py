"""Saying a dose of which only the amount is known, and not by which product."""

from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass


def amount_words(amount: Mass, drug: str, time: DoseTime) -> str:
    """Say it with the unit written out: ``5 milligrams of diazepam at bedtime``."""
    return f"{amount.words} of {drug} {time.words}"
