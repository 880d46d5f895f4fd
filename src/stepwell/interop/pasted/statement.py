"""A statement: what one part of a pasted letter says about a day or some days."""

from dataclasses import dataclass, replace
from datetime import date
from typing import NoReturn

from stepwell.interop.pasted.items import Counted, Reduce
from stepwell.interop.pasted.tokens import Line
from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass


@dataclass(frozen=True, slots=True)
class Said:
    """A dose as it was said; ``drug`` where it was said, too."""

    drug: str | None
    time: DoseTime
    mass: Mass


@dataclass(frozen=True, slots=True)
class Statement:
    """What was said; whatever was not is ``None``, empty or false.

    ``lasting`` is in days; ``since`` and ``until`` are its first and last day;
    ``each_step`` is the length of all steps that say none; ``usual_time`` that of
    all doses that say none; ``stopped`` are drugs of which nothing is taken; ``then``
    is true where a word says that it follows what stands before it.
    """

    line: Line
    doses: tuple[Said, ...] = ()
    nothing: bool = False
    stopped: tuple[str, ...] = ()
    heading: str | None = None
    lasting: int | None = None
    counted: Counted | None = None
    since: date | None = None
    until: date | None = None
    now: bool = False
    ongoing: bool = False
    reduce: Reduce | None = None
    each_step: int | None = None
    usual_time: DoseTime | None = None
    then: bool = False
    notes: tuple[str, ...] = ()

    @property
    def has_doses(self) -> bool:
        """Tell whether it says what is taken, be it nothing."""
        return bool(self.doses) or self.nothing or bool(self.stopped)

    @property
    def has_length(self) -> bool:
        """Tell whether it says how long."""
        return any(
            each is not None for each in (self.lasting, self.counted, self.until)
        )

    @property
    def only_doses(self) -> bool:
        """Tell whether it says what is taken, and neither when nor how long."""
        dated = self.has_length or self.since is not None
        return self.has_doses and not dated and not self.now and not self.ongoing

    @property
    def drugs(self) -> tuple[str, ...]:
        """Every drug that it names."""
        named = [said.drug for said in self.doses if said.drug]
        return (*named, *self.stopped, *([self.heading] if self.heading else ()))

    def joined(self, other: "Statement") -> "Statement":
        """The same statement with the doses of another beside its own."""
        doses = (*self.doses, *other.doses)
        return replace(
            self,
            doses=doses,
            nothing=not any(said.mass for said in doses),
            stopped=(*self.stopped, *other.stopped),
            notes=(*self.notes, *other.notes),
        )

    def refuse(self, why: str) -> NoReturn:
        """Raise InputError for the whole line."""
        self.line.refuse(0, len(self.line.tokens), why)
