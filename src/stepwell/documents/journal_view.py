"""The single view of a journal: red flags first, then what was understood.

Missing days are counted as missing, and nothing is said about causes.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from stepwell import __version__
from stepwell.documents.citations import citations
from stepwell.documents.journal_courses import CourseView, courses, usual_lines
from stepwell.documents.journal_flags import FlagView, flag_views
from stepwell.documents.journal_intake import intake_rows
from stepwell.documents.journal_rows import (
    NIGHT_WORK,
    conflict_lines,
    night_rows,
    scale_lines,
    scale_works,
    symptom_rows,
)
from stepwell.documents.wording import CALL_NOW, NOBODY_IS_TOLD, day_words
from stepwell.journal.entry import Entry
from stepwell.journal.journal import Journal
from stepwell.plan.plan import Plan
from stepwell.safety.rules import g05_red_flags
from stepwell.sources import Bibliography


A_READING = (
    "A reading of what was written down, not a diagnosis and not a substitute for a"
    " prescriber."
)
NOT_CLEAR = (
    "No red flag was found in it. That does not mean that there is no danger: if you"
    " feel unsafe, get help now."
)
WHAT_THIS_IS_NOT = (
    A_READING,
    NOBODY_IS_TOLD,
    "A rise after a cut says when, not why; a day without an entry is missing, not a"
    " good day.",
    "It is no reason to change a dose by yourself: a plan changes only when that is"
    " agreed.",
    CALL_NOW,
)
HELP_IS_NOT = (*WHAT_THIS_IS_NOT[:3], CALL_NOW)
"""What is said where help comes first: nothing that keeps to a dose."""
KINDS = {
    "DoseEntry": ("dose", "doses"),
    "SymptomRating": ("rating", "ratings"),
    "RedFlagAnswers": (
        "answer to the red-flag questions",
        "answers to the red-flag questions",
    ),
    "Clearance": ("clearance of red flags", "clearances of red flags"),
    "ScaleAnswers": ("questionnaire", "questionnaires"),
    "ClinicianTotal": ("total by a clinician", "totals by a clinician"),
    "Night": ("night", "nights"),
    "CoDrugEntry": (
        "start or stop of another medicine",
        "starts or stops of another medicine",
    ),
    "Contact": ("contact with the prescriber", "contacts with the prescriber"),
    "LifeEvent": ("life event", "life events"),
    "Note": ("note", "notes"),
}
"""The kinds of content in words, one of them and several."""


@dataclass(frozen=True, slots=True)
class JournalView:
    """What a journal says, ready to be laid out.

    ``stop_step`` is the number under which the stop of the plan is judged.
    """

    software: str
    flags: tuple[FlagView, ...]
    summary: tuple[tuple[str, str], ...]
    conflicts: tuple[str, ...]
    scales: tuple[str, ...]
    symptoms: tuple[tuple[str, ...], ...]
    nights: tuple[tuple[str, str], ...]
    intake: tuple[tuple[str, str], ...]
    courses: tuple[CourseView, ...]
    usual: tuple[str, ...]
    has_plan: bool
    stop_step: int | None
    sources: tuple[str, ...]
    what_this_is_not: tuple[str, ...]


def journal_view(
    journal: Journal, plan: Plan | None, works: Bibliography
) -> JournalView:
    """Describe a journal; a plan adds its steps, and what it wanted to be taken."""
    entries = journal.current
    until = max((each.day for each in entries), default=date.min)
    flags = flag_views(journal)
    found = courses(journal, plan, until + timedelta(days=1)) if plan else ()
    nights = tuple(night_rows(journal, until))
    stops = plan is not None and plan.stop_date is not None
    return JournalView(
        software=__version__,
        flags=flags,
        summary=tuple(_summary(journal, entries)),
        conflicts=tuple(conflict_lines(journal)),
        scales=tuple(scale_lines(journal)),
        symptoms=tuple(symptom_rows(journal, until)),
        nights=nights,
        intake=tuple(intake_rows(journal, plan, until)) if plan else (),
        courses=found,
        usual=tuple(usual_lines(found)),
        has_plan=plan is not None,
        stop_step=plan.steps[-1].number + 1 if plan and stops else None,
        sources=citations(
            [
                *([g05_red_flags.RULE.source] if flags else ()),
                *scale_works(journal),
                *([NIGHT_WORK] if nights else ()),
                "stepwell_proposal",
            ],
            works,
        ),
        what_this_is_not=HELP_IS_NOT if flags else WHAT_THIS_IS_NOT,
    )


def _summary(journal: Journal, entries: tuple[Entry, ...]) -> Iterator[tuple[str, str]]:
    replaced = len(journal.entries) - len(entries)
    if not entries:
        why = "what was written was taken back" if replaced else "the journal is empty"
        yield "Entries", f"none: {why}"
        return
    verb = "was" if replaced == 1 else "were"
    more = f"; {replaced} more {verb} corrected or taken back" if replaced else ""
    yield "Entries", f"{len(entries)}{more}"
    days = {each.day for each in entries}
    first, last = min(days), max(days)
    yield "From", day_words(first)
    yield "To", day_words(last)
    yield "Days with an entry", f"{len(days)} of {(last - first).days + 1}"
    kinds = Counter(type(each.content).__name__ for each in entries)
    said = [
        f"{kinds[name]} {one if kinds[name] == 1 else several}"
        for name, (one, several) in KINDS.items()
        if name in kinds
    ]
    yield "Kinds", ", ".join(said)
