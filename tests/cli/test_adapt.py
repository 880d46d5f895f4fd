"""``stepwell adapt``: what a person sees of a proposal, exit status included."""

import json
from functools import cache
from pathlib import Path

import pytest

from journals import CLEARED, FLAGS, NOTE, PHQ_9, SYMPTOM, as_json
from schemas import validator
from stepwell.cli import adapt
from stepwell.cli.made import view_of
from stepwell.cli.plan import rendered
from stepwell.planner.asked import Wish


FOLDER = Path(__file__).parents[2] / "examples"
PLAN = FOLDER / "lorazepam-us.toml"
HARD = FOLDER / "journals" / "lorazepam-us-hard.csv"
SMOOTH = FOLDER / "journals" / "lorazepam-us-smooth.csv"
ADAPTATION, PLAN_SCHEMA = validator("adaptation"), validator("plan")
HELD, GOES_ON = "2027-02-01", "2027-02-15"
ZONE = ("--zone", "Europe/London")
DAYS = (
    "2026-12-30",
    "2027-01-04",
    "2027-01-05",
    "2027-01-18",
    HELD,
    "2027-02-14",
    GOES_ON,
    "2027-09-26",
    "2027-09-27",
    "2030-01-01",
)


@pytest.fixture
def red_flag(tmp_path):
    """A journal with a red flag of 5 January, answered with yes."""
    path = tmp_path / "red.json"
    path.write_text(as_json([SYMPTOM, FLAGS], zone="Europe/London"))
    return path


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("journal", [HARD, SMOOTH], ids=["hard", "smooth"])
def test_examples_on_many_days(stepwell, journal, day):
    """Before, on and after changes and ends: text, and JSON by the schemas."""
    done = stepwell("adapt", PLAN, journal, "--on", day)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("DRAFT | What the agreed rule proposes\n")
    found = json.loads(
        stepwell("adapt", PLAN, journal, "--on", day, "--format", "json").out
    )
    ADAPTATION.validate(found)
    assert found["on"] == day
    if found["plan"] is not None:
        PLAN_SCHEMA.validate(found["plan"])
        assert found["plan"]["steps"][0]["start"] == day


@pytest.mark.parametrize("form", ["plan", "json"])
def test_the_new_plan_goes_round(stepwell, tmp_path, form):
    """What stands under ``plan``: adapt, review, journal check read it from a file."""
    stepwell("adapt", PLAN, HARD, "--on", HELD, "--format", form, "-o", "new.json")
    if form == "json":
        plan = json.loads((tmp_path / "new.json").read_text())["plan"]
        (tmp_path / "new.json").write_text(json.dumps(plan))
    again = stepwell("adapt", "new.json", HARD, "--on", "2027-02-08")
    assert again.status == 0
    assert "Looked at:" in again.out
    reviewed = stepwell("review", "new.json")
    assert reviewed.status == 0
    checked = stepwell("journal", "check", HARD, "--plan", "new.json")
    assert checked.status == 0


def test_plan_and_json_hold_the_same_plan(stepwell):
    """The plan alone is what stands under ``plan``."""
    alone, whole = (
        json.loads(stepwell("adapt", PLAN, HARD, "--on", HELD, "--format", form).out)
        for form in ("plan", "json")
    )
    assert alone == whole["plan"]


def test_without_a_new_plan_none_is_written(stepwell, tmp_path):
    """The agreed plan stands: that is said, and the file stays as it is."""
    (tmp_path / "new.json").write_text("the last one")
    done = stepwell(
        "adapt", PLAN, SMOOTH, "--on", GOES_ON, "--format", "plan", "-o", "new.json"
    )
    assert (done.status, done.out) == (0, "")
    assert "there is nothing to accept" in done.err
    assert (tmp_path / "new.json").read_text() == "the last one"


@pytest.mark.parametrize("form", ["text", "json", "plan"])
def test_output_is_what_is_printed(stepwell, tmp_path, form):
    """Whole, the same bytes twice, and nothing on the screen."""
    arguments = ("adapt", PLAN, HARD, "--on", HELD, "--format", form)
    for name in ("a", "b"):
        done = stepwell(*arguments, "-o", name)
        assert (done.status, done.out, done.err) == (0, "", "")
    made = (tmp_path / "a").read_text()
    assert made == (tmp_path / "b").read_text() == stepwell(*arguments).out


