"""A look at a journal: red flags first, what was understood, what is missing."""

import json
import re
from datetime import timedelta

import pytest

from documents.lived import DAYS, PLAN, WORKS, days, felt, looked_at
from journal.entries import (
    DAY,
    answers,
    at,
    dose,
    entry,
    extra,
    journal,
    later,
    missed,
    night,
    phq9,
    rating,
)
from schemas import validator
from simulated_people import START, Kind, Life, plan_of, request_of
from stepwell.documents.blocks import plain
from stepwell.documents.journal_courses import (
    NO_WAVE,
    NOT_NOTHING,
    SINCE,
    _since,
    course_lines,
    usual_lines,
)
from stepwell.documents.journal_flags import HOW_IT_ENDS, NOT_MEANT
from stepwell.documents.journal_json import journal_json
from stepwell.documents.journal_rows import WAYS_OUT
from stepwell.documents.journal_text import journal_text
from stepwell.documents.journal_view import (
    A_READING,
    KINDS,
    NOT_CLEAR,
    journal_view,
)
from stepwell.documents.wording import NOBODY_IS_TOLD
from stepwell.journal.entry import (
    Clearance,
    CoDrugEntry,
    Contact,
    Content,
    EntryAuthor,
    Intake,
    LifeEvent,
    Note,
    TakenBack,
)
from stepwell.journal.journal import ConflictKind
from stepwell.journal.scales import CLINICIAN_SCALES, ClinicianTotal
from stepwell.plan.person import RedFlag
from stepwell.plan.request import Goal, PaceWish
from stepwell.planner.adaptation import Action
from stepwell.quantities import Mass


CHECK = validator("journal-check")
FLAGGED = ("red flag", "words", "thoughts")
OTHERS = [name for name in DAYS if name not in FLAGGED]


def view_of(*entries, plan=PLAN):
    return journal_view(journal(*entries), plan, WORKS)


def text_of(view, width=88):
    return plain(journal_text(view, width))


def words_of(view):
    return " ".join(text_of(view).split())


def checked(view):
    """The JSON of a view, which follows its schema."""
    found = json.loads(journal_json(view))
    CHECK.validate(found)
    return found


@pytest.mark.parametrize("name", DAYS)
@pytest.mark.parametrize("with_plan", [True, False])
def test_text_and_json_have_the_same_numbers(name, with_plan):
    """Every value of the JSON stands in the text, and no other number does."""
    view = looked_at(name, with_plan)
    found, words = checked(view), words_of(view)
    for part in ("understood", "sleep", "doses"):
        for label, said in found[part].items():
            assert f"{label}: {said}" in words
    for part in ("conflicts", "questionnaires", "over_all_steps", "what_this_is_not"):
        for said in found[part]:
            assert said in words
    for row in found["symptoms"]:
        assert " ".join(row.values()) in words
    for course in found["after_each_step"]:
        assert course["text"] in words
    numbers = set(re.findall(r"\d+", words.split("Sources")[0]))
    assert numbers <= set(re.findall(r"\d+", json.dumps(found))) | {"10", "0", "7"}


@pytest.mark.parametrize("name", FLAGGED)
def test_H31_red_flags_are_the_first_thing(name):
    """Help is the first line; everything that was understood stands below it."""
    view = looked_at(name)
    text = text_of(view)
    assert text.startswith("Get help first.\n  * ")
    assert list(checked(view))[2] == "red_flags"
    body = text.index("What was understood")
    for flag in view.flags:
        assert " ".join(text[:body].split()).count(flag.action) == 1
    assert NOT_CLEAR not in words_of(view)
    assert "until then, stay" not in words_of(view)


@pytest.mark.parametrize("ninth", [1, 2, 3])
@pytest.mark.parametrize("others", [0, 3])
def test_H32_thoughts_of_harm_come_before_any_score(ninth, others):
    """However low the total: the crisis line first, the score's line below."""
    words = words_of(view_of(entry(phq9(ninth, others)), plan=None))
    assert words.index("call a crisis line") < words.index("PHQ-9")
    total = 8 * others + ninth
    assert f"PHQ-9 {total} of 27 points" in words
    assert "comes before any total" in words


