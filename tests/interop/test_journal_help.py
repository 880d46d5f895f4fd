"""A journal that cannot be read and shows a red flag: the help comes first."""

import pytest

from factories import FORMULARY
from journals import CLEARED, DOSE, FLAGS, NOTE, PHQ_9, SYMPTOM, as_csv, as_json
from stepwell.interop.errors import InputError
from stepwell.interop.journal_limits import MOST_FAULTS
from stepwell.interop.journal_reader import read_journal
from stepwell.plan.person import RedFlag


WRONG = {**SYMPTOM, "id": "wrong", "rating": 11}
HELP = "seizure: call your local emergency number now"
EITHER = "cannot be read either: "
HARM = {**PHQ_9, "answers": [*[0] * 8, 1]}
SUICIDAL = {**SYMPTOM, "symptom": "suicidal", "rating": 2}
YES = {**FLAGS, "no": []}


def complaint(text):
    with pytest.raises(InputError) as caught:
        read_journal(text, FORMULARY, zone="Europe/London")
    return str(caught.value)


def complaints(*records):
    """The sentences of both forms."""
    return [complaint(as_json(records)), complaint(as_csv(records))]


@pytest.mark.parametrize("records", [(WRONG, FLAGS), (FLAGS, WRONG)])
def test_H31_help_comes_before_the_fault(records):
    """Wherever the flag stands; the fault is still named."""
    for sentence in complaints(*records):
        assert sentence.startswith(HELP)
        assert ".rating: " in sentence or ", rating: " in sentence
        assert sentence.count(EITHER) == 1
        assert "confusion" not in sentence


@pytest.mark.parametrize("record", [HARM, SUICIDAL])
def test_H32_thoughts_of_harm_are_answered(record):
    """Item 9 of the PHQ-9, however rarely, and the symptom of that name."""
    for sentence in complaints(record, WRONG):
        assert sentence.startswith("suicidal thoughts: call a crisis line")


@pytest.mark.parametrize(
    "record",
    [
        {**YES, "yes": ["Seizure", "fits"]},
        {**FLAGS, "no": ["seizure"]},
        {**YES, "occurred_at": "yesterday"},
        {**YES, "kind": "redflags"},
        {**YES, "id": "x" * 70},
        {"yes": ["seizure"]},
        {**SYMPTOM, "symptom": "seizure", "rating": 12},
    ],
)
def test_H31_a_flag_in_an_entry_that_is_wrong_itself_counts(record):
    """Help is never refused for a slip of the pen."""
    for sentence in complaints(NOTE, record):
        assert sentence.startswith(HELP)


def test_H32_answers_that_are_wrong_count_where_they_can_be_made_out():
    """A ninth answer above zero, whatever the others are."""
    for answers in ([9] * 9, [0] * 8 + [7], [1] * 10):
        for sentence in complaints({**PHQ_9, "answers": answers}):
            assert sentence.startswith("suicidal thoughts: ")
    for answers in ([1] * 8, [1, 2, 4, 0, 0, 0, 0, 0, 0]):
        for sentence in complaints({**PHQ_9, "answers": answers}):
            assert EITHER not in sentence


def test_what_the_care_team_has_cleared_is_not_cried_out_again():
    """A slip months later is only a slip; before the clearance it is not."""
    for sentence in complaints(YES, CLEARED, WRONG):
        assert EITHER not in sentence
    earlier = {**CLEARED, "occurred_at": "2027-01-05T08:00"}
    for sentence in complaints(YES, earlier, WRONG):
        assert sentence.startswith(HELP)


@pytest.mark.parametrize(
    "record",
    [
        {**FLAGS, "yes": [], "no": ["seizure"]},
        {**SYMPTOM, "symptom": "seizure", "rating": 0},
        PHQ_9,
        {**NOTE, "text": "no seizure, and I asked about seizures"},
    ],
)
def test_what_is_no_flag_changes_nothing(record):
    """A no, a zero, and words alone."""
    for sentence in complaints(record, WRONG):
        assert EITHER not in sentence


@pytest.mark.parametrize(
    "text",
    [
        as_json([NOTE, YES])[:-1],
        as_json([NOTE, YES])[:-2] + ', {"id": ',
        as_json([NOTE, YES], zone="Londn"),
        as_json([NOTE, YES], more=1),
        as_json([YES, {**SYMPTOM, "rating": float("nan")}]),
        as_json([YES, NOTE]).replace('"rain"', "[" * 30 + "]" * 30),
        as_json([YES, NOTE]).replace("journal", "diary"),
        '{"yes": "seizure"}, {"yes": [1, null]}, {"yes": 1} {"a"}',
        '["yes", {"yes": ["seizure"]}, []]',
        "id,occurred_at,kind,yes\nf1,2027-01-05T09:00,red_flags,seizure,\n",
        'id,occurred_at,kind,yes\nf1,,red_flags,fits; seizure\nn1,,note,"',
        "id,yes\nf1,seizure\n",
        "yes,when\nseizure,now,then\n\n,\n",
    ],
)
def test_H31_a_document_that_cannot_even_be_parsed_is_looked_through(text):
    """What can be made out is enough."""
    sentence = complaint(text)
    assert sentence.startswith(HELP)
    assert sentence.count(EITHER) == 1


def test_H31_a_flag_after_hundreds_of_faults_is_still_seen():
    """The rest is skimmed only."""
    many = [{**WRONG, "id": f"w{number}"} for number in range(MOST_FAULTS + 50)]
    for sentence in complaints(*many, DOSE, FLAGS):
        assert sentence.startswith(HELP)


@pytest.mark.parametrize(
    "text", ["[1, {]", "{[[[", '{"yes": ' + "[" * 5_000 + "}", "{}"]
)
def test_nothing_that_can_be_made_out_is_nothing(text):
    """And no reason to stumble."""
    assert EITHER not in complaint(text)


@pytest.mark.parametrize("flag", list(RedFlag))
def test_every_flag_has_its_help(flag):
    """The same words as for a request."""
    name = flag.value.replace("_", " ")
    for sentence in complaints({**FLAGS, "yes": [flag.value], "no": []}, WRONG):
        assert sentence.startswith(f"{name}: ")
