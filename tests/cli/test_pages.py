"""Help, drugs, equivalents, sources, demo: what people see first."""

import io
import json
import shutil
import subprocess
import sys
from types import SimpleNamespace

import pytest

from environment import ENVIRONMENT
from factories import FORMULARY
from stepwell import __version__
from stepwell.cli import demo, main, screen
from stepwell.cli.main import COMMANDS
from stepwell.documents.blocks import Line
from stepwell.plan.person import Flag, RedFlag


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_every_command(stepwell, command):
    """It says what the command does, with an example, and names the prescriber."""
    done = stepwell(command, "--help")
    assert done.status == 0
    assert "Example" in done.out
    assert f"stepwell {command}" in done.out
    assert "prescriber" in done.out


def test_help_of_plan_lists_the_flags(stepwell):
    """Nobody has to guess how a flag is spelt."""
    shown = stepwell("plan", "--help").out
    for flag in (*Flag, *RedFlag):
        assert flag.value in shown


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"]])
def test_help_lists_every_command(stepwell, arguments):
    """Without a command, help is shown; nothing is cut off."""
    done = stepwell(*arguments)
    assert done.status == 0
    for command in COMMANDS:
        assert f"  {command} " in done.out
    assert "..." not in done.out.replace("[ARGS]...", "")
    assert "not a substitute for a prescriber" in " ".join(done.out.split())


def test_version(stepwell):
    """The version is the package's."""
    assert stepwell("--version").out == f"stepwell, version {__version__}\n"


def test_help_loads_nothing_heavy():
    """Help stays instant because no data and no heavy library is loaded for it."""
    code = (
        "import sys; from stepwell.cli.main import run; run(['--help']);"
        "print(*sys.modules, file=sys.stderr)"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env=ENVIRONMENT
    )
    loaded = set(done.stderr.split())
    heavy = {"rich", "icalendar", "pydantic", "tomllib", "numpy", "stepwell.formulary"}
    assert not loaded & heavy


def test_program_speaks_utf8_whatever_the_system(monkeypatch, capsys):
    """An old code page changes neither the bytes nor the exit status."""
    bare = io.TextIOWrapper(io.BytesIO(), encoding="cp1252", newline="\r\n")
    monkeypatch.setattr(sys, "stdout", bare)
    monkeypatch.setattr(sys, "argv", ["stepwell", "--version"])
    with pytest.raises(SystemExit) as left:
        main.main()
    assert left.value.code == 0
    assert bare.encoding == "utf-8"
    assert bare.buffer.getvalue() == f"stepwell, version {__version__}\n".encode()


def test_closed_reader_and_streams_without_a_file(monkeypatch):
    """When nobody reads any more the program ends quietly."""

    def gone(*_, **__):
        raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", io.StringIO())
    monkeypatch.setattr(main.stepwell, "main", gone)
    assert main.run([]) == main.BROKEN_PIPE


def test_reader_that_goes_away_is_no_error():
    """``stepwell drugs | head`` ends without a traceback."""
    shell = f'"{sys.executable}" -m stepwell drugs diazepam | head -n 1'
    done = subprocess.run(
        shell, shell=True, capture_output=True, text=True, check=True, env=ENVIRONMENT
    )
    assert done.stderr == ""
    assert done.stdout.startswith("diazepam")


def test_drugs_lists_every_drug(stepwell):
    """All drugs are named, also those without a product in the market."""
    for arguments in (["drugs"], ["drugs", "--market", "gb"]):
        out = stepwell(*arguments).out
        for drug in FORMULARY.drugs:
            assert drug in out
        assert "not a substitute for a prescriber" in out


@pytest.mark.parametrize("drug", sorted(FORMULARY.drugs))
def test_one_drug_in_full(stepwell, drug):
    """Every drug has its page with sources and marks."""
    done = stepwell("drugs", drug)
    assert done.status == 0
    assert "Sources" in done.out
    assert "verified" in done.out


def test_products_of_one_market_only(stepwell):
    """The market narrows the products."""
    out = stepwell("drugs", "lorazepam", "--market", "gb").out
    assert "gb/lorazepam" in out
    assert "us/lorazepam" not in out


def test_equivalents_are_never_merged(stepwell):
    """Each table by itself with its mark, ranges kept, warnings marked."""
    out = stepwell("equivalents", "lorazepam", "1 mg").out
    rows = {line.split()[0]: line for line in out.splitlines() if line.strip()}
    assert " 10 " in rows["ashton2002"]
    assert " 5 " in rows["vadod2021"]
    assert "2.5 to 10" in rows["clincalc"]
    assert "kept as a" in " ".join(out.split())
    assert "unverified" in rows["maudsley_memory"]
    words = " ".join(out.split())
    assert "Approximate" in words
    assert "Never convert a converted number again" in words


def test_sources_can_be_searched(stepwell):
    """All works, or those with all the words."""
    every = stepwell("sources").out
    some = stepwell("sources", "maudsley", "2024").out
    assert "maudsley2024" in some
    assert len(some) < len(every)


def test_demo_makes_every_document(stepwell, tmp_path):
    """Each example gives its files; a refused one no table, calendar or picture."""
    done = stepwell("demo", "--no-serve", "--into", "tour")
    assert done.status == 0
    for example in demo.EXAMPLES.glob("*.toml"):
        document = json.loads((tmp_path / "tour" / f"{example.stem}.json").read_text())
        for ending in (".csv", ".ics", ".pdf", "-level.svg"):
            made = (tmp_path / "tour" / f"{example.stem}{ending}").exists()
            assert made == (document["outcome"] == "proposed")
        assert example.stem in done.out
    review = (tmp_path / "tour" / "review-too-fast.txt").read_text()
    assert "Do not follow this schedule" in review


