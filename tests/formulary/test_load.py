"""The loader refuses what does not follow the schema, and names the file."""

from decimal import Decimal

import pytest

from stepwell.formulary import ModifierKind, Span, load, load_formulary
from stepwell.quantities import Mass
from stepwell.sources import Mark


DRUG = """
id = "lorazepam"
group = "benzodiazepine"
course = { value = "short", mark = "unverified", works = ["a"] }
brand_names = ["Ativan"]

[[formulation]]
id = "lorazepam"
form = "tablet"
release = "immediate"
model = "one compartment"
grade = "A"
grade_note = "for single doses"
works = ["b"]
ka = { value = 2.2, unit = "1/h", mark = "derived" }
half_life = { value = 13, low = 8, high = 25, mark = "verified", works = ["c"] }

[[formulation.input]]
fraction = { value = 1, mark = "unverified" }
ka = { value = 0.9, unit = "1/h", mark = "unverified" }
lag = { value = 0.2, unit = "h", mark = "unverified" }

[[modifier]]
analyte = "lorazepam"
factor = "probenecid"
kind = "inhibitor"
parameter = "CL"
multiplier = 0.50
observed = "half the dose"
clearance = 0.50
co_drugs = ["probenecid"]
mark = "verified"
works = ["a"]

[[modifier]]
analyte = "lorazepam"
factor = "elderly"
kind = "age"
clearance = { low = 0.7, typical = 0.78, high = 1 }
volume = 2
applies_to = "age"
from_age = 65
mark = "derived"
works = ["b", "c"]
note = "n"
"""
PRODUCT = """
[[product]]
id = "us/lorazepam/tablet/0.5"
drug = "lorazepam"
form = "tablet"
release = "immediate"
strength_mg = 0.5
smallest_piece = "half"
score = "scored"
mark = "verified"
works = ["a"]
"""
LIQUID = """
[[product]]
id = "us/lorazepam/oral-concentrate/2"
drug = "lorazepam"
form = "oral concentrate"
release = "immediate"
concentration_mg_per_ml = 2
mark = "verified"
works = ["a"]
"""
MARKET = 'market = "us"\n' + PRODUCT
TABLE = """
id = "ashton2002"
name = "Ashton"
work = "a"
counts = true

[drug.lorazepam]
low = 1
high = 2
mark = "verified"
"""
FILES = {
    "drugs/lorazepam.toml": DRUG,
    "products/us.toml": MARKET,
    "equivalence/ashton2002.toml": TABLE,
}


@pytest.fixture
def loaded(tmp_path, monkeypatch):
    """Load a formulary of our own files, some of them replaced."""

    def read(replaced=None):
        for name, text in {**FILES, **(replaced or {})}.items():
            path = tmp_path / "data" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        monkeypatch.setattr(load, "files", lambda package: tmp_path)
        return load_formulary.__wrapped__()

    return read


def test_three_small_files_are_a_formulary(loaded):
    """Decimals are exact from the file on, and values take over the works above."""
    formulary = loaded({"products/us.toml": MARKET + LIQUID})
    formulation = formulary.drug("lorazepam").formulations[0]
    assert str(formulation.values["ka"].value) == "2.2"
    assert formulation.values["ka"].works == ("b",)
    assert formulation.values["half_life"].works == ("c",)
    assert formulation.values["half_life"].low == 8
    assert formulation.grade_note == "for single doses"
    assert formulation.inputs[0]["lag"]["unit"] == "h"
    assert formulary.drug("lorazepam").is_short_acting
    assert formulary.product("us/lorazepam/tablet/0.5").strength == Mass.mg("0.5")
    assert formulary.product("us/lorazepam/oral-concentrate/2").is_liquid
    table = formulary.table("ashton2002")
    assert (table.note, table.cells["lorazepam"].high) == ("", Mass.mg(2))


def test_modifiers_are_typed(loaded):
    """One number stands for all three; what was written is kept as words."""
    probenecid, elderly = loaded().drug("lorazepam").modifiers
    half = Decimal("0.5")
    assert probenecid.clearance == Span(half, half, half)
    assert probenecid.kind is ModifierKind.INHIBITOR
    assert (probenecid.multiplier, probenecid.observed) == ("0.50", "half the dose")
    assert probenecid.co_drugs == ("probenecid",)
    assert (probenecid.volume, probenecid.from_age) == (None, None)
    assert elderly.clearance == Span(Decimal("0.7"), Decimal("0.78"), Decimal(1))
    assert elderly.volume == Span(Decimal(2), Decimal(2), Decimal(2))
    assert (elderly.parameter, elderly.multiplier) == ("", "")
    assert (elderly.applies_to, elderly.from_age) == ("age", 65)
    assert (elderly.mark, elderly.works) == (Mark.DERIVED, ("b", "c"))
    assert elderly.note == "n"