@pytest.mark.parametrize("form", ["text", "json", "plan"])
def test_H31_help_comes_first_in_every_format(stepwell, red_flag, form):
    """Status 3; the screen or the JSON says it, and no plan is written."""
    arguments = ("adapt", PLAN, red_flag, "--on", "2027-01-20", "--format", form)
    done = stepwell(*arguments)
    assert done.status == 3
    if form == "json":
        found = json.loads(done.out)
        ADAPTATION.validate(found)
        assert (found["action"], found["plan"]) == ("help_first", None)
    else:
        shown = done.out if form == "text" else done.err
        assert shown.startswith("Get help first.\n")


@pytest.mark.parametrize("form", ["text", "json", "plan"])
def test_H31_help_is_on_the_screen_also_when_a_file_is_asked_for(
    stepwell, red_flag, tmp_path, form
):
    """Nobody has to open a file to learn that help is needed."""
    done = stepwell(
        "adapt", PLAN, red_flag, "--on", "2027-01-20", "--format", form, "-o", "made"
    )
    assert (done.status, done.out) == (3, "")
    assert done.err.startswith("Get help first.\n")
    assert (tmp_path / "made").exists() is (form != "plan")


@pytest.mark.parametrize("day", ["2026-12-20", "2027-01-04"])
def test_H31_a_red_flag_written_after_the_day_is_not_looked_past(
    stepwell, red_flag, day
):
    """A day of last week, or of last year by a slip, does not hide it."""
    done = stepwell("adapt", PLAN, red_flag, "--on", day)
    assert done.status == 3
    assert done.out.startswith("Get help first.\n")
    found = stepwell("adapt", PLAN, red_flag, "--on", day, "--format", "json")
    assert json.loads(found.out)["on"] == day


def test_a_red_flag_that_was_cleared_later_stood_on_the_day(stepwell, tmp_path):
    """Looking back at that day, help came first; after it, the plan is spoken of."""
    file = tmp_path / "cleared.json"
    file.write_text(as_json([SYMPTOM, FLAGS, CLEARED], zone="Europe/London"))
    days = {"2027-01-05": 3, "2027-01-06": 0}
    for day, status in days.items():
        assert stepwell("adapt", PLAN, file, "--on", day).status == status


def test_H32_thoughts_of_harm_come_before_everything(stepwell, tmp_path):
    """The crisis line is the first thing, and no total is shown."""
    file = tmp_path / "phq.json"
    answers = [0, 0, 0, 0, 0, 0, 0, 0, 1]
    file.write_text(as_json([{**PHQ_9, "answers": answers}], zone="Europe/London"))
    done = stepwell("adapt", PLAN, file, "--on", "2027-01-20")
    assert done.status == 3
    assert "call a crisis line" in " ".join(done.out.split())
    assert done.out.startswith("Get help first.\n  * Thoughts of ending your life")
    assert "PHQ-9" not in done.out


def test_H31_a_red_flag_is_said_before_any_other_fault(stepwell, red_flag):
    """A wrong day, a plan that is missing: the help stands before it."""
    for plan, day in ((PLAN, "soon"), ("missing.toml", "2027-01-20")):
        done = stepwell("adapt", plan, red_flag, "--on", day)
        assert (done.status, done.out) == (2, "")
        assert done.sentence.startswith("seizure: call your local emergency number")


def test_a_journal_that_begins_after_the_day_is_refused(stepwell):
    """The day or the file is wrong; entries after the day are otherwise counted."""
    done = stepwell("adapt", PLAN, HARD, "--on", "2026-12-01")
    assert (done.status, done.out) == (2, "")
    assert done.sentence.startswith("--on 2026-12-01: the journal begins only after")
    assert "2026-12-21" in done.sentence
    later = stepwell("adapt", PLAN, HARD, "--on", "2027-01-18")
    assert "72 later entries are left out" in " ".join(later.out.split())


