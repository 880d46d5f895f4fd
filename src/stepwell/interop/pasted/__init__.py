"""A schedule pasted from a letter as plain text: understood whole, or refused.

The grammar is on the page docs/reference/pasted-schedules.md.
"""

from stepwell.interop.pasted.letter import read_pasted
from stepwell.interop.pasted.reading import Reading


__all__ = ["Reading", "read_pasted"]
