"""Accounts: a name and a pass phrase, and nothing else about anybody."""

import re
import time

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core import signing
from django.urls import URLPattern, reverse

from account_steps import (
    OTHER,
    PHRASE,
    browser,
    code_of,
    is_in,
    say_again,
    secret,
    sign_in,
    sign_up,
    with_space,
)
from people import Person
from site_walk import errors, main, named
from stepwell.web.accounts import limits, passkey_views, urls, way_in
from stepwell.web.accounts.models import User
from stepwell.web.accounts.queries import Ways, account_named, ways_of
from stepwell.web.audit.queries import events_of
from stepwell.web.spaces.queries import own_space


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ settings.SECRET_KEY }}",
    "\u202eabc",
    "\x00",
    "a\nb",
    "9" * 5000,
    "\N{GRINNING FACE}" * 3,
    "ﷺ" * 60,
]


@pytest.fixture
def client(database):
    """A browser that was never here."""
    return browser()


@pytest.fixture
def settings(monkeypatch):
    """Django's settings, to be changed by ``setattr`` for one test."""

    class Changed:
        def __setattr__(self, name, value):
            monkeypatch.setattr(django_settings, name, value)

    return Changed()


@pytest.fixture
def robin(client):
    """Robin, who opened an account with a space in this browser."""
    sign_up(client)
    return with_space(client)


def verbs(name="robin"):
    """What is recorded of an account, the oldest first."""
    events = events_of(account_named(name), 100)
    return [each.verb.removeprefix("account.") for each in reversed(events)]


def test_an_account_is_a_name_and_a_pass_phrase(client):
    """After signing up a space is opened, and the phrase is kept as a hash."""
    assert sign_up(client).headers["Location"] == "/welcome"
    user = account_named("robin")
    assert user.check_password(PHRASE)
    assert PHRASE not in user.password
    assert {each.name for each in User._meta.fields} == {
        "id", "uid", "name", "is_active", "opened_at", "password", "last_login"
    }  # fmt: skip


def test_what_happens_to_a_lost_pass_phrase_is_said_before_signing_up(client):
    """No mail can come, so what helps instead is said first."""
    page = main(client.get("/account/signup/"))
    assert page.index("If you lose your pass phrase") < page.index("At least 12 signs")
    assert "nobody can open your space again" in page


@pytest.mark.parametrize(
    ("phrase", "sentence"),
    [
        ("short one", "at least 12"),
        ("123456789012345", "letters as well"),
        ("qwerty123456", "Many people use this one"),
    ],
)
def test_a_pass_phrase_that_is_easily_guessed_is_refused(client, phrase, sentence):
    """One sentence at its field, and the name stays as it was typed."""
    page = sign_up(client, phrase=phrase)
    assert any(sentence in each for each in errors(page))
    assert 'value="robin"' in page.content.decode()
    assert phrase not in page.content.decode()
    assert account_named("robin") is None


def test_a_pass_phrase_like_the_name_is_refused(client):
    """Whoever knows the name would guess it."""
    page = sign_up(client, name="robin redbreast", phrase="robin-redbreast")
    assert errors(page) == ["Choose a pass phrase that is not like your name."]


@pytest.mark.parametrize("phrase", ["long phrase " * 60 + "x", "äöü ßñ 漢字 🙂 words"])
def test_long_pass_phrases_and_any_letters_are_welcome(client, phrase):
    """No rule of composition, and no part is cut off."""
    sign_up(client, phrase=phrase)
    assert account_named("robin").check_password(phrase)
    assert not account_named("robin").check_password(phrase[:-1])


def test_both_pass_phrases_have_to_be_the_same(client):
    """A slip would shut the person out."""
    page = sign_up(client, password2=OTHER)
    assert errors(page) == ["Write the same pass phrase twice."]
    assert account_named("robin") is None


def test_a_name_is_taken_once_however_it_is_spelled(client):
    """Large and small letters, and full-width signs, are one name."""
    sign_up(client)
    for name in ("robin", "Robin", " robin ", "\uff52obin"):
        page = sign_up(browser(), name=name)
        assert "Somebody has this name already" in main(page), name
    assert is_in_after(sign_in, name="\uff32OBIN")


