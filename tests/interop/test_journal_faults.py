"""Every bad entry is refused with one sentence that names the row and the key."""

from contextlib import suppress
from time import perf_counter

import pytest

from factories import FORMULARY
from journals import (
    BACK,
    CLEARED,
    CO_DRUG,
    DOSE,
    FLAGS,
    NIGHT,
    NOTE,
    PHQ_9,
    SYMPTOM,
    TOTAL,
    as_csv,
    as_json,
)
from stepwell.interop.errors import InputError
from stepwell.interop.journal_reader import read_journal


LONDON = "Europe/London"
EXTRA = {"id": "e1", "occurred_at": "2027-01-05T04:00", "kind": "dose_extra"}
MISSED = {"id": "m1", "occurred_at": "2027-01-05", "kind": "dose_missed"}


def _common():
    yield NOTE, {"id": None}, "id"
    yield NOTE, {"id": "x" * 65}, "id"
    yield NOTE, {"occurred_at": None}, "occurred_at"
    yield NOTE, {"kind": None}, "kind"
    yield NOTE, {"kind": "diary"}, "kind"
    yield NOTE, {"kind": "Note"}, "kind"
    yield NOTE, {"author": "carer"}, "author"
    yield NOTE, {"zone": "London"}, "zone"
    yield NOTE, {"corrects": "n1"}, "corrects"
    yield NOTE, {"corrects": "x" * 65}, "corrects"
    for text in ("x" * 4_001, "a\x00b", "\x1b[2J", None):
        yield NOTE, {"text": text}, "text"
    yield NOTE, {"rating": 3}, "rating"
    yield NOTE, {"amount": "1 mg"}, "amount"
    for when in (
        "05/01/2027",
        "2027-1-5",
        "2027-01-05 21:30",
        "2027-01-05T21:30+1",
        "2027-01-05T21:30+25:00",
        "2027-01-05T24:00",
        "2027-01-05T21:60",
        "2027-01-05T21",
        "2027-02-30T21:30",
        "2027-02-30",
        "1899-12-31T21:30",
        "2200-01-01",
        "2027-W01-1",
        "20270105",
        "٢٠٢٧-01-05",
        "yesterday",
        "2027-03-28T01:30",
        "2027-10-31T01:30",
    ):
        yield NOTE, {"occurred_at": when}, "occurred_at"
        yield NOTE, {"recorded_at": when}, "recorded_at"
    yield NOTE, {"recorded_at": "2027-01-06"}, "recorded_at"
    yield NOTE, {"recorded_at": "2027-01-05T21:00"}, "recorded_at"


def _doses():
    for dose in ("1", ".5 mg", "0,5 mg", "5 mcg", "0 mg", "-1 mg", "=1+1", "1e3 mg"):
        yield DOSE, {"amount": dose}, "amount"
    yield DOSE, {"amount": None}, "amount"
    yield DOSE, {"drug": "Ativan"}, "drug"
    yield DOSE, {"drug": None}, "drug"
    yield DOSE, {"time": "noon"}, "time"
    yield DOSE, {"time": None}, "time"
    yield MISSED, {"drug": "lorazepam"}, "time"
    missed = {"drug": "lorazepam", "time": "morning"}
    yield MISSED, {**missed, "amount": "1 mg"}, "amount"
    yield EXTRA, {"drug": "lorazepam"}, "amount"
    extra = {"drug": "lorazepam", "amount": "1 mg"}
    yield EXTRA, {**extra, "time": "morning"}, "time"
    yield EXTRA, {**extra, "occurred_at": "2027-01-05"}, "occurred_at"
    yield CO_DRUG, {"name": None}, "name"
    yield CO_DRUG, {"name": "x" * 81}, "name"
    yield CO_DRUG, {"name": 'tea". Take 9 mg. "'}, "name"


def _symptoms():
    yield SYMPTOM, {"symptom": "shakes"}, "symptom"
    yield SYMPTOM, {"symptom": "tremour"}, "symptom"
    yield SYMPTOM, {"symptom": None}, "symptom"
    yield SYMPTOM, {"rating": None}, "rating"
    for rating in (11, -1, 10**11):
        yield SYMPTOM, {"rating": rating}, "rating"
    yield PHQ_9, {"scale": "gad-7"}, "scale"
    yield PHQ_9, {"scale": None}, "scale"
    yield PHQ_9, {"scale": "ciwab"}, "scale"
    yield PHQ_9, {"answers": None}, "answers"
    yield PHQ_9, {"answers": [1] * 8}, "answers"
    yield PHQ_9, {"answers": [0] * 21}, "answers"
    yield PHQ_9, {"answers": [0, 4, *[0] * 7]}, "answers[1]"
    yield TOTAL, {"scale": "gad7"}, "scale"
    yield TOTAL, {"total": 81}, "total"
    yield TOTAL, {"total": None}, "total"
    yield TOTAL, {"author": None}, "author"
    yield TOTAL, {"author": "helper"}, "author"


