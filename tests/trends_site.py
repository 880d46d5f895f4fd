"""A site for tests with the page "How it has been", of people who are invented.

It is a URLconf: everything of the real site, and below ``trends/`` the page of each
journal.  Accounts and what they keep are no part of it.
"""

from datetime import date, timedelta
from functools import cache
from pathlib import Path

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import include, path, reverse

from curves import (
    FORMULARY,
    LORAZEPAM_TWICE,
    crossed_over,
    example,
    example_request,
)
from factories import make_request
from journal.entries import answers, dose, entry, extra, journal, missed, night, rating
from stepwell.interop.journal_reader import read_journal
from stepwell.plan.person import RedFlag
from stepwell.plan.schedule import Schedule
from stepwell.web.trends.page import trends_context, trends_picture


FOLDER = Path(__file__).parents[1] / "examples" / "journals"
DAY = timedelta(days=1)


@cache
def hard():
    """The journal of an example, beside its plan; ends on 31 January 2027."""
    name = "lorazepam-us"
    text = (FOLDER / f"{name}-hard.csv").read_text(encoding="utf-8")
    written = read_journal(text, FORMULARY, zone=None)
    return written, example(name)[2].plan, example_request(name), date(2027, 1, 31)


@cache
def rich():
    """Two drugs, five symptoms, sleep, gaps, and doses of every kind of answer."""
    curve = crossed_over()
    plan, request = curve.plan, crossed_over_request()
    schedule, made = Schedule.of_plan(plan), []
    planned = {
        period.start + number * DAY: period.regimen
        for period in schedule.periods
        for number in range(min(period.days, 400))
    }
    for place in range(-13, 100):
        day = plan.start + place * DAY
        if day >= plan.start and place % 11 != 5:
            for (drug, when), amount in planned[day].amounts.items():
                given = dose(amount.mg_text, drug, str(when))
                if place % 17 == 9:
                    given = missed(drug, str(when))
                made.append(entry(given, day))
        if place % 23 == 12:
            made.append(entry(extra("0.5", "lorazepam"), day))
        if place % 9 not in (3, 4):
            hours = timedelta(hours=5, minutes=10 * ((place * 7) % 15))
            made.append(entry(night(day, hours), day, name=f"night-{place}"))
        for shift, symptom in enumerate(SYMPTOMS):
            if (place + 3 * shift) % 8 > 1:
                swing = 4 if 3 <= place % 28 < 12 else 0
                number = min(10, 1 + swing + (place * 3 + shift) % 3)
                made.append(entry(rating(number, symptom), day))
    return journal(*made), plan, request, plan.start + 95 * DAY


SYMPTOMS = ("anxiety", "insomnia", "tremor", "headache", "fatigue")


def crossed_over_request():
    """The request of the crossover."""
    return make_request(LORAZEPAM_TWICE, market="gb")


@cache
def empty():
    """A plan, and nothing written down."""
    _, plan, request, until = hard()
    return journal(), plan, request, until


@cache
def flagged():
    """The same person, who had a seizure on the last day."""
    written, plan, request, until = hard()
    seizure = entry(answers([RedFlag.SEIZURE]), until)
    return written.merged(journal(seizure)), plan, request, until


LIVES = {"hard": hard, "rich": rich, "empty": empty, "flagged": flagged}


def page(request, name, shown):
    written, plan, asked, until = LIVES[name]()
    context = trends_context(
        written,
        plan,
        asked,
        FORMULARY,
        until,
        shown=shown,
        address=lambda each: reverse("trends", args=[name, each]),
        picture=reverse("trends-picture", args=[name, shown]),
    )
    return render(request, "trends.html", context)


def picture(request, name, shown):
    written, plan, _, until = LIVES[name]()
    drawn = trends_picture(written, plan, until, shown)
    return HttpResponse(drawn, content_type="image/svg+xml")


urlpatterns = [
    path("", include("stepwell.web.config.urls")),
    path("trends/<name>/<shown>/picture", picture, name="trends-picture"),
    path("trends/<name>/<shown>", page, name="trends"),
]
