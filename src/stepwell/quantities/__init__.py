"""Exact masses and volumes, pieces of a tablet, how they are read and written.

Doses are whole nanograms, volumes whole microlitres, pieces of a tablet are
fractions.  Nothing here is ever a binary float.
"""

from stepwell.quantities.counts import count_text, count_words, read_count
from stepwell.quantities.mass import Mass
from stepwell.quantities.reading import QuantityError, read_mass
from stepwell.quantities.volume import Concentration, Volume


__all__ = [
    "Concentration",
    "Mass",
    "QuantityError",
    "Volume",
    "count_text",
    "count_words",
    "read_count",
    "read_mass",
]
