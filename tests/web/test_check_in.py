"""The check-in: help first, silence is never a no, and nothing typed is lost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from journal_walk import (
    ALL_SIGNS,
    HOSTILE,
    checks_in,
    contents,
    filled,
    held,
    markup,
    standing,
    writes,
)
from site_walk import main
from stepwell.journal.entry import Note, RedFlagAnswers, SymptomRating
from stepwell.library import load_symptoms
from stepwell.plan.person import RedFlag
from stepwell.safety.rules.g05_red_flags import ACTIONS
from stepwell.web.audit.models import Event


PAGE = "/journal/check-in"


def test_a_check_in_keeps_the_answers_the_ratings_and_the_note(person):
    """What was rated is kept, and nothing else: not rated is not known."""
    done = checks_in(
        person, **{"rating-tremor": "3", "rating-panic": "0", "text": "ok"}
    )
    assert done.headers["Location"] == "/journal/"
    ratings = [each for each in contents(person) if isinstance(each, SymptomRating)]
    assert {each.symptom: each.rating for each in ratings} == {"tremor": 3, "panic": 0}
    assert Note("ok") in contents(person)
    assert RedFlagAnswers(frozenset(), ALL_SIGNS) in contents(person)


def test_H33_what_is_not_rated_is_kept_as_nothing(person):
    """A check-in without a rating holds none, and the journal shows none."""
    checks_in(person)
    assert [type(each) for each in contents(person)] == [RedFlagAnswers]
    assert "of 10" not in main(person.client.get("/journal/"))


def test_H31_silence_is_never_taken_for_a_no(person):
    """Without a tick the page asks again, and nothing is kept of the question."""
    done = checks_in(person, signs=[], **{"rating-tremor": "3"})
    assert done.status_code == 200
    assert "None of these" in main(done)
    assert held(person) == ()


@pytest.mark.parametrize("sign", RedFlag)
def test_H31_a_sign_leads_to_help_at_once(person, sign):
    """A full page with what to do, the own number first; it was kept before."""
    done = checks_in(person, signs=[sign.value])
    assert done.headers["Location"] == "/journal/now"
    assert standing(person) == {sign}
    page = main(person.client.get("/journal/now"))
    assert ACTIONS[sign] in page
    assert page.index("999") < page.index("911")
    assert "No dose goes down by itself now" in page
    assert "Never take a double dose" in page
    answers = next(each for each in contents(person))
    assert answers.no == frozenset()


def test_H31_a_sign_is_kept_and_helped_although_the_rest_is_refused(person):
    """Whatever else is wrong with the page: help stands on it, and the sign is kept."""
    done = checks_in(
        person, signs=["seizure"], text="9" * 5000, **{"rating-tremor": "4"}
    )
    assert done.status_code == 200
    page = main(done)
    assert ACTIONS[RedFlag.SEIZURE] in page
    assert page.index("Get help now") < page.index("Please look at this again")
    assert "9" * 5000 in markup(done)
    assert filled(done)["rating-tremor"] == "4"
    assert standing(person) == {RedFlag.SEIZURE}
    again = filled(done, signs=["seizure"], text="short")
    assert person.client.post(PAGE, again).headers["Location"] == "/journal/now"
    assert Note("short") in contents(person)


def test_H31_a_second_sign_of_the_same_page_is_not_lost(person):
    """Going back, ticking another one, and making the same mistake keeps both."""
    said = filled(person.client.get(PAGE), text="9" * 5000)
    person.client.post(PAGE, said | {"signs": ["seizure"]})
    person.client.post(PAGE, said | {"signs": ["confusion"]})
    assert standing(person) == {RedFlag.SEIZURE, RedFlag.CONFUSION}


def test_H31_a_sign_beside_none_of_these_counts(person):
    """The two do not go together: the page says so, with help, and keeps the sign."""
    done = checks_in(person, signs=["confusion", "none"])
    assert "Untick one of them" in main(done)
    assert ACTIONS[RedFlag.CONFUSION] in main(done)
    assert standing(person) == {RedFlag.CONFUSION}


@pytest.mark.parametrize(
    ("symptom", "sign"),
    [
        (each.id, RedFlag(each.red_flag))
        for each in load_symptoms().values()
        if each.red_flag
    ],
)
def test_H31_a_rating_of_a_dangerous_symptom_leads_to_help(person, symptom, sign):
    """Also where "none of these" was ticked above."""
    done = checks_in(person, **{f"rating-{symptom}": "1"})
    assert done.headers["Location"] == "/journal/now"
    assert standing(person) == {sign}


def test_H32_words_of_a_note_are_asked_about(person):
    """Although "none of these" was ticked: the page quotes them, and asks directly."""
    done = checks_in(person, text="I just want to die today")
    assert done.headers["Location"] == "/journal/question"
    page = main(person.client.get("/journal/question"))
    assert "“want to die”" in page
    assert "999" in page
    assert standing(person) == {RedFlag.SUICIDAL_THOUGHTS}


def test_H32_the_question_is_answered_with_yes_or_no(person, clock):
    """No settles words; yes leads to help and stays; silence settles nothing."""
    checks_in(person, text="I just want to die today")
    done = writes(person, "question")
    assert done.status_code == 200
    assert "Answer with yes or with no" in main(done)
    assert standing(person)
    done = writes(person, "question", **{"sign-suicidal_thoughts": "no"})
    assert done.headers["Location"] == "/journal/"
    assert standing(person) == frozenset()
    assert "no danger" not in main(person.client.get("/journal/")).lower()
    clock.now += timedelta(minutes=1)
    checks_in(person, text="I just want to die today")
    done = writes(person, "question", **{"sign-suicidal_thoughts": "yes"})
    assert done.headers["Location"] == "/journal/now"
    assert ACTIONS[RedFlag.SUICIDAL_THOUGHTS] in main(person.client.get("/journal/now"))
    assert person.client.get("/journal/question").headers["Location"] == "/journal/now"


def test_H31_a_sign_stands_until_the_care_team_has_looked(person):
    """Neither a correction nor taking back nor a later no takes it away."""
    checks_in(person, signs=["seizure"])
    (entry,) = held(person)
    writes(person, f"entries/{entry.id}/never")
    checks_in(person)
    assert "Get help now" in main(person.client.get("/journal/"))
    done = writes(person, "looked-at", by="Dr Example")
    assert "Tick what they looked at" in main(done)
    done = writes(person, "looked-at", by="Dr Example", flags=["seizure"])
    assert done.headers["Location"] == "/journal/"
    assert "Get help now" not in main(person.client.get("/journal/"))
    for page in ("looked-at", "now", "question"):
        assert person.client.get(f"/journal/{page}").headers["Location"] == "/journal/"


def test_H35_every_page_says_that_nobody_watches(person):
    """On each page where something can be written, and on the help."""
    checks_in(person, signs=["seizure"], text="I want to die")
    pages = "check-in night note event contact medicine questions/phq9 questions/gad7"
    for page in (*pages.split(), "", "now", "looked-at", "question"):
        shown = markup(person.client.get(f"/journal/{page}"))
        assert "Nobody is watching what you write here" in shown, page


def test_H22_the_same_page_sent_thrice_is_kept_once(person, clock):
    """Also when it comes some minutes later; the audit says that it was known."""
    said = filled(person.client.get(PAGE), signs=["none"], text="ok")
    said["rating-tremor"] = "3"
    kept = []
    for minutes in (0, 1, 7):
        clock.now = clock.now.replace(minute=30 + minutes)
        assert person.client.post(PAGE, said).status_code == 302
        kept.append(held(person))
    assert kept[0] == kept[1] == kept[2]
    assert len(kept[0]) == 3
    assert Event.objects.filter(verb="journal.added").count() == 3


def test_H22_the_same_page_with_another_answer_is_a_clash(person):
    """Nothing of it is kept; the page shows what was sent and what stands."""
    said = filled(person.client.get(PAGE), signs=["none"], text="first words")
    said["rating-tremor"] = "3"
    person.client.post(PAGE, said)
    before = held(person)
    done = person.client.post(PAGE, said | {"rating-tremor": "8", "rating-panic": "2"})
    assert done.status_code == 409
    assert "Tremor: 8 of 10" in main(done)
    assert "Tremor: 3 of 10" in main(done)
    assert held(person) == before


def test_own_symptoms_come_first_then_the_usual_ones(person, clock):
    """What was rated in the last 14 days; longer ago does not count."""
    checks_in(person, **{"rating-taste": "3"})
    assert _first_rated(person) == "rating-taste"
    clock.now = clock.now.replace(day=15)
    assert _first_rated(person) == "rating-anxiety"


def _first_rated(person):
    page = markup(person.client.get(PAGE))
    return page.split('<select name="')[1].split('"')[0]


def test_a_check_in_of_yesterday_belongs_to_yesterday(person):
    """The signs are asked of this moment, and belong to it."""
    checks_in(person, day="2026-12-31", at="20:15", **{"rating-tremor": "3"})
    days = {type(each.content): each.day.isoformat() for each in held(person)}
    assert days == {SymptomRating: "2026-12-31", RedFlagAnswers: "2027-01-01"}


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"day": "2027-01-02"}, "still to come"),
        ({"at": "10:30"}, "still to come"),
        ({"at": "9.15"}, "two numbers and a colon"),
        ({"day": "soon"}, "Write the day as in"),
        ({"day": ""}, "Say which day it was"),
        ({"rating-tremor": "11"}, "choose a number from 0 to 10"),
        ({"rating-tremor": "3.5"}, "choose a number from 0 to 10"),
        ({"rating-tremor": "-1"}, "choose a number from 0 to 10"),
    ],
)
def test_what_cannot_be_is_refused_in_words(person, answers, said):
    """And what was typed still stands in the page."""
    done = checks_in(person, text="my words", **{"rating-panic": "2"} | answers)
    assert done.status_code == 200
    assert said in main(done)
    assert "my words" in markup(done)
    assert filled(done)["rating-panic"] == "2"
    assert held(person) == ()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_text(person, text):
    """In every field: a sentence or the text itself, never a fault of ours."""
    said = filled(person.client.get(PAGE), signs=["none"])
    for name in ("sent", "signs", "day", "at", "text", "rating-tremor"):
        done = person.client.post(PAGE, said | {name: text})
        assert done.status_code in (200, 302, 409), name
        assert "<script>" not in markup(done)
    for page in (person.client.get("/journal/"), person.client.get(PAGE)):
        assert "<script>" not in markup(page)
        assert "<img" not in markup(page)


def test_a_flood_is_turned_away(person):
    """A note of 1 MB is answered with a sentence."""
    assert checks_in(person, text="9" * 1_100_000).status_code == 400


def test_the_queries_of_a_check_in_do_not_grow_with_its_ratings(person):
    """However much is rated."""
    counts = []
    for rated in (1, 10, len(load_symptoms())):
        said = filled(person.client.get(PAGE), signs=["none"], text="ok")
        said |= {f"rating-{each}": "0" for each in list(load_symptoms())[:rated]}
        with CaptureQueriesContext(connection) as found:
            assert person.client.post(PAGE, said).status_code == 302
        counts.append(len(found))
    assert max(counts) <= 25
    assert counts[0] == counts[-1]
