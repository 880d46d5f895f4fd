"""A request: the same keys from JSON and from TOML (contract 4.2)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from stepwell.formulary import Formulary, SmallestPiece
from stepwell.interop.errors import InputError
from stepwell.interop.fields import (
    Fields,
    read_choice,
    read_day,
    read_whole,
    read_yes_or_no,
)
from stepwell.interop.names import read_market, table_reader
from stepwell.interop.red_flags import help_first
from stepwell.interop.request_agreed_rule import read_agreed_rule
from stepwell.interop.request_care import read_care
from stepwell.interop.request_co_drugs import read_co_drugs
from stepwell.interop.request_crossover import read_crossover
from stepwell.interop.request_current import (
    UNSAFE_DRUGS,
    check_plausible,
    read_current,
)
from stepwell.interop.request_earlier import read_earlier
from stepwell.interop.request_goal import read_goal
from stepwell.interop.request_method import read_method, read_overrides
from stepwell.interop.request_pace import read_pace
from stepwell.interop.request_person import read_person, read_use
from stepwell.interop.request_products import (
    read_chosen_products,
    read_custom_products,
    refuse_liquids,
)
from stepwell.interop.request_supply import supply_reader
from stepwell.plan.person import Person
from stepwell.plan.request import (
    MOST_PIECES,
    Author,
    CurrentDose,
    Goal,
    Method,
    PaceWish,
    Request,
)
from stepwell.plan.supply_wish import SupplyWish
from stepwell.plan.times import DoseTime
from stepwell.safety.case import regimen_of
from stepwell.safety.scale import Scale, default_table


REQUEST_KEYS = (
    "start",
    "market",
    "current",
    "using_since",
    "days_per_week",
    "person",
    "goal",
    "pace",
    "method",
    "products",
    "custom_products",
    "smallest_piece",
    "most_pieces_a_dose",
    "liquids",
    "reduce_first",
    "equivalence",
    "author",
    "overrides",
    "co_drugs",
    "crossover",
    "care",
    "supply",
    "agreed_rule",
    "earlier",
)


def read_request(
    document: Mapping[str, Any], formulary: Formulary, field: str = ""
) -> Request:
    """Read a request; raises InputError naming the first field that is wrong.

    ``field`` is where the request stands within another document, if in one.
    When the document also shows a red flag, the help needed now is said first.
    """
    try:
        return _request(document, formulary, field)
    except InputError as problem:
        raise help_first(document, problem) from None


def _request(document: Mapping[str, Any], formulary: Formulary, field: str) -> Request:
    fields = Fields.of(document, field, REQUEST_KEYS)
    start = fields.required("start", read_day)
    market = fields.required("market", read_market)
    listed = read_current(fields, formulary)
    current = tuple(dose for dose in listed if dose.drug not in UNSAFE_DRUGS)
    method, unsafe = read_method(fields, listed)
    author = fields.optional("author", read_choice(Author), Author.PERSON)
    equivalence = fields.optional("equivalence", table_reader(formulary), None)
    scale = Scale.using(formulary, equivalence or default_table(market))
    check_plausible(listed, scale, fields.at("current"))
    custom = read_custom_products(fields, formulary)
    liquids = fields.optional("liquids", read_yes_or_no, True)
    known = formulary.with_products(custom)
    products = _chosen(fields, known, market, current, method)
    if not liquids:
        refuse_liquids(products, known, fields.at("products"))
    finest = fields.optional(
        "smallest_piece", read_choice(SmallestPiece), SmallestPiece.HALF
    )
    return Request(
        start=start,
        market=market,
        current=current,
        use=read_use(fields, start),
        person=fields.optional("person", read_person, Person()),
        goal=_goal(fields, current, start, method),
        pace=fields.optional("pace", read_pace, PaceWish()),
        method=method,
        products=products,
        custom_products=custom,
        smallest_piece=finest,
        most_pieces=fields.optional(
            "most_pieces_a_dose", read_whole(1, MOST_PIECES), MOST_PIECES
        ),
        liquids=liquids,
        reduce_first=_reduce_first(fields, current),
        equivalence=equivalence,
        author=author,
        overrides=read_overrides(fields, author),
        co_drugs=read_co_drugs(fields),
        crossover=read_crossover(fields, known, regimen_of(current), method),
        care=read_care(fields, start),
        supply=fields.optional(
            "supply", supply_reader(known, finest, start), SupplyWish()
        ),
        agreed_rule=read_agreed_rule(fields, start),
        earlier=read_earlier(fields, known, start),
        unsafe_method=unsafe,
        unsafe_current=tuple(dose for dose in listed if dose.drug in UNSAFE_DRUGS),
    )


def _goal(
    fields: Fields, current: tuple[CurrentDose, ...], start: date, method: Method
) -> Goal:
    def read(value: Any, field: str) -> Goal:
        return read_goal(value, field, regimen_of(current), start, method)

    return fields.optional("goal", read, Goal())


def _chosen(
    fields: Fields,
    known: Formulary,
    market: str,
    current: tuple[CurrentDose, ...],
    method: Method,
) -> tuple[str, ...]:
    drugs = [dose.drug for dose in current]
    if method is not Method.DIRECT:
        drugs.append("diazepam")  # what a crossover leads to
    taken = tuple(dict.fromkeys(drugs))
    return read_chosen_products(fields, known, market, taken)


def _reduce_first(fields: Fields, current: tuple[CurrentDose, ...]) -> DoseTime | None:
    first = fields.optional("reduce_first", read_choice(DoseTime), None)
    times = [dose.time for dose in current]
    if first is not None and current and first not in times:
        sentence = (
            f"nothing is taken then; it is one of {', '.join(sorted(set(times)))}"
        )
        raise InputError.at(fields.at("reduce_first"), sentence)
    return first
