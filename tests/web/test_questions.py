"""One question a page: what is taken, what is refused, and where it leads."""

import pytest

from site_walk import HEALTH, USUAL, errors, main, named, text
from stepwell.formulary import MARKETS, load_formulary
from stepwell.plan.person import Flag, RedFlag
from stepwell.plan.times import DoseTime
from stepwell.safety.rules.g05_red_flags import ACTIONS
from stepwell.web.drafts import choices
from stepwell.web.drafts.questions import QUESTIONS


FORMULARY = load_formulary()
PAGES = [question.slug for question in QUESTIONS]


def test_every_fact_about_a_person_is_asked_once():
    """Each flag that may tighten a limit stands on one page, and each sign, too."""
    pages = (choices.BEFORE, choices.BODY, choices.MIND, choices.BESIDE)
    asked = [flag for page in pages for flag in page]
    assert sorted(asked) == sorted(Flag)
    assert list(choices.SIGNS) == list(RedFlag)
    assert list(choices.TIMES) == list(DoseTime)
    assert sorted(choices.MARKETS) == sorted(MARKETS)


@pytest.mark.parametrize("market", MARKETS)
def test_every_planned_drug_of_a_market_can_be_chosen(market):
    """The list names what is planned with there, and nothing of another country."""
    offered = {each.value for each in choices.drug_options(FORMULARY, market)}
    planned = {
        each.drug
        for each in FORMULARY.products.values()
        if each.market == market and each.planned
    }
    assert offered == planned


def test_the_names_on_boxes_stand_beside_the_drug():
    """A person who knows the brand finds the drug."""
    words = {each.value: each.words for each in choices.drug_options(FORMULARY, "us")}
    assert words["lorazepam"] == "lorazepam (Lorazepam Intensol, Loreev XR)"
    assert words["oxazepam"] == "oxazepam"


@pytest.mark.parametrize("page", [page for page in PAGES if page != "medicines"])
def test_an_empty_answer_is_asked_again(walk, page):
    """Nothing is taken for granted: the page stays, and says what is missing."""
    walk.until(page)
    done = walk.answer(page)
    assert done.status_code == 200
    assert errors(done)
    assert [sentence for _, sentence in named(done)] == errors(done)
    assert "<title>Error: " in done.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_H13_no_page_proposes_an_answer(walk, page):
    """No dose, no pace and nothing else is filled in or ticked before the person is."""
    walk.until(page)
    if page == "medicines":
        walk.answer("medicine", **USUAL["medicine"])
    shown = walk.get(f"/plan/{page}").content.decode()
    assert " checked" not in shown
    assert " selected" not in shown
    hidden, *rest = [each for each in shown.split("<input")[1:] if "value=" in each]
    assert "csrf" in hidden
    typed = [each for each in rest if 'type="text"' in each or 'type="date"' in each]
    assert all('value=""' in each for each in typed)


def test_H13_no_dose_is_proposed(walk):
    """The page of a medicine is empty, whichever medicine it may be."""
    walk.until("medicine")
    shown = walk.get("/plan/medicine/1").content.decode()
    assert shown.count('value="" aria-describedby') == len(DoseTime)
    assert " selected" not in shown


@pytest.mark.parametrize(
    ("typed", "way_out"),
    [
        ("0,5 mg", "has a comma"),
        (".5 mg", "starts with a point"),
        ("05 mg", "may have lost its point"),
        ("500 mcg", 'write "mg" or "micrograms" in full'),
        ("1 µg", 'write "mg" or "micrograms" in full'),
        ("1 1/2 mg", "has a fraction"),
        ("½ mg", "has a fraction"),
        ("1", "has no unit"),
        ("5 ml", 'write "mg" or "micrograms" in full'),
        ("-1 mg", "is negative"),
        ("0 mg", "is zero"),
        ("1\u00a0mg", "holds a special space"),
        ("one mg", "is not a plain number"),
    ],
)
def test_H02_a_dose_that_may_be_misread_is_not_repaired(walk, typed, way_out):
    """It is answered with the way out, stays as it was typed, and is not kept."""
    walk.until("medicine")
    done = walk.answer("medicine", drug="lorazepam", morning=typed)
    (sentence,) = errors(done)
    assert way_out in sentence
    assert f'value="{typed}"' in done.content.decode()
    assert named(done) == [("#f-morning", sentence)]
    assert walk.get("/plan/medicines").status_code == 302


