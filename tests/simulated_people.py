"""Simulated people: seeded journals over a whole taper, clearly nobody real.

Each lives a plan day by day, writes what a person of that kind would write, and sees
the agreed rule every 14 days, accepting what it proposes. The same kind and seed give
the same life. Other rooms and the site may live them too.

    life = Life.of(Kind.WAVY, seed=3)
    for visit in life.visits(days=365): ...
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from random import Random

from stepwell.formulary import load_formulary
from stepwell.journal.entry import (
    Clearance,
    CoDrugEntry,
    Content,
    DoseEntry,
    Entry,
    EntryAuthor,
    Intake,
    Note,
    RedFlagAnswers,
    SymptomRating,
)
from stepwell.journal.journal import Journal
from stepwell.journal.nights import Night
from stepwell.journal.scales import GAD_7, ScaleAnswers
from stepwell.plan.agreed_rule import AgreedRule
from stepwell.plan.person import RedFlag, UseHistory
from stepwell.plan.plan import Plan
from stepwell.plan.request import CurrentDose, Request
from stepwell.plan.times import DoseTime
from stepwell.planner import propose
from stepwell.planner.adapt import adapt
from stepwell.planner.adaptation import Adaptation
from stepwell.quantities import read_mass


FORMULARY = load_formulary()
START = date(2027, 1, 4)
VISIT_DAYS = 14
RULE = AgreedRule(agreed_with="Dr Example", agreed_on=date(2027, 1, 2))


class Kind(StrEnum):
    """What somebody goes through."""

    SMOOTH = "smooth"
    WAVY = "wavy"
    MISSED_DOSES = "missed doses"
    EARLY_RUN_OUT = "early run-out"
    RED_FLAG = "red flag"
    SILENT = "silent"
    CO_DRUG = "co-drug change"
    FAILED_JUMP = "failed jump"


def request_of(
    drug: str = "diazepam", dose: str = "4 mg", **changes: object
) -> Request:
    """A request for one dose of a drug at bedtime, in Britain, for six years."""
    current = (CurrentDose(drug, DoseTime.BEDTIME, read_mass(dose)),)
    usual = {
        "start": START,
        "market": "gb",
        "current": current,
        "use": UseHistory(date(2021, 1, 1)),
        "agreed_rule": RULE,
    }
    return Request(**{**usual, **changes})


def plan_of(request: Request) -> Plan:
    """The plan that a request makes."""
    plan = propose(request, FORMULARY).plan
    assert plan is not None
    return plan


def moment(day: date, hour: int = 21) -> datetime:
    """A time of a day."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


