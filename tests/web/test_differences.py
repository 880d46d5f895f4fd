"""What changed between two versions, exactly: applied, it gives the later one."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from stepwell.web.plans.differences import day_table, differences


FIRST = date(2027, 1, 4)
DOSES = st.lists(
    st.tuples(
        st.sampled_from(["morning", "midday", "bedtime"]),
        st.sampled_from(["1", "2", "2.5"]),
        st.sampled_from(["a/1", "b/2"]),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda each: each[0],
)


def document(steps, *, wait=0, stops=True, outcome="proposed"):
    """A plan document with what is compared; each step is its days and its doses."""
    day, made = FIRST + timedelta(days=wait), []
    for number, (days, doses) in enumerate(steps, 1):
        made.append(
            {
                "number": number,
                "start": day.isoformat(),
                "days": days,
                "doses": [
                    {
                        "time": time,
                        "drug": "diazepam",
                        "mg": mg,
                        "take": [{"product": product}],
                        "text": f"Take {mg} of {product} {time}",
                    }
                    for time, mg, product in doses
                ],
            }
        )
        day += timedelta(days=days)
    stop = day.isoformat() if stops else None
    return {"outcome": outcome, "steps": made, "stop_date": stop}


PLANS = st.builds(
    document,
    st.lists(st.tuples(st.integers(1, 20), DOSES), min_size=1, max_size=6),
    wait=st.integers(-20, 20),
    stops=st.booleans(),
    outcome=st.sampled_from(["proposed", "proposed", "refused"]),
)
ONE = [(14, [("morning", "2", "a/1")]), (14, [("morning", "1", "b/2")])]


@given(PLANS, PLANS)
def test_H15_what_changed_makes_the_earlier_version_into_the_later(before, after):
    """Applied day by day it gives the later day table, and no day is left over."""
    found = differences(before, after)
    assert found.applied(day_table(before)) == day_table(after)


@given(PLANS)
def test_a_version_does_not_differ_from_itself(plan):
    """Nothing changed, nothing moved, and no product came or went."""
    found = differences(plan, plan)
    assert (found.changed, found.moved) == ((), ())
    assert (found.products_gone, found.products_new) == ((), ())
    assert found.end_before == found.end_after


@given(PLANS, PLANS)
def test_stretches_follow_each_other_without_gap_or_overlap(before, after):
    """Each day of either version is in one stretch."""
    stretches = differences(before, after).stretches
    for one, following in pairwise(stretches):
        assert following.first == one.last + timedelta(days=1)
        assert (one.before, one.after) != (following.before, following.after)


def test_a_step_that_lasts_longer_moves_what_comes_after_it():
    """A hold of a week: the second step is a week later, and so is the end."""
    longer = [(21, ONE[0][1]), ONE[1]]
    found = differences(document(ONE), document(longer))
    assert [each.later_by.days for each in found.moved] == [0, 7]
    assert (found.end_after - found.end_before).days == 7
    changed = [(each.first, each.last) for each in found.changed]
    assert changed == [
        (date(2027, 1, 18), date(2027, 1, 24)),
        (date(2027, 2, 1), date(2027, 2, 1)),
        (date(2027, 2, 2), date(2027, 2, 7)),
        (date(2027, 2, 8), date(2027, 2, 8)),
    ]


def test_H12_another_product_for_the_same_milligrams_is_a_difference():
    """Two tablets of one strength or one of another are not the same instruction."""
    other = [(14, [("morning", "2", "b/2")]), ONE[1]]
    found = differences(document(ONE), document(other))
    assert [each.first for each in found.changed] == [FIRST]
    assert found.products_gone == ("a/1",)


def test_a_refused_version_has_no_days():
    """What may not be followed is no change of what is taken."""
    found = differences(document(ONE), document(ONE, outcome="refused"))
    assert found.end_after is None
    assert all(each.after is None for each in found.stretches)
