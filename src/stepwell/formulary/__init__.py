"""What exists: drugs, products per market, published equivalence tables."""

from stepwell.formulary.drug import Drug, Formulation
from stepwell.formulary.equivalence import EquivalenceTable, Equivalent
from stepwell.formulary.formulary import Formulary, UnknownNameError
from stepwell.formulary.load import load_formulary
from stepwell.formulary.modifier import Modifier, ModifierKind, Span
from stepwell.formulary.product import MARKETS, Product, Score, SmallestPiece


__all__ = [
    "MARKETS",
    "Drug",
    "EquivalenceTable",
    "Equivalent",
    "Formulary",
    "Formulation",
    "Modifier",
    "ModifierKind",
    "Product",
    "Score",
    "SmallestPiece",
    "Span",
    "UnknownNameError",
    "load_formulary",
]
