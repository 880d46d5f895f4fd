"""What was really taken: above the plan, below it, or now this and now that."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from stepwell.journal.entry import DoseEntry
from stepwell.journal.intake import DayIntake
from stepwell.journal.standing import HARD
from stepwell.plan.agreed_rule import HOLD_DAYS
from stepwell.plan.plan import Plan
from stepwell.planner.adaptation import Action, Adaptation, Because
from stepwell.planner.moment import Moment
from stepwell.planner.remade import from_taken
from stepwell.safety.cap import LARGEST_FRACTION
from stepwell.safety.rules.g26_above_the_plan import OFTEN_DAYS
from stepwell.safety.wording import listing


UNSTEADY_DAYS = 3
"""On so many known days of 14 another dose than planned (``stepwell_proposal``)."""
STOPPED_DAYS = 2
LEAST_SHARE = Fraction(1, 2)
"""Less than half of what is planned, on most days, is like a sudden stop
(``stepwell_proposal``)."""
REACH = (
    "That is like stopping suddenly: reach your prescriber or a pharmacist today, and"
    " do not make up for missed doses."
)
NOT_EARLIER = Because(
    "The plan goes on from what is taken, and no later step comes earlier than agreed.",
    "stepwell_proposal",
)
FOR_THE_PRESCRIBER = Because(
    "A plan from what is taken is for your prescriber to make: until then, take the"
    " same dose at the same times each day, and change nothing.",
    "stepwell_proposal",
)


def above_the_plan(moment: Moment) -> Adaptation | None:
    """More than planned: hold, tell the prescriber, and never raise by itself (G26)."""
    days = [each for each in moment.lived.recent_intake if each.above_plan]
    if len(days) < OFTEN_DAYS:
        return None
    usual = moment.lived.usual_intake
    entries = _entries(moment, days)
    said = [replace(each, entries=entries) for each in moment.said_by("G26")]
    if usual.is_enough:
        amounts = listing(
            [f"{usual.totals[drug].words} of {drug}" for drug in usual.totals]
        )
        said.append(
            Because(
                f"Usually taken on the {usual.days_known} days that are known:"
                f" {amounts} a day (the median). A new plan from that dose is for the"
                " prescriber.",
                "stepwell_proposal",
            )
        )
    return moment.holding(HOLD_DAYS, *said)


def stopped(moment: Moment) -> Adaptation | None:
    """Two days without any dose are like a sudden stop (H08)."""
    days = moment.lived.recent_intake[-STOPPED_DAYS:]
    none_of = [
        drug
        for drug in moment.lived.period.regimen.drugs
        if len(days) == STOPPED_DAYS
        and all(day.is_known and not day.total(drug) for day in days)
    ]
    if not none_of:
        return None
    text = f"On the last {STOPPED_DAYS} days no {listing(none_of)} was taken. {REACH}"
    return _help(moment, text, days)


def below_the_plan(moment: Moment) -> Adaptation | None:
    """Less than planned for most days: go on from what is taken, at no faster pace."""
    usual = moment.lived.usual_intake
    planned = moment.lived.period.regimen
    shares = {
        drug: Fraction(usual.totals[drug].nanograms, planned.total(drug).nanograms)
        for drug in planned.drugs
        if usual.is_enough and drug in usual.totals
    }
    lower = [drug for drug, share in shares.items() if share < 1]
    if not lower:
        return None
    days = moment.lived.recent_intake
    amounts = listing([f"{usual.totals[drug].words} of {drug}" for drug in lower])
    said = (
        f"On most of the {usual.days_known} known days of the last"
        f" {usual.days_looked_at} less was taken than planned: usually {amounts} a day"
        " (the median)."
    )
    if min(shares.values()) < LEAST_SHARE:
        return _help(moment, f"{said} {REACH}", days)
    because = Because(
        f"{said} Missed doses are not made up for.",
        "stepwell_proposal",
        _entries(moment, days),
    )
    plan = _from_usual(moment, min(shares.values()))
    if plan is None:
        return moment.holding(HOLD_DAYS, because, FOR_THE_PRESCRIBER)
    return Adaptation(Action.REPLAN, moment.on, (because, NOT_EARLIER), plan)


def _help(moment: Moment, text: str, days: Iterable[DayIntake]) -> Adaptation:
    because = Because(text, "fda2020", _entries(moment, days))
    return Adaptation(Action.HELP_FIRST, moment.on, (because,))


def _from_usual(moment: Moment, share: Fraction) -> Plan | None:
    """The plan from what is usually taken, where that is one drug, clear and near.

    Further below than a step may be, or with hard symptoms, it is for the prescriber.
    """
    taken, goal = moment.lived.usual_intake.regimen, moment.request.goal.reduce_to
    if taken is None or len(moment.lived.period.regimen.drugs) > 1:
        return None
    hard = moment.lived.standing.situation in HARD
    if hard or share < 1 - LARGEST_FRACTION or not moment.has_begun:
        return None
    if goal is not None and taken.total(taken.drugs[0]) <= goal:
        return None
    return from_taken(moment.plan, moment.on, taken, moment.request, moment.formulary)


def unsteady(moment: Moment) -> Adaptation | None:
    """Doses that vary: steady first, a step later."""
    other = [
        day
        for day in moment.lived.recent_intake
        if day.is_known
        and any(
            day.total(drug) != day.planned.total(drug) for drug in day.planned.drugs
        )
    ]
    if len(other) < UNSTEADY_DAYS:
        return None
    because = Because(
        f"On {len(other)} of the last 14 days another dose was taken than planned. From"
        " day to day the level then rises and falls: take the dose of this step for 14"
        " days at fixed times, and make the next change after that.",
        "waps",
        _entries(moment, other),
    )
    return moment.holding(HOLD_DAYS, because)


def _entries(moment: Moment, days: Iterable[DayIntake]) -> tuple[str, ...]:
    wanted = {each.day for each in days}
    return tuple(
        entry.id
        for entry, _ in moment.lived.journal.of_kind(DoseEntry)
        if entry.day in wanted
    )
