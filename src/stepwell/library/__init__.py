"""What people can read: symptoms in plain words, each with its works."""

from stepwell.library.symptoms import (
    HelpLevel,
    Symptom,
    SymptomGroup,
    load_symptoms,
)


__all__ = ["HelpLevel", "Symptom", "SymptomGroup", "load_symptoms"]
