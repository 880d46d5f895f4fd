"""What multiplies a clearance or a volume, and for whom."""

from decimal import Decimal

import pytest

from stepwell.formulary import Modifier, ModifierKind, Span
from stepwell.formulary.modifier import plain_name
from stepwell.sources import Mark


HALF = Span(Decimal("0.5"), Decimal("0.5"), Decimal("0.5"))
USUAL = {
    "analyte": "alprazolam",
    "factor": "itraconazole 200 mg",
    "kind": ModifierKind.INHIBITOR,
    "mark": Mark.VERIFIED,
    "works": ("yasui1998",),
}


def span(low, typical, high):
    return Span(*map(Decimal, (low, typical, high)))


def modifier(**changes):
    return Modifier(**{**USUAL, **changes})


@pytest.mark.parametrize(
    "ends", [("0.1", "0.2", "0.3"), ("0.2", "0.2", "0.2"), ("1", "1", "4")]
)
def test_a_span_is_above_zero_and_in_order(ends):
    """Equal ends are one number."""
    assert span(*ends).low == Decimal(ends[0])


@pytest.mark.parametrize(
    "ends",
    [
        ("0", "0.2", "0.3"),
        ("-1", "0.2", "0.3"),
        ("0.3", "0.2", "0.3"),
        ("0.1", "0.4", "0.3"),
        ("0.3", "0.2", "0.1"),
    ],
)
def test_any_other_span_is_never_made(ends):
    """Nothing is cleared backwards, and a typical value lies within its range."""
    with pytest.raises(ValueError, match="above zero and in order"):
        span(*ends)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"works": ()}, "no work"),
        ({"applies_to": "kidney_disease", "clearance": HALF}, "is not known"),
        ({"applies_to": "liver_disease"}, "no number"),
        ({"applies_to": "age", "clearance": HALF}, "from_age"),
        ({"from_age": 65, "clearance": HALF}, "from_age"),
        ({"volume_age_divisor": 40}, "divisor"),
        ({"co_drugs": ("Itraconazole",)}, "small letters"),
        ({"co_drugs": ("yew  tea",)}, "small letters"),
    ],
)
def test_a_modifier_that_says_half_a_thing_is_never_made(changes, words):
    """The sentence names the factor."""
    with pytest.raises(ValueError, match=f"itraconazole 200 mg: .*{words}"):
        modifier(**changes)


@pytest.mark.parametrize(
    "numbers", [{"clearance": HALF}, {"volume": HALF}, {"volume_age_divisor": 40}]
)
def test_an_age_has_a_clearance_a_volume_or_a_divisor(numbers):
    """One of the three is enough."""
    assert modifier(applies_to="age", from_age=65, **numbers).from_age == 65


def test_a_bound_is_known_as_such():
    """ "22 or more" is the least effect, 22 the effect."""
    assert modifier(multiplier="22 or more").is_bound
    assert not modifier(multiplier="22").is_bound


def test_names_are_compared_in_small_letters_with_single_spaces():
    """Capitals and spaces make no other medicine."""
    assert plain_name(" Oral  Contraceptive ") == "oral contraceptive"
