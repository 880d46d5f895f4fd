"""A journal as a document again: what `journal_reader` reads, entry by entry.

What equals the reader's default is left out; every time is written with its offset, so
no zone is named.
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from stepwell.interop.journal_contents import scale_word
from stepwell.interop.journal_json import SCHEMA
from stepwell.interop.journal_nights import NIGHT_KEYS, TIMES
from stepwell.interop.journal_times import time_text
from stepwell.interop.written import dose_text, unusual, word
from stepwell.journal.entry import (
    Clearance,
    CoDrugEntry,
    Contact,
    DoseEntry,
    Entry,
    EntryAuthor,
    LifeEvent,
    Note,
    RedFlagAnswers,
    SymptomRating,
    TakenBack,
)
from stepwell.journal.journal import Journal
from stepwell.journal.nights import Night
from stepwell.journal.scales import ClinicianTotal, ScaleAnswers
from stepwell.plan.person import RedFlag


def journal_document(journal: Journal) -> dict[str, Any]:
    """Give the document that reads back as exactly this journal."""
    return {
        "schema": SCHEMA,
        "entries": [record_of(entry) for entry in journal.entries],
    }


def record_of(entry: Entry) -> dict[str, Any]:
    """Give the record of one entry: plain values by key."""
    occurred_at = time_text(entry.occurred_at)
    said = {
        "id": entry.id,
        "author": word(entry.author),
        "occurred_at": occurred_at,
        "recorded_at": time_text(entry.recorded_at),
        "corrects": entry.corrects,
    }
    usual = {"author": word(EntryAuthor.PERSON), "recorded_at": occurred_at}
    return unusual(said, usual) | WRITERS[type(entry.content)](entry.content)


def _dose(dose: DoseEntry) -> dict[str, Any]:
    return unusual(
        {
            "kind": f"dose_{dose.intake}",
            "drug": dose.drug,
            "time": word(dose.time),
            "amount": dose_text(dose.amount),
        }
    )


def _symptom(rated: SymptomRating) -> dict[str, Any]:
    return {"kind": "symptom", "symptom": rated.symptom, "rating": rated.rating}


def _red_flags(answers: RedFlagAnswers) -> dict[str, Any]:
    said = {"kind": "red_flags", "yes": _words(answers.yes), "no": _words(answers.no)}
    return unusual(said, {"yes": [], "no": []})


def _clearance(clearance: Clearance) -> dict[str, Any]:
    return {
        "kind": "cleared",
        "flags": _words(clearance.flags),
        "by": clearance.by,
    }


def _scale(answered: ScaleAnswers) -> dict[str, Any]:
    return {
        "kind": "scale",
        "scale": scale_word(answered.scale.name),
        "answers": list(answered.answers),
    }


def _scale_total(found: ClinicianTotal) -> dict[str, Any]:
    return {
        "kind": "scale_total",
        "scale": scale_word(found.scale_name),
        "total": found.total,
    }


def _night(night: Night) -> dict[str, Any]:
    said = {key: getattr(night, key) for key in NIGHT_KEYS}
    times = {key: time_text(said[key]) for key in TIMES}
    return {"kind": "night"} | unusual(said | times, NO_WORDS)


def _co_drug(co_drug: CoDrugEntry) -> dict[str, Any]:
    happened = "started" if co_drug.starts else "stopped"
    return {"kind": f"co_drug_{happened}", "name": co_drug.name}


def _contact(contact: Contact) -> dict[str, Any]:
    return unusual({"kind": "contact", "text": contact.text}, NO_WORDS)


def _life_event(event: LifeEvent) -> dict[str, Any]:
    return {"kind": "life_event", "text": event.text}


def _note(note: Note) -> dict[str, Any]:
    return {"kind": "note", "text": note.text}


def _taken_back(taken_back: TakenBack) -> dict[str, Any]:
    return unusual({"kind": "taken_back", "reason": taken_back.reason}, NO_WORDS)


def _words(flags: Iterable[RedFlag]) -> list[str]:
    return sorted(flag.value for flag in flags)


NO_WORDS = {"text": "", "reason": "", "medicine_note": "", "caffeine_alcohol": ""}
WRITERS: Mapping[type, Callable[[Any], dict[str, Any]]] = MappingProxyType(
    {
        DoseEntry: _dose,
        SymptomRating: _symptom,
        RedFlagAnswers: _red_flags,
        Clearance: _clearance,
        ScaleAnswers: _scale,
        ClinicianTotal: _scale_total,
        Night: _night,
        CoDrugEntry: _co_drug,
        Contact: _contact,
        LifeEvent: _life_event,
        Note: _note,
        TakenBack: _taken_back,
    }
)
