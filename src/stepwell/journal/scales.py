"""Questionnaires: GAD-7 and PHQ-9 in full, and totals of others that clinicians fill.

The developers released GAD-7 and PHQ-9 without restriction (``phq_gad_release``); their
words are those of the form (``phq_gad_form``).  Of every other scale we know the name
and the range only: their words are not ours to print.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from stepwell.sources import Mark


@dataclass(frozen=True, slots=True)
class Band:
    """What a total from ``lowest`` on is called, up to the next band."""

    lowest: int
    name: str


@dataclass(frozen=True, slots=True)
class Scale:
    """A questionnaire that the person answers; each answer counts 0, 1, 2 ...

    ``harm_item`` is the number of the question about thoughts of death or self-harm.
    ``bands_mark`` tells whether somebody checked the bands against their work.
    """

    name: str
    question: str
    items: tuple[str, ...]
    options: tuple[str, ...]
    bands: tuple[Band, ...]
    bands_mark: Mark
    works: tuple[str, ...]
    harm_item: int | None = None


OPTIONS = ("Not at all", "Several days", "More than half the days", "Nearly every day")
WORKS = ("phq_gad_form", "phq_gad_release")
GAD_7 = Scale(
    name="GAD-7",
    question=(
        "Over the last 2 weeks, how often have you been bothered by the following"
        " problems?"
    ),
    items=(
        "Feeling nervous, anxious or on edge",
        "Not being able to stop or control worrying",
        "Worrying too much about different things",
        "Trouble relaxing",
        "Being so restless that it is hard to sit still",
        "Becoming easily annoyed or irritable",
        "Feeling afraid as if something awful might happen",
    ),
    options=OPTIONS,
    bands=(
        Band(0, "minimal"),
        Band(5, "mild"),
        Band(10, "moderate"),
        Band(15, "severe"),
    ),
    bands_mark=Mark.UNVERIFIED,
    works=WORKS,
)
PHQ_9 = Scale(
    name="PHQ-9",
    question=(
        "Over the last 2 weeks, how often have you been bothered by any of the"
        " following problems?"
    ),
    items=(
        "Little interest or pleasure in doing things",
        "Feeling down, depressed, or hopeless",
        "Trouble falling or staying asleep, or sleeping too much",
        "Feeling tired or having little energy",
        "Poor appetite or overeating",
        "Feeling bad about yourself — or that you are a failure or have let yourself"
        " or your family down",
        "Trouble concentrating on things, such as reading the newspaper or watching"
        " television",
        "Moving or speaking so slowly that other people could have noticed? Or the"
        " opposite — being so fidgety or restless that you have been moving around a"
        " lot more than usual",
        "Thoughts that you would be better off dead or of hurting yourself in some way",
    ),
    options=OPTIONS,
    bands=(
        Band(0, "minimal"),
        Band(5, "mild"),
        Band(10, "moderate"),
        Band(15, "moderately severe"),
        Band(20, "severe"),
    ),
    bands_mark=Mark.UNVERIFIED,
    works=WORKS,
    harm_item=9,
)
SCALES: Mapping[str, Scale] = MappingProxyType(
    {scale.name: scale for scale in (GAD_7, PHQ_9)}
)


@dataclass(frozen=True, slots=True)
class ScaleAnswers:
    """A questionnaire with an answer to every question: a missing one is not a 0."""

    scale: Scale
    answers: tuple[int, ...]

    def __post_init__(self) -> None:
        asked = len(self.scale.items)
        if len(self.answers) != asked:
            raise ValueError(
                f"{self.scale.name} has {asked} questions, each with an answer"
            )
        counts = range(len(self.scale.options))
        if any(answer not in counts for answer in self.answers):
            raise ValueError(
                f"an answer of {self.scale.name} is a whole number from 0 to"
                f" {counts[-1]}"
            )

    @property
    def total(self) -> int:
        """The sum of the answers."""
        return sum(self.answers)

    @property
    def band(self) -> Band:
        """The highest band that the total reaches."""
        return [band for band in self.scale.bands if band.lowest <= self.total][-1]

    @property
    def thoughts_of_harm(self) -> bool:
        """Tell whether thoughts of death or self-harm were named, however rarely.

        False for a scale that does not ask.
        """
        item = self.scale.harm_item
        return item is not None and self.answers[item - 1] > 0


@dataclass(frozen=True, slots=True)
class ClinicianScale:
    """A scale of which only the total is kept: 0 to ``highest``."""

    name: str
    highest: int
    mark: Mark
    work: str


CLINICIAN_SCALES: Mapping[str, ClinicianScale] = MappingProxyType(
    {
        scale.name: scale
        for scale in (
            ClinicianScale("CIWA-B", 80, Mark.UNVERIFIED, "ciwa_b_wikem"),
            ClinicianScale("BWSQ", 40, Mark.UNVERIFIED, "bwsq1990"),
            ClinicianScale("PWC-20", 60, Mark.UNVERIFIED, "pwc20"),
            ClinicianScale("ISI", 28, Mark.VERIFIED, "isi_mapi"),
            ClinicianScale("SDS", 15, Mark.UNVERIFIED, "sds_rightstep"),
        )
    }
)


@dataclass(frozen=True, slots=True)
class ClinicianTotal:
    """The total of a scale that a clinician filled in elsewhere."""

    scale_name: str
    total: int

    def __post_init__(self) -> None:
        scale = CLINICIAN_SCALES.get(self.scale_name)
        if scale is None:
            known = ", ".join(CLINICIAN_SCALES)
            raise ValueError(f'the scale "{self.scale_name}" is not one of {known}')
        if not 0 <= self.total <= scale.highest:
            raise ValueError(
                f"a total of {scale.name} is 0 to {scale.highest}, not {self.total}"
            )
