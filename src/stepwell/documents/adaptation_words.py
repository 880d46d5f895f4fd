"""What each proposal is called, and who may accept it."""

from stepwell.documents.wording import (
    CALL_NOW,
    HELP_IS_NOT,
    NOBODY_IS_TOLD,
    NOT_A_PRESCRIBER,
)
from stepwell.planner.adaptation import Action, Adaptation


HEADLINES = {
    Action.HELP_FIRST: "Get help first.",
    Action.REINSTATE: "Talk to your prescriber today.",
    Action.STEP_BACK: "Go back to the step before, stay there, then come down by half.",
    Action.REPLAN: "Go on from the dose that is really taken.",
    Action.SLOW: "Stay on this step, then make the next one half as large.",
    Action.HOLD: "Stay on this step.",
    Action.WAIT: "Wait a week, then look again.",
    Action.NOT_KNOWN: "Not known: stay on this dose and write a few days down.",
    Action.GO_ON: "The plan goes on as agreed.",
}
NOT_BEGUN = "The plan has not begun: nothing changes yet."
BEGINS = "The plan begins on this day, as agreed."
ENDED = "The plan has ended: nothing changes."
GOAL_GOES_ON = "The plan has ended: the dose that was its goal goes on."

HELP = "Nothing is proposed, and there is nothing to accept: help comes first."
STANDS = "The agreed plan stands; there is nothing to accept."
NO_NEW_VERSION = (
    "There is no new version to accept. Stay on the dose that you take now, and look"
    " again before the next change of the agreed plan."
)
PRESCRIBER = (
    "Your prescriber only; nobody else can. Until then, change nothing by yourself in"
    " what you take now."
)
PERSON = (
    "You, or your prescriber; a helper cannot. It becomes the plan once you accept it,"
    " and not before. Tell your prescriber."
)
LOCKED = (
    "You, once your prescriber has agreed to the points below that only a prescriber"
    " may agree to; a helper cannot. It becomes the plan after that, and not before."
)

WHAT_THIS_IS_NOT = (
    NOT_A_PRESCRIBER,
    NOBODY_IS_TOLD,
    "Nothing changes because of this page: it proposes, and people decide.",
    "Never stop at once because of this page, a missed appointment or an empty packet:"
    " call your prescriber or pharmacist first.",
    "If a step is too hard, stay on it and call; if a dose was missed, do not double"
    " the next one.",
    CALL_NOW,
)
HELP_PAGE_IS_NOT = (NOBODY_IS_TOLD, *HELP_IS_NOT)


def who_may_accept(proposed: Adaptation, *, locked: bool) -> str:
    """Say who may accept a proposal; ``locked`` where a rule asks for a prescriber."""
    if proposed.action is Action.HELP_FIRST:
        return HELP
    if proposed.plan is None:
        return STANDS if proposed.action is Action.GO_ON else NO_NEW_VERSION
    if proposed.needs_prescriber:
        return PRESCRIBER
    return LOCKED if locked else PERSON


def what_this_is_not(proposed: Adaptation) -> tuple[str, ...]:
    """The notices of the page; where help comes first none that keeps to a dose."""
    if proposed.action is Action.HELP_FIRST:
        return HELP_PAGE_IS_NOT
    return WHAT_THIS_IS_NOT
