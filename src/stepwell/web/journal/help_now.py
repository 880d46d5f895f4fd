"""Help: what to do about each sign, before anything else is shown."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from stepwell.plan.person import RedFlag
from stepwell.safety.red_flags import RaisedFlag
from stepwell.web.drafts.choices import SIGNS
from stepwell.web.drafts.help import actions
from stepwell.web.journal.moments import Now
from stepwell.web.spaces.models import Space
from stepwell.web.support.numbers import Country, countries


@dataclass(frozen=True, slots=True)
class Asked:
    """Words of a text that may mean a sign, to be asked about."""

    sign: RedFlag
    question: str
    words: str
    day: date


@dataclass(frozen=True, slots=True)
class Help:
    """What to do now and whom to call; ``asked`` are signs that only words suggest."""

    actions: list[str]
    countries: list[Country]
    asked: tuple[Asked, ...] = ()


def after_all(now: Now, raised: Collection[RaisedFlag]) -> Now:
    """Now, and after all that raised a sign: only what is later answers it."""
    for each in raised:
        now = now.after(max(each.entry.recorded_at, each.entry.occurred_at))
    return now


def help_for(space: Space, signs: Collection[str]) -> Help:
    """What to do about some signs, with the numbers of where the person is first."""
    return Help(actions(signs), countries(space.market))


def help_with(space: Space, raised: Collection[RaisedFlag]) -> Help:
    """The same for the signs of a journal; what words alone suggest is asked."""
    sure = {each.flag for each in raised if each.is_certain}
    unsure = {each.flag: each for each in raised if each.flag not in sure}
    asked = (
        Asked(each.flag, str(SIGNS[each.flag]), each.words, each.entry.day)
        for each in unsure.values()
    )
    return Help(actions(sure), countries(space.market), tuple(asked))
