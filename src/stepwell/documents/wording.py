"""Fixed sentences and the wording of dates; nothing here depends on a plan."""

import re
from collections.abc import Iterable
from datetime import date


MONTHS = (
    "January February March April May June July August September October November"
    " December"
).split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()

TIER = re.compile(r"\btier ([0-3])\b")

DRAFT = "DRAFT"
NOT_A_PRESCRIBER = (
    "A draft to discuss, not a prescription and not a substitute for a prescriber."
)
NOBODY_IS_TOLD = (
    "Nobody is told what stands here, and nobody watches: show it to your prescriber,"
    " or to whom you choose."
)
MODELLED = (
    "Modelled, not measured: computed from the doses with average values from the"
    " literature. People differ more than any model shows, and a level says little"
    " about how somebody feels."
)
CALL_NOW = (
    "After a seizure, with confusion, slow breathing or thoughts of suicide, call your"
    " local emergency number now."
)
HELP_IS_NOT = (
    NOT_A_PRESCRIBER,
    "Nothing in it is agreed until a prescriber has agreed to it.",
    "A dose that was missed, or came up again, is never made up for by a double one;"
    " ask whoever helps you.",
    CALL_NOW,
)
"""What is said of a page that calls for help: nothing that keeps to a dose.

Who cannot be woken is given no more, and who ran out has none to stay on.
"""
AS_AGREED = (
    "Never stop at once because of this page, a missed appointment or an empty packet:"
    " call your prescriber or pharmacist first.",
    "If a step is too hard, stay on it and call; if a dose was missed, do not double"
    " the next one.",
    "Diazepam equivalents and modelled occupancy are approximate and differ between"
    " people; they are shown to judge steps. By themselves they are no basis for a"
    " conversion: a crossover is set by a prescriber, from a named table.",
    CALL_NOW,
)
WHAT_THIS_IS_NOT = (
    NOT_A_PRESCRIBER,
    "Nothing in it is agreed until a prescriber has agreed to it; until then, stay on"
    " the dose that was last agreed.",
    *AS_AGREED,
)
ONCE_AGREED = (
    "A record of what was agreed, not a prescription and not a substitute for a"
    " prescriber.",
    "If there is a later version, or this was not agreed so, do not follow it: stay on"
    " the dose that was last agreed, and ask.",
    *AS_AGREED,
)
TAKE_ALONG = (
    "This paper with all its findings, assumptions and sources.",
    "A list of everything you take, other medicines and alcohol included.",
    "How earlier reductions went, and what helped.",
    "The packets: the pharmacist can check that these products may be divided so, and"
    " how a liquid is measured.",
    "Your questions: does this pace suit me, how long may I stay on a step, and whom do"
    " I call when a step is too hard?",
)
FOR_LOCKS = (
    'The points marked "only a prescriber may agree": they need a decision before'
    " anything begins."
)


def day_words(day: date) -> str:
    """Write a day out: ``Monday 4 January 2027``."""
    weekday = WEEKDAYS[day.weekday()]
    return f"{weekday} {day.day} {MONTHS[day.month - 1]} {day.year}"


def days_words(days: int) -> str:
    """Write a number of days out: ``1 day``, ``14 days``."""
    return counted(days, "day")


def counted(number: int, what: str) -> str:
    """Count things whose plural ends in s: ``1 step``, ``2 steps``."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def for_people(text: str) -> str:
    """Say the groups of risk in words that need no explanation."""
    return TIER.sub(r"risk group \1 of 3", text)


def steps_words(numbers: Iterable[int], stop: int | None = None) -> str:
    """Join step numbers into runs: ``steps 1 to 4, 7 and 9``.

    Step 0 is what is taken today; ``stop`` is the number of the stop itself.
    """
    given = set(numbers)
    said = _runs(sorted(given - {0, stop}))
    if 0 in given:
        said.insert(0, "what is taken today")
    if stop in given:
        said.append("the stop")
    return listed(said)


def _runs(numbers: list[int]) -> list[str]:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = [part for run in runs for part in _run(run)]
    if said:
        said[0] = f"step{'s' if len(numbers) > 1 else ''} {said[0]}"
    return said


def listed(words: list[str]) -> str:
    """Join words as a sentence does: ``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _run(run: list[int]) -> list[str]:
    if len(run) < 3:
        return [str(number) for number in run]
    return [f"{run[0]} to {run[-1]}"]
