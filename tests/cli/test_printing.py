"""``stepwell plan --format pdf``: each document, its options, and what comes first."""

import io
import json
import sys
from pathlib import Path

import pypdfium2
import pytest

from journals import FLAGS, SYMPTOM, as_json
from stepwell.cli.main import run


EXAMPLES = Path(__file__).parents[2] / "examples"
LORAZEPAM = EXAMPLES / "lorazepam-us.toml"
REFUSED = EXAMPLES / "temazepam-us.toml"
HARD = EXAMPLES / "journals" / "lorazepam-us-hard.csv"
PDF = ("--format", "pdf")
VISIT = (*PDF, "--document", "visit")


@pytest.fixture
def printed(stepwell, tmp_path):
    """Print with arguments, and give how that went and the words of the paper."""

    def make(*arguments):
        path = tmp_path / "made.pdf"
        done = stepwell("plan", *arguments, "-o", path)
        return done, words_of(path.read_bytes())

    return make


def words_of(content):
    document = pypdfium2.PdfDocument(content)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ([], "How each step is taken"),
        (["--layout", "calendar"], "Wednesday 6 January"),
        (["--document", "visit"], "No journal was brought"),
        (["--document", "visit", "--journal", HARD], "What was taken"),
        (["--document", "letter"], "Please tell me whether it suits me"),
        (["--document", "pharmacy"], "How doses are made of each product"),
    ],
)
def test_each_document_is_printed(printed, told, words):
    """It says what it is for, and is the draft that the text shows."""
    done, said = printed(LORAZEPAM, *PDF, *told)
    assert (done.status, done.out, done.err) == (0, "", "")
    assert words in said
    assert "DRAFT" in said


def test_a_letter_names_the_other_way(printed):
    """The outcome of a crossover stands beside the direct way."""
    _, said = printed(LORAZEPAM, *PDF, "--document", "letter")
    assert "A crossover to diazepam first" in said


def test_the_sheet_is_the_one_that_is_asked_for(stepwell, tmp_path):
    """A4 without a word, US Letter where that is said."""
    sizes = []
    for told in ([], ["--paper", "a4"], ["--paper", "letter"]):
        path = tmp_path / "made.pdf"
        assert stepwell("plan", LORAZEPAM, *PDF, *told, "-o", path).status == 0
        with pypdfium2.PdfDocument(path) as document:
            sizes.append(tuple(map(round, document[0].get_size())))
    assert sizes == [(595, 842), (595, 842), (612, 792)]


def test_what_is_written_is_what_would_be_piped(capfdbinary, tmp_path, monkeypatch):
    """Bytes go to standard output as they are, where that is no terminal."""
    monkeypatch.chdir(tmp_path)
    assert run(["plan", str(LORAZEPAM), *PDF, "-o", "made.pdf"]) == 0
    assert run(["plan", str(LORAZEPAM), *PDF]) == 0
    assert capfdbinary.readouterr().out == (tmp_path / "made.pdf").read_bytes()


def test_a_pdf_is_not_thrown_at_a_terminal(stepwell, monkeypatch):
    """A person is asked for the name of a file instead."""
    monkeypatch.setattr(sys, "stdout", Terminal())
    done = stepwell("plan", LORAZEPAM, *PDF)
    assert done.status == 2
    assert done.sentence == "--format pdf: this is no text; name a file with -o"


class Terminal(io.StringIO):
    """Something that is looked at."""

    def isatty(self):
        return True


@pytest.mark.parametrize("document", ["plan", "visit", "letter", "pharmacy"])
def test_a_refusal_is_printed_and_said(printed, document):
    """The paper has the reasons to take along; the screen has them, too."""
    done, said = printed(REFUSED, *PDF, "--document", document)
    assert done.status == 3
    assert "Refused: no plan is made" in done.err
    assert "What to do now" in said
    assert "Step 1" not in said


def test_the_day_of_the_visit_follows_the_journal(printed):
    """The day after its last entry, the one that is named, or the start."""
    told = [*VISIT, "--journal", HARD]
    assert "Monday 1 February 2027" in printed(LORAZEPAM, *told)[1]
    named = printed(LORAZEPAM, *told, "--on", "2027-02-05")[1]
    assert "Friday 5 February 2027" in named
    assert "Monday 4 January 2027" in printed(LORAZEPAM, *VISIT)[1]


@pytest.fixture
def flagged(tmp_path):
    """A journal in which a red flag stands."""
    path = tmp_path / "flagged.json"
    path.write_text(as_json([SYMPTOM, FLAGS], zone="Europe/London"))
    return path


@pytest.mark.parametrize("request_file", [LORAZEPAM, REFUSED])
def test_H31_a_red_flag_of_the_journal_comes_first(printed, request_file, flagged):
    """On the paper, on the screen, and in the exit status, whatever the plan is."""
    done, said = printed(request_file, *VISIT, "--journal", flagged)
    assert done.status == 3
    assert "needs help now" in done.err
    assert "needs help now" in said
    assert "Help comes first" in said


def test_H31_a_red_flag_is_heard_when_the_plan_cannot_be_read(stepwell, flagged):
    """The sentence begins with the help, then names the fault."""
    done = stepwell("plan", "none.toml", *VISIT, "--journal", flagged, "-o", "x.pdf")
    assert done.status == 2
    assert "emergency number" in done.sentence
    assert "none.toml: cannot be read" in done.sentence


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (["--paper", "a4"], "--paper: this goes with --format pdf only"),
        (["--document", "visit"], "--document: this goes with --format pdf only"),
        ([*PDF, "--journal", HARD], "--journal: this goes with --document visit only"),
        ([*PDF, "--on", "2027-02-01"], "--on: this goes with --document visit only"),
        ([*PDF, "--zone", "UTC"], "--zone: this goes with --document visit only"),
        ([*VISIT, "--layout", "list"], "--layout: this goes with the person's plan"),
        ([*VISIT, "--on", "soon"], "--on: "),
        ([*VISIT, "--journal", HARD, "--zone", "Nowhere"], "--zone: "),
        ([*VISIT, "--journal", "none.csv"], "none.csv: cannot be read"),
        ([*PDF, "--paper", "a5"], "--paper"),
        ([*PDF, "--detailed-calendar"], "--detailed-calendar: "),
    ],
)
def test_options_that_do_not_go_together(stepwell, told, words):
    """One sentence names the option, and nothing is written."""
    done = stepwell("plan", LORAZEPAM, *told, "-o", "made.pdf")
    assert (done.status, done.out) == (2, "")
    assert words in done.sentence
    assert not Path("made.pdf").exists()


def test_neither_plan_nor_journal_is_written_over(stepwell, request_file, flagged):
    """A print never takes the place of what it was made from."""
    plan = request_file()
    before = plan.read_bytes(), flagged.read_bytes()
    told = ("plan", plan, *VISIT, "--journal", flagged, "-o")
    assert "-o" in stepwell(*told, plan).sentence
    assert "-o" in stepwell(*told, flagged).sentence
    assert (plan.read_bytes(), flagged.read_bytes()) == before


def test_a_plan_to_compare_is_not_one_plan(stepwell, request_file):
    """Two plans side by side are text or JSON; one of them can be printed."""
    document = json.loads(request_file().read_text())
    both = request_file({**document, "method": "compare"})
    done = stepwell("plan", both, *PDF, "-o", "made.pdf")
    assert done.status == 2
    assert "two plans are compared as text or json" in done.sentence
