"""The files of a draft, made when they are asked for and kept nowhere."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _

from stepwell.documents import plan_csv, plan_json
from stepwell.documents.dose_view import dose_view
from stepwell.documents.paper.person_plan import Layout, person_plan_pdf
from stepwell.documents.paper.pharmacy_sheet import pharmacy_sheet_pdf
from stepwell.documents.paper.prescriber_letter import OtherWay, prescriber_letter_pdf
from stepwell.documents.paper.typeset import Sheet
from stepwell.documents.plan_ics import plan_ics, why_no_calendar
from stepwell.documents.plan_levels import plan_levels
from stepwell.planner.compare import other_methods
from stepwell.safety.scale import Scale
from stepwell.web.drafts.fields import Words
from stepwell.web.drafts.proposed import Proposed


LETTER_MARKETS = ("us", "ca")


@dataclass(frozen=True, slots=True)
class Paper:
    """A file: what it is for, its kind, and how it is made.

    ``of_refusals`` says that there is one of a refusal, too.
    """

    words: Words
    kind: str
    make: Callable[[Proposed], bytes]
    of_refusals: bool = False


def offered(proposed: Proposed, *, waits: bool = False) -> dict[str, Paper]:
    """The files that there are of a draft, by name; none where help comes first.

    A plan that waits, because it is held or was not looked at, has no calendar: it
    would go on to lower doses by itself (H17).
    """
    view = proposed.view
    if view.needs_help_now:
        return {}
    if view.refused:
        return {name: each for name, each in PAPERS.items() if each.of_refusals}
    without = {CALENDAR} if waits or why_no_calendar(view) else set()
    return {name: each for name, each in PAPERS.items() if name not in without}


def download(proposed: Proposed, name: str, *, waits: bool = False) -> HttpResponse:
    """One file of a draft as an answer; raises Http404 where there is none."""
    papers = offered(proposed, waits=waits)
    if name not in papers:
        raise Http404
    response = HttpResponse(papers[name].make(proposed), content_type=papers[name].kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def sheet_of(proposed: Proposed) -> Sheet:
    """The size of paper that is usual where the plan is followed."""
    return Sheet.LETTER if proposed.request.market in LETTER_MARKETS else Sheet.A4


def _plan(proposed: Proposed) -> bytes:
    return person_plan_pdf(proposed.view, sheet_of(proposed))


def _boxes(proposed: Proposed) -> bytes:
    return person_plan_pdf(proposed.view, sheet_of(proposed), Layout.CALENDAR)


def _letter(proposed: Proposed) -> bytes:
    """The letter, with the crossover beside what is proposed."""
    sheet, plan = sheet_of(proposed), proposed.proposal.plan
    if plan is None or proposed.view.refused:
        return prescriber_letter_pdf(proposed.view, sheet=sheet)
    known = proposed.formulary
    scale = Scale.using(known, proposed.proposal.table)
    chart = dose_view(plan, plan_levels(plan, proposed.request, known, scale))
    others = tuple(
        OtherWay(method, proposed.by(method).view)
        for method in other_methods(proposed.request)
    )
    return prescriber_letter_pdf(proposed.view, chart, others, sheet)


def _pharmacy(proposed: Proposed) -> bytes:
    return pharmacy_sheet_pdf(proposed.view, sheet_of(proposed))


def _text(make: Callable[..., str]) -> Callable[[Proposed], bytes]:
    return lambda proposed: make(proposed.view).encode()


PDF = "application/pdf"
CALENDAR = "stepwell-plan.ics"
PAPERS = {
    "stepwell-plan.pdf": Paper(_("On paper, to hold in your hands"), PDF, _plan, True),
    "stepwell-boxes.pdf": Paper(_("On paper, with a box for each day"), PDF, _boxes),
    "stepwell-letter.pdf": Paper(_("A letter to your prescriber"), PDF, _letter, True),
    "stepwell-pharmacy.pdf": Paper(_("A sheet for your pharmacy"), PDF, _pharmacy),
    CALENDAR: Paper(
        _("For your calendar, with neutral titles"), "text/calendar", _text(plan_ics)
    ),
    "stepwell-days.csv": Paper(_("Every day as a table"), "text/csv", _text(plan_csv)),
    "stepwell-plan.json": Paper(
        _("For Stepwell and other programs"), "application/json", _text(plan_json), True
    ),
}
