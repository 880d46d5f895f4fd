"""What people write stays text: no markup, no file, no link, nothing off the page."""

import json
import unicodedata
from dataclasses import replace
from functools import cache

import page
import pytest
from tests.documents.papers import (
    DOCUMENTS,
    FIRST,
    KINDS,
    assert_on_the_page,
    made,
    opened,
    pages_of,
    paper,
    plain,
    raw_pages,
    seen,
    text_of,
    view_of,
)
from tests.documents.test_papers_are_accessible import collect

from factories import FORMULARY, request_document
from journals import as_json
from stepwell.documents import plan_text
from stepwell.documents.paper.frame import frame
from stepwell.documents.paper.signs import SHOWN, printable, printable_text
from stepwell.documents.paper.typeset import Sheet, typeset
from stepwell.interop.documents_in import parse_json
from stepwell.interop.errors import InputError
from stepwell.interop.journal_reader import read_journal
from stepwell.interop.request_care import LONGEST_NAME, read_name
from stepwell.interop.request_reader import read_request


HOSTILE = {
    "import": '#import "/etc/passwd": *',
    "read": '#read("/etc/passwd")',
    "link call": '#link("javascript:alert(1)")[here]',
    "image": '#image("/etc/hostname") #panic()',
    "mathematics": "$x^2$ $ sum_(k=0)^n k $",
    "markup": "*bold* _slanted_ = Heading - item + item / Term: x",
    "link": "[link](javascript:alert(1))",
    "address": "https://evil.example/a?b#c http://evil.example file:///etc/passwd",
    "closing": ']]})))"}, {"mark": "", "person": "Somebody else',
    "raw": "```typ #read('/etc/passwd') ``` `x` <label> @label ~ -- --- ...",
    "comment": "Robin // nothing /* of this */",
    "escape": "\\u{1F600} \\# \\\\ \\",
    "tags": "<script>alert(1)</script>&lt;b&gt;&amp;",
    "right to left": "Dr \u202eelpmaxE\u202c \u200f\u2067x\u2069",
    "control": "a\x1b[31mb\x07\x7f\x85c",
    "nothing": "a\x00b",
    "surrogate": "a\ud800b\udfff",
    "emoji": "Robin \U0001f600\U0001f469\u200d\u2695\ufe0f",
    "Chinese": "山田太郎 born 昭和55年",
    "Arabic": "روبن ١٩٨٠",
    "combining": "Zoe\u0308 a" + "\u0323\u0310" * 40,
    "lines": "Robin\nVersion 9\r\nAGREED\u2028x\u2029y\x0bz",
    "no width": "Ro\u200bbin\u2060\ufeff\u00ad",
    "wide word": "W" * 10_000,
    "wide words": "WWWWWWWWWWWWWWWWWWW " * 500,
    "thirty": ("W" * 30 + " ") * 300,
    "dots": "." * 10_000,
    "slashes": "WW/" * 3_000 + "/" * 1_000,
    "dates": "Step 1: Monday 4 January 2027 Take one 10 milligram tablet",
}
KEYS = ("nothing", "surrogate", "control")
FILE_SAYS = ("root:", "daemon:", "/bin/")
SOME = ("list", "journal", "pharmacy")
"""The papers whose templates differ most; the telling texts go through all."""
TELLING = ("read", "link", "closing", "wide word", "wide words", "surrogate", "lines")
every_text = pytest.mark.parametrize("name", HOSTILE)


def fields(text):
    """Every free field of a request, with the most of a text that it may hold."""
    name = text[:LONGEST_NAME]
    return {
        "care": {"prescriber": name},
        "co_drugs": [{"name": text[:80], "started": "2027-01-20"}],
        "agreed_rule": {"with": name, "on": "2027-01-02"},
        "overrides": [{"rule": "G02", "reason": f"because {text}"[:500], "by": name}],
    }


def as_request(**given):
    document = request_document(
        market="gb",
        current=[{"drug": "zopiclone", "time": "bedtime", "dose": "7.5 mg"}],
        author="prescriber",
        **given,
    )
    return read_request(parse_json(json.dumps(document)), FORMULARY)


def documents(name):
    return DOCUMENTS if name in TELLING else SOME