def test_H33_an_empty_journal_is_not_known(stepwell, tmp_path):
    """Nothing written is not well-being, and the plan is held."""
    (tmp_path / "empty.csv").write_text("id,occurred_at,kind\n")
    done = stepwell("adapt", PLAN, "empty.csv", "--on", "2027-01-18")
    assert done.status == 0
    assert "Not known: stay on this dose" in done.out
    assert "Monday 25 January 2027" in done.out


def test_standard_input(stepwell, tmp_path):
    """A dash reads the plan or the journal, but not both."""
    stepwell("plan", PLAN, "--format", "json", "-o", "plan.json")
    plan, journal = (tmp_path / "plan.json").read_bytes(), HARD.read_bytes()
    shown = stepwell("adapt", PLAN, HARD, "--on", HELD).out
    assert stepwell("adapt", "-", HARD, "--on", HELD, stdin=plan).out == shown
    assert stepwell("adapt", PLAN, "-", "--on", HELD, stdin=journal).out == shown
    both = stepwell("adapt", "-", "-", "--on", HELD, stdin=plan)
    assert (both.status, both.out) == (2, "")
    assert both.sentence.startswith("-: standard input")


@cache
def written():
    """Files that are no plan that can be adapted, or no journal."""
    plan = rendered(view_of(str(PLAN)), "json")
    refused = rendered(view_of(str(FOLDER / "temazepam-us.toml")), "json")
    bare = json.loads(plan)
    del bare["request"]
    proposed = adapt.described(str(PLAN), str(HARD), HELD)
    return {
        "plan.json": plan,
        "refused.json": refused,
        "bare.json": json.dumps(bare),
        "adapted.json": adapt.rendered(proposed, "json"),
    }


BAD = [
    ([PLAN, HARD, "--on", "yesterday"], '--on: "yesterday" is not a day'),
    ([PLAN, HARD, "--on", "2027-02-30"], '--on: "2027-02-30" is not a day'),
    ([PLAN, HARD], "Missing option '--on'"),
    ([PLAN, HARD, "--on", HELD, "--zone", "Mars"], '--zone: "Mars" is not a time'),
    ([HARD, PLAN, "--on", HELD], "this is the name of a request; a journal is"),
    ([HARD, HARD, "--on", HELD], "has to end in .toml or .json"),
    ([PLAN, "missing.csv", "--on", HELD], "missing.csv: cannot be read"),
    (["missing.json", HARD, "--on", HELD], "missing.json: cannot be read"),
    ([PLAN, "plan.json", "--on", HELD], "this key is not known"),
    (
        [FOLDER / "temazepam-us.toml", HARD, "--on", HELD],
        "temazepam-us.toml: no plan can be made from it; ./stepwell plan says why",
    ),
    (["refused.json", HARD, "--on", HELD], "outcome: the plan was refused"),
    (["bare.json", HARD, "--on", HELD], "request: the plan does not say what"),
    (["adapted.json", HARD, "--on", HELD], "adapted.json: this is a proposal and"),
    ([PLAN, HARD, "--on", HELD, "-o", "no/folder"], "-o no/folder: cannot be written"),
    ([PLAN, HARD, "--on", HELD, "--format", "ics"], "--format"),
    ([PLAN, "local.json", "--on", HELD], "zone"),
]


@pytest.mark.parametrize(("arguments", "words"), BAD, ids=str)
def test_bad_input_is_one_sentence(stepwell, tmp_path, arguments, words):
    """Status 2, the field or file named, nothing shown and nothing written."""
    for name, text in {**written(), "local.json": as_json([NOTE])}.items():
        (tmp_path / name).write_text(text)
    before = sorted(tmp_path.iterdir())
    done = stepwell("adapt", *arguments)
    assert (done.status, done.out) == (2, "")
    assert words in done.sentence
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("which", [0, 1], ids=["plan", "journal"])
def test_neither_plan_nor_journal_is_overwritten(stepwell, tmp_path, which):
    """Years of entries do not go by a slip with -o."""
    files = [tmp_path / "mine.toml", tmp_path / "mine.csv"]
    for file, source in zip(files, (PLAN, HARD), strict=True):
        file.write_bytes(source.read_bytes())
    done = stepwell("adapt", *files, "--on", HELD, "-o", files[which])
    assert done.status == 2
    assert f"this is the {('plan', 'journal')[which]} itself" in done.sentence
    assert files[which].read_bytes() == (PLAN, HARD)[which].read_bytes()


