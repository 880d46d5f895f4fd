"""Journals as documents, for tests and for the examples."""

import csv
import io
import json

from stepwell.interop.journal_json import SCHEMA
from stepwell.interop.journal_kinds import KEYS


NOTE = {"id": "n1", "occurred_at": "2027-01-05T21:30", "kind": "note", "text": "rain"}
DOSE = {
    "id": "d1",
    "occurred_at": "2027-01-05T08:10",
    "kind": "dose_taken",
    "drug": "lorazepam",
    "time": "morning",
    "amount": "0.8 mg",
}
SYMPTOM = {
    "id": "s1",
    "occurred_at": "2027-01-05",
    "kind": "symptom",
    "symptom": "tremor",
    "rating": 3,
}
FLAGS = {
    "id": "f1",
    "occurred_at": "2027-01-05T09:00",
    "kind": "red_flags",
    "yes": ["seizure"],
    "no": ["confusion", "ran_out_of_supply"],
}
CLEARED = {
    "id": "c1",
    "author": "prescriber",
    "occurred_at": "2027-01-06T10:00",
    "kind": "cleared",
    "flags": ["seizure"],
    "by": "Dr Example",
}
PHQ_9 = {
    "id": "p1",
    "occurred_at": "2027-01-05",
    "kind": "scale",
    "scale": "phq9",
    "answers": [1, 0, 2, 1, 0, 0, 1, 0, 0],
}
TOTAL = {
    "id": "t1",
    "author": "prescriber",
    "occurred_at": "2027-01-05",
    "kind": "scale_total",
    "scale": "ciwab",
    "total": 17,
}
NIGHT = {
    "id": "night1",
    "occurred_at": "2027-01-05",
    "kind": "night",
    "bed_time": "2027-01-04T22:30",
    "lights_out": "2027-01-04T23:00",
    "latency_min": 20,
    "awakenings": 2,
    "awake_min": 40,
    "final_wake": "2027-01-05T06:30",
    "out_of_bed": "2027-01-05T07:00",
    "quality": 3,
    "naps_min": 0,
    "medicine_note": "1 mg at bedtime,\n0.8 mg in the morning",
    "caffeine_alcohol": "two coffees",
}
CO_DRUG = {
    "id": "x1",
    "occurred_at": "2027-01-05",
    "kind": "co_drug_started",
    "name": "fluvoxamine",
}
BACK = {
    "id": "b1",
    "occurred_at": "2027-01-05T22:00",
    "kind": "taken_back",
    "corrects": "n1",
    "reason": "wrong day",
}
EVERY_KIND = (
    NOTE,
    DOSE,
    {**DOSE, "id": "d2", "kind": "dose_late", "time": "bedtime"},
    {"id": "d3", "occurred_at": "2027-01-06", "kind": "dose_missed"}
    | {"drug": "lorazepam", "time": "midday"},
    {"id": "d4", "occurred_at": "2027-01-06T04:00", "kind": "dose_extra"}
    | {"drug": "lorazepam", "amount": "500 micrograms"},
    SYMPTOM,
    FLAGS,
    CLEARED,
    PHQ_9,
    TOTAL,
    NIGHT,
    CO_DRUG,
    {**CO_DRUG, "id": "x2", "kind": "co_drug_stopped"},
    {"id": "k1", "occurred_at": "2027-01-05", "kind": "contact"},
    {**NOTE, "id": "l1", "kind": "life_event"},
    BACK,
)


def as_json(records, **keys):
    """The records as a JSON document."""
    return json.dumps({"schema": SCHEMA, **keys, "entries": list(records)})


def as_csv(records, quoting=csv.QUOTE_MINIMAL):
    """The records as a table with the columns that they need."""
    records = list(records)
    columns = [key for key in KEYS if any(key in each for each in records)]
    table = io.StringIO(newline="")
    writer = csv.DictWriter(table, columns, lineterminator="\n", quoting=quoting)
    writer.writeheader()
    writer.writerows(
        {key: _cell(value) for key, value in each.items()} for each in records
    )
    return table.getvalue()


def _cell(value):
    return ";".join(map(str, value)) if isinstance(value, list) else value
