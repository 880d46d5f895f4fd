"""Small words of the sentences."""

from fractions import Fraction

from stepwell.safety.wording import listing, mg_range


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
