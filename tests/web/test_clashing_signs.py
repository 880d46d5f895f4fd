"""What clashes is not kept, but a sign in it is never thrown away."""

import pytest

from journal_walk import NIGHT, checks_in, filled, held, standing, writes
from site_walk import main
from stepwell.journal.entry import Note
from stepwell.library import load_symptoms
from stepwell.plan.person import RedFlag
from stepwell.safety.rules.g05_red_flags import ACTIONS


CHECK_IN = "/journal/check-in"
WORDS = "I want to kill myself"
NOTHING_TO_DO = "there is nothing to do"
DANGEROUS = [
    (each.id, RedFlag(each.red_flag))
    for each in load_symptoms().values()
    if each.red_flag
]


def sent_twice(person, page, harmless, other):
    """Send a page, go back as if the answer was lost, and send it otherwise."""
    said = filled(person.client.get(page), **harmless)
    assert person.client.post(page, said).status_code == 302
    before = held(person)
    done = person.client.post(page, said | other)
    assert done.status_code == 409
    assert set(before) <= set(held(person))
    assert NOTHING_TO_DO not in main(done)
    assert main(done).index("Get help now") < main(done).index("What stands")
    return done


@pytest.mark.parametrize("sign", RedFlag)
def test_H31_H22_a_sign_of_a_page_that_clashes_is_kept_and_helped(person, sign):
    """Beside the "none of these" that was sent first; sent again it is kept once."""
    said = {"signs": [sign.value]}
    done = sent_twice(person, CHECK_IN, {"signs": ["none"]}, said)
    assert ACTIONS[sign] in main(done)
    assert standing(person) == {sign}
    kept = held(person)
    assert len(kept) == 2


def test_H22_the_same_clash_once_more_keeps_nothing_twice(person):
    """Loading the answer again doubles neither a sign nor a text."""
    said = filled(person.client.get(CHECK_IN), signs=["none"], text="fine")
    person.client.post(CHECK_IN, said)
    other = said | {"signs": ["seizure"], "text": WORDS}
    assert person.client.post(CHECK_IN, other).status_code == 409
    kept = held(person)
    assert person.client.post(CHECK_IN, other).status_code == 409
    assert held(person) == kept
    assert standing(person) == {RedFlag.SEIZURE, RedFlag.SUICIDAL_THOUGHTS}


@pytest.mark.parametrize(("symptom", "sign"), DANGEROUS)
def test_H31_H22_a_dangerous_rating_that_clashes_is_kept(person, symptom, sign):
    """A rating above 0 where 0 stands."""
    field = f"rating-{symptom}"
    harmless = {"signs": ["none"], field: "0"}
    done = sent_twice(person, CHECK_IN, harmless, {field: "4"})
    assert ACTIONS[sign] in main(done)
    assert standing(person) == {sign}


def test_H32_H22_thoughts_of_harm_in_a_questionnaire_that_clashes_are_kept(person):
    """The last question of the nine, from 0 to 3."""
    page = "/journal/questions/phq9"
    answers = {f"item-{number}": "0" for number in range(1, 10)}
    done = sent_twice(person, page, answers, {"item-9": "3"})
    assert ACTIONS[RedFlag.SUICIDAL_THOUGHTS] in main(done)
    assert standing(person) == {RedFlag.SUICIDAL_THOUGHTS}


@pytest.mark.parametrize(
    ("page", "harmless", "field"),
    [
        ("/journal/note", {"text": "fine"}, "text"),
        ("/journal/event", {"text": "fine"}, "text"),
        ("/journal/contact", {"text": "fine"}, "text"),
        (CHECK_IN, {"signs": ["none"], "text": "fine"}, "text"),
        ("/journal/night", NIGHT, "medicine_note"),
    ],
)
def test_H32_H22_words_of_a_page_that_clashes_are_asked_about(
    person, page, harmless, field
):
    """They are kept as a note, and the page leads to the question."""
    done = sent_twice(person, page, harmless, {field: WORDS})
    assert 'href="/journal/question"' in done.content.decode()
    assert standing(person) == {RedFlag.SUICIDAL_THOUGHTS}
    assert Note(WORDS) in [each.content for each in held(person)]
    asked = main(person.client.get("/journal/question"))
    assert "kill myself" in asked
    done = writes(person, "question", **{"sign-suicidal_thoughts": "no"})
    assert done.headers["Location"] == "/journal/"
    assert standing(person) == frozenset()


def test_H32_H22_a_yes_after_a_no_whose_answer_was_lost_counts(person):
    """The question was answered with no; the same page says yes."""
    page = "/journal/question"
    checks_in(person, text=WORDS)
    said = filled(person.client.get(page), **{"sign-suicidal_thoughts": "no"})
    person.client.post(page, said)
    assert standing(person) == frozenset()
    done = person.client.post(page, said | {"sign-suicidal_thoughts": "yes"})
    assert done.status_code == 409
    assert ACTIONS[RedFlag.SUICIDAL_THOUGHTS] in main(done)
    assert standing(person) == {RedFlag.SUICIDAL_THOUGHTS}


def test_a_clash_without_a_sign_is_as_it_was(person):
    """Nothing is kept, and no help is shown."""
    said = filled(person.client.get("/journal/note"), text="one")
    person.client.post("/journal/note", said)
    done = person.client.post("/journal/note", said | {"text": "two"})
    assert done.status_code == 409
    assert NOTHING_TO_DO in main(done)
    assert "Get help now" not in main(done)
    assert len(held(person)) == 1
