"""Passkeys in a real browser with an authenticator of its own, and leaving in haste.

They need Debian's chromium (``apt-get install -y chromium``) and are skipped without.
"""

import re
import time

import pytest

from account_steps import OTHER, PHRASE, code_of
from browser import NEEDED, PHONE, look
from stepwell.web.accounts import limits
from stepwell.web.accounts.queries import account_named
from stepwell.web.audit.queries import events_of


pytestmark = NEEDED


@pytest.fixture
def visit(chromium, site):
    """Makes visits, each by a browser that was never here."""
    made = []

    def new():
        context = chromium.new_context(viewport=PHONE)
        made.append(context)
        return Visit(context.new_page(), site)

    yield new
    for context in made:
        context.close()


class Visit:
    """A page of the site, with an eye on what goes wrong."""

    def __init__(self, page, site):
        self.page, self.site, page.faults = page, site, []
        page.on("console", self._said)
        page.on("pageerror", lambda fault: page.faults.append(str(fault)))
        page.route("https://www.bbc.co.uk/**", lambda way: way.fulfill(body="weather"))

    def _said(self, said):
        if not said.text.startswith("Clear-Site-Data header"):
            self.page.faults.append(said.text)

    def device(self):
        """Let the device have a place for passkeys that knows its owner."""
        session = self.page.context.new_cdp_session(self.page)
        session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        self.keys = lambda: session.send(
            "WebAuthn.getCredentials", {"authenticatorId": made["authenticatorId"]}
        )["credentials"]
        self.owner_is_there = lambda yes: session.send(
            "WebAuthn.setUserVerified",
            {"authenticatorId": made["authenticatorId"], "isUserVerified": yes},
        )
        return self

    def open(self, place):
        """Go to an address."""
        self.page.goto(self.site + place)

    def press(self, name):
        """Press a button."""
        self.page.get_by_role("button", name=name).click()

    def follow(self, name):
        """Follow a link."""
        self.page.get_by_role("link", name=name).first.click()

    def write(self, **said):
        """Fill in fields."""
        for name, text in said.items():
            self.page.locator(f"[name={name}]").first.fill(text)

    def at(self, place):
        """Wait until an address is reached."""
        self.page.wait_for_url(self.site + place)

    def opens_space(self):
        """Answer the questions of the welcome."""
        self.page.wait_for_url("**/welcome")
        self.page.locator("#id_market").select_option("gb")
        self.page.locator("#id_zone").select_option("Europe/London")
        self.press("Open my space")
        self.at("/today/")

    def look(self, name):
        """Judge the page, in every width, light and dark."""
        look(self.page, f"account-{name}")


def sign_up(visit, name="robin"):
    """Open an account with a pass phrase, and its space."""
    visit.open("/account/signup/")
    visit.write(username=name, password1=PHRASE, password2=PHRASE)
    visit.press("Open my account")
    visit.opens_space()


def sign_in(visit, phrase=PHRASE):
    """Sign in with a pass phrase."""
    visit.open("/account/login/")
    visit.write(login="robin", password=phrase)
    visit.page.get_by_role("button", name="Sign in", exact=True).click()


def verbs():
    """What is recorded of the account."""
    return [each.verb for each in events_of(account_named("robin"), 100)]


def test_an_account_with_a_passkey_and_no_pass_phrase(visit):
    """Opened, left, entered again; another device with nothing is not let in."""
    robin = visit().device()
    robin.open("/account/signup/")
    robin.look("sign-up")
    robin.follow("Open an account with a passkey")
    robin.look("sign-up-passkey")
    robin.write(username="robin")
    robin.press("Go on")
    robin.look("make-passkey")
    robin.write(name="My phone")
    robin.press("Make the passkey")
    robin.at("/account/2fa/recovery-codes/")
    robin.look("recovery-codes")
    (key,) = robin.keys()
    assert key["isResidentCredential"]
    assert not account_named("robin").has_usable_password()
    robin.follow("I have kept them. Go on")
    robin.opens_space()
    robin.open("/account")
    robin.look("account-passkey")
    robin.page.get_by_text("You have one way in only").wait_for()
    robin.page.locator("main").get_by_role("button", name="Sign out").click()
    robin.at("/")
    robin.open("/account/login/")
    robin.look("sign-in")
    robin.press("Sign in with a passkey")
    robin.at("/today/")
    assert "account.signed-in" in verbs()
    stranger = visit().device()
    stranger.open("/account/login/")
    stranger.press("Sign in with a passkey")
    stranger.page.get_by_text("did not give a passkey").wait_for()


