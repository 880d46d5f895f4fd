"""Something that was taken on top of the plan, as a form."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from stepwell.formulary import load_formulary
from stepwell.interop.errors import InputError
from stepwell.interop.fields import read_dose
from stepwell.journal.entry import DoseEntry, Entry, EntryAuthor, Intake
from stepwell.quantities import Mass
from stepwell.web.plans.queries import Kept
from stepwell.web.today.hours import last_hours, read_hour


LONGEST_AMOUNT, A_DOSE = 40, "2.5 mg"


class ExtraForm(forms.Form):
    """Which drug, how much, and when."""

    drug = forms.ChoiceField(
        label=_("Which medicine was it?"),
        error_messages={"required": _("Choose the medicine that you took.")},
    )
    amount = forms.CharField(
        label=_("How much did you take?"),
        help_text=format_lazy(
            _("Write it with its unit, as on the box, such as {dose}."), dose=A_DOSE
        ),
        max_length=LONGEST_AMOUNT,
        error_messages={
            "required": format_lazy(
                _("Write how much you took, such as {dose}."), dose=A_DOSE
            ),
            "max_length": format_lazy(
                _("Write a number and its unit, such as {dose}."), dose=A_DOSE
            ),
        },
    )
    at = forms.ChoiceField(
        label=_("When did you take it?"),
        error_messages={
            "required": _("Choose the hour at which you took it."),
            "invalid_choice": _("Choose an hour of the last day and night."),
        },
    )
    entry = forms.RegexField("^[0-9a-f]{32}$", widget=forms.HiddenInput)

    def __init__(self, posted: Any, kept: Kept, now: datetime) -> None:
        super().__init__(posted, initial={"entry": uuid4().hex})
        self.now = now
        self._offer("drug", [(drug, drug) for drug in _drugs(kept.document)])
        self._offer("at", last_hours(now))

    def _offer(self, name: str, offered: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # declared above
        field.choices = [("", _("Choose")), *offered]

    def clean_amount(self) -> Mass:
        """The amount, read as strictly as in every other place."""
        try:
            return read_dose(self.cleaned_data["amount"], "")
        except InputError as problem:
            said = problem.sentence
            raise forms.ValidationError(f"{said[:1].upper()}{said[1:]}.") from None

    @property
    def made(self) -> Entry:
        """The entry of the journal."""
        said = self.cleaned_data
        moment = read_hour(said["at"], self.now)
        dose = DoseEntry(Intake.EXTRA, said["drug"], None, said["amount"])
        return Entry(said["entry"], EntryAuthor.PERSON, moment, self.now, dose)


def _drugs(document: Mapping[str, Any]) -> list[str]:
    """Those of the plan, then every other one that is known."""
    steps = [dose["drug"] for step in document["steps"] for dose in step["doses"]]
    planned = [*(dose["drug"] for dose in document["current"]), *steps]
    return list(dict.fromkeys([*planned, *sorted(load_formulary().drugs)]))
