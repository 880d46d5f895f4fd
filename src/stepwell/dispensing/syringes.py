"""Volumes that a marked oral syringe can measure.

The marks are common ones and unverified: the smallest volume and the finest mark
of the 1 ml syringe follow the pharmacology sheet (0.1 ml; 0.02 ml, the coarser of
its two), the larger sizes are general knowledge.  A coarser mark than the syringe
at hand has is always safe: every multiple of it stands on the finer scale too.
"""

from dataclasses import dataclass
from functools import cache

from stepwell.quantities import Volume


@dataclass(frozen=True, slots=True)
class Syringe:
    """An oral syringe: its size, the distance of its marks, the least it measures."""

    size: Volume
    mark: Volume
    least: Volume


SYRINGES = (
    Syringe(Volume.ml("1"), Volume.ml("0.02"), Volume.ml("0.1")),
    Syringe(Volume.ml("3"), Volume.ml("0.1"), Volume.ml("1")),
    Syringe(Volume.ml("5"), Volume.ml("0.2"), Volume.ml("3")),
    Syringe(Volume.ml("10"), Volume.ml("0.5"), Volume.ml("5")),
)


@cache
def measurable_volumes() -> tuple[Volume, ...]:
    """Every volume up to 10 ml that the smallest fitting syringe has a mark for."""
    marks = {
        microlitres
        for syringe in SYRINGES
        for microlitres in range(
            syringe.mark.microlitres,
            syringe.size.microlitres + 1,
            syringe.mark.microlitres,
        )
        if microlitres >= syringe.least.microlitres
    }
    return tuple(Volume(mark) for mark in sorted(marks))
