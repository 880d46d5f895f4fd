"""What is known to change how a person handles a drug, applied to its model."""

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from stepwell.formulary import Drug, Modifier
from stepwell.kinetics.engine import Phase
from stepwell.kinetics.model import Model
from stepwell.kinetics.people import Eliminator, adjusted
from stepwell.kinetics.steady import DAY_H
from stepwell.plan.person import Flag, Person
from stepwell.plan.request import CoDrug


AGE = "age"
BEFORE = -1
"""The day before the first, counted from it."""
END_OF_SPAN = {
    Eliminator.SLOW: "low",
    Eliminator.TYPICAL: "typical",
    Eliminator.FAST: "high",
}
"""Which end of a modifier's range of clearance goes with which eliminator."""

UNDRAWABLE = {
    Flag.PREGNANT: "in pregnancy",
    Flag.KIDNEY_DISEASE: "in kidney disease",
}
"""What the published measurements do not cover."""


def undrawable(person: Person) -> str:
    """Why no level may be drawn for a person; empty when it may."""
    if person.age_years is not None and person.age_years < 18:
        return "levels of children and adolescents are not modelled"
    for flag, when in UNDRAWABLE.items():
        if flag in person.flags:
            return f"levels {when} are not modelled: the measurements do not cover it"
    return ""


def of_person(drug: Drug, person: Person) -> tuple[Modifier, ...]:
    """The modifiers of a drug that a person's age and flags call for."""
    return tuple(each for each in drug.modifiers if _applies(each, person))


def _applies(modifier: Modifier, person: Person) -> bool:
    if modifier.applies_to == AGE:
        age, from_age = person.age_years, modifier.from_age
        return age is not None and from_age is not None and age >= from_age
    return modifier.applies_to in person.flags


def modified(
    model: Model, modifiers: Iterable[Modifier], person: Person, speed: Eliminator
) -> Model:
    """The model with the modifiers applied, at the end that goes with the speed.

    Nobody has measured them together, so they are not multiplied: of several on one
    analyte the strongest counts, for the clearance and for the volumes.
    """
    clearance: dict[str, float] = {}
    volume: dict[str, float] = {}
    for each in modifiers:
        _keep_stronger(clearance, each.analyte, _clearance(each, speed))
        _keep_stronger(volume, each.analyte, _volume(each, person))
    return adjusted(model, clearance, volume)


def _keep_stronger(kept: dict[str, float], analyte: str, multiplier: float) -> None:
    before = kept.get(analyte, 1.0)
    kept[analyte] = max(before, multiplier, key=lambda each: abs(math.log(each)))


def _clearance(modifier: Modifier, speed: Eliminator) -> float:
    span = modifier.clearance
    return 1.0 if span is None else float(getattr(span, END_OF_SPAN[speed]))


def _volume(modifier: Modifier, person: Person) -> float:
    if modifier.volume_age_divisor is not None:
        assert person.age_years is not None  # or the modifier would not apply
        return person.age_years / modifier.volume_age_divisor
    return 1.0 if modifier.volume is None else float(modifier.volume.typical)


def phases(
    model: Model,
    drug: Drug,
    person: Person,
    speed: Eliminator,
    co_drugs: Sequence[CoDrug],
    start: date,
) -> list[Phase]:
    """The model from the first day on, changing whenever a co-drug starts or stops.

    What was started before the first day has settled: the first phase is how things
    were then, and is without length if something changes on the first day.  A change
    holds from the midnight of its date, at once: in life it takes days to weeks.
    """
    lasting = of_person(drug, person)
    return [
        Phase(
            DAY_H * max(day, 0),
            modified(
                model, [*lasting, *_taken(drug, co_drugs, start, day)], person, speed
            ),
        )
        for day in (BEFORE, *sorted(set(_days_of_change(co_drugs, start))))
    ]


def changing(drug: Drug, co_drugs: Sequence[CoDrug]) -> tuple[CoDrug, ...]:
    """The co-drugs that are known to change the level of a drug for good."""
    return tuple(each for each in co_drugs if any(_lasting(drug, each)))


def _lasting(drug: Drug, co_drug: CoDrug) -> Iterator[Modifier]:
    """What a co-drug changes; a change that wears off is not drawn."""
    found = drug.modifiers_by(co_drug.name)
    return (each for each in found if not each.passes)


def _days_of_change(co_drugs: Sequence[CoDrug], start: date) -> Iterator[int]:
    for each in co_drugs:
        for day in (each.started, each.stopped):
            if day is not None and day >= start:
                yield (day - start).days


def _taken(
    drug: Drug, co_drugs: Sequence[CoDrug], start: date, day: int
) -> Iterator[Modifier]:
    """The modifiers of the co-drugs that are taken on a day counted from the start."""
    for co_drug in co_drugs:
        started, stopped = co_drug.started, co_drug.stopped
        begun = started is None or (started - start).days <= day
        over = stopped is not None and (stopped - start).days <= day
        if begun and not over:
            yield from _lasting(drug, co_drug)
