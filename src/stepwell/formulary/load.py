"""Read the formulary from its data files: every key known, or a ValueError."""

import hashlib
import tomllib
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any, TypeVar

from stepwell.formulary.drug import Drug, Formulation
from stepwell.formulary.equivalence import BASIS, EquivalenceTable, Equivalent
from stepwell.formulary.formulary import Formulary
from stepwell.formulary.modifier import Modifier, ModifierKind, Span
from stepwell.formulary.product import MARKETS, Product, Score, SmallestPiece
from stepwell.quantities import Concentration, Mass
from stepwell.sources import Mark, Sourced


Entry = dict[str, Any]
T = TypeVar("T")

FORMULATION_WORDS = ("id", "form", "model", "grade", "grade_note")
FORMULATION_KEYS = (*FORMULATION_WORDS, "release", "works", "input")
INPUT_KEYS = ("fraction", "ka", "lag")
RELEASES = ("immediate", "extended")
MODIFIER_WORDS = (
    "analyte",
    "factor",
    "parameter",
    "observed",
    "note",
    "applies_to",
)
MODIFIER_WHOLES = ("from_age", "volume_age_divisor")
MODIFIER_SPANS = ("clearance", "volume")
MODIFIER_KEYS = (
    *MODIFIER_WORDS,
    *MODIFIER_WHOLES,
    *MODIFIER_SPANS,
    "kind",
    "multiplier",
    "mark",
    "works",
    "co_drugs",
    "passes",
)
SPAN_KEYS = ("low", "typical", "high")


@cache
def load_formulary() -> Formulary:
    """Read drugs, products and equivalence tables; the same object each time.

    Raises ValueError naming the file when one does not follow its schema.
    """
    data = files("stepwell.formulary").joinpath("data")
    digest = hashlib.sha256()
    drugs = _each(data.joinpath("drugs"), digest.update, _drug)
    markets = _each(data.joinpath("products"), digest.update, _products)
    tables = _each(data.joinpath("equivalence"), digest.update, _table)
    products = [product for market in markets for product in market]
    return Formulary(
        drugs=_by_id(drugs),
        products=_by_id(products),
        tables=_by_id(tables),
        fingerprint=f"sha256:{digest.hexdigest()}",
    )


def _each(
    folder: Traversable,
    hashed: Callable[[bytes], None],
    read: Callable[[Entry], T],
) -> list[T]:
    found = []
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        content = file.read_bytes()
        hashed(content)
        entry = tomllib.loads(content.decode("utf-8"), parse_float=Decimal)
        try:
            found.append(read(entry))
        except (KeyError, TypeError, ValueError) as problem:
            raise ValueError(f"{file.name}: {problem}") from problem
    return found


def _by_id(entries: list[Any]) -> Mapping[str, Any]:
    named: dict[str, Any] = {}
    for entry in entries:
        if entry.id in named:
            raise ValueError(f'the id "{entry.id}" stands twice in the formulary')
        named[entry.id] = entry
    return MappingProxyType(named)


def _sourced(entry: Entry, works: tuple[str, ...] = ()) -> Sourced:
    plain = {**entry, "mark": Mark(entry["mark"])}
    value = plain.get("value")
    if isinstance(value, str):
        plain["text"] = plain.pop("value")
    for key in {"value", "low", "high"} & plain.keys():
        plain[key] = Decimal(plain[key])
    plain["works"] = tuple(entry.get("works", works))
    return Sourced(**plain)


def _drug(entry: Entry) -> Drug:
    formulations = entry.pop("formulation")
    return Drug(
        course=_sourced(entry.pop("course")),
        formulations=tuple(_formulation(each) for each in formulations),
        brand_names=tuple(entry.pop("brand_names", ())),
        also_written=tuple(entry.pop("also_written", ())),
        metabolites=tuple(entry.pop("metabolite", ())),
        modifiers=tuple(_modifier(each) for each in entry.pop("modifier", ())),
        codes=entry.pop("codes", {}),
        **entry,
    )


def _formulation(entry: Entry) -> Formulation:
    works = tuple(entry["works"])
    values = {
        name: _sourced(value, works)
        for name, value in entry.items()
        if isinstance(value, dict)
    }
    _check_keys(entry, (*FORMULATION_KEYS, *values))
    inputs = tuple(entry.get("input", ()))
    for portion in inputs:
        _check_keys(portion, INPUT_KEYS)
        for key in INPUT_KEYS:
            _sourced(portion[key], works)
    return Formulation(
        **{name: entry[name] for name in FORMULATION_WORDS if name in entry},
        extended_release=_is_extended(entry["release"]),
        works=works,
        values=MappingProxyType(values),
        inputs=inputs,
    )


