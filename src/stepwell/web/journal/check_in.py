"""The check-in: signs first, then how strong each symptom is, then a note."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from stepwell.interop.journal_red_flags import plain_flags
from stepwell.journal.entry import SymptomRating
from stepwell.journal.journal import Journal
from stepwell.library.symptoms import Symptom, load_symptoms
from stepwell.plan.person import RedFlag
from stepwell.web.drafts.choices import SIGNS
from stepwell.web.drafts.fields import NONE
from stepwell.web.journal.forms import MomentForm, Record, long_text
from stepwell.web.journal.moments import Now
from stepwell.web.journal.told_forms import RATINGS


USUAL = (
    "anxiety panic irritability lowmood insomnia concentration tremor headache"
    " dizziness sweating"
).split()
"""Asked before the others, until somebody has ratings of their own."""
ALLOWED = {value for value, _words in RATINGS}
SIGNS_ID, NOTE_ID, FIRST_SYMPTOM_ID = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Asked:
    """A symptom that is asked for, in the words of people, and what was answered."""

    symptom: Symptom
    answer: str

    @property
    def field(self) -> str:
        """The name of its field."""
        return field_of(self.symptom.id)


@dataclass(frozen=True, slots=True)
class Symptoms:
    """The symptoms of a page: those that are asked first, and the others."""

    first: tuple[Asked, ...]
    more: tuple[Asked, ...]

    @property
    def is_more_answered(self) -> bool:
        """Tell whether the others have to stand open."""
        return any(each.answer for each in self.more)


def field_of(symptom: str) -> str:
    """The name of the field in which a symptom is rated."""
    return f"rating-{symptom}"


def recent(journal: Journal) -> list[str]:
    """The symptoms that were rated, the latest first."""
    rated = [each.symptom for _entry, each in journal.of_kind(SymptomRating)]
    return list(dict.fromkeys(reversed(rated)))


class CheckInForm(MomentForm):
    """Everything of a check-in; what is not rated is not known, and never 0."""

    signs = forms.MultipleChoiceField(
        label=_("Any of these right now?"),
        choices=[
            *((each.value, words) for each, words in SIGNS.items()),
            (NONE, _("None of these")),
        ],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _('Tick what is true, or "None of these".')},
    )
    text = long_text(_("Anything else? (optional)"), rows=3)

    def clean_signs(self) -> list[str]:
        """The signs; one of them and "none of these" are not both true."""
        signs: list[str] = self.cleaned_data["signs"]
        if NONE in signs and len(signs) > 1:
            raise forms.ValidationError(
                _('You ticked a sign and also "None of these". Untick one of them.')
            )
        return signs

    def clean(self) -> None:
        """Refuse a rating that no page of ours offers."""
        for symptom in load_symptoms().values():
            if self.rating(symptom.id) not in ALLOWED | {""}:
                self.add_error(
                    None, _("%s: choose a number from 0 to 10.") % symptom.name
                )

    def rating(self, symptom: str) -> str:
        """What was chosen for a symptom; empty where nothing was."""
        return str(self.data.get(field_of(symptom), "")) if self.is_bound else ""

    def symptoms(self, own: Iterable[str]) -> Symptoms:
        """What is asked: own symptoms, then usual ones, then all others."""
        known = load_symptoms()
        first = dict.fromkeys([*own, *USUAL])
        others = (each for each in known if each not in first)
        return Symptoms(
            tuple(Asked(known[each], self.rating(each)) for each in first),
            tuple(Asked(known[each], self.rating(each)) for each in others),
        )

    def flags_shown(self) -> frozenset[str]:
        """The signs that were ticked or rated, whatever else is wrong with the page."""
        rated = (
            plain_flags({"symptom": each, "rating": self.rating(each)})
            for each in load_symptoms()
        )
        return self.signs_ticked().union(*rated)

    def signs_ticked(self) -> frozenset[str]:
        """The signs that were ticked, also beside "none of these"."""
        return plain_flags({"yes": self._ticked()}) & frozenset(RedFlag)

    def _ticked(self) -> list[str]:
        return self.data.getlist("signs") if isinstance(self.data, QueryDict) else []

    def sign_record(self) -> Record:
        """The record of the ticked signs alone, kept before anything else is asked."""
        return self._record(SIGNS_ID, self.now, self.now.text) | {
            "kind": "red_flags",
            "yes": sorted(self.signs_ticked()),
        }

    def records(self) -> Iterator[Record]:
        """A record for the signs, the note and each rating; always the same ids.

        The signs are those of this moment, also when the rest was earlier.  The note
        was written after them, so that a "none of these" answers nothing in it.
        """
        yield self._record(SIGNS_ID, self.now, self.now.text) | self._signs()
        after = self.now.next
        if note := self.given("text"):
            said = {"kind": "note", **note}
            yield self._record(NOTE_ID, after, self.occurred_at(after)) | said
        for number, symptom in enumerate(load_symptoms(), FIRST_SYMPTOM_ID):
            if rating := self.rating(symptom):
                rated = {"kind": "symptom", "symptom": symptom, "rating": int(rating)}
                yield self._record(number, self.now, self.occurred_at()) | rated

    def _signs(self) -> Record:
        """What was ticked; only "none of these" says no to every question."""
        ticked = self.cleaned_data["signs"]
        if ticked == [NONE]:
            return {"kind": "red_flags", "no": [each.value for each in SIGNS]}
        return {"kind": "red_flags", "yes": ticked}

    def _record(self, number: int, written: Now, happened: str) -> Record:
        return {
            "id": f"{self.cleaned_data['sent']}-{number}",
            "occurred_at": happened,
            "recorded_at": written.text,
        }
