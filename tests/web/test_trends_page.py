"""The page "How it has been": what it says, what it leaves out, and its picture."""

import html
import json
import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client, override_settings

import trends_site
from curves import FORMULARY, example, example_request
from journal.entries import entry, journal, rating
from site_walk import main, words
from stepwell.documents.lived_picture import lived_svg
from stepwell.web.trends.page import (
    RANGES,
    shown_days,
    trends_context,
    trends_picture,
)
from stepwell.web.trends.plain_svg import plain_svg


PRAISE = re.compile(
    r"\b(streaks?|well done|great|good job|congratulat\w+|keep it up|proud|score)\b",
    re.IGNORECASE,
)


TICKS = re.compile("[\N{CHECK MARK}\N{HEAVY CHECK MARK}\N{WHITE HEAVY CHECK MARK}]")


@pytest.fixture(autouse=True)
def _site():
    with override_settings(ROOT_URLCONF="trends_site"):
        yield


def get(address):
    return Client(SERVER_NAME="localhost").get(address)


@pytest.mark.parametrize("name", trends_site.LIVES)
@pytest.mark.parametrize("shown", RANGES)
def test_the_page_tells_who_can_see_it_and_praises_nobody(name, shown):
    """Nobody watches; no streak, no praise, no tick and no overall rating (H35)."""
    done = get(f"/trends/{name}/{shown}")
    said = main(done)
    assert done.status_code == 200
    assert "How it has been Nobody is watching this." in said
    assert "No message goes to your prescriber." in said
    assert not PRAISE.search(said)
    assert not re.search(
        "[\N{CHECK MARK}\N{HEAVY CHECK MARK}\N{WHITE HEAVY CHECK MARK}]", said
    )
    (title,) = re.findall("<title>(.*?)</title>", done.content.decode())
    assert title == "How it has been - Stepwell"


@pytest.mark.parametrize("name", ["hard", "rich"])
def test_the_markup_holds_no_style_no_handler_and_no_script_of_its_own(name):
    """What the policy forbids is not there; the data is data and no code."""
    page = get(f"/trends/{name}/all").content.decode()
    assert not re.search(r"\sstyle=|\son\w+=|javascript:|<style|<svg", page)
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", page, re.DOTALL)
    assert ["src=" in given for given, _ in scripts] == [True, True, False]
    assert [bool(inside) for _, inside in scripts] == [False, False, True]
    assert 'type="application/json"' in scripts[-1][0]
    json.loads(html.unescape(scripts[-1][1]))
    ids = re.findall(r'\sid="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    assert len(re.findall("<h1", page)) == 1


def test_every_day_stands_in_the_table():
    """Who sees no chart has every number of it."""
    page = get("/trends/hard/4-weeks").content.decode()
    body = re.findall(r"<tbody.*?</tbody>", page, re.DOTALL)[0]
    rows = [words(each) for each in re.findall(r"<tr.*?</tr>", body, re.DOTALL)]
    assert len(rows) == 28
    assert rows[0].startswith("4 January 2027 1.8 mg 1.8 mg 2 1")
    assert rows[17].startswith("21 January 2027 1.64 mg 1 mg 6 4 3 4 hours 55 minutes")


def test_four_weeks_are_twenty_eight_days_and_all_is_all():
    """The last day is always the day that was asked for."""
    written, plan, _, until = trends_site.rich()
    views = {name: shown_days(written, plan, until, name) for name in RANGES}
    assert all(view.last == until for view in views.values())
    assert {name: view.days for name, view in views.items()} == {
        "4-weeks": 28,
        "3-months": 91,
        "all": 109,
    }


def test_a_range_begins_with_the_first_entry_at_the_earliest():
    """Empty weeks before anything was written down are not drawn."""
    written, plan, _, until = trends_site.hard()
    view = shown_days(written, plan, until, "3-months")
    assert view == shown_days(written, plan, until, "all")
    assert view.days == 42


def test_with_nothing_to_draw_one_sentence_says_so():
    """No empty chart, no script, and no range to choose from."""
    done = get("/trends/empty/4-weeks")
    assert "There is nothing to show yet" in main(done)
    page = done.content.decode()
    assert "<script" not in page
    assert "trends-ranges" not in page
    written, plan, _, until = trends_site.empty()
    assert trends_picture(written, plan, until, "all") == b""


def test_H33_a_silent_month_is_no_good_month():
    """It is said that nothing is written down, and the rest can be looked at (H33)."""
    name = "lorazepam-us"
    plan = example(name)[2].plan
    written = journal(entry(rating(2), plan.start))
    until = plan.start + timedelta(days=60)
    context = trends_context(written, plan, example_request(name), FORMULARY, until)
    assert context["chart"] is None
    assert [each.name for each in context["ranges"]] == list(RANGES)
    assert [each.is_shown for each in context["ranges"]] == [True, False, False]
    from django.template.loader import render_to_string

    said = words(render_to_string("trends.html", context))
    assert "Nothing is written down for these days" in said


def test_H31_a_red_flag_comes_before_everything_else():
    """Help first, and the charts after it."""
    said = main(get("/trends/flagged/4-weeks"))
    assert said.startswith("Get help first")
    assert said.index("Emergency number") < said.index("How it has been")
    assert "Get help first" not in main(get("/trends/hard/4-weeks"))


@pytest.mark.parametrize("name", ["hard", "rich"])
def test_the_picture_needs_no_style(name):
    """The policy of the answer would stop it; each is an attribute instead."""
    written, plan, _, until = trends_site.LIVES[name]()
    plain = trends_picture(written, plan, until, "all")
    assert b"style" not in plain
    root = ElementTree.fromstring(plain)
    assert root.attrib["stroke-linejoin"] == "round"
    styled = lived_svg(shown_days(written, plan, until, "all"))
    before = ElementTree.fromstring(styled)
    kept = [each for each in before.iter() if not each.tag.endswith("}style")]
    after = list(root.iter())
    assert [each.tag for each in after] == [each.tag for each in kept]
    for old, new in zip(kept[1:], after[1:], strict=True):
        rules = [each.split(":", 1) for each in filter(None, styles(old))]
        expected = {key.strip(): value.strip() for key, value in rules}
        expected |= {key: v for key, v in old.attrib.items() if key != "style"}
        assert new.attrib == expected
        assert (new.text or "").strip() == (old.text or "").strip()


def styles(element):
    return [each.strip() for each in element.attrib.get("style", "").split(";")]


def test_a_style_that_no_attribute_can_say_is_not_dropped_silently():
    """A picture would look right to us and wrong to somebody else."""
    with pytest.raises(ValueError, match="no attribute of SVG says filter"):
        plain_svg(b'<svg><path style="filter: blur(2px)"/></svg>')
