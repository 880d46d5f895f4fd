"""The page, the schema and the examples say what the program reads."""

import json
import re
from pathlib import Path

import pytest

from factories import FORMULARY
from journal.example_journals import FOLDER, JOURNALS, table
from journals import EVERY_KIND, FLAGS, NIGHT, NOTE, PHQ_9, SYMPTOM, TOTAL
from schemas import validator
from stepwell.interop.errors import InputError
from stepwell.interop.journal_json import SCHEMA
from stepwell.interop.journal_kinds import COMMON, KINDS
from stepwell.interop.journal_reader import read_journal
from stepwell.interop.journal_writer import journal_document
from stepwell.journal.entry import DoseEntry, Intake, SymptomRating
from stepwell.journal.scales import ScaleAnswers
from stepwell.library import load_symptoms
from stepwell.plan.person import RedFlag
from stepwell.safety.red_flags import raised_flags


PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "journal.md").read_text(
    encoding="utf-8"
)
VALID = validator("journal")
DEFS = VALID.schema["$defs"]


def whole(record):
    return {"schema": SCHEMA, "zone": "Europe/London", "entries": [record]}


def cells():
    """The first two cells of every row of the tables."""
    for line in PAGE.splitlines():
        if line.startswith("| `"):
            yield line.split("|")[1:3]


def named(text):
    return re.findall(r"`([a-z_0-9]+)`", text)


def test_the_page_has_every_key_and_kind():
    """With exactly the keys of its own."""
    rows = {named(first)[0]: named(second) for first, second in cells()}
    assert set(rows) == {*COMMON, *KINDS}
    for word, kind in KINDS.items():
        assert set(rows[word]) == set(kind.keys)


def test_the_page_has_every_symptom():
    """In the order of the catalogue."""
    assert named(PAGE.partition("## Symptoms")[2]) == list(load_symptoms())


def test_the_page_names_the_kinds_that_need_an_hour():
    """In one sentence."""
    (sentence,) = re.findall(r"The hour is needed for (.*?), for `recorded_at`", PAGE)
    assert named(sentence) == [word for word in KINDS if KINDS[word].hour_matters]


@pytest.mark.parametrize("at", [0, 1])
def test_what_the_page_shows_can_be_read(at):
    """Both forms."""
    block = re.findall(r"```(?:json)?\n(.*?)```", PAGE, re.DOTALL)[at]
    assert read_journal(block, FORMULARY, zone="Europe/London").entries


def test_schema_names_exactly_the_keys_and_words_of_the_program():
    """A kind or key cannot be added to one and forgotten in the other."""
    entry = DEFS["entry"]
    assert set(entry["properties"]) == set(COMMON)
    assert entry["properties"]["kind"]["enum"] == list(KINDS)
    assert [each["$ref"] for each in entry["oneOf"]] == [f"#/$defs/{w}" for w in KINDS]
    for word, kind in KINDS.items():
        assert DEFS[word]["properties"]["kind"] == {"const": word}
        assert set(DEFS[word]["properties"]) - set(COMMON) == set(kind.keys)
    assert DEFS["symptom"]["properties"]["symptom"]["enum"] == list(load_symptoms())
    assert DEFS["flags"]["items"]["enum"] == [flag.value for flag in RedFlag]


@pytest.mark.parametrize("record", EVERY_KIND, ids=lambda each: each["id"])
def test_good_entries_follow_the_schema(record):
    """What the program accepts, the schema accepts."""
    document = whole(record)
    read_journal(json.dumps(document), FORMULARY)
    VALID.validate(document)


@pytest.mark.parametrize(
    "record",
    [
        {**NOTE, "id": ""},
        {**NOTE, "id": " a"},
        {**NOTE, "kind": "diary"},
        {**NOTE, "rating": 3},
        {**NOTE, "txt": "rain"},
        {**NOTE, "text": ""},
        {**NOTE, "occurred_at": "5 January"},
        {**NOTE, "recorded_at": "2027-01-05"},
        {**SYMPTOM, "symptom": "shakes"},
        {**SYMPTOM, "rating": "3"},
        {**SYMPTOM, "rating": 11},
        {**FLAGS, "occurred_at": "2027-01-05"},
        {**FLAGS, "yes": [], "no": []},
        {**FLAGS, "yes": ["fits"]},
        {**PHQ_9, "scale": "gad7"},
        {**PHQ_9, "answers": [4] * 9},
        {**TOTAL, "author": "person"},
        {**TOTAL, "scale": "sds"},
        {**NIGHT, "quality": 6},
        {key: value for key, value in NIGHT.items() if key != "bed_time"},
        {**NOTE, "kind": "taken_back"},
    ],
    ids=str,
)
def test_bad_entries_break_the_schema(record):
    """A wrong shape is already wrong by the schema."""
    assert not VALID.is_valid(whole(record))
    with pytest.raises(InputError):
        read_journal(json.dumps(whole(record)), FORMULARY)


@pytest.fixture(scope="module", params=list(JOURNALS))
def example(request):
    """One of the example files, as it stands in the folder."""
    path = FOLDER / f"{request.param}.csv"
    return request.param, path.read_bytes().decode("utf-8")


def test_examples_are_what_their_script_writes(example):
    """So the files and the reasons for them stay together."""
    name, text = example
    assert text == table(name)


def test_examples_can_be_read(example):
    """Nothing contradicts itself, and no red flag stands."""
    journal = read_journal(example[1], FORMULARY)
    assert journal.conflicts == ()
    assert raised_flags(journal) == ()
    VALID.validate(journal_document(journal))
    assert list(journal.of_kind(ScaleAnswers))


def test_the_smooth_example_rises_and_eases():
    """Every dose is logged and taken; the first cut is felt most."""
    journal = read_journal(table("lorazepam-us-smooth"), FORMULARY)
    taken = [dose.intake for _, dose in journal.of_kind(DoseEntry)]
    assert taken == [Intake.TAKEN] * (2 * 42)
    worst = [
        max(
            rated.rating
            for entry, rated in journal.of_kind(SymptomRating)
            if first <= entry.day.isoformat() < last
        )
        for first, last in (
            ("2026-12-21", "2027-01-04"),
            ("2027-01-04", "2027-01-18"),
            ("2027-01-18", "2027-02-01"),
            ("2027-02-01", "2027-02-15"),
        )
    ]
    assert worst == [2, 5, 3, 2]


def test_the_hard_example_has_what_makes_it_hard():
    """A missed dose, two extra ones, a correction, and no rating that is severe."""
    journal = read_journal(table("lorazepam-us-hard"), FORMULARY)
    intakes = [dose.intake for _, dose in journal.of_kind(DoseEntry)]
    assert intakes.count(Intake.MISSED) == 1
    assert intakes.count(Intake.EXTRA) == 2
    assert len(journal.entries) - len(journal.current) == 1
    second = [
        rated.rating
        for entry, rated in journal.of_kind(SymptomRating)
        if entry.day.isoformat() >= "2027-01-20" and rated.symptom == "anxiety"
    ]
    assert min(second) >= 4 and max(second) == 6
