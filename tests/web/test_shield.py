"""What the site gives away, keeps and lets in: nothing."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core import signing
from django.test import Client

from site_walk import START, Walk, main, text
from stepwell.formulary import load_formulary
from stepwell.web.drafts import cookie
from stepwell.web.drafts.answers import Answers
from stepwell.web.drafts.papers import PAPERS
from stepwell.web.drafts.questions import QUESTIONS


PAGES = [
    "/",
    *(f"/plan/{question.slug}" for question in QUESTIONS),
    "/plan/medicine/1",
    "/plan/check",
    "/plan/draft",
    *(f"/plan/draft/{name}" for name in PAPERS),
    "/second-opinion",
    "/left",
    "/nix",
]
HTML = [page for page in PAGES if "stepwell-" not in page]
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "connect-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ settings.SECRET_KEY }}{% debug %}",
    "'; DROP TABLE drafts; --",
    "\x00\x1b[31m\u202e\ufeff",
    "=HYPERLINK(1)",
    "../../etc/passwd",
    "9" * 5000,
    "\N{GRINNING FACE}",
]


@pytest.fixture(scope="module")
def whole():
    """A browser with a whole draft; what is read from it changes nothing."""
    with pytest.MonkeyPatch.context() as patch:
        from site_walk import TODAY

        patch.setattr("stepwell.web.drafts.questions.today", lambda: TODAY)
        return Walk().compared()


@pytest.mark.parametrize("page", PAGES)
def test_every_answer_carries_the_shields(whole, page):
    """No script, no frame, no copy in a cache, no word to other hosts."""
    headers = whole.get(page).headers
    assert set(headers["Content-Security-Policy"].split("; ")) == POLICY
    assert {name: headers[name] for name in HEADERS} == HEADERS
    referrer = "no-referrer" if page == "/left" else "same-origin"
    assert headers["Referrer-Policy"] == referrer


@pytest.mark.parametrize("page", HTML)
def test_pages_hold_no_script_and_nothing_from_elsewhere(whole, page):
    """Every address that a page loads or links to is ours, but for the way out."""
    markup = whole.get(page).content.decode()
    assert not re.search(r"<script|<iframe|\son\w+=|style=|javascript:", markup)
    targets = re.findall(r'(?:href|src|action)="([^"]*)"', markup)
    outside = {each for each in targets if not each.startswith(("/", "#"))}
    assert outside == ({settings.LEAVE_TO} if page == "/left" else set())


@pytest.mark.parametrize("page", HTML)
def test_every_page_can_be_read_aloud(whole, page):
    """A language, one main heading, one main part, and a link that skips to it."""
    markup = whole.get(page).content.decode()
    assert '<html lang="en-gb">' in markup
    assert len(re.findall(r"<h1[ >]", markup)) == 1
    assert len(re.findall(r"<main[ >]", markup)) == 1
    assert '<a class="skip" href="#main">' in markup
    ids = re.findall(r'\sid="([^"]*)"', markup)
    assert len(ids) == len(set(ids))
    named = re.findall(r'(?:for|aria-labelledby)="([^"]*)"', markup)
    described = re.findall(r'aria-describedby="([^"]*)"', markup)
    said = [each for ids_ in (*named, *described) for each in ids_.split()]
    assert set(said) <= set(ids)


def test_no_address_and_no_title_names_a_medicine(whole):
    """Who looks over a shoulder, or at a history, reads nothing of it."""
    formulary = load_formulary()
    brands = [brand for each in formulary.drugs.values() for brand in each.brand_names]
    names = {name.lower() for name in (*formulary.drugs, *brands)}
    for page in HTML:
        markup = whole.get(page).content.decode()
        (title,) = re.findall(r"<title>(.*?)</title>", markup)
        assert title.endswith("Stepwell")
        links = re.findall(r'(?:href|action)="([^"]*)"', markup)
        seen = " ".join([title, *links]).lower()
        assert not [name for name in names if name in seen]
        assert "?" not in "".join(links)


def test_forms_without_their_token_are_turned_away():
    """Another site cannot send a form in somebody's name."""
    strict = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    places = ["/plan/signs", "/plan/medicine/1", "/plan/check", "/leave"]
    places += ["/plan/start-again", "/plan/medicine/1/remove", "/second-opinion"]
    for place in places:
        done = strict.post(place, {"signs": "none"})
        assert done.status_code == 403, place
        assert "Nothing was changed" in main(done)
    assert cookie.COOKIE not in strict.cookies


