"""``stepwell journal check``: what a person sees of a journal, exit status included."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest

from environment import ENVIRONMENT
from factories import request_document
from journals import EVERY_KIND, FLAGS, NIGHT, NOTE, PHQ_9, SYMPTOM, as_csv, as_json
from schemas import validator
from stepwell.cli.made import view_of
from stepwell.cli.main import COMMANDS
from stepwell.cli.plan import rendered


FOLDER = Path(__file__).parents[2] / "examples"
EXAMPLES = sorted((FOLDER / "journals").glob("*.csv"))
PLAN = FOLDER / "lorazepam-us.toml"
CHECK = validator("journal-check")
ZONE = ("--zone", "Europe/London")
HARM = {**PHQ_9, "answers": [0, 0, 0, 0, 0, 0, 0, 0, 1]}
WORDS = {**NOTE, "text": "I want to die"}


@pytest.fixture
def journal_file(tmp_path):
    """Write records as a journal, as JSON or CSV by the name, and give the file."""

    def write(*records, name="journal.json"):
        path = tmp_path / name
        made = as_csv(records) if path.suffix == ".csv" else as_json(records)
        path.write_text(made, encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("plan", [(), ("--plan", PLAN)], ids=["alone", "with a plan"])
def test_examples(stepwell, example, plan):
    """Each is read without a red flag, and its JSON follows the schema."""
    done = stepwell("journal", "check", example, *plan)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("A look at a journal\n")
    assert ("After each step" in done.out) is bool(plan)
    found = json.loads(
        stepwell("journal", "check", example, *plan, "--format", "json").out
    )
    CHECK.validate(found)
    assert bool(found["doses"]) is bool(plan)


def test_a_plan_of_ours_is_as_good_as_its_request(stepwell, tmp_path):
    """The plan's JSON and the request give the same page."""
    stepwell("plan", PLAN, "--format", "json", "-o", tmp_path / "plan.json")
    pages = [
        stepwell("journal", "check", EXAMPLES[0], "--plan", plan).out
        for plan in (PLAN, "plan.json")
    ]
    assert pages[0] == pages[1]


@pytest.mark.parametrize("record", [FLAGS, HARM, WORDS], ids=["yes", "phq9", "note"])
def test_H31_H32_a_red_flag_exits_with_3_and_stands_first(
    stepwell, journal_file, record
):
    """An answer, the ninth question or words of a note; in text and in JSON."""
    file = journal_file(SYMPTOM, record)
    done = stepwell("journal", "check", file, *ZONE)
    assert (done.status, done.err) == (3, "")
    assert done.out.startswith("Get help first.\n")
    found = stepwell("journal", "check", file, *ZONE, "--format", "json")
    assert found.status == 3
    assert json.loads(found.out)["red_flags"]


def test_H31_a_red_flag_is_said_before_a_fault_of_the_plan(stepwell, journal_file):
    """A plan that cannot be read does not hide that somebody needs help."""
    done = stepwell("journal", "check", journal_file(FLAGS), *ZONE, "--plan", "no.toml")
    assert (done.status, done.out) == (2, "")
    assert done.sentence.startswith("seizure: call your local emergency number now")
    assert "no.toml: cannot be read" in done.sentence


def test_words_of_a_note_do_not_hide_a_fault_of_the_plan(stepwell, journal_file):
    """They are a question and need their page; the fault alone is said."""
    done = stepwell("journal", "check", journal_file(WORDS), *ZONE, "--plan", "no.toml")
    assert done.sentence.startswith("no.toml: cannot be read")


@pytest.mark.parametrize(
    "records",
    [[], [NOTE], [NIGHT], EVERY_KIND],
    ids=["empty", "one entry", "a night", "every kind"],
)
def test_journals_small_and_mixed(stepwell, journal_file, records):
    """Each is read from JSON and from a table alike, and its JSON is valid."""
    pages = []
    for name in ("a.json", "a.csv") if records else ("a.json",):
        file = journal_file(*records, name=name)
        done = stepwell("journal", "check", file, *ZONE, "--format", "json")
        assert done.status in (0, 3)
        CHECK.validate(json.loads(done.out))
        pages.append(done.out)
    assert pages[0] == pages[-1]


