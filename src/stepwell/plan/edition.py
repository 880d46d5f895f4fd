"""Which version of a plan this is, whose it is, and how far it has come."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stepwell.plan.plan import Part, Plan


MOST_VERSIONS = 999
ALPHABET = "0123456789ABCDEFGHJKNPQRSTVWXYZ"
"""None of its signs is taken for another, and without an M none spells a unit."""
CODE_SIGNS, GROUP = 8, 4
SERIES_SIGNS = 32


class Status(StrEnum):
    """How far a plan has come: only what was agreed may be printed without a mark."""

    DRAFT = "draft"
    AGREED = "agreed"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class Edition:
    """The version of a plan, the person it is for, and what became of it.

    ``person`` is a name with a birth date, or a sign that was chosen; empty if nobody
    said one.  ``series`` is what all versions of a plan share; empty before the first
    was given out.  ``entries`` is how many calendar entries earlier versions had.
    """

    version: int = 1
    person: str = ""
    agreed_with: str | None = None
    agreed_on: date | None = None
    superseded_by: int | None = None
    series: str = ""
    entries: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.version <= MOST_VERSIONS:
            raise ValueError(f"versions are counted from 1 to {MOST_VERSIONS}")
        if bool(self.agreed_with) is (self.agreed_on is None):
            raise ValueError("a plan is agreed with somebody on a day: give both")
        if self.superseded_by is not None and self.superseded_by <= self.version:
            raise ValueError("a version is superseded by a later one")

    @property
    def status(self) -> Status:
        """A draft until somebody agreed, and superseded once there is a later one."""
        if self.superseded_by is not None:
            return Status.SUPERSEDED
        return Status.DRAFT if self.agreed_on is None else Status.AGREED

    def following(self) -> "Edition":
        """The version after this one: a draft, for the same person."""
        return Edition(
            version=self.version + 1,
            person=self.person,
            series=self.series,
            entries=self.entries,
        )

    @property
    def replaces(self) -> int | None:
        """The version before this one."""
        return self.version - 1 or None


FIRST = Edition()
"""The first version, which is a draft for nobody in particular."""


def check_code(plan: Plan, edition: Edition) -> str:
    """A short code of the doses, the version and the person: ``7K3H-9QPD``.

    Two papers with the same code hold the same doses on the same days.
    """
    told = "\n".join([str(edition.version), edition.person, *_told(plan)])
    number = int.from_bytes(hashlib.sha256(told.encode()).digest())
    signs = ""
    for _ in range(CODE_SIGNS):
        number, place = divmod(number, len(ALPHABET))
        signs += ALPHABET[place]
    return f"{signs[:GROUP]}-{signs[GROUP:]}"


def series_of(plan: Plan, edition: Edition) -> str:
    """What all versions of a plan share: that of the first is made from its doses."""
    told = "\n".join(_told(plan))
    return edition.series or hashlib.sha256(told.encode()).hexdigest()[:SERIES_SIGNS]


def _told(plan: Plan) -> Iterator[str]:
    for step in plan.steps:
        yield f"{step.start} {step.days}"
        for dose in step.doses:
            parts = " + ".join(map(_part, dose.parts))
            yield f"{dose.time} {dose.drug} {dose.amount.nanograms} {parts}"
    yield f"then {'nothing' if plan.stop_date else 'this dose'}"


def _part(part: Part) -> str:
    if part.count is not None:
        return f"{part.product} x {part.count}"
    assert part.volume is not None  # a part is a count or a volume
    return f"{part.product} {part.volume.ml_text} ml"
