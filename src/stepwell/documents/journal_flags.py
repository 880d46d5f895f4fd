"""The red flags that stand in a journal: each once, with what to do now (H31, H32)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from stepwell.documents.wording import counted
from stepwell.journal.journal import Journal
from stepwell.plan.person import RedFlag
from stepwell.safety.red_flags import RaisedFlag, raised_flags
from stepwell.safety.rules.g05_red_flags import ACTIONS


HOW_IT_ENDS = (
    'This stands here until an entry of the kind "cleared" says that your care team has'
    " looked at it."
)
NOT_MEANT = (
    'If words of a note were not meant so, an entry of the kind "red_flags" that'
    " answers the question with no ends it, too."
)


@dataclass(frozen=True, slots=True)
class Place:
    """An entry that raised a red flag, and the words of it that did, if any."""

    day: date
    entry: str
    words: str


@dataclass(frozen=True, slots=True)
class FlagView:
    """A red flag that stands: what to do now, and where it was written, latest first.

    It is certain where somebody said so, and a question where only words of a text
    suggest it.
    """

    flag: RedFlag
    action: str
    places: tuple[Place, ...]

    @property
    def is_certain(self) -> bool:
        """Tell whether somebody said so, and not only words of a note."""
        return any(not place.words for place in self.places)

    @property
    def where(self) -> str:
        """Where it was written: the latest entry, and how many others."""
        if self.is_certain:
            said = [place for place in self.places if not place.words]
            latest = f"Written on {said[0].day.isoformat()} (entry {said[0].entry})"
            return f"{latest}{_others(said)}."
        latest = f"The entry of {self.places[0].day.isoformat()} says"
        return f'{latest} "{self.places[0].words}"{_others(self.places)}.'


def flag_views(journal: Journal) -> tuple[FlagView, ...]:
    """Every red flag that stands, in the order in which help is listed."""
    raised = raised_flags(journal)
    return tuple(
        FlagView(flag, action, places)
        for flag, action in ACTIONS.items()
        if (places := tuple(_place(each) for each in raised if each.flag is flag))
    )


def closing_lines(flags: Sequence[FlagView]) -> tuple[str, ...]:
    """How a red flag ends; a later no ends only what words alone have raised."""
    asked = any(not flag.is_certain for flag in flags)
    return (HOW_IT_ENDS, NOT_MEANT) if asked else (HOW_IT_ENDS,)


def _place(raised: RaisedFlag) -> Place:
    return Place(raised.entry.day, raised.entry.id, raised.words)


def _others(places: Sequence[Place]) -> str:
    more = len(places) - 1
    return f", and {counted(more, 'time')} before" if more else ""
