"""The one error of the readers, in one sentence or in its two parts."""

import pytest

from factories import request_document
from stepwell.formulary import load_formulary
from stepwell.interop.errors import InputError
from stepwell.interop.request_reader import read_request


def test_an_error_knows_its_field_and_its_sentence():
    """So that a page can show the sentence where the field is."""
    problem = InputError.at("current[0].dose", "it has a comma")
    assert (problem.field, problem.sentence) == ("current[0].dose", "it has a comma")
    assert str(problem) == "current[0].dose: it has a comma"


def test_an_error_of_a_whole_document_has_no_field():
    """Its text is the sentence."""
    assert (InputError("too long").field, InputError("too long").sentence) == ("", "")


def test_the_reader_of_requests_keeps_both_parts():
    """Whatever depth the field stands in."""
    document = request_document(person={"age": 200})
    with pytest.raises(InputError) as caught:
        read_request(document, load_formulary())
    assert caught.value.field == "person.age"
    assert caught.value.sentence == '"200" is not within 0 to 120'