def test_H02_a_trailing_zero_is_read_back_without_it(walk):
    """5.0 is read as five, and never printed as 5.0, which is taken for fifty."""
    walk.until("medicine")
    walk.answer("medicine", drug="diazepam", bedtime="5.0 mg")
    said = main(walk.get("/plan/medicines"))
    assert "You take five milligrams (5 mg) of diazepam at bedtime." in said
    assert "5.0" not in said


@pytest.mark.parametrize("times", [10, 1000])
@pytest.mark.parametrize("market", MARKETS)
def test_H02_a_tenfold_slip_is_asked_about(walk, market, times):
    """Twenty milligrams of diazepam written tenfold or thousandfold are refused."""
    walk.until("medicine", place={"market": market})
    done = walk.answer("medicine", drug="diazepam", bedtime=f"{20 * times} mg")
    (sentence,) = errors(done)
    assert "check the decimal point and the unit" in sentence


def test_each_mistake_is_named_at_its_own_field(walk):
    """Two wrong doses are two sentences, each with a link to its field."""
    walk.until("medicine")
    done = walk.answer("medicine", drug="", morning="1 mcg", bedtime="1")
    assert [target for target, _ in named(done)] == [
        "#f-drug",
        "#f-morning",
        "#f-bedtime",
    ]
    assert done.content.decode().count('aria-invalid="true"') == 3


def test_a_medicine_without_a_dose_is_asked_again(walk):
    """Somebody who takes it takes it at some time."""
    walk.until("medicine")
    done = walk.answer("medicine", drug="lorazepam")
    assert errors(done) == ["Write at least one dose."]


def test_several_medicines_can_be_named_changed_and_taken_out(walk):
    """One for the day, one for the night; each has a page of its own."""
    walk.until("medicines")
    assert (
        walk.answer("medicines", more="yes").headers["Location"] == "/plan/medicine/2"
    )
    walk.post("/plan/medicine/2", drug="temazepam", bedtime="15 mg")
    said = main(walk.get("/plan/medicines"))
    assert "fifteen milligrams (15 mg) of temazepam at bedtime" in said
    assert "15 mg" in walk.get("/plan/medicine/2").content.decode()
    walk.post("/plan/medicine/2", drug="temazepam", bedtime="30 mg")
    assert "thirty milligrams" in main(walk.get("/plan/medicines"))
    assert walk.post("/plan/medicine/2/remove").headers["Location"] == "/plan/medicines"
    assert "temazepam" not in main(walk.get("/plan/medicines"))
    assert (
        walk.post("/plan/medicine/1/remove").headers["Location"] == "/plan/medicine/1"
    )
    assert walk.get("/plan/medicines").headers["Location"] == "/plan/medicine/1"


def test_the_same_medicine_twice_is_asked_about(walk):
    """A drug has one dose at each time; a second one may be a slip."""
    walk.until("medicines")
    done = walk.post("/plan/medicine/2", drug="lorazepam", bedtime="1 mg")
    assert "twice" in errors(done)[0]


def test_there_is_an_end_to_medicines(walk):
    """Six can be drafted for; with more a prescriber is asked."""
    walk.until("medicines")
    drugs = ["diazepam", "temazepam", "oxazepam", "zolpidem", "clobazam"]
    for number, drug in enumerate(drugs, 2):
        done = walk.post(f"/plan/medicine/{number}", drug=drug, bedtime="1 mg")
        assert done.status_code == 302
    assert "at most 6" in errors(walk.answer("medicines", more="yes"))[0]
    assert walk.get("/plan/medicine/7").status_code == 404
    assert walk.post("/plan/medicine/9/remove").status_code == 404