def is_in_after(deed, **said):
    fresh = browser()
    deed(fresh, **said)
    return is_in(fresh)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_harm_nothing(client, name):
    """Each is refused or shown as it was written."""
    done = sign_up(client, name=name)
    assert done.status_code in (200, 302)
    for page in ("/account", "/account/history/", "/account/2fa/"):
        body = client.get(page, follow=True).content.decode()
        assert "<script>alert" not in body
        assert "<img src=x" not in body


def test_hostile_answers_at_every_form_give_no_server_error(robin):
    """Long, empty, with NUL or with a wrong kind."""
    say_again(robin)
    for place, field in (
        ("/account/login/", "login"),
        ("/account/login/", "password"),
        ("/account/reauthenticate/", "password"),
        ("/account/pass-phrase/", "password1"),
        ("/account/2fa/totp/activate/", "code"),
        ("/account/2fa/webauthn/add/", "credential"),
        ("/account/2fa/webauthn/login/", "credential"),
        ("/account/2fa/webauthn/reauthenticate/", "credential"),
        ("/account/language/", "language"),
        ("/account/signup/passkey/", "username"),
    ):
        for fresh in (robin, browser()):
            for text in [*HOSTILE, "", "{}", "[1]", '{"id": 1, "response": {}}']:
                assert fresh.post(place, {field: text}).status_code < 500, place


def test_signing_in_leads_to_today_under_a_new_session(robin):
    """The number of the session before is worth nothing afterwards."""
    fresh = browser()
    fresh.get("/account/2fa/webauthn/login/", headers={"accept": "application/json"})
    before = fresh.cookies["stepwell-session"].value
    assert sign_in(fresh).headers["Location"] == "/today/"
    assert fresh.cookies["stepwell-session"].value != before


@pytest.mark.parametrize(
    ("to", "there"),
    [
        ("/journal/", "/journal/"),
        ("https://evil.example/", "/today/"),
        ("//evil.example/", "/today/"),
        ("http://localhost/journal/", "/today/"),
        ("javascript:alert(1)", "/today/"),
    ],
)
def test_after_signing_in_only_our_own_pages_are_gone_on_to(robin, to, there):
    """A link made elsewhere cannot lead away."""
    assert sign_in(browser(), next=to).headers["Location"] == there


def test_a_wrong_name_and_a_wrong_phrase_are_answered_alike(robin):
    """Nobody learns who has an account."""
    wrong = sign_in(browser(), phrase=OTHER)
    unknown = sign_in(browser(), name="nobody here", phrase=OTHER)
    assert named(wrong) == named(unknown)
    assert "do not belong together" in main(wrong)
    assert main(wrong) == main(unknown)


def test_the_slow_hash_is_made_for_unknown_names_too(robin, monkeypatch):
    """So the time says nothing either."""
    hashed = []
    real = Argon2PasswordHasher.encode
    argon = Argon2PasswordHasher()
    monkeypatch.setattr("django.contrib.auth.hashers.get_hasher", lambda *_: argon)

    def counted(self, *said):
        hashed.append(1)
        return real(self, *said)

    monkeypatch.setattr(Argon2PasswordHasher, "encode", counted)
    sign_in(browser(), name="nobody here")
    assert hashed == [1]


def test_signing_out_is_a_form(robin):
    """A link cannot sign anybody out."""
    robin.get("/account/logout/")
    assert is_in(robin)
    assert robin.post("/account/logout/").headers["Location"] == "/"
    assert not is_in(robin)
    assert verbs()[-1] == "signed-out"


def test_the_pass_phrase_is_changed_after_proving_who_it_is(robin):
    """Other browsers are signed out; this one stays."""
    other = browser()
    sign_in(other)
    asked = robin.get("/account/pass-phrase/")
    assert asked.headers["Location"].startswith("/account/reauthenticate/")
    assert say_again(robin, to="/account/pass-phrase/").status_code == 302
    page = robin.post(
        "/account/pass-phrase/", {"password1": OTHER, "password2": PHRASE}
    )
    assert errors(page) == ["Write the same pass phrase twice."]
    done = robin.post("/account/pass-phrase/", {"password1": OTHER, "password2": OTHER})
    assert done.headers["Location"] == "/account"
    assert is_in(robin)
    assert not is_in(other)
    assert is_in_after(sign_in, phrase=OTHER)
    assert not is_in_after(sign_in)
    assert "pass-phrase-changed" in verbs()
    assert "this browser" in main(robin.get("/account/sessions/"))


