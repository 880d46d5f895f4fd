"""A dose as the page shows it: with what became of it, and with what may be said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stepwell.plan.times import DoseTime
from stepwell.web.today.answers import Answer
from stepwell.web.today.doses import DayDose
from stepwell.web.today.hours import hours_of
from stepwell.web.today.pictures import Picture


@dataclass(frozen=True)
class Card:
    """A dose with what became of it.

    ``page`` is what each of its forms says of the page that it stands on, ``hours``
    are the options of when it was taken.
    """

    dose: DayDose
    anchor: str
    answers: list[Answer]
    page: Mapping[str, object]
    hours: SafeString

    @property
    def is_open(self) -> bool:
        """Tell whether nobody said what became of it."""
        return not self.answers

    def is_of(self, day: date) -> bool:
        """Tell whether it is open, or was answered on a day."""
        return all(answer.written == day for answer in self.answers)

    @property
    def only(self) -> Answer | None:
        """The answer, where there is exactly one."""
        return self.answers[0] if len(self.answers) == 1 else None

    @property
    def when(self) -> str:
        """The time of day, as a heading."""
        said = {
            DoseTime.MORNING: _("In the morning"),
            DoseTime.MIDDAY: _("At midday"),
            DoseTime.EVENING: _("In the evening"),
            DoseTime.BEDTIME: _("At bedtime"),
        }
        return said[self.dose.time]

    @property
    def occasion(self) -> str:
        """The dose in few words, for who hears the buttons."""
        return f"{self.dose.drug} {self.dose.time.words}"

    @property
    def pictures(self) -> list[tuple[SafeString, str]]:
        """Each picture of the dose, with its words."""
        return [(drawing(each), each.words) for each in self.dose.pictures]

    @cached_property
    def hidden(self) -> SafeString:
        """What a form sends beside the answer; it names the next entry."""
        dose, corrects = self.dose, self.only.id if self.only else ""
        about = {"day": dose.day, "step": dose.step, "drug": dose.drug}
        named = {"entry": uuid4().hex, "time": dose.time, "corrects": corrects}
        return hidden_fields({**self.page, **about, **named})


def hidden_fields(values: Mapping[str, object]) -> SafeString:
    """Fields that nobody sees; a day is written as 2027-01-04."""
    return format_html_join(
        "", '<input type="hidden" name="{}" value="{}">', values.items()
    )


def options(day: date, now: datetime, zone: ZoneInfo) -> SafeString:
    """When a dose of a day may have been taken: the same for every dose of it."""
    hour = int(now.replace(minute=0, second=0, microsecond=0).timestamp())
    return _options(day, hour, zone.key, get_language() or "")


@lru_cache(maxsize=1_000)
def _options(day: date, hour: int, zone: str, language: str) -> SafeString:
    offered = hours_of(day, datetime.fromtimestamp(hour, ZoneInfo(zone)))
    return format_html_join("", '<option value="{}">{}</option>', offered)


@lru_cache(maxsize=1_000)
def drawing(picture: Picture) -> SafeString:
    """A picture as the page has it; no word in it depends on the language."""
    return render_to_string("today/picture.html", {"each": picture})
