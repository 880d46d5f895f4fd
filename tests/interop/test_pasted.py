"""A pasted letter: what is shown back, what is left out, and where it ends."""

from datetime import date

import pytest

from factories import FORMULARY
from stepwell.interop.errors import InputError
from stepwell.interop.pasted import read_pasted
from stepwell.interop.schedule_reader import read_schedule
from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass


START = date(2027, 1, 4)
NOW = "diazepam 10 mg bd"


def read(text, start=START, now=NOW):
    return read_pasted(text, FORMULARY, start, now)


def refusal(text, **beside):
    with pytest.raises(InputError) as caught:
        read(text, **beside)
    return str(caught.value)


def test_what_is_settled_is_said():
    """Every word that leaves room is listed with what it was read as, once."""
    text = "5 mg am, 5 mg afternoon, 5 mg pm for 1 week\n9 mg bd for 1 week"
    assumed = read(text).reading.assumed
    for said in (
        "every dose without a drug is diazepam",
        '"twice a day" is read as morning and bedtime',
        '"afternoon" is read as midday',
        '"pm" is read as evening',
        "line 1 names no diazepam at bedtime, so none is read",
        "line 2 names no diazepam at midday and no diazepam in the evening, so none is"
        " read",
    ):
        assert assumed.count(said) == 1


def test_a_product_is_read_as_no_dose():
    """Tablets without a number name what is handed out, and that is said."""
    assumed = read("Diazepam 2 mg tablets\n9 mg bd for 1 week").reading.assumed
    assert '"2 mg tablets" is read as a product, and as no dose' in assumed


def test_a_step_in_our_own_words():
    """Dates, days, the line, each drug with its doses, and the sum of the day."""
    text = (
        "lorazepam 1 mg morning, lorazepam 0.5 mg night, diazepam 5 mg night"
        " for 1 day, then stop"
    )
    steps = read(text, now="lorazepam 1 mg bd").reading.read
    assert steps == (
        "Taken now (--now): lorazepam 1 mg in the morning, 1 mg at bedtime"
        " (2 mg a day).",
        "Step 1 (line 1), 2027-01-04 to 2027-01-04, 1 day: lorazepam 1 mg in the"
        " morning, 0.5 mg at bedtime (1.5 mg a day); diazepam 5 mg at bedtime"
        " (5 mg a day).",
        "Step 2 (line 1), 2027-01-05 to 2027-01-18, 14 days: nothing is taken.",
    )


PROSE = (
    "Dear Ms Example",
    "I am glad you came.",
    "Kind regards",
    "---",
    "Please take:",
)


@pytest.mark.parametrize("line", PROSE)
def test_lines_left_out_are_shown(line):
    """A line that says nothing of doses is left out, and listed whole."""
    reading = read(f"9 mg bd for 1 week\n{line}").reading
    assert reading.left_out == (f'line 2: "{line}"',)


TELLING = (
    "Seen in clinic on the 3rd",
    "Please halve the tablets",
    "Hold if drowsy",
    "Ask about diazepam",
    "Ask about Ativan",
    "Ask about lorazepan",
    "Do not stop",
    "Room \u0663",
    "Twice is enough",
    "Less in alternate weeks",
)


@pytest.mark.parametrize("line", TELLING)
def test_H25_lines_that_may_tell_of_doses_are_never_left_out(line):
    """A number, a drug or a word of a schedule has to be understood."""
    assert refusal(f"9 mg bd for 1 week\n{line}").startswith("line 2: ")


@pytest.mark.parametrize(
    "dose",
    [
        ".5 mg",
        "0,5 mg",
        "05 mg",
        "2 5 mg",
        "mg.5 mg",
        "500 mcg",
        "500 ug",
        "5 g",
        "1e1 mg",
    ],
)
def test_H02_slips_of_ten_and_a_thousand_are_refused(dose):
    """A lost or foreign point, and a unit that is misread, are never repaired."""
    assert "is not understood" in refusal(f"{dose} at night for 1 week")


@pytest.mark.parametrize(
    "volume",
    ["2 ml", "2 mls", "5 mg (2 ml)", "2 ml (5 mg)", "2-1-2 ml", "2 millilitres"],
)
def test_H12_millilitres_are_never_milligrams(volume):
    """A volume counts only beside its concentration."""
    assert "is not understood" in refusal(f"{volume} at night for 1 week")


def test_H12_a_liquid_with_its_concentration_is_exact():
    """2.5 ml of 2 mg in 5 ml are 1 mg."""
    schedule = read("2.5 ml of 2 mg/5 ml at night for 1 week").schedule
    amounts = schedule.periods[1].regimen.amounts
    assert amounts["diazepam", DoseTime.BEDTIME] == Mass.mg(1)


LIMITS = [
    ("x" * 60_001, "the text is longer than 60000 characters"),
    ("\n" * 501, "the text has more than 500 lines"),
    ("\n" + "x" * 601, "line 2: it is longer than 600 characters"),
    ("9 mg bd for 3660 days\n8 mg bd for 1 day", "line 2: "),
    ("reduce by 1 microgram every 1 day until stopped", "line 1: "),
]


@pytest.mark.parametrize(("text", "beginning"), LIMITS, ids=range(len(LIMITS)))
def test_limits(text, beginning):
    """A letter has an end, and so has a schedule."""
    assert refusal(text, now="diazepam 10 mg night").startswith(beginning)


def test_a_letter_without_a_drug_or_a_step():
    """The way out is named."""
    assert "the text names no drug" in refusal("5 mg bd for 1 week", now="5 mg bd")
    assert "the text has no step" in refusal("Dear Ms Example")
    assert "--now" in refusal("Diazepam 9 mg bd for 1 week", now=None)
    assert "--start" in refusal("Diazepam 9 mg bd for 1 week", start=None)


def test_a_schedule_that_breaks_off_does_not_end():
    """Only a stop, or a dose that is ongoing, says what follows."""
    assert not read("9 mg bd for 1 week").schedule.ends
    assert read("9 mg bd for 1 week\n8 mg bd ongoing").schedule.ends
    assert read("9 mg bd for 1 week\nstop").schedule.ends


@pytest.mark.parametrize("mark", ["\u200b", "\u00ad", "\u202e", "\x00", "\ue000"])
def test_invisible_marks_are_refused(mark):
    """What nobody sees could change a dose."""
    assert "invisible mark" in refusal(f"9{mark} mg bd for 1 week")


def test_text_is_told_from_a_table():
    """What begins as our table keeps the errors of a table; all else is a letter."""
    for text in ("start;days;drug;morning_mg\n", "2027-01-04,14,diazepam,5,,,5\n", " "):
        with pytest.raises(InputError, match="row 1"):
            read_schedule(text, FORMULARY)
    with pytest.raises(InputError, match="line 1"):
        read_schedule("Start, days and drug\ndiazepam 5 mg bd for 1 week", FORMULARY)
