"""JSON and TOML without ambiguity: what is refused, and where it stands."""

from contextlib import suppress
from datetime import date
from decimal import Decimal
from time import perf_counter

import pytest

from stepwell.interop.documents_in import MOST_BYTES, decode, parse_json, parse_toml
from stepwell.interop.errors import InputError


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"a": 1,\n "a": 2}', 'line 2 gives the key "a" a second time'),
        ('{"a": {"b": 1,\n\n"\\u0062": 2}}', 'line 3 gives the key "b"'),
        ('{"a": NaN}', "NaN"),
        ('{"a": Infinity}', "Infinity"),
        ('{"a": [1, {"b": -Infinity}]}', 'a[1].b: "-Infinity" is not a plain'),
        ('{"a": 1e-300}', 'a: "1e-300" is not a plain number'),
        ("NaN", '"NaN" is not a plain number'),
        (
            '{"person": {"red_flags": ["seizure"]}, "days_per_week": NaN}',
            "seizure: call your local emergency number now",
        ),
        ('{"a": 1e5}', "1e5"),
        ('{"a": 1E999999999}', "1E999999999"),
        ('{"a": ' + "9" * 5000 + "}", "not a plain number"),
        ('{"a":\n 1,}', "line 2"),
        ('{"a": 1} x', "line 1"),
        ("", "line 1"),
        ("[" * 21 + "]" * 21, "deeper than 20"),
        ("[" * 100_000, "deeper than 20"),
        ('{"a":' * 30, "deeper than 20"),
        ('{"a": .5}', "line 1"),
        ('{"\\q": 1}', "line 1"),
    ],
)
def test_json_is_read_strictly(text, words):
    """Whatever two readers could take differently is refused, with its line."""
    with pytest.raises(InputError) as caught:
        parse_json(text)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a = 1\na = 2\n", "line 2"),
        ("a = nan", "nan"),
        ("a = inf", "a: "),
        ("[b]\na = [nan]", 'b.a[0]: "nan"'),
        ("a = 1e5", "1e5"),
        ("a = 0,5", "line 1"),
        ("a = .5", "line 1"),
        ("a = " + "[" * 30 + "]" * 30, "deeper than 20"),
        ("a = " + "[\n" * 9_000 + "]\n" * 9_000, "deeper than 20"),
        (".".join("a" * 30) + " = 1", "deeper than 20"),
        ("a." * 400_000 + "a = 1", "longer than"),
        ("a = 2027-02-30", "line 1"),
        ("a = " + "9" * 4400, "longer than"),
    ],
)
def test_toml_is_read_strictly(text, words):
    """The same for TOML."""
    with pytest.raises(InputError) as caught:
        parse_toml(text)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_numbers_stay_exact():
    """A tenth stays a tenth in both formats."""
    assert parse_json('{"a": 0.1}') == {"a": Decimal("0.1")}
    assert parse_toml("a = 0.1\nb = 2027-01-04") == {
        "a": Decimal("0.1"),
        "b": date(2027, 1, 4),
    }


def test_keys_inside_strings_do_not_count():
    """Brackets and colons within text are text."""
    assert parse_json('{"a": "[{\\"a\\": 1", "b": ["a", "a"]}') == {
        "a": '[{"a": 1',
        "b": ["a", "a"],
    }


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe{\x00", "UTF-8"),
        (b'{"a": "\xe9"}', "UTF-8"),
        (b" " * (MOST_BYTES + 1), "1 MB"),
    ],
)
def test_bytes_are_decoded_strictly(content, words):
    """Other encodings and huge documents are refused in a sentence."""
    with pytest.raises(InputError, match=words):
        decode(content)


def test_byte_order_mark_is_harmless():
    """Windows editors write one before the text."""
    assert decode(b"\xef\xbb\xbf{}") == "{}"


HOSTILE = [
    '"' + '\\"' * 400_000,
    '{"a": "' + "x" * 900_000,
    '{"a' + " " * 900_000,
    '{"a": 1, ' * 100_000,
    "{" + ", ".join(f'"k{at}": 1' for at in range(60_000)) + "}",
    '"\n' * 400_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_json_costs_no_time(text):
    """A megabyte made to be slow is answered at once."""
    begun = perf_counter()
    with suppress(InputError):
        parse_json(text)
    assert perf_counter() - begun < 5


def test_hostile_toml_costs_no_time():
    """The same for keys with thousands of dots."""
    line = ".".join("a" * 490)
    text = "".join(f"{line}.k{at} = 1\n" for at in range(990))
    begun = perf_counter()
    with pytest.raises(InputError):
        parse_toml(text)
    assert perf_counter() - begun < 10
