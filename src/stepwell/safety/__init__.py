"""What must not happen: triage, the cap, one rule a file, the review of any plan.

This room knows no planner: it judges our plans and a stranger's alike.
"""

from stepwell.safety.review import Case, review
from stepwell.safety.triage import Triage, triage


__all__ = ["Case", "Triage", "review", "triage"]