@pytest.mark.parametrize("number", [0, 3])
def test_a_medicine_out_of_order_is_not_there(walk, number):
    """The next one and the known ones have pages."""
    walk.until("medicines")
    assert walk.get(f"/plan/medicine/{number}").status_code == 404


def test_no_question_can_be_skipped(walk):
    """Whoever goes ahead is led to the first page that is not answered."""
    walk.until("age")
    for page in ("goal", "start", "check", "draft", "draft/stepwell-plan.pdf"):
        assert walk.get(f"/plan/{page}").headers["Location"] == "/plan/age"
    assert walk.get("/plan/use").status_code == 200
    assert walk.get("/plan/nothing").status_code == 404
    fresh = type(walk)()
    assert fresh.get("/plan/medicine/1").headers["Location"] == "/plan/signs"


def test_an_answer_can_be_changed_later(walk):
    """The page shows what was said; a new answer leads back to the reading."""
    walk.until("")
    assert 'value="46"' in walk.get("/plan/age").content.decode()
    assert walk.answer("age", age="71").headers["Location"] == "/plan/check"
    assert "71" in main(walk.get("/plan/check"))


@pytest.mark.parametrize("page", ["signs", *HEALTH])
def test_none_of_these_goes_with_nothing_else(walk, page):
    """Both at once is a contradiction, which is asked about."""
    walk.until(page)
    name = "signs" if page == "signs" else "flags"
    done = walk.answer(page, **{name: ["none", "hacked"]})
    assert errors(done) == ["Choose from the answers on this page."]
    if page == "signs":
        return  # a sign is answered with help, see below
    others = {"before": "failed_taper", "body": "falls", "mind": "drives"}
    done = walk.answer(page, flags=["none", others.get(page, "alcohol")])
    assert "Untick one" in errors(done)[0]
    assert done.content.decode().count(" checked") == 2


def test_an_answer_that_belongs_to_another_is_not_dropped(walk):
    """A lower dose beside "to come off it" is asked about, not ignored."""
    walk.until("goal")
    done = walk.answer("goal", goal="stop", reduce_to="1 mg")
    assert "goes with another answer" in errors(done)[0]
    done = walk.answer("goal", goal="lower")
    assert errors(done) == ["Write the lower dose for a whole day, such as 5 mg."]
    done = walk.answer("goal", goal="lower", reduce_to="2 mg")
    assert "is not below today's" in errors(done)[0]
    assert walk.answer("goal", goal="lower", reduce_to="1 mg").status_code == 302


def test_of_several_medicines_the_lower_dose_is_of_one(walk):
    """Milligrams of which drug is asked, never guessed."""
    walk.until("medicines")
    walk.post("/plan/medicine/2", drug="temazepam", bedtime="15 mg")
    for page in ("medicines", "use", "age", *HEALTH):
        walk.answer(page, **USUAL[page])
    done = walk.answer("goal", goal="lower", reduce_to="1 mg")
    assert errors(done) == ["Choose the medicine."]
    done = walk.answer("goal", goal="lower", reduce_to="1 mg", drug="lorazepam")
    assert done.status_code == 302


def test_not_being_sure_is_an_answer_too(walk):
    """It is explained, without a mistake and without a choice made for the person."""
    walk.until("goal")
    done = walk.answer("goal", goal="unsure")
    assert "Not being sure is fine" in main(done)
    assert errors(done) == named(done) == []
    assert walk.get("/plan/pace").headers["Location"] == "/plan/goal"


