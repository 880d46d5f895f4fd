"""What comes before any step: red flags, lost sleep, another medicine."""

from dataclasses import replace

from stepwell.journal.entry import CoDrugEntry
from stepwell.planner.adaptation import Action, Adaptation, Because
from stepwell.planner.direct import Working
from stepwell.planner.freeze import with_freezes
from stepwell.planner.moment import HOLD_DAYS, Moment
from stepwell.safety.rules import EMERGENCY_RULES


def help_first(moment: Moment) -> Adaptation | None:
    """A red flag stops all planning until the care team has cleared it (G05)."""
    if not moment.case.red_flags:
        return None
    entries = tuple(each.entry.id for each in moment.lived.red_flags)
    because = (
        replace(reason, entries=entries) for reason in moment.said_by(*EMERGENCY_RULES)
    )
    stay = Because(
        "Until your care team has looked at it and says that the plan may go on, no"
        " step is made; whoever helps you decides about the next dose.",
        "asam2025",
    )
    return Adaptation(Action.HELP_FIRST, moment.on, (*because, stay))


def lost_sleep(moment: Moment) -> Adaptation | None:
    """Poor nights with a bipolar or psychotic disorder hold the plan (G21)."""
    found = moment.said_by("G21")
    return moment.holding(HOLD_DAYS, *found) if found else None


def frozen(moment: Moment) -> Adaptation | None:
    """A medicine that was started or stopped freezes the plan (G20)."""
    case = replace(moment.case, day=moment.on)
    working = Working({}, moment.rest)
    held = with_freezes(working, moment.request, moment.formulary, case).plan
    if held is None or held == moment.rest:
        return None
    longer = next(
        step
        for step, agreed in zip(held.steps, moment.rest.steps, strict=True)
        if step.days > agreed.days
    )
    entries = tuple(entry.id for entry, _ in moment.lived.journal.of_kind(CoDrugEntry))
    because = Because(longer.reasons[-1], "stepwell_proposal", entries)
    return Adaptation(Action.HOLD, moment.on, (because,), held)