def test_a_score_without_such_thoughts_is_only_a_score():
    """A nought there raises nothing, and the line ends with the band."""
    view = view_of(entry(phq9(0, 1)), plan=None)
    assert not view.flags
    assert view.scales == (
        '2027-01-04: PHQ-9 8 of 27 points, in the band "mild" (unverified)',
    )


def test_a_flag_that_stands_for_weeks_is_said_once():
    """The action once, the latest entry, and how often before."""
    chest = [entry(rating(5, "chest"), later(n), name=f"c{n}") for n in range(12)]
    view = view_of(*chest, entry(answers([RedFlag.SEIZURE]), name="f"))
    assert [flag.flag for flag in view.flags] == [
        RedFlag.SEIZURE,
        RedFlag.CHEST_PAIN_OR_SEVERE_PALPITATIONS,
    ]
    assert view.flags[0].where == "Written on 2027-01-04 (entry f)."
    said = "Written on 2027-01-15 (entry c11), and 11 times before."
    assert view.flags[1].where == said
    two = view_of(*chest[:2])
    assert two.flags[0].where.endswith("(entry c1), and 1 time before.")


def test_words_of_a_note_are_a_question_and_an_answer_is_not():
    """What ends it is said: the care team, or a no where only words raised it."""
    words, sure = looked_at("words"), looked_at("red flag")
    assert words.flags[0].where == 'The entry of 2027-01-19 says "want to die".'
    assert not words.flags[0].is_certain
    assert NOT_MEANT in words_of(words)
    assert HOW_IT_ENDS in words_of(sure)
    assert NOT_MEANT not in words_of(sure)
    certain = [flag["certain"] for flag in checked(sure)["red_flags"]]
    assert certain == [True]
    (place,) = checked(words)["red_flags"][0]["entries"]
    assert place["words"] == "want to die"


def test_words_beside_an_answer_are_certain():
    """The answer is quoted, and the note's words stay in the JSON."""
    note = entry(Note("I want to die"), later(1))
    view = view_of(entry(answers([RedFlag.SUICIDAL_THOUGHTS]), name="f"), note)
    assert view.flags[0].where == "Written on 2027-01-04 (entry f)."
    assert len(checked(view)["red_flags"][0]["entries"]) == 2


@pytest.mark.parametrize("name", DAYS)
@pytest.mark.parametrize("width", [20, 40, 60, 88, 200])
def test_H35_every_page_says_what_it_is_not_at_every_width(name, width):
    """Not a diagnosis, not a prescriber, nobody is told; no line is too long."""
    text = text_of(looked_at(name), width)
    words = " ".join(text.split())
    for sentence in (A_READING, NOBODY_IS_TOLD):
        assert sentence in words
    longest = min(max(width, 40), 110)
    for line in text.splitlines():
        assert len(line) <= longest or len(line.split()) == 1, line


@pytest.mark.parametrize("name", OTHERS)
def test_no_red_flag_is_no_all_clear(name):
    """It is said at the top, once."""
    assert words_of(looked_at(name)).count(NOT_CLEAR) == 1


def test_an_empty_journal_is_empty():
    """Nothing is counted that could look like a day without symptoms."""
    view = view_of()
    assert view.summary == (("Entries", "none: the journal is empty"),)
    begins = "0: the plan begins on Monday 4 January 2027, after the last entry"
    assert view.intake == (("Days of the plan so far", begins),)
    assert "Symptoms" not in text_of(view)
    checked(view)


def test_what_was_taken_back_is_counted_apart():
    """One was, several were, and all may have been."""
    note = entry(Note("rain"), name="n")
    back = entry(TakenBack(), corrects=note, recorded=at(later(1)), name="b")
    none = view_of(note, back)
    assert none.summary == (("Entries", "none: what was written was taken back"),)
    right = entry(Note("sun"), corrects=note, recorded=at(later(1)), name="r")
    assert dict(view_of(note, right).summary)["Entries"] == (
        "1; 1 more was corrected or taken back"
    )
    assert dict(view_of(note, back, entry(Note("x"))).summary)["Entries"] == (
        "1; 2 more were corrected or taken back"
    )


