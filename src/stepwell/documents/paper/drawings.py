"""What is drawn beside a dose: tablets, their pieces, capsules, a measured liquid."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from stepwell.documents.views import DoseView, TakeView
from stepwell.quantities import read_count


QUARTERS = 4
PIECES = {1: "quarter", 2: "half", 3: "3 quarters"}
MOST_DRAWN = 4
"""More whole tablets than this are drawn once, with their number."""


def drawing(dose: DoseView) -> dict[str, Any]:
    """The shapes of a dose in the order they are taken, and the words for them."""
    said = " plus ".join(part.words for part in dose.take)
    return {
        "alt": f"Drawing: {said}",
        "shapes": [shape for part in dose.take for shape in _shapes(part)],
    }


def _shapes(part: TakeView) -> Iterator[dict[str, Any]]:
    if part.volume_ml:
        yield {"shape": "liquid", "label": f"{part.volume_ml} ml"}
        return
    count = read_count(part.count)
    whole, quarters = divmod(count * QUARTERS, QUARTERS)
    kind = "capsule" if "capsule" in part.form else "whole"
    if whole > MOST_DRAWN:
        yield {"shape": "times", "label": f"{whole} ×"}
    for _ in range(1 if whole > MOST_DRAWN else whole):
        yield {"shape": kind, "label": part.strength_mg}
    if quarters:
        taken = _whole(quarters)
        label = f"{PIECES[taken]} of {part.strength_mg} mg"
        yield {"shape": "piece", "quarters": taken, "label": label}


def _whole(quarters: Fraction) -> int:
    if quarters.denominator != 1:
        raise ValueError(f"{quarters / QUARTERS} of a tablet cannot be drawn")
    return quarters.numerator
