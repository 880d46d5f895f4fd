"""What changed from one version of a plan to the next, day by day and exactly."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from stepwell.web.plans.following import DAY, Step, steps_of, stop_date


Document = Mapping[str, Any]
Doses = tuple[tuple[str, str, str, str], ...]
"""Each dose of a day: its time, drug and milligrams, and the sentence that says it."""
NOTHING: Doses = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in a row, ``last`` included, with the doses of both versions.

    None where a version says nothing of these days.
    """

    first: date
    last: date
    before: Doses | None
    after: Doses | None

    @property
    def is_same(self) -> bool:
        """Tell whether both versions say the same."""
        return self.before == self.after


@dataclass(frozen=True, slots=True)
class Moved:
    """A step with the same doses that begins on another day, or lasts another time."""

    before: Step
    after: Step

    @property
    def later_by(self) -> timedelta:
        """How much later it begins; negative if earlier."""
        return self.after.start - self.before.start


@dataclass(frozen=True, slots=True)
class Differences:
    """All that differs; ``stretches`` cover every day of either version."""

    stretches: tuple[Stretch, ...]
    moved: tuple[Moved, ...]
    end_before: date | None
    end_after: date | None
    products_gone: tuple[str, ...]
    products_new: tuple[str, ...]

    @property
    def changed(self) -> tuple[Stretch, ...]:
        """The stretches in which a dose differs."""
        return tuple(each for each in self.stretches if not each.is_same)

    def applied(self, table: Mapping[date, Doses]) -> dict[date, Doses]:
        """The day table of the earlier version, made into that of the later one."""
        made = dict(table)
        for stretch in self.changed:
            for day in days(stretch.first, stretch.last):
                made.pop(day, None)
                if stretch.after is not None:
                    made[day] = stretch.after
        return made


def differences(before: Document, after: Document) -> Differences:
    """Compare two plan documents; a refused one has no days."""
    old, new = _products(before), _products(after)
    return Differences(
        stretches=tuple(_stretches(before, after)),
        moved=tuple(_moved(steps_kept(before), steps_kept(after))),
        end_before=_end(before),
        end_after=_end(after),
        products_gone=tuple(each for each in old if each not in new),
        products_new=tuple(each for each in new if each not in old),
    )


def day_table(document: Document) -> dict[date, Doses]:
    """The doses of each day from the first of a plan on, its stop included."""
    table = {
        day: doses_of(step)
        for step in steps_kept(document)
        for day in days(step.start, step.end - DAY)
    }
    stop = _stop(document)
    return table if stop is None else table | {stop: NOTHING}


def days(first: date, last: date) -> Iterator[date]:
    """Each day, the last included."""
    return (first + each * DAY for each in range((last - first).days + 1))


def steps_kept(document: Document) -> tuple[Step, ...]:
    """The steps of a plan that may be followed; none of a refused one."""
    return steps_of(document) if document["outcome"] == "proposed" else ()


def doses_of(step: Step) -> Doses:
    """The doses of a step, as they are compared."""
    return tuple(
        (each["time"], each["drug"], each["mg"], each["text"]) for each in step.doses
    )


def _stop(document: Document) -> date | None:
    return stop_date(document) if steps_kept(document) else None


def _end(document: Document) -> date | None:
    """The first day after the last step."""
    steps = steps_kept(document)
    return steps[-1].end if steps else None


def _stretches(before: Document, after: Document) -> Iterator[Stretch]:
    """Days in a row on which each version says one thing."""
    joined: list[Stretch] = []
    for first, following in pairwise(sorted({*_borders(before), *_borders(after)})):
        last, old, new = following - DAY, _on(before, first), _on(after, first)
        if joined and (joined[-1].before, joined[-1].after) == (old, new):
            joined[-1] = replace(joined[-1], last=last)
        else:
            joined.append(Stretch(first, last, old, new))
    return iter(joined)


def _borders(document: Document) -> Iterator[date]:
    steps = steps_kept(document)
    yield from (each.start for each in steps)
    if steps:
        yield steps[-1].end
    if stop := _stop(document):
        yield stop + DAY


def _on(document: Document, day: date) -> Doses | None:
    """What a version says of a day; None before it and after it."""
    if day == _stop(document):
        return NOTHING
    steps = steps_kept(document)
    found = next((each for each in steps if each.start <= day < each.end), None)
    return doses_of(found) if found is not None else None


def _moved(before: tuple[Step, ...], after: tuple[Step, ...]) -> Iterator[Moved]:
    """The steps that have the same doses in both, in the order of the later one."""
    left = list(before)
    for step in after:
        same = next((each for each in left if doses_of(each) == doses_of(step)), None)
        if same is None:
            continue
        left = left[left.index(same) + 1 :]
        if (same.start, same.days) != (step.start, step.days):
            yield Moved(same, step)


def _products(document: Document) -> list[str]:
    """The products of the steps, in the order of their first use."""
    doses = (dose for step in steps_kept(document) for dose in step.doses)
    return list(
        dict.fromkeys(part["product"] for dose in doses for part in dose["take"])
    )
