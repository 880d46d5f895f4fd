"""The four occasions of a day on which a dose is taken."""

from enum import StrEnum


class DoseTime(StrEnum):
    """An occasion of the day."""

    MORNING = "morning"
    MIDDAY = "midday"
    EVENING = "evening"
    BEDTIME = "bedtime"

    @property
    def position(self) -> int:
        """Its place in the day, from 0."""
        return list(DoseTime).index(self)

    @property
    def words(self) -> str:
        """As it ends a sentence: ``in the morning``, ``at bedtime``."""
        article = "at" if self in (DoseTime.MIDDAY, DoseTime.BEDTIME) else "in the"
        return f"{article} {self.value}"
