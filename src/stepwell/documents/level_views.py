"""Modelled levels as they are shown: sentences and numbers, each drug and each step."""

from collections.abc import Iterator

from stepwell.documents.figures import about_days, figures, percent
from stepwell.documents.plan_levels import PlanLevels
from stepwell.documents.views import LevelView, QuantityView, StepLevels
from stepwell.kinetics.course import CLOCK_H
from stepwell.kinetics.forecast import Forecast, Undrawn, washout_days
from stepwell.kinetics.people import Eliminator
from stepwell.kinetics.quantities import GONE, LEVEL, REGISTER
from stepwell.plan.plan import Plan
from stepwell.plan.request import CoDrug
from stepwell.plan.times import DoseTime
from stepwell.safety.rules.g30_what_to_expect import judge_days


def level_views(levels: PlanLevels) -> tuple[LevelView, ...]:
    """Describe the forecast of each drug."""
    return tuple(
        LevelView(each.drug, reason=each.reason)
        if isinstance(each, Undrawn)
        else _drawn(each, levels.compared)
        for each in levels.forecasts
    )


def step_levels(plan: Plan, levels: PlanLevels) -> Iterator[StepLevels | None]:
    """Say each step's level on its last day; None unless every drug has levels."""
    if not levels.all_drawn:
        yield from (None for _ in plan.steps)
        return
    days = {speed: levels.total(speed) for speed in Eliminator}
    begun = {speed: levels.mean_today(speed) for speed in Eliminator}
    for step in plan.steps:
        last = (step.end - plan.start).days - 1
        share = {
            speed: percent(days[speed].mean[last] / begun[speed])
            for speed in Eliminator
        }
        typical = days[Eliminator.TYPICAL]
        low, mean, high = (
            float(part[last]) for part in (typical.low, typical.mean, typical.high)
        )
        yield StepLevels(
            percent=share[Eliminator.TYPICAL],
            slow=share[Eliminator.SLOW],
            fast=share[Eliminator.FAST],
            ratio="" if low < GONE * high else figures(high / low),
            fluctuation=percent((high - low) / mean),
        )


def _drawn(forecast: Forecast, compared: Forecast | None) -> LevelView:
    quantities = tuple(_quantities(forecast))
    numbers = {each.id: each for each in quantities}
    on_diazepam = ""
    if compared is not None:
        ratio = compared.typical.quantities["peak_trough_ratio"].number
        assert ratio is not None  # diazepam is never gone between doses
        on_diazepam = figures(ratio)
    return LevelView(
        drug=forecast.drug,
        grade=forecast.body.known.grade,
        sentences=tuple(_sentences(forecast, numbers, on_diazepam)),
        quantities=quantities,
        judge_after_days=judge_days(forecast.body.drug),
        on_diazepam=on_diazepam,
    )


def _quantities(forecast: Forecast) -> Iterator[QuantityView]:
    for name, quantity in REGISTER.items():
        found = {
            speed: exposure.quantities.get(name)
            for speed, exposure in forecast.exposures.items()
        }
        numbers = {
            speed: figures(value.number)
            for speed, value in found.items()
            if value is not None and value.number is not None
        }
        reasons = [value.reason for value in found.values() if value is not None]
        yield QuantityView(
            id=name,
            words=quantity.words,
            unit=quantity.unit.replace(LEVEL, "active level"),
            typical=numbers.get(Eliminator.TYPICAL, ""),
            slow=numbers.get(Eliminator.SLOW, ""),
            fast=numbers.get(Eliminator.FAST, ""),
            reason=next(filter(None, reasons), ""),
        )