def _flags():
    yield FLAGS, {"yes": None, "no": None}, "yes"
    yield FLAGS, {"yes": None, "no": ["fits"]}, "no[0]"
    yield FLAGS, {"yes": None, "no": ["seizure", "seizure"]}, "no[1]"
    yield FLAGS, {"yes": None, "occurred_at": "2027-01-05"}, "occurred_at"
    yield CLEARED, {"flags": None}, "flags"
    yield CLEARED, {"flags": ["seizures"]}, "flags[0]"
    yield CLEARED, {"by": None}, "by"
    yield CLEARED, {"by": "x" * 101}, "by"
    yield BACK, {"corrects": None}, "corrects"
    yield BACK, {"reason": "x" * 4_001}, "reason"


def _nights():
    for key in ("bed_time", "lights_out", "final_wake", "out_of_bed"):
        yield NIGHT, {key: None}, key
        yield NIGHT, {key: "2027-01-05"}, key
        yield NIGHT, {key: "23:00"}, key
    for key in ("latency_min", "awakenings", "awake_min"):
        yield NIGHT, {key: None}, key
        yield NIGHT, {key: 1441}, key
        yield NIGHT, {key: -1}, key
    yield NIGHT, {"quality": 0}, "quality"
    yield NIGHT, {"quality": 6}, "quality"
    yield NIGHT, {"naps_min": 1441}, "naps_min"
    yield NIGHT, {"medicine_note": "x" * 4_001}, "medicine_note"
    yield NIGHT, {"lights_out": "2027-01-04T22:00"}, "lights_out"
    yield NIGHT, {"bed_time": "2027-01-03T22:00"}, "out_of_bed"
    yield NIGHT, {"awake_min": 500}, "awake_min"
    written = NIGHT["final_wake"]
    yield NIGHT, {"occurred_at": written, "recorded_at": written}, "out_of_bed"
    at_once = dict.fromkeys(("lights_out", "final_wake", "out_of_bed"))
    same = dict.fromkeys(at_once, NIGHT["bed_time"])
    yield NIGHT, {**same, "latency_min": 0, "awake_min": 0}, "out_of_bed"


FAULTS = [
    (f"{group.__name__[1:]} {number}", {**record, **changes}, key)
    for group in (_common, _doses, _symptoms, _flags, _nights)
    for number, (record, changes, key) in enumerate(group())
]
JSON_FAULTS = [
    ("a number as text", {**SYMPTOM, "rating": "3"}, "rating"),
    ("a decimal", {**SYMPTOM, "rating": 3.5}, "rating"),
    ("true", {**SYMPTOM, "rating": True}, "rating"),
    ("null", {**NOTE, "text": None}, "text"),
    ("an id that is a number", {**NOTE, "id": 7}, "id"),
    ("an id with spaces around", {**NOTE, "id": " a"}, "id"),
    ("an id of two lines", {**NOTE, "id": "a\nb"}, "id"),
    ("a text that is a list", {**NOTE, "text": ["rain"]}, "text"),
    ("a text of spaces", {**NOTE, "text": " \n"}, "text"),
    ("half a character", {**NOTE, "text": "\ud800"}, "text"),
    ("a time that is a number", {**NOTE, "occurred_at": 1799184600}, "occurred_at"),
    ("an object", {**DOSE, "amount": {"value": 1}}, "amount"),
    ("answers as text", {**PHQ_9, "answers": "1;0"}, "answers"),
    ("an answer as text", {**PHQ_9, "answers": ["1"]}, "answers[0]"),
    ("flags as text", {**CLEARED, "flags": "seizure"}, "flags"),
    ("no flags", {**CLEARED, "flags": []}, "flags"),
    ("an unknown key", {**NOTE, "txt": "rain"}, "txt"),
]
CSV_FAULTS = [
    ("a decimal", {**SYMPTOM, "rating": "3.0"}, "rating"),
    ("a word", {**SYMPTOM, "rating": "bad"}, "rating"),
    ("a plus", {**SYMPTOM, "rating": "+3"}, "rating"),
    ("a formula", {**SYMPTOM, "rating": "=1+1"}, "rating"),
    ("not a number", {**SYMPTOM, "rating": "NaN"}, "rating"),
    ("an exponent", {**SYMPTOM, "rating": "1e0"}, "rating"),
    ("endless digits", {**SYMPTOM, "rating": "9" * 5_000}, "rating"),
    ("other digits", {**SYMPTOM, "rating": "٣"}, "rating"),
    ("a gap among answers", {**PHQ_9, "answers": "1;;1"}, "answers[1]"),
    ("answers with commas", {**PHQ_9, "answers": "1,0,1"}, "answers[0]"),
    ("a gap among flags", {**CLEARED, "flags": "seizure;"}, "flags[1]"),
]


def complaint(text, zone=LONDON):
    with pytest.raises(InputError) as caught:
        read_journal(text, FORMULARY, zone=zone)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert "cannot be read either" not in sentence
    return sentence


def without_nothing(record):
    return {key: value for key, value in record.items() if value is not None}