def test_H40_what_is_sensitive_asks_again_after_15_minutes(robin, monkeypatch):
    """An open browser alone changes nothing of how somebody signs in."""
    places = ("/account/pass-phrase/", "/account/2fa/totp/activate/")
    places += ("/account/2fa/webauthn/add/",)
    for place in places:
        assert "reauthenticate" in robin.get(place).headers["Location"]
    assert say_again(robin, phrase=OTHER).status_code == 200
    assert "reauthenticate" in robin.get(places[0]).headers["Location"]
    say_again(robin)
    assert all(robin.get(place).status_code == 200 for place in places)
    later = limits.now() + 15 * 60 + 1
    monkeypatch.setattr(time, "time", lambda: later)
    for place in places:
        assert "reauthenticate" in robin.get(place).headers["Location"]


def test_a_secret_that_was_typed_too_late_is_not_kept(robin):
    """Nothing of it stands in the session while the person is asked again."""
    robin.post("/account/pass-phrase/", {"password1": OTHER, "password2": OTHER})
    assert OTHER not in str(dict(robin.session))
    assert account_named("robin").check_password(PHRASE)


def test_H40_sessions_elsewhere_are_seen_and_ended(robin):
    """One, or all; each only by its own person, and after proving who it is."""
    phone = browser(headers={"user-agent": "Mozilla (Android) Firefox/140"})
    tablet = browser(headers={"user-agent": "Mozilla (iPad) Safari/600"})
    for each in (phone, tablet):
        sign_in(each)
    page = robin.get("/account/sessions/")
    assert "Firefox, Android" in main(page)
    assert "Safari, iPad" in main(page)
    ends = re.findall(r'"(/account/sessions/\d+/end/)"', page.content.decode())
    assert len(ends) == 2
    stranger = browser()
    sign_up(stranger, name="stranger")
    say_again(stranger)
    stranger.post(ends[0])
    assert is_in(phone)
    assert is_in(tablet)
    assert "reauthenticate" in robin.post(ends[0]).headers["Location"]
    assert is_in(phone) and is_in(tablet)
    say_again(robin)
    robin.post(ends[0])
    assert is_in(phone) != is_in(tablet)
    assert "signed out already" in main(robin.post(ends[0], follow=True))
    robin.post("/account/sessions/end-others/")
    assert not is_in(phone)
    assert not is_in(tablet)
    assert is_in(robin)
    assert verbs()[-2:] == ["session-ended", "other-sessions-ended"]


def test_a_form_that_was_sent_is_done_after_proving_who_it_is(robin):
    """Nothing has to be pressed twice."""
    phone = browser()
    sign_in(phone)
    place = "/account/sessions/end-others/"
    asked = robin.post(place).headers["Location"]
    assert asked == f"/account/reauthenticate/?next={place.replace('/', '%2F')}"
    say_again(robin, to=place)
    assert not is_in(phone)


@pytest.mark.parametrize(
    ("keep", "hours", "still"),
    [("", 11, True), ("", 13, False), ("on", 13, True), ("on", 14 * 24 + 1, False)],
)
def test_a_session_ends_by_itself(robin, monkeypatch, keep, hours, still):
    """After 12 idle hours unless one wants to stay, and after 14 days always."""
    fresh = browser()
    sign_in(fresh, remember=keep)
    assert bool(fresh.cookies["stepwell-session"]["max-age"]) is bool(keep)
    later = limits.now() + hours * 3600
    monkeypatch.setattr(limits, "now", lambda: later)
    assert is_in(fresh) is still


def test_a_sign_of_life_keeps_a_session(robin, monkeypatch):
    """Somebody who comes back after 11 hours has 12 more."""
    began = limits.now()
    for hours in (11, 22, 33):
        monkeypatch.setattr(limits, "now", lambda at=hours: began + at * 3600)
        assert is_in(robin)


