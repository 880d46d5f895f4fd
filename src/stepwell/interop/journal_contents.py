"""What an entry of the journal says, read from a record kind by kind."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from stepwell.formulary import Formulary
from stepwell.interop.errors import InputError
from stepwell.interop.fields import (
    Fields,
    Reader,
    read_choice,
    read_dose,
    read_free_text,
    read_list,
    read_named,
    read_whole,
    refuse_twice,
)
from stepwell.interop.journal_times import Clock
from stepwell.interop.names import drug_name_reader, read_symptom
from stepwell.interop.request_care import read_name
from stepwell.interop.request_co_drugs import read_co_drug_name
from stepwell.journal.entry import (
    HIGHEST_RATING,
    Clearance,
    CoDrugEntry,
    Contact,
    Content,
    DoseEntry,
    Intake,
    LifeEvent,
    Note,
    RedFlagAnswers,
    SymptomRating,
    TakenBack,
)
from stepwell.journal.scales import (
    CLINICIAN_SCALES,
    SCALES,
    ClinicianTotal,
    ScaleAnswers,
)
from stepwell.plan.person import RedFlag
from stepwell.plan.times import DoseTime


MOST_ANSWERS = 20


@dataclass(frozen=True, slots=True)
class Readers:
    """What reading a record takes from outside: names of drugs, and a clock."""

    drug: Reader[str]
    clock: Clock

    @classmethod
    def using(cls, formulary: Formulary, clock: Clock) -> "Readers":
        """The readers for the drugs of a formulary."""
        return cls(drug_name_reader(formulary), clock)


ContentReader = Callable[[Fields, Readers], Content]


def scale_word(name: str) -> str:
    """A scale as a record names it: GAD-7 is ``gad7``."""
    return name.replace("-", "").lower()


OWN_SCALES = {scale_word(name): scale for name, scale in SCALES.items()}
OTHER_SCALES = {scale_word(name): scale for name, scale in CLINICIAN_SCALES.items()}

_read_time = read_choice(DoseTime)
_read_flag = read_choice(RedFlag)
_read_rating = read_whole(0, HIGHEST_RATING)


def dose_reader(intake: Intake, keys: tuple[str, ...]) -> ContentReader:
    """Make a reader of doses of one intake, which have these keys."""

    def read(fields: Fields, readers: Readers) -> DoseEntry:
        return DoseEntry(
            intake,
            fields.required("drug", readers.drug),
            fields.required("time", _read_time) if "time" in keys else None,
            fields.required("amount", read_dose) if "amount" in keys else None,
        )

    return read


def read_symptom_rating(fields: Fields, readers: Readers) -> SymptomRating:
    """Read how strong a symptom was."""
    return SymptomRating(
        fields.required("symptom", read_symptom),
        fields.required("rating", _read_rating),
    )


def read_red_flags(fields: Fields, readers: Readers) -> RedFlagAnswers:
    """Read the answers to the red-flag questions."""
    yes = fields.optional("yes", _flags_reader(), frozenset())
    no = fields.optional("no", _flags_reader(), frozenset())
    if both := yes & no:
        sentence = f"{min(both)} stands under yes as well; keep one of the two"
        raise InputError.at(fields.at("no"), sentence)
    if not yes | no:
        raise InputError.at(
            fields.at("yes"), "name at least one flag, here or under no"
        )
    return RedFlagAnswers(yes, no)


def read_clearance(fields: Fields, readers: Readers) -> Clearance:
    """Read which red flags the care team has looked at."""
    return Clearance(
        fields.required("flags", _flags_reader(least=1)),
        fields.required("by", read_name),
    )


def read_scale(fields: Fields, readers: Readers) -> ScaleAnswers:
    """Read a questionnaire with all of its answers."""
    scale = fields.required("scale", read_named(OWN_SCALES))
    read_answer = read_whole(0, len(scale.options) - 1)
    answers = fields.required("answers", read_list(read_answer, MOST_ANSWERS))
    try:
        return ScaleAnswers(scale, answers)
    except ValueError as problem:
        raise InputError.at(fields.at("answers"), problem) from None


def read_scale_total(fields: Fields, readers: Readers) -> ClinicianTotal:
    """Read the total of a scale that a clinician filled in."""
    scale = fields.required("scale", read_named(OTHER_SCALES))
    total = fields.required("total", read_whole(0, scale.highest))
    return ClinicianTotal(scale.name, total)


def co_drug_reader(*, starts: bool) -> ContentReader:
    """Make a reader of another medicine that starts, or that stops."""

    def read(fields: Fields, readers: Readers) -> CoDrugEntry:
        return CoDrugEntry(fields.required("name", read_co_drug_name), starts)

    return read


def read_contact(fields: Fields, readers: Readers) -> Contact:
    """Read that the prescriber and the person spoke."""
    return Contact(fields.optional("text", read_free_text, ""))


def read_life_event(fields: Fields, readers: Readers) -> LifeEvent:
    """Read something that happened and matters."""
    return LifeEvent(fields.required("text", read_free_text))


def read_note(fields: Fields, readers: Readers) -> Note:
    """Read free text."""
    return Note(fields.required("text", read_free_text))


def read_taken_back(fields: Fields, readers: Readers) -> TakenBack:
    """Read that an entry never happened."""
    return TakenBack(fields.optional("reason", read_free_text, ""))


def _flags_reader(least: int = 0) -> Reader[frozenset[RedFlag]]:
    read_all = read_list(_read_flag, len(RedFlag), least)

    def read(value: Any, field: str) -> frozenset[RedFlag]:
        flags = read_all(value, field)
        refuse_twice(flags, field, "this flag")
        return frozenset(flags)

    return read
