"""G02: the 14-day cap."""

from collections.abc import Iterator, Set

from stepwell.plan.finding import Severity
from stepwell.quantities.decimals import rounded_text
from stepwell.safety.cap import passes_cap
from stepwell.safety.case import Case
from stepwell.safety.falls import Fall, percent
from stepwell.safety.rule import Hit, Rule
from stepwell.safety.scale import Scale


def check(case: Case) -> Iterator[Hit]:
    """Find falls that break the cap, by the table in use or only by the other.

    A table that a person names does not lift a stop by the table of the market.
    """
    broken: set[int] = set()
    for scale in case.scales:
        for fall in _too_large(case, scale, broken):
            broken.add(fall.step)
            yield Hit(
                f"{_said(fall)}; the most is 25 % of the current dose, or a change of"
                " at most 1.25 mg of diazepam equivalent and 5 points of modelled"
                f" occupancy ({_named(case, scale)}).",
                step=fall.step,
            )
    other = case.scale.other
    for fall in _too_large(case, other, broken):
        yield Hit(
            f"{_said(fall)}; that keeps the limit by {case.scale.table.id} and"
            f" breaks it by {other.table.id}, because the tables differ.",
            step=fall.step,
            severity=Severity.CAUTION,
            source=other.table.work,
        )


def _too_large(case: Case, scale: Scale, known: Set[int]) -> list[Fall]:
    """The falls that break the cap by a scale, at steps not known to."""
    return [
        fall
        for fall in case.falls_by(scale)
        if fall.step not in known and not passes_cap(fall.change)
    ]


def _named(case: Case, scale: Scale) -> str:
    table = scale.table.id
    if scale is case.scale:
        return table
    return f"{table}, which counts here whatever other table you name"


def _said(fall: Fall) -> str:
    change = fall.change
    return (
        f"At step {fall.step} the dose falls by {percent(change.fraction)} % of the"
        f" current dose within 14 days ({rounded_text(change.fall, 2)} mg of diazepam"
        f" equivalent, {rounded_text(change.points, 1)} points)"
    )


RULE = Rule(
    id="G02",
    title="The 14-day cap",
    severity=Severity.STOP,
    source="asam2025",
    would_change="smaller or later cuts, or a prescriber's override with a reason",
    check=check,
    yields=True,
)