def is_read(**given):
    try:
        as_request(**given)
    except InputError:
        return False
    return True


def journal_of(text):
    """A journal with a text in each of its free fields that takes it."""
    usual = {"occurred_at": "2027-01-05", "author": "prescriber"}
    records = [
        {"kind": "note", "text": text[:4000]},
        {"kind": "life_event", "text": text[:4000]},
        {"kind": "contact", "text": text[:4000]},
        {"kind": "co_drug_started", "name": text[:80]},
        {"kind": "cleared", "flags": ["seizure"], "by": text[:LONGEST_NAME]},
        {"kind": "symptom", "symptom": "tremor", "rating": 3},
        {"kind": "symptom", "symptom": text[:80], "rating": 3},
    ]
    kept = []
    for number, record in enumerate(records):
        told = {"id": f"r{number}", **usual, **record}
        try:
            read_journal(as_json([told]), FORMULARY)
        except InputError:
            continue
        kept.append(told)
    return as_json(kept)


@cache
def hostile(name):
    """A proposal and a view with a text wherever it may stand, and a journal of it."""
    text = HOSTILE[name]
    given = {
        key: value for key, value in fields(text).items() if is_read(**{key: value})
    }
    proposed = made(as_request(**given))
    view, short = proposed.view(FIRST), text[:LONGEST_NAME]
    edition = replace(view.edition, person=short, agreed_with=short)
    return proposed, replace(view, edition=edition), journal_of(text)


@cache
def hostile_paper(name, document, sheet=Sheet.A4):
    proposed, view, journal = hostile(name)
    return proposed.paper(view, document, sheet, journal)


@cache
def harmless(document):
    """The same papers of somebody with a plain name."""
    HOSTILE.setdefault("harmless", "Robin Example")
    try:
        return hostile_paper("harmless", document)
    finally:
        del HOSTILE["harmless"]


@every_text
def test_a_name_stands_on_each_page_as_it_was_written(name):
    """Letter for letter, on one line; what no font shows is a visible question mark."""
    wanted = plain(printable_text(HOSTILE[name][:LONGEST_NAME]))
    for document in documents(name):
        for text in pages_of(hostile_paper(name, document)):
            assert squeezed(wanted) in squeezed(text)
            assert "DRAFT" in text
            assert "Version 1." in text


@every_text
def test_no_file_is_read_and_nothing_is_linked(name):
    """No content of a file, no link, no script: whatever was written."""
    for document in documents(name):
        content = hostile_paper(name, document)
        text = text_of(content)
        assert not any(each in text for each in FILE_SAYS)
        keys, addresses = set(), []
        with opened(content) as file:
            for node in file.objects:
                collect(node, keys, addresses)
        assert addresses == []
        assert not keys & {"/URI", "/JS", "/JavaScript", "/Launch", "/EmbeddedFiles"}


@every_text
def test_the_layout_stays(name):
    """As many pages as with a plain name, and one more where the text needs it."""
    for document in documents(name):
        with (
            seen(hostile_paper(name, document)) as found,
            seen(harmless(document)) as usual,
        ):
            assert 0 <= len(found) - len(usual) <= 1
            assert found[0].get_size() == usual[0].get_size()


@every_text
def test_all_of_it_is_on_the_page(name):
    """No letter of any text is cut off, on any sheet."""
    for document in documents(name):
        sheet = list(Sheet)[len(name + document) % len(Sheet)]
        assert_on_the_page(hostile_paper(name, document, sheet), document)


@pytest.mark.parametrize(
    "name", ["wide word", "wide words", "thirty", "combining", "slashes"]
)
def test_the_widest_of_it_is_on_every_sheet(name):
    """The widest letters there are, on both sheets."""
    for document in DOCUMENTS:
        for sheet in Sheet:
            assert_on_the_page(hostile_paper(name, document, sheet), document)


@every_text
def test_a_checker_still_finds_no_fault(name):
    """Whatever is written, a paper can be read aloud."""
    for document in documents(name):
        report = page.validate_pdf_bytes(hostile_paper(name, document), profile="ua1")
        assert [each.message for each in report.failures] == []


