"""The formulary: everything that exists, looked up by name."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from stepwell.formulary.drug import Drug
from stepwell.formulary.equivalence import EquivalenceTable
from stepwell.formulary.product import Product


class UnknownNameError(LookupError):
    """A name that is not in the formulary; the message offers the nearest ones."""


@dataclass(frozen=True, slots=True)
class Formulary:
    """Drugs, products and equivalence tables, with the hash of their data files."""

    drugs: Mapping[str, Drug]
    products: Mapping[str, Product]
    tables: Mapping[str, EquivalenceTable]
    fingerprint: str

    def drug(self, name: str) -> Drug:
        """Find a drug by its name; brand names and misspellings are only suggested.

        Raises UnknownNameError.
        """
        if name in self.drugs:
            return self.drugs[name]
        raise UnknownNameError(_unknown("drug", name, self._drug_names()))

    def product(self, product_id: str) -> Product:
        """Find a product by its id; raises UnknownNameError with the nearest ids."""
        if product_id in self.products:
            return self.products[product_id]
        known = {known_id: known_id for known_id in self.products}
        raise UnknownNameError(_unknown("product", product_id, known))

    def table(self, table_id: str) -> EquivalenceTable:
        """Find an equivalence table by its id; raises UnknownNameError."""
        if table_id in self.tables:
            return self.tables[table_id]
        known = {known_id: known_id for known_id in self.tables}
        raise UnknownNameError(_unknown("equivalence table", table_id, known))

    def products_of(self, drug: str, market: str) -> tuple[Product, ...]:
        """Products of a drug that a plan may use in a market, in file order."""
        return tuple(
            product
            for product in self.products.values()
            if product.drug == drug and product.market == market and product.planned
        )

    def with_products(self, extra: Iterable[Product]) -> "Formulary":
        """Give the same formulary with more products (compounded ones).

        Raises ValueError when one would take the place of another.
        """
        products = dict(self.products)
        for product in extra:
            if products.setdefault(product.id, product) != product:
                raise ValueError(f'the id "{product.id}" stands for another product')
        return replace(self, products=products)

    def _drug_names(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for drug in self.drugs.values():
            for name in (drug.id, *drug.also_written, *drug.brand_names):
                names[name.lower()] = drug.id
        return names


def _unknown(what: str, name: str, known: Mapping[str, str]) -> str:
    close = difflib.get_close_matches(name.lower(), known, n=3, cutoff=0.6)
    nearest = list(dict.fromkeys(known[match] for match in close))
    shown = name if len(name) <= 40 else name[:37] + "..."
    if nearest:
        return f'no {what} is called "{shown}"; the nearest: {", ".join(nearest)}'
    listing = "./stepwell drugs lists what is known"
    return f'no {what} is called "{shown}"; {listing}'
