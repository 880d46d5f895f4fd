"""The 14-day cap: how far a dose may fall in any 14 days.

A change passes when it is at most a quarter of the current dose, or small in
itself: at most 1.25 mg of diazepam equivalent and at most 5 points of modelled
occupancy.  Tested on published schedules: it accepts every step of the gradual
ones and rejects the fast ones (work ``stepwell_proposal``; the quarter is
recommendation 6 of ``asam2025``, the 5 points are
``maudsley_transcription``).
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from stepwell.formulary.occupancy import FASTER_POINTS, dose_below, occupancy_points


WINDOW_DAYS = 14
LARGEST_FRACTION = Fraction(1, 4)
SMALL_CHANGE_DIAZEPAM_MG = Fraction("1.25")
SMALL_CHANGE_POINTS = FASTER_POINTS


@dataclass(frozen=True)
class Change:
    """A fall between two daily doses in mg of diazepam equivalent."""

    before: Fraction
    after: Fraction

    @cached_property
    def fraction(self) -> Fraction:
        """The fall as a fraction of the dose before; zero from nothing."""
        return self.fall / self.before if self.before else Fraction(0)

    @property
    def fall(self) -> Fraction:
        """The fall in mg of diazepam; negative for a rise."""
        return self.before - self.after

    @property
    def points(self) -> Fraction:
        """The fall in percentage points of modelled occupancy."""
        return occupancy_points(self.before) - occupancy_points(self.after)


def passes_cap(change: Change, largest: Fraction = LARGEST_FRACTION) -> bool:
    """Tell whether a fall within 14 days keeps the cap; a rise always does."""
    return change.fraction <= largest or _is_small(change)


def _is_small(change: Change) -> bool:
    return (
        change.fall <= SMALL_CHANGE_DIAZEPAM_MG and change.points <= SMALL_CHANGE_POINTS
    )


def lowest_allowed(before: Fraction, largest: Fraction = LARGEST_FRACTION) -> Fraction:
    """The lowest daily dose, in mg of diazepam, that the cap allows next."""
    small = max(
        before - SMALL_CHANGE_DIAZEPAM_MG, dose_below(before, SMALL_CHANGE_POINTS)
    )
    return max(Fraction(0), min(before * (1 - largest), small))
