"""What is shown of the end of a plan and of sleep, as values."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class WashoutView:
    """When almost nothing of a drug and its active metabolites is left.

    ``typical`` and ``slow`` are the days on which that is so in typical and in slow
    eliminators; None where no level is drawn.
    """

    drug: str
    last_day: date
    text: str
    typical: date | None = None
    slow: date | None = None


@dataclass(frozen=True, slots=True)
class CheckInView:
    """One dated check-in: ``when`` counts from the end, ``focus`` is its own matter.

    ``text`` is all that is said of it where it stands alone.
    """

    day: date
    when: str
    focus: str
    text: str


@dataclass(frozen=True, slots=True)
class AfterCareView:
    """The end of a plan and what follows it, in the order it is read.

    ``apart`` tells rebound, withdrawal and relapse apart; ``works`` are the ids of
    what the sentences rest on.
    """

    title: str
    ending: tuple[str, ...]
    washouts: tuple[WashoutView, ...]
    expect: tuple[str, ...]
    check_ins: tuple[CheckInView, ...]
    look_at: tuple[str, ...]
    apart: tuple[str, ...]
    route_back: tuple[str, ...]
    works: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SleepView:
    """What is said about sleep in a plan for a sleeping tablet."""

    first_cut: date
    programme: tuple[str, ...]
    nights: tuple[str, ...]
    works: tuple[str, ...]
