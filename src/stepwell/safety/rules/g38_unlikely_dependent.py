"""G38: stopping when dependence is unlikely."""

from collections.abc import Iterator

from stepwell.plan.finding import Severity
from stepwell.plan.person import Flag
from stepwell.safety.case import Case
from stepwell.safety.dependence import RARE_DAYS_PER_WEEK
from stepwell.safety.rule import Hit, Rule


SIGNS = (Flag.INTERDOSE_SYMPTOMS, Flag.PAST_SEVERE_WITHDRAWAL)
QUICK = "alprazolam"


def check(case: Case) -> Iterator[Hit]:
    """Find a wish to stop after short, rare or low use: the prescriber decides."""
    if case.dependent or not _stops(case):
        return
    if case.brief_or_rare and _leaves_pace_open(case):
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
    if case.use.days_per_week > RARE_DAYS_PER_WEEK:
        yield from _second_thoughts(case)


def _stops(case: Case) -> bool:
    if case.request is not None:
        return case.request.goal.stops
    schedule = case.schedule
    return schedule is not None and schedule.periods[-1].regimen.is_nothing


def _leaves_pace_open(case: Case) -> bool:
    request = case.request
    if request is None or case.by_prescriber:
        return False
    return request.pace.is_open and request.goal.by is None


def _way_on(case: Case) -> str:
    if case.use.days_per_week <= RARE_DAYS_PER_WEEK:
        return "Tell them about any new symptoms."
    return (
        "Tell them about any new symptoms; a pace that you agreed with them and enter"
        " here will be drafted."
    )


def _second_thoughts(case: Case) -> Iterator[Hit]:
    if case.person.has_any(*SIGNS):
        yield Hit(
            "Symptoms between doses, or a hard withdrawal before, can mean that your"
            " body depends on the medicine after all; ask about a taper before you"
            " stop.",
            source="asam2025pocket",
        )
    if QUICK in case.today.drugs:
        yield Hit(
            "Dependence can begin within days to weeks of daily use, and sooner with"
            " alprazolam than with others; ask about a taper before you stop.",
            source="fda2020",
        )


RULE = Rule(
    id="G38",
    title="Stopping when dependence is unlikely",
    severity=Severity.CAUTION,
    source="asam2025pocket",
    would_change="a pace agreed with your prescriber, or longer or more frequent use",
    check=check,
)
