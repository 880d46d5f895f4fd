"""The single view of a review, and how it is made from a case."""

from collections.abc import Sequence

from stepwell import __version__
from stepwell.documents.citations import citations
from stepwell.documents.emergency import what_this_is_not
from stepwell.documents.finding_groups import finding_groups
from stepwell.documents.step_views import totals
from stepwell.documents.views import ReviewView
from stepwell.documents.wording import day_words, listed
from stepwell.plan.finding import Finding
from stepwell.plan.schedule import Schedule
from stepwell.safety.case import Case
from stepwell.sources import Bibliography


def review_view(
    case: Case,
    schedule: Schedule,
    findings: Sequence[Finding],
    works: Bibliography,
    warning: str = "",
) -> ReviewView:
    """Describe what a review of a schedule found; ``warning`` is said first."""
    return ReviewView(
        software=__version__,
        fingerprint=case.formulary.fingerprint,
        summary=_summary(case, schedule),
        findings=tuple(findings),
        groups=finding_groups(findings, _stop_number(schedule)),
        sources=citations((found.source for found in findings), works),
        what_this_is_not=what_this_is_not(findings),
        warning=warning,
    )


def _stop_number(schedule: Schedule) -> int | None:
    last = schedule.periods[-1]
    return last.number if last.regimen.is_nothing else None


def _summary(case: Case, schedule: Schedule) -> tuple[tuple[str, str], ...]:
    last = schedule.periods[-1]
    taken = listed([f"{mg} mg of {drug}" for drug, mg in totals(last.regimen)])
    today = listed([f"{mg} mg of {drug}" for drug, mg in totals(case.today)])
    since = case.use.since
    return (
        ("Taken today", today),
        ("Steps after today", str(len(schedule.periods) - 1)),
        ("Ends with", f"{taken or 'nothing'} from {day_words(last.start)}"),
        ("Taken since", day_words(since) if since else "not given, so taken as long"),
        ("Market", case.market),
        ("Compared by", f"{case.scale.table.name} ({case.scale.table.id})"),
    )
