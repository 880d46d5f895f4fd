"""What the page "How it has been" shows, from a journal and its plan.

Whoever asks for it names the day it is, and where its links lead.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.html import json_script

from stepwell.documents.journal_flags import flag_views
from stepwell.documents.lived_view import LivedView, lived_view
from stepwell.documents.lived_words import alternative, beside_words, in_doubt_words
from stepwell.documents.plan_levels import PlanLevels, plan_levels
from stepwell.documents.wording import listed
from stepwell.formulary import Formulary
from stepwell.journal.journal import Journal
from stepwell.plan.request import Request
from stepwell.plan.schedule import Planned
from stepwell.safety.scale import Scale, default_table
from stepwell.web.trends.chart_data import ChartData, chart_data
from stepwell.web.trends.chart_json import page_data, panels
from stepwell.web.trends.chart_words import day_table
from stepwell.web.trends.plain_svg import plain_svg


RANGES: dict[str, int | None] = {"4-weeks": 28, "3-months": 91, "all": None}
"""The days that may be asked for, each by its name in addresses."""
USUAL = "4-weeks"


class Compact(DjangoJSONEncoder):
    """JSON without spaces: a phone loads a few kilobytes less."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"separators": (",", ":")})


@dataclass(frozen=True, slots=True)
class RangeLink:
    """One of the ranges to choose from."""

    name: str
    address: str
    is_shown: bool


def trends_context(
    journal: Journal,
    plan: Planned,
    request: Request | None,
    formulary: Formulary,
    until: date,
    *,
    shown: str = USUAL,
    address: Callable[[str], str] = "?shown={}".format,
    picture: str = "",
) -> dict[str, Any]:
    """The context of ``trends.html``.

    ``request`` is that of the plan, None to draw no level.  ``shown`` is a name of
    RANGES, for which ``address`` gives the link; ``picture`` is the address at which
    `trends_picture` is served.  ``chart`` is None where there is nothing to draw, and
    ``ranges`` are empty where there is nothing on any day.
    """
    view = shown_days(journal, plan, until, shown)
    links = [RangeLink(each, address(each), each == shown) for each in RANGES]
    return {
        "flags": flag_views(journal),
        "ranges": links if view or lived_view(journal, plan, until) else [],
        "chart": None if view is None else _chart(view, plan, request, formulary),
        "picture": picture,
    }


def trends_picture(journal: Journal, plan: Planned, until: date, shown: str) -> bytes:
    """The picture for browsers without scripts and for paper, as SVG.

    Empty where there is nothing to draw; to be served as ``image/svg+xml``.
    """
    view = shown_days(journal, plan, until, shown)
    if view is None or not view.has_panels:
        return b""
    # Slow to import (matplotlib), so only when a picture is made.
    from stepwell.documents.lived_picture import lived_svg

    return plain_svg(lived_svg(view))


def shown_days(
    journal: Journal, plan: Planned, until: date, shown: str
) -> LivedView | None:
    """The last days of a range, as far as anything is known of them."""
    whole, days = lived_view(journal, plan, until), RANGES[shown]
    if whole is None or days is None:
        return whole
    since = until - timedelta(days=days - 1)
    if since <= whole.first:
        return whole
    return lived_view(journal, plan, until, since)


def plan_chart(
    view: LivedView, plan: Planned, request: Request | None, formulary: Formulary
) -> ChartData:
    """The lines of a view, with the levels that are modelled for its plan."""
    levels = None if request is None else _levels(plan, request, formulary)
    return chart_data(view, plan, levels)


def _levels(plan: Planned, request: Request, formulary: Formulary) -> PlanLevels:
    known = formulary.with_products(request.custom_products)
    table = request.equivalence or default_table(request.market)
    return plan_levels(plan, request, known, Scale.using(known, table))


def _chart(
    view: LivedView, plan: Planned, request: Request | None, formulary: Formulary
) -> dict[str, Any]:
    data = plan_chart(view, plan, request, formulary)
    drawn = panels(data)
    page = page_data(data, drawn)
    return {
        "title": view.title,
        "has_plan": view.has_plan,
        "has_picture": view.has_panels,
        "panels": drawn,
        "script": json_script(page, "trends-data", Compact),
        "last_place": data.length - 1,
        "last_day": page["says"][-1],
        "table": day_table(data),
        "in_words": alternative(view),
        "has_level": data.level is not None,
        "no_level": data.no_level,
        "has_lines": bool(page["changes"]),
        "has_waves": any(each.waves for each in data.symptoms),
        "undrawn": listed([each.name for each in view.undrawn]),
        "beside": list(beside_words(view)),
        "in_doubt": [] if view.sleep is None else list(in_doubt_words(view.sleep)),
    }
