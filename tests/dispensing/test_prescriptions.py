"""Prescriptions keep the limits that the request gives, or the days are named."""

from collections import defaultdict
from datetime import date
from fractions import Fraction
from itertools import pairwise

from hypothesis import assume, given

from dispensing.wishes import (
    DAY,
    HALF,
    ONE,
    crossed_over,
    first_short,
    is_liquid,
    plans_and_wishes,
    products_of,
    read_amount,
    taken_each_day,
)
from plan.made import START, dose, liquid, plan_of, tablets
from stepwell.dispensing import NoteKind, supply_notes, supply_of
from stepwell.dispensing.supply_notes import not_covered
from stepwell.plan.supply_wish import Cupboard, SupplyPolicy, SupplyWish


def days_of(row):
    return date.fromisoformat(row.first_day), date.fromisoformat(row.last_day)


def named(plan, wish):
    """Product and days that the notes say cannot be covered."""
    notes = supply_notes(plan, wish)
    return [
        (note.product, note.day, note.until)
        for note in notes
        if note.kind is NoteKind.NOT_COVERED
    ]


@given(plans_and_wishes())
def test_H08_no_prescription_covers_more_days_than_it_may(both):
    """Nor more than the period; and they follow each other without a gap."""
    plan, wish = both
    spans = list(dict.fromkeys(days_of(row) for row in supply_of(plan, wish)))
    most = min(wish.period_days, wish.policy.most_days or wish.period_days)
    assert all(1 <= (last - first).days + 1 <= most for first, last in spans)
    assert spans[0][0] == plan.start
    assert spans[-1][1] == plan.end - DAY
    assert all(last + DAY == first for (_, last), (first, _) in pairwise(spans))


@given(plans_and_wishes())
def test_H08_no_prescription_holds_more_units_than_it_may(both):
    """Except on the days that are named; liquids are not counted in units."""
    plan, wish = both
    known = named(plan, wish)
    for row in supply_of(plan, wish):
        first, last = days_of(row)
        too_much = (
            wish.policy.most_units is not None
            and not is_liquid(row.product)
            and read_amount(row, row.hand_out) > wish.policy.most_units
        )
        assert not too_much or any(
            product == row.product and day <= first and last <= until
            for product, day, until in known
        )


@given(plans_and_wishes())
def test_H08_only_days_that_no_prescription_can_cover_are_named(both):
    """Each begins with a day that takes more than a prescription may hold."""
    plan, wish = both
    days = dict(taken_each_day(plan))
    for product, day, _ in named(plan, wish):
        assert days[day][product] > wish.policy.most_units


@given(plans_and_wishes())
def test_H08_every_prescription_that_begins_with_too_much_is_named(both):
    """As far as the cupboard does not cover that day; not counted on with pieces."""
    plan, wish = both
    assume(wish.policy.most_units is not None)
    known = named(plan, wish)
    since = wish.cupboard.counted_on if wish.cupboard else plan.start
    days = dict(taken_each_day(plan))
    home = {
        product: wish.cupboard.amount(product) if wish.cupboard else Fraction(0)
        for product in products_of(plan)
    }
    shorts = {
        product: first_short(plan, product, amount, since)
        for product, amount in home.items()
    }
    for row in supply_of(plan, wish):
        short, at_home = shorts[row.product], home[row.product]
        first, last = days_of(row)
        # A part of the run-out day itself may still be at home.
        whole_day = short is not None and (
            first > short or (first == short and not at_home)
        )
        needed = days[first].get(row.product, 0)
        if whole_day and not is_liquid(row.product) and needed > wish.policy.most_units:
            assert any(
                product == row.product and day <= first and last <= until
                for product, day, until in known
            )


@given(plans_and_wishes())
def test_H08_nothing_is_collected_earlier_than_allowed(both):
    """Before the earlier prescription, or the cupboard, has ended by so many days."""
    plan, wish = both
    early = wish.policy.earliest_days
    since = wish.cupboard.counted_on if wish.cupboard else plan.start
    for row in supply_of(plan, wish):
        if row.collect_from is not None:
            ends, _ = days_of(row)
            at_home = wish.cupboard.amount(row.product) if wish.cupboard else 0
            if at_home:
                ends = max(ends, first_short(plan, row.product, at_home, since))
            collected = date.fromisoformat(row.collect_from)
            assert (ends - collected).days <= early
            assert wish.cupboard is None or collected >= since