def test_H33_days_without_an_entry_are_counted_as_missing():
    """Days and nights are "so many of so many"; the last week may have none."""
    view = view_of(
        entry(rating(3, "tremor"), DAY),
        entry(night(DAY), DAY),
        entry(Note("x"), later(20)),
    )
    summary = dict(view.summary)
    assert summary["Days with an entry"] == "2 of 21"
    ((name, rated, typical, highest, recent, recent_rated),) = view.symptoms
    assert (name, rated, typical, highest) == ("Tremor", "1 of 21", "3", "3")
    assert (recent, recent_rated) == ("missing", "0 of 7")
    assert dict(view.nights) == {
        "Nights written down": "1 of 21",
        "Typical night": "not known: at least 3 are needed",
    }
    checked(view)


def test_H33_a_dose_without_an_answer_is_neither_taken_nor_missed():
    """It is open, and said to be."""
    rows = dict(view_of(entry(Note("x"), later(1))).intake)
    assert rows["Days with an answer to every dose"] == "0 of 2"
    said = "2, which nobody knows to be taken or missed"
    assert rows["Doses without a clear answer"] == said
    assert rows["Doses missed"] == "0"


def test_doses_beside_the_plan():
    """Late, missed and extra doses are counted, and days above the plan."""
    entries = [
        entry(dose("3.8", "diazepam"), DAY),
        entry(dose("3.8", "diazepam", intake=Intake.LATE), later(1)),
        entry(missed("diazepam"), later(2)),
        entry(dose("3.8", "diazepam"), later(3)),
        entry(extra(1, "diazepam"), later(3)),
    ]
    rows = dict(view_of(*entries).intake)
    assert rows == {
        "Days of the plan so far": "4",
        "Days with an answer to every dose": "4 of 4",
        "Doses without a clear answer": "0",
        "Doses taken late": "1",
        "Doses missed": "1",
        "Extra doses": "1",
        "More than planned on": "1 day",
    }


def test_H11_another_drug_and_doses_after_the_stop_are_named():
    """What is no part of the plan is not passed over in silence."""
    since = [entry(extra(1, "diazepam"), PLAN.end + timedelta(days=n)) for n in (0, 3)]
    other = entry(dose(1, "lorazepam"), DAY)
    rows = dict(view_of(other, *since).intake)
    assert rows["Taken, but not in the plan"] == "lorazepam"
    assert rows["Doses taken since the stop"] == "2"
    assert "Taken, but not in the plan" not in dict(looked_at("settled").intake)


def test_a_plan_without_a_stop_has_no_doses_after_it():
    """A lower dose that goes on is simply taken."""
    plan = plan_of(request_of(goal=Goal(reduce_to=Mass.mg(2))))
    view = view_of(entry(extra(1, "diazepam"), plan.end), plan=plan)
    assert view.stop_step is None
    assert "Doses taken since the stop" not in dict(view.intake)


def test_the_typical_night():
    """Hours and minutes, only as many units as needed."""
    slept = (timedelta(hours=8), timedelta(hours=7, minutes=30), timedelta(hours=7))
    nights = [entry(night(later(n), long), later(n)) for n, long in enumerate(slept)]
    view = view_of(*nights, plan=None)
    assert dict(view.nights) == {
        "Nights written down": "3 of 3",
        "Typical time asleep": "7 h 30 min",
        "Typical time in bed": "7 h 30 min",
        "Typically asleep of the time in bed": "100 %",
        "Typical time until asleep": "0 min",
        "Typically awake in the night": "0 min",
    }
    even = [entry(night(later(n)), later(n)) for n in range(3)]
    assert dict(view_of(*even).nights)["Typical time asleep"] == "8 h"
    assert any("carney2012" in line for line in view.sources)


