"""The doses of a day, as the stored plan says them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass
from stepwell.web.plans.amounts import amount_words
from stepwell.web.plans.following import Why, steps_of
from stepwell.web.plans.queries import Kept
from stepwell.web.today.pictures import Picture, pictures_of


BEFORE = 0
"""The number of the step that is taken before the plan begins."""


@dataclass(frozen=True, slots=True)
class DayDose:
    """One dose of one day; ``text`` is the sentence of the document."""

    day: date
    step: int
    drug: str
    time: DoseTime
    amount: Mass
    text: str
    pictures: tuple[Picture, ...] = ()


def doses_on(kept: Kept, day: date) -> tuple[DayDose, ...]:
    """The doses that hold on a day, in the order of the day; none after the stop."""
    found = kept.in_force(day)
    if found.why is Why.ENDED:
        return ()
    return doses_of(kept, found.step.number if found.step else BEFORE, day)


def doses_of(kept: Kept, step: int, day: date) -> tuple[DayDose, ...]:
    """The doses of a step for a day; raises IndexError where there is no such step."""
    if step == BEFORE:
        doses = [_before(told, day) for told in kept.document["current"]]
    else:
        told_doses = steps_of(kept.document)[step - 1].doses
        doses = [_planned(told, step, day) for told in told_doses]
    return tuple(sorted(doses, key=lambda each: (each.time.position, each.drug)))


def _planned(told: Mapping[str, Any], step: int, day: date) -> DayDose:
    return DayDose(
        day,
        step,
        told["drug"],
        DoseTime(told["time"]),
        Mass.mg(told["mg"]),
        told["text"],
        pictures_of(told["text"], told["take"]),
    )


def _before(told: Mapping[str, Any], day: date) -> DayDose:
    """What is taken until a plan begins; by which product is not known."""
    time, amount = DoseTime(told["time"]), Mass.mg(told["mg"])
    text = amount_words(amount, told["drug"], time)
    return DayDose(day, BEFORE, told["drug"], time, amount, text)


def nearest(doses: Sequence[DayDose], hour: int) -> int:
    """The place of the dose whose usual hour is nearest; of two alike the later one.

    So an unanswered morning is never held out at bedtime beside that of bedtime.
    """

    def far(at: int) -> tuple[int, int]:
        usual = doses[at].time.hour
        return abs(usual - hour), -usual

    return min(range(len(doses)), key=far, default=0)
