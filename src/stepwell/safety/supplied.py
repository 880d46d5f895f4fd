"""How long the medicine lasts: by the prescription, and by what was counted at home."""

from dataclasses import dataclass
from datetime import date, timedelta

from stepwell.dispensing.day_table import DayTable
from stepwell.dispensing.stock import Stock
from stepwell.plan.schedule import Schedule
from stepwell.plan.supply_wish import Cupboard
from stepwell.safety.case import Case


DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Supplied:
    """The first day that each does not cover; None where nothing is known of it.

    ``home`` is None, too, where what was counted does not follow on the prescription
    or adds no day to it.  `date.max` covers the whole schedule.
    """

    prescribed: date | None
    home: date | None

    @classmethod
    def of(cls, case: Case, schedule: Schedule) -> "Supplied":
        """What a case says of the supply of a schedule."""
        until = case.care.prescribed_until
        prescribed = None if until is None else until + DAY
        cupboard = case.request.supply.cupboard if case.request is not None else None
        if cupboard is None or not _follows(cupboard, prescribed, case.day):
            return cls(prescribed, None)
        dry = _dry(cupboard, schedule)
        adds = dry is not None and dry > max(prescribed or dry.min, cupboard.counted_on)
        return cls(prescribed, dry if adds else None)

    @property
    def dry(self) -> date | None:
        """The first day that neither covers."""
        return max(filter(None, (self.prescribed, self.home)), default=None)

    @property
    def words(self) -> str:
        """How long each lasts, in a part of a sentence that begins it."""
        said = []
        if self.prescribed is not None:
            said.append(f"the prescription lasts until {self.prescribed - DAY}")
        if self.home is not None:
            home = self.home - DAY
            said.append(f"what was counted at home covers the plan until {home}")
        return ", ".join(said).capitalize()


def _follows(cupboard: Cupboard, prescribed: date | None, day: date) -> bool:
    """Tell whether no day lies between the prescription and the count."""
    return prescribed is None or cupboard.counted_on <= max(prescribed, day)


def _dry(cupboard: Cupboard, schedule: Schedule) -> date | None:
    """The first day that is not covered in full; None where products are not known."""
    _, *periods = schedule.periods
    taking = [period for period in periods if not period.regimen.is_nothing]
    if not all(period.doses for period in taking):
        return None
    goes_on = not periods[-1].regimen.is_nothing
    stock = Stock(DayTable(tuple(periods), goes_on=goes_on), cupboard)
    return min(filter(None, stock.run_out.values()), default=date.max)
