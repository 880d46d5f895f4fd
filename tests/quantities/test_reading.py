"""How a typed dose is read: strictly, and never repaired (H02)."""

import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.quantities import Mass, QuantityError, read_mass
from stepwell.quantities.reading import read_number


ACCEPTED = {
    "1 mg": 1_000_000,
    "1mg": 1_000_000,
    "1.5 mg": 1_500_000,
    "1.50 mg": 1_500_000,
    "0.5 mg": 500_000,
    "0.125mg": 125_000,
    "0.000001 mg": 1,
    "1 milligram": 1_000_000,
    "2.5 milligrams": 2_500_000,
    "500 micrograms": 500_000,
    "62.5 micrograms": 62_500,
    "1 microgram": 1_000,
    "0.001 micrograms": 1,
    "999999 mg": 999_999_000_000,
    "  5 mg ": 5_000_000,
    "5  mg": 5_000_000,
}
HOSTILE = {
    ".5 mg": "starts with a point",
    ".5mg": "starts with a point",
    "0,5 mg": "has a comma",
    "1,000 mg": "has a comma",
    "1.000,5 mg": "has a comma",
    "1 1/2 mg": "has a fraction",
    "1/2 mg": "has a fraction",
    "½ mg": "has a fraction",
    "1½ mg": "has a fraction",
    "05 mg": "lost its point",
    "007.5 mg": "lost its point",
    "5 mcg": "is misread",
    "5mcg": "is misread",
    "5 µg": "is misread",
    "5 μg": "is misread",
    "5 ug": "is misread",
    "5 MCG": "is misread",
    "5 ng": "is misread",
    "5 g": "is misread",
    "5mL": "is misread",
    "5 ml": "is misread",
    "5 mgs": "is misread",
    "5 MG": "is not known",
    "5 Mg": "is not known",
    "5 tablets": "is not known",
    "5 mg\n": "is not known",
    "5 mg\t": "is not known",
    "5 mg.": "is not known",
    "-1 mg": "is negative",
    "−1 mg": "is negative",
    "+1 mg": "is not a plain number",
    "0 mg": "is zero",
    "0.000000 mg": "is zero",
    "0 micrograms": "is zero",
    "1e3 mg": "is not a plain number",
    "1E3 mg": "is not a plain number",
    "nan mg": "is not a plain number",
    "inf mg": "is not a plain number",
    "Infinity mg": "is not a plain number",
    "0x10 mg": "is not a plain number",
    "1_000 mg": "is not a plain number",
    "1. mg": "is not a plain number",
    "1.mg": "is not a plain number",
    "1..5 mg": "is not a plain number",
    "1.5.2 mg": "is not a plain number",
    "1 000 mg": "is not a plain number",
    "5 mg mg": "is not a plain number",
    "5 mg 2 mg": "is not a plain number",
    "two mg": "is not a plain number",
    "~5 mg": "is not a plain number",
    "5-10 mg": "is not a plain number",
    "\u0661 mg": "is not a plain number",
    "\uff15 mg": "is not a plain number",
    "² mg": "is not a plain number",
    "5\n mg": "is not a plain number",
    "1.0000001 mg": "has too many digits",
    "1234567 mg": "has too many digits",
    "0.0001 micrograms": "more decimals than can be measured",
    "5": "has no unit",
    "5.0": "has no unit",
    "mg": "has no unit",
    "": "has no unit",
    " ": "has no unit",
    "\uff15mg": "has no unit",
    "5\u00a0mg": "has no unit",
    "5mg5": "has no unit",
}


@pytest.mark.parametrize("text", ACCEPTED)
def test_reads_a_number_with_a_leading_digit_and_its_unit(text):
    """A leading digit and a unit written out are read exactly."""
    assert read_mass(text) == Mass(ACCEPTED[text])


@pytest.mark.parametrize("text", HOSTILE)
def test_H02_refuses_whatever_has_caused_a_tenfold_slip(text):
    """A dose that could be misread is refused with what is wrong and the way out."""
    with pytest.raises(QuantityError, match=HOSTILE[text]) as problem:
        read_mass(text)
    assert "write" in str(problem.value)
    assert "\n" not in str(problem.value)


@pytest.mark.parametrize("size", [41, 10_000, 1_000_000])
@pytest.mark.parametrize("form", ["{0}", "{0} mg", "0.{0} mg", "{0}mg", "1 {0}"])
def test_an_endless_text_is_refused_with_a_short_sentence(size, form):
    """However long the text, it is refused at once and shown in short."""
    for mark in "5 .\u0660":
        with pytest.raises(QuantityError) as problem:
            read_mass(form.format(mark * size))
        assert len(str(problem.value)) < 300


def test_a_refusal_says_nothing_that_a_terminal_would_obey():
    """Control characters of the input do not reach the sentence."""
    with pytest.raises(QuantityError) as problem:
        read_mass("5\x1b[2J\r\n mg")
    assert str(problem.value).isprintable()


def test_H02_ten_thousand_numbers_in_both_units_read_exactly():
    """Milligrams and micrograms differ by exactly a thousand, for 10,000 numbers."""
    chance = random.Random(20270104)
    for _ in range(10_000):
        places = chance.randint(0, 3)
        digits = chance.randint(1, 10 ** (places + chance.randint(1, 6)) - 1)
        number = f"{Decimal(digits).scaleb(-places):f}"
        mg, micrograms = read_mass(f"{number} mg"), read_mass(f"{number} micrograms")
        assert mg.nanograms == int(Decimal(number) * 1_000_000)
        assert mg.nanograms == 1000 * micrograms.nanograms


@given(st.text(max_size=60))
def test_H02_any_text_at_all_is_read_exactly_or_refused(text):
    """No text crashes the reader, and what it accepts is what the digits say."""
    try:
        mass = read_mass(text)
    except QuantityError:
        return
    digits = text.strip().rstrip("abcdefghijklmnopqrstuvwxyz ")
    assert mass.nanograms in (
        int(Decimal(digits) * 1_000_000),
        int(Decimal(digits) * 1_000),
    )


@given(st.from_regex(r"[0-9.,/ e+-]{1,12} ?(mg|mcg|micrograms|g)?", fullmatch=True))
def test_H02_near_misses_are_read_exactly_or_refused(text):
    """What looks almost like a dose is never repaired into another one."""
    try:
        mass = read_mass(text)
    except QuantityError:
        return
    number = Decimal(text.strip(" abcdefghijklmnopqrstuvwxyz"))
    unit = 1_000 if "micrograms" in text else 1_000_000
    assert mass.nanograms == number * unit


@given(st.integers(1, 10**12 - 1))
def test_H02_what_is_written_is_read_back(nanograms):
    """A printed dose, typed in again, is the same dose."""
    mass = Mass(nanograms)
    assert read_mass(mass.words) == mass
    assert read_mass(f"{mass.mg_text} mg") == mass
    assert read_mass(f"{mass.mg_text}mg") == mass


@pytest.mark.parametrize("text", ["0", "0.5", "10", "0.000001", "999999.999999"])
def test_a_plain_number_is_read_exactly(text):
    """A decimal of at most six digits on each side of the point is taken as it is."""
    assert read_number(text) == Decimal(text)


@pytest.mark.parametrize(
    "text", ["", ".5", "5.", "1e3", "-1", "01", "1,5", "1 ", "1\n"]
)
def test_anything_else_is_not_a_plain_number(text):
    """Signs, exponents, commas, bare points and blanks are refused."""
    with pytest.raises(QuantityError):
        read_number(text)
