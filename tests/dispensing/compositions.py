"""Doses composed of any products, made by Hypothesis."""

from fractions import Fraction

from hypothesis import strategies as st

from stepwell.formulary import load_formulary
from stepwell.plan.plan import Dose, Part
from stepwell.plan.times import DoseTime
from stepwell.quantities import Concentration, Mass, Volume
from stepwell.quantities.mass import total


FORMULARY = load_formulary()
SOLIDS = sorted({p.form for p in FORMULARY.products.values() if not p.is_liquid})
LIQUIDS = sorted({p.form for p in FORMULARY.products.values() if p.is_liquid})
FORMS = {f"custom/{form}": form for form in (*SOLIDS, *LIQUIDS)}


def counted(forms, quarters, strengths):
    """So many quarters of a tablet of some strength in multiples of 4 nanograms."""
    return st.builds(
        lambda form, number, ng: Part(
            f"custom/{form}", strength=Mass(4 * ng), count=Fraction(number, 4)
        ),
        forms,
        quarters,
        strengths,
    )


def measured(forms, microlitres, concentrations):
    """So many microlitres of some concentration."""
    return st.builds(
        lambda form, number, strength: Part(
            f"custom/{form}",
            concentration=Concentration(strength),
            volume=Volume(number),
        ),
        forms,
        microlitres,
        concentrations,
    )


PARTS = st.one_of(
    counted(st.sampled_from(SOLIDS), st.integers(1, 399), st.integers(1, 25_000_000)),
    counted(
        st.sampled_from(SOLIDS),
        st.integers(1, 40),
        st.sampled_from([31_250, 62_500, 125_000, 250_000, 500_000, 6_855_000]),
    ),
    measured(st.sampled_from(LIQUIDS), st.integers(1, 100_000), st.integers(1, 10_000)),
)


@st.composite
def compositions(draw):
    """Any dose: any drug, any time, up to four parts."""
    parts = tuple(draw(st.lists(PARTS, min_size=1, max_size=4)))
    return Dose(
        draw(st.sampled_from(DoseTime)),
        draw(st.sampled_from(sorted(FORMULARY.drugs))),
        total(tuple(part.amount for part in parts)),
        parts,
    )
