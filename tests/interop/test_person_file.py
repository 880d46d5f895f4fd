"""The person of a review: read as strictly as a request."""

from datetime import date

import pytest

from stepwell.interop.errors import InputError
from stepwell.interop.request_person import read_person_file
from stepwell.plan.person import Flag, Person, UseHistory


TODAY = date(2027, 1, 18)


def test_everything_is_optional():
    """What is not said is unknown, and unknown length of use counts as long."""
    assert read_person_file({}, TODAY) == (Person(), UseHistory(None, 7))
    assert read_person_file({"days_per_week": 2}, TODAY)[1] == UseHistory(None, 2)


def test_red_flag_is_answered_before_a_fault():
    """Help comes first here, too."""
    document = {"person": {"red_flags": ["confusion"]}, "using_since": 1}
    with pytest.raises(InputError, match=r"^confusion: call .*using_since: "):
        read_person_file(document, TODAY)


def test_person_and_use_are_read():
    """Age, flags and since when."""
    document = {"person": {"age": 70, "flags": ["falls"]}, "using_since": "2020"}
    person, use = read_person_file(document, TODAY)
    assert person == Person(70, frozenset({Flag.FALLS}))
    assert use.since == date(2020, 1, 1)


@pytest.mark.parametrize(
    ("document", "beginning"),
    [
        ([], "the person file"),
        ({"age": 70}, "age: "),
        ({"using_since": "2028"}, "using_since: "),
        ({"days_per_week": 9}, "days_per_week: "),
        ({"person": []}, "person: "),
    ],
)
def test_faults_are_named(document, beginning):
    """Unknown keys and impossible values are refused."""
    with pytest.raises(InputError) as caught:
        read_person_file(document, TODAY)
    assert str(caught.value).startswith(beginning)