def test_standard_input(stepwell):
    """A dash reads the journal, or the plan, but not both."""
    content = EXAMPLES[0].read_bytes()
    shown = stepwell("journal", "check", "-", stdin=content).out
    assert shown == stepwell("journal", "check", EXAMPLES[0]).out
    request = json.dumps(request_document()).encode()
    done = stepwell("journal", "check", EXAMPLES[0], "--plan", "-", stdin=request)
    assert done.status == 0
    both = stepwell("journal", "check", "-", "--plan", "-", stdin=content)
    assert both.status == 2
    assert both.sentence.startswith("-: standard input")


@cache
def written():
    """Plans that cannot be followed, and one that is no journal."""
    plan = rendered(view_of(str(PLAN)), "json")
    bare = json.loads(plan)
    del bare["request"]
    return {
        "plan.json": plan,
        "refused.json": rendered(view_of(str(FOLDER / "temazepam-us.toml")), "json"),
        "bare.json": json.dumps(bare),
    }


BAD = [
    (["missing.csv"], "missing.csv: cannot be read"),
    ([PLAN], "lorazepam-us.toml: this is the name of a request; a journal is"),
    (["plan.json"], "this key is not known"),
    ([EXAMPLES[0], "--zone", "Mars"], '--zone: "Mars" is not a time zone'),
    ([EXAMPLES[0], "--plan", EXAMPLES[0]], "has to end in .toml or .json"),
    ([EXAMPLES[0], "--plan", FOLDER / "temazepam-us.toml"], "no plan can be made"),
    ([EXAMPLES[0], "--plan", "refused.json"], "outcome: the plan was refused"),
    ([EXAMPLES[0], "--plan", "bare.json"], "request: the plan does not say"),
    ([EXAMPLES[0], "--format", "pdf"], "--format"),
    (["local.csv"], "zone"),
    ([EXAMPLES[0], "--format", "svg"], "--format svg: the picture shows a journal"),
    ([EXAMPLES[0], "--format", "png"], "beside its plan; name one with --plan"),
    (["empty.json", "--plan", PLAN, "--format", "svg"], "nothing is drawn: no dose"),
    ([EXAMPLES[0], "-o", EXAMPLES[0]], "this is the journal itself"),
    ([EXAMPLES[0], "--plan", PLAN, "-o", PLAN], "this is the plan itself"),
    ([], "Missing argument"),
]


@pytest.mark.parametrize(("arguments", "words"), BAD, ids=str)
def test_bad_input_is_one_sentence(stepwell, tmp_path, journal_file, arguments, words):
    """Status 2, the field or file named, and nothing on the screen."""
    for name, text in written().items():
        (tmp_path / name).write_text(text)
    journal_file(NOTE, name="local.csv")
    journal_file(name="empty.json")
    done = stepwell("journal", "check", *arguments)
    assert (done.status, done.out) == (2, "")
    assert words in done.sentence


def picture(stepwell, file, form="svg", *more):
    """Draw a journal into a file; the run and what it wrote."""
    done = stepwell(
        *("journal", "check", file, "--plan", PLAN, "--format", form),
        *("-o", f"days.{form}"),
        *more,
    )
    return done, Path(f"days.{form}")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_pictures(stepwell, example):
    """The days as SVG and as PNG, quietly; the same on standard output."""
    done, file = picture(stepwell, example)
    assert (done.status, done.out, done.err) == (0, "", "")
    drawn = file.read_bytes()
    root = ElementTree.fromstring(drawn)
    assert root[0].text.startswith("Doses, symptoms and sleep, 2026-12-21 to 2027-")
    assert "it has a wave: a rise of" in root[1].text
    done, file = picture(stepwell, example, "png")
    assert (done.status, done.out, done.err) == (0, "", "")
    assert file.read_bytes().startswith(b"\x89PNG")
    code = (
        "import sys; from stepwell.cli.main import run;"
        f"run(['journal', 'check', {str(example)!r}, '--plan', {str(PLAN)!r},"
        " '--format', 'svg'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, env=ENVIRONMENT
    )
    assert done.stdout == drawn


