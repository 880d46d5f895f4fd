"""Bad input: exactly one line on standard error, status 2, nothing written."""

import json
import os
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bad_input import BAD_REQUESTS, NAMES
from environment import ENVIRONMENT
from factories import request_document


THROUGH_A_FILE = [
    (name, document, beginning)
    for name, document, beginning in BAD_REQUESTS
    if name != "pace: percent float"  # exact once it has been through a file
]


def assert_refused(done, folder):
    assert done.status == 2
    assert done.out == ""
    assert done.sentence
    assert not (folder / "plan.json").exists()
    assert [path.name for path in folder.iterdir() if ".stepwell" in path.name] == []


@pytest.mark.parametrize(
    ("name", "document", "beginning"),
    THROUGH_A_FILE,
    ids=[name for name in NAMES if name != "pace: percent float"],
)
def test_bad_requests(stepwell, request_file, tmp_path, name, document, beginning):
    """Every bad request ends the same way, with the field named first."""
    file = request_file(document)
    done = stepwell("plan", file, "--format", "json", "-o", tmp_path / "plan.json")
    assert_refused(done, tmp_path)
    assert done.sentence.startswith(beginning)


RAW = [
    ("empty.json", b"", "line 1"),
    ("cut.json", b'{"start": "2027', "line 1"),
    ("twice.json", b'{"start": "2027-01-04",\n"start": "2027-01-05"}', "line 2"),
    ("nan.json", b'{"days_per_week": NaN}', "NaN"),
    ("deep.json", b"[" * 50_000, "deeper than 20"),
    ("latin.json", '{"a": "é"}'.encode("latin-1"), "UTF-8"),
    ("utf16.json", '{"a": 1}'.encode("utf-16"), "UTF-8"),
    ("huge.json", b" " * 10_000_000, "1 MB"),
    ("cut.toml", b"start = ", "end of document"),
    ("twice.toml", b"a = 1\na = 2\n", "line 2"),
    ("nan.toml", b"days_per_week = nan", "nan"),
    ("huge.toml", b"#" * 10_000_000, "1 MB"),
    ("time.toml", b"start = 2027-01-04T00:00:00\n", "start: write a day without"),
    ("request.yaml", b"start: 2027-01-04", ".toml or .json"),
    ("request", b"{}", ".toml or .json"),
]


@pytest.mark.parametrize(("name", "content", "words"), RAW, ids=[row[0] for row in RAW])
def test_unreadable_files(stepwell, request_file, tmp_path, name, content, words):
    """Broken, ambiguous, foreign and huge files are refused in a sentence."""
    file = request_file(content, name)
    done = stepwell("plan", file, "-o", tmp_path / "plan.json")
    assert_refused(done, tmp_path)
    assert words in done.sentence


def test_huge_file_is_refused_unread(stepwell, tmp_path, monkeypatch):
    """The size is looked at before a single byte is read."""
    file = tmp_path / "huge.json"
    file.touch()
    os.truncate(file, 10_000_000)
    monkeypatch.setattr(type(file), "open", lambda *_: pytest.fail("it was opened"))
    assert "1 MB" in stepwell("plan", file).sentence


def test_endless_input_is_not_read_to_its_end(stepwell):
    """Standard input has the same limit."""
    done = stepwell("plan", "-", stdin=b" " * 10_000_000)
    assert "1 MB" in done.sentence


def test_missing_file_and_folder(stepwell, tmp_path):
    """A wrong path is named, in a sentence."""
    assert "no such file" in stepwell("plan", "missing.json").sentence
    (tmp_path / "folder.json").mkdir()
    assert "directory" in stepwell("plan", "folder.json").sentence


USAGE = [
    (["bogus"], "No such command"),
    (["plan"], "Missing argument"),
    (["plan", "a.json", "--format", "yaml"], "--format"),
    (["plan", "a.json", "--bogus"], "--bogus"),
    (["plan", "a.json", "-o"], "-o"),
    (["plan", "a.json", "b.json"], "b.json"),
    (["plan", "a.json", "--detailed-calendar"], "--detailed-calendar: "),
    (["plan", "a.json", "--format", "csv", "--paper", "a4"], "--paper: "),
    (["plan", "a.json", "--format", "fhir"], "does not make FHIR yet"),
    (["review", "a.csv", "--market", "uk"], "--market: "),
    (["review", "a.csv", "--equivalence", "ashton"], "--equivalence: "),
    (["review", "a.csv"], "no such file"),
    (["drugs", "Ativan"], "lorazepam"),
    (["drugs", "--market", "uk"], "--market: "),
    (["equivalents", "lorazepam", "1"], "DOSE: "),
    (["equivalents", "lorazepan", "1 mg"], "lorazepam"),
    (["demo", "--into", "taken"], "--into taken: "),
]


