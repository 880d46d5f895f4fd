"""A night of the sleep diary and its measures, defined as in ``carney2012``.

The times know their distance from UTC, and every span between them is measured in UTC:
a clock that changes in the night, or a journey through time zones, adds no sleep.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from stepwell.journal.moments import fixed


LONGEST = timedelta(hours=24)
MOST = LONGEST // timedelta(minutes=1)
"""The minutes of a day: more were neither awake nor napped, nor woken up in."""
QUALITIES = range(1, 6)
PER_CENT = 100
TIMES = ("bed_time", "lights_out", "final_wake", "out_of_bed")
NOT_IN_ORDER = (
    "a night goes from getting into bed to trying to sleep, waking for the last time"
    " and getting up"
)
NO_TIME = "a night ends later than it began"
TOO_LONG = "a night lasts 24 hours at most"
TOO_MUCH_AWAKE = (
    "falling asleep and lying awake took longer than the time between trying to sleep"
    " and waking for the last time"
)
WRONG_QUALITY = "the quality of a night is a whole number from 1 to 5"
COUNTED = ("latency_min", "awakenings", "awake_min", "naps_min")


@dataclass(frozen=True, slots=True)
class Night:
    """One night as somebody remembers it in the morning.

    ``latency_min`` is how long falling asleep took, ``awakenings`` how often they woke
    (the last time not counted) and ``awake_min`` how long they lay awake in between.
    ``quality`` is 1 (bad) to 5 (good); ``naps_min`` are the naps of the day before.
    What was not said is None or empty, never 0.
    """

    bed_time: datetime
    lights_out: datetime
    final_wake: datetime
    out_of_bed: datetime
    latency_min: int
    awakenings: int
    awake_min: int
    quality: int | None = None
    naps_min: int | None = None
    medicine_note: str = ""
    caffeine_alcohol: str = ""

    def __post_init__(self) -> None:
        self._check_times()
        self._check_counts()
        if self.latency + self.wake_after_onset > self._between_lights_and_waking:
            raise ValueError(TOO_MUCH_AWAKE)
        if self.quality is not None and self.quality not in QUALITIES:
            raise ValueError(WRONG_QUALITY)

    def _check_times(self) -> None:
        for name in TIMES:
            object.__setattr__(self, name, fixed(getattr(self, name)))
        instants = [getattr(self, name).astimezone(UTC) for name in TIMES]
        if instants != sorted(instants):
            raise ValueError(NOT_IN_ORDER)
        if not self.time_in_bed:
            raise ValueError(NO_TIME)
        if self.time_in_bed > LONGEST:
            raise ValueError(TOO_LONG)

    def _check_counts(self) -> None:
        for name in COUNTED:
            count = getattr(self, name)
            if count is not None and not 0 <= count <= MOST:
                raise ValueError(f"{name} is a whole number from 0 to {MOST}")

    @property
    def morning(self) -> date:
        """The calendar day of getting up, where the person was then."""
        return self.out_of_bed.date()

    @property
    def latency(self) -> timedelta:
        """How long falling asleep took, from trying to sleep."""
        return timedelta(minutes=self.latency_min)

    @property
    def wake_after_onset(self) -> timedelta:
        """How long the person lay awake between falling asleep and the last waking."""
        return timedelta(minutes=self.awake_min)

    @property
    def time_in_bed(self) -> timedelta:
        """From getting into bed to getting up."""
        return _between(self.bed_time, self.out_of_bed)

    @property
    def total_sleep(self) -> timedelta:
        """From trying to sleep to the last waking, without the time awake."""
        awake = self.latency + self.wake_after_onset
        return self._between_lights_and_waking - awake

    @property
    def efficiency_percent(self) -> Fraction:
        """Total sleep in per cent of the time in bed, exactly: 0 to 100."""
        smallest = timedelta.resolution
        return Fraction(
            PER_CENT * (self.total_sleep // smallest), self.time_in_bed // smallest
        )

    @property
    def _between_lights_and_waking(self) -> timedelta:
        return _between(self.lights_out, self.final_wake)


def _between(start: datetime, end: datetime) -> timedelta:
    """The time that passed; Python subtracts times of one zone by their clocks."""
    return end.astimezone(UTC) - start.astimezone(UTC)