def test_leaving_ends_the_session_on_the_server(robin):
    """The session is gone, not only its cookie, and so is the device."""
    stolen = browser()
    stolen.cookies["stepwell-session"] = robin.cookies["stepwell-session"].value
    assert is_in(stolen)
    done = robin.post("/leave")
    assert done.headers["Location"] == "/left"
    assert done.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    for name in ("stepwell-session", "stepwell-device", "stepwell-draft"):
        assert not robin.cookies[name].value
    assert not is_in(stolen)


def test_pages_of_an_account_are_never_stored(robin):
    """So that the way back shows nothing."""
    for page in ("/account", "/account/history/", "/account/login/", "/account/2fa/"):
        assert robin.get(page).headers["Cache-Control"] == "no-store"


def test_what_happened_is_told_in_plain_words(robin):
    """With its time where the person is, and the same in a row once."""
    assert "Your space was opened." in main(robin.get("/account/history/"))
    stranger = browser()
    for _ in range(3):
        sign_in(stranger, phrase=OTHER)
    sign_in(robin_elsewhere := browser())
    page = main(robin_elsewhere.get("/account/history/"))
    assert "A wrong pass phrase was tried, on a device that was new. (3 times)" in page
    assert "You signed in, on a device that was new." in page


def test_nobody_sees_what_happened_to_another(robin):
    """Each person reads the events of their own space."""
    other = browser()
    sign_up(other, name="other")
    with_space(other)
    assert {each.space for each in events_of(account_named("other"), 9)} == {
        own_space(account_named("other")).uid
    }


def test_the_language_is_chosen_by_a_form(robin):
    """And kept in a cookie of this browser."""
    done = robin.post("/account/language/", {"language": "de", "next": "/account"})
    assert done.headers["Location"] == "/account"
    assert '<html lang="de">' in robin.get("/account").content.decode()
    away = {"language": "de", "next": "https://evil.example/"}
    assert "evil" not in robin.post("/account/language/", away).headers["Location"]


def test_a_sign_up_code_keeps_others_out(client, settings):
    """Where the server has one, nobody opens an account without it."""
    settings.SIGN_UP_CODE = "blue-door-42"
    assert "Sign-up code" in main(client.get("/account/signup/"))
    for code in ("", "blue-door-43", "BLUE", "ü"):
        assert sign_up(client, code=code).status_code == 200
        said = {"username": "robin", "code": code}
        assert client.post("/account/signup/passkey/", said).status_code == 200
    assert account_named("robin") is None
    assert sign_up(client, code=" blue-door-42 ").status_code == 302
    wrong = sign_up(browser(), code="wrong")
    assert "has this name already" not in main(wrong)


def test_a_sign_up_code_cannot_be_guessed_at_leisure(client, settings):
    """Ten attempts in a quarter of an hour from one address."""
    settings.SIGN_UP_CODE = "blue-door-42"
    for _ in range(10):
        sign_up(client, code="wrong")
    assert "tried too often" in main(sign_up(client, code="blue-door-42"))


def test_there_is_no_account_to_begin_with(client):
    """No default name, no default pass phrase."""
    assert not User.objects.exists()


def app_of(client):
    """Switch codes on; gives the key of the app, and the moment of its code."""
    key = secret(client.get("/account/2fa/totp/activate/"))
    moment = limits.now()
    done = client.post("/account/2fa/totp/activate/", {"code": code_of(key, moment)})
    assert done.headers["Location"] == "/account/2fa/recovery-codes/"
    return key, moment


def test_a_code_from_an_app_is_asked_for_after_the_pass_phrase(robin, monkeypatch):
    """The pass phrase alone lets nobody in; each code works once."""
    say_again(robin)
    key, moment = app_of(robin)
    fresh = browser()
    assert sign_in(fresh).headers["Location"] == "/account/2fa/authenticate/"
    assert not is_in(fresh)
    place = "/account/2fa/authenticate/"
    assert "not right" in main(fresh.post(place, {"code": "000000"}))
    later = moment + 60
    monkeypatch.setattr(time, "time", lambda: later)
    code = code_of(key, later)
    assert fresh.post(place, {"code": code}).headers["Location"] == "/today/"
    assert is_in(fresh)
    again = browser()
    sign_in(again)
    again.post(place, {"code": code})
    assert not is_in(again)
    assert "code-failed" in verbs()


def codes_on(page):
    """The recovery codes that a page shows."""
    found = re.search(r'<ul class="codes">(.*?)</ul>', page.content.decode(), re.S)
    return re.findall(r"<li>(.*?)</li>", found[1])


