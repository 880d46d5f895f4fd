"""``stepwell plan``: statuses, formats, and files that are whole or not there."""

import json
import os

import pytest

from factories import request_document
from schemas import validator
from stepwell import __version__


REFUSED = request_document(person={"red_flags": ["seizure"]})


@pytest.mark.parametrize("form", ["text", "json", "csv", "ics"])
def test_every_format_is_printed_and_written_alike(
    stepwell, request_file, tmp_path, form
):
    """-o writes exactly what would have been printed."""
    file = request_file()
    printed = stepwell("plan", file, "--format", form)
    output = tmp_path / "made"
    written = stepwell("plan", file, "--format", form, "-o", output)
    assert (printed.status, written.status) == (0, 0)
    assert (written.out, written.err, printed.err) == ("", "", "")
    assert output.read_bytes().decode() == printed.out


def test_toml_json_and_input_are_the_same(stepwell, request_file, tmp_path):
    """The same request gives the same bytes, however it comes."""
    toml = tmp_path / "request.toml"
    toml.write_text(
        """
        start = 2027-01-04
        market = "us"
        using_since = "2021-05"
        current = [
          { drug = "lorazepam", time = "morning", dose = "1 mg" },
          { drug = "lorazepam", time = "bedtime", dose = "1 mg" },
        ]
        """
    )
    by_toml = stepwell("plan", toml, "--format", "json")
    by_json = stepwell("plan", request_file(), "--format", "json")
    content = json.dumps(request_document()).encode()
    by_input = stepwell("plan", "-", "--format", "json", stdin=content)
    assert by_toml == by_json == by_input
    assert by_json.status == 0


def test_json_follows_the_schema_and_names_the_software(stepwell, request_file):
    """The whole proposal, as published."""
    document = json.loads(stepwell("plan", request_file(), "--format", "json").out)
    validator("plan").validate(document)
    assert document["software"] == __version__
    assert document["outcome"] == "proposed"


def test_a_plan_is_made_anew_from_its_own_json(stepwell, request_file, tmp_path):
    """The request in it gives the same bytes, and a review accepts the plan."""
    said = request_document(pace={"reduction_percent": 7.5})
    first = stepwell("plan", request_file(said), "--format", "json")
    inner = json.loads(first.out)["request"]
    assert inner["pace"]["reduction_percent"] == 7.5
    again = request_file(inner, "again.json")
    assert stepwell("plan", again, "--format", "json").out == first.out
    plan = tmp_path / "plan.json"
    plan.write_text(first.out)
    assert stepwell("review", plan).status == 0


@pytest.mark.parametrize("command", ["plan", "curve"])
def test_a_refusal_carries_its_request(stepwell, request_file, command):
    """So it can be changed and asked again; the help needed is asked again, too."""
    done = stepwell(command, request_file(REFUSED), "--format", "json")
    document = json.loads(done.out)
    validator("plan").validate(document)
    assert document["request"]["person"] == {"red_flags": ["seizure"]}


def test_detailed_calendar_names_doses(stepwell, request_file):
    """Only when asked for does a calendar say what is taken."""
    file = request_file()
    neutral = stepwell("plan", file, "--format", "ics").out
    detailed = stepwell("plan", file, "--format", "ics", "--detailed-calendar").out
    assert "lorazepam" not in neutral
    assert "lorazepam" in detailed.replace("\r\n ", "")


def test_refusal_prints_its_reason(stepwell, request_file):
    """Status 3, the reason first; JSON is still the whole proposal."""
    file = request_file(REFUSED)
    text = stepwell("plan", file)
    assert text.status == 3
    assert "Refused" in text.out
    assert "G05" in text.out
    document = stepwell("plan", file, "--format", "json")
    assert document.status == 3
    assert json.loads(document.out)["outcome"] == "refused"


@pytest.mark.parametrize("form", ["csv", "ics"])
def test_refusal_prints_no_table_and_no_calendar(stepwell, request_file, form):
    """Nothing that could be followed goes to standard output."""
    done = stepwell("plan", request_file(REFUSED), "--format", form)
    assert done.status == 3
    assert done.out == ""
    assert "Refused" in done.err


@pytest.mark.parametrize("form", ["text", "csv", "ics"])
def test_refusal_leaves_an_existing_file_alone(stepwell, request_file, tmp_path, form):
    """A refused plan overwrites nothing; the reason is still said."""
    output = tmp_path / "made"
    output.write_text("the last agreed plan")
    done = stepwell("plan", request_file(REFUSED), "--format", form, "-o", output)
    assert done.status == 3
    assert "Refused" in done.err
    assert output.read_text() == "the last agreed plan"


def test_refusal_is_written_as_json(stepwell, request_file, tmp_path):
    """Programs get the whole refusal as a file, people the reason on the screen."""
    output = tmp_path / "plan.json"
    done = stepwell("plan", request_file(REFUSED), "--format", "json", "-o", output)
    assert done.status == 3
    assert "Refused" in done.err
    assert json.loads(output.read_text())["outcome"] == "refused"


def no_space(*_):
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_failing_write_leaves_nothing_half_written(
    stepwell, request_file, tmp_path, monkeypatch, call
):
    """A full disk leaves the old file whole and no scrap beside it."""
    output = tmp_path / "plan.csv"
    output.write_text("the last agreed plan")
    file = request_file()
    before = sorted(tmp_path.iterdir())
    monkeypatch.setattr(os, call, no_space)
    done = stepwell("plan", file, "--format", "csv", "-o", output)
    assert done.status == 2
    assert "no space left" in done.sentence
    assert output.read_text() == "the last agreed plan"
    assert sorted(tmp_path.iterdir()) == before


def test_interrupted_write_leaves_nothing_half_written(
    stepwell, request_file, tmp_path, monkeypatch
):
    """Neither does an impatient Ctrl-C."""

    def interrupt(*_):
        raise KeyboardInterrupt

    output = tmp_path / "plan.csv"
    file = request_file()
    monkeypatch.setattr(os, "replace", interrupt)
    done = stepwell("plan", file, "--format", "csv", "-o", output)
    assert done.status == 130
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_output_must_be_a_file_in_a_folder(stepwell, request_file, tmp_path):
    """A folder, a device or a missing folder is named."""
    file = request_file()
    assert "not a file" in stepwell("plan", file, "-o", tmp_path).sentence
    missing = tmp_path / "missing" / "plan.txt"
    assert "cannot be written" in stepwell("plan", file, "-o", missing).sentence


def test_request_is_not_overwritten(stepwell, request_file):
    """-o does not replace the request itself."""
    file = request_file()
    before = file.read_bytes()
    done = stepwell("plan", file, "-o", file)
    assert done.status == 2
    assert file.read_bytes() == before
