"""The page of the plan: what is agreed, where one is today, and what to do."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kept_plans import drafts, follows, on, post
from site_walk import Walk, main
from stepwell.journal.entry import (
    Entry,
    EntryAuthor,
    Note,
    RedFlagAnswers,
    SymptomRating,
)
from stepwell.plan.person import RedFlag
from stepwell.web.journal.actions import add
from stepwell.web.plans import queries
from stepwell.web.plans.following import steps_of
from stepwell.web.plans.forms import AgreeForm


DAY = timedelta(days=1)
START, SECOND = date(2027, 1, 4), date(2027, 1, 18)
PLAN = "/my-plan/"
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ settings.SECRET_KEY }}{% debug %}",
    "\u202eDr Example\u2066",
    "a\x00b",
    "line\nline",
    "\N{GRINNING FACE}" * 30,
    "x" * 900_000,
]


def wrote(person, content, day, name="a"):
    """Write an entry of a day."""
    at = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
    add(
        person.user,
        person.space.uid,
        [Entry(name, EntryAuthor.PERSON, at, at, content)],
    )


def page(person, address=PLAN):
    """The words of a page."""
    found = person.client.get(address)
    assert found.status_code == 200, address
    return main(found)


def test_without_a_plan_the_page_says_what_to_do(person):
    """Stay on what is taken now, and make a draft."""
    words = page(person)
    assert "You have no plan here yet. Stay on what you take now." in words


@pytest.mark.parametrize("place", ["", "versions"])
def test_a_draft_can_be_begun_from_a_space(person, place):
    """The link leads to the first question, and not back to Today."""
    markup = person.client.get(f"/my-plan/{place}").content.decode()
    (address,) = re.findall(r'href="([^"]*)">Make a draft<', markup)
    question = person.client.get(address)
    assert question.status_code == 200
    assert "Question 1 of" in main(question)


def test_H16_a_draft_alone_is_not_shown_as_the_plan(person):
    """It waits, and nothing of it stands where the plan would."""
    drafts(person)
    words = page(person)
    assert "Version 1 is a draft It waits for your prescriber." in words
    assert "No version is agreed yet. Until then stay on what you take now." in words
    assert "Take " not in words


def test_before_the_first_day_what_was_taken_goes_on(person):
    """The doses of now, and from when on the plan begins."""
    follows(person)
    words = page(person)
    assert "It begins on Monday 4 January 2027." in words
    taken = (
        "5 milligrams of diazepam in the morning 10 milligrams of diazepam at bedtime"
    )
    assert taken in words


def test_where_one_is_today_is_said_in_words(person, clock):
    """The day of the step, its doses, and the next change."""
    follows(person)
    on(clock, START + 2 * DAY)
    words = page(person)
    assert "Today is day 3 of 14 of step 1." in words
    assert "Next change: Monday 18 January 2027." in words
    assert "Step 1 you are here" in words


def test_every_dose_of_the_document_stands_on_the_page(person, clock):
    """In its own words, step by step, and those behind as well."""
    kept = follows(person)
    on(clock, date(2027, 3, 3))
    words = page(person)
    for step in steps_of(kept.document):
        for dose in step.doses:
            assert f"{dose['text']}." in words
    assert "4 steps are behind you" in words


def test_what_lies_beyond_the_review_is_a_look_ahead(person, clock):
    """As on paper; and no step of it stands before those words."""
    follows(person)
    on(clock, START)
    before, _, after = page(person).partition("A look ahead")
    assert "This plan holds until Sunday 4 April 2027." in after
    assert "Step 7 " in before
    assert "Step 8 " in after


def test_H34_each_finding_stands_once_with_its_step_or_with_the_whole(person):
    """No warning is said twice, and every one is said."""
    kept = follows(person)
    words = page(person)
    for finding in kept.document["findings"]:
        count = sum(
            each["text"] == finding["text"] for each in kept.document["findings"]
        )
        assert words.count(finding["text"]) == count


def test_what_to_collect_next_stands_with_its_day(person, clock):
    """The amounts of the next period, and until when they last."""
    follows(person)
    on(clock, START)
    words = page(person)
    assert "84 tablets (diazepam 2 milligram tablet), by Monday 4 January 2027" in words
    assert "That is counted to last until Sunday 31 January 2027." in words


def test_H14_the_page_names_version_agreement_and_check_code(person):
    """So that it can be held beside a paper."""
    kept = follows(person)
    words = page(person)
    assert "agreed with Dr Example on Friday 1 January 2027" in words
    assert kept.document["edition"]["check_code"] in words


def test_without_its_review_the_plan_stays_and_says_so(person, clock):
    """The dose that is shown is that of the last day that was looked at."""
    follows(person)
    on(clock, date(2027, 4, 20))
    words = page(person)
    assert "The plan waits for a review. It was due by Sunday 4 April 2027." in words


def test_H31_red_flags_come_before_the_plan_and_instead_of_a_proposal(person, clock):
    """Help first; nothing is proposed while a sign stands."""
    follows(person)
    on(clock, START)
    wrote(person, RedFlagAnswers(frozenset({RedFlag.SEIZURE})), START)
    words = page(person)
    assert words.index("Get help first") < words.index("Where you are today")
    for address in ("next", "next/slow", "next/resume"):
        only = page(person, PLAN + address)
        assert only.startswith("Help comes before any plan")
        assert "draft" not in only
    post(person, PLAN + "next/slow")
    assert queries.open_draft(person.user) is None


def test_the_agreed_rule_proposes_by_what_was_written(person, clock):
    """A hard week: the reasons and what would be then."""
    follows(person)
    on(clock, SECOND - 2 * DAY)
    for number in range(1, 8):
        day = SECOND - (2 + number) * DAY
        wrote(person, SymptomRating("anxiety", 9), day, f"r{number}")
    words = page(person, PLAN + "next")
    assert "Stay on this step" in words
    assert "Keep this as a draft, and hold the plan" in words


def test_a_wish_that_is_none_is_not_there(person):
    """No page for what cannot be asked for."""
    follows(person)
    assert person.client.get(PLAN + "next/faster").status_code == 404


def test_a_look_at_a_page_changes_nothing(person, clock):
    """Reading is not writing."""
    follows(person)
    on(clock, SECOND)
    before = person.space.revision, person.space.events
    for address in ("", "next", "next/slow", "next/step-back", "versions", "review"):
        page(person, PLAN + address)
    assert (person.space.revision, person.space.events) == before


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("", 12),
        ("versions", 7),
        ("versions/2", 7),
        ("versions/2/changes", 11),
        ("versions/2/agree", 16),
        ("versions/2/papers/", 7),
        ("next/slow", 13),
        ("review", 12),
    ],
)
def test_few_questions_to_the_database(person, clock, address, most):
    """However many versions there are."""
    follows(person)
    for _ in range(3):
        drafts(person)
    on(clock, START)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page(person, PLAN + address)
    assert len(asked) <= most


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_typed_nothing_breaks_or_runs(person, text):
    """Refused with a sentence, or kept and shown as the text it is."""
    drafts(person)
    said = {"who": text, "day": "2027-01-01", "is_agreed": "on"}
    for address in ("versions/1/agree", "review", "versions/1/anew"):
        found = post(person, PLAN + address, **said)
        assert found.status_code in (200, 302, 400), address
        assert "<script>alert" not in found.content.decode()
        assert "<img" not in found.content.decode()
    found = post(person, PLAN + "versions/1/anew", day=text)
    assert found.status_code in (200, 400)
    for address in ("", "versions", "versions/1"):
        assert "<script>alert" not in person.client.get(PLAN + address).content.decode()


def test_a_name_in_brackets_is_kept_and_printed_as_text(person):
    """It stands on the page, and in the paper, without being anything else."""
    drafts(person)
    who = "<b>Dr & Sons</b>"
    post(person, PLAN + "versions/1/agree", who=who, day="2027-01-01", is_agreed="on")
    assert queries.current(person.user).edition.agreed_with == who
    assert "&lt;b&gt;Dr &amp; Sons" in person.client.get(PLAN).content.decode()
    paper = person.client.get(PLAN + "versions/1/papers/stepwell-plan.pdf")
    assert paper.content.startswith(b"%PDF")


def test_the_form_asks_what_differs_only_where_something_does(person):
    """Nobody ticks what is not there."""
    assert "is_known" not in AgreeForm(today=START, differs=False).fields
    assert list(AgreeForm(today=START, differs=True).fields) == [
        "who",
        "day",
        "is_known",
        "is_agreed",
    ]


class TestTheDraftOfTheDevice:
    """It comes along into the space, and is forgotten here."""

    @pytest.fixture
    def walk(self, person):
        """The person's own browser."""
        return Walk(person.client)

    def test_it_is_shown_kept_and_forgotten(self, person, walk):
        """The version says whose it is, and the cookie is gone."""
        walk.compared()
        assert "Keep this draft in my space" in page(person, PLAN + "from-draft")
        done = post(person, PLAN + "from-draft")
        assert done.headers["Location"] == "/my-plan/versions/1"
        assert done.cookies["stepwell-draft"]["max-age"] == 0
        draft = queries.open_draft(person.user)
        assert (draft.number, draft.document["edition"]["version"]) == (1, 1)

    def test_without_a_draft_there_is_nothing_to_keep(self, person):
        """Back to the plan."""
        found = person.client.get(PLAN + "from-draft")
        assert found.headers["Location"] == PLAN

    def test_an_open_question_leads_back_to_it(self, person, walk):
        """Nothing is kept that was not finished."""
        walk.until("goal")
        found = post(person, PLAN + "from-draft")
        assert found.headers["Location"] == "/plan/goal"
        assert queries.newest(person.user) is None

    def test_H31_a_sign_leads_to_help(self, person, walk):
        """No draft with it."""
        walk.answer("signs", signs="seizure")
        found = person.client.get(PLAN + "from-draft")
        assert found.headers["Location"] == "/plan/help"

    def test_a_refusal_can_be_kept_to_show_it(self, person, walk):
        """It says so before, and cannot be agreed."""
        walk.compared(
            products={"which": "only", "products": "us/lorazepam/tablet/2"},
            pieces={"smallest": "whole", "liquids": "no"},
        )
        words = page(person, PLAN + "from-draft")
        assert "It cannot be agreed." in words
        post(person, PLAN + "from-draft")
        assert "It cannot be agreed here" in page(person, PLAN + "versions/1/agree")
        assert "No plan is made from it" in page(person, PLAN + "versions/1")

    def test_H15_a_second_draft_counts_on_and_belongs_to_the_series(self, person, walk):
        """So the calendar of the later version takes the place of the earlier."""
        first = follows(person)
        walk.compared()
        post(person, PLAN + "from-draft")
        told = queries.open_draft(person.user).document["edition"]
        assert (told["version"], told["replaces"]) == (2, 1)
        assert told["series"] == first.document["edition"]["series"]

    def test_H14_a_draft_is_not_kept_from_a_page_that_is_out_of_date(
        self, person, walk
    ):
        """Another version came between; the cookie stays."""
        walk.compared()
        old = person.space.revision
        drafts(person)
        found = person.client.post(PLAN + "from-draft", {"revision": old})
        assert found.status_code == 409
        assert "stepwell-draft" not in found.cookies


def test_a_hostile_note_in_the_journal_does_not_run_on_the_way_on(person, clock):
    """The proposal and the visit read it, and show only what they understood."""
    follows(person)
    on(clock, START)
    wrote(person, Note("<script>" * 400), START)
    assert "<script>" not in person.client.get(PLAN + "next").content.decode()
    assert "<script>" not in person.client.get("/visit/").content.decode()
