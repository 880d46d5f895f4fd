"""Doses and their times of day, matched without a guess."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from stepwell.interop.pasted import items as items
from stepwell.interop.pasted.items import Amount, At, Often, Pattern, Placed
from stepwell.interop.pasted.statement import Said
from stepwell.interop.pasted.tokens import Line
from stepwell.interop.pasted.words import SPREAD, SPREAD_NAMES
from stepwell.plan.times import DoseTime


NO_TIME = (
    "it does not say when in the day; add morning, midday, evening or bedtime, or"
    " twice a day"
)
NOT_MATCHED = (
    "it is not clear which dose belongs to which time of day; write it as"
    " 5 mg morning, 10 mg night"
)
LIST_TIMES = 'write "and" between two times of day that have the same dose'
COUNT_DIFFERS = "the number of doses a day is not the number of times of day"


@dataclass(frozen=True, slots=True)
class Pairs:
    """Doses with their times, and what was settled about words that leave room."""

    doses: tuple[Said, ...]
    notes: tuple[str, ...]


def paired(line: Line, part: Sequence[Placed], usual: DoseTime | None) -> Pairs:
    """Match doses with times; ``usual`` is for a dose without; raises InputError."""
    kept = [each for each in part if isinstance(each.item, KEPT) or _joins(each)]
    while kept and _joins(kept[0]):
        kept.pop(0)
    if any(isinstance(each.item, Pattern) for each in kept):
        return _pattern(line, kept)
    if isinstance(kept[0].item, Often):
        kept = _often_behind(line, kept)
    runs = _runs(line, kept)
    said, notes = [], []
    for dose, when in runs:
        times, why = _times(line, dose, when, usual)
        assert isinstance(dose.item, Amount)
        said += [Said(dose.item.drug, time, dose.item.mass) for time in times]
        notes += why
    return Pairs(tuple(said), tuple(notes))


KEPT = (Amount, At, Often, Pattern)


def _joins(each: Placed) -> bool:
    return each.item in (items.JOIN, items.BREAK)


def _pattern(line: Line, kept: list[Placed]) -> Pairs:
    named = [each for each in kept if not _joins(each)]
    item = named[0].item
    if len(named) > 1 or not isinstance(item, Pattern):
        line.refuse(named[0].first, named[-1].past, NOT_MATCHED)
    doses = tuple(Said(None, time, mass) for time, mass in item.doses)
    return Pairs(doses, (item.note,))


def _often_behind(line: Line, kept: list[Placed]) -> list[Placed]:
    """``once daily 5 mg at night`` as ``5 mg once daily at night``."""
    amounts = [each for each in kept if isinstance(each.item, Amount)]
    if len(amounts) != 1:
        line.refuse(kept[0].first, kept[-1].past, NOT_MATCHED)
    return [amounts[0], *(each for each in kept if each is not amounts[0])]


def _runs(line: Line, kept: list[Placed]) -> list[tuple[Placed, list[Placed]]]:
    """Each dose with the times before it, or with those behind it: one way for all."""
    amount_first = isinstance(kept[0].item, Amount)
    ordered = kept if amount_first else kept[::-1]
    while _joins(ordered[0]):
        ordered = ordered[1:]
    while isinstance(ordered[0].item, Often) and not amount_first:
        ordered = [*ordered[1:], ordered[0]]
        while _joins(ordered[0]):
            ordered = ordered[1:]
    if not isinstance(ordered[0].item, Amount):
        line.refuse(kept[0].first, kept[-1].past, NOT_MATCHED)
    runs: list[tuple[Placed, list[Placed]]] = []
    for each in ordered:
        if isinstance(each.item, Amount):
            runs.append((each, []))
        else:
            runs[-1][1].append(each)
    if len(runs) > 1 and not all(
        any(isinstance(each.item, At | Often) for each in when) for _, when in runs
    ):
        line.refuse(kept[0].first, kept[-1].past, NOT_MATCHED)
    if amount_first:
        return runs
    return [(dose, when[::-1]) for dose, when in reversed(runs)]


def _times(
    line: Line, dose: Placed, when: list[Placed], usual: DoseTime | None
) -> tuple[list[DoseTime], list[str]]:
    named = [each for each in when if isinstance(each.item, At)]
    counts = [each.item.count for each in when if isinstance(each.item, Often)]
    past = max(dose.past, *(each.past for each in when)) if when else dose.past
    first = min([dose.first, *(each.first for each in when)])
    if len(counts) > 1 or (named and counts and counts[0] != len(named)):
        line.refuse(first, past, COUNT_DIFFERS)
    if named:
        _check_list(line, when, named)
        ats = [each.item for each in named if isinstance(each.item, At)]
        return [at.time for at in ats], [at.note for at in ats if at.note]
    if counts and counts[0] > 1:
        return list(SPREAD[counts[0]]), [SPREAD_NAMES[counts[0]]]
    if usual is not None:
        return [usual], [usual_note(usual)]
    assert isinstance(dose.item, Amount)
    if not dose.item.mass:
        return list(DoseTime), []
    return line.refuse(first, past, NO_TIME)


def usual_note(usual: DoseTime) -> str:
    """What is said where a dose has its time from a line about all doses."""
    return f"a dose without a time is read as one {usual.words}"


def _check_list(line: Line, when: list[Placed], named: list[Placed]) -> None:
    """Several times of one dose are joined by commas and an ``and`` at the end."""
    if len(named) == 1:
        return
    places = [when.index(each) for each in named]
    gaps = [
        [each.item for each in when[one + 1 : other]] for one, other in pairwise(places)
    ]
    if items.JOIN not in gaps[-1] or not all(gaps):
        line.refuse(named[0].first, named[-1].past, LIST_TIMES)
