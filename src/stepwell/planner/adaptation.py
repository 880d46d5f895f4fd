"""What the agreed rule proposes on a day, why, and who may accept it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stepwell.journal.entry import EntryAuthor
from stepwell.plan.finding import Finding, Severity
from stepwell.plan.plan import Plan
from stepwell.plan.proposal import Proposal


class Action(StrEnum):
    """What is proposed, from "help first" to "the plan goes on"."""

    HELP_FIRST = "help_first"
    REINSTATE = "reinstate"
    STEP_BACK = "step_back"
    REPLAN = "replan"
    SLOW = "slow"
    HOLD = "hold"
    WAIT = "wait"
    NOT_KNOWN = "not_known"
    GO_ON = "go_on"


HOLDING = (Action.WAIT, Action.HOLD, Action.NOT_KNOWN)
"""What changes no dose, and only puts changes off."""


@dataclass(frozen=True, slots=True)
class Because:
    """One reason, the work behind it, and the ids of the entries it rests on."""

    text: str
    source: str
    entries: tuple[str, ...] = ()


class NotAllowedError(Exception):
    """Somebody may not accept a proposal; the message says who may."""


@dataclass(frozen=True, slots=True)
class Adaptation:
    """A proposal for an agreed plan on a day.

    ``plan`` is the new version and ``proposal`` the same with its review; None when
    the agreed one stands as it is.  Nothing changes before somebody has accepted it.
    ``findings`` are what the journal adds to the review of the agreed plan.
    """

    action: Action
    on: date
    because: tuple[Because, ...]
    plan: Plan | None = None
    needs_prescriber: bool = False
    findings: tuple[Finding, ...] = ()
    proposal: Proposal | None = None

    @property
    def interruption(self) -> Finding | None:
        """The one finding that comes before anything else; there is never a second."""
        stops = (each for each in self.findings if each.severity is Severity.STOP)
        return next(stops, None)

    def accepted(self, by: EntryAuthor) -> Plan:
        """The new version, accepted; raises NotAllowedError."""
        if self.plan is None:
            raise NotAllowedError("there is nothing to accept: the plan stands")
        if by is EntryAuthor.HELPER:
            raise NotAllowedError(
                "a helper cannot accept a change of the plan (G39): the person has to"
            )
        if self.needs_prescriber and by is not EntryAuthor.PRESCRIBER:
            raise NotAllowedError("only the prescriber can accept this")
        return self.plan