@pytest.mark.parametrize(
    "page", ["/plan/start-again", "/leave", "/plan/medicine/1/remove"]
)
def test_nothing_changes_by_following_a_link(walk, page):
    """What deletes is a form."""
    assert walk.compared().get(page).status_code == 405


def test_an_unknown_name_of_the_host_is_refused():
    """Only the names that the site was started with are answered to."""
    assert Client(SERVER_NAME="evil.example").get("/").status_code == 400


def test_the_draft_is_in_one_cookie_of_this_browser(walk):
    """Not to be read by scripts, not sent from elsewhere, gone with the browser."""
    walk.compared().get("/plan/age")
    assert set(walk.client.cookies) == {cookie.COOKIE, "csrftoken"}
    for each in walk.client.cookies.values():
        assert each["httponly"]
        assert each["samesite"] == "Lax"
        assert not each["max-age"]
        assert not each["expires"]
    other = Walk()
    assert other.get("/plan/draft").headers["Location"] == "/plan/signs"


def test_over_https_the_cookie_is_for_https_only():
    """Then it is never sent in the open."""
    client = Client(SERVER_NAME="localhost")
    client.post("/plan/signs", {"signs": "none"}, secure=True)
    assert client.cookies[cookie.COOKIE]["secure"]


def test_the_server_keeps_nothing(walk, tmp_path, monkeypatch):
    """Without an account no session, no row and no file: nothing is written."""
    assert settings.DATABASES["default"]["NAME"] == "stepwell.sqlite3"  # where one is
    written = []
    monkeypatch.setattr(Path, "write_text", lambda *a, **k: written.append(a))
    monkeypatch.setattr(Path, "write_bytes", lambda *a, **k: written.append(a))
    monkeypatch.chdir(tmp_path)
    walk.draft()
    for name in PAPERS:
        walk.get(f"/plan/draft/{name}")
    assert "stepwell-session" not in walk.client.cookies
    assert written == list(tmp_path.iterdir()) == []


def changed(signed):
    return [
        signed[:-1] + ("a" if signed[-1] != "a" else "b"),
        "x" + signed[1:],
        signed.partition(":")[0],
        "nonsense",
        "",
        "é" * 10,
        signing.dumps({"version": 1}, salt="another"),
    ]


def test_a_cookie_that_is_not_ours_counts_for_nothing(walk):
    """Changed by a letter, cut, made elsewhere: the first question is asked."""
    walk.compared()
    for value in changed(walk.client.cookies[cookie.COOKIE].value):
        other = Walk()
        other.client.cookies[cookie.COOKIE] = value
        assert other.get("/plan/draft").headers["Location"] == "/plan/signs"
        assert other.get("/").status_code == 200


def test_a_cookie_of_yesterday_or_of_another_version_counts_for_nothing(
    walk, monkeypatch
):
    """A first day that was in the future then may be over now."""
    walk.compared()
    document = {**Answers().document(), "version": 0}
    old = Walk()
    old.client.cookies[cookie.COOKIE] = signing.dumps(document, salt=cookie.SALT)
    assert old.get("/plan/draft").headers["Location"] == "/plan/signs"
    monkeypatch.setattr(cookie, "OLDEST_SECONDS", -1)
    assert walk.get("/plan/draft").headers["Location"] == "/plan/signs"


def test_more_than_a_cookie_holds_is_said_and_not_kept(walk, monkeypatch):
    """No browser would keep it, so the person is told, and loses nothing."""
    walk.until("age")
    before = walk.client.cookies[cookie.COOKIE].value
    monkeypatch.setattr(cookie, "MOST_BYTES", 10)
    assert "more than a draft can hold" in main(walk.answer("age", age="46"))
    dose = {"drug": "diazepam", "bedtime": "5 mg"}
    assert "more than a draft can hold" in main(walk.answer("medicine", **dose))
    assert walk.client.cookies[cookie.COOKIE].value == before


