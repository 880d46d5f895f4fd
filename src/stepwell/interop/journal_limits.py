"""How much of a journal is read at once."""

MOST_BYTES = 32_000_000
MOST_ENTRIES = 200_000
"""More than fifty entries a day for ten years."""
MOST_FAULTS = 100
"""After so many records that cannot be read, the others are only skimmed."""
