"""Intake: what was really taken, beside what was planned (H11).

A day counts only when every planned dose has an answer. A dose without an entry, or
with entries that contradict each other, is open: it is neither taken nor missed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median_high

from stepwell.journal.entry import DoseEntry
from stepwell.journal.journal import Journal
from stepwell.plan.regimen import NOTHING_TAKEN, Occasion, Regimen
from stepwell.quantities import Mass


NOTHING = Mass(0)
LEAST_DAYS = 7
"""Fewer days with every dose answered tell nothing (work ``stepwell_proposal``)."""


@dataclass(frozen=True, slots=True)
class DayIntake:
    """One day: the amount at each planned occasion, what came on top, what is open.

    ``at_least`` is what even the lowest of contradicting entries says was taken.
    """

    day: date
    planned: Regimen
    taken: Mapping[Occasion, Mass]
    extra: Mapping[str, Mass]
    open: tuple[Occasion, ...]
    at_least: Regimen = NOTHING_TAKEN

    @property
    def is_known(self) -> bool:
        """Tell whether every planned dose has an answer."""
        return not self.open

    @property
    def regular(self) -> Regimen:
        """What was taken at the times of the day."""
        return Regimen.of((*where, amount) for where, amount in self.taken.items())

    def total(self, drug: str) -> Mass:
        """All that is known to have been taken of a drug; a least amount while open."""
        regular = self.regular.total(drug) + self.at_least.total(drug)
        return regular + self.extra.get(drug, NOTHING)

    @property
    def above_plan(self) -> tuple[str, ...]:
        """The drugs of which more was taken than planned, as far as is known.

        An extra dose counts while a planned one is open: it came on top.
        """
        open_drugs = {drug for drug, _ in self.open}
        return tuple(
            drug
            for drug in self.drugs
            if self.total(drug) > self.planned.total(drug)
            or (drug in open_drugs and drug in self.extra)
        )

    @property
    def drugs(self) -> tuple[str, ...]:
        """The drugs that were planned or taken, each once."""
        taken = (drug for drug, _ in (*self.taken, *self.at_least.amounts))
        return tuple(dict.fromkeys((*self.planned.drugs, *taken, *self.extra)))


def intakes(journal: Journal, planned: Mapping[date, Regimen]) -> tuple[DayIntake, ...]:
    """What the journal knows of the doses of each planned day."""
    entries: dict[date, list[DoseEntry]] = {day: [] for day in planned}
    for entry, dose in journal.of_kind(DoseEntry):
        if entry.day in entries:
            entries[entry.day].append(dose)
    return tuple(_intake(day, planned[day], entries[day]) for day in planned)


def _intake(day: date, planned: Regimen, doses: Iterable[DoseEntry]) -> DayIntake:
    answers: dict[Occasion, list[Mass]] = {where: [] for where in planned.amounts}
    extra: dict[str, Mass] = {}
    for dose in doses:
        amount = dose.amount or NOTHING
        if dose.time is None:
            extra[dose.drug] = extra.get(dose.drug, NOTHING) + amount
        else:
            answers.setdefault((dose.drug, dose.time), []).append(amount)
    taken = {where: found[0] for where, found in answers.items() if len(found) == 1}
    still_open = tuple(where for where in answers if where not in taken)
    at_least = Regimen.of(
        (*where, min(answers[where])) for where in still_open if answers[where]
    )
    return DayIntake(day, planned, taken, extra, still_open, at_least)


@dataclass(frozen=True, slots=True)
class UsualIntake:
    """What was usually taken on the days that are known.

    ``totals`` are the medians by drug, extra doses included; the upper median, so that
    less than planned means less on more than half of the days.  ``regimen`` is that of
    the latest day on which exactly these totals were taken, at the times of the plan;
    None where there was no such day.
    """

    totals: Mapping[str, Mass]
    regimen: Regimen | None
    days_known: int
    days_looked_at: int

    @property
    def is_enough(self) -> bool:
        """Tell whether enough days are known to say anything."""
        return self.days_known >= LEAST_DAYS


def usual_intake(days: Sequence[DayIntake]) -> UsualIntake:
    """The usual doses of some days, from those that are known."""
    known = [day for day in days if day.is_known]
    drugs = dict.fromkeys(drug for day in known for drug in day.drugs)
    totals = {drug: _median(day.total(drug) for day in known) for drug in drugs}
    typical = [
        day.regular
        for day in known
        if all(day.regular.total(drug) == totals[drug] for drug in drugs)
    ]
    return UsualIntake(totals, typical[-1] if typical else None, len(known), len(days))


def _median(amounts: Iterable[Mass]) -> Mass:
    return Mass(median_high(amount.nanograms for amount in amounts))
