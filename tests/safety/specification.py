"""What the tests of a rule say, as sentences for the published rule book."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path


FOLDER = Path(__file__).parent
IDS = re.compile(r"\bG\d\d\b")
OWNERS = re.compile(r"\b([Pp]erson|[Pp]rescriber|[Ss]tranger)s\b")


@cache
def specification() -> dict[str, list[str]]:
    """The name and the meaning of each test, by the rules it names."""
    said = defaultdict(list)
    for file in sorted(FOLDER.glob("test_g[0-9]*.py")):
        for test, rules in tests_of(file):
            for rule in rules:
                said[rule].append(f"{spoken(test.name)}. {meaning(test)}")
    return dict(said)


def tests_of(file: Path) -> Iterator[tuple[ast.FunctionDef, set[str]]]:
    """The tests of a file with the rules they name, themselves or through a helper.

    A test that names none is about the only rule of its file.
    """
    whole = file.read_text("utf-8")
    parts = ast.parse(whole).body
    helpers = {
        name: set(IDS.findall(ast.get_source_segment(whole, part) or ""))
        for part in parts
        for name in names_of(part)
    }
    only = re.fullmatch(r"test_(g\d\d)_(?!and_|to_).*", file.stem)
    for part in parts:
        if isinstance(part, ast.FunctionDef) and part.name.startswith("test_"):
            named = ids_in(part, whole, helpers)
            yield part, named or ({only[1].upper()} if only else set())


def ids_in(test: ast.FunctionDef, whole: str, helpers: dict[str, set[str]]) -> set[str]:
    """The rules that a test names, or that the helpers it uses name."""
    decorators = [ast.get_source_segment(whole, each) for each in test.decorator_list]
    source = " ".join(map(str, [*decorators, ast.get_source_segment(whole, test)]))
    found = set(IDS.findall(source))
    for node in ast.walk(test):
        if isinstance(node, ast.Name):
            found |= helpers.get(node.id, set())
    return found


def names_of(part: ast.stmt) -> list[str]:
    """What a statement of a file defines."""
    if isinstance(part, ast.FunctionDef) and not part.name.startswith("test_"):
        return [part.name]
    if isinstance(part, ast.Assign):
        return [each.id for each in part.targets if isinstance(each, ast.Name)]
    return []


def spoken(name: str) -> str:
    """A test's name as words, without the hazards that it holds off."""
    *_, words = re.split(r"^test_(?:(?:H\d\d|trap)_)*", name)
    said = words[0].upper() + words[1:].replace("_", " ")
    return OWNERS.sub(r"\1's", said)


def meaning(test: ast.FunctionDef) -> str:
    """The first paragraph of a test's docstring, in one line."""
    first = (ast.get_docstring(test) or "").split("\n\n")[0]
    return " ".join(first.split())
