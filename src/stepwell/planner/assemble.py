"""From stages to a plan: dates, doses with their parts, and why each step."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise

from stepwell.plan.plan import Dose, Plan, Step
from stepwell.plan.regimen import Regimen
from stepwell.plan.request import Request
from stepwell.plan.times import DoseTime
from stepwell.planner.descent import Stage
from stepwell.planner.pace import USUAL_STEP_DAYS, Pace
from stepwell.planner.rungs import RUNG_WORDS, SIMPLER_WORDS, RungKind
from stepwell.quantities import Mass
from stepwell.quantities.decimals import rounded_text


LAST_RESORT = "Nothing smaller can be made: the stop from here is larger than planned."


@dataclass(frozen=True, slots=True)
class Descent:
    """The stages of one drug; ``kept`` are the doses of the drugs that wait."""

    drug: str
    starts: Mapping[DoseTime, Mass]
    stages: tuple[Stage, ...]
    pace: Pace
    kept: tuple[Dose, ...] = ()


def assemble(request: Request, before: Regimen, descents: Sequence[Descent]) -> Plan:
    """Lay the stages of one or more drugs end to end, one drug after the other."""
    steps: list[Step] = []
    day = request.start
    periods = _in_order(descents, request.goal.stops)
    for number, (doses, days, reasons) in enumerate(periods, start=1):
        steps.append(Step(number, day, days, by_time(doses), reasons))
        day += timedelta(days=days)
    stop_date = day if request.goal.stops else None
    return Plan(request.start, before, tuple(steps), stop_date)


def _in_order(
    descents: Sequence[Descent], stops: bool
) -> Iterator[tuple[tuple[Dose, ...], int, tuple[str, ...]]]:
    """Doses, days and reasons; between two drugs the next one is held for a step."""
    for descent, following in pairwise([*descents, None]):
        assert descent is not None
        for stage, reasons in _explained(descent, stops):
            yield (*_doses(descent, stage), *descent.kept), stage.days, reasons
        if following is not None:
            reason = f"{descent.drug} has ended; the rest stays as it is for this step."
            days = max(following.pace.step_days, USUAL_STEP_DAYS)
            yield descent.kept, days, (reason,)


def _doses(descent: Descent, stage: Stage) -> Iterator[Dose]:
    makeable = stage.rung.staircase.makeable
    for time, amount in zip(descent.starts, stage.stair.amounts, strict=True):
        if amount:
            yield Dose(time, descent.drug, Mass(amount), makeable.parts(amount))


def by_time(doses: Sequence[Dose]) -> tuple[Dose, ...]:
    """The doses of a day in its order, then by drug."""
    return tuple(sorted(doses, key=lambda dose: (dose.time.position, dose.drug)))


def _explained(
    descent: Descent, stops: bool
) -> Iterator[tuple[Stage, tuple[str, ...]]]:
    """Give each stage with why it is as it is."""
    above = sum(amount.nanograms for amount in descent.starts.values())
    kind: RungKind | None = None
    for place, stage in enumerate(descent.stages):
        reasons = [_cut_reason(above, stage)]
        if not place:
            reasons.append(f"The pace is up to {descent.pace.words}.")
        if stage.rung.kind is not kind:
            reasons.append(_means_reason(kind, stage.rung.kind))
        if stage.forced:
            reasons.append(_forced_reason(stage, descent.pace))
        if stage.last_resort:
            reasons.append(LAST_RESORT)
        if place == len(descent.stages) - 1:
            last = "is the last dose" if stops else "is the goal: it stays the dose"
            reasons.append(f"This {last} of {descent.drug} in the plan.")
        yield stage, tuple(reason for reason in reasons if reason)
        above, kind = stage.stair.total, stage.rung.kind


def _cut_reason(above: int, stage: Stage) -> str:
    fall = above - stage.stair.total
    if not fall:
        return "The dose stays the same: this holds it before the next change."
    share = rounded_text(Fraction(100 * fall, above), 1)
    return f"{Mass(fall).words} less a day, {share} % of the current dose."


def _means_reason(before: RungKind | None, now: RungKind) -> str:
    if before is None and now is RungKind.WHOLE:
        return ""
    return (
        f"From here on {RUNG_WORDS[now]}: {SIMPLER_WORDS[now]} alone would force a cut"
        " above the planned step."
    )


def _forced_reason(stage: Stage, pace: Pace) -> str:
    held = "" if pace.length_is_wished else f" and is held for {stage.days} days"
    return (
        "Nothing that this plan may use makes a smaller cut here, so it is larger"
        f" than planned{held}."
    )
