"""Names of drugs in a pasted line; brands are refused with the name to write."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass

from stepwell.formulary import Formulary
from stepwell.interop.pasted.tokens import Line


LONGEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Names:
    """Drugs by their names, and other spellings by the drug, in small letters."""

    drugs: frozenset[str]
    others: Mapping[tuple[str, ...], str]

    @classmethod
    def of(cls, formulary: Formulary) -> "Names":
        """Gather the names of a formulary, those of products included."""
        others = {
            tuple(name.lower().replace("-", " ").split()): drug.id
            for drug in formulary.drugs.values()
            for name in (*drug.brand_names, *drug.also_written)
        }
        for product in formulary.products.values():
            for brand in product.brands:
                others.setdefault(tuple(brand.lower().split()), product.drug)
        return cls(frozenset(formulary.drugs), others)

    def read(self, line: Line, at: int) -> tuple[str, int] | None:
        """Read the name of a drug; raises InputError for another name of one."""
        for count in range(LONGEST_NAME, 0, -1):
            drug = self.others.get(line.texts(at, count))
            if drug is not None:
                why = f"this is a brand or another name; write {drug} if it is meant"
                line.refuse(at, at + count, why)
        text = line.text_at(at)
        return (text, at + 1) if text in self.drugs else None

    def nearest(self, word: str) -> str:
        """The drug whose name is nearly this word, or nothing."""
        close = difflib.get_close_matches(word[:40], sorted(self.drugs), 1, 0.8)
        return close[0] if close else ""

    def stands_in(self, line: Line) -> bool:
        """Tell whether a line names a drug by any name, or nearly."""
        return any(
            token.text in self.drugs
            or any(line.texts(at, count) in self.others for count in (1, 2, 3))
            or (len(token.text) > 5 and bool(self.nearest(token.text)))
            for at, token in enumerate(line.tokens)
        )
