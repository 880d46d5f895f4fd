"""Small words of the sentences."""

from fractions import Fraction

from stepwell.safety.wording import listing, mg_range, number_range


def test_things_in_a_row():
    """One, two and three things read as people say them."""
    assert listing(["a"]) == "a"
    assert listing(["a", "b"]) == "a and b"
    assert listing(["a", "b", "c"]) == "a, b and c"


def test_a_range_that_is_one_number_is_said_once():
    """Equal ends are one amount."""
    assert mg_range(Fraction(10), Fraction(20)) == "10 to 20 mg"
    assert mg_range(Fraction(10), Fraction(10)) == "10 mg"
    assert mg_range(Fraction(20, 3), Fraction(10)) == "6.7 to 10 mg"


def test_ends_that_look_alike_are_one_number():
    """Rounded to what is shown, 2.84 and 2.86 differ and 2.86 and 2.9 do not."""
    assert number_range(Fraction("2.84"), Fraction("2.86"), 1) == "2.8 to 2.9"
    assert number_range(Fraction("2.86"), Fraction("2.9"), 1) == "2.9"
    assert number_range(Fraction("21.4"), Fraction("38"), 0) == "21 to 38"
