"""The bibliography: one id per work."""

import re

import pytest

from stepwell.sources import Mark, bibliography, load_bibliography


WORKS = load_bibliography()
WORK = """
[[work]]
id = "one2020"
citation = "One A. A paper. Journal 2020"
kind = "study"
seen = "abstract"
mark = "verified"
"""


@pytest.fixture
def file_with(tmp_path, monkeypatch):
    """Let the loader read a bibliography of our own."""

    def write(text):
        folder = tmp_path / "data"
        folder.mkdir(exist_ok=True)
        (folder / "works.toml").write_text(text, "utf-8")
        monkeypatch.setattr(bibliography, "files", lambda package: tmp_path)

    return write


def test_every_work_says_what_it_is_and_what_of_it_was_read():
    """No work lacks its citation, its kind or what of it was seen."""
    for work_id, work in WORKS.items():
        assert work.id == work_id
        assert work.citation.strip() and work.kind.strip() and work.seen.strip()
        assert isinstance(work.mark, Mark)


def test_an_id_is_one_plain_word():
    """Ids are small letters, digits and underscores: they stand in sentences."""
    assert [each for each in WORKS if not re.fullmatch(r"[a-z0-9_]+", each)] == []


def test_identifiers_and_years_are_well_formed():
    """A DOI, a PubMed number and an address look like what they are."""
    for work in WORKS.values():
        assert work.year is None or 1900 <= work.year <= 2026, work.id
        assert not work.doi or re.fullmatch(r"10\.\d{4,9}/\S+", work.doi), work.id
        assert not work.pmid or work.pmid.isdecimal(), work.id
        assert not work.pmcid or re.fullmatch(r"PMC\d+", work.pmcid), work.id
        assert not work.url or work.url.startswith("http"), work.id


@pytest.mark.parametrize("kind", ["doi", "pmid", "pmcid"])
def test_no_work_stands_there_under_two_ids(kind):
    """One DOI, one PubMed number: one id."""
    given = [getattr(work, kind).lower() for work in WORKS.values()]
    named = [each for each in given if each]
    assert sorted(named) == sorted(set(named))


def test_the_bibliography_cannot_be_changed():
    """What was loaded stays as it was."""
    with pytest.raises(TypeError):
        WORKS["new"] = None


def test_a_work_of_our_own_is_read(file_with):
    """The loader gives each work by its id; what is left out stays empty."""
    file_with(WORK)
    works = load_bibliography()
    assert list(works) == ["one2020"]
    assert works["one2020"].mark is Mark.VERIFIED
    assert works["one2020"].year is None and works["one2020"].doi == ""


def test_an_id_that_stands_twice_is_refused(file_with):
    """Two works of one id would let a number point at the wrong paper."""
    file_with(WORK + WORK)
    with pytest.raises(ValueError, match=r"one2020.*twice"):
        load_bibliography()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('mark = "verified"', 'mark = "certain"'),
        ('mark = "verified"', ""),
        ('kind = "study"', 'kind = "study"\nauthor = "One"'),
        ("citation =", "quotation ="),
    ],
)
def test_a_work_that_does_not_follow_the_schema_is_refused(file_with, old, new):
    """A bad mark, a missing mark and an unknown key do not load."""
    file_with(WORK.replace(old, new))
    with pytest.raises((KeyError, TypeError, ValueError)):
        load_bibliography()
