"""What the ratings say, and the agreed response to it (clinical fact sheet, 4.2)."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from stepwell.journal.entry import SymptomRating
from stepwell.journal.standing import (
    HARD,
    LASTING_DAYS,
    LEAST_RECENT,
    RECENT_DAYS,
    Situation,
    Standing,
)
from stepwell.plan.agreed_rule import HOLD_DAYS, Response
from stepwell.plan.plan import Plan
from stepwell.planner.adaptation import Action, Adaptation, Because
from stepwell.planner.moment import WAIT_DAYS, Moment, StepBefore
from stepwell.planner.remade import BACK, has_next, held_until, slowed, stepped_back


BACK_WITHIN = timedelta(days=28)
"""Longer on the lower dose, and the body may no longer be used to the higher one."""
NO_STEP_BEFORE = "There is no earlier step of this plan: going higher is not proposed."
TOLERATED = (Situation.SETTLED, Situation.MILD)


def by_symptoms(moment: Moment) -> Adaptation:
    """Propose by the situation of the last days."""
    now = moment.lived.standing
    if not has_next(_rest(moment)) and now.situation not in HARD:
        text = "No change of dose is left in this plan, so there is nothing to decide."
        return _go_on(moment, Because(text, "stepwell_proposal"))
    because = Because(_words(moment, now), "maudsley2024", _entries(moment, now))
    if now.situation is Situation.NOT_KNOWN:
        ours = replace(because, source="stepwell_proposal")
        return replace(moment.holding(WAIT_DAYS, ours), action=Action.NOT_KNOWN)
    if now.situation is Situation.SETTLED:
        return _go_on(moment, because)
    response = moment.request.agreed_rule.response(now.situation.value)
    return RESPONSES[response](moment, because)


def _words(moment: Moment, now: Standing) -> str:
    change = moment.step.end
    typical = (
        f"the highest rating of a day was usually {now.recent} of 10, on"
        f" {now.days_known} of the last {RECENT_DAYS} days"
    )
    usual = f"before the plan it was {now.usual}" if now.usual is not None else ""
    compared = f"; {usual}" if usual else ""
    return {
        Situation.NOT_KNOWN: (
            f"How it goes is not known: {now.days_known} of the last {RECENT_DAYS} days"
            f" have a rating, and {LEAST_RECENT} are needed. Silence is not taken for"
            " being well: stay on this dose until some days are written down."
        ),
        Situation.SETTLED: (
            f"It is no worse than usual: {typical}{compared}. The plan goes on as"
            f" agreed; the next change is on {change}."
        ),
        Situation.MILD: f"Mild symptoms are still there: {typical}{compared}.",
        Situation.MODERATE: f"The symptoms are moderate: {typical}{compared}.",
        Situation.LASTING: (
            f"The symptoms have been moderate for more than {LASTING_DAYS - 1} days:"
            f" {typical}{compared}."
        ),
        Situation.SEVERE: (
            f"Severe symptoms, 7 of 10 or more, on {len(now.severe_days)} of the last"
            f" {RECENT_DAYS} days: tell your prescriber now."
        ),
    }[now.situation]


def _go_on(moment: Moment, because: Because) -> Adaptation:
    return Adaptation(Action.GO_ON, moment.on, (because,))


def _wait(moment: Moment, because: Because) -> Adaptation:
    return moment.holding(WAIT_DAYS, because)


def hold(moment: Moment, *because: Because) -> Adaptation:
    """Change nothing for two weeks."""
    return moment.holding(HOLD_DAYS, *because)


def slow(moment: Moment, *because: Because) -> Adaptation:
    """Hold, then half of the next change; only hold where no half can be made."""
    rest, until = _rest(moment), moment.on + timedelta(days=HOLD_DAYS)
    if not has_next(rest):
        return hold(moment, *because)
    plan = slowed(held_until(rest, until), moment.request, moment.formulary)
    if plan is None:
        return hold(moment, *because, _why_no_half(rest))
    changed = plan if plan != rest else None
    return Adaptation(Action.SLOW, moment.on, because, changed)


def _why_no_half(rest: Plan) -> Because:
    if rest.crossover is not None:
        text = "Half of a swap is for your prescriber to plan, so it is held only."
    else:
        text = "No dose between this one and the next can be made, so it is held only."
    return Because(text, "stepwell_proposal")


def _step_back(moment: Moment, because: Because) -> Adaptation:
    return step_back(moment, because, whose=as_agreed(moment))


def as_agreed(moment: Moment) -> str:
    """Who agreed to the rule, and when."""
    rule = moment.request.agreed_rule
    return f"As agreed with {rule.agreed_with} on {rule.agreed_on}"


def step_back(
    moment: Moment, *because: Because, whose: str, reason: str = BACK
) -> Adaptation:
    """Back to the step before, if it was tolerated and was left not long ago (H09).

    ``whose`` says whose decision it is, and ``reason`` does so in the plan.
    """
    before = moment.step_before
    why_not = NO_STEP_BEFORE if before is None else _not_back(moment, before)
    if before is None or why_not:
        return slow(moment, *because, Because(why_not, "stepwell_proposal"))
    plan = stepped_back(
        moment.plan, moment.on, before.doses, moment.request, moment.formulary, reason
    )
    if plan is None:
        text = "Within a crossover a step back is for your prescriber to plan."
        return slow(moment, *because, Because(text, "stepwell_proposal"))
    rises = ", ".join(
        f"{drug} from {moment.step.regimen.total(drug).words} to"
        f" {plan.before.total(drug).words} a day"
        for drug in plan.before.drugs
        if plan.before.total(drug) != moment.step.regimen.total(drug)
    )
    text = (
        f"{whose}, this goes back up to the last dose that was tolerated: {rises}."
        " Some guides advise that, others rather hold; it is never more than this one"
        " step."
    )
    back = Because(text, "maudsley2024")
    return Adaptation(Action.STEP_BACK, moment.on, (*because, back), plan)


def _not_back(moment: Moment, before: StepBefore) -> str:
    """Why no step back is proposed; empty where it is."""
    if set(before.regimen.drugs) - set(moment.step.regimen.drugs):
        return "Starting a drug again that has ended is for your prescriber to decide."
    if moment.on - before.left_on > BACK_WITHIN:
        return (
            f"The step before was left more than {BACK_WITHIN.days} days ago: going"
            " back up is for your prescriber to decide."
        )
    last_day = before.left_on - timedelta(days=1)
    then = moment.lived.standing_on(last_day)
    if then.situation not in TOLERATED:
        return (
            "It is not known that the step before was tolerated: going back up is for"
            " your prescriber to decide."
        )
    return ""


def _rest(moment: Moment) -> Plan:
    """The plan from the day on, which has begun by now."""
    assert moment.rest is not None
    return moment.rest


RESPONSES: Mapping[Response, Callable[[Moment, Because], Adaptation]] = {
    Response.GO_ON: _go_on,
    Response.WAIT: _wait,
    Response.HOLD: hold,
    Response.SLOW: slow,
    Response.STEP_BACK: _step_back,
}


def _entries(moment: Moment, now: Standing) -> tuple[str, ...]:
    return tuple(
        entry.id
        for entry, _ in moment.lived.journal.of_kind(SymptomRating)
        if entry.day in now.days
    )
