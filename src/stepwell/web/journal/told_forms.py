"""Forms for what other pages wrote down, so that it can be corrected."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from stepwell.formulary import load_formulary
from stepwell.journal.entry import HIGHEST_RATING, Entry, Intake
from stepwell.library import load_symptoms
from stepwell.plan.person import RedFlag
from stepwell.web.drafts.choices import SIGNS, TIMES
from stepwell.web.journal.forms import EntryForm, NowForm, Record
from stepwell.web.journal.moments import Now


RATINGS = [
    ("0", _("0 (not there)")),
    *((str(number), str(number)) for number in range(1, HIGHEST_RATING)),
    (str(HIGHEST_RATING), _("10 (as strong as can be)")),
]
INTAKES = [
    (Intake.TAKEN.value, _("I took it")),
    (Intake.LATE.value, _("I took it late")),
    (Intake.MISSED.value, _("I missed it")),
    (Intake.EXTRA.value, _("It was extra, on top of the plan")),
]
YES_OR_NO = [("yes", _("Yes")), ("no", _("No"))]
NOT_ANSWERED = ("", _("Not answered"))


def _drugs() -> list[tuple[str, str]]:
    return [(each, each) for each in sorted(load_formulary().drugs)]


def _symptoms() -> list[tuple[str, str]]:
    return [(each.id, each.name) for each in load_symptoms().values()]


class DoseForm(EntryForm):
    """A dose as it was really taken."""

    intake = forms.ChoiceField(
        label=_("How was it?"), choices=INTAKES, widget=forms.RadioSelect
    )
    drug = forms.ChoiceField(label=_("Which medicine?"), choices=_drugs)
    time = forms.ChoiceField(
        label=_("Which dose of the day was it?"),
        choices=[
            ("", _("None of them: it was extra")),
            *((each.value, words) for each, words in TIMES.items()),
        ],
        required=False,
    )
    amount = forms.CharField(
        label=_("How much was it?"),
        help_text=format_lazy(
            _("With its unit, such as {dose}. Leave it empty if you missed it."),
            dose="0.5 mg",
        ),
        max_length=40,
        required=False,
    )

    def stood(self, entry: Entry, now: Now) -> Record:
        """The dose as it was kept."""
        told = super().stood(entry, now)
        return {**told, "intake": told["kind"].removeprefix("dose_")}

    def says(self) -> Record:
        """A dose."""
        kind = f"dose_{self.cleaned_data['intake']}"
        return {"kind": kind, **self.given("drug", "time", "amount")}


class RatingForm(EntryForm):
    """How strong a symptom was."""

    symptom = forms.ChoiceField(label=_("What did you feel?"), choices=_symptoms)
    rating = forms.ChoiceField(label=_("How strong was it?"), choices=RATINGS)

    def says(self) -> Record:
        """A rating."""
        rating = int(self.cleaned_data["rating"])
        return {"kind": "symptom", **self.given("symptom"), "rating": rating}


class AnswersForm(EntryForm):
    """Answers to the questions about signs, one by one: none of them is filled in."""

    is_needed = False

    def __init__(
        self,
        data: QueryDict | None,
        now: Now,
        *,
        asked: tuple[RedFlag, ...] = tuple(SIGNS),
        **options: Any,
    ) -> None:
        self.asked = {f"sign-{sign}": sign for sign in asked}
        super().__init__(data, now, **options)
        for name, sign in self.asked.items():
            self.fields[name] = forms.ChoiceField(
                label=SIGNS[sign],
                choices=YES_OR_NO if self.is_needed else [*YES_OR_NO, NOT_ANSWERED],
                widget=forms.RadioSelect,
                required=self.is_needed,
                error_messages={"required": _("Answer with yes or with no.")},
            )
        self.order_fields(list(self.asked))

    def stood(self, entry: Entry, now: Now) -> Record:
        """Each answer as it was given."""
        told = super().stood(entry, now)
        return {
            f"sign-{sign}": answer
            for answer, _words in YES_OR_NO
            for sign in told.get(answer, ())
        }

    def says(self) -> Record:
        """The signs that were answered; the others stay open."""
        signs: Record = {}
        for name, sign in self.asked.items():
            if answer := self.cleaned_data[name]:
                signs.setdefault(answer, []).append(sign.value)
        return {"kind": "red_flags", **signs}


class QuestionForm(NowForm, AnswersForm):
    """Whether signs that words may mean are there now: each needs its answer."""

    is_needed = True


class ClearanceForm(EntryForm):
    """That the care team has looked at signs, and who did."""

    flags = forms.MultipleChoiceField(
        label=_("What did they look at?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick what they looked at.")},
    )
    by = forms.CharField(
        label=_("Who looked at it?"),
        help_text=_("The name of the doctor, nurse or pharmacist."),
        max_length=100,
        error_messages={"required": _("Write who looked at it.")},
    )

    def __init__(
        self,
        data: QueryDict | None,
        now: Now,
        *,
        standing: Collection[RedFlag] = tuple(SIGNS),
        **options: Any,
    ) -> None:
        super().__init__(data, now, **options)
        field = self.fields["flags"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(each, SIGNS[each]) for each in SIGNS if each in standing]

    def says(self) -> Record:
        """A clearance."""
        return {
            "kind": "cleared",
            "flags": self.cleaned_data["flags"],
            **self.given("by"),
        }
