"""What is shown, as values: every number is already the text that is printed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from stepwell.documents.edition_view import EditionView
from stepwell.documents.emergency import need_help_now
from stepwell.documents.ending_views import AfterCareView, SleepView
from stepwell.documents.wording import listed
from stepwell.plan.crossover import Crossover
from stepwell.plan.finding import Finding
from stepwell.plan.proposal import Supply
from stepwell.plan.times import DoseTime


def total_words(total_mg: Iterable[tuple[str, str]]) -> str:
    """The total of a day per drug: ``1.75 mg of lorazepam``."""
    return listed([f"{mg} mg of {drug}" for drug, mg in total_mg])


@dataclass(frozen=True, slots=True)
class TakeView:
    """Some of one product; either ``count`` of a strength or ``volume_ml``.

    ``mg`` and ``text`` say this part alone, so that a row of it stands by itself;
    ``words`` are the part of the sentence that says what is taken.
    """

    product: str
    form: str
    words: str
    mg: str
    text: str
    strength_mg: str = ""
    count: str = ""
    concentration_mg_per_ml: str = ""
    volume_ml: str = ""


@dataclass(frozen=True, slots=True)
class DoseView:
    """One dose: milligrams, what makes it, and the sentence that says it."""

    time: DoseTime
    drug: str
    mg: str
    take: tuple[TakeView, ...]
    text: str


@dataclass(frozen=True, slots=True)
class StepLevels:
    """The modelled level on the last day of a step, in a typical person.

    ``percent`` is the day's mean in per cent of today's, ``slow`` and ``fast`` the
    same for slow and fast eliminators; ``ratio`` the day's highest over its lowest
    (empty when it is gone between doses), ``fluctuation`` their difference in per
    cent of the mean.  With several drugs both are outer bounds.
    """

    percent: str
    slow: str
    fast: str
    ratio: str
    fluctuation: str


@dataclass(frozen=True, slots=True)
class QuantityView:
    """A quantity of what is taken today: a number for each eliminator, or a reason."""

    id: str
    words: str
    unit: str
    typical: str = ""
    slow: str = ""
    fast: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LevelView:
    """What is said of the modelled level of one drug.

    ``reason`` says why there is none.  ``on_diazepam`` is the ratio of a day's
    highest to its lowest level if the plan were on diazepam; empty if not compared.
    """

    drug: str
    reason: str = ""
    grade: str = ""
    sentences: tuple[str, ...] = ()
    quantities: tuple[QuantityView, ...] = ()
    judge_after_days: int = 0
    on_diazepam: str = ""


@dataclass(frozen=True, slots=True)
class Modelled:
    """What is modelled of a plan: of each step, each drug, a change of drug, the end.

    After-care stands here because its dates follow from how the level falls.
    """

    steps: tuple[StepLevels | None, ...]
    drugs: tuple[LevelView, ...] = ()
    change_over: tuple[str, ...] = ()
    aftercare: AfterCareView | None = None


@dataclass(frozen=True, slots=True)
class StepView:
    """One step.

    ``low`` and ``high`` are mg of diazepam equivalent a day, rounded outwards;
    ``percent`` and ``points`` are what this step takes off the step before it, in
    per cent of that dose and in percentage points of modelled occupancy.  ``ended``
    says which doses of the day are no longer taken.
    """

    number: int
    start: date
    days: int
    doses: tuple[DoseView, ...]
    total_mg: tuple[tuple[str, str], ...]
    low: str
    high: str
    percent: str
    points: str
    reasons: tuple[str, ...]
    ended: tuple[str, ...] = ()
    levels: StepLevels | None = None

    @property
    def last_day(self) -> date:
        """The last day on which it is in force."""
        return self.start + timedelta(days=self.days - 1)

    @property
    def total_words(self) -> str:
        """The day's total per drug: ``1.75 mg of lorazepam``."""
        return total_words(self.total_mg)


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings of one rule and severity, joined over the steps they concern.

    ``text`` is the first one's; ``more`` counts the others.
    """

    rule: str
    title: str
    severity: str
    where: str
    text: str
    more: int
    would_change: str
    source: str


@dataclass(frozen=True, slots=True)
class TodayView:
    """One dose that is taken now."""

    time: DoseTime
    drug: str
    mg: str


@dataclass(frozen=True, slots=True)
class SupplyNoteView:
    """A sentence on the supply; ``day`` is the first day that it concerns.

    ``act_by`` is the day by which somebody has to do something; ``is_urgent`` says
    that it stands before the counts.
    """

    kind: str
    text: str
    is_urgent: bool
    product: str | None = None
    day: date | None = None
    act_by: date | None = None


@dataclass(frozen=True, slots=True)
class PlanView:
    """Everything any document says about a proposal, in the order it is read.

    ``reviews`` are the latest days for looking at it together.  ``request`` is the
    document of the request, where the JSON shall carry it.
    """

    refused: bool
    software: str
    fingerprint: str
    market: str
    equivalence: str
    edition: EditionView
    title: str
    start: date
    summary: tuple[tuple[str, str], ...]
    today: tuple[TodayView, ...]
    steps: tuple[StepView, ...]
    levels: tuple[LevelView, ...]
    change_over: tuple[str, ...]
    sleep: SleepView | None
    aftercare: AfterCareView | None
    stop_date: date | None
    final_dose_mg: str | None
    supply: tuple[Supply, ...]
    supply_notes: tuple[SupplyNoteView, ...]
    reviews: tuple[date, ...]
    product_names: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]
    groups: tuple[FindingGroup, ...]
    assumptions: tuple[str, ...]
    pace: tuple[str, ...]
    sources: tuple[str, ...]
    take_along: tuple[str, ...]
    what_this_is_not: tuple[str, ...]
    crossover: Crossover | None = None
    request: Mapping[str, Any] | None = None

    @property
    def outcome(self) -> str:
        """``proposed`` or ``refused``."""
        return "refused" if self.refused else "proposed"

    @property
    def needs_help_now(self) -> bool:
        """Tell whether a sign was given with which nothing but help counts."""
        return need_help_now(self.findings)


@dataclass(frozen=True, slots=True)
class ReviewView:
    """What is shown of the review of a schedule; ``warning`` stands first.

    ``read``, ``assumed`` and ``left_out`` say how a pasted letter was read.
    """

    software: str
    fingerprint: str
    summary: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]
    groups: tuple[FindingGroup, ...]
    sources: tuple[str, ...]
    what_this_is_not: tuple[str, ...]
    warning: str = ""
    read: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        """Tell whether a stop was found."""
        return any(found.severity == "stop" for found in self.findings)

    @property
    def needs_help_now(self) -> bool:
        """Tell whether a sign was given with which nothing but help counts."""
        return need_help_now(self.findings)
