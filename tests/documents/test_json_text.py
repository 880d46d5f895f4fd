"""JSON is written as the library writes it, and decimals exactly."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.documents.plan_json import json_text


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text()),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)),
)


@given(st.dictionaries(st.text(), VALUES))
def test_it_is_what_the_library_writes(document):
    """To the byte: whoever compares files of two versions sees no difference."""
    wanted = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    assert json_text(document) == wanted


@pytest.mark.parametrize(
    "number", ["12.5", "0.000000000001", "99.999999999999", "10", "0.1"]
)
def test_H05_decimals_are_written_exactly(number):
    """Never as the nearest binary number, and never with an exponent."""
    text = json_text({"pace": [Decimal(number)]})
    assert f"    {number}\n" in text
    assert json.loads(text, parse_float=str, parse_int=str) == {"pace": [number]}