def test_two_nights_of_one_day_are_one_night_and_a_contradiction():
    """They do not make a typical night of three."""
    nights = [entry(night(DAY, timedelta(hours=n)), DAY) for n in (6, 7, 8)]
    view = view_of(*nights, plan=None)
    assert dict(view.nights)["Nights written down"] == "1 of 1"
    assert ConflictKind.SAME_NIGHT in view.conflicts[0]


def test_H22_contradictions_say_how_to_settle_them():
    """Both entries are named, or the one id that they share."""
    same = [entry(rating(n), DAY, name="c") for n in (3, 5)]
    doses = [
        entry(dose(1), later(1), name="a"),
        entry(missed(), later(1), name="b"),
    ]
    first, second = view_of(*same, *doses).conflicts
    assert first.startswith("2027-01-04: different entries under one id (c): ")
    assert second.startswith("2027-01-05: two entries for one dose (a, b): ")
    assert set(WAYS_OUT) == set(ConflictKind)


@pytest.mark.parametrize("scale", CLINICIAN_SCALES.values(), ids=lambda s: s.name)
def test_totals_by_a_clinician_have_their_range(scale):
    """So many of so many points, and whether somebody checked that."""
    total = ClinicianTotal(scale.name, 7)
    view = view_of(entry(total, author=EntryAuthor.PRESCRIBER), plan=None)
    mark = " (unverified)" if scale.mark == "unverified" else ""
    said = f"{scale.name} 7 of {scale.highest} points{mark}, filled in by a clinician"
    assert view.scales == (f"2027-01-04: {said}",)
    assert any(scale.work in line for line in view.sources)


def test_every_kind_of_entry_has_its_words():
    """One of them and several; nothing is called by its class."""
    kinds = {each.__name__ for each in Content.__args__} - {"TakenBack"}
    assert set(KINDS) == kinds
    view = view_of(
        entry(Contact(), name="a"),
        entry(CoDrugEntry("tea", starts=True), name="b"),
        entry(LifeEvent("moved"), name="c"),
        entry(answers(no=[RedFlag.SEIZURE]), name="d"),
        entry(answers(no=[RedFlag.CONFUSION]), name="e"),
        entry(
            Clearance(frozenset({RedFlag.SEIZURE}), "Dr Example"),
            author=EntryAuthor.PRESCRIBER,
            name="f",
        ),
    )
    assert dict(view.summary)["Kinds"] == (
        "2 answers to the red-flag questions, 1 clearance of red flags, 1 start or stop"
        " of another medicine, 1 contact with the prescriber, 1 life event"
    )


def test_steps_of_which_the_same_is_said_share_a_line():
    """Twenty quiet steps are one line; the stop is called so, not one step more."""
    quiet = felt((1, days(START - timedelta(days=14), PLAN.end + timedelta(days=20))))
    view = view_of(*quiet)
    (line,) = course_lines(view.courses, view.stop_step)
    steps = len(PLAN.steps)
    assert f", steps 1 to {steps} and the stop (the first from 2027-01-04): " in line
    assert line.endswith(f": {NO_WAVE}.")
    assert NOT_NOTHING in words_of(view)
    (usual,) = usual_lines(view.courses)
    assert f"judged in {steps + 1} steps; change after a step" in usual
    assert "days to settle: not known (steps with a wave: 0;" in usual
    checked(view)


WAVE = (1, 3, 5, 5, 5, 4, 3, 2)
LONG_STEPS = plan_of(request_of(pace=PaceWish(step_days=28)))
STARTS = [step.start for step in LONG_STEPS.steps[:5]]


def wavy(steps=4, last=WAVE):
    """In each step a rise of four points that settles within ten days."""
    rated = {day: 1 for day in days(START - timedelta(days=14), STARTS[steps])}
    for start in STARTS[:steps]:
        wave = last if start == STARTS[steps - 1] else WAVE
        rated |= {start + timedelta(days=at): each for at, each in enumerate(wave)}
    return [entry(rating(number), day) for day, number in rated.items()]


