"""G40: a very long or a very short plan."""

from datetime import date

import pytest

from factories import daily, findings_of, request_case, review_case, schedule_from
from stepwell.plan.finding import Severity
from stepwell.plan.person import UseHistory


def lasting(days, *last):
    """A plan of two steps that take so many days, then what comes last."""
    [today, first, second] = daily("diazepam", "3", "2", "1")
    rest = [(14, doses) for _, doses in daily("diazepam", *last)]
    return schedule_from([today, (14, first[1]), (days - 14, second[1]), *rest])


@pytest.mark.parametrize(("days", "cautions"), [(548, 0), (549, 1)])
def test_more_than_18_months_shows_both_sides(days, cautions):
    """The sentence has what speaks for slow and what speaks against it."""
    found = findings_of("G40", review_case(lasting(days, "0")))
    assert len(found) == cautions
    for finding in found:
        assert finding.severity is Severity.CAUTION
        assert finding.source == "baandrup2018"
        assert "18 months" in finding.text
        assert "over a year" in finding.text
        assert finding.text.endswith("(soyka2017). Choose with your prescriber.")


def test_a_long_way_to_a_lower_dose_counts_too():
    """A plan that ends at a lower dose is measured to its last day."""
    assert findings_of("G40", review_case(lasting(549)))


@pytest.mark.parametrize(("days", "cautions"), [(56, 0), (55, 1)])
@pytest.mark.parametrize("since", [None, date(2026, 10, 4)])
def test_under_8_weeks_after_long_use_shows_both_sides(days, cautions, since):
    """Three months of use, or an unknown time, make a short plan a caution."""
    case = review_case(lasting(days, "0"), use=UseHistory(since))
    found = findings_of("G40", case)
    assert len(found) == cautions
    for finding in found:
        assert "4 to 8 weeks" in finding.text
        assert "months after long use" in finding.text


@pytest.mark.parametrize(
    "use", [UseHistory(date(2026, 10, 5)), UseHistory(None, days_per_week=3)]
)
def test_after_short_or_rare_use_a_short_plan_is_fine(use):
    """Under three months, or on few days a week, short is accepted."""
    assert not findings_of("G40", review_case(lasting(42, "0"), use=use))


def test_a_moderate_dose_for_two_months_is_not_long_use():
    """Dependence may be likely after two months, and the use is still short."""
    rows = daily("diazepam", "12", "10", "8", "6", "0", days=7)
    use = UseHistory(date(2026, 11, 1))
    case = review_case(schedule_from(rows), use=use)
    assert case.dependent
    assert not findings_of("G40", case)


def test_a_short_way_to_a_lower_dose_is_fine():
    """Going a little lower in four weeks is no fast stop."""
    assert not findings_of("G40", review_case(lasting(28)))


def test_without_a_plan_there_is_no_length():
    """Triage, and a schedule of today's dose alone, are silent."""
    assert not findings_of("G40", request_case())
    alone = schedule_from(daily("diazepam", "3"))
    assert not findings_of("G40", review_case(alone))
