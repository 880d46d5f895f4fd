"""The table of a schedule: what it becomes, and how each fault is named."""

from datetime import date

import pytest

from factories import FORMULARY
from stepwell.interop.errors import InputError
from stepwell.interop.schedule_reader import read_schedule
from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass


HEADER = "start,days,drug,morning_mg,midday_mg,evening_mg,bedtime_mg"
TODAY = "2027-01-04,14,lorazepam,1,,,1"
SECOND = "2027-01-18,14,lorazepam,"


def read(*rows, header=HEADER):
    return read_schedule("\n".join([header, *rows, ""]), FORMULARY)


def test_rows_of_one_start_are_one_period():
    """Two drugs of the same days are taken together; the first step is today's."""
    schedule = read(
        TODAY,
        "2027-01-18,7,lorazepam,0.5,0,0,1",
        "2027-01-18,7,diazepam,5,,,",
        "2027-01-25,14,lorazepam,,,,",
    )
    assert [period.number for period in schedule.periods] == [0, 1, 2]
    second = schedule.periods[1]
    assert (second.start, second.days) == (date(2027, 1, 18), 7)
    assert dict(second.regimen.amounts) == {
        ("lorazepam", DoseTime.MORNING): Mass.mg("0.5"),
        ("lorazepam", DoseTime.BEDTIME): Mass.mg(1),
        ("diazepam", DoseTime.MORNING): Mass.mg(5),
    }


def test_ends_only_when_the_last_row_takes_nothing():
    """A schedule that breaks off above zero does not say what follows."""
    assert not read(TODAY).ends
    assert read(TODAY, SECOND + ",,,").ends


def test_columns_may_come_in_any_order_and_cells_with_spaces():
    """Order and spaces carry no meaning."""
    header = "drug, days,start,bedtime_mg,evening_mg,midday_mg,morning_mg"
    schedule = read("lorazepam, 14 ,2027-01-04, 1 ,,,", "", header=header)
    assert schedule.periods[0].regimen.total("lorazepam") == Mass.mg(1)


FAULTS = [
    ("decimal comma", [TODAY, SECOND + '"0,5",,,1'], "row 3, morning_mg: "),
    ("unit", [TODAY, SECOND + "0.5 mg,,,1"], "row 3, morning_mg: "),
    ("negative", [TODAY, SECOND + "1,,,-1"], "row 3, bedtime_mg: "),
    ("bare point", [TODAY, SECOND + ",.5,,"], "row 3, midday_mg: "),
    ("exponent", [TODAY, SECOND + ",,1e1,"], "row 3, evening_mg: "),
    ("formula", [TODAY, SECOND + ",,=1+1,"], "row 3, evening_mg: "),
    ("word", [TODAY, SECOND + "none,,,"], "row 3, morning_mg: "),
    ("digits", [TODAY, SECOND + "0.0000001,,,"], "row 3, morning_mg: "),
    ("brand", ["2027-01-04,14,Ativan,1,,,1"], "row 2, drug: "),
    ("no drug", ["2027-01-04,14,,1,,,1"], "row 2, drug: "),
    ("day", ["04/01/2027,14,lorazepam,1,,,1"], "row 2, start: "),
    ("days", ["2027-01-04,0,lorazepam,1,,,1"], "row 2, days: "),
    ("half days", ["2027-01-04,1.5,lorazepam,1,,,1"], "row 2, days: "),
    ("long", ["2027-01-04,9999,lorazepam,1,,,1"], "row 2, days: "),
    ("arabic days", ["2027-01-04,١٤,lorazepam,1,,,1"], "row 2, days: "),
    ("gap", [TODAY, "2027-01-19,14,lorazepam,1,,,"], "row 3, start: there is a gap"),
    (
        "overlap",
        [TODAY, "2027-01-17,14,lorazepam,1,,,"],
        "row 3, start: there is an",
    ),
    ("backwards", [TODAY, "2026-12-21,14,lorazepam,1,,,"], "row 3, start: "),
    ("drug twice", [TODAY, TODAY], "row 3, drug: "),
    ("other days", [TODAY, "2027-01-04,7,diazepam,1,,,"], "row 3, days: "),
    ("short row", ["2027-01-04,14,lorazepam,1"], "row 2: "),
    ("long row", [TODAY + ",1"], "row 2: "),
    ("nothing today", ["2027-01-04,14,lorazepam,,,,"], "row 2: "),
    ("open quote", [TODAY, '2027-01-18,14,"lorazepam,1,,,'], "row 3: "),
    ("no rows", [], "the schedule has no rows"),
]


@pytest.mark.parametrize(("name", "rows", "beginning"), FAULTS)
def test_faults_name_row_and_column(name, rows, beginning):
    """A table that can be read in two ways is not read at all."""
    with pytest.raises(InputError) as caught:
        read(*rows)
    assert str(caught.value).startswith(beginning)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("", "the column start is missing"),
        (HEADER.replace(",midday_mg", ""), "midday_mg is missing"),
        (HEADER + ",night_mg", '"night_mg" is not known'),
        (HEADER + ",days", "days stands there twice"),
        (HEADER.replace(",", ";"), "semicolons; separate them with commas"),
        (HEADER.replace(",", "\t"), "tabs; separate them with commas"),
        (HEADER.replace("bedtime", "Bedtime"), 'exactly so: "bedtime_mg"'),
        (HEADER.replace("_mg", "_mcg"), "is not known"),
    ],
)
def test_header_is_checked(header, words):
    """Unknown, missing and repeated columns are named."""
    with pytest.raises(InputError, match="row 1") as caught:
        read(TODAY, header=header)
    assert words in str(caught.value)


OTHERS = [
    ('# mine\nstart = 2027-01-04\nmarket = "us"\n', "this is a request"),
    ('[[current]]\ndrug = "lorazepam"\n', "this is a request"),
    ('{"start": "2027-01-04", "market": "us"}', "this is a request"),
    ("date,time,drug,mg,product,strength_mg,count,volume_ml,text\n", "table of days"),
    ("BEGIN:VCALENDAR\n", "a calendar"),
    ("DRAFT | A gradual reduction of lorazepam\n", "the text of a plan"),
]


@pytest.mark.parametrize(("text", "words"), OTHERS, ids=range(len(OTHERS)))
def test_our_other_documents_are_recognised(text, words):
    """What cannot be reviewed is named, with what to review instead."""
    with pytest.raises(InputError, match=r"review plan\.json") as caught:
        read_schedule(text, FORMULARY)
    assert words in str(caught.value)


def test_a_table_has_an_end():
    """Thousands of rows are somebody's mistake."""
    with pytest.raises(InputError, match="more than 5000 rows"):
        read(*[TODAY] * 5_001)


def test_fhir_is_named_as_not_yet_read():
    """A FHIR resource gets the way out, in one sentence."""
    with pytest.raises(InputError, match="does not read FHIR yet"):
        read_schedule('{"resourceType": "Bundle"}', FORMULARY)