@pytest.mark.parametrize(("arguments", "words"), USAGE, ids=str)
def test_wrong_usage(stepwell, tmp_path, arguments, words):
    """Wrong commands and options are answered in one line, too."""
    (tmp_path / "taken").touch()
    done = stepwell(*arguments)
    assert done.status == 2
    assert done.out == ""
    assert words in done.sentence


SCHEDULES = [
    b"",
    b"start,days\n",
    b"\xff\xfe",
    b'{"resourceType": "Bundle"}',
    b'{"schema": "other"}',
    b"<html>",
    b"\x00" * 100,
    b"start,days,drug,morning_mg,midday_mg,evening_mg,bedtime_mg\n"
    b'2027-01-04,14,lorazepam,"1,5",,,\n',
]


@pytest.mark.parametrize("content", SCHEDULES, ids=str)
def test_bad_schedules(stepwell, tmp_path, content):
    """The same for what is brought to a review."""
    (tmp_path / "schedule.csv").write_bytes(content)
    done = stepwell("review", "schedule.csv")
    assert done.status == 2
    assert done.sentence


def test_red_flag_is_not_swallowed(stepwell, request_file):
    """Help comes before any fault, also a number that is no number."""
    person = {"red_flags": ["seizure"]}
    for wrong in ({"market": "uk"}, {"days_per_week": float("nan")}):
        file = request_file({**request_document(person=person), **wrong})
        done = stepwell("plan", file)
        assert done.status == 2
        assert done.sentence.startswith("seizure: call your local emergency number now")
        assert next(iter(wrong)) in done.sentence


def test_bad_person_file(stepwell, tmp_path):
    """The person of a review is read as strictly as a request."""
    rows = "2027-01-04,14,lorazepam,1,,,\n"
    header = "start,days,drug,morning_mg,midday_mg,evening_mg,bedtime_mg\n"
    (tmp_path / "schedule.csv").write_text(header + rows)
    (tmp_path / "me.toml").write_text("age = 70\n")
    done = stepwell("review", "schedule.csv", "--person", "me.toml")
    assert done.sentence.startswith("age: ")


KEEP = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@KEEP
@given(st.binary(max_size=400))
def test_random_bytes_never_crash(stepwell, tmp_path, content):
    """Whatever the bytes, the program answers."""
    (tmp_path / "schedule.csv").write_bytes(content)
    for arguments in (["plan", "-"], ["review", "schedule.csv"]):
        done = stepwell(*arguments, stdin=content)
        assert done.status == 2
        assert done.sentence.isprintable()


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(["1 mg", "2027-01-04", "lorazepam", "morning", "us"]),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=5), st.integers(), max_size=2),
)
KEYS = [*request_document(), "goal", "pace", "person", "products", "method"]


@KEEP
@given(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=3))
def test_random_values_never_crash(stepwell, changes):
    """Any value under any key is read, refused in a sentence, or planned with."""
    document = {**request_document(), **changes}
    content = json.dumps(document).encode("utf-8", "surrogatepass")
    done = stepwell("plan", "-", "--format", "json", stdin=content)
    assert done.status in (0, 2, 3)
    if done.status == 2:
        assert done.sentence.isprintable()


def test_no_traceback_from_the_whole_program(request_file):
    """The program as it is started, not only its inside."""
    file = request_file({**request_document(), "market": "\x1b[31muk"})
    done = subprocess.run(
        [sys.executable, "-m", "stepwell", "plan", str(file)],
        capture_output=True,
        text=True,
        check=False,
        env=ENVIRONMENT,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("stepwell: market: ")
    assert done.stderr.count("\n") == 1
    assert "\x1b" not in done.stderr
