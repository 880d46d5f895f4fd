"""How a dose is made: makeable doses, composition, liquids, words, supply."""

from stepwell.dispensing.makeable import MakeableDoses, makeable_doses
from stepwell.dispensing.other_strengths import told_from_strengths
from stepwell.dispensing.supply import supply_of
from stepwell.dispensing.supply_notes import NoteKind, SupplyNote, supply_notes
from stepwell.dispensing.words import dose_sentence, part_words, read_dose_sentence


__all__ = [
    "MakeableDoses",
    "NoteKind",
    "SupplyNote",
    "dose_sentence",
    "makeable_doses",
    "part_words",
    "read_dose_sentence",
    "supply_notes",
    "supply_of",
    "told_from_strengths",
]
