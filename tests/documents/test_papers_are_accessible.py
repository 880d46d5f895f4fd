"""Papers can be read aloud: PDF/UA by two checkers, and by our own assertions."""

from itertools import pairwise

import page
import pdfua
import pikepdf
import pytest
from pdfua.rules import structure
from tests.documents.papers import (
    DOCUMENTS,
    KINDS,
    PROPOSED,
    opened,
    paper,
    seen,
)

from stepwell.documents.paper.typeset import Sheet


FEW = ("lorazepam-us", "zopiclone-gb", "goal", "temazepam-us", "emergency")
"""Kinds of which every document is made on both sheets; of the others, on one."""
SHORT_CALENDARS = ("lorazepam-us", "zopiclone-gb", "temazepam-us", "emergency")
"""Of long calendars every page is like the one before; each takes seconds to check."""
MILLIMETRES = {Sheet.A4: (210, 297), Sheet.LETTER: (215.9, 279.4)}
POINTS_A_MILLIMETRE = 72 / 25.4
PAPERS = [
    (kind, document, sheet)
    for kind in KINDS
    for document in DOCUMENTS
    for sheet in Sheet
    if sheet is Sheet.A4 or kind in FEW
    if document != "calendar" or kind in SHORT_CALENDARS
]
SOME = [each for each in PAPERS if each[0] in (*FEW, "crossover")]
every_paper = pytest.mark.parametrize(("kind", "document", "sheet"), PAPERS)
some_papers = pytest.mark.parametrize(("kind", "document", "sheet"), SOME)


@every_paper
def test_a_first_checker_finds_no_fault(kind, document, sheet):
    """No check of PDF/UA-1 by the checker ``page`` fails."""
    report = page.validate_pdf_bytes(paper(kind, document, sheet), profile="ua1")
    assert [f"{each.rule_id} {each.message}" for each in report.failures] == []
    assert report.is_compliant
    assert report.rules.total == report.rules.passed > 90


def whole_number(value):
    return value if isinstance(value, int) and not isinstance(value, bool) else None


@every_paper
def test_a_second_checker_finds_no_fault(kind, document, sheet, tmp_path, monkeypatch):
    """No rule of the checker ``pdfua`` finds anything, and none is left out."""
    # Its own reading of numbers asks an array for an attribute, at which pikepdf 10
    # raises; the rule on empty headings would be skipped.
    monkeypatch.setattr(structure, "as_integer", whole_number)
    file = tmp_path / "paper.pdf"
    file.write_bytes(paper(kind, document, sheet))
    report = pdfua.validate(str(file))
    assert report.findings == ()
    assert [(each.rule_id, each.skipped_reason) for each in report.skipped] == []


def test_the_checkers_do_find_faults(tmp_path):
    """A paper without its structure fails both of them, so their silence counts."""
    with opened(paper("zopiclone-gb", "list")) as document:
        del document.Root.StructTreeRoot
        del document.Root.MarkInfo
        file = tmp_path / "untagged.pdf"
        document.save(file)
    assert not page.is_pdf_compliant(str(file), profile="ua1")
    assert pdfua.validate(str(file)).findings


def tree(document):
    """Every element of the structure, in the order of reading, with its parents."""
    waiting = [(document.Root.StructTreeRoot, ())]
    while waiting:
        node, parents = waiting.pop()
        if "/S" in node:
            yield node, parents
        inside = node.get("/K", pikepdf.Array())
        kids = inside if isinstance(inside, pikepdf.Array) else [inside]
        within = (*parents, str(node.get("/S", "")))
        waiting += [
            (kid, within)
            for kid in reversed(list(kids))
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid
        ]


@some_papers
def test_it_says_that_it_is_accessible(kind, document, sheet):
    """It is marked, has a language and a title that a window shows, and claims UA-1."""
    with opened(paper(kind, document, sheet)) as file:
        root = file.Root
        assert bool(root.MarkInfo.Marked) is True
        assert str(root.Lang) == "en"
        assert bool(root.ViewerPreferences.DisplayDocTitle) is True
        assert "gradual reduction" in str(file.docinfo.Title)
        with file.open_metadata() as about:
            assert about["pdfuaid:part"] == "1"
            assert about["dc:title"] == str(file.docinfo.Title)
        assert all(each.Tabs == pikepdf.Name.S for each in file.pages)


