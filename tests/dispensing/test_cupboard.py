"""What is at home runs out on a day that is known 14 days before (H08)."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dispensing.wishes import (
    DAY,
    DIAZEPAM_5,
    HALF,
    ONE,
    crossed_over,
    first_short,
    is_liquid,
    plans_and_wishes,
    products_of,
    taken_each_day,
)
from plan.made import CONCENTRATE, START, dose, liquid, plan_of, plans, tablets
from stepwell.dispensing import NoteKind, supply_notes
from stepwell.plan.supply_wish import Cupboard, SupplyPolicy, SupplyWish


ASKS = (NoteKind.WARNING, NoteKind.ORDER)


def notes_of(plan, wish, *kinds):
    return [note for note in supply_notes(plan, wish) if note.kind in kinds]


def counted(*amounts, on=START):
    """A wish with so much at home, of 0.5 mg tablets unless said."""
    named = [each if isinstance(each, tuple) else (HALF, each) for each in amounts]
    return SupplyWish(
        cupboard=Cupboard(on, tuple((name, Fraction(much)) for name, much in named))
    )


@given(plans_and_wishes())
def test_H08_every_shortfall_is_asked_for_14_days_before(both):
    """Or on the day of the count: for each product that the cupboard does not cover."""
    plan, wish = both
    assume(plan.stop_date is not None)
    since = wish.cupboard.counted_on if wish.cupboard else plan.start
    asked = {note.product: note for note in notes_of(plan, wish, *ASKS)}
    for product in products_of(plan):
        at_home = wish.cupboard.amount(product) if wish.cupboard else Fraction(0)
        short = first_short(plan, product, at_home, since)
        if short is None:
            assert product not in asked
        else:
            by = short - 14 * DAY
            assert asked[product].day == short
            assert asked[product].act_by == (max(by, since) if wish.cupboard else by)


@given(plans(), st.data())
def test_H08_one_piece_short_is_warned_of_14_days_ahead(plan, data):
    """Exactly enough gives no warning; a quarter less warns before the last day."""
    assume(plan.stop_date is not None)
    product = data.draw(st.sampled_from(products_of(plan)))
    needed = sum(
        (taken.get(product, Fraction(0)) for _, taken in taken_each_day(plan)),
        start=Fraction(0),
    )
    last = max(day for day, taken in taken_each_day(plan) if taken.get(product))
    piece = Fraction(1, 1000) if is_liquid(product) else Fraction(1, 4)
    enough = counted((product, needed))
    assert [n for n in notes_of(plan, enough, *ASKS) if n.product == product] == []
    [note] = [
        note
        for note in notes_of(plan, counted((product, needed - piece)), *ASKS)
        if note.product == product
    ]
    assert note.day == last
    assert note.act_by == max(last - 14 * DAY, START)


@given(plans(), st.integers(1, 60))
def test_H08_one_tablet_less_moves_the_warning_to_the_right_day(plan, at_home):
    """Never later, and to the very day on which somebody walking is short."""
    product = products_of(plan)[0]
    days = []
    for amount in (at_home, at_home - 1):
        wish = counted((product, amount))
        short = first_short(plan, product, Fraction(amount), START)
        found = [n for n in notes_of(plan, wish, *ASKS) if n.product == product]
        if plan.stop_date is not None:
            assert [note.day for note in found] == ([short] if short else [])
        days.append(found[0].day if found else None)
    more, less = days
    assert more is None or (less is not None and less <= more)


def test_H08_40_tablets_at_two_a_day_last_20_days():
    """The warning is dated 14 days before the 21st day, the first without any."""
    plan = plan_of((28, [dose(tablets(2))]), (28, [dose(tablets(1))]))
    wish = counted(40)
    [run_out] = notes_of(plan, wish, NoteKind.RUN_OUT)
    [warning] = notes_of(plan, wish, *ASKS)
    assert (run_out.day, run_out.amount) == (START + 20 * DAY, "40")
    assert warning.kind is NoteKind.WARNING
    assert (warning.day, warning.act_by) == (START + 20 * DAY, START + 6 * DAY)


def test_H08_the_falling_dose_stretches_what_is_at_home():
    """70 tablets: 28 days at two and 14 at one, not 35 days at two."""
    plan = plan_of((28, [dose(tablets(2))]), (28, [dose(tablets(1))]))
    [run_out] = notes_of(plan, counted(70), NoteKind.RUN_OUT)
    assert run_out.day == START + 42 * DAY


def test_H08_a_day_that_is_covered_only_in_part_is_not_covered():
    """One tablet left and two to take: that is the day."""
    plan = plan_of((28, [dose(tablets(2))]))
    [warning] = notes_of(plan, counted(39), *ASKS)
    assert warning.day == START + 19 * DAY


def test_H08_an_empty_cupboard_warns_at_once():
    """Counted, and nothing there: the first day is not covered, so now."""
    plan = plan_of((28, [dose(tablets(1))]))
    [warning] = notes_of(plan, counted(), *ASKS)
    assert warning.kind is NoteKind.WARNING
    assert (warning.day, warning.act_by) == (START, START)
    assert notes_of(plan, counted(), NoteKind.RUN_OUT) == []


def test_H08_a_count_that_nobody_made_is_not_an_empty_cupboard():
    """Then each product is ordered, and nothing is said to run out."""
    plan = plan_of((28, [dose(tablets(1))]))
    [order] = notes_of(plan, SupplyWish(), *ASKS)
    assert order.kind is NoteKind.ORDER
    assert (order.day, order.act_by) == (START, START - 14 * DAY)


def test_H08_less_than_14_days_left_means_now():
    """Ten days are covered: the warning is dated on the day of the count."""
    plan = plan_of((28, [dose(tablets(1))]))
    [warning] = notes_of(plan, counted(10), *ASKS)
    assert (warning.day, warning.act_by) == (START + 10 * DAY, START)


def test_H08_a_later_count_looks_forward_only():
    """Ten tablets on the 11th day cover the 11th to the 20th."""
    plan = plan_of((28, [dose(tablets(1))]))
    [warning] = notes_of(plan, counted(10, on=START + 10 * DAY), *ASKS)
    assert (warning.day, warning.act_by) == (START + 20 * DAY, START + 10 * DAY)


def test_H08_a_count_after_the_stop_has_nothing_to_cover():
    """Nothing runs out; what is left is no longer needed."""
    plan = plan_of((28, [dose(tablets(1))]))
    wish = counted(10, on=plan.end)
    assert notes_of(plan, wish, *ASKS, NoteKind.RUN_OUT) == []
    assert [n.product for n in notes_of(plan, wish, NoteKind.NOT_USED)] == [HALF]


def test_H08_a_new_strength_is_ordered_14_days_before_its_first_day():
    """The plan changes from 1 mg to 0.5 mg tablets on the 29th day."""
    plan = plan_of((28, [dose(tablets(1, ONE))]), (28, [dose(tablets(1))]))
    wish = counted((ONE, 28))
    [order] = notes_of(plan, wish, *ASKS)
    assert (order.kind, order.product) == (NoteKind.ORDER, HALF)
    assert (order.day, order.act_by) == (START + 28 * DAY, START + 14 * DAY)


def test_H08_H12_a_change_to_a_liquid_is_ordered_14_days_before():
    """From tablets to millilitres, and the pharmacist is asked about bottles."""
    plan = plan_of((28, [dose(tablets(1))]), (28, [dose(liquid("0.2"))]))
    found = {note.product: note for note in notes_of(plan, SupplyWish(), *ASKS)}
    assert found[CONCENTRATE].day == START + 28 * DAY
    assert found[CONCENTRATE].act_by == START + 14 * DAY
    assert found[CONCENTRATE].unit == "ml"
    [bottles] = notes_of(plan, SupplyWish(), NoteKind.LIQUID)
    assert bottles.product == CONCENTRATE


def test_H06_H08_both_drugs_of_a_crossover_are_looked_at():
    """Five tablets of the old drug are two short of its week; diazepam comes in."""
    wish = counted(5, (DIAZEPAM_5, 100))
    [warning] = notes_of(crossed_over(), wish, *ASKS)
    assert (warning.product, warning.day) == (HALF, START + 5 * DAY)
    lasting = {
        n.product: n.day for n in notes_of(crossed_over(), wish, NoteKind.RUN_OUT)
    }
    assert lasting == {HALF: START + 5 * DAY, DIAZEPAM_5: None}


def test_H29_H30_a_sedative_that_the_plan_does_not_use_is_named():
    """Leftovers at home are taken besides, or by somebody else; none of it is not."""
    plan = plan_of((28, [dose(tablets(1))]))
    wish = counted(28, (ONE, 30), ("us/zolpidem/tablet/10", 0))
    assert [n.product for n in notes_of(plan, wish, NoteKind.NOT_USED)] == [ONE]


def test_H08_a_dose_that_goes_on_after_the_plan_still_needs_prescriptions():
    """The plan ends at one tablet a day: 28 of them every period from then on."""
    plan = plan_of((28, [dose(tablets(2, ONE))]), (28, [dose(tablets(1))]), stops=False)
    [note] = notes_of(plan, SupplyWish(), NoteKind.GOES_ON)
    assert (note.product, note.amount, note.day) == (HALF, "28", plan.end)
    assert note.act_by == plan.end - 14 * DAY
    [run_out] = notes_of(plan, counted(48), NoteKind.RUN_OUT)
    assert run_out.day == plan.end + 20 * DAY


def test_a_plan_that_stops_needs_nothing_afterwards():
    """Nothing goes on."""
    assert notes_of(crossed_over(), SupplyWish(), NoteKind.GOES_ON) == []


def test_H09_a_step_back_to_a_product_that_is_gone_is_said():
    """The period that begins with 0.5 mg tablets hands out no 1 mg tablets."""
    plan = plan_of((28, [dose(tablets("3/2", ONE))]), (28, [dose(tablets(1))]))
    [note] = notes_of(plan, SupplyWish(), NoteKind.STEP_BACK)
    assert (note.product, note.amount, note.day) == (ONE, "21", START + 28 * DAY)


@pytest.mark.parametrize("wish", [SupplyWish(), counted(10)])
def test_what_was_used_is_always_said(wish):
    """Which limits and which count the numbers rest on, at the end."""
    notes = supply_notes(plan_of((28, [dose(tablets(1))])), wish)
    assert [note.kind for note in notes[-2:]] == [NoteKind.POLICY, NoteKind.BASIS]


@given(plans_and_wishes())
def test_the_gravest_note_stands_first(both):
    """Days that cannot be covered, then what runs out, then the rest."""
    plan, wish = both
    kinds = [note.kind for note in supply_notes(plan, wish)]
    assert kinds == sorted(kinds, key=list(NoteKind).index)


@pytest.mark.parametrize(("days", "said"), [(None, 0), (0, 1), (3, 1)])
def test_H08_a_limit_on_early_refills_is_said_where_there_is_one(days, said):
    """A hold may use up the supply before the next may be collected."""
    wish = SupplyWish(policy=SupplyPolicy(earliest_days=days))
    plan = plan_of((14, [dose(tablets(1))]))
    assert len(notes_of(plan, wish, NoteKind.EARLY_REFILL)) == said
