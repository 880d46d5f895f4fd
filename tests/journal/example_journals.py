"""The two invented journals of examples/journals, which belong to lorazepam-us.toml.

Write them anew with ``PYTHONPATH=src:tests .venv/test/bin/python
tests/journal/example_journals.py``; a test holds the files to this script.  Nobody
wrote these entries: they show what a journal looks like.
"""

from datetime import date, timedelta
from pathlib import Path

from journals import as_csv


FOLDER = Path(__file__).parents[2] / "examples" / "journals"
ZONE = "America/New_York"
FIRST = date(2026, 12, 21)
"""Two weeks before the plan begins."""
STEPS = (
    (date(2027, 1, 4), "0.8 mg", "1 mg"),
    (date(2027, 1, 18), "0.64 mg", "1 mg"),
    (date(2027, 2, 1), "0.48 mg", "1 mg"),
)
"""From which day on how much is taken in the morning and at bedtime."""

# One digit a day from FIRST on, in rows of a step; a point is a day without an entry.
SMOOTH = {
    "anxiety": "1.11211.1111211234544332221111233322211.1111222221111111",
    "insomnia": "11.1112111.111112333322211111112222111111111111.11111111",
}
HARD = {
    "anxiety": "2222.2212222222345554444443334566655566555",
    "insomnia": "12111.1121111112334443343333334455554455.5",
    "tremor": ".................2232222211112334444433344",
}
NIGHTS = {
    0: ("07:00", 20, 1, 25, 4),
    1: ("06:30", 35, 2, 50, 3),
    2: ("06:15", 60, 3, 80, 2),
}
"""How the nights went, better to worse: up at, minutes to sleep, awake how often ..."""


def smooth():
    """Every dose taken; symptoms rise after each cut, less every time, and ease."""
    days = _days(SMOOTH)
    yield _invented()
    yield from _ratings(SMOOTH)
    yield from _doses(days)
    for day, night in ((13, 0), (17, 1), (20, 1), (24, 0), (34, 0), (48, 0)):
        yield _night(days[day], night)
    yield _gad_7(days[13], 1, [1, 1, 1, 1, 0, 1, 1])
    yield _gad_7(days[-1], 2, [1, 0, 1, 1, 0, 1, 0])


def hard():
    """Moderate in the first step, and moderate for all of the second."""
    days = _days(HARD)
    yield _invented()
    yield from _ratings(HARD)
    yield from _doses(days, missed=days[31])
    for day, night in ((13, 0), (18, 1), (23, 1), (31, 2), (36, 2), (40, 2)):
        yield _night(days[day], night)
    for day, hour in ((days[33], "15:20"), (days[38], "04:10")):
        extra = {"kind": "dose_extra", "drug": "lorazepam", "amount": "0.5 mg"}
        yield _entry(f"extra-{day}", f"{day}T{hour}", **extra)
    text = "Shaky hands in the shop again.\nThe walk in the evening helped a little."
    yield _entry("note-1", f"{days[32]}T20:45", kind="note", text=text)
    wrong = f"{days[36]}-anxiety"
    right = {"kind": "symptom", "symptom": "anxiety", "rating": 4, "corrects": wrong}
    written = f"{days[37]}T08:30"
    yield _entry("right-1", str(days[36]), recorded_at=written, **right)
    yield _gad_7(days[13], 1, [1, 1, 1, 1, 1, 1, 1])
    yield _gad_7(days[-1], 2, [2, 2, 2, 1, 1, 2, 1])


def _invented():
    text = "Invented, as Tom is: this belongs to examples/lorazepam-us.toml."
    return _entry("invented", str(FIRST), kind="note", text=text)


def _days(ratings):
    length = len(next(iter(ratings.values())))
    return [FIRST + timedelta(days=at) for at in range(length)]


def _entry(name, occurred_at, **said):
    return {"id": name, "occurred_at": occurred_at, "zone": ZONE, **said}


def _ratings(ratings):
    for symptom, digits in ratings.items():
        for day, digit in zip(_days(ratings), digits, strict=True):
            if digit != ".":
                said = {"kind": "symptom", "symptom": symptom, "rating": int(digit)}
                yield _entry(f"{day}-{symptom}", str(day), **said)


def _doses(days, missed=None):
    for day in days:
        for _, morning, bedtime in [step for step in STEPS if step[0] <= day][-1:]:
            if day == missed:
                said = {"kind": "dose_missed", "drug": "lorazepam", "time": "morning"}
                yield _entry(f"{day}-morning", str(day), **said)
            else:
                yield _dose(day, "08:10", "morning", morning)
            yield _dose(day, "22:15", "bedtime", bedtime)


def _dose(day, hour, time, amount):
    said = {"kind": "dose_taken", "drug": "lorazepam", "time": time, "amount": amount}
    return _entry(f"{day}-{time}", f"{day}T{hour}", **said)


def _night(day, which):
    up, latency, awakenings, awake, quality = NIGHTS[which]
    evening = day - timedelta(days=1)
    return _entry(
        f"{day}-night",
        str(day),
        kind="night",
        bed_time=f"{evening}T22:30",
        lights_out=f"{evening}T22:45",
        latency_min=latency,
        awakenings=awakenings,
        awake_min=awake,
        final_wake=f"{day}T{up[:2]}:00",
        out_of_bed=f"{day}T{up}",
        quality=quality,
    )


def _gad_7(day, number, answers):
    said = {"kind": "scale", "scale": "gad7", "answers": answers}
    return _entry(f"gad7-{number}", str(day), **said)


JOURNALS = {"lorazepam-us-smooth": smooth, "lorazepam-us-hard": hard}


def table(name):
    """The text of one example, in the order in which things happened."""
    return as_csv(sorted(JOURNALS[name](), key=lambda each: each["occurred_at"]))


if __name__ == "__main__":
    for name in JOURNALS:
        (FOLDER / f"{name}.csv").write_text(table(name), encoding="utf-8", newline="")
