"""One field of a page: what it asks, and when what was typed cannot be used."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from stepwell.interop.errors import InputError


Said = Mapping[str, list[str]]
"""What was typed and ticked on a page, exactly so, by the name of the field."""

NONE = "none"
LONGEST, LONGEST_PASTED = 100, 100_000
TOO_LONG = "Write at most {} characters."
NOT_OFFERED = "Choose from the answers on this page."
ONLY_ONE = "Give one answer only."
NOT_WITH = "This goes with another answer above. Choose that one, or empty this."
NONE_AND_MORE = 'You ticked "none of these" and something else. Untick one of them.'


class Kind(StrEnum):
    """How a field is answered."""

    TEXT = "text"
    LONG = "long"
    DAY = "day"
    LIST = "list"
    ONE = "one"
    SOME = "some"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer among several; ``group`` is the heading it stands under."""

    value: str
    words: str
    hint: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A field.

    ``needed`` is said when it is empty; without it, it may stay empty.
    ``only_with`` is another field and the answer there with which this one is asked.
    ``read`` raises InputError for what cannot be used; ``instead`` is then said in
    place of its sentence, if given.
    """

    name: str
    label: str
    kind: Kind = Kind.TEXT
    hint: str = ""
    options: tuple[Option, ...] = ()
    needed: str = ""
    only_with: tuple[str, str] | None = None
    read: Callable[[str], object] | None = None
    instead: str = ""

    def problem(self, said: Said) -> str:
        """What is wrong with the answer, in a sentence; nothing when it will do."""
        values = said.get(self.name, [])
        if self.only_with and self.only_with[1] not in said.get(self.only_with[0], []):
            return NOT_WITH if values else ""
        if not values:
            return self.needed
        if self.kind is Kind.SOME:
            return self._of_ticks(values)
        if len(values) > 1:
            return ONLY_ONE
        if self.options:
            return "" if values[0] in self._offered else NOT_OFFERED
        return self._of_text(values[0])

    @property
    def _offered(self) -> set[str]:
        return {option.value for option in self.options}

    def _of_ticks(self, values: list[str]) -> str:
        if not set(values) <= self._offered:
            return NOT_OFFERED
        return NONE_AND_MORE if NONE in values and len(set(values)) > 1 else ""

    def _of_text(self, value: str) -> str:
        most = LONGEST_PASTED if self.kind is Kind.LONG else LONGEST
        if len(value) > most:
            return TOO_LONG.format(most)
        try:
            if self.read is not None:
                self.read(value)
        except InputError as problem:
            return self.instead or sentence(problem)
        return ""


def sentence(problem: InputError) -> str:
    """What is wrong, without the name of the field, as a sentence."""
    text = problem.sentence or str(problem)
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"


def problems_with(fields: Iterable[Field], said: Said) -> dict[str, str]:
    """Everything that is wrong on a page, by the name of the field."""
    found = ((field.name, field.problem(said)) for field in fields)
    return {name: problem for name, problem in found if problem}


def first(said: Said, name: str) -> str:
    """The only answer to a field; empty without one."""
    return next(iter(said.get(name, [])), "")


def ticked(said: Said, name: str) -> list[str]:
    """What was ticked, without "none of these"."""
    return [value for value in said.get(name, []) if value != NONE]
