"""A second opinion: the words of the command line, and nothing is kept."""

from pathlib import Path

import pytest

from site_walk import Walk, errors, main, named, words
from stepwell.cli.review import reviewed
from stepwell.documents.blocks import Gap, Heading, Table
from stepwell.documents.review_text import review_blocks
from stepwell.formulary import MARKETS


EXAMPLES = Path(__file__).parents[2] / "examples" / "schedules"
LETTER = "From 4 January 2027 for 2 weeks: diazepam 5 mg morning, 9 mg night"


def looked_at(**said):
    return Walk().post("/second-opinion", **said)


def said_by(view):
    def each(block):
        if isinstance(block, Table):
            return " ".join(cell for row in (block.header, *block.rows) for cell in row)
        return f"DRAFT {block.text}" if isinstance(block, Heading) else block.text

    blocks = [block for block in review_blocks(view) if not isinstance(block, Gap)]
    return " ".join(" ".join(map(each, blocks)).split())


@pytest.mark.parametrize("market", MARKETS)
@pytest.mark.parametrize("name", [path.name for path in EXAMPLES.glob("*.csv")])
def test_the_page_says_what_the_command_line_says(market, name):
    """The same words, for every market and every example."""
    page = looked_at(text=(EXAMPLES / name).read_text(), market=market)
    view = reviewed(str(EXAMPLES / name), market)
    article = page.content.decode().partition("<article")[2].partition("</article>")[0]
    assert words(f"<article{article}") == said_by(view)


def test_a_pasted_letter_is_read_back_first(tmp_path):
    """With what was typed beside it; no option of the command line is named."""
    said = {"start": "2027-01-04", "now": "diazepam 5 mg morning, 10 mg night"}
    text = "2 weeks: diazepam 5 mg morning, 9 mg night"
    page = main(looked_at(text=text, market="gb", **said))
    assert "How it was read" in page
    assert 'as the field "First day" says' in page
    assert "--start" not in page


def test_what_is_missing_is_asked_for():
    """The text and the country; both stay when only one is there."""
    done = looked_at()
    assert [target for target, _ in named(done)] == ["#f-text", "#f-market-1"]
    done = looked_at(text=LETTER)
    assert errors(done) == ["Choose the country."]
    assert LETTER in done.content.decode()


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({"text": "take it easy"}, "text", ""),
        ({"text": LETTER}, "text", "Taken now"),
        ({"text": LETTER, "now": "5 mcg at night"}, "now", ""),
        ({"text": LETTER, "start": "soon"}, "start", "is not a day"),
        ({"text": "start,days\n1,2", "start": "2027-01-04"}, "start", "letter only"),
        ({"text": "{}"}, "text", ""),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(said, field, sentence):
    """In a sentence that names no option of the command line."""
    done = looked_at(market="gb", **said)
    ((target, found),) = named(done)
    assert target == f"#f-{field}"
    assert sentence in found
    assert "--" not in found


def test_H31_a_schedule_that_calls_for_help_is_answered_with_it(tmp_path, monkeypatch):
    """Nothing else is offered on such a page."""
    from dataclasses import replace

    from stepwell.plan.person import Person, RedFlag
    from stepwell.safety import Case
    from stepwell.web.opinions import opinion

    def with_sign(**said):
        case = Case(**said)
        signs = frozenset({RedFlag.SEIZURE})
        return replace(case, person=Person(red_flags=signs))

    monkeypatch.setattr(opinion, "Case", with_sign)
    page = looked_at(text=(EXAMPLES / "gradual.csv").read_text(), market="gb")
    assert "Get help now" in main(page)
    assert "urgent" in page.content.decode()
    assert "another schedule" not in main(page)


def test_nothing_of_it_is_kept():
    """No cookie but that of the form."""
    walk = Walk()
    walk.post("/second-opinion", text=LETTER, market="gb")
    assert set(walk.client.cookies) <= {"csrftoken"}
