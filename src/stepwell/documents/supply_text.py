"""What the pharmacy needs to hand out, as text: period by period."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby

from stepwell.documents.blocks import Block, Para
from stepwell.documents.finding_blocks import bullets, section
from stepwell.documents.supply_words import UNIT_WORDS
from stepwell.documents.views import PlanView
from stepwell.documents.wording import days_words
from stepwell.plan.proposal import Supply


NOTE = (
    "Extra for one hold: what is needed besides if the first step of the period is"
    " held for 14 days more. For a step back: what 14 days on the step before take"
    " beyond 14 days on this one; the end then moves by as much, so ask again."
    " Ask for each prescription 14 days before the last day for collecting it."
)


def supply_blocks(view: PlanView) -> Iterator[Block]:
    """Give what is urgent, the counts of each period, and the other notes."""
    names = dict(view.product_names)
    yield section("What the pharmacy needs to hand out")
    for note in view.supply_notes:
        if note.is_urgent:
            yield Para(note.text, "caution", mark="  * ")
    for _, rows in groupby(view.supply, key=lambda row: row.first_day):
        yield from _period(list(rows), names)
    yield Para(NOTE, "dim")
    yield from bullets(note.text for note in view.supply_notes if not note.is_urgent)


def _period(rows: list[Supply], names: Mapping[str, str]) -> Iterator[Block]:
    first, last = rows[0].first_day, rows[0].last_day
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    together = _together(rows)
    when = f", collect {together}" if together else ""
    yield Para(f"{first} to {last} ({days_words(days)}){when}", "strong")
    for row in rows:
        yield Para(_row(row, names[row.product], together), mark="  * ")


def _together(rows: list[Supply]) -> str:
    """When the first of a period's products is collected; empty if none is."""
    collected = [row for row in rows if row.collect_by is not None]
    if not collected:
        return ""
    return _collect(min(collected, key=lambda row: row.collect_by or ""))


def _collect(row: Supply) -> str:
    if row.collect_from is None:
        return f"by {row.collect_by}"
    if row.collect_from == row.collect_by:
        return f"on {row.collect_by}"
    return f"from {row.collect_from} to {row.collect_by}"


def _row(row: Supply, name: str, together: str) -> str:
    unit = UNIT_WORDS[row.unit]
    taken = f" ({row.count}{unit} taken)" if row.count != row.hand_out else ""
    when = ""
    if row.collect_by is None:
        taken = f"nothing new, {row.count}{unit} from what is at hand"
    else:
        taken = f"{row.hand_out}{unit}{taken}"
        if _collect(row) != together:
            when = f", collect {_collect(row)}"
    extras = [
        f"{what} {amount}{unit} more"
        for what, amount in (("one hold", row.spare), ("a step back", row.step_back))
        if amount != "0"
    ]
    return "; ".join([f"{name}: {taken}{when}", ", ".join(extras)]).removesuffix("; ")
