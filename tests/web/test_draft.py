"""The draft says what the command line says, on the page and in every file."""

import json
import re
from dataclasses import replace

import pytest

from site_walk import TODAY, main, words
from stepwell.cli.made import read_source
from stepwell.cli.plan import rendered
from stepwell.cli.print_options import PrintWish
from stepwell.cli.printing import Print, printed
from stepwell.documents.blocks import ByWidth, Gap, Heading, Table
from stepwell.documents.plan_text import CURVE, plan_blocks
from stepwell.web.drafts.papers import PAPERS


REFUSED = {
    "products": {"which": "only", "products": "us/lorazepam/tablet/2"},
    "pieces": {"smallest": "whole", "liquids": "no"},
}
SLOW_BREATHING = {"beside": {"flags": ["opioid", "alcohol"]}}
MARKETS = {
    "us": ("lorazepam", "1 mg"),
    "gb": ("diazepam", "5 mg"),
    "ca": ("clonazepam", "1 mg"),
    "au": ("zopiclone", "7.5 mg"),
    "de": ("lorazepam", "1 mg"),
}


def source_of(walk, tmp_path):
    """The same request as a file of the command line."""
    file = tmp_path / "plan.json"
    document = json.loads(walk.get("/plan/draft/stepwell-plan.json").content)
    file.write_text(json.dumps(document["request"]))
    return read_source(str(file))


def in_market(market, drug, dose):
    return {"place": {"market": market}, "medicine": {"drug": drug, "bedtime": dose}}


def block_words(block, mark):
    """The words of a block on a page."""
    if isinstance(block, Gap):
        return ""
    if isinstance(block, ByWidth):
        return block_words(block.wide, mark)
    if isinstance(block, Table):
        return " ".join(cell for row in (block.header, *block.rows) for cell in row)
    return f"{mark} {block.text}" if isinstance(block, Heading) else block.text


def article(response):
    """The words of the draft itself, without the lists of links in it."""
    page = response.content.decode()
    (found,) = re.findall(r"<article.*?</article>", page, re.DOTALL)
    return words(re.sub(r"<nav.*?</nav>", "", found, flags=re.DOTALL))


@pytest.mark.parametrize("market", MARKETS)
def test_the_page_says_every_word_of_the_text_and_no_more(walk, tmp_path, market):
    """Page and command line cannot disagree, in any market.

    Only the line that names a command is left out.
    """
    page = walk.draft(**in_market(market, *MARKETS[market]))
    source = source_of(walk, tmp_path)
    view = source.view(source.proposal())
    blocks = [block for block in plan_blocks(view) if block != CURVE]
    said = (block_words(block, view.edition.mark) for block in blocks)
    assert article(page) == " ".join(" ".join(said).split())
    assert "./stepwell" not in main(page)


@pytest.mark.parametrize("market", MARKETS)
def test_the_files_are_those_of_the_command_line(walk, tmp_path, market):
    """Byte by byte: paper, calendar, table and JSON."""
    page = walk.draft(**in_market(market, *MARKETS[market]))
    source = source_of(walk, tmp_path)
    proposal = source.proposal()
    view = source.view(proposal)
    sheet = "letter" if market in ("us", "ca") else "a4"
    wishes = {
        "stepwell-plan.pdf": PrintWish(sheet=sheet),
        "stepwell-boxes.pdf": PrintWish(sheet=sheet, layout="calendar"),
        "stepwell-letter.pdf": PrintWish(sheet=sheet, document="letter"),
        "stepwell-pharmacy.pdf": PrintWish(sheet=sheet, document="pharmacy"),
    }
    offered = re.findall(r'href="/plan/draft/([^"]+)"', page.content.decode())
    assert offered == [name for name in PAPERS if name in offered]
    assert "stepwell-plan.pdf" in offered
    for name in offered:
        response = walk.get(f"/plan/draft/{name}")
        if name in wishes:
            made = printed(Print(source, proposal, view, wishes[name]))
        else:
            made = rendered(view, name.rpartition(".")[2]).encode()
        assert response.content == made, name
        assert response.headers["Content-Disposition"].endswith(f'filename="{name}"')


