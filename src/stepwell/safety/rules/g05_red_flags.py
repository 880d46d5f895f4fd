"""G05: a red flag comes before any plan."""

from collections.abc import Iterator

from stepwell.plan.finding import Severity
from stepwell.plan.person import RedFlag
from stepwell.safety.case import Case
from stepwell.safety.rule import Hit, Rule


ACTIONS = {
    RedFlag.SEIZURE: (
        "A seizure, or fainting with jerks, needs help now: call the emergency number."
        " Do not skip or cut the next dose."
    ),
    RedFlag.CONFUSION: (
        "Confusion, not knowing where you are, or a fever with agitation needs help"
        " now: call the emergency number, or let somebody call for you."
    ),
    RedFlag.HALLUCINATIONS_OR_PARANOIA: (
        "Seeing or hearing what others do not, feeling watched, or a racing high mood"
        " needs help now: call the emergency number or a crisis team."
    ),
    RedFlag.SUICIDAL_THOUGHTS: (
        "Thoughts of ending your life or of hurting yourself need help now: call a"
        " crisis line or the emergency number, and tell somebody near you."
    ),
    RedFlag.CHEST_PAIN_OR_SEVERE_PALPITATIONS: (
        "Chest pain, severe palpitations or very high blood pressure need help now:"
        " call the emergency number."
    ),
    RedFlag.CANNOT_BE_WOKEN_OR_SLOW_BREATHING: (
        "Somebody who cannot be woken or breathes slowly needs help now: call the"
        " emergency number. If opioids were taken and naloxone is at hand, give it."
    ),
    RedFlag.CANNOT_KEEP_DOSES_DOWN: (
        "When vomiting keeps bringing doses up, that is like stopping suddenly: get"
        " urgent medical care today."
    ),
    RedFlag.RAN_OUT_OF_SUPPLY: (
        "Being without the medicine is like stopping suddenly: reach your prescriber or"
        " a pharmacy today. In hospital, tell the staff what you take."
    ),
}


def check(case: Case) -> Iterator[Hit]:
    """Find every red flag and say what to do about it now.

    One that only the words of a note suggest is answered like the others, and asked
    about.
    """
    for sign, action in ACTIONS.items():
        if sign in case.person.red_flags:
            yield Hit(action)
        elif sign in case.red_flags:
            yield Hit(f"{action} {_where_it_stands(case, sign)}")


def _where_it_stands(case: Case, sign: RedFlag) -> str:
    assert case.lived is not None  # the journal is where it was raised
    raised = [found for found in case.lived.red_flags if found.flag is sign]
    sure = [found for found in raised if found.is_certain]
    if sure:
        return f"The journal says so on {sure[0].entry.day}."
    found = raised[0]
    return (
        f'The note of {found.entry.day} says "{found.words}": if that is what was'
        " meant, do this now; if it was not, answer the question about it with no."
    )


RULE = Rule(
    id="G05",
    title="A sign that needs help now",
    severity=Severity.STOP,
    source="asam2025",
    would_change="your care team has looked at the sign and says the plan may go on",
    check=check,
)
