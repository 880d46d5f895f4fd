"""What a rule is: one statement that can be checked, with its source."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from stepwell.plan.finding import Finding, Severity
from stepwell.safety.case import Case


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a rule applies.

    ``severity`` and ``source`` replace the rule's own where given.
    """

    text: str
    step: int | None = None
    severity: Severity | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A guardrail of the clinical fact sheet.

    ``yields`` tells whether a prescriber's override with a reason lifts its stop
    (G06, G07, G10, G12 and the cap G02 do; nothing else).
    """

    id: str
    title: str
    severity: Severity
    source: str
    would_change: str
    check: Callable[[Case], Iterator[Hit]]
    yields: bool = False

    def findings(self, case: Case) -> Iterator[Finding]:
        """Apply the rule to a case."""
        for hit in self.check(case):
            severity = hit.severity or self.severity
            text = hit.text
            override = case.overridden(self.id) if self.yields else None
            if severity is Severity.STOP and override is not None:
                severity = Severity.LOCK
                text = f"{text} Overridden by {override.by}: {override.reason}"
            yield Finding(
                rule=self.id,
                severity=severity,
                text=text,
                source=hit.source or self.source,
                step=hit.step,
                would_change=self.would_change,
            )
