"""What the planner gives back: the plan, or the reason why not."""

from dataclasses import dataclass

from stepwell.plan.finding import Finding, Severity
from stepwell.plan.limit import Reason
from stepwell.plan.plan import Plan
from stepwell.plan.request import Request


@dataclass(frozen=True, slots=True)
class Supply:
    """How much of one product a dispensing period needs.

    ``count`` is exact (tablets, or millilitres of a liquid); ``spare`` is what one
    hold of a step would take in addition.
    """

    product: str
    first_day: str
    last_day: str
    count: str
    spare: str
    unit: str


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
