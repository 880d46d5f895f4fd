"""Generated journals as the reader gives them: every kind, every key."""

from datetime import datetime, timedelta, timezone

from hypothesis import strategies as st

from factories import FORMULARY
from stepwell.journal.entry import (
    Clearance,
    CoDrugEntry,
    Contact,
    DoseEntry,
    Entry,
    EntryAuthor,
    Intake,
    LifeEvent,
    Note,
    RedFlagAnswers,
    SymptomRating,
    TakenBack,
)
from stepwell.journal.journal import Journal
from stepwell.journal.nights import Night
from stepwell.journal.scales import (
    CLINICIAN_SCALES,
    SCALES,
    ClinicianTotal,
    ScaleAnswers,
)
from stepwell.library import load_symptoms
from stepwell.plan.person import RedFlag
from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass


TEXT = st.text(
    st.characters(exclude_categories=["Cc", "Cs"], include_characters="\r\n\t"),
    min_size=1,
    max_size=60,
).filter(lambda text: text.strip())
MAYBE_TEXT = st.one_of(st.just(""), TEXT)
LINE = st.text(
    st.characters(exclude_categories=["C", "Z"], include_characters=' ";=,'),
    min_size=1,
    max_size=60,
).filter(lambda line: line == line.strip() and line.isprintable())
NAME = LINE.filter(lambda name: '"' not in name).map(
    lambda name: " ".join(name.split())
)
ZONES = st.integers(-14 * 60, 14 * 60).map(
    lambda minutes: timezone(timedelta(minutes=minutes))
)
MOMENTS = st.datetimes(
    datetime.fromisoformat("1900-01-03"),
    datetime.fromisoformat("2199-12-28"),
    timezones=ZONES,
)
FLAGS = st.frozensets(st.sampled_from(RedFlag))
AMOUNTS = st.integers(1, 10**12 - 1).map(Mass)
DRUGS = st.sampled_from(sorted(FORMULARY.drugs))


@st.composite
def doses(draw):
    """Doses of each intake."""
    intake = draw(st.sampled_from(Intake))
    return DoseEntry(
        intake,
        draw(DRUGS),
        None if intake is Intake.EXTRA else draw(st.sampled_from(DoseTime)),
        None if intake is Intake.MISSED else draw(AMOUNTS),
    )


@st.composite
def red_flags(draw):
    """At least one answer, none of them both."""
    yes = draw(FLAGS)
    no = draw(FLAGS) - yes
    return RedFlagAnswers(yes, no if yes | no else frozenset({RedFlag.SEIZURE}))


@st.composite
def answers(draw):
    """One of the questionnaires in full."""
    scale = draw(st.sampled_from(list(SCALES.values())))
    return ScaleAnswers(scale, draw(st.tuples(*[st.integers(0, 3)] * len(scale.items))))


@st.composite
def totals(draw):
    """A total of a scale that a clinician filled in."""
    scale = draw(st.sampled_from(list(CLINICIAN_SCALES.values())))
    return ClinicianTotal(scale.name, draw(st.integers(0, scale.highest)))


@st.composite
def nights(draw):
    """Nights that end after they began, also between two offsets."""
    begin = draw(MOMENTS)
    waits = [
        draw(st.integers(0, 60)),
        draw(st.integers(1, 900)),
        draw(st.integers(0, 60)),
    ]
    times = [begin]
    for wait in waits:
        times.append((times[-1] + timedelta(minutes=wait)).astimezone(draw(ZONES)))
    latency = draw(st.integers(0, waits[1]))
    return Night(
        bed_time=times[0],
        lights_out=times[1],
        final_wake=times[2],
        out_of_bed=times[3],
        latency_min=latency,
        awakenings=draw(st.integers(0, 1440)),
        awake_min=draw(st.integers(0, waits[1] - latency)),
        quality=draw(st.one_of(st.none(), st.integers(1, 5))),
        naps_min=draw(st.one_of(st.none(), st.integers(0, 1440))),
        medicine_note=draw(MAYBE_TEXT),
        caffeine_alcohol=draw(MAYBE_TEXT),
    )


CONTENTS = st.one_of(
    doses(),
    st.builds(
        SymptomRating, st.sampled_from(list(load_symptoms())), st.integers(0, 10)
    ),
    red_flags(),
    st.builds(Clearance, FLAGS.filter(bool), LINE),
    answers(),
    totals(),
    nights(),
    st.builds(CoDrugEntry, NAME, st.booleans()),
    st.builds(Contact, MAYBE_TEXT),
    st.builds(LifeEvent, TEXT),
    st.builds(Note, TEXT),
    st.builds(TakenBack, MAYBE_TEXT),
)


@st.composite
def entries(draw):
    """Entries of every kind, by everybody who may write them."""
    content = draw(CONTENTS)
    author = draw(st.sampled_from(EntryAuthor))
    if isinstance(content, ClinicianTotal):
        author = EntryAuthor.PRESCRIBER
    occurred_at = draw(MOMENTS)
    late = timedelta(minutes=draw(st.sampled_from([0, -10, 5, 1500])))
    corrects = draw(LINE.map(lambda entry: f"-{entry}"))
    if not isinstance(content, TakenBack) and draw(st.booleans()):
        corrects = None
    recorded_at = occurred_at + late
    if isinstance(content, Night):
        recorded_at = max(recorded_at, content.out_of_bed)
    return Entry(draw(LINE), author, occurred_at, recorded_at, content, corrects)


JOURNALS = st.lists(entries(), max_size=4, unique_by=lambda each: each.id).map(
    Journal.of
)
