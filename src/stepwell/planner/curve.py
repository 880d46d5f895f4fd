"""The curve: from any dose, the lowest next one that a pace agrees to.

Every shape is a rule on the current dose, so a plan can be judged step by step
from what is really taken.  All numbers are whole nanograms; the agreed dose is
rounded up, never down.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from stepwell.formulary.occupancy import ED50_DIAZEPAM_MG, dose_at
from stepwell.plan.request import Goal, Shape
from stepwell.planner.pace import Pace
from stepwell.safety.cap import (
    SMALL_CHANGE_DIAZEPAM_MG,
    lowest_allowed,
)
from stepwell.safety.rules.g01_abrupt_stop import FROM_DIAZEPAM_MG as G01_FROM_MG
from stepwell.safety.scale import Scale


NEVER_NOTHING = 1
"""One nanogram: a step of the curve leads to a dose, and only the end to none."""


@dataclass(frozen=True, slots=True)
class Curve:
    """The agreed next dose and the lowest allowed one, for one drug.

    ``ng_per_diazepam_mg`` is the mass of the drug that corresponds to a milligram
    of diazepam; ``jump_ng`` the highest dose to stop from and ``floor_ng`` the goal,
    in nanograms a day.  A ``gentle`` pace can never agree to more than the cap.
    """

    pace: Pace
    start_ng: int
    ng_per_diazepam_mg: Fraction
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
        per_mg = scale.mass_of(drug, Fraction(1))
        jump = dose_at(pace.jump_points) * per_mg
        wished = Fraction(goal.final_dose.nanograms) if goal.final_dose else jump
        most = G01_FROM_MG if pace.cap_is_lifted else SMALL_CHANGE_DIAZEPAM_MG
        return cls(
            pace=pace,
            start_ng=start_ng,
            ng_per_diazepam_mg=per_mg,
            jump_ng=int(min(wished, most * per_mg)),
            gentle=_is_gentle(pace),
            floor_ng=goal.reduce_to.nanograms if goal.reduce_to else 0,
        )

    def agreed(self, dose_ng: int) -> int:
        """The lowest next dose that the pace agrees to, within the limits.

        Never nothing: stopping is asked of `may_stop_from`.
        """
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
        return max(wanted, self.floor_ng, NEVER_NOTHING)

    def allowed(self, dose_ng: int) -> int:
        """The lowest next dose that the 14-day cap allows."""
        if self.pace.cap_is_lifted and dose_ng <= self.ng_per_diazepam_mg * G01_FROM_MG:
            return 0
        lowest = lowest_allowed(
            dose_ng / self.ng_per_diazepam_mg, self.pace.largest_fraction
        )
        return ceil(lowest * self.ng_per_diazepam_mg)

    def may_stop_from(self, dose_ng: int) -> bool:
        """Tell whether the drug may be stopped from a total daily dose."""
        return dose_ng <= self.jump_ng and self.allowed(dose_ng) == 0

    def _below(self, dose_ng: int, points: Fraction) -> int:
        # In drug units the hyperbola keeps its form.  With E the half-occupancy
        # dose and p the drop, y = E (x - p (x + E)) / (E + p (x + E)); written out
        # over the common denominator, because this is asked for every stair.
        half_ng = ED50_DIAZEPAM_MG * self.ng_per_diazepam_mg
        half, over = half_ng.numerator, half_ng.denominator
        drop, hundred = points.numerator, points.denominator * 100
        share = drop * (dose_ng * over + half)
        top = half * (dose_ng * hundred * over - share)
        return max(0, -(-top // (over * (half * hundred + share))))


def _is_gentle(pace: Pace) -> bool:
    if pace.shape is not Shape.PROPORTIONAL or pace.reduction is None:
        return False
    return pace.reduction <= pace.largest_fraction
