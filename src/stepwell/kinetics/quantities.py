"""The register of quantities: what each is called, its unit, formula and plain words.

Each is computed for a settled day (`settled.Settled`).  One that cannot be computed
carries the reason instead of a number.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from stepwell.kinetics.rates import Floats
from stepwell.kinetics.settled import Settled
from stepwell.kinetics.steady import DAY_H


GONE = 1e-4
"""A lowest level below this share of the peak counts as gone between doses."""
NEGLIGIBLE = 1 / 32
"""What is left after five half-lives counts as negligible."""
NOT_ACCUMULATING = 1e-6
BISECTIONS = 80
MOST_DAYS = 3650.0
LATER_DAYS = np.concatenate([[0.0], np.geomspace(1e-3, MOST_DAYS, 400)])


@dataclass(frozen=True, slots=True)
class Value:
    """A computed quantity, or the reason why there is none (``number`` is None)."""

    number: float | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """An entry of the register.

    ``unit`` is that of the number (a level has that of the level looked at: ng/mL, or
    none for the active moiety); ``cdisc`` the standard's own name where it is sure.
    """

    id: str
    symbol: str
    unit: str
    words: str
    formula: str
    compute: Callable[[Settled], Value]
    cdisc: str = ""


LEVEL = "level"
"""The unit of whatever level is looked at."""


def cmax(day: Settled) -> Value:
    """The highest level of the day."""
    return Value(float(day.extremes.high[0]))


def tmax(day: Settled) -> Value:
    """Hours from the latest dose before the peak to the peak."""
    at = float(day.extremes.high_at_h[0])
    since = (at - day.history.time_h) % day.period_h
    return Value(float(since.min()))


def cmin(day: Settled) -> Value:
    """The lowest level of the day."""
    return Value(float(day.extremes.low[0]))


def ctrough(day: Settled) -> Value:
    """The level just before the first dose of the day."""
    return Value(day.trough)


def cavg(day: Settled) -> Value:
    """The mean level of the day."""
    return Value(day.cavg)


def auc_tau(day: Settled) -> Value:
    """The area under the level over the day."""
    return Value(day.area)


def accumulation_ratio(day: Settled) -> Value:
    """The settled day's area over the first day's."""
    return Value(day.area / day.first_area)


def peak_trough_fluctuation(day: Settled) -> Value:
    """Peak less lowest level, over the mean."""
    high, low = float(day.extremes.high[0]), float(day.extremes.low[0])
    return Value((high - low) / day.cavg)


def swing(day: Settled) -> Value:
    """Peak less lowest level, over the lowest."""
    ratio = peak_trough_ratio(day)
    return ratio if ratio.number is None else Value(ratio.number - 1)


def peak_trough_ratio(day: Settled) -> Value:
    """Peak over lowest level."""
    high, low = float(day.extremes.high[0]), float(day.extremes.low[0])
    if low < GONE * high:
        return Value(None, "it is practically gone between doses")
    return Value(high / low)


def effective_half_life(day: Settled) -> Value:
    """The half-life that explains how much the level builds up, in hours."""
    ratio = day.area / day.first_area
    if ratio - 1 < NOT_ACCUMULATING:
        return Value(None, "it does not build up from day to day")
    return Value(day.period_h * math.log(2) / math.log(ratio / (ratio - 1)))


def half_life(day: Settled) -> Value:
    """The terminal half-life in hours: of the slowest mode that reaches the level."""
    feeds = day.modes.block != 0
    filled, seen = day.impulse != 0, day.weights != 0
    for _ in day.modes.rates:
        filled, seen = feeds @ filled, feeds.T @ seen
    reached = filled & seen
    return Value(float(math.log(2) / day.modes.rates[reached].min()))


def time_to_share(day: Settled, share: float) -> Value:
    """Days after a change of dose until a share of the change in mean has come.

    After a change the mean level follows the running area of one day's response.
    """
    whole = _left(day, 0.0)

    def is_reached(days: float) -> bool:
        return _left(day, DAY_H * days) <= (1 - share) * whole

    return Value(_first(is_reached))


def washout(day: Settled) -> Value:
    """Days from the end of the last day with doses until a 32nd of the mean is left."""

    def is_left(days: Floats) -> NDArray[np.bool_]:
        states = day.steady.states_at(day.edges_h[1] + DAY_H * days)
        levels: Floats = states @ day.weights
        return levels > NEGLIGIBLE * day.cavg

    # A late dose is still to rise, so look for the last time with something left.
    left = LATER_DAYS[is_left(LATER_DAYS)]
    if not len(left):
        return Value(0.0)

    def is_gone(days: float) -> bool:
        return not is_left(np.array([days]))[0]

    return Value(_first(is_gone, float(left[-1])))


def relative_exposure(day: Settled, reference: Settled) -> Value:
    """The mean level as a share of the mean level of another settled day."""
    return Value(day.cavg / reference.cavg)


def _left(day: Settled, after_h: float) -> float:
    """What is still to come of the area of one day's doses, taken all at once."""
    portions = day.history.dose_mg.sum() * day.modes.inflows
    passed = np.maximum(0.0, after_h - day.modes.lags_h)
    state = day.modes.advance(portions, passed)
    nothing = np.zeros_like(state)
    return float((day.modes.integral(state, nothing) @ day.weights).sum())


