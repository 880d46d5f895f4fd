"""From which day on a plan is held, so that a dose of today is not taken back."""

from datetime import date
from decimal import Decimal

from stepwell.journal.entry import DoseEntry
from stepwell.journal.journal import Journal
from stepwell.quantities import Mass
from stepwell.web.plans.beginning import Amounts, taken
from stepwell.web.plans.following import DAY
from stepwell.web.plans.queries import Kept


def first_day_held(kept: Kept, today: date, journal: Journal) -> date:
    """Today, or tomorrow where a dose of today was already taken at a new step."""
    before, now = taken(kept, today - DAY), taken(kept, today)
    if before != now and any(_is_new(each, before, now) for each in _doses(journal)):
        return today + DAY
    return today


def _doses(journal: Journal) -> list[DoseEntry]:
    return [dose for _, dose in journal.of_kind(DoseEntry)]


def _is_new(dose: DoseEntry, before: Amounts, now: Amounts) -> bool:
    """Tell whether it is what the new step wants, and the old one did not."""
    if dose.amount is None or dose.time is None:
        return False
    key, amount = (dose.time.value, dose.drug), _mg(dose.amount)
    return amount == now.get(key) != before.get(key)


def _mg(amount: Mass) -> Decimal:
    return Decimal(amount.mg_text)
