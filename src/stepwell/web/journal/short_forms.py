"""Forms of one or two questions: a note, an event, a contact, another medicine."""

from django import forms
from django.utils.translation import gettext_lazy as _

from stepwell.interop.request_co_drugs import LONGEST_NAME
from stepwell.journal.entry import Entry
from stepwell.web.journal.forms import EntryForm, NowForm, Record, long_text
from stepwell.web.journal.moments import Now


class NoteForm(EntryForm):
    """Free text."""

    text = long_text(_("What do you want to keep?"), needed=_("Write a few words."))

    def says(self) -> Record:
        """A note."""
        return {"kind": "note", **self.given("text")}


class EventForm(EntryForm):
    """Something that happened and matters."""

    text = long_text(_("What happened?"), needed=_("Write what happened."))

    def says(self) -> Record:
        """A life event."""
        return {"kind": "life_event", **self.given("text")}


class ContactForm(EntryForm):
    """That the prescriber and the person spoke."""

    text = long_text(_("What did you speak about? (optional)"))

    def says(self) -> Record:
        """A contact."""
        return {"kind": "contact", **self.given("text")}


class MedicineForm(EntryForm):
    """Another medicine that was started or stopped."""

    name = forms.CharField(
        label=_("What is it called?"),
        help_text=_("As it stands on the box. Alcohol counts, too."),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Write the name that stands on the box.")},
    )
    change = forms.ChoiceField(
        label=_("Did you start it or stop it?"),
        choices=[("started", _("I started it")), ("stopped", _("I stopped it"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether you started or stopped it.")},
    )

    def stood(self, entry: Entry, now: Now) -> Record:
        """The name, and which of the two."""
        told = super().stood(entry, now)
        return {**told, "change": told["kind"].removeprefix("co_drug_")}

    def says(self) -> Record:
        """Another medicine."""
        kind = f"co_drug_{self.cleaned_data['change']}"
        return {"kind": kind, **self.given("name")}


class TakeBackForm(NowForm):
    """That an entry never happened."""

    reason = long_text(_("Why? (optional)"), rows=2)

    def stood(self, entry: Entry, now: Now) -> Record:
        """Nothing: it is a new thing that is said."""
        return {}

    def says(self) -> Record:
        """A correction that takes back."""
        return {"kind": "taken_back", **self.given("reason")}
