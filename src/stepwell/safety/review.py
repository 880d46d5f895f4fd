"""The review: every rule applied to any plan, ours or a stranger's."""

from collections.abc import Iterable

from stepwell.plan.finding import Finding, Severity
from stepwell.safety.case import Case
from stepwell.safety.rule import Rule
from stepwell.safety.rules import RULES


__all__ = ["Case", "review"]

ORDER = (Severity.STOP, Severity.LOCK, Severity.CAUTION, Severity.INFO)


def review(case: Case, rules: Iterable[Rule] = RULES) -> tuple[Finding, ...]:
    """Apply every rule; the gravest findings come first, then by step and rule."""
    found = [finding for rule in rules for finding in rule.findings(case)]
    return tuple(
        sorted(
            found,
            key=lambda finding: (
                ORDER.index(finding.severity),
                -1 if finding.step is None else finding.step,
                finding.rule,
            ),
        )
    )
