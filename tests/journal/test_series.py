"""Values a day: the highest rating, and nothing on a day without one (H33)."""

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from journal.entries import DAY, at, dose, entry, journal, later, rated, rating
from stepwell.journal.entry import TakenBack
from stepwell.journal.journal import Journal
from stepwell.journal.series import ratings_by_symptom, worst_by_day


def test_the_highest_rating_of_a_day_counts():
    """Whatever came later; for each symptom by itself."""
    book = journal(
        entry(rating(3), occurred=at(hour=8)),
        entry(rating(6), occurred=at(hour=12)),
        entry(rating(2), occurred=at(hour=20)),
        entry(rating(8, "insomnia"), later(1)),
        entry(rating(1), later(1)),
    )
    assert ratings_by_symptom(book) == {
        "anxiety": {DAY: 6, later(1): 1},
        "insomnia": {later(1): 8},
    }
    assert worst_by_day(book) == {DAY: 6, later(1): 8}


def test_the_worst_of_a_day_is_that_of_any_symptom():
    """It does not matter which was written first."""
    for first, second in ((2, 7), (7, 2)):
        book = journal(entry(rating(first)), entry(rating(second, "insomnia")))
        assert worst_by_day(book) == {DAY: 7}


def test_H33_a_day_without_a_rating_is_absent():
    """It is not a day without symptoms, also when something else was written."""
    book = rated({DAY: 3, later(2): 4}).merged(journal(entry(dose(), later(1))))
    assert ratings_by_symptom(book) == {"anxiety": {DAY: 3, later(2): 4}}
    assert worst_by_day(book) == {DAY: 3, later(2): 4}
    assert worst_by_day(Journal()) == ratings_by_symptom(Journal()) == {}


def test_a_rating_of_0_is_a_rating():
    """Somebody said that nothing was there."""
    assert ratings_by_symptom(rated({DAY: 0})) == {"anxiety": {DAY: 0}}
    assert worst_by_day(rated({DAY: 0})) == {DAY: 0}


def test_a_corrected_rating_counts_as_corrected():
    """And one that was taken back leaves the day empty."""
    wrong = entry(rating(9))
    right = entry(rating(2), corrects=wrong, recorded=at(later(1)))
    never = entry(TakenBack(), corrects=right, recorded=at(later(2)))
    assert worst_by_day(journal(wrong, right)) == {DAY: 2}
    assert worst_by_day(journal(wrong, right, never)) == {}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["anxiety", "insomnia", "tinnitus"]),
            st.integers(0, 3),
            st.integers(0, 10),
        )
    )
)
def test_H33_every_day_with_a_rating_is_there_and_no_other(written):
    """With the highest rating of all that were written, counted by hand."""
    by_symptom, by_day = defaultdict(list), defaultdict(list)
    for symptom, day, number in written:
        by_symptom[symptom, later(day)].append(number)
        by_day[later(day)].append(number)
    book = journal(
        *(
            entry(rating(number, symptom), later(day), name=str(place))
            for place, (symptom, day, number) in enumerate(written)
        )
    )
    found = ratings_by_symptom(book)
    flat = {
        (name, day): top for name, days in found.items() for day, top in days.items()
    }
    assert flat == {where: max(numbers) for where, numbers in by_symptom.items()}
    assert worst_by_day(book) == {day: max(all_) for day, all_ in by_day.items()}
