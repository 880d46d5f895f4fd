"""One field of a page: what it asks, and when what was typed cannot be used."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from django.utils.translation import gettext_lazy as _

from stepwell.interop.errors import InputError
from stepwell.web.english import English


if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


Words: TypeAlias = "_StrOrPromise"
"""Words of a page, which may wait for the language that they are shown in."""

Said = Mapping[str, list[str]]
"""What was typed and ticked on a page, exactly so, by the name of the field."""

NONE = "none"
LONGEST, LONGEST_PASTED = 100, 100_000
TOO_LONG = _("Write at most {count} characters.")
NOT_OFFERED = _("Choose from the answers on this page.")
ONLY_ONE = _("Give one answer only.")
NOT_WITH = _("This goes with another answer above. Choose that one, or empty this.")
NONE_AND_MORE = _('You ticked "none of these" and something else. Untick one of them.')


class UnusableError(InputError):
    """What a page cannot use, in a whole sentence in the language of the page."""


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
    words: Words
    hint: Words = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A field.

    ``needed`` is said when it is empty; without it, it may stay empty.
    ``only_with`` is another field and the answer there with which this one is asked.
    ``read`` raises InputError for what cannot be used; ``instead`` is then said in
    place of its sentence, if given.  ``told`` is the label where answers are read back,
    if it is another one.
    """

    name: str
    label: Words
    kind: Kind = Kind.TEXT
    hint: Words = ""
    options: tuple[Option, ...] = ()
    needed: Words = ""
    only_with: tuple[str, str] | None = None
    read: Callable[[str], object] | None = None
    instead: Words = ""
    told: Words = ""

    def problem(self, said: Said) -> str:
        """What is wrong with the answer, in a sentence; nothing when it will do."""
        values = said.get(self.name, [])
        if self.only_with and self.only_with[1] not in said.get(self.only_with[0], []):
            return str(NOT_WITH) if values else ""
        if not values:
            return str(self.needed)
        if self.kind is Kind.SOME:
            return self._of_ticks(values)
        if len(values) > 1:
            return str(ONLY_ONE)
        if self.options:
            return "" if values[0] in self._offered else str(NOT_OFFERED)
        return self._of_text(values[0])

    @property
    def _offered(self) -> set[str]:
        return {option.value for option in self.options}

    def _of_ticks(self, values: list[str]) -> str:
        if not set(values) <= self._offered:
            return str(NOT_OFFERED)
        return str(NONE_AND_MORE) if NONE in values and len(set(values)) > 1 else ""

    def _of_text(self, value: str) -> str:
        most = LONGEST_PASTED if self.kind is Kind.LONG else LONGEST
        if len(value) > most:
            return str(TOO_LONG).format(count=most)
        try:
            if self.read is not None:
                self.read(value)
        except InputError as problem:
            return str(self.instead) or sentence(problem)
        return ""


def sentence(problem: InputError) -> str:
    """What is wrong, without the name of the field, as a sentence."""
    if isinstance(problem, UnusableError):
        return str(problem)
    text = problem.sentence or str(problem)
    return English(f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}")


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
