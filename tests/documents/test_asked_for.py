"""What may be made of what the person asked for, in words and as JSON."""

import json

import pytest

from documents.lived import DAYS, described
from documents.test_adaptation import BLAME, CALM
from schemas import validator
from simulated_people import request_of
from stepwell.documents.adaptation_json import adaptation_json
from stepwell.documents.adaptation_text import ASKED_TITLE, TITLE, adaptation_text
from stepwell.documents.adaptation_words import PRESCRIBER
from stepwell.documents.blocks import plain
from stepwell.plan.agreed_rule import AgreedRule
from stepwell.planner.adaptation import Action
from stepwell.planner.asked import IN_WORDS, Wish


ADAPTATION, PLAN_SCHEMA = validator("adaptation"), validator("plan")
UNAGREED = request_of(agreed_rule=AgreedRule())


def words_of(view):
    return " ".join(plain(adaptation_text(view, 88)).split())


@pytest.mark.parametrize("wish", Wish)
@pytest.mark.parametrize("name", DAYS)
def test_every_wish_on_every_day_is_said_and_follows_the_schema(name, wish):
    """The title, the wish and its reason; where help comes first nothing but help."""
    proposed, view = described(*DAYS[name], wish=wish)
    found = json.loads(adaptation_json(view))
    ADAPTATION.validate(found)
    if found["plan"] is not None:
        PLAN_SCHEMA.validate(found["plan"])
    words = words_of(view)
    assert not [said for said in (*CALM, *BLAME) if said in words.lower()]
    if proposed.action is Action.HELP_FIRST:
        assert words.startswith("Get help first.")
        assert "You asked" not in words
        return
    assert words.startswith(ASKED_TITLE)
    assert f"* You asked to {IN_WORDS[wish]}." in words
    assert f"You asked to: {IN_WORDS[wish]}" in words
    assert found["summary"]["You asked to"] == IN_WORDS[wish]
    assert all(reason["text"] in words for reason in found["because"])


@pytest.mark.parametrize("name", DAYS)
def test_where_the_rule_is_asked_no_wish_is_named(name):
    """The title says what was asked."""
    view = described(*DAYS[name])[1]
    assert "You asked to" not in adaptation_json(view)
    assert words_of(view).startswith((TITLE, "Get help first."))


def test_H09_a_step_back_that_nobody_agreed_to_says_whose_it_is():
    """The reason, the rule and who may accept it do not contradict each other."""
    view = described(*DAYS["severe"], request=UNAGREED, wish=Wish.STEP_BACK)[1]
    words = words_of(view)
    assert (view.action, view.who) == (Action.STEP_BACK, PRESCRIBER)
    assert dict(view.summary)["The rule"] == (
        "the usual one; nobody has agreed on another, so a step back is for your"
        " prescriber to decide"
    )
    assert "there is no step back" not in words
    assert "as agreed, and holds it" not in words
    agreed = described(*DAYS["severe"], wish=Wish.STEP_BACK)[1]
    assert agreed.who != PRESCRIBER
