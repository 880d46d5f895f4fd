"""What is taken beside the medicine and makes sleepy (H29): told by flag or by name.

A co-drug counts unless it was stopped by the first day of the plan; one that starts
later counts, too, because nobody is warned again on that day.
"""

from dataclasses import dataclass

from stepwell.formulary.modifier import plain_name
from stepwell.plan.person import Flag
from stepwell.plan.request import CoDrug
from stepwell.safety.case import Case
from stepwell.safety.co_drugs import co_drugs_of
from stepwell.safety.companion_list import CompanionClass, load_companions
from stepwell.safety.wording import listing


SEDATING = (Flag.ALCOHOL, Flag.OPIOID, Flag.GABAPENTINOID, Flag.OTHER_SEDATIVES)
"""Every class, in the order in which they are said."""


@dataclass(frozen=True, slots=True)
class Companion:
    """A class that is taken, and the names by which it was told, each once.

    Without a name only the flag was given.
    """

    flag: Flag
    words: str
    names: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """The class in a sentence, with its names: ``an opioid (oxycodone)``."""
        words = self.words.split()
        told = [name for name in self.names if plain_name(name) not in words]
        return f"{self.words} ({listing(told)})" if told else self.words

    @property
    def count(self) -> int:
        """How many things it is at least."""
        return max(1, len(self.names))


def companions_of(case: Case, *flags: Flag) -> tuple[Companion, ...]:
    """Those of some classes that are taken beside the medicine, in the order asked."""
    classes = {known.flag: known for known in load_companions()}
    found = (_told(case, classes[flag]) for flag in flags)
    return tuple(each for each in found if each is not None)


def _told(case: Case, known: CompanionClass) -> Companion | None:
    names = {
        plain_name(co_drug.name): co_drug.name
        for co_drug in co_drugs_of(case)
        if _is_taken(case, co_drug) and known.names_one(co_drug.name)
    }
    if not names and known.flag not in case.person.flags:
        return None
    return Companion(known.flag, known.words, tuple(names.values()))


def _is_taken(case: Case, co_drug: CoDrug) -> bool:
    """Tell whether it is taken beside the plan, and is not what the plan reduces."""
    if plain_name(co_drug.name) in case.today.drugs:
        return False
    return co_drug.stopped is None or co_drug.stopped > case.day
