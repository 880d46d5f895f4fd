"""The pace: how large a step is and how long it lasts, with the reasons.

A wish in the request wins wherever the limits allow it; what was not asked comes
from the tier of risk.
"""

from dataclasses import dataclass, replace
from fractions import Fraction

from stepwell.formulary import Drug
from stepwell.plan.limit import Limit, Reason
from stepwell.plan.person import Flag
from stepwell.plan.request import PaceWish, Request, Shape
from stepwell.quantities import Mass
from stepwell.quantities.decimals import rounded_text
from stepwell.safety.cap import LARGEST_FRACTION, WINDOW_DAYS
from stepwell.safety.tiers import OLDER_YEARS, PACES, Tier
from stepwell.safety.triage import Triage


USUAL_STEP_DAYS = 14
SLOW_STEP_DAYS = 28
OPEN = Fraction(1)
HALF = Fraction(1, 2)
SLOW_CLEARANCE_FLAGS = (Flag.LIVER_DISEASE, Flag.CYP2C19_POOR_METABOLISER)


@dataclass(frozen=True, slots=True)
class Pace:
    """The agreed step of a plan.

    Exactly one of ``reduction`` (fraction of the current dose, or of the starting
    dose when the shape is linear), ``amount`` (linear) and ``points`` (hyperbolic)
    is set.  ``change_days`` is set for a micro-taper.  ``jump_points`` bounds the
    dose from which the drug is stopped.
    """

    shape: Shape
    step_days: int
    jump_points: Fraction
    reduction: Fraction | None = None
    amount: Mass | None = None
    points: Fraction | None = None
    change_days: int | None = None
    length_is_wished: bool = False
    largest_fraction: Fraction = LARGEST_FRACTION
    reasons: tuple[Reason, ...] = ()

    @property
    def cap_is_lifted(self) -> bool:
        """Tell whether a prescriber's override opened the 14-day cap (G02)."""
        return self.largest_fraction > LARGEST_FRACTION

    @property
    def words(self) -> str:
        """The step in words, always saying of what."""
        if self.points is not None:
            size = f"{rounded_text(self.points, 1)} points of modelled occupancy"
        elif self.amount is not None:
            size = self.amount.words
        else:
            assert self.reduction is not None
            base = "starting" if self.shape is Shape.LINEAR else "current"
            size = f"{rounded_text(self.reduction * 100, 1)} % of the {base} dose"
        spread = ""
        if self.change_days is not None:
            days = "day" if self.change_days == 1 else f"{self.change_days} days"
            spread = f", spread over the step: a little less every {days}"
        return f"{size} every {self.step_days} days{spread}"


def choose_pace(request: Request, triage: Triage, drug: Drug) -> Pace:
    """Choose the pace for a drug from the request and the tier."""
    wish = request.pace
    shape = wish.shape or (Shape.LINEAR if wish.amount else Shape.PROPORTIONAL)
    if wish.points is not None:
        shape = Shape.HYPERBOLIC
    pace = _of_tier(shape, triage.tier)
    pace = _with_step_size(pace, wish)
    pace = _with_length(pace, wish, request, drug)
    pace = _summed_over_two_weeks(pace, wish)
    return _within_limits(pace, request, triage)


def _of_tier(shape: Shape, tier: Tier) -> Pace:
    tiered = PACES[tier]
    points = tiered.points if shape is Shape.HYPERBOLIC else None
    reduction = None if shape is Shape.HYPERBOLIC else tiered.reduction
    return Pace(
        shape=shape,
        step_days=USUAL_STEP_DAYS,
        jump_points=tiered.points,
        reduction=reduction,
        points=points,
    )


def _with_step_size(pace: Pace, wish: PaceWish) -> Pace:
    if wish.is_open:
        return pace
    reason = Reason("request", "the size of the step is the one asked for")
    return replace(
        pace,
        reduction=wish.reduction,
        amount=wish.amount,
        points=wish.points,
        reasons=(*pace.reasons, reason),
    )


def _with_length(pace: Pace, wish: PaceWish, request: Request, drug: Drug) -> Pace:
    if wish.step_days is not None:
        reason = Reason("request", "the length of the step is the one asked for")
        return replace(
            pace,
            step_days=wish.step_days,
            change_days=wish.change_days,
            length_is_wished=True,
            reasons=(*pace.reasons, reason),
        )
    pace = replace(pace, change_days=wish.change_days)
    slow = slow_clearance_reason(request, drug)
    if slow is None:
        text = "14 days show what a cut really does before the next one"
        return replace(pace, reasons=(*pace.reasons, Reason("asam2025", text)))
    return replace(pace, step_days=SLOW_STEP_DAYS, reasons=(*pace.reasons, slow))


def slow_clearance_reason(request: Request, drug: Drug) -> Reason | None:
    """Why a new level of a long-acting drug may take longer than 14 days, if so."""
    if drug.course.text != "long":
        return None
    causes = [flag.words for flag in request.person.has_any(*SLOW_CLEARANCE_FLAGS)]
    age = request.person.age_years
    if age is not None and age >= OLDER_YEARS:
        causes.insert(0, f"age {age}")
    if not causes:
        return None
    text = f"28 days, because {drug.id} leaves the body slowly with {causes[0]}"
    return Reason("stepwell_proposal", text)


def _summed_over_two_weeks(pace: Pace, wish: PaceWish) -> Pace:
    """See cuts less than 14 days apart as parts of one step of at least 14 days.

    A size that was asked for counts for each cut and adds up; a size of the tier
    already means 14 days.
    """
    if pace.step_days >= WINDOW_DAYS:
        return pace
    times = -(-WINDOW_DAYS // pace.step_days)
    spread = replace(
        pace,
        step_days=pace.step_days * times,
        change_days=pace.change_days or pace.step_days,
    )
    if wish.is_open:
        return spread
    if pace.amount is not None:
        return replace(spread, amount=pace.amount.times(times))
    if pace.points is not None:
        return replace(spread, points=pace.points * times)
    assert pace.reduction is not None
    summed = 1 - (1 - pace.reduction) ** times
    if pace.shape is Shape.LINEAR:
        summed = pace.reduction * times
    return replace(spread, reduction=summed)


def _within_limits(pace: Pace, request: Request, triage: Triage) -> Pace:
    limit = Limit(OPEN)
    if request.overridden("G02") is None:
        text = (
            "at most 25 % of the current dose in 14 days, unless a cut is small in"
            " itself (see G02)"
        )
        limit = limit.tightened(LARGEST_FRACTION, Reason("G02", text))
    text = "never more than half of the current dose in one step"
    limit = limit.tightened(HALF, Reason("G01", text))
    tier = Reason(
        "stepwell_proposal",
        f"tier {int(triage.tier)}: {'; '.join(why.text for why in triage.reasons)}",
    )
    reduction = pace.reduction
    if reduction is not None and pace.shape is Shape.PROPORTIONAL:
        reduction = min(reduction, limit.bound)
    return replace(
        pace,
        reduction=reduction,
        largest_fraction=limit.bound,
        reasons=(tier, *pace.reasons, *limit.reasons),
    )
