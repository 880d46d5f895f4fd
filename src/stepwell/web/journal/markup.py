"""An entry as markup: a journal has hundreds of them on a page, and templates are slow.

Whatever a person wrote goes through `format_html`, which escapes it.
"""

from collections.abc import Iterable
from functools import cache
from urllib.parse import quote

from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stepwell.web.journal.words import Words


PLACE = "-"
END_OF_LINE = mark_safe("<br>")
LONGEST_NAMED = 60


def said_markup(words: Words, time: str = "") -> SafeString:
    """What an entry says, with its time if that matters."""
    first, *more = words
    return format_html(
        '{}<span class="said">{}</span>{}',
        format_html('<span class="time">{}</span> ', time) if time else "",
        _lines(first),
        _more(more) if more else "",
    )


def _more(words: Iterable[str]) -> SafeString:
    told = ((_lines(each),) for each in words)
    return format_html_join("", '<span class="said more">{}</span>', told)


def before_markup(before: tuple[Words, ...], *, is_taken_back: bool) -> SafeString:
    """What stood there before, folded away; nothing where nothing did."""
    if not before:
        return SafeString()
    named = _("What was taken back") if is_taken_back else _("Was corrected")
    told = _("Before:")
    stood = ((told, _lines("; ".join(words))) for words in before)
    return format_html(
        '<details class="before"><summary>{}</summary>{}</details>',
        named,
        format_html_join("", "<p>{} {}</p>", stood),
    )


def deeds_markup(entry_id: str, words: Words, *, can_be_corrected: bool) -> SafeString:
    """The ways to put an entry right; each link says which entry it is about."""
    deeds = _deeds(get_language() or "", can_be_corrected)
    about, told = words[0][:LONGEST_NAMED], quote(entry_id, safe="")
    return format_html(deeds, told=told, about=about)


@cache
def _deeds(language: str, can_be_corrected: bool) -> str:
    """The links, with a place for the id and for the first words of an entry."""
    never = _link("journal-never", _("It never happened"))
    correct = _link("journal-correct", _("Correct")) if can_be_corrected else ""
    return f'<p class="deeds">{correct} {never}</p>'


def _link(name: str, label: str) -> str:
    address = reverse(name, args=[PLACE]).replace(f"/{PLACE}/", "/{told}/")
    about = '<span class="hidden">: {about}</span>'
    return f'<a href="{address}">{conditional_escape(label)}{about}</a>'


def _lines(text: str) -> SafeString:
    """A text as it was typed, line by line."""
    if "\n" not in text and "\r" not in text:
        return conditional_escape(text)
    return format_html_join(END_OF_LINE, "{}", ((each,) for each in text.splitlines()))
