"""Days of somebody's plan that documents are made of: what was written, what is said.

Diazepam 4 mg at bedtime in Britain, planned from 4 January 2027 on.
"""

from datetime import date, timedelta
from functools import cache

from journal.entries import answers, dose, entry, extra, journal, missed, phq9, rating
from simulated_people import FORMULARY, START, plan_of, request_of
from stepwell.documents.adaptation_view import adaptation_view
from stepwell.documents.journal_view import journal_view
from stepwell.interop.request_writer import request_document
from stepwell.journal.entry import Note
from stepwell.plan.person import RedFlag
from stepwell.planner.adapt import adapt
from stepwell.planner.asked import asked
from stepwell.sources import load_bibliography


WORKS = load_bibliography()
REQUEST = request_of()
PLAN = plan_of(REQUEST)
FIRST_END = PLAN.steps[0].end
IN_SECOND = FIRST_END + timedelta(days=10)
AFTER = PLAN.end + timedelta(days=10)


def days(first: date, until: date) -> list[date]:
    """Every day from one on until the day before another."""
    return [first + timedelta(days=number) for number in range((until - first).days)]


def felt(*numbers_from):
    """Ratings of anxiety: pairs of a number and the days that have it."""
    return [entry(rating(number), day) for number, held in numbers_from for day in held]


def taken(held, mg=None):
    """The doses of the plan on some days, or another amount."""
    planned = {
        day: step.regimen.total("diazepam")
        for step in PLAN.steps
        for day in days(step.start, step.end)
    }
    return [
        entry(dose(mg or planned[day].mg_text, "diazepam"), day, name=f"dose-{day}")
        for day in held
    ]


BEFORE = days(START - timedelta(days=14), START)
FIRST = days(START, FIRST_END)
SECOND = days(FIRST_END, IN_SECOND)
WELL = felt((1, BEFORE), (1, FIRST), (1, SECOND))
DAYS = {
    "silent": ([], IN_SECOND),
    "settled": (WELL, IN_SECOND),
    "settled on the day of a change": (WELL, FIRST_END),
    "mild": (felt((1, BEFORE), (2, FIRST)), FIRST_END),
    "moderate": (felt((1, BEFORE), (1, FIRST), (5, SECOND)), IN_SECOND),
    "lasting": (felt((1, BEFORE), (5, FIRST)), FIRST_END),
    "severe": (felt((1, BEFORE), (1, FIRST), (8, SECOND)), IN_SECOND),
    "more": (
        [
            *WELL,
            *taken([*FIRST, *SECOND]),
            *(entry(extra(1, "diazepam"), day) for day in SECOND[:3]),
        ],
        IN_SECOND,
    ),
    "less": ([*WELL, *taken(FIRST), *taken(SECOND, "3")], IN_SECOND),
    "nothing taken": (
        [entry(missed("diazepam"), day) for day in [*FIRST, *SECOND]],
        IN_SECOND,
    ),
    "before": (felt((1, BEFORE[:7])), BEFORE[7]),
    "begins": (felt((1, BEFORE)), START),
    "ended": (WELL, AFTER),
    "came back": (
        [*WELL, *(entry(extra(1, "diazepam"), day) for day in days(PLAN.end, AFTER))],
        AFTER,
    ),
    "red flag": ([*WELL, entry(answers([RedFlag.SEIZURE]), SECOND[1])], IN_SECOND),
    "words": ([*WELL, entry(Note("I want to die"), SECOND[1])], IN_SECOND),
    "thoughts": ([*WELL, entry(phq9(1, 2), SECOND[1])], IN_SECOND),
}
"""What was written, and the day that is looked at."""


def described(written, on, request=REQUEST, later=0, wish=None):
    """What is proposed for the plan of a request, and its view."""
    plan = plan_of(request)
    lived = (plan, request, journal(*written), on, FORMULARY)
    proposed = adapt(*lived) if wish is None else asked(wish, *lived)
    after = proposed.proposal
    document = request_document(after.request) if after is not None else None
    view = adaptation_view(
        proposed,
        plan,
        request.agreed_rule,
        FORMULARY,
        WORKS,
        document,
        later=later,
        wish=wish,
    )
    return proposed, view


@cache
def adapted(name):
    """The proposal of one of the days, and its view."""
    return described(*DAYS[name])


@cache
def looked_at(name, with_plan=True):
    """The view of the journal of one of the days."""
    return journal_view(journal(*DAYS[name][0]), PLAN if with_plan else None, WORKS)
