"""Modelled receptor occupancy: a spacing rule, never a measurement.

``100 * D / (D + 24.7)`` with D in mg of diazepam a day reproduces every value of
the diazepam tables of the Maudsley Deprescribing Guidelines 2024 as transcribed in
public software (work ``maudsley_transcription``); the book itself was not seen.  The
scale is disputed (human imaging suggests values several times lower), so the
constant and the step sizes published with it stay together.
"""

from fractions import Fraction


ED50_DIAZEPAM_MG = Fraction("24.7")
FASTER_POINTS = Fraction(5)
MODERATE_POINTS = Fraction("2.5")
SLOWER_POINTS = Fraction("1.3")


def occupancy_points(diazepam_mg: Fraction) -> Fraction:
    """Modelled occupancy in percentage points, 0 to 100, of a daily dose in mg."""
    return 100 * diazepam_mg / (diazepam_mg + ED50_DIAZEPAM_MG)


def dose_at(points: Fraction) -> Fraction:
    """The daily dose in mg of diazepam at an occupancy below 100 points."""
    return ED50_DIAZEPAM_MG * points / (100 - points)


def dose_below(diazepam_mg: Fraction, points: Fraction) -> Fraction:
    """The dose in mg that lies ``points`` of occupancy lower; zero at the bottom."""
    remaining = occupancy_points(diazepam_mg) - points
    return dose_at(remaining) if remaining > 0 else Fraction(0)