def test_the_longest_draft_fits_into_a_cookie(walk):
    """Six medicines at four times, every flag and every product ticked."""
    drugs = ["lorazepam", "diazepam", "temazepam"]
    dose = {"morning": "1.25 mg", "midday": "0.75 mg", "evening": "1 mg"}
    walk.until("medicine")
    for number, drug in enumerate(drugs, 1):
        walk.post(f"/plan/medicine/{number}", drug=drug, bedtime="2.25 mg", **dose)
    walk.answer("medicines", more="no")
    walk.answer("use", since="2021-05", days="7")
    walk.answer("age", age="46")
    for question in QUESTIONS:
        if question.slug in ("before", "body", "mind", "beside"):
            (field,) = question.fields(Answers())
            ticks = [each.value for each in field.options if each.value != "none"]
            walk.answer(question.slug, flags=ticks)
    walk.answer("goal", goal="stop")
    walk.answer("pace", pace="own", percent="2.5", days="21")
    (_, field) = next(q for q in QUESTIONS if q.slug == "products").fields(
        cookie.Answers.of_document(
            signing.loads(walk.client.cookies[cookie.COOKIE].value, salt=cookie.SALT)
        )
    )
    every = [each.value for each in field.options]
    walk.answer("products", which="only", products=every)
    walk.answer("pieces", smallest="half", liquids="yes")
    walk.answer("start", start=START)
    assert walk.get("/plan/check").status_code == 200
    assert len(walk.client.cookies[cookie.COOKIE].value) < cookie.MOST_BYTES / 2


@pytest.mark.parametrize("text_", HOSTILE)
def test_hostile_text_in_a_field_is_shown_as_text(text_):
    """In every field of every page: escaped, answered with a sentence, never a 5xx."""
    for question in QUESTIONS:
        walk = Walk()
        walk.until("medicine" if question.slug == "medicines" else question.slug)
        if question.slug == "medicines":
            names = ["drug", "morning", "midday", "evening", "bedtime"]
            page = "medicine"
        else:
            names = [each.name for each in question.fields(Answers())]
            page = question.slug
        done = walk.answer(page, **dict.fromkeys(names, text_))
        assert done.status_code == 200
        markup = done.content.decode()
        assert "<script>" not in markup
        assert "<img" not in markup
        assert settings.SECRET_KEY not in markup
    done = Walk().post("/second-opinion", text=text_, market="gb", now=text_)
    assert done.status_code == 200
    assert "<script>" not in done.content.decode()


def test_a_flood_is_turned_away(walk):
    """Too much, or too many fields, is answered with a sentence."""
    done = walk.post("/second-opinion", text="9" * 1_100_000, market="gb")
    assert done.status_code == 400
    assert "could not be read" in main(done)
    many = {f"f{number}": "1" for number in range(300)}
    assert walk.post("/plan/signs", **many).status_code == 400
    done = walk.post("/second-opinion", text="9" * 100_001, market="gb")
    assert "Write at most 100000 characters." in text(done)


def test_a_mistake_of_ours_says_so_and_writes_nothing_down(walk, monkeypatch, capfd):
    """The page advises to stay on the dose; the log names code, no answers."""
    from stepwell.web.config import logs
    from stepwell.web.drafts.proposed import Proposed

    def broken(document, edition):
        raise RuntimeError(f"secret {document}")

    logs.set_up()
    walk.compared()
    walk.client.raise_request_exception = False
    monkeypatch.setattr(Proposed, "of_document", broken)
    done = walk.get("/plan/draft")
    assert done.status_code == 500
    assert "Stay on the dose you take now" in main(done)
    walk.get("/secret-page")
    written = capfd.readouterr().err
    assert "RuntimeError at" in written
    assert "lorazepam" not in written
    assert "secret" not in written


def test_a_log_line_without_a_mistake_holds_no_message():
    """Its level and where it comes from are enough."""
    import logging

    from stepwell.web.config.logs import Placeless

    record = logging.LogRecord("django", logging.ERROR, "", 1, "secret", (), None)
    assert Placeless().format(record) == "stepwell: error in django"


def test_leaving_deletes_the_draft_and_goes_elsewhere(walk):
    """The cookie goes, the browser clears what is ours, and the weather is shown."""
    walk.compared()
    done = walk.post("/leave")
    assert done.headers["Location"] == "/left"
    assert done.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    page = walk.get("/left").content.decode()
    assert f'http-equiv="refresh" content="0; url={settings.LEAVE_TO}"' in page
    assert walk.get("/plan/draft").headers["Location"] == "/plan/signs"


def test_starting_again_deletes_the_draft(walk):
    """The first page then offers to begin."""
    assert "Go on with your draft" in main(walk.compared().get("/"))
    walk.post("/plan/start-again")
    assert "Go on with your draft" not in main(walk.get("/"))