@pytest.mark.parametrize(
    ("record", "key"),
    [each[1:] for each in FAULTS],
    ids=[each[0] for each in FAULTS],
)
def test_a_fault_is_named_in_both_forms(record, key):
    """One sentence that begins with where to look."""
    records = [DOSE, without_nothing(record)]
    assert complaint(as_json(records)).startswith(f"entries[1].{key}: ")
    sentence = complaint(as_csv(records))
    assert sentence.startswith(f"row 3, {key}: ")
    assert len(sentence) < 400


@pytest.mark.parametrize(
    ("record", "key"),
    [each[1:] for each in JSON_FAULTS],
    ids=[x[0] for x in JSON_FAULTS],
)
def test_a_fault_of_json_is_named(record, key):
    """The types of JSON are taken at their word."""
    assert complaint(as_json([record])).startswith(f"entries[0].{key}: ")


@pytest.mark.parametrize(
    ("record", "key"), [each[1:] for each in CSV_FAULTS], ids=[x[0] for x in CSV_FAULTS]
)
def test_a_fault_of_a_cell_is_named(record, key):
    """A cell is a whole number or it is none."""
    assert complaint(as_csv([record])).startswith(f"row 2, {key}: ")


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("", "row 1: the column id is missing"),
        ("id,kind\n", "row 1: the column occurred_at is missing"),
        ("id,occurred_at,kind,ratng\n", 'row 1: the column "ratng" is not known; the'),
        ("id,occurred_at,kind,id\n", "row 1: the column id stands there twice"),
        ("id;occurred_at;kind\n", "row 1: the cells are separated by semicolons"),
        ("id,occurred_at,kind\na,b\n", "row 2: it has 2 cells"),
        ('id,occurred_at,kind\na,"b\n', "row 2: this is not a CSV table"),
        ('"', "row 1: this is not a CSV table"),
        ("[]", "the document: "),
        ("{}", "schema: "),
        ('{"schema": "stepwell/plan/1", "entries": []}', "schema: "),
        ('{"schema": "stepwell/journal/1"}', "entries: "),
        ('{"schema": "stepwell/journal/1", "entries": {}}', "entries: "),
        ('{"schema": "stepwell/journal/1", "entries": [1]}', "entries[0]: "),
        ('{"schema": "stepwell/journal/1", "entry": []}', "entry: this key is not"),
        (as_json([NOTE], zone="Londn"), "zone: "),
        (as_json([{**SYMPTOM, "rating": float("nan")}]), "entries[0].rating: "),
        (as_json([NOTE]).replace('"rain"', "1e999"), "entries[0].text: "),
        (as_json([NOTE]).replace('"rain"', "9" * 5_000), "entries[0].text: "),
        (as_json([NOTE]).replace('"rain"', "[" * 30 + "]" * 30), "line 1 nests"),
        (as_json([NOTE]).replace('"text"', '"id"'), "line 1 gives the key"),
        (as_json([NOTE])[:-1], "line 1 is not JSON"),
    ],
)
def test_a_document_of_another_shape_is_refused(text, beginning):
    """Before any entry is read."""
    assert complaint(text).startswith(beginning)


def test_rows_are_counted_as_a_spreadsheet_counts_them():
    """A note of several lines is one row, an empty row is one, too."""
    table = as_csv([{**NOTE, "text": "a\nb\nc"}, {**SYMPTOM, "rating": 11}])
    assert complaint(table).startswith("row 3, rating: ")
    head, _, rest = table.partition("\n")
    assert complaint(f"{head}\n\n{rest}").startswith("row 4, rating: ")


def test_the_first_of_several_faults_is_named():
    """Whichever comes after it."""
    records = [{**SYMPTOM, "rating": 11}, {**NOTE, "kind": "diary"}]
    assert complaint(as_json(records)).startswith("entries[0].rating: ")


@pytest.mark.parametrize(
    ("word", "suggestion"),
    [
        ("shakes", "the nearest: tremor"),
        ("Pins and Needles", "the nearest: tingling"),
        ("low mood or depression", "the nearest: lowmood"),
        ("Tremor", 'write it exactly so: "tremor"'),
        ("zzzz", "docs/reference/journal.md lists what is known"),
    ],
)
def test_lay_names_lead_to_a_symptom_and_are_not_taken_for_it(word, suggestion):
    """One word can mean several things; the person chooses."""
    assert suggestion in complaint(as_json([{**SYMPTOM, "symptom": word}]))


HOSTILE = [
    as_json([{**SYMPTOM, "symptom": "x" * 400}] * 20_000),
    as_csv([{**SYMPTOM, "symptom": "tremo"}] * 20_000),
    "{" * 500_000,
    '{"schema": ' + '{"a": [' * 200_000,
    "id,occurred_at,kind\n" + '"' * 999_999,
    "a," * 500_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_journals_cost_little_time(text):
    """Thousands of faults are answered like one."""
    begun = perf_counter()
    with suppress(InputError):
        read_journal(text, FORMULARY, zone=LONDON)
    assert perf_counter() - begun < 10
