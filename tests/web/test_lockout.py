"""Guessing is slow, and nobody can shut anybody out by guessing."""

import pytest
from django.core import signing

from account_steps import (
    OTHER,
    PHRASE,
    browser,
    is_in,
    say_again,
    sign_in,
    sign_up,
    with_space,
)
from site_walk import main
from stepwell.web.accounts import devices


POOL = 10
TOO_OFTEN = "This was tried too often"


@pytest.fixture
def robin(database):
    """Robin's own browser, signed out, with an account behind it."""
    own = browser()
    with_space_of(own, "robin")
    own.post("/account/logout/")
    return own


def with_space_of(client, name):
    sign_up(client, name=name)
    with_space(client)


def guess(client, times, name="robin", address="192.0.2.1"):
    """Try wrong pass phrases; gives the last page."""
    pages = [
        client.post(
            "/account/login/",
            {"login": name, "password": f"{OTHER} {number}"},
            REMOTE_ADDR=address,
        )
        for number in range(times)
    ]
    return main(pages[-1])


def test_strangers_guess_ten_times_in_a_quarter_of_an_hour(robin):
    """Then even the right pass phrase is not looked at."""
    stranger = browser()
    assert "do not belong together" in guess(stranger, POOL)
    assert TOO_OFTEN in guess(stranger, 1)
    assert TOO_OFTEN in main(sign_in(stranger))
    assert not is_in(stranger)


def test_H40_guessing_elsewhere_does_not_shut_the_person_out(robin):
    """Their own device has a pool of its own, even at the same address."""
    for address in ("192.0.2.1", "192.0.2.2", "127.0.0.1"):
        guess(browser(), POOL * 6, address=address)
    assert TOO_OFTEN in main(sign_in(browser()))
    sign_in(robin)
    assert is_in(robin)


def test_a_stolen_device_has_few_guesses_as_well(robin):
    """And uses up nobody else's."""
    guess(robin, POOL, address="127.0.0.1")
    assert TOO_OFTEN in main(sign_in(robin))
    fresh = browser()
    sign_in(fresh)
    assert is_in(fresh)


def test_wrong_guesses_before_the_right_phrase_are_forgiven(robin):
    """Signing in gives back its own attempt; people mistype."""
    guess(robin, POOL - 1, address="127.0.0.1")
    for _ in range(3):
        sign_in(robin)
        assert is_in(robin)
        robin.post("/account/logout/")


def test_a_device_is_known_for_its_own_names_only(robin):
    """A device of somebody else is a stranger to Robin's account."""
    other = browser()
    with_space_of(other, "other")
    other.post("/account/logout/")
    guess(browser(), POOL)
    assert TOO_OFTEN in main(sign_in(other))
    sign_in(other, name="other")
    assert is_in(other)


def test_spelling_a_name_otherwise_gives_no_more_guesses(robin):
    """Large letters and spaces are the same name."""
    stranger = browser()
    for name in ("robin", "ROBIN", " Robin", "rObIn ", "\uff32obin"):
        guess(stranger, 2, name=name)
    assert TOO_OFTEN in guess(stranger, 1)


def test_an_address_guesses_forty_times_whatever_the_names(robin):
    """One pass phrase tried at many names is slowed down, too."""
    stranger = browser()
    for number in range(40):
        guess(stranger, 1, name=f"name {number}")
    assert TOO_OFTEN in guess(stranger, 1, name="another")
    assert "do not belong" in guess(stranger, 1, name="another", address="192.0.2.9")


def test_whoever_used_up_an_address_uses_up_nobodys_pool(robin):
    """The address is asked first."""
    stranger = browser()
    for number in range(40):
        guess(stranger, 1, name=f"name {number}")
    guess(stranger, POOL + 5)
    assert "do not belong" in guess(browser(), 1, address="192.0.2.9")


def test_unknown_names_are_slowed_down_alike(robin):
    """So the limit does not say who has an account either."""
    assert "do not belong together" in guess(browser(), POOL, name="nobody")
    assert TOO_OFTEN in guess(browser(), 1, name="nobody")


def test_guessing_while_signed_in_is_slow_as_well(robin):
    """Somebody with an open browser gets ten attempts at the pass phrase."""
    sign_in(robin)
    for _ in range(POOL):
        say_again(robin, phrase=OTHER)
    assert TOO_OFTEN in main(say_again(robin))


def test_wrong_guesses_are_seen_by_the_person(robin):
    """And those beyond the limit add nothing, so nobody can fill the list."""
    guess(browser(), POOL * 3)
    sign_in(robin)
    page = main(robin.get("/account/history/"))
    assert f"on a device that was new. ({POOL} times)" in page


def test_the_device_cookie_lets_nobody_in_and_names_nobody(robin):
    """It is signed, not to be read by scripts, and holds no name."""
    cookie = robin.cookies[devices.cookie()]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert "robin" not in str(signing.loads(cookie.value, salt=devices.SALT))
    thief = browser()
    thief.cookies[devices.cookie()] = cookie.value
    assert not is_in(thief)


@pytest.mark.parametrize("value", ["", "x", "a:b:c", "WzFd:1xY0R6:other"])
def test_a_device_cookie_that_is_not_ours_is_a_strangers(robin, value):
    """Whatever somebody writes into it."""
    forger = browser()
    forger.cookies[devices.cookie()] = value
    guess(browser(), POOL)
    assert TOO_OFTEN in main(sign_in(forger))
    for document in ([1], "text", {"names": []}, ["number", 5]):
        forger.cookies[devices.cookie()] = signing.dumps(document, salt=devices.SALT)
        assert TOO_OFTEN in main(sign_in(forger))


def test_a_device_knows_five_names_at_most(robin):
    """The cookie stays small on a shared device."""
    for name in ("a1", "b2", "c3", "d4", "e5"):
        robin.post("/account/logout/")
        with_space_of(robin, name)
    robin.post("/account/logout/")
    guess(browser(), POOL)
    assert TOO_OFTEN in main(sign_in(robin))
    assert len(robin.cookies[devices.cookie()].value) < 500
    assert PHRASE not in robin.cookies[devices.cookie()].value
