"""``stepwell review`` of a schedule pasted from a letter as plain text."""

import json

import pytest


LETTER = """\
Dear Ms Example

Diazepam reduction plan
Currently 5 mg morning, 5 mg night
Start 4 January 2027
Weeks 1-2: 4.5 mg morning, 5 mg night
Weeks 3-4: 4.5 mg am, 4.5 mg nocte
4 mg morning, 4.5 mg night ongoing

Kind regards
"""
STEPS = "diazepam 4.5 mg morning, 5 mg night for 2 weeks\n"
TEXT = STEPS + "diazepam 4.5 mg bd for 2 weeks\n"


@pytest.fixture
def letter(tmp_path):
    """Write a letter and give its name."""

    def write(text=LETTER):
        (tmp_path / "letter.txt").write_text(text, encoding="utf-8")
        return "letter.txt"

    return write


def test_what_was_read_stands_before_the_findings(stepwell, letter):
    """Each step is shown to be compared, what was left out with it, then the rules."""
    done = stepwell("review", letter())
    assert done.status == 0
    words = " ".join(done.out.split())
    for said in (
        "compare it line by line with the letter",
        "Taken now (line 4): diazepam 5 mg in the morning, 5 mg at bedtime"
        " (10 mg a day).",
        "Step 1 (line 6), 2027-01-04 to 2027-01-17, 14 days: diazepam 4.5 mg in the"
        " morning, 5 mg at bedtime (9.5 mg a day).",
        'line 1: "Dear Ms Example"',
        'line 10: "Kind regards"',
        '"night" is read as bedtime',
    ):
        assert said in words
    assert words.index("compare it line by line") < words.index("Caution")


def test_json_carries_what_was_read(stepwell, letter):
    """Programs get the same sentences, and empty lists for a table."""
    document = json.loads(stepwell("review", letter(), "--format", "json").out)
    assert len(document["read"]) == 4
    assert document["read"][3].startswith("Step 3 (line 8), 2027-02-01")
    assert any("night" in each for each in document["assumed"])
    assert document["left_out"] == [
        'line 1: "Dear Ms Example"',
        'line 10: "Kind regards"',
    ]
    table = (
        "start,days,drug,morning_mg,midday_mg,evening_mg,bedtime_mg\n"
        "2027-01-04,14,diazepam,5,,,5\n"
    )
    document = json.loads(stepwell("review", letter(table), "--format", "json").out)
    assert (document["read"], document["assumed"], document["left_out"]) == ([], [], [])


def test_the_same_findings_as_the_table(stepwell, letter):
    """A letter is judged exactly as the same schedule in a table."""
    header = "start,days,drug,morning_mg,midday_mg,evening_mg,bedtime_mg\n"
    rows = "2026-12-21,14,lorazepam,2,,,2\n2027-01-04,7,lorazepam,1,,,1\n"
    end = "2027-01-11,14,lorazepam,,,,\n"
    text = (
        "Now lorazepam 2 mg bd\nStart 4 January 2027\n1 mg bd for 1 week, then stop\n"
    )
    found = [
        json.loads(stepwell("review", letter(each), "--format", "json").out)["findings"]
        for each in (header + rows + end, text)
    ]
    assert found[0] == found[1]
    assert stepwell("review", letter(text)).status == 3


def test_start_and_now_are_given_beside_the_letter(stepwell, letter):
    """What the letter does not say is told by options, and shown back."""
    given = ("--start", "2027-01-04", "--now", "5 mg morning, 5 mg night")
    done = stepwell("review", letter(TEXT), *given)
    assert done.status == 0
    words = " ".join(done.out.split())
    assert "Taken now (--now): diazepam 5 mg in the morning" in words
    assert "the first step starts on 2027-01-04, as --start says" in words


REFUSED = [
    ((), "the text does not say what is taken now"),
    (("--now", "5 mg bd"), "the text does not say when it starts"),
    (("--start", "4.1.2027"), "--start: "),
    (("--start", "2027-01-04", "--now", "5 mg"), '--now: "5 mg" is not understood'),
    (
        ("--start", "2027-01-04", "--now", "5 mg bd for 1 week"),
        "--now: write the doses",
    ),
    (("--start", "2027-01-04", "--now", "nothing"), "--now: "),
    (("--start", "2027-01-04", "--now", "then"), "--now: write the doses of one day"),
    (("--now", "x" * 700), "--now: it is longer"),
]


@pytest.mark.parametrize(("given", "beginning"), REFUSED, ids=range(len(REFUSED)))
def test_H25_nothing_is_guessed(stepwell, letter, given, beginning):
    """Without the day it starts, or what is taken now, nothing is reviewed."""
    done = stepwell("review", letter(TEXT), *given)
    assert done.status == 2
    assert done.out == ""
    assert done.sentence.startswith(beginning)


def test_options_that_contradict_the_letter_are_refused(stepwell, letter):
    """Two answers to one question are nobody's answer."""
    done = stepwell("review", letter(), "--start", "2027-01-05")
    assert "--start says 2027-01-05" in done.sentence
    done = stepwell("review", letter(), "--now", "5 mg bd, 1 mg midday")
    assert done.status == 2
    done = stepwell("review", letter(), "--now", "6 mg bd")
    assert "--now says something else" in done.sentence
    assert stepwell("review", letter(), "--now", "5 mg bd").status == 0


@pytest.mark.parametrize("option", ["--start", "--now"])
def test_options_are_for_letters_only(stepwell, letter, option):
    """A table and a plan have their own first row and dates."""
    value = "2027-01-04" if option == "--start" else "diazepam 5 mg bd"
    for text in ("{}", "start,days,drug,morning_mg\n"):
        done = stepwell("review", letter(text), option, value)
        assert done.sentence.startswith(f"{option}: this is for a pasted letter only")


def test_H12_millilitres_are_refused_in_one_sentence(stepwell, letter):
    """A volume without its concentration is never taken for milligrams."""
    text = "Currently diazepam 5 mg night\nWeek 1: 4 ml at night\n"
    done = stepwell("review", letter(text), "--start", "2027-01-04")
    assert done.status == 2
    assert done.sentence.startswith('line 2: "4 ml" is not understood: millilitres')
