"""The papers of a version: as the command line prints them, marked as they must be."""

import json
from dataclasses import replace
from datetime import date

import pytest

from kept_plans import drafts, follows, on, post
from site_walk import main
from stepwell.cli.made import read_source
from stepwell.documents.plan_ics import plan_ics
from stepwell.web.drafts.papers import PAPERS
from stepwell.web.plans import queries


def address(number, name=""):
    """The address of a paper."""
    return f"/my-plan/versions/{number}/papers/{name}"


def paper(person, number, name):
    """A paper as text or bytes."""
    found = person.client.get(address(number, name))
    assert found.status_code == 200, name
    return found


def document(person, number):
    """The JSON of a version."""
    return json.loads(paper(person, number, "stepwell-plan.json").content)


def test_H14_the_papers_carry_the_check_code_that_is_kept(person, clock):
    """Of a draft, in force, of a change, and superseded: it never moves."""
    follows(person)
    on(clock, date(2027, 1, 17))
    post(person, "/my-plan/next/slow")
    person.agrees(2, on=date(2027, 1, 17))
    for kept in queries.versions(person.user):
        printed = document(person, kept.number)["edition"]
        assert printed["check_code"] == kept.document["edition"]["check_code"]


def test_H16_every_paper_of_a_draft_says_so(person):
    """And the JSON says that it is one."""
    drafts(person)
    assert document(person, 1)["status"] == "draft"
    assert "Every paper says DRAFT." in main(person.client.get(address(1)))


def test_H15_papers_of_a_replaced_version_say_superseded(person):
    """The page warns, and the file says by which."""
    follows(person)
    person.agrees(drafts(person))
    assert document(person, 1)["edition"]["superseded_by"] == 2
    assert document(person, 2)["status"] == "agreed"
    assert "Every paper says SUPERSEDED." in main(person.client.get(address(1)))


def test_H15_the_draft_of_a_later_version_has_no_calendar(person):
    """It would take the agreed days away."""
    follows(person)
    drafts(person)
    assert person.client.get(address(1, "stepwell-plan.ics")).status_code == 200
    assert person.client.get(address(2, "stepwell-plan.ics")).status_code == 404


def test_H17_a_plan_that_is_held_has_no_calendar(person, clock):
    """It would go on to lower doses by itself; the page says so."""
    follows(person)
    on(clock, date(2027, 1, 17))
    post(person, "/my-plan/hold")
    assert person.client.get(address(1, "stepwell-plan.ics")).status_code == 404
    words = main(person.client.get(address(1)))
    assert "There is no calendar of it" in words
    assert "stepwell-plan.ics" not in words


@pytest.mark.parametrize("name", list(PAPERS))
def test_every_paper_is_made(person, name):
    """Of the plan in force."""
    follows(person)
    found = paper(person, 1, name)
    assert found.headers["Content-Type"].startswith(PAPERS[name].kind)
    assert found.headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_the_command_line_prints_the_same_from_the_same_plan(person, tmp_path):
    """The calendar, made from the JSON that was taken along."""
    follows(person)
    file = tmp_path / "plan.json"
    file.write_bytes(paper(person, 1, "stepwell-plan.json").content)
    source = read_source(str(file))
    expected = plan_ics(source.view(source.proposal()))
    assert paper(person, 1, "stepwell-plan.ics").content.decode() == expected


def test_a_refusal_has_the_papers_of_a_refusal(person):
    """To show to a prescriber; nothing to follow."""
    few = {"products": ["gb/diazepam/tablet/10"], "smallest_piece": "whole"}
    drafts(person, **few, liquids=False)
    page = main(person.client.get(address(1)))
    assert "stepwell-letter.pdf" in page
    assert "stepwell-days.csv" not in page


def test_a_version_that_fits_no_data_of_today_is_still_shown(person, monkeypatch):
    """Its papers and its adaptation cannot be made, and a sentence says so."""
    from stepwell.formulary import load_formulary
    from stepwell.web.plans import remaking

    follows(person)
    monkeypatch.setattr(
        remaking, "load_formulary", lambda: replace(load_formulary(), products={})
    )
    for page in (address(1), "/my-plan/next", "/visit/stepwell-visit.pdf"):
        words = main(person.client.get(page))
        assert words.startswith("This version cannot be worked with any more"), page
    words = main(post(person, "/my-plan/next/resume", day="2027-01-20"))
    assert words.startswith("This version cannot be worked with any more")
    assert "Where you are today" in main(person.client.get("/my-plan/"))


def test_H17_while_it_is_held_the_page_says_that_the_dates_do_not_hold(person, clock):
    """A paper cannot know it."""
    follows(person)
    post(person, "/my-plan/hold")
    assert "the dates on these papers do not hold now" in main(
        person.client.get(address(1))
    )