def test_a_rise_is_said_with_its_points_and_when_it_settled():
    """Numbers with their units, above what was before; when, never why."""
    view = view_of(*wavy(), plan=LONG_STEPS)
    lines = list(course_lines(view.courses, view.stop_step))
    assert "a rise of " in lines[0]
    assert " points (" in lines[0]
    assert "of 10; settled " in lines[0]
    (usual,) = view.usual
    assert re.search(r"usually \+[\d.]+ points \(\+[\d.]+ to \+[\d.]+\)", usual)
    assert re.search(r"days to settle: usually [\d.]+ days \(", usual)
    checked(view)


def test_steps_that_cannot_be_judged_are_counted():
    """A step without ratings is not one without a wave."""
    view = view_of(*wavy(), entry(Note("x"), STARTS[4]), plan=LONG_STEPS)
    (usual,) = view.usual
    assert "judged in 4 steps, not in 1;" in usual
    assert "not judged: " in view.courses[-1].said


class Unsettled:
    days_to_settle = None

    def __init__(self, is_easing):
        self.is_easing = is_easing


@pytest.mark.parametrize(("is_easing", "is_over"), SINCE)
def test_a_step_that_is_over_is_not_told_of_as_if_it_went_on(is_easing, is_over):
    """ "So far" and "yet" are for the step in force only."""
    said = _since(Unsettled(is_easing), is_over)
    assert ("next change" in said) is is_over
    assert (" yet" in said or "so far" in said or "since then" in said) is not is_over


def test_no_wave_settles_later_than_it_is_known_to():
    """Where one of four had not settled, the longest is "more"."""
    view = view_of(*wavy(last=(1, 3, *[6] * 26)), plan=LONG_STEPS)
    (usual,) = view.usual
    assert " to more)" in usual


def test_before_the_plan_begins_no_step_is_judged():
    """Ratings of the weeks before are a journal like any other."""
    view = looked_at("before")
    assert view.courses == ()
    assert "After each step" not in text_of(view)


def test_without_a_plan_it_says_how_to_ask_for_one():
    """No doses are compared, and no step is judged."""
    view = looked_at("settled", with_plan=False)
    assert (view.intake, view.courses, view.usual) == ((), (), ())
    assert "With --plan PLAN the days after each step are judged" in words_of(view)
    assert "With --plan" not in words_of(looked_at("settled"))


def test_sources_are_those_of_what_is_shown():
    """An empty journal cites no sleep diary; a red flag cites its guideline."""
    assert len(view_of().sources) == 1
    assert any("asam2025" in line for line in looked_at("red flag").sources)
    assert any("phq_gad_form" in line for line in looked_at("thoughts").sources)


@pytest.mark.parametrize("kind", Kind)
def test_lives_of_every_kind_follow_the_schema(kind):
    """Half a year of simulated people; a red flag of theirs comes first."""
    life = Life.of(kind, seed=1)
    flagged = any(visit.action is Action.HELP_FIRST for visit in life.visits(days=180))
    for plan in (None, life.versions[0], life.plan):
        view = journal_view(life.journal, plan, WORKS)
        found = checked(view)
        if found["red_flags"]:
            assert text_of(view).startswith("Get help first.")
            assert flagged


def test_the_schema_names_exactly_the_red_flags():
    """A flag cannot be added to one and forgotten in the other."""
    flag = CHECK.schema["$defs"]["red_flag"]["properties"]["flag"]
    assert flag["enum"] == [each.value for each in RedFlag]


@pytest.mark.parametrize(
    "change",
    [
        {"schema": "stepwell/journal/1"},
        {"all_clear": True},
        {"red_flags": None},
        {"understood": {}},
        {"doses": {"Adherence": "90 %"}},
        {"symptoms": [{"name": "Tremor"}]},
        {"what_this_is_not": []},
    ],
    ids=str,
)
def test_another_shape_breaks_the_schema(change):
    """No other key, and nothing that is not there."""
    found = checked(looked_at("settled"))
    assert not CHECK.is_valid({**found, **change})