def test_a_recovery_code_takes_the_place_of_a_lost_app(robin):
    """Each works once; they are seen, downloaded and made anew."""
    say_again(robin)
    app_of(robin)
    codes = codes_on(robin.get("/account/2fa/recovery-codes/"))
    assert len(codes) == 10
    file = robin.get("/account/2fa/recovery-codes/download/")
    assert all(code in file.content.decode() for code in codes)
    assert file.headers["Content-Type"].startswith("text/plain")
    for _ in range(2):
        fresh = browser()
        sign_in(fresh)
        fresh.post("/account/2fa/authenticate/", {"code": codes[0]})
        assert is_in(fresh) is (_ == 0)
    robin.post("/account/2fa/recovery-codes/generate/")
    assert not set(codes) & set(codes_on(robin.get("/account/2fa/recovery-codes/")))
    robin.post("/account/2fa/totp/deactivate/")
    assert is_in_after(sign_in)
    assert {"recovery_codes-used", "totp-removed"} <= set(verbs())


def test_a_link_of_the_server_lets_somebody_in_once(robin):
    """It sets a new pass phrase, ends every session, and is recorded."""
    owner = account_named("robin")
    place = reverse("way-in", args=[way_in.make(owner)])
    fresh = browser()
    assert "robin" in main(fresh.get(place))
    page = fresh.post(place, {"password1": "short", "password2": "short"})
    assert page.status_code == 200
    said = {"password1": OTHER, "password2": OTHER}
    assert fresh.post(place, said).headers["Location"] == "/today/"
    assert is_in(fresh)
    assert not is_in(robin)
    assert is_in_after(sign_in, phrase=OTHER)
    over = browser()
    assert over.get(place).status_code == 404
    assert over.post(place, said).status_code == 404
    assert {"way-in-made", "pass-phrase-set-by-link"} <= set(verbs())


def test_a_link_of_the_server_holds_for_an_hour(robin, monkeypatch):
    """And not at all if it is not ours."""
    token = way_in.make(account_named("robin"))
    assert way_in.owner_of(token) == account_named("robin")
    assert way_in.owner_of(token + "x") is None
    assert way_in.owner_of(signing.dumps("no", salt=way_in.SALT)) is None
    monkeypatch.setattr(way_in, "OLDEST_SECONDS", -1)
    assert way_in.owner_of(token) is None


def test_a_link_of_the_server_does_not_replace_the_second_factor(robin):
    """The operator's link gives a pass phrase, no more."""
    say_again(robin)
    app_of(robin)
    fresh = browser()
    place = reverse("way-in", args=[way_in.make(account_named("robin"))])
    done = fresh.post(place, {"password1": OTHER, "password2": OTHER})
    assert done.headers["Location"] == "/account/2fa/authenticate/"
    assert not is_in(fresh)


def test_the_only_way_in_cannot_be_removed(robin):
    """A passkey goes only where something else still lets the person in."""
    from allauth.mfa.models import Authenticator

    say_again(robin)
    user = account_named("robin")
    key = Authenticator.objects.create(
        user=user, type="webauthn", data={"name": "Phone", "credential": {}}
    )
    place = f"/account/2fa/webauthn/keys/{key.pk}/remove/"
    with pytest.MonkeyPatch.context() as patch:
        alone = Ways(False, 1, False, True)
        patch.setattr(passkey_views, "ways_of", lambda viewer: alone)
        page = robin.post(place, follow=True)
    assert "This is your only way in" in main(page)
    assert Authenticator.objects.filter(pk=key.pk).exists()
    robin.post(place)
    assert not Authenticator.objects.filter(pk=key.pk).exists()


def test_the_ways_in_are_counted(robin):
    """Somebody with one way in is told that losing it shuts them out."""
    assert ways_of(account_named("robin")).only_one
    assert "You have one way in only" in main(robin.get("/account"))


# Every page


def patterns(found=urls.urlpatterns, before="account/"):
    """Every address below /account/, those of django-allauth included."""
    for each in found:
        place = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield place
        else:
            yield from patterns(each.url_patterns, place)


