"""What the person asks for on a day: hold, slow down, step back, or remake the plan.

Help comes first, as by the agreed rule; then a wish is answered with what may be made
of it, never with more.  Whatever is asked, nothing speeds up, and only a step back
rises.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum

from stepwell.formulary import Formulary
from stepwell.journal.intake import LEAST_DAYS
from stepwell.journal.journal import Journal
from stepwell.plan.agreed_rule import POSSIBLE, Response
from stepwell.plan.plan import Plan
from stepwell.plan.request import Request
from stepwell.planner.adapt import by_rule
from stepwell.planner.adapt_intake import above_the_plan, below_the_plan, unsteady
from stepwell.planner.adapt_safety import lost_sleep
from stepwell.planner.adapt_symptoms import as_agreed, hold, slow, step_back
from stepwell.planner.adaptation import Action, Adaptation, Because
from stepwell.planner.moment import Moment
from stepwell.planner.remade import BACK_IF, half_is_next, has_next
from stepwell.planner.reviewed import reviewed


class Wish(StrEnum):
    """What somebody may ask for."""

    HOLD = "hold"
    SLOW = "slow"
    STEP_BACK = "step_back"
    FROM_TAKEN = "from_taken"


IN_WORDS: Mapping[Wish, str] = {
    Wish.HOLD: "hold",
    Wish.SLOW: "slow down",
    Wish.STEP_BACK: "step back",
    Wish.FROM_TAKEN: "remake the plan from what you really took",
}
"""After "You asked to"."""
NOT_BEGUN = (
    "The plan has not begun, so no step of it can be slowed, gone back from or remade"
    " yet. Ask to hold, and its beginning is put off."
)
TO_DECIDE = "While that is so, going back up is for your prescriber to decide."
UNAGREED = "If your prescriber agrees"
HALF_ALREADY = "The next change is half of one already, and is not halved again."
NONE_LEFT = "No change of dose is left in this plan, so there is nothing to put off."
AS_TAKEN_NOW = (above_the_plan, below_the_plan, unsteady)
NOT_UPWARDS = (lost_sleep, *AS_TAKEN_NOW)
"""What the agreed rule looks at before it goes back up to a dose."""


def asked(
    wish: Wish,
    plan: Plan,
    request: Request,
    journal: Journal,
    on: date,
    formulary: Formulary,
) -> Adaptation:
    """Propose what may be made of a wish on a day.

    The reasons begin with the wish, but where help comes first: then they are those of
    the agreed rule alone.
    """
    moment = Moment.of(plan, request, journal, on, formulary)
    rule = by_rule(moment)
    if rule.action is Action.HELP_FIRST:
        return reviewed(rule, moment)
    seen = rule.because[:1] if rule.action is not Action.GO_ON else ()
    answer = reviewed(_answer(wish, moment, rule, seen), moment, len(seen))
    return replace(answer, because=(*_opening(wish, moment), *answer.because))


def _answer(
    wish: Wish, moment: Moment, rule: Adaptation, seen: tuple[Because, ...]
) -> Adaptation:
    """What the rule says where a wish is not for the day, or else its own answer."""
    if moment.has_ended or wish is Wish.FROM_TAKEN or _too_early(wish, moment):
        return rule
    return _explained(ANSWERS[wish](moment, *seen), moment)


def _too_early(wish: Wish, moment: Moment) -> bool:
    return not moment.has_begun and wish is not Wish.HOLD


def _opening(wish: Wish, moment: Moment) -> tuple[Because, ...]:
    """The wish, and why the answer is another where the rule gave it."""
    texts = [f"You asked to {IN_WORDS[wish]}."]
    if not moment.has_ended:
        if wish is Wish.FROM_TAKEN and not any(each(moment) for each in AS_TAKEN_NOW):
            texts.append(_nothing_to_remake(moment))
        elif _too_early(wish, moment):
            texts.append(NOT_BEGUN)
    return tuple(map(_ours, texts))


def _nothing_to_remake(moment: Moment) -> str:
    usual = moment.lived.usual_intake
    days = f"{usual.days_known} of the last {usual.days_looked_at} days"
    if usual.is_enough:
        return (
            f"On the known {days} the planned dose was usually taken: there is nothing"
            " to remake."
        )
    return (
        f"The doses really taken are known on {days}, and {LEAST_DAYS} are needed:"
        " until then the plan is not remade. Write down each dose, and ask again."
    )


def _step_back(moment: Moment, *seen: Because) -> Adaptation:
    """Within the bounds of the rule's; the prescriber's where nobody agreed (H09)."""
    if any(each(moment) for each in NOT_UPWARDS):
        return slow(moment, *seen, _ours(TO_DECIDE))
    if _is_agreed(moment):
        return step_back(moment, *seen, whose=as_agreed(moment))
    found = step_back(moment, *seen, whose=UNAGREED, reason=BACK_IF)
    return replace(found, needs_prescriber=found.action is Action.STEP_BACK)


def _is_agreed(moment: Moment) -> bool:
    """Tell whether a prescriber agreed to a step back for how it goes now."""
    now = moment.lived.standing.situation.value
    rule = moment.request.agreed_rule
    return now in POSSIBLE and rule.response(now) is Response.STEP_BACK


ANSWERS: Mapping[Wish, Callable[..., Adaptation]] = {
    Wish.HOLD: hold,
    Wish.SLOW: slow,
    Wish.STEP_BACK: _step_back,
}


def _explained(found: Adaptation, moment: Moment) -> Adaptation:
    """The answer, with why it is less than was asked for, or no new plan."""
    rest = moment.rest
    if rest is None:
        return found
    texts = []
    if found.action is Action.SLOW and half_is_next(rest):
        found = replace(found, action=Action.HOLD)
        texts.append(HALF_ALREADY)
    if found.plan is None:
        change = rest.steps[0].end
        due = f"As agreed, no dose changes before {change} anyway."
        texts.append(due if has_next(rest) else NONE_LEFT)
    return replace(found, because=(*found.because, *map(_ours, texts)))


def _ours(text: str) -> Because:
    return Because(text, "stepwell_proposal")
