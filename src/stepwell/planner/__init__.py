"""How a plan is made: pace, curve, staircase, fit, propose."""

from stepwell.planner.propose import propose


__all__ = ["propose"]
