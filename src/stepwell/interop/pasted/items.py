"""What the words of a pasted line stand for, one thing each."""

from dataclasses import dataclass
from datetime import date

from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass


@dataclass(frozen=True, slots=True)
class Amount:
    """A dose; ``drug`` where it stands right behind it (``5 mg diazepam``)."""

    mass: Mass
    drug: str | None = None


@dataclass(frozen=True, slots=True)
class At:
    """A time of day; ``note`` says what was settled about the word."""

    time: DoseTime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Often:
    """So many doses a day, without saying when."""

    count: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """Doses by their order in the day, as in ``2-1-2 mg``; zero is no dose."""

    doses: tuple[tuple[DoseTime, Mass], ...]
    note: str


@dataclass(frozen=True, slots=True)
class Named:
    """A drug."""

    drug: str


@dataclass(frozen=True, slots=True)
class Lasting:
    """How many days a step lasts."""

    days: int


@dataclass(frozen=True, slots=True)
class EachStep:
    """How many days every step lasts that says nothing else."""

    days: int


@dataclass(frozen=True, slots=True)
class Counted:
    """Days counted from the first day of the schedule, which is day 0."""

    first: int
    days: int


@dataclass(frozen=True, slots=True)
class Since:
    """The first day of a step; ``bare`` where no word such as ``from`` says so."""

    day: date
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Until:
    """The last day of a step."""

    day: date


@dataclass(frozen=True, slots=True)
class Sum:
    """What the doses of a day add up to, by the letter."""

    mass: Mass


@dataclass(frozen=True, slots=True)
class Reduce:
    """Less by ``by`` every so many days, down to ``target``; of one time or all."""

    by: Mass
    days: int
    target: Mass
    time: DoseTime | None


@dataclass(frozen=True, slots=True)
class Strength:
    """A strength of tablets without a number of them: a product and no dose."""

    words: str


@dataclass(frozen=True, slots=True)
class Sign:
    """A word or mark that orders the others: see the constants below."""

    name: str


NOW = Sign("now")
THEN = Sign("then")
CHANGE = Sign("change")
BREAK = Sign("break")
JOIN = Sign("join")
STOP = Sign("stop")
ONGOING = Sign("ongoing")

Item = (
    Amount
    | At
    | Often
    | Pattern
    | Named
    | Lasting
    | EachStep
    | Counted
    | Since
    | Until
    | Sum
    | Reduce
    | Strength
    | Sign
)


@dataclass(frozen=True, slots=True)
class Placed:
    """An item and the tokens that it was read from."""

    item: Item
    first: int
    past: int
