"""Support now: whom to call, and what helps until then."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stepwell.documents.wording import CALL_NOW
from stepwell.plan.person import RedFlag
from stepwell.safety.rules.g05_red_flags import ACTIONS
from stepwell.web.support.numbers import countries


SAME_DAY = (RedFlag.CANNOT_KEEP_DOSES_DOWN, RedFlag.RAN_OUT_OF_SUPPLY)
NOW = tuple(sign for sign in RedFlag if sign not in SAME_DAY)


@require_safe
def support(request: HttpRequest) -> HttpResponse:
    """Show it to everybody; nothing is asked, looked up or kept."""
    shown = {
        "place": "support",
        "countries": countries(),
        "call_now": CALL_NOW,
        "now": [ACTIONS[sign] for sign in NOW],
        "same_day": [ACTIONS[sign] for sign in SAME_DAY],
    }
    return render(request, "support.html", shown)
