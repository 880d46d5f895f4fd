"""Support now: for everybody, at once, without a database, and nothing invented."""

import re
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from journal_walk import markup
from site_walk import main
from stepwell.safety.rules.g05_red_flags import ACTIONS
from stepwell.sources.bibliography import load_bibliography
from stepwell.web.spaces.models import Market
from stepwell.web.support.numbers import COUNTRIES, countries


@pytest.fixture
def page():
    """The page as somebody sees it who did not sign in."""
    return Client(SERVER_NAME="localhost").get("/support")


def test_it_needs_no_account_and_no_database(page):
    """A test without a database would fail if it asked for anything."""
    assert page.status_code == 200
    assert "Set-Cookie" not in page.headers
    assert set(page.cookies) <= {"csrftoken"}


def test_it_asks_nothing_of_somebody_who_is_signed_in(person):
    """Their session and name, for the head of the page, and nothing else."""
    with CaptureQueriesContext(connection) as found:
        page = person.client.get("/support")
    assert page.status_code == 200
    assert len(found) <= 2


def test_every_number_stands_in_a_work_of_the_bibliography():
    """No number is from memory; what nobody checked at its source says so."""
    works = load_bibliography()
    for country in COUNTRIES.values():
        for line in country.lines:
            assert line.number in works[line.work].citation
    page = main(Client(SERVER_NAME="localhost").get("/support"))
    unchecked = [
        line
        for each in COUNTRIES.values()
        for line in each.lines
        if not line.is_checked
    ]
    assert page.count("not checked this number at its source") == len(unchecked)


def test_the_emergency_numbers_are_those_of_every_page(page):
    """The list says the same as the foot of each page, for every country."""
    foot = markup(page).split("<footer>")[1]
    assert set(COUNTRIES) == set(Market.values)
    for country in COUNTRIES.values():
        assert f"<strong>{country.emergency.number}</strong>" in foot
        assert str(country.emergency.country) in foot
        assert f'href="tel:{country.emergency.number}"' in markup(page)


@pytest.mark.parametrize("market", Market.values)
def test_the_own_country_comes_first_and_none_is_left_out(market):
    """Somebody may be abroad."""
    shown = countries(market)
    assert shown[0] is COUNTRIES[market]
    assert len(shown) == len(COUNTRIES)


def test_H10_a_missed_dose_is_not_made_up_for(page):
    """It says so, and names no amount."""
    said = main(page)
    assert "Do not double the next one" in said
    assert not re.search(r"\d\s?mg", said)


def test_H08_it_says_never_to_stop_suddenly(page):
    """In so many words."""
    assert "Never stop this medicine suddenly" in main(page)


def test_H31_every_sign_stands_there_with_what_to_do(page):
    """In the words of the rules."""
    said = main(page)
    for action in ACTIONS.values():
        assert action in said


def test_it_is_short_enough_for_a_fog(page):
    """What stands open without a click has few words."""
    open_ = re.sub(r"<details>.*?</details>", "", markup(page), flags=re.DOTALL)
    words = re.sub(r"<[^>]*>", " ", open_.split("<main")[1].split("</main>")[0]).split()
    assert len(words) < 260


def test_nothing_comes_from_elsewhere(page):
    """Every address is ours, or a number to call."""
    for address in re.findall(r'(?:href|src|action)="([^"]*)"', markup(page)):
        assert unquote(address).startswith(("/", "#", "tel:"))