def test_H16_every_page_and_file_of_a_draft_says_so(walk):
    """The heading, each section, and each text that leaves the site."""
    page = walk.draft()
    assert "<h1>DRAFT | " in page.content.decode()
    sections = re.findall(r'<h2 id="part-[^>]*>(.*?)</h2>', page.content.decode())
    assert sections
    assert all(each.startswith('<span class="mark">DRAFT') for each in sections)
    plan = json.loads(walk.get("/plan/draft/stepwell-plan.json").content)
    assert plan["status"] == "draft"
    calendar = walk.get("/plan/draft/stepwell-plan.ics").content.decode()
    assert "DRAFT" in calendar
    assert "VALARM" not in calendar


def test_the_answers_become_the_request(walk):
    """Each under the key that a file would have."""
    own = {"pace": "own", "percent": "2.5", "days": "21"}
    lower = {"goal": "lower", "reduce_to": "500 micrograms"}
    only = {"which": "only", "products": ["us/lorazepam/tablet/0.5"]}
    flags = {"before": {"flags": "failed_taper"}, "mind": {"flags": "drives"}}
    walk.compared(pace=own, goal=lower, products=only, **flags)
    document = json.loads(walk.get("/plan/draft/stepwell-plan.json").content)
    assert document["request"] == {
        "start": "2027-01-04",
        "market": "us",
        "current": [
            {"drug": "lorazepam", "time": "morning", "dose": "1 mg"},
            {"drug": "lorazepam", "time": "bedtime", "dose": "1 mg"},
        ],
        "using_since": "2021-05-01",
        "person": {"age": 46, "flags": ["failed_taper", "drives"]},
        "goal": {"reduce_to": "0.5 mg"},
        "pace": {
            "shape": "proportional",
            "reduction_percent": 2.5,
            "step_days": 21,
        },
        "products": ["us/lorazepam/tablet/0.5"],
    }


def test_a_refusal_says_why_and_can_be_taken_along(walk):
    """Its paper and letter exist; a calendar of what must not be done does not."""
    page = walk.draft(**REFUSED)
    assert "Refused: no plan is made" in main(page)
    assert "Stay on the dose you take now" in main(page)
    offered = re.findall(r'href="/plan/draft/([^"]+)"', page.content.decode())
    assert offered == [name for name, each in PAPERS.items() if each.of_refusals]
    for name in PAPERS:
        there = walk.get(f"/plan/draft/{name}").status_code
        assert there == (200 if name in offered else 404)


def test_H31_a_plan_page_that_calls_for_help_says_nothing_else(walk, monkeypatch):
    """Where a rule calls for help in the end, there is only that, and no file."""
    from stepwell.web.drafts import proposed

    read = proposed.read_request

    def with_sign(document, formulary):
        from stepwell.plan.person import RedFlag

        request = read(document, formulary)
        signs = frozenset({RedFlag.CONFUSION})
        return replace(request, person=replace(request.person, red_flags=signs))

    walk.compared()
    monkeypatch.setattr(proposed, "read_request", with_sign)
    page = walk.get("/plan/draft")
    assert "call the emergency number" in main(page)
    assert "/plan/draft/" not in page.content.decode()
    assert "The steps" not in main(page)
    assert walk.get("/plan/draft/stepwell-letter.pdf").status_code == 404


def test_a_request_that_no_longer_reads_is_read_back_again(walk, monkeypatch):
    """As when a product is taken out of the data while a draft is open."""
    from stepwell.interop.errors import InputError
    from stepwell.web.drafts import proposed

    def refuse(document, formulary):
        raise InputError("products[0]: it is not sold any more")

    walk.compared()
    monkeypatch.setattr(proposed, "read_request", refuse)
    assert walk.get("/plan/draft").headers["Location"] == "/plan/check"


def test_a_calendar_that_cannot_be_made_is_not_offered(walk, monkeypatch):
    """The other files still are."""
    from stepwell.web.drafts import papers

    monkeypatch.setattr(papers, "why_no_calendar", lambda view: "too long")
    page = walk.draft()
    assert "stepwell-plan.ics" not in page.content.decode()
    assert "stepwell-days.csv" in page.content.decode()


def test_high_risk_answers_reach_the_plan(walk):
    """Opioids and alcohol beside the medicine stand in the draft's warnings."""
    assert "G17" in main(walk.draft(**SLOW_BREATHING))


def test_days_in_these_tests_do_not_age():
    """The first day of the usual answers lies after the day of the tests."""
    assert TODAY.isoformat() < "2027-01-04"
