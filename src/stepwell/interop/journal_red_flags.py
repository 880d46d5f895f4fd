"""The red flags of a journal that cannot be read: help still comes first."""

from collections.abc import Iterable, Mapping
from typing import Any

from stepwell.interop.red_flags import red_flag_words
from stepwell.journal.entry import Entry
from stepwell.journal.journal import Journal
from stepwell.journal.scales import PHQ_9
from stepwell.library import load_symptoms
from stepwell.plan.person import RedFlag
from stepwell.safety.red_flags import raised_flags


_number = PHQ_9.harm_item or 0
HARM_ITEM = slice(_number - 1, _number)


def standing_flags(entries: Iterable[Entry], unread: Iterable[Any]) -> frozenset[str]:
    """The flags that stand by what was read, and all that the rest plainly shows."""
    raised = raised_flags(Journal.of(entries))
    certain = frozenset[str](each.flag for each in raised if each.is_certain)
    return certain.union(*(plain_flags(record) for record in unread))


def plain_flags(record: Any) -> frozenset[str]:
    """The flags that a record shows, generously, whatever else is wrong with it."""
    if not isinstance(record, Mapping):
        return frozenset()
    yes = red_flag_words(record.get("yes"))
    return yes | _of_answers(record.get("answers")) | _of_symptom(record)


def _of_answers(answers: Any) -> frozenset[str]:
    """Thoughts of harm, in the only questionnaire with so many questions."""
    given = answers.split(";") if isinstance(answers, str) else answers
    if isinstance(given, list) and any(map(_above_zero, given[HARM_ITEM])):
        return frozenset({RedFlag.SUICIDAL_THOUGHTS})
    return frozenset()


def _of_symptom(record: Mapping[str, Any]) -> frozenset[str]:
    symptom = load_symptoms().get(str(record.get("symptom")).strip().lower())
    if symptom and symptom.red_flag and _above_zero(record.get("rating")):
        return frozenset({symptom.red_flag})
    return frozenset()


def _above_zero(value: Any) -> bool:
    return any(mark in "123456789" for mark in str(value))