@given(plans_and_wishes())
def test_longer_prescriptions_are_never_made_shorter_without_need(both):
    """One day more would hold too much, or be longer than a limit lets it be."""
    plan, wish = both
    if named(plan, wish):
        return
    rows = defaultdict(dict)
    for row in supply_of(plan, wish):
        rows[days_of(row)][row.product] = read_amount(row, row.hand_out)
    most = min(wish.period_days, wish.policy.most_days or wish.period_days)
    since = wish.cupboard.counted_on if wish.cupboard else plan.start
    days = dict(taken_each_day(plan))
    for first, last in list(rows)[:-1]:
        if (last - first).days + 1 < most:
            following = last + DAY
            assert following >= since
            assert any(
                rows[first, last].get(product, 0) + amount > wish.policy.most_units
                for product, amount in days[following].items()
                if not is_liquid(product)
            )


def test_a_prescription_of_14_days_at_most_halves_the_period():
    """28 days asked for, 14 allowed: 14 tablets every fortnight, and it is said."""
    plan = plan_of((28, [dose(tablets(1))]))
    wish = SupplyWish(28, policy=SupplyPolicy(most_days=14))
    rows = supply_of(plan, wish)
    assert [(row.first_day, row.hand_out) for row in rows] == [
        ("2027-01-04", "14"),
        ("2027-01-18", "14"),
    ]
    [note] = [n for n in supply_notes(plan, wish) if n.kind is NoteKind.SHORTER]
    assert note.day == START


def test_a_longer_limit_changes_nothing():
    """30 days allowed, 28 asked for."""
    plan = plan_of((56, [dose(tablets(1))]))
    wish = SupplyWish(28, policy=SupplyPolicy(most_days=30, most_units=60))
    assert supply_of(plan, wish) == supply_of(plan)
    kinds = {note.kind for note in supply_notes(plan, wish)}
    assert NoteKind.SHORTER not in kinds


def test_a_limit_of_units_makes_shorter_prescriptions_while_the_dose_is_high():
    """At most 30 tablets: ten days at three a day, then 28 days at one."""
    plan = plan_of((10, [dose(tablets(3))]), (28, [dose(tablets(1))]))
    wish = SupplyWish(28, policy=SupplyPolicy(most_units=30))
    rows = supply_of(plan, wish)
    assert [(row.first_day, row.last_day, row.hand_out) for row in rows] == [
        ("2027-01-04", "2027-01-13", "30"),
        ("2027-01-14", "2027-02-10", "28"),
    ]


def test_both_products_of_a_visit_share_its_days():
    """One tablet's limit shortens the whole prescription: one visit, not two."""
    plan = plan_of((28, [dose(tablets(3), tablets(1, ONE))]))
    wish = SupplyWish(28, policy=SupplyPolicy(most_units=42))
    assert [
        (row.first_day, row.product, row.hand_out) for row in supply_of(plan, wish)
    ] == [
        ("2027-01-04", HALF, "42"),
        ("2027-01-04", ONE, "14"),
        ("2027-01-18", HALF, "42"),
        ("2027-01-18", ONE, "14"),
    ]


def test_H08_a_limit_below_one_day_is_named_with_its_dates():
    """Three a day and two a prescription: said for as long as three are taken."""
    plan = plan_of((28, [dose(tablets(3))]), (28, [dose(tablets(2))]))
    wish = SupplyWish(28, policy=SupplyPolicy(most_units=2))
    [note] = not_covered(plan, wish)
    assert (note.product, note.day, note.until, note.amount) == (
        HALF,
        START,
        START + 27 * DAY,
        "3",
    )
    assert [row.hand_out for row in supply_of(plan, wish)] == ["84", *["2"] * 28]


