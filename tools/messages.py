"""Bring the words of the site's pages into the files of their translations.

Run from the top of the repository, in the environment of the tests:

    .venv/test/bin/python tools/messages.py            write every file anew
    .venv/test/bin/python tools/messages.py --check    say what is wrong with them

Words are found in the templates and in the Python of the site.  What was translated
stays, what is not used any more goes.  A language is a folder in ``locale``; to begin
one, make ``locale/fr/LC_MESSAGES`` and run this.
"""

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize


WEB = Path(__file__).parents[1] / "src" / "stepwell" / "web"
LOCALE = WEB / "locale"
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
BEGUN = datetime(2026, 11, 30, tzinfo=UTC)
"""Always the same, so that only words change a file."""
COMMENT = """\
# What the pages of Stepwell say, translated.
# Written by tools/messages.py; docs/reference/translations.md has the rules."""


def used() -> Catalog:
    """Every message of the pages, with the files that it stands in."""
    catalog = Catalog()
    for path, source in sources():
        file = io.BytesIO(source.encode())
        for line, message, comments, context in extract("python", file, KEYWORDS):
            place = (path.relative_to(WEB).as_posix(), line)
            catalog.add(message, None, [place], [], comments, context=context)
    return catalog


def sources() -> Iterator[tuple[Path, str]]:
    """The files that may hold messages, each as Python."""
    for path in sorted(WEB.rglob("*.py")):
        if path.parent.name != "migrations":
            yield path, path.read_text(encoding="utf-8")
    for path in sorted((WEB / "templates").rglob("*.*")):
        lines = templatize(path.read_text(encoding="utf-8")).splitlines()
        yield path, "\n".join(line.lstrip() for line in lines)


def files() -> list[Path]:
    """The translations that there are, one file for each language."""
    return sorted(each / "django.po" for each in LOCALE.glob("*/LC_MESSAGES"))


def read(path: Path) -> Catalog:
    """The translation of one language; an empty one where there is none yet."""
    language = path.parts[-3]
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def brought(catalog: Catalog, messages: Catalog) -> Catalog:
    """The messages that are used, with the translations that are known."""
    made = Catalog(
        catalog.locale,
        project="Stepwell",
        version="",
        header_comment=COMMENT,
        msgid_bugs_address="",
        creation_date=BEGUN,
        revision_date=BEGUN,
        language_team="nobody yet",
        last_translator="nobody yet",
        fuzzy=False,
    )
    for each in messages:
        if not each.id:
            continue
        known = catalog.get(each.id, each.context)
        string, flags = None, set(each.flags)
        if known is not None and known.id == each.id:
            string = known.string
            flags |= known.flags & {"fuzzy"}
        made.add(each.id, string, each.locations, flags, context=each.context)
    return made


def po(catalog: Catalog) -> bytes:
    """The file that people write in."""
    file = io.BytesIO()
    write_po(file, catalog, width=88, sort_output=True, include_lineno=False)
    return file.getvalue()


def mo(catalog: Catalog) -> bytes:
    """The file that the site reads."""
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def wrong() -> Iterator[str]:
    """What is wrong with the files, a sentence each."""
    messages = used()
    for path in files():
        catalog = read(path)
        made, language = brought(catalog, messages), path.parts[-3]
        for each in made:
            if each.fuzzy:
                yield f"{language}: is it right? {each.id!r}"
            elif not all(strings(each.string)):
                yield f"{language}: not translated: {each.id!r}"
        compiled = path.with_suffix(".mo")
        if not path.exists() or path.read_bytes() != po(made):
            yield f"{language}: django.po is not what this program writes"
        if not compiled.exists() or compiled.read_bytes() != mo(made):
            yield f"{language}: django.mo is not that of django.po"


def strings(translated: str | tuple[str, ...]) -> tuple[str, ...]:
    """The forms of a translation: one, or one for each kind of number."""
    return translated if isinstance(translated, tuple) else (translated,)


def write() -> None:
    """Write every file anew."""
    messages = used()
    for path in files():
        made = brought(read(path), messages)
        path.write_bytes(po(made))
        path.with_suffix(".mo").write_bytes(mo(made))


def main(arguments: list[str]) -> int:
    """Write the files, or look at them; gives the exit status."""
    if arguments not in ([], ["--check"]):
        print(__doc__)
        return 2
    if not arguments:
        write()
    found = list(wrong())
    for each in found:
        print(each)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
