"""``stepwell curve``: the level over a plan, or why there is none."""

import json
import os
import re
import subprocess
import sys
from xml.etree import ElementTree

import pytest

from environment import ENVIRONMENT
from factories import request_document
from schemas import validator
from stepwell.cli import demo
from stepwell.documents.wording import NOT_A_PRESCRIBER


FORMS = ("text", "json", "csv", "svg", "png")
REFUSED = request_document(person={"red_flags": ["seizure"]})
TOO_LARGE = {
    "start": "2027-01-04",
    "market": "us",
    "using_since": "2024-01",
    "current": [{"drug": "temazepam", "time": "bedtime", "dose": "30 mg"}],
}
LOPRAZOLAM = request_document(
    market="gb",
    current=[{"drug": "loprazolam", "time": "bedtime", "dose": "1 mg"}],
    custom_products=[
        {
            "id": "custom/loprazolam-1",
            "drug": "loprazolam",
            "form": "oral suspension",
            "concentration_mg_per_ml": "0.1",
        }
    ],
)
DIAZEPAM = {
    "market": "gb",
    "current": [{"drug": "diazepam", "time": "bedtime", "dose": "5 mg"}],
}
PREGNANT = request_document(
    **DIAZEPAM,
    person={"flags": ["pregnant"]},
    author="prescriber",
    overrides=[{"rule": "G07", "reason": "seen weekly", "by": "Dr Example"}],
)
KIDNEYS = request_document(**DIAZEPAM, person={"flags": ["kidney_disease"]})
NOT_DRAWN = [
    (LOPRAZOLAM, "too little is known of how loprazolam moves"),
    (PREGNANT, "levels in pregnancy are not modelled"),
    (KIDNEYS, "levels in kidney disease are not modelled"),
]


def loaded_by(*arguments):
    """The modules that a run of the program loads."""
    code = (
        f"import sys; from stepwell.cli.main import run; run({list(arguments)!r});"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=ENVIRONMENT,
    )
    return set(done.stderr.split())


@pytest.mark.parametrize("form", ["text", "json", "csv", "svg"])
def test_every_format_is_printed_and_written_alike(
    stepwell, request_file, tmp_path, form
):
    """-o writes exactly what would have been printed."""
    file = request_file()
    printed = stepwell("curve", file, "--format", form)
    output = tmp_path / "made"
    written = stepwell("curve", file, "--format", form, "-o", output)
    assert (printed.status, written.status) == (0, 0)
    assert (written.out, written.err, printed.err) == ("", "", "")
    assert output.read_bytes().decode() == printed.out


def test_png_is_printed_into_a_pipe_and_written_alike(stepwell, request_file, tmp_path):
    """A program may read the picture; it is the same one."""
    file = request_file()
    output = tmp_path / "made.png"
    assert stepwell("curve", file, "--format", "png", "-o", output).status == 0
    command = [sys.executable, "-m", "stepwell", "curve", file, "--format", "png"]
    done = subprocess.run(command, capture_output=True, check=True, env=ENVIRONMENT)
    assert done.stdout == output.read_bytes()
    assert done.stdout.startswith(b"\x89PNG\r\n")


def test_png_is_not_printed_on_a_terminal(stepwell, request_file, monkeypatch):
    """Bytes would only spoil the screen; name a file."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    done = stepwell("curve", request_file(), "--format", "png")
    assert done.status == 2
    assert done.out == ""
    assert done.sentence.startswith("--format png: ")
    assert "-o" in done.sentence


def test_a_terminal_may_have_every_other_format(stepwell, request_file, monkeypatch):
    """An SVG is text."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert stepwell("curve", request_file(), "--format", "svg").status == 0


def test_toml_json_and_input_are_the_same(stepwell, request_file):
    """The same request gives the same curve, however it comes."""
    by_json = stepwell("curve", request_file(), "--format", "json")
    content = json.dumps(request_document()).encode()
    by_input = stepwell("curve", "-", "--format", "json", stdin=content)
    assert by_json == by_input
    assert by_json.status == 0


