"""Every page says whose it is, which version, and if it is a draft (H15 H16 H20)."""

import re
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from tests.documents.papers import (
    AGREED,
    DOCUMENTS,
    EDITIONS,
    PERSON,
    PROPOSED,
    REFUSED,
    editions_of,
    made_of,
    pages_of,
    paper,
    text_of,
    view_of,
)

from stepwell.documents.paper.typeset import Sheet
from stepwell.documents.wording import day_words


WITH_ALL = ("lorazepam-us", *REFUSED)
OTHERS = {"zopiclone-gb": ("list", "calendar"), "alprazolam-us": ("list", "pharmacy")}
PAPERS = [
    (kind, document, edition)
    for kind in (*WITH_ALL, *OTHERS)
    for document in OTHERS.get(kind, DOCUMENTS)
    for edition in editions_of(kind)
]
every_paper = pytest.mark.parametrize(("kind", "document", "edition"), PAPERS)
PROPOSALS = [each for each in PAPERS if each[0] in PROPOSED]
every_plan = pytest.mark.parametrize(("kind", "document", "edition"), PROPOSALS)
NO_PRESCRIBER = re.compile("not a substitute for a prescriber", re.IGNORECASE)


@cache
def pages(kind, document, edition):
    return pages_of(paper(kind, document, Sheet.A4, edition))


@every_paper
def test_H20_every_page_says_whose_it_is(kind, document, edition):
    """The name that was given stands on each page, or that nobody is named."""
    named = EDITIONS[edition].person
    assert named in ("", PERSON)
    for text in pages(kind, document, edition):
        assert (PERSON in text) is bool(named)
        assert ("Nobody is named" in text) is not bool(named)


@every_paper
def test_H20_the_first_page_asks_for_a_name(kind, document, edition):
    """Where nobody is named, the first page asks for the name to be written."""
    first = pages(kind, document, edition)[0]
    asked = "nobody is named; write whose it is before anybody else sees it"
    assert (asked in first) is not bool(EDITIONS[edition].person)


@every_plan
def test_H15_every_page_says_which_version_it_is(kind, document, edition):
    """Version, check code and the day to review it by stand on each page."""
    view = view_of(kind, edition).edition
    said = EDITIONS[edition]
    assert re.fullmatch("[0-9A-Z]{4}-[0-9A-Z]{4}", view.check)
    for text in pages(kind, document, edition):
        assert f"Version {said.version}" in text
        assert f"Check code {view.check}." in text
        assert f"Valid until {day_words(view.valid_until)}." in text


@every_plan
def test_H15_a_later_version_says_what_it_replaces(kind, document, edition):
    """The second version says on each page that it replaces the first."""
    for text in pages(kind, document, edition):
        replaces = "Version 2, replaces version 1." in text
        assert replaces is (edition == "second")


@every_plan
def test_H15_a_superseded_version_is_marked_on_every_page(kind, document, edition):
    """It says SUPERSEDED and by which version, and nothing calls it agreed or draft."""
    later = EDITIONS[edition].superseded_by
    for text in pages(kind, document, edition):
        assert ("SUPERSEDED" in text) is (later is not None)
        assert (f"superseded by version {later}." in text) is (later is not None)
    if later:
        first = pages(kind, document, edition)[0]
        assert f"Version {later} has taken its place: do not follow this one" in first
        assert "DRAFT" not in text_of(paper(kind, document, Sheet.A4, edition))


@every_paper
def test_H16_only_what_was_agreed_is_without_a_mark(kind, document, edition):
    """Each page of a draft says DRAFT, twice; of an agreed plan no page says a mark."""
    said = EDITIONS[edition]
    is_draft = said.agreed_on is None and said.superseded_by is None
    for text in pages(kind, document, edition):
        assert text.count("DRAFT") >= (2 if is_draft else 0)
        assert ("DRAFT" in text) is is_draft
        if edition == "agreed":
            assert "SUPERSEDED" not in text


@every_paper
def test_H16_every_page_says_that_it_replaces_no_prescriber(kind, document, edition):
    """The notice stands on each page, whatever became of the version."""
    for text in pages(kind, document, edition):
        assert NO_PRESCRIBER.search(text)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_H16_an_agreed_paper_says_with_whom_and_when(document):
    """So that a reader can ask: the name and the day stand on the first page."""
    first = pages("lorazepam-us", document, "agreed")[0]
    assert "agreed with Dr Example on Saturday 2 January 2027" in first
    assert "A draft to discuss" not in first
    assert "until then it is a draft" not in first


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("kind", REFUSED)
def test_H16_a_refusal_gives_nothing_to_follow(kind, document):
    """It is a draft that says that there is no plan, and holds no dose to take."""
    text = text_of(paper(kind, document))
    assert "Refused: no plan is made from this request as it stands." in text
    for word in ("Take one", "Step 1", "Check code", "Valid until", "Each day:"):
        assert word not in text


@pytest.mark.parametrize("document", DOCUMENTS)
def test_H16_where_help_comes_first_nothing_else_is_read(document):
    """With a red flag a paper says what to do now, and not what is taken today."""
    text = text_of(paper("emergency", document))
    assert "needs help now: call the emergency number" in text
    assert "get help now. Whoever helps you decides about the next dose" in text
    for word in ("2 mg of lorazepam", "Compared by", "stay on the dose"):
        assert word not in text


@pytest.mark.parametrize("kind", ["temazepam-us", "alprazolam-us"])
def test_H16_what_may_not_be_agreed_cannot_be_printed_as_agreed(kind):
    """A refusal, and a plan that only a prescriber may agree, stay drafts."""
    with pytest.raises(ValueError, match=r"cannot have been agreed|only a prescriber"):
        made_of(kind).view(AGREED)


@pytest.mark.parametrize("change", ["a day", "a name", "a version"])
def test_H15_another_plan_has_another_code(change):
    """Papers with the same code hold the same doses for the same person."""
    made, code = (
        made_of("lorazepam-us"),
        view_of("lorazepam-us", "agreed").edition.check,
    )
    if change == "a day":
        moved = replace(made.proposal.plan.steps[-1], days=13)
        plan = replace(
            made.proposal.plan,
            steps=(*made.proposal.plan.steps[:-1], moved),
            stop_date=moved.end,
        )
        made = replace(made, proposal=replace(made.proposal, plan=plan))
    edition = replace(
        AGREED,
        person="Somebody else" if change == "a name" else PERSON,
        version=2 if change == "a version" else 1,
    )
    other = made.view(edition)
    assert other.edition.check != code
    assert f"Check code {code}" not in text_of(made.paper(other, "pharmacy"))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_H15_a_code_is_the_same_on_all_papers_of_a_version(document):
    """List, calendar, visit, letter and pharmacy sheet carry one code."""
    code = view_of("lorazepam-us", "agreed").edition.check
    found = re.findall(r"Check code (\S{9})", text_of(paper("lorazepam-us", document)))
    assert set(found) == {code}


def test_H15_a_plan_holds_until_its_first_review_or_its_end():
    """A short plan holds to its last day, a long one until it has to be looked at."""
    short = view_of("zopiclone-gb", "agreed")
    assert short.edition.valid_until == short.steps[-1].last_day
    long = view_of("lorazepam-us", "agreed")
    assert long.edition.valid_until == min(long.reviews) < long.steps[-1].last_day
    assert long.edition.valid_until == date(2027, 4, 4)
