"""The block ``supply`` of a request, read exactly and with nothing filled in."""

from datetime import date
from fractions import Fraction

import pytest

from bad_input import GOOD_SUPPLY, ORAL
from factories import FORMULARY, request_document
from stepwell.interop.errors import InputError
from stepwell.interop.request_reader import read_request
from stepwell.plan.supply_wish import Cupboard, SupplyPolicy, SupplyWish


START = date(2027, 1, 4)
HALF = "us/lorazepam/tablet/0.5"


def read(supply, **changes):
    return read_request(request_document(supply=supply, **changes), FORMULARY).supply


def home(product, count):
    return {"cupboard": [{"product": product, "count": count}]}


def complaint(supply, **changes):
    with pytest.raises(InputError) as caught:
        read(supply, **changes)
    return str(caught.value)


def test_everything_that_can_be_said_is_kept():
    """Counts in halves, the day of the count, and the limits; null is no limit."""
    assert read(GOOD_SUPPLY) == SupplyWish(
        28,
        Cupboard(
            START, ((HALF, Fraction(40)), ("us/lorazepam/tablet/1", Fraction(25, 2)))
        ),
        SupplyPolicy(most_days=30, earliest_days=3),
    )


def test_H13_without_the_block_nothing_is_filled_in():
    """Periods of 28 days, nothing counted, no limit of any market."""
    for market in ("us", "gb", "ca", "au", "de"):
        request = read_request(request_document(market=market), FORMULARY)
        assert request.supply == SupplyWish()
    assert read({}) == SupplyWish()


@pytest.mark.parametrize("days", [7, 14, 28, 30])
def test_four_periods_are_known(days):
    """A week, a fortnight, four weeks, thirty days."""
    assert read({"period_days": days}).period_days == days


def test_the_count_is_of_the_first_day_unless_said():
    """A later day is kept, also as a date of TOML."""
    assert read(home(HALF, "2")).cupboard.counted_on == START
    later = {**home(HALF, "2"), "counted_on": date(2027, 2, 1)}
    assert read(later).cupboard.counted_on == date(2027, 2, 1)


def test_H08_a_count_before_the_plan_is_refused_with_the_way_out():
    """What is taken until then is not known by product, and would run out unseen."""
    supply = {**home(HALF, "20"), "counted_on": "2027-01-01"}
    assert "count what will be there on 2027-01-04" in complaint(supply)


def test_an_empty_cupboard_is_a_count():
    """Nothing at home is not the same as not having looked."""
    assert read({"cupboard": []}).cupboard == Cupboard(START)
    assert read(home(HALF, "0")).cupboard.amount(HALF) == 0


def test_H04_only_pieces_that_the_plan_takes_are_counted():
    """A quarter counts where quarters are taken, and never of a capsule."""
    bar = "us/alprazolam/tablet/2"
    quarters = read(home(bar, "0.25"), smallest_piece="quarter")
    assert quarters.cupboard.amount(bar) == Fraction(1, 4)
    assert "pieces of 1/2" in complaint(home(bar, "0.25"))
    assert "pieces of 1/2" in complaint(home(HALF, "0.25"), smallest_piece="quarter")
    capsule = home("us/temazepam/capsule/15", "0.5")
    assert "pieces of 1 " in complaint(capsule, smallest_piece="quarter")


def test_H12_a_liquid_is_counted_in_millilitres():
    """To the microlitre, and compounded ones as well."""
    concentrate = "us/lorazepam/oral-concentrate/2"
    poured = read(home(concentrate, "27.125")).cupboard
    assert poured.amount(concentrate) == Fraction("27.125")
    custom = [{**ORAL, "concentration_mg_per_ml": "1"}]
    own = read(home("custom/l-1", "80"), custom_products=custom).cupboard
    assert own.amount("custom/l-1") == 80


@pytest.mark.parametrize("count", ["12 1/2", "12½", "1/2"])
def test_H02_a_fraction_is_refused_with_the_way_out(count):
    """``12 1/2`` reads as 121/2 when a space is lost."""
    sentence = complaint(home(HALF, count))
    assert 'write it as a decimal in quotes, such as "12.5"' in sentence


def test_H02_a_number_without_quotes_is_refused():
    """0.1 of a program is not 0.1."""
    assert "is not in quotes" in complaint(home(HALF, 40))