def test_zone_is_where_times_are(stepwell, tmp_path):
    """Times without a zone are read with the one that is given."""
    (tmp_path / "local.json").write_text(as_json([NOTE]))
    done = stepwell("adapt", PLAN, "local.json", "--on", "2027-01-18", *ZONE)
    assert done.status == 0


def test_help_says_who_decides(stepwell):
    """A prescriber, that nobody is told, the exit status and how to keep a plan."""
    shown = " ".join(stepwell("adapt", "--help").out.split())
    for words in (
        "not a substitute for a prescriber",
        "nobody is told",
        "Exit status 3",
        "--format plan -o new.json",
    ):
        assert words in shown


@pytest.mark.parametrize(
    ("wish", "opening", "headline"),
    [
        ("hold", "You asked to hold.", "Stay on this step."),
        ("slow", "You asked to slow down.", "Stay on this step, then make the next"),
        ("step-back", "You asked to step back.", "Stay on this step, then make the"),
        ("from-taken", "You asked to remake the plan from", "Stay on this step."),
    ],
)
def test_what_is_asked_for_is_answered(stepwell, wish, opening, headline):
    """After more was taken than planned: nothing rises, and each wish is named."""
    arguments = ("adapt", PLAN, HARD, "--on", HELD, "--ask", wish)
    done = stepwell(*arguments)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("DRAFT | What may be made of what you asked\n")
    assert headline in done.out
    assert f"* {opening}" in " ".join(done.out.split())
    found = json.loads(stepwell(*arguments, "--format", "json").out)
    ADAPTATION.validate(found)
    assert found["because"][0]["text"].startswith(opening)
    assert found["plan"]["steps"][0]["start"] == HELD


def test_H17_a_hold_that_was_asked_for_is_kept_by_the_plan_that_is_written(
    stepwell, tmp_path
):
    """Somebody well: the rule goes on, the new plan waits two weeks and is read."""
    arguments = ("adapt", PLAN, SMOOTH, "--on", GOES_ON, "--format", "plan")
    assert "there is nothing to accept" in stepwell(*arguments).err
    done = stepwell(*arguments, "--ask", "hold", "-o", "new.json")
    assert (done.status, done.out, done.err) == (0, "", "")
    first, second = json.loads((tmp_path / "new.json").read_text())["steps"][:2]
    assert (first["start"], first["days"]) == (GOES_ON, 14)
    assert second["start"] == "2027-03-01"
    again = stepwell("adapt", "new.json", SMOOTH, "--on", "2027-02-20")
    assert again.status == 0
    assert "Monday 1 March 2027" in again.out


@pytest.mark.parametrize("wish", ["hold", "slow", "step-back", "from-taken"])
def test_H31_help_comes_first_whatever_is_asked(stepwell, red_flag, wish):
    """Status 3, and the same words as without a wish."""
    arguments = ("adapt", PLAN, red_flag, "--on", "2027-01-20")
    done = stepwell(*arguments, "--ask", wish)
    assert done.status == 3
    assert done.out == stepwell(*arguments).out
    assert done.out.startswith("Get help first.\n")


@pytest.mark.parametrize("wish", ["faster", "step_back", "", "hold,slow"])
def test_what_cannot_be_asked_for_is_one_sentence(stepwell, wish):
    """Nothing faster is ever offered."""
    done = stepwell("adapt", PLAN, HARD, "--on", HELD, "--ask", wish)
    assert (done.status, done.out) == (2, "")
    assert "--ask" in done.sentence


def test_the_command_offers_every_wish():
    """A wish cannot be added to one and forgotten in the other."""
    (option,) = [each for each in adapt.command.params if each.name == "asked_for"]
    offered = [each.replace("-", "_") for each in option.type.choices]
    assert offered == [wish.value for wish in Wish]
