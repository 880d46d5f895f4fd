"""What a person does with an account, as a browser without JavaScript does it."""

import re
from html import unescape

from django.test import Client


PHRASE = "seven quiet lamps outside"
OTHER = "nine slow rivers at dusk"
LOGIN, SIGN_UP, AGAIN = (
    "/account/login/",
    "/account/signup/",
    "/account/reauthenticate/",
)


def browser(**said):
    """A browser that was never here."""
    return Client(SERVER_NAME="localhost", **said)


def sign_up(client, name="robin", phrase=PHRASE, **more):
    """Open an account with a pass phrase."""
    said = {"username": name, "password1": phrase, "password2": phrase, **more}
    return client.post(SIGN_UP, said)


def sign_in(client, name="robin", phrase=PHRASE, **more):
    """Sign in with a pass phrase."""
    return client.post(LOGIN, {"login": name, "password": phrase, **more})


def say_again(client, phrase=PHRASE, to="/account"):
    """Prove once more who it is."""
    return client.post(AGAIN, {"password": phrase, "next": to})


def is_in(client):
    """Whether somebody is signed in."""
    return client.get("/account").status_code == 200


def with_space(client):
    """Open the space of who is signed in."""
    done = client.post("/welcome", {"market": "gb", "zone": "Europe/London"})
    assert done.status_code == 302
    return client


def secret(page):
    """The key for an app that a page shows."""
    return unescape(re.search(r'class="secret">([^<]*)<', page.content.decode())[1])


def code_of(key, moment):
    """The code that an app shows at a moment."""
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return format_hotp_value(hotp_value(key, int(moment) // 30))