def test_demo_shows_a_journal_and_what_is_proposed(stepwell, tmp_path):
    """Both journals of the tour are looked at, and the agreed rule is run on them."""
    out = stepwell("demo", "--no-serve", "--into", "tour").out
    assert set(demo.JOURNALS) == {
        path.name for path in (demo.EXAMPLES / "journals").glob("*.csv")
    }
    for name, day in demo.JOURNALS.items():
        stem = name.removesuffix(".csv")
        looked_at = (tmp_path / "tour" / f"journal-{stem}.txt").read_text()
        proposed = (tmp_path / "tour" / f"adapt-{stem}.txt").read_text()
        journal = demo.EXAMPLES / "journals" / name
        checked = stepwell("journal", "check", journal, "--plan", demo.JOURNAL_OF)
        assert looked_at == checked.out
        adapted = stepwell("adapt", demo.JOURNAL_OF, journal, "--on", day)
        assert proposed == adapted.out
        assert f"A journal, {name}, looked at on {day}: " in out
        assert f"    File journal-{stem}.txt: " in out
        assert f"    File adapt-{stem}.txt: " in out


def test_demo_prints_the_other_papers(stepwell, tmp_path):
    """The report for a visit, the letter and the pharmacy sheet, each a PDF."""
    out = stepwell("demo", "--no-serve", "--into", "tour").out
    for document in demo.PAPERS:
        name = f"{document}-lorazepam-us.pdf"
        assert (tmp_path / "tour" / name).read_bytes().startswith(b"%PDF-")
        assert f"    File {name}: " in out


def test_demo_begins_with_the_simplest(stepwell):
    """The simplest example comes first, and its file is the one to open."""
    out = stepwell("demo", "--no-serve").out
    places = [f"\n{out}".index(f"\n{name}: ") for name in demo.ORDER]
    assert places == sorted(places)
    assert {path.stem for path in demo.EXAMPLES.glob("*.toml")} == set(demo.ORDER)
    assert "Open this one first: " in out
    assert out.splitlines()[-1].endswith("diazepam-gb.txt")
    assert "    File diazepam-gb.csv: every day of the plan as a table\n" in out
    picture = "    File diazepam-gb-level.svg: the modelled level as a picture\n"
    assert picture in out
    assert "temazepam-us-level.svg" not in out


UNKNOWN = """
start = 2027-01-04
market = "gb"
using_since = "2024-01"
current = [{ drug = "loprazolam", time = "bedtime", dose = "1 mg" }]

[[custom_products]]
id = "custom/loprazolam-1"
drug = "loprazolam"
form = "oral suspension"
concentration_mg_per_ml = "0.1"
"""


def test_demo_says_in_a_line_why_there_is_no_picture(stepwell, monkeypatch, tmp_path):
    """An example whose level nobody knows has every other file, and the reason."""
    examples = tmp_path / "examples"
    for folder in ("schedules", "journals"):
        shutil.copytree(demo.EXAMPLES / folder, examples / folder)
    (examples / "loprazolam-gb.toml").write_text(UNKNOWN)
    monkeypatch.setattr(demo, "EXAMPLES", examples)
    done = stepwell("demo", "--no-serve", "--into", "tour")
    assert done.status == 0
    (line,) = [each for each in done.out.splitlines() if "picture" in each]
    assert line.startswith("    No picture of the modelled level: too little is known")
    made = {path.name for path in (tmp_path / "tour").glob("loprazolam*")}
    assert made == {
        f"loprazolam-gb.{ending}" for ending in ("txt", "json", "csv", "ics", "pdf")
    }


def test_demo_draws_what_curve_draws(stepwell, tmp_path):
    """The picture of the tour is that of the command, byte by byte."""
    stepwell("demo", "--no-serve", "--into", "tour")
    example = demo.EXAMPLES / "zopiclone-gb.toml"
    stepwell("curve", example, "--format", "svg", "-o", "own.svg")
    toured = tmp_path / "tour" / "zopiclone-gb-level.svg"
    assert toured.read_bytes() == (tmp_path / "own.svg").read_bytes()


def test_demo_has_a_folder_of_its_own(stepwell):
    """The default folder is named, and lies where the demo was started."""
    assert "stepwell-demo" in stepwell("demo", "--no-serve").out


def test_demo_needs_the_examples(stepwell, monkeypatch, tmp_path):
    """An installed package has no examples, and says so."""
    monkeypatch.setattr(demo, "EXAMPLES", tmp_path / "missing")
    assert "checkout" in stepwell("demo").sentence


LINES = [Line("DRAFT", "title"), Line("---", "rule"), Line("plain")]


@pytest.mark.parametrize(
    ("terminal", "variables", "plain"),
    [
        (True, {}, False),
        (False, {}, True),
        (True, {"NO_COLOR": "1"}, True),
        (True, {"TERM": "dumb"}, True),
    ],
)
def test_colours_only_on_a_terminal(monkeypatch, capsys, terminal, variables, plain):
    """A pipe, NO_COLOR and a dumb terminal get plain text, the same words."""
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("FORCE_COLOR", "1")
    stream = SimpleNamespace(isatty=lambda: terminal)
    monkeypatch.setattr(screen, "sys", SimpleNamespace(stdout=stream, stderr=stream))
    screen.show(lambda width: LINES)
    out = capsys.readouterr().out
    assert ("\x1b[" in out) != plain
    assert "DRAFT" in out
    assert "plain" in out
