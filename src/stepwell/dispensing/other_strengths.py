"""What runs out at home: the drug, or only the strength that a plan uses (H08).

Without the drug there is a sudden stop; without a strength somebody stays on the dose
they take, made from the strengths at home, until the other one is there.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from stepwell.dispensing.day_table import DayTable, amount_of
from stepwell.dispensing.makeable import makeable_doses
from stepwell.dispensing.stock import Stock
from stepwell.dispensing.supply_notes import NoteKind, SupplyNote
from stepwell.formulary import Product, SmallestPiece
from stepwell.plan.plan import Plan, Step
from stepwell.plan.regimen import Regimen
from stepwell.plan.supply_wish import SupplyWish


def told_from_strengths(
    notes: Iterable[SupplyNote],
    plan: Plan,
    wish: SupplyWish,
    product_of: Callable[[str], Product],
    finest: SmallestPiece,
) -> tuple[SupplyNote, ...]:
    """The notes, with a warning told apart where the drug itself does not run out.

    ``finest`` is the smallest piece that the person takes.
    """
    stock = Stock(DayTable.of(plan), wish.cupboard)
    home = _Home(plan, stock, product_of, finest)
    told = (home.told(note) for note in notes)
    order = list(NoteKind)
    return tuple(sorted(told, key=lambda note: order.index(note.kind)))


@dataclass(frozen=True, slots=True)
class _Home:
    plan: Plan
    stock: Stock
    product_of: Callable[[str], Product]
    finest: SmallestPiece

    def told(self, note: SupplyNote) -> SupplyNote:
        """The note itself, or that only its strength is missing.

        ``until`` is then the last day for which the dose that was taken is at home.
        """
        if note.kind is not NoteKind.WARNING:
            return note
        assert note.product is not None
        assert note.day is not None
        days = self._days_without(self.product_of(note.product), note.day)
        if not days:
            return note
        until = note.day + timedelta(days=days - 1)
        return replace(note, kind=NoteKind.OTHER_STRENGTH, until=until)

    def _days_without(self, missing: Product, day: date) -> int:
        """For how many whole days the dose that was taken is at home.

        What that dose is made of, too, is there; how long it lasts is another note.
        A step that the count finds without its product was not begun.
        """
        since = self.stock.since
        begun = [step for step in self.plan.steps if step.start < day]
        before = [step for step in begun if day > since or step.end <= day]
        regimen = before[-1].regimen if before else self.plan.before
        left = dict(self._left(missing.drug, day))
        used = {*self._products_of(before[-1:], missing.drug)} - {missing}
        daily = self._daily({*left, *used}, regimen, missing.drug)
        days = [
            left[product] // much for product, much in daily.items() if product in left
        ]
        return int(min(days, default=Fraction(0)))

    def _products_of(self, steps: list[Step], drug: str) -> Iterator[Product]:
        """The products of a drug that some steps take."""
        parts = (p for step in steps for dose in step.doses for p in dose.parts)
        products = map(self.product_of, {part.product for part in parts})
        yield from (product for product in products if product.drug == drug)

    def _left(self, drug: str, day: date) -> Iterator[tuple[Product, Fraction]]:
        """What the days before a day leave of each product of a drug."""
        counted = self.stock.cupboard.amounts if self.stock.cupboard else ()
        for product_id, amount in counted:
            product = self.product_of(product_id)
            taken = self.stock.table.between(product_id, self.stock.since, day)
            if product.drug == drug and amount > taken:
                yield product, amount - taken

    def _daily(
        self, products: set[Product], regimen: Regimen, drug: str
    ) -> dict[Product, Fraction]:
        """How much of each product makes a day of a drug; empty where none does."""
        amounts = [amount.nanograms for amount in regimen.amounts_of(drug).values()]
        makeable = makeable_doses(products, self.finest, regimen.total(drug))
        if not all(amount in makeable.ways for amount in amounts):
            return {}
        by_id = {product.id: product for product in products}
        daily: dict[Product, Fraction] = {}
        for part in (part for amount in amounts for part in makeable.parts(amount)):
            product = by_id[part.product]
            daily[product] = daily.get(product, Fraction(0)) + amount_of(part)
        return daily