@some_papers
def test_pictures_have_words_and_tables_have_headers(kind, document, sheet):
    """Each figure has a text instead; each table says which cells head its columns."""
    with opened(paper(kind, document, sheet)) as file:
        elements = list(tree(file))
        figures = [node for node, _ in elements if node.S == "/Figure"]
        assert all(str(node.get("/Alt", "")).strip() for node in figures)
        tables = [node for node, _ in elements if node.S == "/Table"]
        heads = [node for node, _ in elements if node.S == "/TH"]
        assert all(scope_of(node) == "/Column" for node in heads)
        assert all(heads_in(node) for node in tables)
        if kind in PROPOSED and document not in ("visit", "journal"):
            assert figures or tables


def scope_of(node):
    given = node.get("/A", pikepdf.Array())
    held = given if isinstance(given, pikepdf.Array) else [given]
    return next((str(each.Scope) for each in held if "/Scope" in each), None)


def heads_in(table):
    return [node for node, parents in below(table) if node.S == "/TH"]


def below(node):
    kids = node.K if isinstance(node.K, pikepdf.Array) else [node.K]
    for kid in kids:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid, ()
            if "/K" in kid:
                yield from below(kid)


@some_papers
def test_headings_are_a_ladder(kind, document, sheet):
    """One heading of the first rank, and no rank left out on the way down."""
    with opened(paper(kind, document, sheet)) as file:
        ranks = [
            int(str(node.S)[2:])
            for node, _ in tree(file)
            if str(node.S).startswith("/H") and str(node.S)[2:].isdigit()
        ]
    assert ranks[0] == 1
    assert ranks.count(1) == 1
    assert all(low - high <= 1 for high, low in pairwise(ranks))


@some_papers
def test_nothing_runs_and_nothing_is_reached(kind, document, sheet):
    """No script, no attachment, no form, no link, nothing that lies elsewhere."""
    with opened(paper(kind, document, sheet)) as file:
        keys, addresses = set(), []
        for node in file.objects:
            collect(node, keys, addresses)
        fonts = [
            node
            for node in file.objects
            if isinstance(node, pikepdf.Dictionary)
            and node.get("/Type") == pikepdf.Name.FontDescriptor
        ]
        assert fonts
        assert all({"/FontFile2", "/FontFile3"} & set(font.keys()) for font in fonts)
        names = {str(font.FontName).partition("+")[2] for font in fonts}
    assert names <= {"AtkinsonHyperlegible-Regular", "AtkinsonHyperlegible-Bold"}
    assert not keys & {
        "/JS",
        "/JavaScript",
        "/EmbeddedFiles",
        "/EF",
        "/AF",
        "/AcroForm",
        "/OpenAction",
        "/AA",
        "/Launch",
        "/GoToR",
        "/GoToE",
        "/SubmitForm",
        "/ImportData",
        "/RichMedia",
        "/XFA",
        "/FDecodeParms",
        "/FFilter",
    }
    assert [each for each in addresses if not each.startswith("https://")] == []


def collect(node, keys, addresses):
    """Every key and name in an object, and where it would lead."""
    waiting = [node]
    while waiting:
        value = waiting.pop()
        if isinstance(value, pikepdf.Name):
            keys.add(str(value))
        elif isinstance(value, pikepdf.Stream | pikepdf.Dictionary):
            held = value.stream_dict if isinstance(value, pikepdf.Stream) else value
            if "/URI" in held and held.get("/S") == pikepdf.Name.URI:
                addresses.append(str(held.URI))
            for key, inner in held.items():
                keys.add(key)
                if not is_elsewhere(inner):
                    waiting.append(inner)
        elif isinstance(value, pikepdf.Array):
            waiting += [inner for inner in value if not is_elsewhere(inner)]


def is_elsewhere(value):
    return isinstance(value, pikepdf.Object) and value.is_indirect


@some_papers
def test_it_fits_the_sheet(kind, document, sheet):
    """Every page has the size of the sheet; a calendar lies on its side."""
    lies = document == "calendar" and kind in PROPOSED
    wanted = [each * POINTS_A_MILLIMETRE for each in MILLIMETRES[sheet]]
    with seen(paper(kind, document, sheet)) as file:
        sizes = {tuple(each.get_size()) for each in file}
    assert len(sizes) == 1
    assert sizes.pop() == pytest.approx(wanted[::-1] if lies else wanted, abs=0.1)


@pytest.mark.parametrize("kind", ["lorazepam-us", "emergency"])
@pytest.mark.parametrize("document", DOCUMENTS)
def test_same_view_same_bytes(kind, document):
    """Made again, a paper is the same to the last byte."""
    again = paper.__wrapped__(kind, document)
    assert again == paper(kind, document)