@pytest.mark.parametrize(
    "name", sorted(each.stem for each in demo.EXAMPLES.glob("*.toml"))
)
def test_examples_follow_the_schema(stepwell, name):
    """What the program prints is what is published; a refusal is a plan's."""
    done = stepwell("curve", demo.EXAMPLES / f"{name}.toml", "--format", "json")
    document = json.loads(done.out)
    if done.status == 3:
        validator("plan").validate(document)
        assert document["outcome"] == "refused"
    else:
        assert done.status == 0
        validator("curve").validate(document)


@pytest.mark.parametrize("form", ["text", "json", "svg"])
def test_it_says_what_it_is(stepwell, request_file, form):
    """Modelled and not measured, and that no prescriber wrote it."""
    words = " ".join(stepwell("curve", request_file(), "--format", form).out.split())
    assert "Modelled, not measured" in words
    assert NOT_A_PRESCRIBER in words
    assert "measured level" not in words.lower()


def test_all_formats_say_the_same(stepwell, request_file):
    """The first day's lowest, mean and highest, in words, JSON, CSV and picture."""
    file = request_file()
    out = {
        form: stepwell("curve", file, "--format", form).out
        for form in ("text", "json", "csv", "svg")
    }
    day = json.loads(out["json"])["days"][0]
    row = next(line for line in out["text"].splitlines() if "  2027-01-04  " in line)
    low, mean, high = (float(number) for number in row.split()[2:5])
    for printed, key in ((low, "low"), (mean, "mean"), (high, "high")):
        assert printed == pytest.approx(day[key], rel=0.05)
    (told,) = re.findall(
        r"4 January 2027 \(the first day\) is ([\d.]+) on average, between ([\d.]+) and"
        r" ([\d.]+)\.",
        out["svg"],
    )
    assert tuple(map(float, told)) == (mean, low, high)
    hours = [
        float(line.split(",")[3])
        for line in out["csv"].splitlines()
        if line.startswith("2027-01-04,")
    ]
    assert len(hours) == 24
    assert (
        day["low"] * 0.999
        <= min(hours)
        < day["mean"]
        < max(hours)
        <= day["high"] * 1.001
    )
    ElementTree.fromstring(out["svg"])


@pytest.mark.parametrize(
    "document", [REFUSED, TOO_LARGE], ids=["red flag", "too large"]
)
def test_a_refused_plan_has_no_level(stepwell, request_file, document):
    """Status 3 and the reasons, as ``plan`` gives them; JSON too."""
    file = request_file(document)
    for form in ("text", "json"):
        done = stepwell("curve", file, "--format", form)
        assert done.status == 3
        assert done == stepwell("plan", file, "--format", form)
    assert "Refused" in stepwell("curve", file).out
    found = json.loads(stepwell("curve", file, "--format", "json").out)
    assert found["outcome"] == "refused"
    assert found["modelled"]["drugs"] == []


@pytest.mark.parametrize("form", ["csv", "svg", "png"])
def test_a_refusal_prints_no_table_and_no_picture(stepwell, request_file, form):
    """What a program would read as levels stays empty; the reason is said."""
    done = stepwell("curve", request_file(REFUSED), "--format", form)
    assert done.status == 3
    assert done.out == ""
    assert "Refused" in done.err


@pytest.mark.parametrize("form", [each for each in FORMS if each != "json"])
def test_a_refusal_leaves_an_existing_file_alone(
    stepwell, request_file, tmp_path, form
):
    """Nothing is overwritten with nothing."""
    output = tmp_path / "made"
    output.write_text("the last picture")
    done = stepwell("curve", request_file(REFUSED), "--format", form, "-o", output)
    assert done.status == 3
    assert "Refused" in done.err
    assert output.read_text() == "the last picture"


def test_a_refusal_is_written_as_json(stepwell, request_file, tmp_path):
    """Programs get the refusal as a file, people the reason on the screen."""
    output = tmp_path / "made.json"
    done = stepwell("curve", request_file(REFUSED), "--format", "json", "-o", output)
    assert done.status == 3
    assert "Refused" in done.err
    assert json.loads(output.read_text())["outcome"] == "refused"


