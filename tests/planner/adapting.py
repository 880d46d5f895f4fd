"""Small helpers that lay a life beside a plan, for the tests of the agreed rule.

The plan: diazepam at bedtime, 20 mg until it begins on 4 January 2027; then 2 mg less
every 14 days from tablets alone, so 18, 16, 14, 12, 10, 8 and 6 mg; then 1 mg less a
step to 1 mg, and nothing from 21 June 2027 on.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

from tests.factories import FORMULARY, START, Doses, make_request
from tests.journal.entries import entry, missed

from stepwell.journal.entry import (
    Content,
    DoseEntry,
    Entry,
    EntryAuthor,
    Intake,
    SymptomRating,
)
from stepwell.journal.journal import Journal
from stepwell.plan.agreed_rule import AgreedRule, Response
from stepwell.plan.finding import Severity
from stepwell.plan.plan import Plan, Step
from stepwell.plan.regimen import NOTHING_TAKEN, Regimen
from stepwell.plan.request import Author, Goal, Method, PaceWish, Request, Shape
from stepwell.plan.schedule import Schedule
from stepwell.plan.times import DoseTime
from stepwell.planner import propose
from stepwell.planner.adapt import adapt
from stepwell.planner.adaptation import Adaptation
from stepwell.quantities import Mass
from stepwell.sources import load_bibliography


MG = 1_000_000
FORTNIGHT = timedelta(days=14)
BEFORE_THE_PLAN = 14
AGREED = AgreedRule(agreed_with="Dr Example", agreed_on=date(2027, 1, 2))
NOBODY = AgreedRule()
DIAZEPAM_20: Doses = {("diazepam", "bedtime"): "20 mg"}
LINEAR = PaceWish(shape=Shape.LINEAR, amount=Mass.mg(2), step_days=14)


def asked(current: Doses = DIAZEPAM_20, **changes: Any) -> Request:
    """The request of the plan above, with a rule that a prescriber agreed to."""
    usual = {"market": "gb", "pace": LINEAR, "liquids": False, "agreed_rule": AGREED}
    return make_request(current, **{**usual, **changes})


@cache
def planned(request: Request) -> Plan:
    """The plan of a request, which has to be there and unrefused."""
    proposal = propose(request, FORMULARY)
    assert not proposal.is_refused, proposal.findings
    assert proposal.plan is not None
    return proposal.plan


REQUEST = asked()
PLAN = planned(REQUEST)


def after(days: int, day: date = START) -> date:
    """So many days later; by default after the plan began."""
    return day + timedelta(days=days)


def days_until(day: date, count: int) -> Iterator[date]:
    """So many days, the last of them the given one."""
    return (day - timedelta(days=back) for back in reversed(range(count)))


def regimen_on(plan: Plan, day: date) -> Regimen:
    """What a plan says for a day."""
    if day < plan.start:
        return plan.before
    for step in plan.steps:
        if step.start <= day < step.end:
            return step.regimen
    return NOTHING_TAKEN if plan.stop_date else plan.final_dose


def as_planned(
    plan: Plan, days: Iterable[date], but: Mapping[date, str] | None = None
) -> Iterator[Entry]:
    """Every dose of some days taken as planned; ``but`` is another mg at a day."""
    other = but or {}
    for day in days:
        for (drug, time), amount in regimen_on(plan, day).amounts.items():
            mg = other.get(day)
            if mg == "0":
                yield entry(DoseEntry(Intake.MISSED, drug, time), day)
            else:
                taken = Mass.mg(mg) if mg else amount
                yield entry(DoseEntry(Intake.TAKEN, drug, time, taken), day)


def rated(days: Iterable[date], rating: int, symptom: str = "anxiety") -> list[Entry]:
    """The same rating on some days."""
    return [entry(SymptomRating(symptom, rating), day) for day in days]


def wrote(content: Content, day: date, by: EntryAuthor = EntryAuthor.PERSON) -> Entry:
    """One more entry."""
    return entry(content, day, author=by)


def usual_days(rating: int = 1, start: date = START) -> list[Entry]:
    """The 14 days before the plan, with a rating each."""
    return rated(days_until(start - timedelta(days=1), BEFORE_THE_PLAN), rating)


def proposed(
    on: date,
    *entries: Iterable[Entry] | Entry,
    request: Request = REQUEST,
    plan: Plan | None = None,
) -> Adaptation:
    """What the rule proposes on a day, by entries or lists of them."""
    plan = plan or planned(request)
    return adapt(plan, request, journal_of(*entries), on, FORMULARY)


def journal_of(*entries: Iterable[Entry] | Entry) -> Journal:
    """A journal of entries or lists of them."""
    written: list[Entry] = []
    for each in entries:
        written += [each] if isinstance(each, Entry) else each
    return Journal.of(written)


def mg_of(plan: Plan, drug: str = "diazepam") -> list[float]:
    """The total of each step, in mg."""
    return [step.regimen.total(drug).nanograms / MG for step in plan.steps]


def rows(plan: Plan, drug: str = "diazepam") -> list[tuple[float, date, int]]:
    """Total in mg, first day and days of each step."""
    return [
        (mg, step.start, step.days)
        for mg, step in zip(mg_of(plan, drug), plan.steps, strict=True)
    ]


def shifted(steps: Iterable[Step], days: int, number: int) -> tuple[Step, ...]:
    """The steps so many days later, numbered from a number on."""
    wait = timedelta(days=days)
    return tuple(
        replace(step, number=place, start=step.start + wait)
        for place, step in enumerate(steps, start=number)
    )


def words(found: Adaptation) -> str:
    """All reasons of a proposal."""
    return " ".join(each.text for each in found.because)


def check_version(found: Adaptation) -> Plan:
    """The proposed plan, which begins on the day and passes the review (H07).

    Its reasons cite works that exist.
    """
    assert found.plan is not None
    assert {each.source for each in found.because} <= set(load_bibliography())
    assert found.plan.start == found.on
    assert found.proposal is not None
    assert found.proposal.plan == found.plan
    assert found.proposal.request.start == found.on
    stops = [f for f in found.proposal.findings if f.severity is Severity.STOP]
    assert not stops
    return found.plan


DAY_13, ON = after(13), after(14)
"""The morning of the second change, after 14 days of 18 mg."""
LAST_14 = tuple(days_until(after(13), 14))


def dose(mg: str) -> DoseEntry:
    """Diazepam at bedtime."""
    return DoseEntry(Intake.TAKEN, "diazepam", DoseTime.BEDTIME, Mass.mg(mg))


def took(*mg: str, until: date = DAY_13) -> list[Entry]:
    """Doses at bedtime on the last days, one a day; ``0`` is missed, empty unknown."""
    days = days_until(until, len(mg))
    content = {"0": missed("diazepam")}
    return [
        wrote(content.get(each) or dose(each), day)
        for each, day in zip(mg, days, strict=True)
        if each
    ]


def felt(*ratings: int | None, until: date = ON) -> list[Entry]:
    """Ratings of the last days, one a day; None where nothing was written."""
    days = days_until(until, len(ratings))
    pairs = zip(ratings, days, strict=True)
    return [each for r, day in pairs if r is not None for each in rated([day], r)]


def rule(**responses: Response) -> Request:
    """The request with other responses."""
    return asked(agreed_rule=replace(AGREED, **responses))


def held(plan: Plan, days: int, more: int) -> list[tuple[float, date, int]]:
    """The plan's rows from a day on, with the step in force held so much longer."""
    on = after(days)
    now = next(step for step in plan.steps if step.start < on <= step.end)
    wait = on + timedelta(days=more) - now.end
    first = (mg_of(plan)[now.number - 1], on, more)
    return [first, *((mg, s + wait, d) for mg, s, d in rows(plan)[now.number :])]


def next_change(plan: Plan, on: date) -> date:
    """The first day from a day on with another dose than the day before."""
    periods = Schedule.of_plan(plan).periods
    return min(
        later.start
        for earlier, later in pairwise(periods)
        if later.regimen != earlier.regimen and later.start >= on
    )


LOWER = asked(goal=Goal(reduce_to=Mass.mg(12)))
"""The same, to 12 mg and no further."""
CROSSING = make_request(
    market="gb",
    method=Method.CROSSOVER,
    author=Author.PRESCRIBER,
    agreed_rule=AGREED,
)
"""Lorazepam 1 mg twice a day to diazepam: a swap of 7 days, and one of 14."""

LASTING = [*usual_days(), *felt(*[5] * 15)]
MODERATE = [*usual_days(), *felt(1, 1, 1, 1, 1, 1, 1, 1, 4, 4, 4, 4)]
MILD = [*usual_days(), *felt(3, 3, 3, 3)]
SEVERE = [*usual_days(), *felt(8, 3, 7)]
IN_STEP_2 = after(20)
TOLERATED = felt(1, 1, 1, 1, until=after(13))
HARD = [*usual_days(), *TOLERATED, *felt(8, 8, until=IN_STEP_2)]
