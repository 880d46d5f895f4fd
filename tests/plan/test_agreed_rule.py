"""What person and prescriber agreed beforehand: one safe response to each situation."""

from dataclasses import FrozenInstanceError
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.plan.agreed_rule import POSSIBLE, AgreedRule, Response


DAY = date(2027, 1, 2)
AGREED = {"agreed_with": "Dr Example", "agreed_on": DAY}
GO_ON, WAIT, HOLD, SLOW, STEP_BACK = Response
ALLOWED = {
    "mild": [GO_ON, WAIT, HOLD],
    "moderate": [WAIT, HOLD, SLOW],
    "lasting": [HOLD, SLOW, STEP_BACK],
    "severe": [HOLD, SLOW, STEP_BACK],
}


def test_without_a_word_the_response_loop_of_the_fact_sheet_holds():
    """Mild or moderate waits, lasting slows down, severe goes back a step, but only
    with a prescriber's agreement; until then it slows down.
    """
    rule = AgreedRule()
    assert not rule.is_agreed
    assert [rule.response(each) for each in ALLOWED] == [WAIT, WAIT, SLOW, SLOW]
    rule = AgreedRule(**AGREED)
    assert rule.is_agreed
    assert [rule.response(each) for each in ALLOWED] == [WAIT, WAIT, SLOW, STEP_BACK]


def test_the_default_rule_is_what_it_was():
    """What stands in a request that names no rule."""
    rule = AgreedRule()
    assert (rule.mild, rule.moderate, rule.lasting, rule.severe) == (
        WAIT,
        WAIT,
        SLOW,
        STEP_BACK,
    )
    assert (rule.agreed_with, rule.agreed_on) == (None, None)


@pytest.mark.parametrize("situation", ALLOWED)
@pytest.mark.parametrize("response", Response)
def test_H07_only_safe_responses_may_be_chosen(situation, response):
    """Nobody goes on through moderate symptoms, or waits a week through severe ones;
    what is refused says what may be chosen.
    """
    chosen = {situation: response}
    if response in ALLOWED[situation]:
        assert AgreedRule(**chosen, **AGREED).response(situation) is response
        return
    with pytest.raises(ValueError) as refused:
        AgreedRule(**chosen, **AGREED)
    words = ", ".join(ALLOWED[situation])
    assert str(refused.value) == f"{situation}: choose one of {words}"


def test_the_graver_a_situation_the_more_careful_its_responses():
    """The least and the most careful response never become less careful."""
    assert {name: list(allowed) for name, allowed in POSSIBLE.items()} == ALLOWED
    order = list(Response)
    for end in (0, -1):
        places = [order.index(POSSIBLE[each][end]) for each in ALLOWED]
        assert places == sorted(places)


@pytest.mark.parametrize("situation", ["lasting", "severe"])
def test_H09_a_step_back_needs_a_prescriber(situation):
    """Without agreement the dose never rises again: it is held and slowed instead."""
    chosen = {situation: STEP_BACK}
    assert AgreedRule(**chosen).response(situation) is SLOW
    assert AgreedRule(**chosen, **AGREED).response(situation) is STEP_BACK


@pytest.mark.parametrize("half", AGREED)
def test_an_agreement_has_a_name_and_a_day(half):
    """One without the other is refused."""
    with pytest.raises(ValueError) as refused:
        AgreedRule(**{half: AGREED[half]})
    assert str(refused.value) == ("a rule is agreed with somebody on a day: give both")


@given(
    st.fixed_dictionaries(
        {name: st.sampled_from(list(POSSIBLE[name])) for name in ALLOWED}
    ),
    st.booleans(),
)
def test_H09_every_rule_answers_and_never_goes_up_by_itself(chosen, agreed):
    """As chosen, except for a step back that no prescriber agreed to."""
    rule = AgreedRule(**chosen, **(AGREED if agreed else {}))
    for situation, response in chosen.items():
        given_back = rule.response(situation)
        assert given_back is (
            SLOW if response is STEP_BACK and not agreed else response
        )


def test_a_rule_does_not_change():
    """Another one is agreed on anew."""
    with pytest.raises(FrozenInstanceError):
        AgreedRule().severe = HOLD


def test_the_words_of_the_contract():
    """Requests name them; they stand from least to most careful."""
    assert [*Response] == ["go_on", "wait", "hold", "slow", "step_back"]
