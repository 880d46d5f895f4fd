"""Small helpers that lay a journal beside a plan, for the rules that read one.

The plan: lorazepam at bedtime, 2 mg until it begins on 4 January 2027; then 1.5 mg and
1 mg for 28 days each, and nothing from 1 March on.
"""

from datetime import date
from typing import Any

from factories import START, daily, findings_of, review_case, schedule_from
from journal.entries import journal, later
from stepwell.journal.entry import Entry
from stepwell.journal.journal import Journal
from stepwell.plan.finding import Finding
from stepwell.plan.person import RedFlag
from stepwell.plan.schedule import Schedule
from stepwell.safety.case import Case
from stepwell.safety.lived import Lived
from stepwell.safety.red_flag_words import Heard


PLAN = schedule_from(daily("lorazepam", "2", "1.5", "1", "0", days=28))
FIRST_CUT = START
SECOND_CUT = later(28, START)
STOP = later(56, START)
EMPTY = Journal()
ON = later(20, START)
"""A day in step 1, 20 days after the first cut."""


def lived_case(
    book: Journal, on: date = ON, schedule: Schedule = PLAN, **changes: Any
) -> Case:
    """The case of a plan and a journal up to a day."""
    return review_case(schedule, lived=Lived.until(on, book, schedule), **changes)


def said(
    rule: str, *entries: Entry, book: Journal = EMPTY, **changes: Any
) -> list[Finding]:
    """What a rule says of a journal with these entries."""
    return findings_of(rule, lived_case(book.merged(journal(*entries)), **changes))


WORD_LIST = "stepwell.safety.red_flag_words.flags_in"
"""What the real list of words hears; ``hear`` stands in for it."""
WORDS = {
    "a fit": RedFlag.SEIZURE,
    "be gone": RedFlag.SUICIDAL_THOUGHTS,
    "hardly breathing": RedFlag.CANNOT_BE_WOKEN_OR_SLOW_BREATHING,
}


def hear(text: str) -> tuple[Heard, ...]:
    """A short list of words, in place of the real one, that makes no mistakes."""
    return tuple(Heard(flag, words) for words, flag in WORDS.items() if words in text)
