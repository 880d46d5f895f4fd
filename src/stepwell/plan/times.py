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
    def hour(self) -> int:
        """The hour at which a dose is taken to be swallowed; an assumption."""
        return HOURS[self]

    @property
    def words(self) -> str:
        """As it ends a sentence: ``in the morning``, ``at bedtime``."""
        article = "at" if self in (DoseTime.MIDDAY, DoseTime.BEDTIME) else "in the"
        return f"{article} {self.value}"


HOURS = {
    DoseTime.MORNING: 8,
    DoseTime.MIDDAY: 13,
    DoseTime.EVENING: 18,
    DoseTime.BEDTIME: 22,
}
