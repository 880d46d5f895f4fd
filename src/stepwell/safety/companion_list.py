"""Read what makes sleepy beside the medicine, by name, from its data file."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from stepwell.plan.person import Flag


WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class CompanionClass:
    """The names of one class, which the flag of a request stands for, too.

    ``verified`` names stand in one of the works; nobody has checked the others.
    """

    flag: Flag
    words: str
    verified: tuple[str, ...]
    unverified: tuple[str, ...]
    works: tuple[str, ...]

    def names_one(self, text: str) -> bool:
        """Tell whether what somebody wrote names one of the class, as whole words."""
        written = _spaced(text)
        names = (*self.verified, *self.unverified)
        return any(_spaced(name) in written for name in names)


@cache
def load_companions() -> tuple[CompanionClass, ...]:
    """Read the classes in the order of the file; the same objects each time."""
    file = files("stepwell.safety").joinpath("data", "companions.toml")
    return tuple(
        CompanionClass(
            flag=Flag(entry["flag"]),
            words=entry["words"],
            verified=tuple(entry["verified"]),
            unverified=tuple(entry["unverified"]),
            works=tuple(entry["works"]),
        )
        for entry in tomllib.loads(file.read_text("utf-8"))["companion"]
    )


def _spaced(text: str) -> str:
    """The words of a text with a space around each: whole words are found in it."""
    return f" {' '.join(WORD.findall(text.casefold()))} "