@pytest.mark.parametrize("form", ["svg", "png"])
@pytest.mark.parametrize("record", [FLAGS, HARM, WORDS], ids=["yes", "phq9", "note"])
def test_H31_H32_a_picture_does_not_hide_a_red_flag(
    stepwell, journal_file, record, form
):
    """Status 3 and the help, as text, beside the picture."""
    done, file = picture(stepwell, journal_file(SYMPTOM, record), form, *ZONE)
    assert (done.status, done.out) == (3, "")
    assert done.err.startswith("Get help first.\n")
    assert file.exists()


@pytest.mark.parametrize("form", ["text", "json"])
def test_H31_nor_does_a_file(stepwell, journal_file, form):
    """A page that went into a file is not the only place where help is said."""
    journal = journal_file(SYMPTOM, FLAGS)
    arguments = ("journal", "check", journal, *ZONE, "--format", form)
    shown = stepwell(*arguments)
    done = stepwell(*arguments, "-o", "page")
    assert (done.status, done.out) == (3, "")
    assert done.err.startswith("Get help first.\n")
    assert Path("page").read_text(encoding="utf-8") == shown.out
    quiet = stepwell("journal", "check", journal_file(SYMPTOM), *ZONE, "-o", "page")
    assert (quiet.status, quiet.out, quiet.err) == (0, "", "")


def test_H31_a_picture_that_cannot_be_drawn_does_not_hide_it_either(
    stepwell, journal_file
):
    """The help comes first, and then what was asked for and is not there."""
    file = journal_file(FLAGS)
    done = stepwell("journal", "check", file, *ZONE, "--format", "svg")
    assert (done.status, done.out) == (2, "")
    assert done.sentence.startswith("seizure: call your local emergency number now")
    assert "name one with --plan" in done.sentence
    done, drawn = picture(stepwell, file, "svg", *ZONE)
    assert done.sentence.startswith("seizure: call your local emergency number now")
    assert "nothing is drawn" in done.sentence
    assert not drawn.exists()


def test_a_png_is_not_written_on_a_screen(stepwell, monkeypatch):
    """A terminal would beep and garble."""
    with monkeypatch.context() as patch:
        patch.setattr(type(sys.stdout), "isatty", lambda self: True, raising=False)
        done = stepwell(
            "journal", "check", EXAMPLES[0], "--plan", PLAN, "--format", "png"
        )
    assert (done.status, done.out) == (2, "")
    assert "this is no text; name a file with -o" in done.sentence


def test_without_a_command_help_is_shown(stepwell):
    """As the program itself does, and on the screen, not as a complaint."""
    done = stepwell("journal")
    assert (done.status, done.err) == (0, "")
    assert "check" in done.out


def test_help_of_the_command_inside(stepwell):
    """An example that works, the prescriber, and the exit status."""
    shown = stepwell("journal", "check", "--help").out
    assert "journal" in COMMANDS
    for word in ("Examples:", "prescriber", "Exit status 3", "never a good day"):
        assert word in " ".join(shown.split())


def test_help_loads_nothing_heavy():
    """Help is there at once."""
    heavy = {"numpy", "rich", "stepwell.planner", "stepwell.formulary"}
    for command in (["journal", "check", "--help"], ["adapt", "--help"]):
        code = (
            f"import sys; from stepwell.cli.main import run; run({command});"
            "print(*sys.modules, file=sys.stderr)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env=ENVIRONMENT,
        )
        assert not heavy & set(done.stderr.split())
