"""What comes before any step: red flags, lost sleep, another medicine."""

from collections.abc import Iterable
from dataclasses import replace

from stepwell.journal.entry import CoDrugEntry
from stepwell.plan.agreed_rule import HOLD_DAYS
from stepwell.plan.plan import Plan
from stepwell.planner.adaptation import Action, Adaptation, Because
from stepwell.planner.direct import Working
from stepwell.planner.freeze import with_freezes
from stepwell.planner.moment import Moment
from stepwell.safety.red_flags import RaisedFlag
from stepwell.safety.rules import EMERGENCY_RULES
from stepwell.safety.rules.g05_red_flags import ACTIONS


NEVER_FROZEN = (Action.HELP_FIRST, Action.REINSTATE)


def help_first(moment: Moment) -> Adaptation | None:
    """A red flag stops all planning until the care team has cleared it (G05)."""
    if not moment.case.red_flags:
        return None
    because = (
        replace(reason, entries=_entries_of(reason, moment.lived.red_flags))
        for reason in moment.said_by(*EMERGENCY_RULES)
    )
    stay = Because(
        "Until your care team has looked at it and says that the plan may go on, no"
        " step is made; whoever helps you decides about the next dose.",
        "asam2025",
    )
    return Adaptation(Action.HELP_FIRST, moment.on, (*because, stay))


def _entries_of(reason: Because, raised: Iterable[RaisedFlag]) -> tuple[str, ...]:
    """The entries behind a reason: those of its flag, or of all where it names none."""
    found = tuple(raised)
    own = [each for each in found if reason.text.startswith(ACTIONS[each.flag])]
    return tuple(each.entry.id for each in own or found)


def lost_sleep(moment: Moment) -> Adaptation | None:
    """Poor nights with a bipolar or psychotic disorder hold the plan (G21)."""
    found = moment.said_by("G21")
    return moment.holding(HOLD_DAYS, *found) if found else None


def frozen(proposed: Adaptation, moment: Moment) -> Adaptation:
    """The proposal, held on over the freezes of other medicines (G20)."""
    base = proposed.plan or moment.rest
    if proposed.action in NEVER_FROZEN:
        return proposed
    if base is None:
        waits = proposed.action is Action.GO_ON and _cannot_begin(moment)
        return moment.holding(HOLD_DAYS, *moment.said_by("G20")) if waits else proposed
    held = _over_freezes(base, moment)
    if held is None or held == base:
        return proposed
    longer = next(
        step
        for step, agreed in zip(held.steps, base.steps, strict=True)
        if step.days > agreed.days
    )
    entries = tuple(entry.id for entry, _ in moment.lived.journal.of_kind(CoDrugEntry))
    because = Because(longer.reasons[-1], "stepwell_proposal", entries)
    goes_on = proposed.action is Action.GO_ON
    return replace(
        proposed,
        action=Action.HOLD if goes_on else proposed.action,
        because=(because,) if goes_on else (*proposed.because, because),
        plan=held,
    )


def _cannot_begin(moment: Moment) -> bool:
    """Tell whether a first change is frozen, and today's doses cannot be made."""
    return not moment.has_ended and _over_freezes(moment.plan, moment) is None


def _over_freezes(plan: Plan, moment: Moment) -> Plan | None:
    """A plan held over every freeze; None where today's doses cannot be made."""
    case = replace(moment.case, day=moment.on)
    working = Working({}, plan)
    return with_freezes(working, moment.request, moment.formulary, case).plan