def test_a_passkey_does_not_work_without_its_owner(visit):
    """A device that did not make sure of its owner is not enough."""
    robin = visit().device()
    robin.open("/account/signup/passkey/")
    robin.write(username="robin")
    robin.press("Go on")
    robin.press("Make the passkey")
    robin.at("/account/2fa/recovery-codes/")
    robin.open("/account/logout/")
    robin.page.locator("main").get_by_role("button", name="Sign out").click()
    robin.owner_is_there(False)
    robin.open("/account/login/")
    robin.press("Sign in with a passkey")
    robin.page.get_by_text("did not give a passkey").wait_for()
    robin.open("/account")
    assert "/account/login/" in robin.page.url


def test_a_passkey_beside_a_pass_phrase(visit):
    """Added, renamed, asked for after the phrase, used to prove it is me, removed."""
    robin = visit().device()
    sign_up(robin)
    robin.open("/account")
    robin.look("account")
    robin.follow("Add a passkey")
    robin.look("again")
    robin.write(password=PHRASE)
    robin.press("Go on")
    robin.look("add-passkey")
    robin.write(name="<b>My tablet</b>")
    robin.press("Make the passkey")
    robin.at("/account/2fa/recovery-codes/")
    robin.open("/account/2fa/")
    robin.look("factors")
    robin.follow("Look at my passkeys")
    robin.look("passkeys")
    robin.follow("Rename <b>My tablet</b>")
    robin.look("rename")
    robin.write(name="Tablet")
    robin.press("Keep")
    robin.page.get_by_role("heading", name="Tablet").wait_for()
    robin.press("Leave now")
    robin.page.wait_for_url("https://www.bbc.co.uk/weather")
    sign_in(robin)
    robin.at("/account/2fa/authenticate/")
    robin.look("second-step")
    robin.press("Use my passkey")
    robin.at("/today/")
    robin.open("/account/2fa/webauthn/")
    robin.follow("Remove Tablet")
    robin.look("again-passkey")
    robin.press("Show my passkey")
    robin.page.wait_for_url("**/remove/")
    robin.look("remove")
    robin.press("Remove it")
    robin.page.get_by_text("The passkey is removed.").wait_for()
    assert "account.webauthn-removed" in verbs()
    other = visit()
    sign_in(other)
    other.at("/today/")


def test_H40_guessing_a_pass_phrase_never_stops_a_passkey(visit):
    """Whoever uses up every attempt does not shut out who has a passkey."""
    robin = visit().device()
    robin.open("/account/signup/passkey/")
    robin.write(username="robin")
    robin.press("Go on")
    robin.press("Make the passkey")
    robin.at("/account/2fa/recovery-codes/")
    stranger = visit()
    for _ in range(11):
        sign_in(stranger, OTHER)
    stranger.page.get_by_text("tried too often").first.wait_for()
    robin.press("Leave now")
    robin.page.wait_for_url("https://www.bbc.co.uk/weather")
    robin.open("/account/login/")
    robin.press("Sign in with a passkey")
    robin.page.wait_for_url("**/welcome")