@every_text
def test_a_long_text_in_a_paragraph_and_a_cell_is_set(name):
    """Text breaks into lines and pages, within the paper, longer than any may be."""
    text = HOSTILE[name]
    words = {
        **frame(view_of("zopiclone-gb"), "A gradual reduction"),
        "body": [
            {"kind": "heading", "text": text[:200]},
            {"kind": "part", "text": text[:200]},
            {"kind": "para", "text": text[:700], "style": "", "indent": 2},
            {"kind": "items", "texts": [text[:2_000], text]},
            {
                "kind": "table",
                "header": ["A", text[:100]],
                "rows": [[text[:500], "b"], ["c", text[:500]]],
                "aligned": ["left", "right"],
            },
        ],
    }
    content = typeset("blocks", words, Sheet.A4)
    wanted = squeezed(plain(printable_text(text[:200])))
    assert squeezed(text_of(content)).count(wanted) >= 2
    assert_on_the_page(content, name)


@pytest.mark.parametrize("name", KEYS)
def test_what_a_terminal_obeys_is_refused_before_it_gets_here(name):
    """Control characters, NUL and lone surrogates from JSON are no name."""
    with pytest.raises(InputError):
        read_name(json.loads(json.dumps(HOSTILE[name])), "--for")
    assert not any(
        is_read(**{key: value}) for key, value in fields(HOSTILE[name]).items()
    )


def test_each_sign_that_counts_as_shown_is_shown():
    """Every one of them is drawn with a glyph of its own, from an embedded font."""
    signs = [chr(number) for number in range(0x20, 0x3000)]
    shown = [sign for sign in signs if SHOWN.match(sign)]
    texts = [" ".join(shown[at : at + 30]) for at in range(0, len(shown), 30)]
    body = [{"kind": "items", "texts": texts}]
    words = {**frame(view_of("zopiclone-gb"), "A gradual reduction"), "body": body}
    found = "".join(raw_pages(typeset("blocks", words, Sheet.A4)))
    normal = {unicodedata.normalize("NFC", sign) for sign in shown if sign.strip()}
    assert {sign for sign in normal if SHOWN.match(sign)} - set(found) == set()


def test_text_is_put_on_one_line_of_signs_that_are_shown():
    """Spaces of all kinds become one, accents stay, the rest is a question mark."""
    assert printable_text("  a\t\n b\u00a0\u2003c\u2028d ") == "a b c d"
    assert (
        printable_text("e\u0301 Zo\u00eb \u0141\u00f3d\u017a")
        == "\u00e9 Zo\u00eb \u0141\u00f3d\u017a"
    )
    assert printable_text("a\u0323\u0310\u202e\u200b\x00\ud800") == "\u1ea1?????"
    assert printable_text("\U0001f600山") == "??"
    assert printable_text("") == ""


def test_a_long_word_may_break_and_says_the_same():
    """A break changes no letter, and short words and numbers stay whole."""
    word = "".join(chr(ord("a") + at % 26) for at in range(500))
    told = printable_text(word)
    assert told.replace("\u200b", "") == word
    assert max(map(len, told.split("\u200b"))) <= 12
    for short in ("chlordiazepoxide", "stepwell_proposal", "0.125", "/guidance/ng215"):
        assert printable_text(short) == short


def test_every_text_in_a_value_is_made_printable():
    """Lists, tuples and mappings within each other; numbers and truths stay."""
    value = {"a": ["\x00", ("\n b", 3)], "b": {"c": "\u202e", "d": None, "e": True}}
    assert printable(value) == {
        "a": ["?", ["b", 3]],
        "b": {"c": "?", "d": None, "e": True},
    }


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("kind", KINDS)
def test_our_own_sentences_need_no_question_mark(kind, document):
    """No sign of ours is lost: where a paper asks, our own text asks."""
    if document == "calendar" and kind not in ("zopiclone-gb", "temazepam-us"):
        return  # its words are those of the list
    view = view_of(kind)
    ours = squeezed(" ".join(line.text for line in plan_text(view)))
    text = squeezed(text_of(paper(kind, document)))
    ends = [
        text[max(0, at - 15) : at + 1] for at, sign in enumerate(text) if sign == "?"
    ]
    assert [end for end in ends if end not in ours] == []


def squeezed(text):
    """A text without its spaces."""
    return "".join(text.split())
