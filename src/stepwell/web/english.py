"""What stays English on a page of another language, and how the page says so.

Dose sentences and the words of the pure rooms are tested in English, and are not
translated; where they stand, the markup names their language.  Each tag gives the
attribute of an element, and nothing on an English page.
"""

from django.conf import settings
from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi


register = Library()


class English(str):
    """Words of the pure rooms, which are English on every page."""

    __slots__ = ()


@register.simple_tag
def is_english_page() -> bool:
    """Tell whether the page is English."""
    return (get_language() or settings.LANGUAGE_CODE).startswith("en")


@register.simple_tag
def in_english() -> SafeString:
    """The words of this element are English."""
    if is_english_page():
        return SafeString()
    direction = ' dir="ltr"' if get_language_bidi() else ""
    return SafeString(f' lang="en"{direction}')


@register.simple_tag
def language_of(words: object) -> SafeString:
    """These words are English if the pure rooms said them."""
    return in_english() if isinstance(words, English) else SafeString()


@register.simple_tag
def in_page_language() -> SafeString:
    """The words of this element, inside English ones, are those of the page again."""
    if is_english_page():
        return SafeString()
    direction = ' dir="rtl"' if get_language_bidi() else ""
    return format_html(' lang="{}"{}', get_language(), SafeString(direction))


@register.simple_tag
def languages() -> list[tuple[str, str]]:
    """The languages to choose from, each with its own name for itself."""
    return list(settings.LANGUAGES)
