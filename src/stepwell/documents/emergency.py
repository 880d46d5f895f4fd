"""Findings with which nothing but help counts, and what a page then says."""

from collections.abc import Iterable

from stepwell.documents.wording import HELP_IS_NOT, ONCE_AGREED, WHAT_THIS_IS_NOT
from stepwell.plan.edition import FIRST, Edition, Status
from stepwell.plan.finding import Finding
from stepwell.safety.rules import EMERGENCY_RULES


def need_help_now(findings: Iterable[Finding]) -> bool:
    """Tell whether a sign was given with which nothing but help counts."""
    return any(finding.rule in EMERGENCY_RULES for finding in findings)


def what_this_is_not(
    findings: Iterable[Finding], edition: Edition = FIRST
) -> tuple[str, ...]:
    """The notices of a page; in an emergency none that says what to take next."""
    if need_help_now(findings):
        return HELP_IS_NOT
    return WHAT_THIS_IS_NOT if edition.status is Status.DRAFT else ONCE_AGREED