PAGES = sorted({f"/{each}" for each in patterns()})
FORBIDDEN = ("taper", "benzo", "medicine", "diazepam", "drug", "dose", "pill")


def opened(robin):
    """Somebody with every kind of way in; gives addresses with their numbers."""
    say_again(robin)
    from allauth.mfa.models import Authenticator

    user = account_named("robin")
    key = Authenticator.objects.create(
        user=user, type="webauthn", data={"name": "My <phone>", "credential": {}}
    )
    token = way_in.make(user)
    return {"<int:pk>": key.pk, "<int:number>": 1, "<str:token>": token}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["robin", "nobody"])
def test_every_page_is_ours(robin, page, who, monkeypatch):
    """Our layout, one heading, no inline script or style, and a neutral title."""
    monkeypatch.setattr(
        "allauth.mfa.webauthn.internal.auth.get_credentials", lambda user: []
    )
    for part, number in opened(robin).items():
        page = page.replace(part, str(number))
    found = (robin if who == "robin" else browser()).get(page)
    assert found.status_code in (200, 302, 404, 405), page
    assert not [word for word in FORBIDDEN if word in page]
    if found.status_code != 200 or "text/html" not in found.headers["Content-Type"]:
        return
    markup = found.content.decode()
    assert '<html lang="en-gb">' in markup
    assert len(re.findall(r"<h1[ >]", markup)) == 1
    assert len(re.findall(r"<main[ >]", markup)) == 1
    assert 'class="leave"' in markup
    scripts = re.findall(r"<script[^>]*>", markup)
    assert all('src="/static/' in each for each in scripts)
    assert not re.search(r"<style|\sstyle=|\son\w+=|data:|javascript:", markup)
    (title,) = re.findall(r"<title>(.*?)</title>", markup)
    assert title.endswith("Stepwell")
    assert not [word for word in FORBIDDEN if word in title.lower()]
    assert "passwor" not in main(found).lower()


def test_every_page_that_should_be_seen_is_seen(robin, monkeypatch):
    """The crawl above looks at real pages, and not at refusals alone."""
    monkeypatch.setattr(
        "allauth.mfa.webauthn.internal.auth.get_credentials", lambda user: []
    )
    numbers = opened(robin)
    seen = {robin: [], browser(): []}
    for page in PAGES:
        for part, number in numbers.items():
            page = page.replace(part, str(number))
        for each, pages in seen.items():
            if each.get(page).status_code == 200:
                pages.append(page)
    mine, strangers = seen.values()
    assert len(mine) >= 12, mine
    assert len(strangers) >= 4, strangers


def test_no_cookie_says_what_this_is(robin):
    """Names that say nothing, not to be read by scripts, not sent from elsewhere."""
    robin.get("/account/signup/")
    for name, each in robin.cookies.items():
        assert not [word for word in FORBIDDEN if word in name.lower()]
        assert each["httponly"], name
        assert each["samesite"] == "Lax", name


def test_pages_ask_the_database_little_and_the_counters_never(robin):
    """An ordinary page reads the session, the account and the space."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    bounds = {"/account": 4, "/account/history/": 5, "/settings": 3, "/support": 2}
    for page, most in bounds.items():
        with CaptureQueriesContext(connection) as seen:
            assert robin.get(page).status_code == 200
        said = [each["sql"] for each in seen.captured_queries]
        assert len(said) <= most, (page, said)
        assert not [each for each in said if "accounts_attempts" in each]


def test_passkeys_are_not_offered_where_browsers_forbid_them(robin, settings):
    """At a bare number: said, with the address that works."""
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    by_number = browser()
    page = main(by_number.get("/account/login/", SERVER_NAME="127.0.0.1"))
    assert "Passkeys do not work at this address" in page
    assert "http://localhost" in page
    safe = main(by_number.get("/account/login/", secure=True, SERVER_NAME="127.0.0.1"))
    assert "do not work at this address" not in safe


def test_somebody_without_a_space_has_an_account_page(client):
    """Signing out must not need a space."""
    sign_up(client)
    assert is_in(client)
    assert "Nothing is written down yet" in main(client.get("/account/history/"))


def test_people_of_the_other_tests_sign_in_as_well(person):
    """The helper of the other rooms makes accounts like these."""
    assert isinstance(person, Person)
    assert is_in(person.client)
