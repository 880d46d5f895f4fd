"""The few settings of a space as a form."""

from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from stepwell.web.spaces.models import LONGEST_NAME, Market


ZONES_OF = {
    Market.US: "America/New_York",
    Market.GB: "Europe/London",
    Market.CA: "America/Toronto",
    Market.AU: "Australia/Sydney",
    Market.DE: "Europe/Berlin",
}
COUNTRIES = [
    ("", _("Choose")),
    (Market.GB.value, _("United Kingdom")),
    (Market.US.value, _("United States")),
    (Market.CA.value, _("Canada")),
    (Market.AU.value, _("Australia")),
    (Market.DE.value, _("Germany")),
]
AREAS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Pacific")


def zones() -> list[tuple[str, str]]:
    """The time zones that a person may choose, by name."""
    known = sorted(each for each in available_timezones() if each.startswith(AREAS))
    return [("", str(_("Choose"))), *((each, each.replace("_", " ")) for each in known)]


class SpaceForm(forms.Form):
    """Where somebody is, and what stands on their papers."""

    market = forms.ChoiceField(
        label=_("Which country are you in?"),
        choices=COUNTRIES,
        help_text=_("Tablets, papers and emergency numbers differ."),
        error_messages={"required": _("Choose the country you are in.")},
    )
    zone = forms.ChoiceField(
        label=_("Which time zone are you in?"),
        choices=zones,
        help_text=_("Your doses belong to the day where you are."),
        error_messages={"required": _("Choose the time zone you are in.")},
    )
    name = forms.CharField(
        label=_("Your name and birth date, or a sign of your own (optional)"),
        help_text=_("It stands on your papers, so that nobody takes another's plan."),
        max_length=LONGEST_NAME,
        required=False,
    )
    is_short = forms.BooleanField(
        label=_("Short and large pages, for days when thinking is hard"),
        required=False,
    )

    def clean_name(self) -> str:
        """The name, on one line."""
        name: str = self.cleaned_data["name"]
        if not name.isprintable():
            raise forms.ValidationError(_("Write your name on one line."))
        return name
