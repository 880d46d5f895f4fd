"""Several plans side by side: a table of what differs, ready to be shown."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from stepwell import __version__
from stepwell.documents.emergency import what_this_is_not
from stepwell.documents.views import PlanView, StepView
from stepwell.documents.wording import (
    counted,
    day_words,
    days_words,
    listed,
)
from stepwell.plan.plan import Plan
from stepwell.quantities import count_text
from stepwell.quantities.decimals import rounded_text


NONE = "-"
SEVERITIES = ("stop", "lock", "caution", "info")


@dataclass(frozen=True, slots=True)
class Column:
    """One of the plans compared; ``plan`` is None when it is refused."""

    name: str
    view: PlanView
    plan: Plan | None


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """Plans side by side; ``rows`` hold a label and one cell for each column."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    reasons: tuple[tuple[str, str], ...]
    software: str = __version__

    @property
    def what_this_is_not(self) -> tuple[str, ...]:
        """The notices of the page."""
        return what_this_is_not(
            finding for column in self.columns for finding in column.view.findings
        )

    @property
    def all_refused(self) -> bool:
        """Tell whether there is no plan among them."""
        return all(column.view.refused for column in self.columns)


def comparison_view(columns: tuple[Column, ...]) -> ComparisonView:
    """Compare plans; of refused ones only the reasons are shown."""
    return ComparisonView(
        columns=columns,
        rows=tuple(
            (label, tuple(_cell(measure, column) for column in columns))
            for label, measure in MEASURES.items()
        ),
        reasons=tuple(
            (column.name, f"{group.rule}: {group.text}")
            for column in columns
            for group in column.view.groups
            if group.severity == "stop"
        ),
    )


def _cell(measure: Callable[[Column], str], column: Column) -> str:
    if column.view.refused and measure is not _outcome and measure is not _findings:
        return NONE
    return measure(column)


def _outcome(column: Column) -> str:
    return column.view.outcome


def _stop(column: Column) -> str:
    stop = column.view.stop_date
    return day_words(stop) if stop else "a lower dose goes on"


def _length(column: Column) -> str:
    steps = column.view.steps
    days = sum(step.days for step in steps)
    return f"{days_words(days)} in {counted(len(steps), 'step')}"


def _largest(column: Column) -> str:
    largest = max(column.view.steps, key=lambda step: Fraction(step.percent))
    return f"{largest.percent} % (step {largest.number})"


def _pieces(column: Column) -> str:
    return str(max(_pieces_of(step) for step in column.view.steps))


def _pieces_of(step: StepView) -> int:
    """Whole tablets, broken ones and volumes to take on a day."""
    pieces = 0
    for dose in step.doses:
        for part in dose.take:
            pieces += 1 if part.volume_ml else -(-_quarters(part.count) // 4)
    return pieces


def _quarters(count: str) -> int:
    return int(4 * sum(Fraction(each) for each in count.split()))


def _products(column: Column) -> str:
    return listed([name for _, name in column.view.product_names])


def _swings(column: Column) -> str:
    said = [
        f"{levels.drug} {quantity.typical or 'gone between doses'}"
        for levels in column.view.levels
        for quantity in levels.quantities
        if quantity.id == "peak_trough_ratio"
    ]
    return "; ".join(said) or "not drawn"


def _change_over(column: Column) -> str:
    return " ".join(column.view.change_over[:2]) or "the drug stays the same"


def _findings(column: Column) -> str:
    found = Counter(finding.severity.value for finding in column.view.findings)
    return ", ".join(f"{found[each]} {each}" for each in SEVERITIES if found[each])


def _supply(column: Column) -> str:
    names = dict(column.view.product_names)
    sums: dict[tuple[str, str], Fraction] = {}
    for row in column.view.supply:
        key = (row.product, row.unit)
        sums[key] = sums.get(key, Fraction(0)) + _counted(row.count)
    return "; ".join(
        f"{_exact(total, unit)} of {names[product]}"
        for (product, unit), total in sums.items()
    )


def _exact(total: Fraction, unit: str) -> str:
    """Tablets and their pieces, or millilitres to the microlitre; nothing rounded."""
    return f"{rounded_text(total, 3)} ml" if unit == "ml" else count_text(total)


def _counted(count: str) -> Fraction:
    return sum((Fraction(part) for part in count.split()), Fraction(0))


MEASURES: dict[str, Callable[[Column], str]] = {
    "Outcome": _outcome,
    "Without it from": _stop,
    "Takes": _length,
    "Largest step": _largest,
    "Most pieces a day": _pieces,
    "Day's highest over lowest level (modelled)": _swings,
    "Level while the drug changes (modelled)": _change_over,
    "Findings": _findings,
    "Products": _products,
    "Needed in all": _supply,
}
"""What is compared, in the order of the table."""
