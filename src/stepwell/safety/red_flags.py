"""Red flags in a journal: read first, before anything else is said (H31, H32).

Structured answers come first; words in a note only raise a question, and never its
absence an all-clear.  A flag that was answered with yes stays until the care team has
cleared it, also when the person takes the entry back.  What words alone raised is
settled by a later "no" to the same question.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from stepwell.journal.entry import (
    Clearance,
    Contact,
    Entry,
    EntryAuthor,
    LifeEvent,
    Note,
    RedFlagAnswers,
    SymptomRating,
    TakenBack,
)
from stepwell.journal.journal import Journal
from stepwell.journal.nights import Night
from stepwell.journal.scales import ScaleAnswers
from stepwell.library.symptoms import load_symptoms
from stepwell.plan.person import RedFlag


ANSWERS = (Clearance, RedFlagAnswers)
"""What may settle a flag."""


@dataclass(frozen=True, slots=True)
class RaisedFlag:
    """A red flag, the entry that raised it, and the words of a note that did.

    ``words`` are empty for an answer, a rating or a questionnaire: that is certain.
    """

    flag: RedFlag
    entry: Entry
    words: str = ""

    @property
    def is_certain(self) -> bool:
        """Tell whether somebody said so, and not a list of words."""
        return not self.words


def raised_flags(journal: Journal) -> tuple[RaisedFlag, ...]:
    """Every red flag that is neither cleared nor denied since, the latest first."""
    answers = [each for each in journal.current if isinstance(each.content, ANSWERS)]
    raised = [
        found
        for entry in journal.entries
        for found in _raised_by(entry)
        if not any(_settles(answer, found) for answer in answers)
    ]
    return tuple(reversed(raised))


def flags_now(journal: Journal) -> frozenset[RedFlag]:
    """The red flags that stand, each once."""
    return frozenset(found.flag for found in raised_flags(journal))


def _raised_by(entry: Entry) -> Iterator[RaisedFlag]:
    content = entry.content
    if isinstance(content, RedFlagAnswers):
        yield from (RaisedFlag(flag, entry) for flag in sorted(content.yes))
    elif isinstance(content, ScaleAnswers):
        if content.thoughts_of_harm:
            yield RaisedFlag(RedFlag.SUICIDAL_THOUGHTS, entry)
    elif isinstance(content, SymptomRating):
        flag = load_symptoms()[content.symptom].red_flag
        if flag and content.rating:
            yield RaisedFlag(RedFlag(flag), entry)
    if text := free_text(entry):
        yield from _heard_in(text, entry)


def _heard_in(text: str, entry: Entry) -> Iterator[RaisedFlag]:
    # Only somebody with a note waits for the list of words to load.
    from stepwell.safety.red_flag_words import flags_in

    for heard in flags_in(text):
        yield RaisedFlag(heard.flag, entry, heard.words)


def free_text(entry: Entry) -> str:
    """What was written freely in an entry."""
    content = entry.content
    if isinstance(content, Note | LifeEvent | Contact):
        return content.text
    if isinstance(content, TakenBack):
        return content.reason
    if isinstance(content, Night):
        return ". ".join(
            filter(None, (content.medicine_note, content.caffeine_alcohol))
        )
    return ""


def _settles(entry: Entry, found: RaisedFlag) -> bool:
    """A later clearance settles every flag, a later no only what words raised.

    A helper's word settles nothing (G39).
    """
    raised_by = found.entry
    is_later = (
        entry.recorded_at >= raised_by.recorded_at
        and entry.occurred_at >= raised_by.occurred_at
    )
    if entry.author is EntryAuthor.HELPER or not is_later:
        return False
    answer = entry.content
    if isinstance(answer, Clearance):
        return found.flag in answer.flags
    denied = isinstance(answer, RedFlagAnswers) and found.flag in answer.no
    return denied and not found.is_certain