def _first(holds: Callable[[float], bool], low: float = 0.0) -> float:
    """The first number of days at which something that stays true becomes true."""
    high = MOST_DAYS
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


REGISTER: dict[str, Quantity] = {
    each.id: each
    for each in (
        Quantity(
            "cmax",
            "Cmax",
            LEVEL,
            "the highest level of the day",
            "max C(t) over one settled day",
            cmax,
            "Max Conc",
        ),
        Quantity(
            "tmax",
            "tmax",
            "h",
            "how long after a dose the level is highest",
            "time of Cmax less the time of the dose before it",
            tmax,
            "Time of CMAX",
        ),
        Quantity(
            "cmin",
            "Cmin",
            LEVEL,
            "the lowest level of the day",
            "min C(t) over one settled day",
            cmin,
            "Min Conc",
        ),
        Quantity(
            "ctrough",
            "Ctrough",
            LEVEL,
            "the level just before the first dose of the day",
            "C just before the first dose",
            ctrough,
            "Conc Trough",
        ),
        Quantity(
            "cavg",
            "Cavg",
            LEVEL,
            "the mean level of the day",
            "AUC over the day / length of the day",
            cavg,
            "Average Concentration",
        ),
        Quantity(
            "auc_tau",
            "AUCtau",
            f"{LEVEL} h",
            "the area under the level over the day",
            "integral of C(t) over one settled day",
            auc_tau,
            "AUC Over Dosing Interval",
        ),
        Quantity(
            "accumulation_ratio",
            "Rac",
            "ratio",
            "how much the level builds up from the first day on",
            "AUC of a settled day / AUC of the first day",
            accumulation_ratio,
            "Accumulation Ratio AUC",
        ),
        Quantity(
            "peak_trough_fluctuation",
            "PTF",
            "fraction",
            "how far the level moves in a day, as a share of its mean",
            "(Cmax - Cmin) / Cavg",
            peak_trough_fluctuation,
        ),
        Quantity(
            "swing",
            "swing",
            "fraction",
            "how far the level moves in a day, as a share of its lowest",
            "(Cmax - Cmin) / Cmin",
            swing,
        ),
        Quantity(
            "peak_trough_ratio",
            "PTR",
            "ratio",
            "the highest level of the day over the lowest",
            "Cmax / Cmin",
            peak_trough_ratio,
        ),
        *(
            Quantity(
                f"days_to_{percent}_percent",
                f"t{percent}",
                "d",
                f"days after a change of dose until {percent} % of it has arrived",
                f"AUC(0 to t) of one day's response = {percent} % of the whole",
                partial(time_to_share, share=percent / 100),
            )
            for percent in (50, 90, 95)
        ),
        Quantity(
            "half_life",
            "t1/2",
            "h",
            "how long the level takes to halve at the end",
            "ln 2 / slowest rate that reaches the level",
            half_life,
        ),
        Quantity(
            "effective_half_life",
            "t1/2,eff",
            "h",
            "the half-life that explains how much the level builds up",
            "tau ln 2 / ln(Rac / (Rac - 1))",
            effective_half_life,
            "Effective Half-Life",
        ),
        Quantity(
            "washout",
            "washout",
            "d",
            "days after the last day with doses until almost nothing is left",
            "C(t) = Cavg / 32",
            washout,
        ),
    )
}
"""Every quantity of one settled day, by its id (`relative_exposure` takes two)."""


def computed(day: Settled) -> dict[str, Value]:
    """Compute the whole register for a settled day."""
    return {name: quantity.compute(day) for name, quantity in REGISTER.items()}
