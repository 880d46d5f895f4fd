"""Everything that the page of today shows, found once."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from stepwell.journal.entry import DoseEntry
from stepwell.journal.journal import Journal
from stepwell.web.accounts.models import User
from stepwell.web.days import day_words
from stepwell.web.drafts.help import actions
from stepwell.web.journal import queries as journal
from stepwell.web.plans import queries as plans
from stepwell.web.plans.following import InForce, Step, Why
from stepwell.web.plans.models import Turn
from stepwell.web.plans.queries import Kept
from stepwell.web.spaces.clock import local_now
from stepwell.web.spaces.models import Space
from stepwell.web.today.answers import Answer, answers_to, extras
from stepwell.web.today.cards import Card, options
from stepwell.web.today.doses import doses_on, nearest
from stepwell.web.today.headline import explanation, headline
from stepwell.web.today.supply import supply_line


DAY = timedelta(days=1)


@dataclass(frozen=True)
class Page:
    """The page of one moment."""

    viewer: User
    space: Space
    now: datetime
    kept: Kept | None

    @classmethod
    def of(cls, viewer: User, space: Space) -> "Page":
        """The page as it is now."""
        return cls(viewer, space, local_now(space), plans.current(viewer))

    @property
    def day(self) -> date:
        """The day where the person is."""
        return self.now.date()

    @property
    def day_words(self) -> str:
        """The day, written out."""
        return day_words(self.day)

    @property
    def clock(self) -> str:
        """The time where the person is; a template would say that of the server."""
        return f"{self.now:%H:%M}"

    @property
    def moment(self) -> str:
        """The same moment for a script."""
        return self.now.isoformat(timespec="seconds")

    @property
    def zone(self) -> ZoneInfo:
        """Where the person is."""
        return ZoneInfo(self.space.zone)

    @cached_property
    def help(self) -> list[str]:
        """What to do now, with signs that stand."""
        return actions(journal.flags(self.viewer))

    @cached_property
    def draft(self) -> Kept | None:
        """A draft, where nothing is agreed."""
        return plans.open_draft(self.viewer) if self.kept is None else None

    @cached_property
    def found(self) -> InForce | None:
        """What holds today."""
        return self.kept.in_force(self.day) if self.kept else None

    @cached_property
    def lived(self) -> Journal:
        """The entries of yesterday, today, and a day that a journey went back over."""
        return journal.days(self.viewer, self.day - DAY, self.day + DAY)

    @cached_property
    def cards(self) -> list[Card]:
        """The doses of today."""
        return self._cards(self.day, "dose") if self.kept else []

    @cached_property
    def yesterday(self) -> list[Card]:
        """The doses of yesterday without an answer before today, if it held then."""
        agreed = self.kept and self.kept.turned(Turn.AGREED)
        if not agreed or not agreed.agreed_on:
            return []
        if max(agreed.agreed_on, agreed.at.astimezone(self.zone).date()) >= self.day:
            return []
        cards = self._cards(self.day - DAY, "yesterday")
        return [card for card in cards if card.is_of(self.day)]

    def _cards(self, day: date, name: str) -> list[Card]:
        assert self.kept is not None  # asked before
        hours = options(day, self.now, self.zone)
        return [
            Card(
                dose,
                f"{name}-{at}",
                answers_to(dose, self.lived, self.zone),
                self.said_by_forms,
                hours,
            )
            for at, dose in enumerate(doses_on(self.kept, day), 1)
        ]

    @property
    def said_by_forms(self) -> dict[str, object]:
        """What a form says of its page, so that a stale one is seen (H14)."""
        version = self.kept.number if self.kept else 0
        revision = self.space.revision
        return {"page_day": self.day, "version": version, "revision": revision}

    @cached_property
    def extras(self) -> list[Answer]:
        """What was taken on top today."""
        return extras(self.lived, self.day, self.zone)

    @cached_property
    def extras_yesterday(self) -> list[Answer]:
        """What was taken on top yesterday."""
        return extras(self.lived, self.day - DAY, self.zone)

    @property
    def is_ahead(self) -> bool:
        """Tell whether a dose is written for a day that has not come here (H18)."""
        doses = self.lived.of_kind(DoseEntry)
        return any(entry.day > self.day for entry, _said in doses)

    @property
    def headline(self) -> str:
        """The one sentence that says today."""
        assert self.kept is not None  # shown with a plan only
        assert self.found is not None
        return headline(self.kept, self.found, len(self.cards))

    @property
    def explanation(self) -> list[str]:
        """What to know about the state of the plan."""
        return explanation(self.found.why) if self.found else []

    @property
    def has_ended(self) -> bool:
        """Tell whether the plan is over."""
        return self.found is not None and self.found.why is Why.ENDED

    @property
    def next_step(self) -> Step | None:
        """The step that comes next, with its day."""
        return self.found.next_step if self.found else None

    @property
    def next_words(self) -> str:
        """The day of the next change, written out."""
        change = self.found.next_change if self.found else None
        return day_words(change) if change else ""

    @property
    def supply(self) -> str:
        """What to fetch or ask for soon."""
        return supply_line(self.kept, self.found) if self.kept and self.found else ""

    @property
    def agreement(self) -> tuple[str, str]:
        """With whom the plan was agreed, and on which day."""
        edition = self.kept.edition if self.kept else None
        if edition is None or edition.agreed_on is None:
            return "", ""
        return edition.agreed_with or "", day_words(edition.agreed_on)

    @property
    def next_card(self) -> Card | None:
        """The dose that the clock points to, or the next one without an answer."""
        return next((card for card in self._by_the_clock[1] if card.is_open), None)

    @property
    def passed(self) -> list[Card]:
        """The doses without an answer before the one that the clock points to."""
        return [card for card in self._by_the_clock[0] if card.is_open]

    @cached_property
    def _by_the_clock(self) -> tuple[list[Card], list[Card]]:
        """The doses before the one that the clock points to, and those from it on."""
        at = nearest([card.dose for card in self.cards], self.now.hour)
        return self.cards[:at], self.cards[at:]
