"""Every word of the site's own pages can be translated, and German is the proof."""

import importlib.util
import re
from pathlib import Path
from zoneinfo import available_timezones

import pytest
from django.conf import settings
from django.test import Client

from kept_plans import follows
from site_walk import USUAL, Walk, main, text
from stepwell.formulary import load_formulary
from stepwell.web.drafts.cookie import COOKIE
from stepwell.web.drafts.papers import PAPERS
from stepwell.web.drafts.questions import QUESTIONS
from translated import mark_translations, said_in, untranslated


ROOT = Path(__file__).parents[2]
NAMES = load_formulary()
SWITCH, COOKIE_OF_LANGUAGE = "/account/language/", settings.LANGUAGE_COOKIE_NAME
LETTER = "From 4 January 2027 for 2 weeks: diazepam 5 mg morning, 9 mg night"
PAGES = [
    "/",
    *(f"/plan/{question.slug}" for question in QUESTIONS),
    "/plan/medicine/1",
    "/plan/check",
    "/plan/draft",
    "/second-opinion",
    "/left",
    "/nix",
]


def tool():
    """The program that keeps the files of the translations."""
    spec = importlib.util.spec_from_file_location(
        "messages", ROOT / "tools" / "messages.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MESSAGES = tool()
PAIRS = [each for path in MESSAGES.files() for each in MESSAGES.read(path) if each.id]


def forms(pair):
    """Each form of a message with the forms of its translation."""
    return MESSAGES.strings(pair.id), MESSAGES.strings(pair.string)


def german():
    """A browser whose person chose German."""
    walk = Walk()
    walk.client.cookies[COOKIE_OF_LANGUAGE] = "de"
    return walk


def names():
    """The words that are the same everywhere: those of boxes, files and languages."""
    brands = [brand for each in NAMES.products.values() for brand in each.brands]
    ours = ["Stepwell", "Deutsch", "mg", "visit", *PAPERS]
    return words_in(*NAMES.drugs, *brands, *ours)


def words_in(*texts):
    """The words of some texts, in small letters."""
    return {each.lower() for each in re.findall(r"[^\W\d_]{2,}", " ".join(texts))}


def test_every_message_is_translated_and_the_files_are_as_written():
    """Nothing is missing, doubtful or left over; the site reads what people wrote."""
    assert list(MESSAGES.wrong()) == []


def test_the_check_says_what_is_wrong(tmp_path, monkeypatch, capsys):
    """A missing word, a doubtful one, one that is gone, and an old compiled file."""
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    monkeypatch.setattr(MESSAGES, "LOCALE", tmp_path)
    original = (
        settings.LOCALE_PATHS[0] / "de" / "LC_MESSAGES" / "django.po"
    ).read_text()
    changed = original.replace('msgstr "Zurück"', 'msgstr ""')
    changed = changed.replace('\nmsgid "Alcohol"', '\n#, fuzzy\nmsgid "Alcohol"')
    (folder / "django.po").write_text(f'{changed}\nmsgid "Gone"\nmsgstr "Weg"\n')
    assert MESSAGES.main(["--check"]) == 1
    assert set(capsys.readouterr().out.splitlines()) == {
        "de: not translated: 'Back'",
        "de: is it right? 'Alcohol'",
        "de: django.po is not what this program writes",
        "de: django.mo is not that of django.po",
    }
    assert MESSAGES.main([]) == 1
    assert "Gone" not in (folder / "django.po").read_text()
    (folder / "django.po").write_text(original)
    assert MESSAGES.main([]) == 0
    assert MESSAGES.main(["--check"]) == 0
    assert MESSAGES.main(["--else"]) == 2


def same_in_both(pattern):
    """The messages of which a form of the translation has what no form of it has."""
    return [
        pair.id
        for pair in PAIRS
        for said, translated in [forms(pair)]
        for allowed in [[sorted(re.findall(pattern, each)) for each in said]]
        if any(sorted(re.findall(pattern, each)) not in allowed for each in translated)
    ]


def test_a_translation_has_the_places_and_the_markup_of_its_message():
    """What is filled in, and every tag, is there as often in both."""
    assert same_in_both(r"%\(\w+\)[a-z]|\{\w*\}|<[^>]*>") == []


def test_H38_no_translation_can_change_a_number():
    """The numbers of a message are those of its translation."""
    assert same_in_both(r"[\d.,]*\d") == []


def test_H38_no_message_holds_a_dose():
    """A dose that is an example stands beside the words that are translated."""
    units = "mg|ml|g\\b|mcg|µg|microgram|milli|drop|tablet|tropfen"
    dose = re.compile(rf"\d\s*(?:{units})", re.IGNORECASE)
    every = [form for pair in PAIRS for forms_ in forms(pair) for form in forms_]
    assert [form for form in every if dose.search(form)] == []


def whole(monkeypatch):
    """A browser of somebody German with a whole draft."""
    walk = german().compared(use={"since": "2021", "days": "7"})
    mark_translations(monkeypatch)
    return walk


def test_no_page_of_the_draft_has_a_word_that_cannot_be_translated(monkeypatch):
    """What is not marked as English came through a translation."""
    walk, known = whole(monkeypatch), names()
    for page in PAGES:
        done = walk.get(page)
        assert "⟦" in done.content.decode(), page
        assert untranslated(done, "de", known) == [], page


def test_no_mistake_is_named_in_words_that_cannot_be_translated(monkeypatch):
    """An empty answer, one that cannot be read, and one that is not offered."""
    mark_translations(monkeypatch)
    known = names()
    for question in QUESTIONS:
        page = "medicine" if question.slug == "medicines" else question.slug
        for value in ("", "nonsense"):
            walk = german().until(page)
            fields = ("drug", "morning", *USUAL[page], "reduce_to", "percent")
            done = walk.answer(page, **dict.fromkeys(fields, value))
            assert done.status_code == 200
            assert untranslated(done, "de", known | {"nonsense"}) == [], page


def test_no_other_page_has_a_word_that_cannot_be_translated(monkeypatch):
    """Help, the second opinion with what it found, and what went wrong."""
    mark_translations(monkeypatch)
    known = names()
    walk = german()
    walk.answer("signs", signs="seizure")
    pages = [
        walk.get("/plan/help"),
        walk.post(
            "/second-opinion", text=LETTER, market="gb", now="diazepam 5 mg night"
        ),
        walk.post("/second-opinion", text="take it easy", market="gb"),
        walk.post("/second-opinion", text="9" * 1_100_000, market="gb"),
    ]
    for done in pages:
        assert untranslated(done, "de", known | {"take", "it", "easy"}) == []


SPACE = [
    "/today/",
    "/today/extra",
    "/my-plan/",
    "/my-plan/versions",
    "/my-plan/versions/1",
    "/my-plan/versions/1/papers/",
    "/my-plan/review",
    "/my-plan/next",
    "/visit/",
    "/journal/",
    "/journal/check-in",
    "/journal/night",
    "/journal/note",
    "/journal/medicine",
    "/journal/event",
    "/journal/contact",
    "/journal/questions/gad7",
    "/journal/looked-at",
    "/trends/",
    "/settings",
    "/account",
    "/account/history/",
    "/account/sessions/",
    "/account/pass-phrase/",
    "/account/2fa/",
    "/support",
]


def test_no_page_of_a_space_has_a_word_that_cannot_be_translated(person, monkeypatch):
    """Today, the plan, a visit, the settings and the account, for one who follows."""
    follows(person)
    person.client.cookies[COOKIE_OF_LANGUAGE] = "de"
    mark_translations(monkeypatch)
    people = "Alex GAD PHQ Spitzer Williams Kroenke Pfizer Samaritans"
    lines = "Suicide Crisis Lifeline"
    known = names() | words_in(people, lines, *available_timezones())
    found = {
        page: untranslated(person.client.get(page, follow=True), "de", known)
        for page in SPACE
    }
    assert {page: words[:9] for page, words in found.items() if words} == {}


def test_pages_are_shown_in_the_language_of_the_browser():
    """Whoever has a German browser need not choose."""
    done = Client(SERVER_NAME="localhost").get(
        "/", headers={"accept-language": "de-AT"}
    )
    assert '<html lang="de">' in done.content.decode()
    assert "Langsam und sicher" in main(done)


@pytest.mark.parametrize("chosen", ["xx", "fr", ""])
def test_a_language_that_there_is_not_is_english(chosen):
    """Nothing breaks, and nothing is shown half."""
    walk = Walk()
    walk.client.cookies[COOKIE_OF_LANGUAGE] = chosen
    assert '<html lang="en-gb">' in walk.get("/").content.decode()
    walk.post(SWITCH, language=chosen)
    assert "Going slowly and safely" in main(walk.get("/"))


def test_the_language_is_changed_without_losing_an_answer(walk):
    """By a button in its own language at the foot of every page."""
    walk.until("goal")
    before = walk.client.cookies[COOKIE].value
    page = walk.get("/plan/goal").content.decode()
    assert '<button class="plain" name="language" value="de" lang="de">Deutsch<' in page
    done = walk.client.post(
        SWITCH, {"language": "de"}, headers={"referer": "http://localhost/plan/goal"}
    )
    assert done.headers["Location"] == "http://localhost/plan/goal"
    assert walk.client.cookies[COOKIE].value == before
    assert "Was möchten Sie?" in main(walk.get("/plan/goal"))
    walk.post(SWITCH, language="en-gb")
    assert "What would you like?" in main(walk.get("/plan/goal"))


def test_the_language_is_kept_in_a_cookie_with_a_neutral_name(walk):
    """It says nothing of what this is, ends with the browser, and goes on leaving."""
    walk.post(SWITCH, language="de")
    kept = walk.client.cookies[COOKIE_OF_LANGUAGE]
    assert (kept.value, kept["samesite"], kept["httponly"]) == ("de", "Lax", True)
    assert not kept["max-age"]
    assert not kept["expires"]
    walk.post("/leave")
    assert walk.client.cookies[COOKIE_OF_LANGUAGE].value == ""
    assert "You have left" in main(walk.get("/left"))


def test_nobody_changes_the_language_from_elsewhere():
    """Neither by a link nor by a form without its token; and it leads nowhere else."""
    strict = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    assert strict.post(SWITCH, {"language": "de"}).status_code == 403
    assert COOKIE_OF_LANGUAGE not in strict.cookies
    walk = Walk()
    done = walk.post(SWITCH, language="de", next="https://evil.example/")
    assert done.headers["Location"] == "/"


def test_H38_doses_are_said_in_the_same_tested_words_in_every_language(walk):
    """In English, marked as English, and letter by letter as on the English page."""
    other = german()
    changes = {
        "medicine": {"drug": "lorazepam", "morning": "0.25 mg", "bedtime": "1 mg"}
    }
    for each in (walk, other):
        each.compared(**changes)
    sentences = re.findall(
        r"You take [^<]*?\.(?= |\n|$)", text(walk.get("/plan/check"))
    )
    assert len(sentences) >= 2
    page = other.get("/plan/check")
    english, own = (said_in(page)[language] for language in ("en", "de"))
    assert all(each in english for each in sentences)
    assert "You take" not in own
    assert " mg" not in own
    assert "Montag, 4. Januar 2027" in own


def test_H38_a_draft_is_in_english_and_the_page_says_so(walk):
    """The article has the words of the English page; the rest is German."""
    page, its = german().draft(), walk.draft()
    pattern = r"<h2 id=\"part-[^>]*>(.*?)</h2>"
    shown = page.content.decode()
    assert re.findall(pattern, shown) == re.findall(pattern, its.content.decode())
    assert '<article class="document" lang="en">' in shown
    assert "Es wurde nicht übersetzt" in main(page)
    assert "Zum Mitnehmen" in said_in(page)["de"]
    assert "What follows is in English" not in text(its)


def test_H31_help_is_asked_for_in_german_and_with_the_same_numbers():
    """What to do is in the tested English; all else is German."""
    walk = german()
    walk.answer("signs", signs="seizure")
    page = walk.get("/plan/help")
    assert "Holen Sie jetzt Hilfe" in main(page)
    assert "112 in Deutschland" in main(page)
    assert "emergency" in said_in(page)["en"]


def test_a_page_read_from_the_right_says_so(monkeypatch):
    """And what is English in it runs from the left."""
    monkeypatch.setattr(settings, "LANGUAGES_BIDI", ["de"])
    walk = german().until("medicines")
    walk.answer("medicine", **USUAL["medicine"])
    shown = walk.get("/plan/medicines").content.decode()
    assert '<html lang="de" dir="rtl">' in shown
    assert '<li lang="en" dir="ltr">You take' in shown
