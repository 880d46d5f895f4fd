"""``stepwell compare``, and ``plan`` with the method compare."""

import json
import subprocess
import sys
from xml.etree import ElementTree

import pytest

from environment import ENVIRONMENT
from factories import request_document
from schemas import validator


BOTH = request_document(market="gb", method="compare", author="prescriber")
PERSON = request_document(market="gb", method="compare")
DIRECT = request_document(market="gb")
REFUSED = request_document(
    market="gb", method="compare", person={"red_flags": ["seizure"]}
)
FORMS = ("text", "json", "svg", "png")


@pytest.fixture
def two(request_file):
    """Two requests of one person, slow and quick."""
    quick = {**DIRECT, "pace": {"reduction_percent": 10}}
    return request_file(DIRECT, "slow.json"), request_file(quick, "quick.json")


def test_two_requests(stepwell, two):
    """Each is a column by the name of its file, and none is called better."""
    done = stepwell("compare", *two)
    assert (done.status, done.err) == (0, "")
    assert "2 plans side by side: slow, quick" in done.out
    assert "Nothing here says which is better" in done.out


def test_one_request_for_both_methods(stepwell, request_file):
    """It counts for two; the method stands beside the name."""
    done = stepwell("compare", request_file(BOTH, "mine.json"))
    assert done.status == 0
    assert "side by side: mine (direct), mine (crossover)" in done.out


def test_requests_of_one_name_keep_apart(stepwell, request_file, tmp_path):
    """Two files of the same name in two folders are named in full."""
    names = []
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        names.append(f"{folder}/mine.json")
        request_file(DIRECT, names[-1])
    found = json.loads(stepwell("compare", *names, "--format", "json").out)
    assert [each["name"] for each in found["plans"]] == names


@pytest.mark.parametrize("form", ["text", "json"])
def test_plan_compares_when_asked_to(stepwell, request_file, form):
    """``plan`` gives what ``compare`` gives."""
    file = request_file(BOTH)
    planned = stepwell("plan", file, "--format", form)
    assert planned.status == 0
    assert planned == stepwell("compare", file, "--format", form)
    if form == "json":
        found = json.loads(planned.out)
        validator("comparison").validate(found)
        for each in found["plans"]:
            validator("plan").validate(each["plan"])


@pytest.mark.parametrize("form", ["csv", "ics"])
def test_plan_has_no_table_of_two_plans(stepwell, request_file, tmp_path, form):
    """One sentence says how to get one of them, and nothing is written."""
    output = tmp_path / "made"
    done = stepwell("plan", request_file(BOTH), "--format", form, "-o", output)
    assert (done.status, done.out) == (2, "")
    assert done.sentence.startswith(f"--format {form}: ")
    assert '"method": "direct" or "crossover"' in done.sentence
    assert not output.exists()


def test_a_curve_is_of_one_plan(stepwell, request_file):
    """The direct one is not drawn as if it were what was asked for."""
    done = stepwell("curve", request_file(BOTH))
    assert (done.status, done.out) == (2, "")
    assert done.sentence.startswith("method: ")


@pytest.mark.parametrize(
    ("documents", "plans"),
    [
        ([DIRECT], "1 plan,"),
        ([DIRECT] * 5, "5 plans"),
        ([BOTH, BOTH, DIRECT], "5 plans"),
    ],
    ids=["one", "five", "three that make five"],
)
def test_too_few_or_too_many(stepwell, request_file, documents, plans):
    """Two to four plans; the sentence says how many these make."""
    files = [
        request_file(each, f"r{place}.json") for place, each in enumerate(documents)
    ]
    done = stepwell("compare", *files)
    assert (done.status, done.out) == (2, "")
    assert f"this makes {plans}" in done.sentence


def test_no_request(stepwell):
    """Without a request there is nothing to compare."""
    done = stepwell("compare")
    assert done.status == 2
    assert "Missing argument" in done.sentence


