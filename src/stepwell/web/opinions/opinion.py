"""A schedule that somebody pastes, and what Stepwell finds in it."""

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext_lazy as _

from stepwell.documents import ReviewView, review_view
from stepwell.formulary import load_formulary
from stepwell.interop.request_current import implausible_words
from stepwell.interop.schedule_reader import Beside, read_with_reading
from stepwell.plan.person import Person, UseHistory
from stepwell.safety import Case, review
from stepwell.safety.scale import Scale, default_table
from stepwell.sources import load_bibliography
from stepwell.web.english import English


FIELDS = {"--start": _("First day"), "--now": _("Taken now")}
"""What the options of the command line are called on the page."""


def opinion(text: str, market: str, start: date | None, now: str | None) -> ReviewView:
    """Review a schedule; raises InputError for what cannot be read."""
    formulary = load_formulary()
    brought, reading = read_with_reading(text, formulary, Beside(start, now))
    schedule = brought.schedule
    case = Case(
        person=Person(),
        use=UseHistory(),
        today=schedule.periods[0].regimen,
        day=schedule.periods[min(1, len(schedule.periods) - 1)].start,
        scale=Scale.using(formulary, brought.equivalence or default_table(market)),
        formulary=formulary,
        market=market,
        schedule=schedule,
    )
    warning = implausible_words(case.today, case.scale)
    view = review_view(case, schedule, review(case), load_bibliography(), warning)
    if reading is None:
        return view
    return replace(
        view,
        read=reading.read,
        assumed=tuple(map(in_words, reading.assumed)),
        left_out=reading.left_out,
    )


def in_words(sentence: str) -> str:
    """The sentence with fields of the page in place of options."""
    for option, label in FIELDS.items():
        sentence = sentence.replace(option, f'the field "{label}"')
    return English(sentence)
