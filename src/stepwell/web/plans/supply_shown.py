"""What has to be collected next, and how long it lasts, from a plan document."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from stepwell.documents.paper.handed_out import handed_out
from stepwell.documents.wording import day_words
from stepwell.formulary import Formulary, load_formulary
from stepwell.interop.errors import InputError
from stepwell.interop.request_reader import read_request


@dataclass(frozen=True, slots=True)
class SupplyShown:
    """The next amounts with the day by which each has to be there, and the notes.

    ``lasts_until`` is the last day for which these amounts are counted.
    """

    collect: tuple[tuple[str, str], ...]
    lasts_until: str
    notes: tuple[str, ...]


def supply_shown(document: Mapping[str, Any], today: date) -> SupplyShown:
    """Say what is to be collected from a day on."""
    rows = [each for each in document["supply"] if _is_open(each["collect_by"], today)]
    first = [each for each in rows if each["from"] == rows[0]["from"]]
    names = product_names(document, [each["product"] for each in first])
    collect = tuple(
        (
            handed_out(each["hand_out"], each["unit"], names[each["product"]]),
            day_words(date.fromisoformat(each["collect_by"])),
        )
        for each in first
    )
    notes = tuple(
        each["text"]
        for each in document["supply_notes"]
        if each["act_by"] is None or _is_open(each["act_by"], today)
    )
    last = day_words(date.fromisoformat(first[0]["to"])) if first else ""
    return SupplyShown(collect, last, notes)


def _is_open(day: str | None, today: date) -> bool:
    return day is not None and day >= today.isoformat()


def product_names(document: Mapping[str, Any], ids: Iterable[str]) -> dict[str, str]:
    """The names of products; one that is not known any more is called by its id."""
    known = _known(document).products
    return {
        each: f"{known[each].drug} {known[each].name}" if each in known else each
        for each in ids
    }


def _known(document: Mapping[str, Any]) -> Formulary:
    """What is known of products, with those that the request of a plan brought."""
    known = load_formulary()
    if not document["request"].get("custom_products"):
        return known
    try:
        brought = read_request(document["request"], known).custom_products
    except InputError:  # written with other data; the ids are shown instead
        return known
    return known.with_products(brought)