@pytest.mark.parametrize("command", ["compare", "plan"])
def test_a_person_gets_the_direct_plan_and_the_reason(stepwell, request_file, command):
    """G11 refuses the crossover, which only a prescriber sets; exit 0."""
    done = stepwell(command, request_file(PERSON))
    assert (done.status, done.err) == (0, "")
    words = " ".join(done.out.split())
    assert "request (crossover): G11: " in words
    assert "is for a prescriber to set" in words


@pytest.mark.parametrize("command", ["compare", "plan"])
def test_all_refused(stepwell, request_file, command):
    """Status 3, and whom to call stands in the text and in JSON."""
    file = request_file(REFUSED)
    for form in ("text", "json"):
        done = stepwell(command, file, "--format", form)
        assert done.status == 3
        assert "emergency number" in " ".join(done.out.split())
        assert done.err == ""


@pytest.mark.parametrize("form", FORMS)
def test_all_refused_leaves_a_file_alone(stepwell, request_file, tmp_path, form):
    """No picture of nothing; JSON is written; the reason is always on the screen."""
    output = tmp_path / "made"
    output.write_text("the last one")
    file = request_file(REFUSED)
    done = stepwell("compare", file, "--format", form, "-o", output)
    assert (done.status, done.out) == (3, "")
    assert "emergency number" in " ".join(done.err.split())
    if form == "json":
        validator("comparison").validate(json.loads(output.read_text()))
    else:
        assert output.read_text() == "the last one"


@pytest.mark.parametrize("form", FORMS)
def test_no_request_is_overwritten(stepwell, two, form):
    """-o may be none of the requests, not only not the first."""
    before = [file.read_bytes() for file in two]
    for file in two:
        done = stepwell("compare", *two, "--format", form, "-o", file)
        assert done.status == 2
        assert "the request itself" in done.sentence
    assert [file.read_bytes() for file in two] == before


@pytest.mark.parametrize("form", FORMS)
def test_every_format_is_written_to_a_file(stepwell, two, tmp_path, form):
    """Whole, twice the same, with nothing on the screen."""
    outputs = [tmp_path / "made", tmp_path / "again"]
    for output in outputs:
        done = stepwell("compare", *two, "--format", form, "-o", output)
        assert (done.status, done.out, done.err) == (0, "", "")
    made, again = (output.read_bytes() for output in outputs)
    assert made == again
    if form == "svg":
        ElementTree.fromstring(made)
    elif form == "png":
        assert made.startswith(b"\x89PNG\r\n")
    else:
        printed = stepwell("compare", *two, "--format", form).out
        assert printed == made.decode()


def test_png_is_not_printed_on_a_terminal(stepwell, two, monkeypatch):
    """Bytes would only spoil the screen; name a file."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    done = stepwell("compare", *two, "--format", "png")
    assert (done.status, done.out) == (2, "")
    assert "-o" in done.sentence
    assert stepwell("compare", *two, "--format", "svg").status == 0


def test_a_bad_request_is_named(stepwell, two, request_file):
    """One line with the field, and nothing compared."""
    bad = request_file({**DIRECT, "market": "uk"}, "bad.json")
    done = stepwell("compare", *two, bad)
    assert (done.status, done.out) == (2, "")
    assert "market: " in done.sentence


def test_help_names_a_prescriber(stepwell):
    """Who chooses between plans is said where the command is explained."""
    done = stepwell("compare", "--help")
    assert done.status == 0
    assert "prescriber" in done.out


def test_help_loads_nothing_heavy():
    """Help is there at once."""
    heavy = {"numpy", "matplotlib", "rich", "stepwell.planner", "stepwell.formulary"}
    code = (
        "import sys; from stepwell.cli.main import run; run(['compare', '--help']);"
        "print(*sys.modules, file=sys.stderr)"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env=ENVIRONMENT
    )
    assert not heavy & set(done.stderr.split())
