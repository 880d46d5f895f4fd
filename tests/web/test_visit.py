"""What is taken along to a visit, on the page and on paper."""

from datetime import UTC, date, datetime, timedelta

from kept_plans import drafts, follows, on, post
from site_walk import main
from stepwell.documents.paper import visit_report
from stepwell.journal.entry import Entry, EntryAuthor, RedFlagAnswers, SymptomRating
from stepwell.plan.person import RedFlag
from stepwell.web.journal.actions import add


DAY = timedelta(days=1)
START, SECOND = date(2027, 1, 4), date(2027, 1, 18)
PAPER = "/visit/stepwell-visit.pdf"


def wrote(person, content, day):
    """Write an entry of a day."""
    at = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
    entry = Entry(f"e{at.isoformat()}", EntryAuthor.PERSON, at, at, content)
    add(person.user, person.space.uid, [entry])


def page(person):
    """The words of the page."""
    return main(person.client.get("/visit/"))


def told(person, monkeypatch):
    """The words that are set on paper."""
    kept = {}

    def typeset(_name, words, _sheet):
        kept.update(words)
        return b"%PDF"

    monkeypatch.setattr(visit_report, "typeset", typeset)
    assert person.client.get(PAPER).content == b"%PDF"
    return kept


def test_without_plan_and_journal_the_page_is_friendly(person):
    """Nothing to print, nothing written, and nobody sees it."""
    words = page(person)
    assert "Nobody sees it until you show it." in words
    assert "There is no plan to print yet." in words
    assert "it is not known" in words
    assert person.client.get(PAPER).status_code == 404


def test_H16_a_draft_is_taken_along_as_a_draft(person):
    """To be agreed at the visit."""
    drafts(person)
    assert "The plan on them is a draft, and each paper says so." in page(person)
    assert person.client.get(PAPER).content.startswith(b"%PDF")


def test_the_plan_and_what_was_lived_stand_together(person, clock):
    """What is taken now, the version, and the journal's own words."""
    follows(person)
    on(clock, START + 5 * DAY)
    wrote(person, SymptomRating("anxiety", 4), START + DAY)
    words = page(person)
    assert "Take two 2 milligram tablets of diazepam (4 milligrams)" in words
    assert "Doses beside the plan" in words
    assert "--plan" not in words
    assert person.client.get(PAPER).content.startswith(b"%PDF")


def test_a_journal_without_a_plan_is_shown_as_it_is(person, clock):
    """Nothing is compared with a plan that is not there."""
    wrote(person, SymptomRating("anxiety", 4), date(2026, 12, 30))
    words = page(person)
    assert "What was understood" in words
    assert "--plan" not in words


def test_only_what_was_written_since_the_last_review(person, clock):
    """The rest was looked at already."""
    follows(person)
    on(clock, START + 3 * DAY)
    wrote(person, SymptomRating("anxiety", 9), START)
    post(person, "/my-plan/review", who="Dr Example", day="2027-01-07")
    on(clock, START + 10 * DAY)
    wrote(person, SymptomRating("anxiety", 2), START + 9 * DAY)
    words = page(person)
    assert "What you wrote down since Thursday 7 January 2027" in words
    assert "From: Wednesday 13 January 2027" in words


def test_H17_the_sheet_of_a_held_plan_says_what_is_taken(person, clock, monkeypatch):
    """Not the step that the calendar names."""
    follows(person)
    on(clock, SECOND - DAY)
    post(person, "/my-plan/hold")
    on(clock, date(2027, 3, 1))
    now = dict(told(person, monkeypatch)["now"])
    assert now["Now"].startswith("14 mg of diazepam a day, step 1 of 36")
    assert now["Next change"].startswith("none while the plan is held")
    assert "Without it from" not in now


def test_a_plan_that_goes_on_is_said_by_the_day(person, clock, monkeypatch):
    """The step of the day of the visit, and the next change."""
    follows(person)
    on(clock, SECOND)
    now = dict(told(person, monkeypatch)["now"])
    assert now["Now"].startswith("13 mg of diazepam a day, step 2 of 36")
    assert now["Next change"].endswith("from Monday 1 February 2027")


def test_H31_red_flags_come_first(person, clock):
    """On the page; the sheet has them at its head."""
    follows(person)
    on(clock, START)
    wrote(person, RedFlagAnswers(frozenset({RedFlag.SEIZURE})), START)
    words = page(person)
    assert words.index("Get help first") < words.index("Take it with you")
