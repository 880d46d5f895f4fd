"""A red flag is answered even when the rest of a document cannot be read."""

from collections.abc import Collection, Mapping
from typing import Any

from stepwell.interop.errors import InputError
from stepwell.plan.person import RedFlag


EMERGENCY = "call your local emergency number now"
HELP_NOW = {
    RedFlag.SEIZURE: f"{EMERGENCY} and do not skip or cut the next dose",
    RedFlag.CONFUSION: f"{EMERGENCY}, or let somebody call for you",
    RedFlag.HALLUCINATIONS_OR_PARANOIA: f"{EMERGENCY}, or a crisis team",
    RedFlag.SUICIDAL_THOUGHTS: (
        f"call a crisis line or {EMERGENCY.removeprefix('call ')}, and tell somebody"
        " near you"
    ),
    RedFlag.CHEST_PAIN_OR_SEVERE_PALPITATIONS: EMERGENCY,
    RedFlag.CANNOT_BE_WOKEN_OR_SLOW_BREATHING: (
        f"{EMERGENCY}, and give naloxone if opioids were taken and it is at hand"
    ),
    RedFlag.CANNOT_KEEP_DOSES_DOWN: (
        "get urgent medical care today, since this is like stopping suddenly"
    ),
    RedFlag.RAN_OUT_OF_SUPPLY: (
        "reach your prescriber or a pharmacy today, since this is like stopping"
        " suddenly"
    ),
}
"""What to do now, in the order of the flags."""


def help_first(document: Any, problem: InputError) -> InputError:
    """The same error, after the help that the red flags of a request need now."""
    return with_help(_red_flags(document), problem)


def with_help(flags: Collection[str], problem: InputError) -> InputError:
    """The same error, after the help that some red flags need now."""
    said = [
        f"{flag.value.replace('_', ' ')}: {action}"
        for flag, action in HELP_NOW.items()
        if flag in flags
    ]
    if not said:
        return problem
    return InputError(
        f"{'; '.join(said)}; the document cannot be read either: {problem}"
    )


def _red_flags(document: Any) -> frozenset[str]:
    """The flags that can be made out, generously: help is never refused."""
    person = document.get("person") if isinstance(document, Mapping) else None
    given = person.get("red_flags") if isinstance(person, Mapping) else None
    return red_flag_words(given)


def red_flag_words(given: object) -> frozenset[str]:
    """The words of a list, or of text with semicolons, as flags are written."""
    words = given.split(";") if isinstance(given, str) else given
    return frozenset(
        word.strip().lower().replace(" ", "_")
        for word in (words if isinstance(words, list) else ())
        if isinstance(word, str)
    )