def test_H08_a_product_beyond_its_limit_leaves_the_limit_of_the_others():
    """Three 0.5 mg tablets a day break a limit of two; the 1 mg tablet keeps it."""
    plan = plan_of((4, [dose(tablets(3), tablets(1, ONE))]))
    wish = SupplyWish(7, policy=SupplyPolicy(most_units=2))
    assert [
        (row.product, row.last_day, row.hand_out) for row in supply_of(plan, wish)
    ] == [
        (HALF, "2027-01-05", "6"),
        (ONE, "2027-01-05", "2"),
        (HALF, "2027-01-07", "6"),
        (ONE, "2027-01-07", "2"),
    ]
    [note] = not_covered(plan, wish)
    assert (note.product, note.day, note.until) == (HALF, START, START + 3 * DAY)


def test_H08_two_stretches_that_cannot_be_covered_are_two_notes():
    """Between them another product is taken."""
    plan = plan_of(
        (7, [dose(tablets(2))]), (7, [dose(tablets(1, ONE))]), (7, [dose(tablets(2))])
    )
    wish = SupplyWish(7, policy=SupplyPolicy(most_units=1))
    assert [(note.day, note.until) for note in not_covered(plan, wish)] == [
        (START, START + 6 * DAY),
        (START + 14 * DAY, START + 20 * DAY),
    ]


def test_H08_what_is_at_home_needs_no_prescription():
    """Three a day for a week are in the cupboard: nothing to name."""
    plan = plan_of((7, [dose(tablets(3))]))
    policy = SupplyPolicy(most_units=2)
    full = SupplyWish(7, Cupboard(START, ((HALF, Fraction(21)),)), policy)
    assert not_covered(plan, full) == ()
    one_short = SupplyWish(7, Cupboard(START, ((HALF, Fraction(20)),)), policy)
    assert not_covered(plan, one_short) == ()  # the one that is missing is allowed
    three_short = SupplyWish(7, Cupboard(START, ((HALF, Fraction(18)),)), policy)
    assert len(not_covered(plan, three_short)) == 1


def test_without_a_limit_of_units_nothing_is_too_much():
    """No limit is invented; a liquid is not counted in units even with one."""
    plan = plan_of((7, [dose(tablets(10))]))
    assert not_covered(plan, SupplyWish(policy=SupplyPolicy(most_days=1))) == ()
    poured = plan_of((7, [dose(liquid("0.5"))]))
    assert not_covered(poured, SupplyWish(policy=SupplyPolicy(most_units=1))) == ()
    assert len(supply_of(poured, SupplyWish(policy=SupplyPolicy(most_units=1)))) == 1


def test_early_refill_gives_a_window_of_days():
    """Three days before the earlier prescription ends, to the day it has ended."""
    plan = plan_of((56, [dose(tablets(1))]))
    wish = SupplyWish(28, policy=SupplyPolicy(earliest_days=3))
    assert [(row.collect_from, row.collect_by) for row in supply_of(plan, wish)] == [
        ("2027-01-01", "2027-01-04"),
        ("2027-01-29", "2027-02-01"),
    ]


def test_early_refill_counts_from_the_end_of_the_cupboard():
    """34 at home last beyond the first period: the window lies around their end."""
    plan = plan_of((56, [dose(tablets(1))]))
    cupboard = Cupboard(START, ((HALF, Fraction(34)),))
    wish = SupplyWish(28, cupboard, SupplyPolicy(earliest_days=3))
    assert [
        (row.hand_out, row.collect_from, row.collect_by)
        for row in supply_of(plan, wish)
    ] == [("0", None, None), ("22", "2027-02-04", "2027-02-07")]


def test_nothing_is_collected_before_the_count():
    """Counted today with two left: the window begins today."""
    plan = plan_of((28, [dose(tablets(1))]))
    cupboard = Cupboard(START, ((HALF, Fraction(2)),))
    wish = SupplyWish(28, cupboard, SupplyPolicy(earliest_days=7))
    [row] = supply_of(plan, wish)
    assert (row.collect_from, row.collect_by) == ("2027-01-04", "2027-01-06")


def test_H06_a_crossover_keeps_the_limits_for_both_drugs():
    """Seven units a prescription: a week of each drug, then less."""
    plan = crossed_over()
    wish = SupplyWish(28, policy=SupplyPolicy(most_units=7))
    rows = supply_of(plan, wish)
    assert all(read_amount(row, row.hand_out) <= 7 for row in rows)
    assert not_covered(plan, wish) == ()
