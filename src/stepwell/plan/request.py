"""What somebody asks of the planner, read and checked for shape only."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from stepwell.formulary import Product, SmallestPiece
from stepwell.plan.agreed_rule import AgreedRule
from stepwell.plan.care import Care
from stepwell.plan.crossover import CrossoverWish
from stepwell.plan.person import Person, UseHistory
from stepwell.plan.supply_wish import SupplyWish
from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass


USUAL_CUT_DAYS = 14
MOST_PIECES = 10
"""More pieces than this are never offered as one dose (our own proposal)."""


class Shape(StrEnum):
    """How the size of a step follows from the dose."""

    PROPORTIONAL = "proportional"
    LINEAR = "linear"
    HYPERBOLIC = "hyperbolic"


class Method(StrEnum):
    """Whether the drug stays the same."""

    DIRECT = "direct"
    CROSSOVER = "crossover"
    COMPARE = "compare"


class Author(StrEnum):
    """Who drafts the plan."""

    PERSON = "person"
    PRESCRIBER = "prescriber"


@dataclass(frozen=True, slots=True)
class CurrentDose:
    """One dose that is taken every day now."""

    drug: str
    time: DoseTime
    amount: Mass


@dataclass(frozen=True, slots=True)
class Goal:
    """Where the plan ends: at zero, or at a lower dose of one drug.

    ``by`` is the last acceptable stop date; ``final_dose`` the wished total daily
    dose from which the drug is stopped.  ``drug`` is the drug meant when several
    are taken.
    """

    reduce_to: Mass | None = None
    drug: str | None = None
    by: date | None = None
    final_dose: Mass | None = None

    @property
    def stops(self) -> bool:
        """Tell whether the goal is to stop."""
        return self.reduce_to is None


@dataclass(frozen=True, slots=True)
class PaceWish:
    """The pace somebody asked for; ``None`` leaves it to the tiers.

    ``reduction`` is a fraction of the current dose (proportional) or of the
    starting dose (linear); ``amount`` a fixed mass (linear only); ``points`` are
    percentage points of modelled occupancy (hyperbolic only).  ``change_days``
    spreads each step over its days, a little every so many days (micro-taper).
    """

    shape: Shape | None = None
    reduction: Fraction | None = None
    amount: Mass | None = None
    points: Fraction | None = None
    step_days: int | None = None
    change_days: int | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether nothing at all was asked about the size of the steps."""
        return self.reduction is None and self.amount is None and self.points is None

    @property
    def is_micro(self) -> bool:
        """Tell whether cuts follow each other in less than 14 days."""
        short = self.step_days is not None and self.step_days < USUAL_CUT_DAYS
        return short or self.change_days is not None


@dataclass(frozen=True, slots=True)
class Override:
    """A prescriber's decision to go on despite a rule, with the reason."""

    rule: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class CoDrug:
    """Another medicine, by the name somebody wrote, that starts or stops.

    ``started`` is its first day, ``stopped`` the first day without it; at least one
    of them is known.
    """

    name: str
    started: date | None = None
    stopped: date | None = None


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was followed before this version of a plan.

    ``began`` is the first day of the first version; ``cut`` the day of the latest
    reduction, from which the dose of this version has been taken; ``before`` the doses
    until then, empty where no step back leads to them.
    """

    began: date
    cut: date
    before: tuple[CurrentDose, ...] = ()

    def __post_init__(self) -> None:
        if self.cut < self.began:
            raise ValueError("the latest reduction comes after the beginning")


@dataclass(frozen=True, slots=True)
class Request:
    """Everything the planner is given, apart from the formulary.

    ``most_pieces`` is how many pieces a dose of one drug may be made of, 1 to 10.
    ``unsafe_current`` are doses taken now of a medicine that is never planned with
    (rule G35): kept apart, so that nothing that was said is lost.
    """

    start: date
    market: str
    current: tuple[CurrentDose, ...]
    use: UseHistory
    person: Person = Person()
    goal: Goal = Goal()
    pace: PaceWish = PaceWish()
    method: Method = Method.DIRECT
    products: tuple[str, ...] = ()
    custom_products: tuple[Product, ...] = ()
    smallest_piece: SmallestPiece = SmallestPiece.HALF
    most_pieces: int = MOST_PIECES
    liquids: bool = True
    reduce_first: DoseTime | None = None
    equivalence: str | None = None
    author: Author = Author.PERSON
    overrides: tuple[Override, ...] = ()
    co_drugs: tuple[CoDrug, ...] = ()
    crossover: CrossoverWish = CrossoverWish()
    care: Care = Care()
    supply: SupplyWish = SupplyWish()
    agreed_rule: AgreedRule = AgreedRule()
    earlier: Earlier | None = None
    unsafe_method: str | None = None
    unsafe_current: tuple[CurrentDose, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= self.most_pieces <= MOST_PIECES:
            raise ValueError(f"a dose is made of 1 to {MOST_PIECES} pieces")

    @property
    def drugs(self) -> tuple[str, ...]:
        """The drugs taken now, each once, in the order given."""
        return tuple(dict.fromkeys(dose.drug for dose in self.current))

    @property
    def by_prescriber(self) -> bool:
        """Tell whether a prescriber authors the plan."""
        return self.author is Author.PRESCRIBER

    @property
    def limits_pieces(self) -> bool:
        """Tell whether fewer pieces a dose are wished than could be offered."""
        return self.most_pieces < MOST_PIECES

    def overridden(self, rule: str) -> Override | None:
        """Give the prescriber's override of a rule, if there is one."""
        matching = [each for each in self.overrides if each.rule == rule]
        return matching[0] if matching and self.by_prescriber else None
