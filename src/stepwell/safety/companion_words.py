"""What is said of an opioid or another thing that makes sleepy beside the medicine.

The rules say it of a plan (G17, G19); the journal says it on the day on which somebody
writes down such a name.
"""

from collections.abc import Iterator

from stepwell.plan.person import Flag
from stepwell.safety.companion_list import load_companions
from stepwell.safety.companions import Companion


def with_opioid(said: str) -> str:
    """Naloxone, signs of too much, and no reason to go faster."""
    return (
        f"With {said} as well, ask your prescriber or pharmacist for"
        " naloxone, and show the people around you where it is and how it is"
        " given. Somebody who is hard to wake or breathes slowly needs the"
        " emergency number at once. The opioid is never a reason to reduce this"
        " medicine faster; ask for a review of both at least every 3 months, each"
        " at the lowest dose that works."
    )


def with_sedatives(said: str) -> str:
    """That breathing slows down, and that only one of them changes at a time."""
    return (
        f"Together with {said} this medicine can slow your breathing"
        " and make you very sleepy; tell your prescriber. Change only one of them"
        " at a time."
    )


def cautions_about(name: str) -> Iterator[str]:
    """What is said when somebody starts a medicine of this name; nothing if unknown."""
    for known in load_companions():
        if known.names_one(name):
            said = Companion(known.flag, known.words, (name,)).said
            if known.flag is Flag.OPIOID:
                yield with_opioid(said)
            yield with_sedatives(said)
