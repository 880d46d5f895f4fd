"""Plan, follow and review a gradual reduction of a benzodiazepine or Z-drug."""

__version__ = "0.1.0"