@pytest.mark.parametrize(
    ("document", "reason"), NOT_DRAWN, ids=lambda each: str(each)[:30]
)
def test_a_level_that_is_not_drawn_has_its_reason(
    stepwell, request_file, document, reason
):
    """In words, in the plan and in JSON, and that is no failure."""
    file = request_file(document)
    for command in ("curve", "plan"):
        text = stepwell(command, file)
        assert text.status == 0
        assert reason in " ".join(text.out.split())
    found = json.loads(stepwell("curve", file, "--format", "json").out)
    validator("curve").validate(found)
    assert reason in found["drugs"][0]["reason"]
    assert found["days"] == []
    planned = json.loads(stepwell("plan", file, "--format", "json").out)
    validator("plan").validate(planned)
    assert reason in planned["modelled"]["drugs"][0]["reason"]
    assert {step["modelled"] for step in planned["steps"]} == {None}
    table = stepwell("curve", file, "--format", "csv")
    assert table.status == 0
    assert table.out == "date,hour,active_slow,active_typical,active_fast\n"


@pytest.mark.parametrize(
    ("document", "reason"), NOT_DRAWN, ids=lambda each: str(each)[:30]
)
@pytest.mark.parametrize("form", ["svg", "png"])
def test_no_picture_of_nothing(
    stepwell, request_file, tmp_path, document, reason, form
):
    """A picture is refused in one sentence with the reason, and no file is made."""
    output = tmp_path / "made"
    done = stepwell("curve", request_file(document), "--format", form, "-o", output)
    assert done.status == 2
    assert done.out == ""
    assert done.sentence.startswith(f"--format {form}: no level is drawn: {reason}")
    assert not output.exists()


def test_a_lower_dose_has_a_level(stepwell, request_file):
    """A plan that goes on at a lower dose is drawn to its end, and so is its plan."""
    goal = {"stop": False, "reduce_to": "1 mg"}
    file = request_file(request_document(goal=goal))
    for form in ("text", "json", "csv", "svg"):
        assert stepwell("curve", file, "--format", form).status == 0
    found = json.loads(stepwell("curve", file, "--format", "json").out)
    assert found["stop_date"] is None
    last = json.loads(stepwell("plan", file, "--format", "json").out)["steps"][-1]
    assert last["modelled"]["level_percent_of_today"]["typical"] == "50"


@pytest.mark.parametrize(
    "day", ["2019-01-01", "2027-01-04", "2027-02-01", "2099-01-01"]
)
@pytest.mark.parametrize("name", ["Fluvoxamine", "yew tea"])
def test_co_drugs_of_any_day(stepwell, request_file, name, day):
    """Long ago, on the first day, on the way and in a lifetime: there is a curve."""
    co_drugs = [{"name": name, "started": day}]
    file = request_file(request_document(**DIAZEPAM, co_drugs=co_drugs))
    done = stepwell("curve", file, "--format", "json")
    assert done.status == 0
    days = json.loads(done.out)["days"]
    rises = days[25]["mean"] < days[60]["mean"]
    assert rises == (name == "Fluvoxamine" and day == "2027-02-01")


BAD = [
    (b"", "line 1"),
    (b'{"start": "2027-01-04"}', "market"),
    (b'{"days_per_week": NaN}', "NaN"),
    (json.dumps(request_document(market="uk")).encode(), "market: "),
]


@pytest.mark.parametrize(("content", "words"), BAD, ids=[words for _, words in BAD])
@pytest.mark.parametrize("form", FORMS)
def test_bad_input(stepwell, request_file, tmp_path, content, words, form):
    """One line with the field, status 2, and nothing written."""
    file = request_file(content)
    done = stepwell("curve", file, "--format", form, "-o", tmp_path / "made")
    assert done.status == 2
    assert done.out == ""
    assert words in done.sentence
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["curve"], "Missing argument"),
        (["curve", "a.json", "--format", "pdf"], "--format"),
        (["curve", "a.json", "--bogus"], "--bogus"),
        (["curve", "a.json"], "no such file"),
        (["curve", "a.yaml"], ".toml or .json"),
        (["curve", "-", "-o", "-"], "-o -: "),
    ],
    ids=str,
)
def test_wrong_usage(stepwell, arguments, words):
    """Wrong options are answered in one line."""
    done = stepwell(*arguments)
    assert done.status == 2
    assert words in done.sentence


