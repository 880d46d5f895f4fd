"""G21: with a bipolar or psychotic disorder, poor nights hold the plan."""

from collections.abc import Iterator
from datetime import date, timedelta

from stepwell.journal.nights import Night
from stepwell.plan.finding import Severity
from stepwell.plan.person import Flag
from stepwell.safety.case import Case
from stepwell.safety.lived import Lived
from stepwell.safety.rule import Hit, Rule


POOR_NIGHTS = 2
"""So many nights in a row (the number is ours: ``stepwell_proposal``)."""
SHORT_SLEEP = timedelta(hours=5)
POOR_QUALITY = 2
RECENT = timedelta(days=7)


def check(case: Case) -> Iterator[Hit]:
    """Find two poor nights in a row in the last week."""
    if case.lived is None or not case.person.has_any(Flag.BIPOLAR_OR_PSYCHOSIS):
        return
    run = poor_nights_in_a_row(case.lived)
    if len(run) >= POOR_NIGHTS:
        yield Hit(
            f"The nights up to {run[-1]} were poor, {len(run)} in a row, and lost sleep"
            " can start an episode: change no dose, and reach your care team today or"
            " tomorrow."
        )


def poor_nights_in_a_row(lived: Lived) -> list[date]:
    """The longest run of poor nights in the last week; an unknown night ends it."""
    poor = {
        night.morning
        for _, night in lived.journal.of_kind(Night)
        if lived.on - RECENT < night.morning <= lived.on and is_poor(night)
    }
    runs: list[list[date]] = [[]]
    for morning in sorted(poor):
        if runs[-1] and morning - runs[-1][-1] > timedelta(days=1):
            runs.append([])
        runs[-1].append(morning)
    return max(reversed(runs), key=len)


def is_poor(night: Night) -> bool:
    """Tell whether a night was short or felt poor (bounds ``stepwell_proposal``)."""
    felt_poor = night.quality is not None and night.quality <= POOR_QUALITY
    return felt_poor or night.total_sleep < SHORT_SLEEP


RULE = Rule(
    id="G21",
    title="Lost sleep with a bipolar or psychotic disorder",
    severity=Severity.CAUTION,
    source="asam2025pocket",
    would_change="settled nights, and word from your care team",
    check=check,
)
