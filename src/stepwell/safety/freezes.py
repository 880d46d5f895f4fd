"""Freezes: the days around the start or stop of another medicine, without a change.

A dose and another medicine are never changed in the same interval: whoever feels
worse then could not tell which of the two it was.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from stepwell.safety.case import Case
from stepwell.safety.co_drugs import CoDrugChange, co_drug_changes
from stepwell.safety.settling import settling


INTERVAL = timedelta(days=14)
"""The shortest usual time from a cut to the next change (``stepwell_proposal``)."""


@dataclass(frozen=True, slots=True)
class Freeze:
    """No dose changes after 14 days before ``day``, and none before ``until``.

    ``verb`` tells what the co-drug does on the day: it starts or stops.  ``reason``
    says how long that is.
    """

    name: str
    verb: str
    day: date
    until: date
    reason: str

    def covers(self, day: date) -> bool:
        """Tell whether no dose may change on a day."""
        return self.day - INTERVAL < day < self.until

    @property
    def words(self) -> str:
        """What happens on the day: ``fluvoxamine starts on 2027-02-10``."""
        return f"{self.name} {self.verb} on {self.day}"


def freezes(case: Case) -> Iterator[Freeze]:
    """Give the freezes of a case; a medicine without data brings none."""
    for change in co_drug_changes(case):
        yield from freezes_of(case, change)


def freezes_of(case: Case, change: CoDrugChange) -> Iterator[Freeze]:
    """Give the freeze of a start and of a stop: by the drug that needs longest."""
    drugs = [case.formulary.drug(name) for name in change.drugs]
    known = [drug for drug in drugs if drug.modifiers_by(change.name)]
    for verb, day in (("starts", change.starts), ("stops", change.stops)):
        if known and day is not None:
            waits = (settling(case, drug, day) for drug in known)
            longest = max(waits, key=lambda wait: wait.days)
            until = day + timedelta(days=longest.days)
            yield Freeze(change.name, verb, day, until, longest.reason)
