"""The days before a plan begins and after it has ended."""

from datetime import timedelta

from stepwell.journal.entry import DoseEntry, Intake
from stepwell.journal.standing import Situation
from stepwell.plan.agreed_rule import HOLD_DAYS
from stepwell.planner.adaptation import Action, Adaptation, Because
from stepwell.planner.moment import Moment
from stepwell.planner.remade import reinstated


RECENTLY = timedelta(days=14)
DOSES_AFTER = 2
"""One dose in 14 days after the end is noted, two are talked about
(``stepwell_proposal``)."""


def before_the_start(moment: Moment) -> Adaptation | None:
    """Before the first change only severe symptoms put it off."""
    if moment.has_begun:
        return None
    if moment.lived.standing.situation is Situation.SEVERE:
        return moment.holding(HOLD_DAYS, *moment.said_by("G25"))
    text = f"The plan begins on {moment.plan.start}: before that nothing changes."
    return Adaptation(Action.GO_ON, moment.on, (Because(text, "stepwell_proposal"),))


def after_the_end(moment: Moment) -> Adaptation | None:
    """After the stop the way back is spoken about, if it did not hold."""
    plan, on = moment.plan, moment.on
    if not moment.has_ended:
        return None
    taken = [
        entry
        for entry, dose in moment.lived.journal.of_kind(DoseEntry)
        if dose.intake is not Intake.MISSED
        and entry.day >= max(plan.end, on - RECENTLY)
    ]
    severe = moment.lived.standing.situation is Situation.SEVERE
    if len(taken) < DOSES_AFTER and not severe:
        text = (
            "The plan has ended. Symptoms can still come in the weeks after it, and the"
            " check-ins go on."
        )
        return Adaptation(Action.GO_ON, on, (Because(text, "asam2025"),))
    again = reinstated(plan, on, moment.request, moment.formulary)
    text = (
        "The stop did not hold, which happens and is no failure. Only your prescriber"
        " can start the medicine again: at most the last dose of this plan, never an"
        " earlier, higher one, because the body is no longer used to it. Talk to them"
        " today."
    )
    because = Because(text, "stepwell_proposal", tuple(each.id for each in taken))
    return Adaptation(Action.REINSTATE, on, (because,), again, needs_prescriber=True)
