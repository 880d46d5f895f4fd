"""The curve: from any dose, the lowest next one that a pace agrees to.

Every shape is a rule on the current dose, so a plan can be judged step by step
from what is really taken.  All numbers are whole nanograms; the agreed dose is
rounded up, never down.
"""

from dataclasses import dataclass
from fractions import Fraction

from stepwell.formulary.occupancy import ED50_DIAZEPAM_MG, dose_at
from stepwell.plan.request import Goal, Shape
from stepwell.planner.pace import Pace
from stepwell.safety.cap import (
    SMALL_CHANGE_DIAZEPAM_MG,
    SMALL_CHANGE_POINTS,
)
from stepwell.safety.scale import Scale


@dataclass(frozen=True, slots=True)
class Curve:
    """The agreed next dose and the lowest allowed one, for one drug.

    ``half_ng`` is the dose of half modelled occupancy and ``small_ng`` the small
    change that always passes, both in nanograms of the drug.  A ``gentle`` pace can
    never agree to more than the cap allows.
    """

    pace: Pace
    start_ng: int
    half_ng: Fraction
    small_ng: Fraction
    jump_ng: int
    gentle: bool
    floor_ng: int = 0

    @classmethod
    def of(
        cls,
        pace: Pace,
        drug: str,
        start_ng: int,
        scale: Scale,
        goal: Goal,
    ) -> "Curve":
        """Make the curve of a drug from its starting total daily dose."""
        jump = scale.mass_of(drug, dose_at(pace.jump_points))
        largest_jump = scale.mass_of(drug, SMALL_CHANGE_DIAZEPAM_MG)
        wished = Fraction(goal.final_dose.nanograms) if goal.final_dose else jump
        return cls(
            pace=pace,
            start_ng=start_ng,
            half_ng=scale.mass_of(drug, ED50_DIAZEPAM_MG),
            small_ng=largest_jump,
            jump_ng=int(min(wished, largest_jump)),
            gentle=_is_gentle(pace),
            floor_ng=goal.reduce_to.nanograms if goal.reduce_to else 0,
        )

    def agreed(self, dose_ng: int) -> int:
        """The lowest next dose that the pace agrees to, within the limits."""
        pace = self.pace
        if pace.points is not None:
            wanted = self._below(dose_ng, pace.points)
        elif pace.amount is not None:
            wanted = dose_ng - pace.amount.nanograms
        else:
            assert pace.reduction is not None
            base = self.start_ng if pace.shape is Shape.LINEAR else dose_ng
            wanted = dose_ng - base * pace.reduction.numerator // (
                pace.reduction.denominator
            )
        if not self.gentle:
            wanted = max(wanted, self.allowed(dose_ng))
        return max(wanted, self.floor_ng)

    def allowed(self, dose_ng: int) -> int:
        """The lowest next dose that the 14-day cap allows."""
        largest = self.pace.largest_fraction
        part = dose_ng - dose_ng * largest.numerator // largest.denominator
        small_ng = self.small_ng.numerator // self.small_ng.denominator
        small = max(dose_ng - small_ng, self._below(dose_ng, SMALL_CHANGE_POINTS))
        return max(0, min(part, small))

    def may_stop_from(self, dose_ng: int) -> bool:
        """Tell whether the drug may be stopped from a total daily dose."""
        return dose_ng <= self.jump_ng and self.allowed(dose_ng) == 0

    def _below(self, dose_ng: int, points: Fraction) -> int:
        # In drug units the hyperbola keeps its form.  With E the half-occupancy
        # dose and p the drop, y = E (x - p (x + E)) / (E + p (x + E)); written out
        # over the common denominator, because this is asked for every stair.
        half, over = self.half_ng.numerator, self.half_ng.denominator
        drop, hundred = points.numerator, points.denominator * 100
        share = drop * (dose_ng * over + half)
        top = half * (dose_ng * hundred * over - share)
        return max(0, -(-top // (over * (half * hundred + share))))


def _is_gentle(pace: Pace) -> bool:
    if pace.shape is not Shape.PROPORTIONAL or pace.reduction is None:
        return False
    return pace.reduction <= pace.largest_fraction