@pytest.mark.parametrize(
    ("page", "said", "sentence"),
    [
        (
            "use",
            {"since": "2030", "days": "7"},
            "This is in the future; write when you began.",
        ),
        ("use", {"since": "May 2021", "days": "7"}, '"May 2021" is not a day'),
        ("use", {"since": "2021", "days": "8"}, "Write a number from 1 to 7."),
        ("use", {"since": "2021", "days": "often"}, "Write a number from 1 to 7."),
        ("age", {"age": "46.5"}, "Write your age in whole years"),
        ("age", {"age": "200"}, "Write your age in whole years"),
        (
            "pace",
            {"pace": "own", "percent": "5,5", "days": "14"},
            "Write a plain number",
        ),
        (
            "pace",
            {"pace": "own", "percent": "100", "days": "14"},
            "Write a plain number",
        ),
        ("pace", {"pace": "own", "percent": "5", "days": "0"}, "Write a whole number"),
        ("pace", {"pace": "own", "percent": "5"}, "Write how many days a step lasts"),
        ("start", {"start": "4.1.2027"}, "is not a day; write it as 2027-01-04"),
        (
            "start",
            {"start": "2026-12-30"},
            "This day is over; choose today or a later day.",
        ),
        ("place", {"market": "fr"}, "Choose from the answers on this page."),
        ("place", {"market": ["us", "gb"]}, "Give one answer only."),
        ("products", {"which": "only"}, "Tick at least one product."),
        (
            "products",
            {"which": "only", "products": "gb/diazepam/tablet/2"},
            "Choose from",
        ),
        ("age", {"age": "4" * 101}, "Write at most 100 characters."),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(walk, page, said, sentence):
    """Each in plain words, with what to write instead."""
    walk.until(page)
    (found,) = errors(walk.answer(page, **said))
    assert found.startswith(sentence) or sentence in found


def test_a_first_day_may_still_be_yesterday(walk):
    """Where the person is, the day of the server may not have begun yet."""
    walk.until("start")
    assert walk.answer("start", start="2026-12-31").status_code == 302


@pytest.mark.parametrize("sign", RedFlag)
def test_H31_a_sign_leads_to_help_and_to_nothing_else(walk, sign):
    """Whatever else was ticked or answered before: help, no plan, no file."""
    walk.compared()
    done = walk.post("/plan/signs", signs=[sign.value, "none"])
    assert done.headers["Location"] == "/plan/help"
    said = main(walk.get("/plan/help"))
    assert ACTIONS[sign] in said
    assert "Get help now" in said
    places = ["draft", "check", "age", "signs", "medicine/1", "draft/stepwell-plan.pdf"]
    for place in places:
        assert walk.get(f"/plan/{place}").headers["Location"] == "/plan/help"
    assert walk.post("/plan/signs", signs="none").headers["Location"] == "/plan/help"
    assert walk.post("/plan/check").headers["Location"] == "/plan/help"


def test_H32_thoughts_of_suicide_come_before_everything(walk):
    """The first question asks, and the answer is a call, with a number."""
    assert "Begin" in main(walk.get("/"))
    assert 'href="/plan/signs"' in walk.get("/").content.decode()
    walk.answer("signs", signs="suicidal_thoughts")
    assert "999" in main(walk.get("/plan/help"))
    assert "call a crisis line" in main(walk.get("/plan/help"))


def test_help_can_be_left_by_deleting_the_answers(walk):
    """A tick by mistake is mended by starting again, not talked away."""
    walk.answer("signs", signs="seizure")
    assert walk.get("/").status_code == 200
    walk.post("/plan/start-again")
    assert walk.get("/plan/help").headers["Location"] == "/"
    assert walk.get("/plan/signs").status_code == 200


def test_every_page_says_where_help_is_and_what_this_is_not(walk):
    """The foot of each page, the one of a mistake included."""
    walk.compared()
    pages = ["/", "/plan/age", "/plan/check", "/plan/draft", "/second-opinion", "/nix"]
    for page in pages:
        said = text(walk.get(page))
        assert "In an emergency call 999" in said
        assert "not a substitute for a prescriber" in said
