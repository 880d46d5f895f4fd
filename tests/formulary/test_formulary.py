"""Looking things up in the formulary."""

import pytest

from stepwell.formulary import Product, UnknownNameError, load_formulary
from stepwell.quantities import Mass
from stepwell.sources import Mark


FORMULARY = load_formulary()


def compounded(identifier="custom/lorazepam-1", strength="0.1"):
    return Product(
        id=identifier,
        drug="lorazepam",
        form="capsule",
        works=("custom",),
        mark=Mark.UNVERIFIED,
        strength=Mass.mg(strength),
    )


def test_the_formulary_is_read_once():
    """Every room judges by the same object."""
    assert load_formulary() is FORMULARY
    assert FORMULARY.fingerprint.startswith("sha256:")
    assert len(FORMULARY.fingerprint) == len("sha256:") + 64


def test_the_formulary_cannot_be_changed():
    """Nobody's products leak into anybody else's plan."""
    for mapping in (FORMULARY.drugs, FORMULARY.products, FORMULARY.tables):
        with pytest.raises(TypeError):
            mapping["new"] = None


def test_products_and_tables_are_found_by_their_id():
    """The id finds exactly that one."""
    assert FORMULARY.product("us/lorazepam/tablet/0.5").strength == Mass.mg("0.5")
    assert FORMULARY.table("ashton2002").id == "ashton2002"


def test_H03_an_unknown_product_is_refused_and_near_ones_offered():
    """A strength that does not exist is not replaced by one that does."""
    with pytest.raises(UnknownNameError, match=r"us/lorazepam/tablet/0\.5"):
        FORMULARY.product("us/lorazepam/tablet/5")


def test_H01_an_unknown_table_is_refused_and_near_ones_offered():
    """No other table is used in its place."""
    with pytest.raises(UnknownNameError, match="ashton2002"):
        FORMULARY.table("ashton")
    with pytest.raises(UnknownNameError, match="lists what is known"):
        FORMULARY.table("?")


def test_H03_products_are_of_one_drug_one_market_and_planned():
    """Nothing of another country, drug, or of what is known but not planned with."""
    assert FORMULARY.products_of("midazolam", "us") == ()
    assert FORMULARY.products_of("lorazepam", "nowhere") == ()
    found = FORMULARY.products_of("zolpidem", "us")
    assert found
    for product in found:
        assert (product.drug, product.market) == ("zolpidem", "us")
        assert product.planned


def test_a_compounded_product_joins_without_changing_the_formulary():
    """It is in the copy and not in the original."""
    more = FORMULARY.with_products([compounded()])
    assert more.product("custom/lorazepam-1").strength == Mass.mg("0.1")
    assert len(more.products) == len(FORMULARY.products) + 1
    assert "custom/lorazepam-1" not in FORMULARY.products
    assert more.with_products([compounded()]).products == more.products


@pytest.mark.parametrize("taken", ["us/lorazepam/tablet/0.5", "custom/lorazepam-1"])
def test_H03_a_compounded_product_never_takes_the_place_of_another(taken):
    """A product of the market keeps its strength; so does another compounded one."""
    more = FORMULARY.with_products([compounded()])
    with pytest.raises(ValueError, match=taken):
        more.with_products([compounded(taken, strength="10")])
