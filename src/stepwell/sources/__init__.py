"""The bibliography: one id per work, and values that carry their source."""

from stepwell.sources.bibliography import Bibliography, Work, load_bibliography
from stepwell.sources.sourced import Mark, Sourced


__all__ = ["Bibliography", "Mark", "Sourced", "Work", "load_bibliography"]
