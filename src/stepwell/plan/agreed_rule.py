"""The rule agreed beforehand: what to do when a step goes well, or does not.

Person and prescriber choose it before the plan begins, from responses that are each
safe in their place.  The default is the response loop of the fact sheet, combined from
the Maudsley guidelines, an alprazolam label and the joint guideline (``maudsley2024``,
``alplabel``, ``asam2025``; work ``stepwell_proposal``).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


HOLD_DAYS = 14
"""So long a hold lasts; the supply counts as much for one."""


class Response(StrEnum):
    """What to do, from least to most careful.

    ``wait`` puts the next change off by a week; ``hold`` by two; ``slow`` holds and
    then halves the next change; ``step_back`` returns to the step before, holds there
    and comes down again by half of it.
    """

    GO_ON = "go_on"
    WAIT = "wait"
    HOLD = "hold"
    SLOW = "slow"
    STEP_BACK = "step_back"


POSSIBLE: dict[str, tuple[Response, ...]] = {
    "mild": (Response.GO_ON, Response.WAIT, Response.HOLD),
    "moderate": (Response.WAIT, Response.HOLD, Response.SLOW),
    "lasting": (Response.HOLD, Response.SLOW, Response.STEP_BACK),
    "severe": (Response.HOLD, Response.SLOW, Response.STEP_BACK),
}
"""The responses that may be chosen for each situation."""


@dataclass(frozen=True, slots=True)
class AgreedRule:
    """The response to each situation, and with whom and when it was agreed.

    ``lasting`` is moderate for more than 14 days.  A step back is made only when a
    prescriber agreed to it; without, it becomes ``slow``.
    """

    mild: Response = Response.WAIT
    moderate: Response = Response.WAIT
    lasting: Response = Response.SLOW
    severe: Response = Response.STEP_BACK
    agreed_with: str | None = None
    agreed_on: date | None = None

    def __post_init__(self) -> None:
        for name, possible in POSSIBLE.items():
            if getattr(self, name) not in possible:
                words = ", ".join(possible)
                raise ValueError(f"{name}: choose one of {words}")
        if bool(self.agreed_with) is (self.agreed_on is None):
            raise ValueError("a rule is agreed with somebody on a day: give both")

    @property
    def is_agreed(self) -> bool:
        """Tell whether a prescriber agreed to it."""
        return bool(self.agreed_with)

    def response(self, situation: str) -> Response:
        """The response to ``mild``, ``moderate``, ``lasting`` or ``severe``."""
        chosen: Response = getattr(self, situation)
        if chosen is Response.STEP_BACK and not self.is_agreed:
            return Response.SLOW
        return chosen
