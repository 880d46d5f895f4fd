"""A page parted by its languages, and translations that give themselves away."""

import re
from html.parser import HTMLParser


VOID = {"meta", "link", "input", "img", "br", "hr"}
SPOKEN = ("alt", "aria-label", "placeholder", "title")


class Reader(HTMLParser):
    """The words of a page, each with the language that its markup names."""

    def __init__(self):
        super().__init__()
        self.open = [("", "")]
        self.said = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        language = given.get("lang") or self.open[-1][1]
        self.said += [(language, given[name]) for name in SPOKEN if given.get(name)]
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_endtag(self, tag):
        while self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if self.open[-1][0] not in ("script", "style"):
            self.said.append((self.open[-1][1], data))


def said_in(response):
    """What a page says, joined, by language: ``en`` is that of the pure rooms."""
    reader, found = Reader(), {}
    reader.feed(response.content.decode())
    for language, words in reader.said:
        found.setdefault(language, []).append(words)
    return {language: "\n".join(words) for language, words in found.items()}


def mark_translations(monkeypatch):
    """Let each translated text stand in brackets of its own."""
    place = "django.utils.translation.trans_real.DjangoTranslation"
    monkeypatch.setattr(f"{place}.gettext", lambda self, text: f"⟦{text}⟧")
    monkeypatch.setattr(
        f"{place}.ngettext",
        lambda self, one, more, count: f"⟦{one if count == 1 else more}⟧",
    )


def untranslated(response, language, known):
    """The words of a page in its own language that no translation gave."""
    rest, before = said_in(response)[language], ""
    while rest != before:
        rest, before = re.sub(r"⟦[^⟦⟧]*⟧", "", rest), rest
    found = re.findall(r"[^\W\d_]{2,}", rest)
    return [word for word in found if word.lower() not in known]
