"""The block ``agreed_rule``: what is agreed beforehand, with whom and when."""

from datetime import date

import pytest

from bad_input import GOOD_RULE
from factories import FORMULARY, request_document
from stepwell.interop.errors import InputError
from stepwell.interop.request_reader import read_request
from stepwell.plan.agreed_rule import AgreedRule, Response


def rule(**keys):
    return read_request(request_document(**keys), FORMULARY).agreed_rule


def test_every_part_is_read():
    """Four responses, a name and a day up to 28 days after the start."""
    assert rule(agreed_rule=GOOD_RULE) == AgreedRule(
        mild=Response.GO_ON,
        moderate=Response.SLOW,
        lasting=Response.HOLD,
        severe=Response.SLOW,
        agreed_with="Dr Example",
        agreed_on=date(2027, 2, 1),
    )


def test_what_is_left_out_is_usual():
    """The rule of the fact sheet, agreed with nobody."""
    assert rule() == rule(agreed_rule={}) == AgreedRule()
    found = rule(agreed_rule={"mild": "hold"})
    assert found == AgreedRule(mild=Response.HOLD)
    assert not found.is_agreed


def test_a_response_that_is_not_safe_there_names_those_that_are():
    """Nobody goes on with severe symptoms."""
    with pytest.raises(InputError) as caught:
        rule(agreed_rule={"severe": "go_on"})
    assert str(caught.value) == (
        "agreed_rule.severe: go_on is not for severe; choose one of hold, slow,"
        " step_back"
    )


def test_misspelt_words_get_the_nearest():
    """As everywhere."""
    with pytest.raises(InputError, match="the nearest: step_back"):
        rule(agreed_rule={"severe": "stepback"})
    with pytest.raises(InputError, match="the nearest: moderate"):
        rule(agreed_rule={"moderat": "hold"})
