"""How a pasted letter was read, for the person who compares it with the letter."""

from dataclasses import dataclass

from stepwell.plan.schedule import Schedule


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read, a sentence for each step; what was settled; which lines were
    left out, each in quotes.
    """

    read: tuple[str, ...]
    assumed: tuple[str, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pasted:
    """A schedule out of pasted text, and how the text was read."""

    schedule: Schedule
    reading: Reading
