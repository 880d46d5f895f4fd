"""What the planner gives back: the plan, or the reason why not."""

from dataclasses import dataclass

from stepwell.plan.finding import Finding, Severity
from stepwell.plan.limit import Reason
from stepwell.plan.plan import Plan
from stepwell.plan.request import Request


@dataclass(frozen=True, slots=True)
class Supply:
    """How much of one product a dispensing period needs.

    ``count`` is exactly what the days take (tablets, or millilitres of a liquid);
    ``hand_out`` is what is handed out for them, tablets whole, after what is at hand.
    ``spare`` is what holding a step for 14 days more would take in addition,
    ``step_back`` what returning to the step before for 14 days would.  ``collect_by``
    is the day on which it has to be there, ``collect_from`` the first day on which a
    limit lets it be collected; None where nothing is handed out or no limit is known.
    """

    product: str
    first_day: str
    last_day: str
    count: str
    spare: str
    unit: str
    hand_out: str
    step_back: str
    collect_from: str | None
    collect_by: str | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A draft plan with its working and findings, or a refusal with reasons.

    A refused proposal may still carry the plan it refuses, so that the reasons
    can be checked.
    """

    request: Request
    plan: Plan | None
    findings: tuple[Finding, ...]
    assumptions: tuple[str, ...]
    pace: tuple[Reason, ...] = ()
    table: str = ""

    @property
    def is_refused(self) -> bool:
        """Tell whether any finding is a stop."""
        return any(finding.severity is Severity.STOP for finding in self.findings)

    @property
    def needs_prescriber(self) -> bool:
        """Tell whether only a prescriber may agree it, and none has drafted it."""
        locks = any(found.severity is Severity.LOCK for found in self.findings)
        return locks and not self.request.by_prescriber