def test_optional_words_of_a_table_and_its_cells_are_kept(loaded):
    """Note and basis of a table; work and point of a cell."""
    basis = 'basis = "milligrams equal to diazepam 10 mg"'
    text = TABLE.replace("counts = true", f'counts = false\nnote = "weak"\n{basis}')
    cell = 'work = "b"\npoint = 1.3\nraw = "printed"\n'
    table = loaded({"equivalence/ashton2002.toml": text + cell}).table("ashton2002")
    found = table.cells["lorazepam"]
    assert (table.note, table.counts) == ("weak", False)
    assert (found.work, found.point, found.raw) == ("b", Mass.mg("1.3"), "printed")
    assert found.mark is Mark.VERIFIED


def test_the_fingerprint_changes_with_any_file(loaded):
    """Another comma, another fingerprint; the same files, the same one."""
    first = loaded().fingerprint
    assert loaded().fingerprint == first
    prints = {
        loaded({name: text + "\n# note"}).fingerprint for name, text in FILES.items()
    }
    assert len(prints | {first}) == 4


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        # unknown keys
        ("drugs/lorazepam.toml", "group =", 'colour = "blue"\ngroup ='),
        ("drugs/lorazepam.toml", 'grade = "A"', 'grade = "A"\ngrade_not = "x"'),
        ("drugs/lorazepam.toml", "low = 8", "lowest = 8"),
        ("drugs/lorazepam.toml", "fraction =", "share = 1\nfraction ="),
        ("products/us.toml", 'market = "us"', 'market = "us"\ncountry = "us"'),
        ("products/us.toml", "smallest_piece =", "smalest_piece ="),
        ("equivalence/ashton2002.toml", "counts =", "ratio = 10\ncounts ="),
        ("equivalence/ashton2002.toml", "high = 2", "high = 2\nhi = 2"),
        ("drugs/lorazepam.toml", "observed =", "seen ="),
        ("drugs/lorazepam.toml", "high = 1 }", "high = 1, mean = 1 }"),
        # missing keys
        ("drugs/lorazepam.toml", 'analyte = "lorazepam"', ""),
        ("drugs/lorazepam.toml", 'factor = "probenecid"', ""),
        ("drugs/lorazepam.toml", 'kind = "inhibitor"', ""),
        ("drugs/lorazepam.toml", 'works = ["b", "c"]', ""),
        ("drugs/lorazepam.toml", 'works = ["b", "c"]', "works = []"),
        ("drugs/lorazepam.toml", 'works = ["b", "c"]', 'works = "b"'),
        ("drugs/lorazepam.toml", "typical = 0.78, ", ""),
        ("drugs/lorazepam.toml", "from_age = 65", ""),
        ("drugs/lorazepam.toml", 'release = "immediate"', ""),
        ("drugs/lorazepam.toml", "lag = {", "delay = {"),
        ("products/us.toml", 'release = "immediate"', ""),
        ("products/us.toml", 'works = ["a"]', ""),
        ("products/us.toml", "strength_mg = 0.5", ""),
        ("equivalence/ashton2002.toml", "counts = true", ""),
        ("equivalence/ashton2002.toml", "low = 1", ""),
        # bad words
        ("drugs/lorazepam.toml", 'kind = "age"', 'kind = "old"'),
        ("drugs/lorazepam.toml", 'applies_to = "age"', 'applies_to = "old"'),
        ("drugs/lorazepam.toml", "from_age = 65", 'from_age = "65"'),
        ("drugs/lorazepam.toml", "from_age = 65", "from_age = true"),
        ("drugs/lorazepam.toml", "from_age = 65", "from_age = 65.5"),
        ("drugs/lorazepam.toml", 'observed = "half the dose"', "observed = 2"),
        ("drugs/lorazepam.toml", 'co_drugs = ["probenecid"]', "co_drugs = [1]"),
        ("drugs/lorazepam.toml", 'co_drugs = ["p', 'co_drugs = ["P'),
        ("drugs/lorazepam.toml", "clearance = 0.50", 'clearance = "0.50"'),
        ("drugs/lorazepam.toml", "clearance = 0.50", "clearance = true"),
        ("drugs/lorazepam.toml", '"derived"', '"certain"'),
        ("drugs/lorazepam.toml", 'mark = "unverified" }\nka', 'mark = "x" }\nka'),
        ("drugs/lorazepam.toml", 'release = "immediate"', 'release = "extneded"'),
        ("products/us.toml", 'release = "immediate"', 'release = "slow"'),
        ("products/us.toml", 'mark = "verified"', 'mark = "sure"'),
        ("products/us.toml", 'smallest_piece = "half"', 'smallest_piece = "third"'),
        ("products/us.toml", 'score = "scored"', 'score = "maybe"'),
        ("products/us.toml", 'market = "us"', 'market = "gb"'),
        ("products/us.toml", 'market = "us"', 'market = "zz"'),
        ("equivalence/ashton2002.toml", 'mark = "verified"', 'mark = "sure"'),
        # impossible values
        ("drugs/lorazepam.toml", "clearance = 0.50", "clearance = 0"),
        ("drugs/lorazepam.toml", "low = 0.7", "low = 0.8"),
        ("drugs/lorazepam.toml", "volume = 2", "volume = -2"),
        ("products/us.toml", "strength_mg = 0.5", "strength_mg = 0"),
        ("products/us.toml", "strength_mg = 0.5", "strength_mg = -0.5"),
        ("products/us.toml", "strength_mg = 0.5", "strength_mg = 0.0000001"),
        ("products/us.toml", "strength_mg = 0.5", 'strength_mg = ".5.5"'),
        (
            "products/us.toml",
            "strength_mg = 0.5",
            "strength_mg = 1\nconcentration_mg_per_ml = 1",
        ),
        ("products/us.toml", 'form = "tablet"', 'form = "capsule"'),
        ("products/us.toml", 'form = "tablet"', 'form = "oral film"'),
        ("products/us.toml", 'release = "immediate"', 'release = "extended"'),
        ("equivalence/ashton2002.toml", "low = 1", "low = 0"),
        ("equivalence/ashton2002.toml", "low = 1", "low = 3"),
        ("equivalence/ashton2002.toml", "high = 2", "high = 2\npoint = 5"),
        ("equivalence/ashton2002.toml", "high = 2", "high = 2\npoint = 0.5"),
        ("equivalence/ashton2002.toml", "high = 2", "high = 2\npoint = 0"),
        ("equivalence/ashton2002.toml", "low = 1", "low = -1"),
        (
            "equivalence/ashton2002.toml",
            "counts = true",
            'counts = true\nbasis = "diazepam 5 mg"',
        ),
    ],
)
def test_what_does_not_follow_the_schema_is_refused_by_file(loaded, file, old, new):
    """Unknown or missing keys, bad words and impossible values never load."""
    assert FILES[file].count(old) >= 1
    with pytest.raises(ValueError, match=file.partition("/")[2]):
        loaded({file: FILES[file].replace(old, new, 1)})


@pytest.mark.parametrize(
    ("file", "text", "twice"),
    [
        ("drugs/other.toml", DRUG, "lorazepam"),
        ("products/us.toml", MARKET + PRODUCT, "us/lorazepam/tablet/0.5"),
        ("equivalence/other.toml", TABLE, "ashton2002"),
    ],
)
def test_H03_an_id_that_stands_twice_is_refused(loaded, file, text, twice):
    """Neither two drugs nor two products nor two tables share an id."""
    with pytest.raises(ValueError, match=f'"{twice}" stands twice'):
        loaded({file: text})


def test_H04_a_capsule_with_a_half_never_loads(loaded):
    """The refusal says that a capsule is never split."""
    text = MARKET.replace('form = "tablet"', 'form = "capsule"')
    with pytest.raises(ValueError, match="a capsule is never split"):
        loaded({"products/us.toml": text})


def test_a_file_that_is_no_toml_is_refused(loaded):
    """A broken file stops the program at its start."""
    with pytest.raises(ValueError):
        loaded({"drugs/lorazepam.toml": "id = lorazepam"})
