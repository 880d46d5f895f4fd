"""Made-up series with and without a wave, from a seed, and how often one is called.

``tests/journal/waves_page.py`` writes what they show into docs/reference/waves.md.
"""

import math
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from random import Random

from stepwell.journal.trends import trend


CUT = date(2027, 3, 1)
HISTORY_DAYS = 28
KINDS = {
    "independent": "every day by itself",
    "AR 0.3": "a day is like the one before (autocorrelation 0.3)",
    "AR 0.5": "a day is more like the one before (autocorrelation 0.5)",
    "weekly": "weekends are one point higher",
    "drift": "a slow rise of one point a month",
    "heavy tails": "a few large deviations (t, 3 degrees of freedom)",
    "spikes": "one day in twenty is 4 points higher",
}
SDS = (0.5, 1, 2)
LEVELS = (0.5, 2, 5)
MISSING = (0, 0.2, 0.4)
STEPS = (14, 28)


@dataclass(frozen=True)
class Setting:
    """How a series is made: kind of noise, its SD, level, share missing, days."""

    kind: str
    sd: float
    level: float = 2
    missing: float = 0
    step_days: int = 14
    history_days: int = HISTORY_DAYS
    wave_in_every_step: bool = False


@dataclass(frozen=True)
class Wave:
    """A triangle: from ``onset`` up to ``peak``, and down in ``easing`` days."""

    onset: int
    peak: int
    easing: int

    def at(self, day):
        """The share of the height on a day after the cut."""
        up = (day - self.onset) / (self.peak - self.onset)
        down = (self.peak + self.easing - day) / self.easing
        return min(max(0, min(up, down)), 1)

    @property
    def step_days(self):
        """A step in which the peak has room."""
        return 14 if self.peak <= 7 else 28


NO_WAVE = Wave(1, 2, 1)
SHAPES = (
    Wave(1, 4, 7),
    Wave(1, 4, 14),
    Wave(2, 5, 10),
    Wave(2, 7, 7),
    Wave(3, 7, 14),
    Wave(3, 10, 7),
    Wave(5, 10, 14),
    Wave(5, 14, 7),
    Wave(5, 14, 14),
)
"""Onset 1 to 5 days after the cut, peak after 4 to 14, easing over 1 or 2 weeks."""
FOUND = {0.5: 3, 1: 5, 2: 8}
"""By SD of the noise: the height of waves of which at least 90 % are found."""


def deviations(kind, sd, days, random):
    """One deviation a day; ``days`` count from the cut."""
    last, weekday = random.gauss(0, 1), random.randrange(7)
    for day in days:
        z = random.gauss(0, 1)
        if kind.startswith("AR"):
            rho = float(kind[2:])
            z = last = rho * last + math.sqrt(1 - rho**2) * z
        if kind == "heavy tails":
            z /= math.sqrt(sum(random.gauss(0, 1) ** 2 for _ in range(3)))
        extra = {
            "weekly": 1.0 * ((day + weekday) % 7 >= 5),
            "drift": day / 30,
            "spikes": 4.0 * (random.random() < 0.05),
        }
        yield sd * z + extra.get(kind, 0)


def series(setting, random, wave=NO_WAVE, height=0.0):
    """One series of whole ratings from 0 to 10, with days left out at random."""
    days = range(-setting.history_days, setting.step_days)
    noise = deviations(setting.kind, setting.sd, days, random)
    made = {}
    for day, deviation in zip(days, noise, strict=True):
        since = day % setting.step_days if setting.wave_in_every_step else day
        value = setting.level + deviation + height * wave.at(since)
        if random.random() >= setting.missing:
            made[CUT + timedelta(days=day)] = max(0, min(10, round(value)))
    return made


def all_series(setting, count, seed, wave=NO_WAVE, height=0.0):
    """So many series from one seed."""
    random = Random(f"{seed} {setting} {wave} {height}")
    return (series(setting, random, wave, height) for _ in range(count))


def courses(setting, count, seed, wave=NO_WAVE, height=0.0):
    """The courses of so many series; those with too little data are left out."""
    until = CUT + timedelta(days=setting.step_days)
    for each in all_series(setting, count, seed, wave, height):
        course = trend(each, CUT, until).course
        if course is not None:
            yield course


def rate(setting, count, seed, wave=NO_WAVE, height=0.0):
    """The share of judged steps in which a wave is called."""
    called = [c.is_wave for c in courses(setting, count, seed, wave, height)]
    return sum(called) / len(called)


def daily_rate(setting, count, seed):
    """The share of steps called a wave on any day, when looked at every day."""
    days = range(7, setting.step_days + 1)
    called = [
        any(
            (course := trend(each, CUT, CUT + timedelta(days=day)).course)
            and course.is_wave
            for day in days
        )
        for each in all_series(setting, count, seed)
    ]
    return sum(called) / len(called)


def quiet_settings():
    """Every setting without a wave."""
    return [Setting(*each) for each in product(KINDS, SDS, LEVELS, MISSING, STEPS)]


def hardest_settings():
    """Those in which a wave is called most often by mistake."""
    return [
        Setting("AR 0.5", 2, 2, 0, 28),
        Setting("AR 0.5", 2, 5, 0, 28),
        Setting("AR 0.5", 2, 0.5, 0, 28),
        Setting("AR 0.5", 2, 0.5, 0.4, 28),
        Setting("AR 0.5", 2, 2, 0, 14),
        Setting("AR 0.5", 1, 2, 0, 28),
        Setting("AR 0.5", 1, 5, 0, 28),
        Setting("AR 0.5", 2, 2, 0, 28, history_days=14),
        Setting("drift", 0.5, 2, 0, 28),
        Setting("drift", 1, 5, 0.4, 28),
        Setting("weekly", 1, 2, 0.4, 28),
        Setting("spikes", 0.5, 0.5, 0.4, 28),
    ]
