"""A questionnaire: every question as its form has it, and none of them filled in."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from stepwell.interop.journal_contents import scale_word
from stepwell.interop.journal_red_flags import plain_flags
from stepwell.journal.entry import Entry
from stepwell.journal.scales import Scale
from stepwell.web.english import English
from stepwell.web.journal.forms import EntryForm, Record
from stepwell.web.journal.moments import Now


class ScaleForm(EntryForm):
    """The questions of one scale."""

    def __init__(
        self,
        data: QueryDict | None,
        now: Now,
        *,
        scale: Scale,
        **options: Any,
    ) -> None:
        self.scale = scale
        self.asked = [f"item-{at}" for at, _item in enumerate(scale.items, 1)]
        super().__init__(data, now, **options)
        choices = [(str(at), English(words)) for at, words in enumerate(scale.options)]
        for name, item in zip(self.asked, scale.items, strict=True):
            self.fields[name] = forms.ChoiceField(
                label=English(item),
                choices=choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose one answer to each question.")},
            )
        self.order_fields(self.asked)

    def stood(self, entry: Entry, now: Now) -> Record:
        """Each answer as it was given."""
        answers = super().stood(entry, now)["answers"]
        return dict(zip(self.asked, map(str, answers), strict=True))

    def says(self) -> Record:
        """The questionnaire with every answer."""
        answers = [int(self.cleaned_data[name]) for name in self.asked]
        word = scale_word(self.scale.name)
        return {"kind": "scale", "scale": word, "answers": answers}

    def flags_shown(self) -> frozenset[str]:
        """What the answers plainly show, also while some are missing."""
        given = [self.data.get(name, "") for name in self.asked if self.is_bound]
        return plain_flags({"answers": given})
