"""The exposure of a schedule: each day's lowest, mean and highest modelled level.

Levels are those of the active moiety (see `moiety`): diazepam 10 mg a day at steady
state is 1.  Slow, typical and fast eliminators are drawn beside each other, each from
the steady state of what is taken today.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from stepwell.kinetics.course import Course
from stepwell.kinetics.engine import Phase, Track, tracks_through
from stepwell.kinetics.intervals import averages, extremes
from stepwell.kinetics.modes import modes_of
from stepwell.kinetics.moiety import ActiveScale
from stepwell.kinetics.quantities import Value, computed
from stepwell.kinetics.rates import Floats
from stepwell.kinetics.settled import Settled
from stepwell.kinetics.steady import steady_amounts


@dataclass(frozen=True, slots=True)
class Days:
    """The lowest, mean and highest level of each day, (days,) each."""

    low: Floats
    mean: Floats
    high: Floats

    def __add__(self, other: "Days") -> "Days":
        """The sum of two drugs; exact for the mean, outer bounds for the rest."""
        return Days(
            self.low + other.low, self.mean + other.mean, self.high + other.high
        )


@dataclass(frozen=True)
class Exposure:
    """The levels of one drug over a course, for one kind of eliminator.

    ``phases`` are the body's handling of it over time; ``scale`` the active scale,
    which is always that of a typical person.
    """

    course: Course
    phases: Sequence[Phase]
    scale: ActiveScale

    @cached_property
    def tracks(self) -> list[Track]:
        """A track for each phase, from the steady state of today."""
        today, model = self.course.today, self.phases[0].model
        start = steady_amounts(modes_of(model), today) if today else None
        return tracks_through(self.phases, self.course.history, start_mg=start)

    @cached_property
    def days(self) -> Days:
        """Each day's levels of the active moiety."""
        parts = [self._days(track, edges) for track, edges in self._spans]
        return Days(*(np.concatenate(each) for each in zip(*parts, strict=True)))

    @cached_property
    def analyte_means(self) -> Floats:
        """Each day's mean concentration of each analyte, (days, analytes) in ng/mL."""
        return np.concatenate(
            [
                np.stack(
                    [averages(track, each, edges) for each in track.modes.weights.T],
                    axis=1,
                )
                for track, edges in self._spans
            ]
        )

    @cached_property
    def band(self) -> tuple[Floats, Floats]:
        """Each day's lowest and highest mean over the ends of the active scale."""
        return self.scale.band(self.analyte_means)

    @property
    def today(self) -> Settled | None:
        """What is taken today, settled; None of a drug that is new."""
        return None if self.course.is_new else self.usual

    @property
    def mean_today(self) -> float:
        """The mean level of what is taken today, settled; nothing of a new drug."""
        return 0.0 if self.today is None else self.today.cavg

    @cached_property
    def usual(self) -> Settled:
        """The day that is described, settled: today's, or the fullest of a new drug."""
        modes = modes_of(self.phases[0].model)
        return Settled(modes, self.course.usual, modes.weights @ self.scale.typical)

    @cached_property
    def quantities(self) -> dict[str, Value]:
        """The register of quantities for the day that is described."""
        return computed(self.usual)

    def active_at(self, sample_h: Floats) -> Floats:
        """The active moiety (samples,) at hours from the first midnight."""
        begins = np.array([track.time_h[0] for track in self.tracks])
        which = np.searchsorted(begins, sample_h, side="right") - 1
        found = np.empty(len(sample_h))
        for place, track in enumerate(self.tracks):
            here = which == place
            found[here] = self.scale.of(track.levels(sample_h[here]))
        return found

    @property
    def _spans(self) -> Iterator[tuple[Track, Floats]]:
        """Each phase within the course with its midnights; phases begin at midnight."""
        edges = self.course.edges_h
        begins = [phase.from_h for phase in self.phases]
        ends = [*begins[1:], edges[-1]]
        for track, begin, end in zip(self.tracks, begins, ends, strict=True):
            inside = edges[(edges >= begin) & (edges <= end)]
            if len(inside) > 1:
                yield track, inside

    def _days(self, track: Track, edges: Floats) -> tuple[Floats, Floats, Floats]:
        weights = track.modes.weights @ self.scale.typical
        found = extremes(track, weights, edges)
        return found.low, averages(track, weights, edges), found.high
