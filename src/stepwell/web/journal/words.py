"""What an entry says, in words of a page: nothing is counted, judged or left out."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from stepwell.journal.entry import (
    HIGHEST_RATING,
    Clearance,
    CoDrugEntry,
    Contact,
    DoseEntry,
    Entry,
    Intake,
    LifeEvent,
    Note,
    RedFlagAnswers,
    SymptomRating,
    TakenBack,
)
from stepwell.journal.nights import QUALITIES, Night
from stepwell.journal.scales import CLINICIAN_SCALES, ClinicianTotal, ScaleAnswers
from stepwell.library import load_symptoms
from stepwell.plan.person import RedFlag
from stepwell.web.drafts.choices import SIGNS


Words = tuple[str, ...]
MINUTE = timedelta(minutes=1)
TIMED = (RedFlagAnswers, Clearance, TakenBack)
TIMED_INTAKES = (Intake.LATE, Intake.EXTRA)


def words_of(entry: Entry) -> Words:
    """Each thing that an entry says, as a line of its own."""
    return WRITERS[type(entry.content)](entry.content)


def time_of(entry: Entry) -> str:
    """The time of those entries whose hour matters; of the others it may be unknown."""
    content = entry.content
    if isinstance(content, DoseEntry):
        is_timed = content.intake in TIMED_INTAKES
    else:
        is_timed = isinstance(content, TIMED)
    return f"{entry.occurred_at:%H:%M}" if is_timed else ""


def span_words(span: timedelta) -> str:
    """A span of time: ``7 h 30 min``."""
    hours, minutes = divmod(span // MINUTE, 60)
    told = [_("%d h") % hours] if hours else []
    return " ".join([*told, _("%d min") % minutes] if minutes or not hours else told)


INTAKES = {
    Intake.TAKEN: lazy("Taken: %(what)s %(when)s"),
    Intake.LATE: lazy("Taken late: %(what)s, due %(when)s"),
    Intake.MISSED: lazy("Missed: %(what)s %(when)s"),
    Intake.EXTRA: lazy("Extra, on top of the plan: %(what)s"),
}


def _dose(dose: DoseEntry) -> Words:
    what = dose.drug if dose.amount is None else f"{dose.amount.mg_text} mg {dose.drug}"
    when = "" if dose.time is None else dose.time.words
    return (str(INTAKES[dose.intake]) % {"what": what, "when": when},)


def _symptom(rated: SymptomRating) -> Words:
    name = load_symptoms()[rated.symptom].name
    return (f"{name}: " + _("%d of %d") % (rated.rating, HIGHEST_RATING),)


def _answers(answers: RedFlagAnswers) -> Words:
    """A no is counted and not praised: it says nothing about tomorrow."""
    told = [_("Yes: %s") % SIGNS[sign] for sign in RedFlag if sign in answers.yes]
    if count := len(answers.no):
        told.append(
            ngettext(
                "No to %d question about signs that need help",
                "No to %d questions about signs that need help",
                count,
            )
            % count
        )
    if left := len(RedFlag) - len(answers.yes | answers.no):
        told.append(
            ngettext("%d question not answered", "%d questions not answered", left)
            % left
        )
    return tuple(told)


def _clearance(clearance: Clearance) -> Words:
    seen = [str(SIGNS[sign]) for sign in RedFlag if sign in clearance.flags]
    return (_("Looked at by %s:") % clearance.by, *seen)


def _scale(filled: ScaleAnswers) -> Words:
    scale = filled.scale
    most = len(scale.items) * (len(scale.options) - 1)
    total = f"{scale.name}: " + _("%d of %d points") % (filled.total, most)
    if not filled.thoughts_of_harm or scale.harm_item is None:
        return (total,)
    answer = scale.options[filled.answers[scale.harm_item - 1]]
    return (f"{scale.items[scale.harm_item - 1]}: {answer}", total)


def _total(found: ClinicianTotal) -> Words:
    most = CLINICIAN_SCALES[found.scale_name].highest
    told = _("%d of %d points, filled in by a clinician") % (found.total, most)
    return (f"{found.scale_name}: {told}",)


def _night(night: Night) -> Words:
    woke = ngettext("woke up %d time", "woke up %d times", night.awakenings)
    told = [
        _("In bed from %(start)s to %(end)s (%(span)s)")
        % {
            "start": f"{night.bed_time:%H:%M}",
            "end": f"{night.out_of_bed:%H:%M}",
            "span": span_words(night.time_in_bed),
        },
        _("Slept %(slept)s, after %(latency)s; %(woke)s; awake for %(wake)s")
        % {
            "slept": span_words(night.total_sleep),
            "latency": span_words(night.latency),
            "woke": woke % night.awakenings,
            "wake": span_words(night.wake_after_onset),
        },
    ]
    if night.quality is not None:
        told.append(_("Quality %d of %d") % (night.quality, QUALITIES[-1]))
    if night.naps_min is not None:
        told.append(_("Napped the day before: %d min") % night.naps_min)
    return (*told, *filter(None, (night.medicine_note, night.caffeine_alcohol)))


def _co_drug(co_drug: CoDrugEntry) -> Words:
    told = _("Started %s") if co_drug.starts else _("Stopped %s")
    return (told % co_drug.name,)


def _contact(contact: Contact) -> Words:
    return tuple(filter(None, (_("Spoke with the prescriber"), contact.text)))


def _event(event: LifeEvent) -> Words:
    return (_("Something happened:"), event.text)


def _note(note: Note) -> Words:
    return (note.text,)


def _taken_back(taken_back: TakenBack) -> Words:
    return tuple(filter(None, (_("It never happened"), taken_back.reason)))


WRITERS: Mapping[type, Callable[[Any], Words]] = MappingProxyType(
    {
        RedFlagAnswers: _answers,
        Clearance: _clearance,
        DoseEntry: _dose,
        SymptomRating: _symptom,
        Night: _night,
        CoDrugEntry: _co_drug,
        Contact: _contact,
        LifeEvent: _event,
        ScaleAnswers: _scale,
        ClinicianTotal: _total,
        Note: _note,
        TakenBack: _taken_back,
    }
)
"""In the order in which a day tells them."""
ORDER = {kind: at for at, kind in enumerate(WRITERS)}
