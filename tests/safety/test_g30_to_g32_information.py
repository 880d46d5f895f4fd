"""G30 to G32: what everybody is told."""

import re
from dataclasses import replace

import pytest

from factories import (
    FORMULARY,
    daily,
    findings_of,
    request_case,
    review_case,
    schedule_from,
)
from stepwell.plan.finding import Severity
from stepwell.safety.rules.g30_what_to_expect import COURSES, judge_days


@pytest.mark.parametrize(
    ("drug", "onset", "peak"),
    [
        ("lorazepam", "6 to 24 hours", "1 to 4 days"),
        ("oxazepam", "1 to 2 days", "3 to 7 days"),
        ("diazepam", "2 to 7 days", "5 to 14 days"),
    ],
)
def test_what_to_expect_follows_the_course_of_the_drug(drug, onset, peak):
    """Short, intermediate and long drugs differ, and the times are unverified."""
    schedule = schedule_from(daily(drug, "10", "9", "8"))
    [finding] = findings_of("G30", review_case(schedule))
    assert finding.severity is Severity.INFO
    assert f"within {onset}" in finding.text
    assert f"after {peak}" in finding.text
    assert "unverified" in finding.text


def test_each_drug_of_a_plan_is_told_once():
    """Two drugs are two findings, however many steps there are."""
    doses = {("lorazepam", "bedtime"): "1 mg", ("diazepam", "bedtime"): "5 mg"}
    schedule = schedule_from([(14, doses)] * 4)
    assert len(findings_of("G30", review_case(schedule))) == 2
    assert not findings_of("G30", request_case())


@pytest.mark.parametrize(
    ("drug", "days"),
    [
        ("alprazolam", 7),
        ("lorazepam", 7),
        ("oxazepam", 7),
        ("clonazepam", 14),
        ("diazepam", 14),
        ("flurazepam", 20),
    ],
)
def test_a_cut_is_judged_after_three_half_lives_and_the_peak(drug, days):
    """At least a week, longer where the drug or its metabolite stays longer."""
    assert judge_days(FORMULARY.drug(drug)) == days


def test_without_any_half_life_the_peak_is_waited_for():
    """What is not known in numbers does not shorten the time."""
    drug = FORMULARY.drug("prazepam")
    unknown = replace(drug, metabolites=({"half_life": {"text": "not known"}},))
    assert judge_days(unknown) == 14
    assert judge_days(replace(drug, metabolites=({},))) == 14


def test_nobody_is_told_to_judge_before_the_stated_peak_ends():
    """The two times in the sentence do not contradict each other."""
    for drug in FORMULARY.drugs:
        schedule = schedule_from(daily(drug, "10", "9"))
        [finding] = findings_of("G30", review_case(schedule))
        words = re.search(r"after \d+ to (\d+) days .* after (\d+) days", finding.text)
        peak, judged = map(int, words.groups())
        assert judged >= max(7, peak)


def test_every_drug_has_a_course_and_a_time_to_judge():
    """No drug of the formulary is left out."""
    for drug in FORMULARY.drugs.values():
        assert drug.course.text in COURSES
        assert 7 <= judge_days(drug) <= 28


def test_a_converted_dose_names_both_tables_and_its_range():
    """Lorazepam 2 mg is 10 to 20 mg of diazepam, approximately."""
    [finding] = findings_of("G31", request_case())
    assert finding.severity is Severity.INFO
    assert "10 to 20 mg of diazepam" in finding.text
    assert "approximate" in finding.text
    assert "limits use vadod2021, the range vadod2021 and ashton2002." in finding.text


@pytest.mark.parametrize("market", ["us", "gb"])
def test_a_table_without_the_drug_is_not_named_for_its_range(market):
    """VA/DoD has no zopiclone, so Ashton's value is all there is."""
    doses = {("zopiclone", "bedtime"): "7.5 mg"}
    first, *_ = findings_of("G31", request_case(current=doses, market=market))
    assert first.text.endswith("The limits and the range use ashton2002.")
    assert first.source == "asam2025pocket"


def test_a_persons_table_and_the_one_of_the_market_both_limit():
    """What judges is named, and so is what the range comes from."""
    case = request_case(equivalence="bnf_sps", market="gb")
    first, *_ = findings_of("G31", case)
    assert first.text.endswith(
        "The limits use bnf_sps and ashton2002, the range bnf_sps and vadod2021."
    )


def test_diazepam_needs_no_conversion():
    """Who takes only diazepam is told nothing about tables."""
    schedule = schedule_from(daily("diazepam", "10", "9"))
    assert not findings_of("G31", review_case(schedule))
    assert not findings_of(
        "G31", request_case(current={("diazepam", "bedtime"): "10 mg"})
    )


def test_a_fallback_to_another_table_is_said_with_its_mark():
    """VA/DoD has no zolpidem; Ashton's value is unverified, and both are said once."""
    case = request_case(current={("zolpidem", "bedtime"): "10 mg"})
    _, fallback = findings_of("G31", case)
    assert "vadod2021 has no value for zolpidem" in fallback.text
    assert "the unverified value in ashton2002" in fallback.text


def test_an_unverified_value_is_called_that():
    """Ashton's nitrazepam was not seen in print."""
    schedule = schedule_from(daily("nitrazepam", "10", "9"))
    _, unsure = findings_of("G31", review_case(schedule))
    assert "nitrazepam in ashton2002 is unverified" in unsure.text


def test_an_unverified_second_opinion_is_called_that_too():
    """With Scotland's table in use the doubt about another one is still said."""
    schedule = schedule_from(daily("clobazam", "20", "18"))
    case = request_case(
        schedule,
        current={("clobazam", "bedtime"): "20 mg"},
        market="gb",
        equivalence="scotland2024",
    )
    texts = [finding.text for finding in findings_of("G31", case)]
    assert all("has no value" not in text for text in texts)


def test_a_fallback_to_a_seen_value_is_said_without_doubt():
    """BNF has no triazolam; the value of VA/DoD was seen."""
    case = request_case(
        current={("triazolam", "bedtime"): "0.25 mg"}, equivalence="bnf_sps"
    )
    _, fallback = findings_of("G31", case)
    assert "so the value in vadod2021 is used" in fallback.text


def test_every_outcome_counts_the_same():
    """Holding, a lower dose and not now are said in one neutral sentence."""
    for case in (
        request_case(),
        review_case(schedule_from(daily("diazepam", "10", "9"))),
    ):
        [finding] = findings_of("G32", case)
        assert finding.severity is Severity.INFO
        assert "as good an outcome as stopping" in finding.text