def _sentences(
    forecast: Forecast, numbers: dict[str, QuantityView], on_diazepam: str
) -> Iterator[str]:
    drug = forecast.drug
    when = f"As {drug} is taken today"
    if forecast.course.is_new:
        when = f"At the highest dose of {drug} in this plan, once settled"
    ratio = numbers["peak_trough_ratio"]
    if ratio.typical:
        yield (
            f"{when}, each day's highest level is about {ratio.typical} times its"
            " lowest in a typical person: between doses it moves by"
            f" {_fluctuation(forecast)} % of its mean."
        )
    else:
        yield f"{when}, {ratio.reason}."
    if _is_for_nights(forecast):
        yield FOR_NIGHTS
    if on_diazepam:
        yield (
            f"On diazepam, taken at the same times, it would be about {on_diazepam}"
            " times its lowest. This compares two shapes and is no advice to change the"
            " medicine (rules G11 to G13 say what has to be weighed)."
        )
    arrives, gone = _days(forecast, "days_to_90_percent"), _days_to_gone(forecast)
    yield (
        f"Nine tenths of a change of dose have arrived after {arrives[0]} (slow"
        f" eliminators: {arrives[1]})."
    )
    yield (
        f"Almost nothing is left {gone[0]} after the last day with doses (slow"
        f" eliminators: {gone[1]})."
    )
    yield from _spread(forecast)
    yield from _caveats(forecast)


def _fluctuation(forecast: Forecast) -> str:
    number = forecast.typical.quantities["peak_trough_fluctuation"].number
    assert number is not None  # every level has a mean
    return percent(number)


def _days(forecast: Forecast, name: str) -> tuple[str, str]:
    """Days in words, for typical and for slow eliminators."""
    both = []
    for speed in (Eliminator.TYPICAL, Eliminator.SLOW):
        number = forecast.exposures[speed].quantities[name].number
        assert number is not None  # both always have an end
        both.append(about_days(number))
    return both[0], both[1]


def _days_to_gone(forecast: Forecast) -> tuple[str, str]:
    """The same for the washout, as the body handles the last dose of the plan."""
    typical, slow = (
        about_days(washout_days(forecast.body, forecast.course, speed))
        for speed in (Eliminator.TYPICAL, Eliminator.SLOW)
    )
    return typical, slow


FOR_NIGHTS = (
    "It is a sleeping tablet, taken for the night: that little of it is left by day is"
    " meant."
)
LITTLE = 1 / 4
"""What counts as little, as a share of the highest level; ours."""


def _is_for_nights(forecast: Forecast) -> bool:
    """Tell whether a sleeping tablet, taken at bedtime only, is mostly gone by day."""
    hours = set(forecast.course.usual.time_h)
    if not forecast.body.drug.is_hypnotic or hours != {CLOCK_H[DoseTime.BEDTIME]}:
        return False
    day = forecast.typical.usual.extremes
    return float(day.low[0]) <= LITTLE * float(day.high[0])


def _spread(forecast: Forecast) -> Iterator[str]:
    slow, fast = (
        forecast.exposures[speed].usual for speed in (Eliminator.SLOW, Eliminator.FAST)
    )
    yield (
        "People differ: on the same dose the slowest tenth have"
        f" {figures(slow.cavg / fast.cavg)} times the level of the fastest tenth, or"
        " more. This spread is mostly unverified."
    )


def _caveats(forecast: Forecast) -> Iterator[str]:
    known = forecast.body.known
    if known.grade != "A" or known.grade_note:
        note = f" ({known.grade_note})" if known.grade_note else ""
        yield f"How well this is known: grade {known.grade} of A to D{note}."
    for each in forecast.body.modifiers:
        yield (
            f"The model contains: {each.factor} ({each.analyte}; {each.mark};"
            f" {', '.join(each.works)})."
        )
    for co_drug in forecast.body.co_drugs:
        yield f"The level contains that {_dated(co_drug)} (see G20)."


def _dated(co_drug: CoDrug) -> str:
    said = []
    if co_drug.started is not None:
        said.append(f"is started on {co_drug.started.isoformat()}")
    if co_drug.stopped is not None:
        said.append(f"is stopped on {co_drug.stopped.isoformat()}")
    return f"{co_drug.name} {' and '.join(said)}"
