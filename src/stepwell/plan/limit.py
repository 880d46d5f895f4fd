"""Limits that only tighten, and know why."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is as it is: a rule or a work, and a sentence."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Limit:
    """An upper bound (of a reduction, a fraction of the current dose).

    It starts open; whatever tightens it leaves its reason, and a looser bound
    changes nothing.
    """

    bound: Fraction
    reasons: tuple[Reason, ...] = ()

    def tightened(self, bound: Fraction, reason: Reason) -> "Limit":
        """Give the limit after one more rule has looked at it."""
        if bound >= self.bound:
            return self
        return Limit(bound, (*self.reasons, reason))