@dataclass
class Life:
    """One person's journal and plan; ``flagged`` is the day of a planted red flag."""

    kind: Kind
    random: Random
    request: Request
    plan: Plan
    entries: list[Entry] = field(default_factory=list)
    flagged: date | None = None
    versions: list[Plan] = field(default_factory=list)

    @classmethod
    def of(cls, kind: Kind, seed: int, request: Request | None = None) -> "Life":
        """A life of a kind; the same seed gives the same one."""
        request = request or request_of()
        plan = plan_of(request)
        random = Random(f"{kind}/{seed}")
        life = cls(kind, random, request, plan, versions=[plan])
        if kind is Kind.RED_FLAG:
            life.flagged = START + timedelta(days=random.randrange(20, 200))
        for back in range(14, 0, -1):
            life.feel(START - timedelta(days=back))
        return life

    @property
    def journal(self) -> Journal:
        """Everything written so far."""
        return Journal.of(self.entries)

    def visits(self, days: int) -> Iterator[Adaptation]:
        """Live so many days; give what the rule proposes every 14 days."""
        for number in range(days):
            day = START + timedelta(days=number)
            if number and number % VISIT_DAYS == 0:
                yield self.visit(day)
            self.live(day)

    def visit(self, day: date) -> Adaptation:
        """See what the rule proposes, and accept what a person may."""
        proposed = adapt(self.plan, self.request, self.journal, day, FORMULARY)
        if proposed.plan is not None and not proposed.needs_prescriber:
            self.plan = proposed.accepted(EntryAuthor.PERSON)
            assert proposed.proposal is not None
            self.request = proposed.proposal.request
            self.versions.append(self.plan)
        return proposed

    def live(self, day: date) -> None:
        """One day: doses, ratings, a night, and what this kind goes through."""
        self.take(day)
        if self.kind is not Kind.SILENT or day.weekday() == 0:
            self.feel(day)
        if day.weekday() == 0:
            self.sleep(day)
        if day.day == 1:
            answers = tuple(self.random.choice((0, 0, 1)) for _ in GAD_7.items)
            self.write(day, ScaleAnswers(GAD_7, answers))
        self.events(day)

    def events(self, day: date) -> None:
        """What happens once in a life of this kind."""
        if day == self.flagged:
            self.write(day, RedFlagAnswers(frozenset({RedFlag.CONFUSION})))
        if self.flagged is not None and day == self.flagged + timedelta(days=30):
            self.write(
                day, Clearance(frozenset(RedFlag), "Dr Example"), EntryAuthor.PRESCRIBER
            )
        if self.kind is Kind.CO_DRUG and day == START + timedelta(days=60):
            self.write(day, CoDrugEntry("omeprazole", starts=True))
        if self.kind is Kind.EARLY_RUN_OUT and day == START + timedelta(days=90):
            self.write(day, Note("The tablets go faster than they should this month."))

    def take(self, day: date) -> None:
        """The doses of the plan, as this kind takes them."""
        step = next((s for s in self.plan.steps if s.start <= day < s.end), None)
        if step is None:
            if self.kind is Kind.FAILED_JUMP and day >= self.plan.end:
                for dose in self.plan.steps[-1].doses:
                    self.write(
                        day, DoseEntry(Intake.EXTRA, dose.drug, amount=dose.amount)
                    )
            return
        for dose in step.doses:
            if self._forgets(day):
                self.write(day, DoseEntry(Intake.MISSED, dose.drug, dose.time))
                continue
            self.write(day, DoseEntry(Intake.TAKEN, dose.drug, dose.time, dose.amount))
            if self.kind is Kind.EARLY_RUN_OUT and self.random.random() < 0.2:
                self.write(day, DoseEntry(Intake.EXTRA, dose.drug, amount=dose.amount))

    def _forgets(self, day: date) -> bool:
        """Wednesdays and Saturdays are hard for somebody who misses doses."""
        hard = self.kind is Kind.MISSED_DOSES and day.weekday() in (2, 5)
        return hard and self.random.random() < 0.8

    def feel(self, day: date) -> None:
        """A rating of anxiety: quiet, or rising and easing after each cut."""
        level = 1 + self.random.choice((0, 0, 0, 1))
        if self.kind is Kind.WAVY:
            level += self._wave(day)
        if self.kind is Kind.FAILED_JUMP and day >= self.plan.end:
            level += 7
        self.write(day, SymptomRating("anxiety", min(level, 10)))

    def _wave(self, day: date) -> int:
        cuts = [step.start for step in self.plan.steps if step.start <= day]
        since = (day - cuts[-1]).days if cuts else 99
        return (0, 2, 4, 5, 5, 5, 4, 3, 3, 2, 1, 1)[since] if since < 12 else 0

    def sleep(self, day: date) -> None:
        """The night before a Monday."""
        evening = moment(day - timedelta(days=1), 22)
        self.write(
            day,
            Night(
                evening,
                evening + timedelta(minutes=20),
                evening + timedelta(hours=8),
                evening + timedelta(hours=8, minutes=30),
                latency_min=self.random.randrange(10, 60),
                awakenings=2,
                awake_min=self.random.randrange(0, 60),
                quality=self.random.randrange(2, 6),
            ),
        )

    def write(
        self, day: date, content: Content, author: EntryAuthor = EntryAuthor.PERSON
    ) -> None:
        """Add an entry."""
        number = f"{self.kind}-{len(self.entries)}"
        at = moment(day)
        self.entries.append(Entry(number, author, at, at, content))