def test_codes_from_an_app(visit, monkeypatch):
    """Switched on by the key or the square, then asked for; a recovery code helps."""
    robin = visit()
    sign_up(robin)
    robin.open("/account/2fa/totp/activate/")
    robin.write(password=PHRASE)
    robin.press("Go on")
    robin.look("codes-on")
    assert robin.page.get_by_role("img").bounding_box()["width"] > 150
    key = robin.page.locator(".secret").inner_text()
    began = limits.now()
    robin.write(code=code_of(key, began))
    robin.press("Switch codes on")
    robin.at("/account/2fa/recovery-codes/")
    recovery = robin.page.locator(".codes li").first.inner_text()
    monkeypatch.setattr(time, "time", lambda: began + 90)
    other = visit()
    sign_in(other)
    other.write(code="000000")
    other.press("Sign in")
    other.page.get_by_text("This was not right").first.wait_for()
    other.look("wrong-code")
    other.write(code=code_of(key, began + 90))
    other.press("Sign in")
    other.at("/today/")
    third = visit()
    sign_in(third)
    third.write(code=recovery)
    third.press("Sign in")
    third.at("/today/")
    third.open("/account/history/")
    third.look("history")
    third.page.get_by_text("A recovery code was used up.").wait_for()


def test_H40_a_session_on_another_browser_is_ended(visit):
    """The other browser is asked to sign in at its next step."""
    robin, phone = visit(), visit()
    sign_up(robin)
    sign_in(phone)
    phone.at("/today/")
    robin.open("/account/sessions/")
    robin.look("sessions")
    robin.press("Sign out everywhere but here")
    robin.write(password=PHRASE)
    robin.press("Go on")
    robin.page.get_by_text("signed out everywhere but here").wait_for()
    phone.page.reload()
    assert "/account/login/" in phone.page.url


def test_after_leaving_the_way_back_shows_nothing_of_the_space(visit):
    """No page of the space comes back, and nobody is signed in any more."""
    robin = visit()
    sign_up(robin)
    robin.open("/account")
    robin.open("/account/history/")
    robin.press("Leave now")
    robin.page.wait_for_url("https://www.bbc.co.uk/weather")
    assert robin.page.context.cookies(robin.site) == []
    for _ in range(4):
        robin.page.go_back(wait_until="load")
        words = robin.page.locator("body").inner_text()
        assert "What happened in my account" not in words
        assert "You are signed in as" not in words
        if robin.page.url == "about:blank":
            break
    robin.open("/account/history/")
    assert "/account/login/" in robin.page.url


def test_everything_but_passkeys_works_without_scripts(chromium, site):
    """Signing up and in, and what is said of passkeys there."""
    context = chromium.new_context(java_script_enabled=False)
    robin = Visit(context.new_page(), site)
    sign_up(robin)
    robin.open("/account/logout/")
    robin.page.locator("main").get_by_role("button", name="Sign out").click()
    robin.open("/account/login/")
    robin.page.get_by_text("Passkeys need JavaScript").wait_for()
    assert not robin.page.get_by_role("button", name="with a passkey").is_visible()
    sign_in(robin)
    robin.at("/today/")
    context.close()


def test_signing_up_and_in_by_keyboard(visit):
    """Tab, letters and Enter; a mistake leads to its field."""
    robin = visit()
    robin.open("/account/signup/")
    robin.page.locator("#id_username").focus()
    robin.page.keyboard.type("robin")
    for phrase in (PHRASE, OTHER):
        robin.page.keyboard.press("Tab")
        robin.page.keyboard.type(phrase)
    robin.page.keyboard.press("Enter")
    robin.page.wait_for_selector(".errors")
    assert re.match("Error", robin.page.title())
    robin.look("mistake")
    for _ in range(30):
        robin.page.keyboard.press("Tab")
        if robin.page.evaluate("document.activeElement.hash") == "#id_password2":
            break
    robin.page.keyboard.press("Enter")
    assert robin.page.evaluate("document.activeElement.id") == "id_password2"
    robin.page.locator("#id_password1").focus()
    robin.page.keyboard.type(PHRASE)
    robin.page.keyboard.press("Tab")
    robin.page.keyboard.type(PHRASE)
    robin.page.keyboard.press("Enter")
    robin.opens_space()
