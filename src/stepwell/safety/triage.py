"""Triage: may we plan at all, at which pace, and who must author it."""

from dataclasses import dataclass

from stepwell.formulary import Formulary
from stepwell.plan.finding import Finding, Severity
from stepwell.plan.limit import Reason
from stepwell.plan.request import Request
from stepwell.safety.case import Case
from stepwell.safety.review import review
from stepwell.safety.tiers import Tier


@dataclass(frozen=True, slots=True)
class Triage:
    """The tier with its reasons, and what the rules say before any plan exists."""

    tier: Tier
    reasons: tuple[Reason, ...]
    findings: tuple[Finding, ...]

    @property
    def may_plan(self) -> bool:
        """Tell whether no rule forbids a plan."""
        return all(found.severity is not Severity.STOP for found in self.findings)


def triage(request: Request, formulary: Formulary) -> Triage:
    """Look at the person and the request before anything is computed."""
    case = Case.of_request(request, formulary)
    tier, reasons = case.tier
    return Triage(tier, reasons, review(case))
