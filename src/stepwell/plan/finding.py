"""Findings: a rule applied, as a value."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs.  Only ``stop`` refuses."""

    INFO = "info"
    CAUTION = "caution"
    LOCK = "lock"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says about a plan: one sentence, its source, what would change it.

    ``step`` is the number of the step concerned (0 is what is taken today), or
    None for the whole plan.
    """

    rule: str
    severity: Severity
    text: str
    source: str
    step: int | None = None
    would_change: str = ""