def _modifier(entry: Entry) -> Modifier:
    _check_keys(entry, MODIFIER_KEYS)
    words = {name: entry[name] for name in MODIFIER_WORDS if name in entry}
    spans: Entry = {
        each: _span(entry[each]) for each in MODIFIER_SPANS if each in entry
    }
    wholes = {name: entry[name] for name in MODIFIER_WHOLES if name in entry}
    _check_kinds(words.values(), str)
    _check_kinds(wholes.values(), int)
    passes = entry.get("passes", False)
    _check_kinds([passes], bool)
    return Modifier(
        **words,
        **wholes,
        **spans,
        kind=ModifierKind(entry["kind"]),
        multiplier=str(entry.get("multiplier", "")),
        mark=Mark(entry["mark"]),
        works=_texts(entry["works"]),
        co_drugs=_texts(entry.get("co_drugs", [])),
        passes=passes,
    )


def _span(written: Any) -> Span:
    """One number, or a table of all three."""
    ends = written
    if not isinstance(written, dict):
        ends = dict.fromkeys(SPAN_KEYS, written)
    _check_keys(ends, SPAN_KEYS)
    return Span(*(_number(ends[key]) for key in SPAN_KEYS))


def _number(written: Any) -> Decimal:
    if not isinstance(written, int | Decimal) or isinstance(written, bool):
        raise ValueError(f'"{written}" is not a plain number')
    return Decimal(written)


def _texts(written: Any) -> tuple[str, ...]:
    if not isinstance(written, list):
        raise ValueError(f'"{written}" is not a list')
    _check_kinds(written, str)
    return tuple(written)


def _check_kinds(values: Iterable[Any], kind: type) -> None:
    for value in values:
        if type(value) is not kind:
            raise ValueError(f'"{value}" is not {kind.__name__}')


def _check_keys(entry: Entry, known: tuple[str, ...]) -> None:
    for key in entry:
        if key not in known:
            raise ValueError(f'the key "{key}" is not known')


def _is_extended(release: str) -> bool:
    if release not in RELEASES:
        raise ValueError(f'the release "{release}" is not known')
    return release == "extended"


def _products(entry: Entry) -> list[Product]:
    _check_keys(entry, ("market", "product"))
    products = [_product(each) for each in entry["product"]]
    for product in products:
        if entry["market"] not in MARKETS or product.market != entry["market"]:
            raise ValueError(f'{product.id} is not of the market "{entry["market"]}"')
    return products


def _product(entry: Entry) -> Product:
    strength = entry.pop("strength_mg", None)
    concentration = entry.pop("concentration_mg_per_ml", None)
    return Product(
        strength=None if strength is None else Mass.mg(strength),
        concentration=(
            None if concentration is None else Concentration.mg_per_ml(concentration)
        ),
        smallest_piece=SmallestPiece(entry.pop("smallest_piece", "whole")),
        score=Score(entry.pop("score", "unknown")),
        score_mark=Mark(entry.pop("score_mark", "unverified")),
        extended_release=_is_extended(entry.pop("release")),
        mark=Mark(entry.pop("mark")),
        works=tuple(entry.pop("works")),
        brands=tuple(entry.pop("brands", ())),
        **entry,
    )


def _table(entry: Entry) -> EquivalenceTable:
    if entry.get("basis", BASIS) != BASIS:
        raise ValueError(f'the basis is "{BASIS}", not "{entry["basis"]}"')
    cells = {drug: _cell(drug, cell) for drug, cell in entry.pop("drug").items()}
    return EquivalenceTable(cells=MappingProxyType(cells), **entry)


def _cell(drug: str, entry: Entry) -> Equivalent:
    point = entry.pop("point", None)
    cell = Equivalent(
        drug=drug,
        low=Mass.mg(entry.pop("low")),
        high=Mass.mg(entry.pop("high")),
        mark=Mark(entry.pop("mark")),
        point=None if point is None else Mass.mg(point),
        **entry,
    )
    one = cell.low if cell.point is None else cell.point
    if not cell.low or not cell.low <= one <= cell.high:
        raise ValueError(f"{drug}: the range has to be above zero and in order")
    return cell
