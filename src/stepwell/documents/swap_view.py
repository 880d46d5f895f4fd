"""The days of a crossover that are shown close up."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from stepwell.plan.plan import Plan


AFTER_DAYS = 14
"""How many days after the last swap step are still shown."""


@dataclass(frozen=True, slots=True)
class SwapDays:
    """Days counted from 0, the first of the plan, to the last that is shown.

    ``begun`` are those on which a swap begins; ``shown`` is how many there are in all.
    """

    begun: tuple[int, ...]
    shown: int

    @property
    def last(self) -> int:
        """The last day that is shown."""
        return self.shown - 1


def swap_days(plan: Plan) -> SwapDays | None:
    """The days until two weeks after the swaps; None without a crossover."""
    if plan.crossover is None:
        return None
    last = plan.steps[plan.crossover.last_step - 1]
    return SwapDays(
        begun=tuple(_begun(plan, plan.crossover.last_step)),
        shown=(last.end - plan.start).days + AFTER_DAYS,
    )


def _begun(plan: Plan, last_step: int) -> Iterator[int]:
    """The first day of each swap step; a step that only holds is none."""
    steps = plan.steps[:last_step]
    regimens = (plan.before, *(step.regimen for step in steps))
    for step, (earlier, now) in zip(steps, pairwise(regimens), strict=True):
        if now != earlier:
            yield (step.start - plan.start).days