@pytest.mark.parametrize("form", FORMS)
def test_the_request_is_not_overwritten(stepwell, request_file, tmp_path, form):
    """-o does not replace the request itself, under any of its names."""
    file = request_file()
    before = file.read_bytes()
    (tmp_path / "other.json").symlink_to(file)
    for output in (file, tmp_path / "other.json", tmp_path / "." / file.name):
        done = stepwell("curve", file, "--format", form, "-o", output)
        assert done.status == 2
        assert "the request itself" in done.sentence
    assert file.read_bytes() == before


def not_allowed(*_, **__):
    raise PermissionError(13, "Permission denied")


def no_space(*_):
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("form", FORMS)
def test_a_folder_that_may_not_be_written(
    stepwell, request_file, tmp_path, monkeypatch, form
):
    """Named in one sentence, whatever the format."""
    monkeypatch.setattr("tempfile.mkstemp", not_allowed)
    done = stepwell("curve", request_file(), "--format", form, "-o", "made")
    assert done.status == 2
    assert done.sentence.startswith("-o made: cannot be written: permission denied")
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize("call", ["fsync", "replace"])
@pytest.mark.parametrize("form", ["svg", "csv"])
def test_a_failing_write_leaves_nothing_half_written(
    stepwell, request_file, tmp_path, monkeypatch, call, form
):
    """A full disk leaves the old picture whole and no scrap beside it."""
    output = tmp_path / "made"
    output.write_text("the last picture")
    file = request_file()
    before = sorted(tmp_path.iterdir())
    monkeypatch.setattr(os, call, no_space)
    done = stepwell("curve", file, "--format", form, "-o", output)
    assert done.status == 2
    assert "no space left" in done.sentence
    assert output.read_text() == "the last picture"
    assert sorted(tmp_path.iterdir()) == before


def test_output_must_be_a_file_in_a_folder(stepwell, request_file, tmp_path):
    """A folder or a missing folder is named."""
    file = request_file()
    assert "not a file" in stepwell("curve", file, "-o", tmp_path).sentence
    missing = tmp_path / "missing" / "level.svg"
    done = stepwell("curve", file, "--format", "svg", "-o", missing)
    assert "cannot be written" in done.sentence


def test_text_on_a_screen_and_in_a_file(stepwell, request_file, tmp_path):
    """The same words; no colour in a file."""
    output = tmp_path / "level.txt"
    stepwell("curve", request_file(), "-o", output)
    text = output.read_text(encoding="utf-8")
    assert text == stepwell("curve", request_file()).out
    assert "\x1b" not in text


@pytest.mark.parametrize("arguments", [["--help"], ["drugs"], ["curve", "--help"]])
def test_nothing_heavy_is_loaded_for_little(arguments):
    """Help and the list of drugs need no numbers of numpy and no pictures."""
    loaded = loaded_by(*arguments)
    assert not loaded & {"numpy", "matplotlib", "stepwell.kinetics.engine"}


@pytest.mark.parametrize("command", ["curve", "plan"])
def test_words_need_no_pictures(command):
    """Matplotlib takes a second to load, so only a picture loads it."""
    loaded = loaded_by(command, str(demo.EXAMPLES / "lorazepam-us.toml"))
    assert "numpy" in loaded
    assert "matplotlib" not in loaded


def test_no_traceback_from_the_whole_program(request_file):
    """The program as it is started, not only its inside."""
    file = request_file({**request_document(), "market": "\x1b[31muk"})
    command = [sys.executable, "-m", "stepwell", "curve", str(file)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=ENVIRONMENT
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("stepwell: market: ")
    assert done.stderr.count("\n") == 1
