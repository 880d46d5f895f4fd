"""G38: stopping when dependence is unlikely."""

from collections.abc import Iterator

from stepwell.plan.finding import Severity
from stepwell.safety.case import Case
from stepwell.safety.dependence import RARE_DAYS_PER_WEEK
from stepwell.safety.rule import Hit, Rule


QUICK = "alprazolam"


def check(case: Case) -> Iterator[Hit]:
    """Find a reduction after short, rare or low use: the prescriber decides."""
    if case.dependent:
        return
    undrafted = case.brief_or_rare and _leaves_pace_open(case)
    if not (undrafted or _stops(case)):
        return
    if undrafted:
        yield Hit(
            "Dependence is unlikely after this use, so Stepwell drafts no taper by"
            " itself: the guideline accepts both stopping and a short taper, and your"
            f" prescriber decides with you. {_way_on(case)}",
            severity=Severity.STOP,
        )
    else:
        yield Hit(
            "Dependence is unlikely after this use, but tell your prescriber about any"
            " new symptoms after a cut or after stopping: they can treat them, or"
            " restart the medicine and taper it with you."
        )
    if case.use.days_per_week > RARE_DAYS_PER_WEEK and QUICK in case.today.drugs:
        yield Hit(
            "Dependence can begin within days to weeks of daily use, and sooner with"
            " alprazolam than with others; ask about a taper before you stop.",
            source="fda2020",
        )


def _stops(case: Case) -> bool:
    if case.request is not None:
        return case.request.goal.stops
    schedule = case.schedule
    return schedule is not None and schedule.periods[-1].regimen.is_nothing


def _leaves_pace_open(case: Case) -> bool:
    request = case.request
    if request is None or case.by_prescriber:
        return False
    return request.pace.is_open


def _way_on(case: Case) -> str:
    ask = (
        "Ask them before you stop, and do not stop suddenly if you get new symptoms:"
        " tell them."
    )
    if case.use.days_per_week <= RARE_DAYS_PER_WEEK:
        return ask
    return f"{ask} A pace that you agreed with them and enter here will be drafted."


RULE = Rule(
    id="G38",
    title="Stopping when dependence is unlikely",
    severity=Severity.CAUTION,
    source="asam2025pocket",
    would_change="a pace agreed with your prescriber",
    check=check,
)
