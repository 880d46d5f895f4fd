"""The four times of day."""

from stepwell.plan.times import DoseTime


def test_the_four_times_follow_each_other_through_the_day():
    """Morning, midday, evening, bedtime."""
    assert [time.value for time in DoseTime] == "morning midday evening bedtime".split()
    assert [time.position for time in DoseTime] == [0, 1, 2, 3]


def test_each_time_ends_a_sentence_in_plain_words():
    """As one would say it."""
    assert [time.words for time in DoseTime] == [
        "in the morning",
        "at midday",
        "in the evening",
        "at bedtime",
    ]
