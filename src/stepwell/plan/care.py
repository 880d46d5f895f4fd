"""Who prescribes, and on which days somebody looks at the plan."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Care:
    """The prescriber and the dates agreed with them; ``None`` where nothing was said.

    ``last_contact`` is the day they last spoke, ``next_review`` the day they look at
    the plan next, on its first day or later; ``prescribed_until`` the last day that
    the prescription or the supply at hand covers.
    """

    prescriber: str | None = None
    last_contact: date | None = None
    next_review: date | None = None
    prescribed_until: date | None = None
