"""What is asked before something is recorded of a plan."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stepwell.interop.errors import InputError
from stepwell.interop.request_care import LONGEST_NAME, read_name


FURTHEST = timedelta(days=366)


class DayInput(forms.DateInput):
    """A day as browsers ask for it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def day_field(label: Any, missing: Any, hint: Any = "") -> forms.DateField:
    """Ask for a day."""
    return forms.DateField(
        label=label,
        help_text=hint,
        widget=DayInput(),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": missing,
            "invalid": _("Write the day as year-month-day, such as 2027-01-04."),
        },
    )


class NamedForm(forms.Form):
    """Who the prescriber was, and on which day."""

    who = forms.CharField(
        label=_("With whom?"),
        help_text=_("The name of your prescriber, such as Dr Example."),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Write with whom. It stands on your papers.")},
    )
    day = day_field(_("On which day?"), _("Write on which day it was."))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_who(self) -> str:
        """The name, as every paper can print it."""
        try:
            return read_name(self.cleaned_data["who"], "who")
        except InputError:
            raise forms.ValidationError(_("Write the name on one line.")) from None

    def clean_day(self) -> date:
        """A day that has come, and not years ago."""
        day: date = self.cleaned_data["day"]
        if day > self.today:
            raise forms.ValidationError(
                _("This day lies ahead. Write a day that has come.")
            )
        if day < self.today - FURTHEST:
            raise forms.ValidationError(
                _("This day is more than a year ago. Look at the year.")
            )
        return day


class AgreeForm(NamedForm):
    """That a version was agreed, and that its differences are known."""

    is_agreed = forms.BooleanField(
        label=_("This is what we agreed"),
        error_messages={"required": _("Tick that this is what you agreed.")},
    )
    is_known = forms.BooleanField(
        label=_("My prescriber knows how it differs, and agrees to it"),
        error_messages={
            "required": _("Read what differs, and tick that your prescriber knows it.")
        },
    )
    field_order = ("who", "day", "is_known", "is_agreed")

    def __init__(self, *args: Any, differs: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not differs:
            del self.fields["is_known"]


class StartForm(forms.Form):
    """From which day on something is to begin, not before the earliest one."""

    day = day_field(_("From which day on?"), _("Write the day."))

    def __init__(self, *args: Any, earliest: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.earliest = earliest

    def clean_day(self) -> date:
        """A day that is neither over nor far away."""
        day: date = self.cleaned_data["day"]
        if not self.earliest <= day <= self.earliest + FURTHEST:
            raise forms.ValidationError(
                _("Write a day from %(first)s on, at most a year ahead.")
                % {"first": self.earliest.isoformat()}
            )
        return day
