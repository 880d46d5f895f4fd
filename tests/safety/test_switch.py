"""Whether a case moves to another drug."""

from factories import daily, request_case, review_case, schedule_from
from stepwell.plan.request import Method
from stepwell.safety.switch import added_drugs, switches, switches_to_diazepam


LORAZEPAM = ("lorazepam", "bedtime")
DIAZEPAM = ("diazepam", "bedtime")


def test_a_wish_for_a_crossover_is_a_switch():
    """The request alone is enough, before any schedule exists."""
    assert switches(request_case(method=Method.CROSSOVER))
    assert switches_to_diazepam(request_case(method=Method.CROSSOVER))
    assert not switches(request_case())


def test_a_drug_that_comes_in_is_a_switch():
    """A drug that is not taken today and appears later was added."""
    schedule = schedule_from(
        [(14, {LORAZEPAM: "2 mg"}), (7, {LORAZEPAM: "1 mg", DIAZEPAM: "10 mg"})]
    )
    assert added_drugs(review_case(schedule)) == ("diazepam",)
    assert switches_to_diazepam(review_case(schedule))


def test_a_switch_that_is_under_way_is_seen_too():
    """A drug that rises while another falls is added, although it is taken today."""
    schedule = schedule_from(
        [
            (14, {LORAZEPAM: "2 mg", DIAZEPAM: "5 mg"}),
            (14, {LORAZEPAM: "1 mg", DIAZEPAM: "15 mg"}),
        ]
    )
    assert added_drugs(review_case(schedule)) == ("diazepam",)


def test_a_rise_of_the_only_drug_is_no_switch():
    """One drug that rises is for the rule on rises."""
    schedule = schedule_from(daily("diazepam", "10", "12"))
    assert added_drugs(review_case(schedule)) == ()


def test_another_drug_than_diazepam_is_a_switch_but_not_to_diazepam():
    """A move to clonazepam concerns some rules and not those on diazepam."""
    schedule = schedule_from(
        [(14, {LORAZEPAM: "2 mg"}), (14, {("clonazepam", "bedtime"): "1 mg"})]
    )
    assert switches(review_case(schedule))
    assert not switches_to_diazepam(review_case(schedule))
