"""The scale: doses in diazepam, by a named table."""

from fractions import Fraction

import pytest

from factories import FORMULARY, regimen_from
from stepwell.formulary import UnknownNameError
from stepwell.plan.regimen import NOTHING_TAKEN
from stepwell.quantities import Mass
from stepwell.safety.scale import FALLBACK_ORDER, Scale, default_table


def scale(table="ashton2002"):
    return Scale.using(FORMULARY, table)


@pytest.mark.parametrize(
    ("market", "table"),
    [("us", "vadod2021"), ("gb", "ashton2002"), ("de", "ashton2002")],
)
def test_the_us_uses_its_own_table(market, table):
    """VA/DoD in the us, Ashton elsewhere."""
    assert default_table(market) == table


def test_an_unknown_table_is_refused_by_name():
    """A table that does not exist is an error that names near ones."""
    with pytest.raises(UnknownNameError, match="ashton2002"):
        scale("ashton2003")


def test_H01_the_two_default_tables_differ_by_a_factor_of_two():
    """Lorazepam 2 mg is 10 mg of diazepam by one table and 20 mg by the other."""
    taken = regimen_from({("lorazepam", "bedtime"): "2 mg"})
    assert scale("vadod2021").diazepam_mg(taken) == 10
    assert scale("ashton2002").diazepam_mg(taken) == 20
    assert scale("vadod2021").range_mg(taken) == (10, 20)
    assert scale("ashton2002").range_mg(taken) == (10, 20)


def test_limits_use_the_end_of_a_range_that_gives_more():
    """Ashton prints estazolam 1 to 2 mg: 2 mg counts as 20, shown as 10 to 20."""
    taken = regimen_from({("estazolam", "bedtime"): "2 mg"})
    assert scale().diazepam_mg(taken) == 20
    assert scale().range_mg(taken) == (10, 20)


def test_several_drugs_add_up():
    """A day of two drugs is the sum of both, at each end of the range."""
    taken = {("lorazepam", "bedtime"): "1 mg", ("diazepam", "morning"): "5 mg"}
    assert scale().diazepam_mg(regimen_from(taken)) == 15
    assert scale().range_mg(regimen_from(taken)) == (10, 15)
    assert scale().diazepam_mg(NOTHING_TAKEN) == 0


def test_a_drug_without_a_value_falls_back_to_the_next_table():
    """VA/DoD has no zolpidem, so Ashton's value is used and can be named."""
    used = scale("vadod2021")
    assert used.table_for("zolpidem").id == "ashton2002"
    assert used.table_for("lorazepam").id == "vadod2021"
    assert used.equivalent("zolpidem").low == Mass.mg("20")


def test_a_drug_in_no_table_is_an_error():
    """A name without any value cannot be converted."""
    with pytest.raises(LookupError, match="aspirin"):
        scale().table_for("aspirin")


@pytest.mark.parametrize(
    ("table", "second"),
    [
        ("vadod2021", "ashton2002"),
        ("ashton2002", "vadod2021"),
        ("bnf_sps", "vadod2021"),
    ],
)
def test_the_second_opinion_is_the_other_default_table(table, second):
    """The other scale begins with the other default and falls back on the first."""
    other = scale(table).other
    assert other.table.id == second
    assert other.fallbacks[0].id == table
    assert {other.table.id, *(each.id for each in other.fallbacks)} == {
        table,
        *FALLBACK_ORDER,
    }


def test_a_conversion_goes_back_exactly():
    """The mass of a drug for its own diazepam equivalent is the mass itself."""
    taken = regimen_from({("clonazepam", "bedtime"): "0.75 mg"})
    level = scale().diazepam_mg(taken)
    assert scale().mass_of("clonazepam", level) == Fraction(750_000)


def test_every_drug_can_be_converted_with_every_usable_table():
    """Whatever table is in use, each drug of the formulary has some value."""
    for table in FORMULARY.tables.values():
        if table.counts:
            for drug in FORMULARY.drugs:
                assert scale(table.id).equivalent(drug).low


def test_no_fallback_is_a_table_kept_as_a_warning():
    """Only tables that count are ever fallen back on."""
    assert all(FORMULARY.tables[name].counts for name in FALLBACK_ORDER)
