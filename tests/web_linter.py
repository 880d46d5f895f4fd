"""A linter for the site: who may touch the database, and in whose name.

Reads code without running it.  `faults` gives a sentence for each line that breaks a
rule; the exceptions stand here, each with its reason.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path


READ = ("objects", "_default_manager", "_base_manager")
WRITE = (
    "save",
    "create",
    "bulk_create",
    "get_or_create",
    "update_or_create",
    "update",
    "bulk_update",
    "delete",
)
SQL = ("cursor", "raw", "execute", "executemany", "executescript")
KINDS = {
    **dict.fromkeys(READ, "read"),
    **dict.fromkeys(WRITE, "write"),
    **dict.fromkeys(SQL, "sql"),
}
ALLOWED = {
    "*/models.py": "read write",
    "*/queries.py": "read",
    "*/actions.py": "read write",
    "*/migrations/*.py": "read write sql",
    "spaces/writing.py": "read write",
    "audit/append_only.py": "sql",
    "audit/rows.py": "read",
    "audit/tables.py": "read",
    "audit/whole.py": "read sql",
    "keeping/*.py": "read sql",
    "seeding.py": "read write",
    "bulk_seeding.py": "read write",
}
"""What a file may do with the database; every other file asks those."""

NO_VIEWER = {
    "audit/queries.py": {
        "events_of": "the caller names the space that it was let into",
        "faults": "the operator checks every chain, from the command line",
    },
    "accounts/queries.py": {
        "account_named": "asked while somebody signs in, before they are known",
        "account_of": "asked while somebody signs in, before they are known",
    },
}
NO_ACTOR = {
    "accounts/actions.py": "accounts are no part of a space, and exist before one",
}
SEEN_BY_PAGES = {"User": "the type of who looks"}
PAGES = ("views.py", "*_views.py", "forms.py", "*_forms.py", "templatetags/*.py")
OURS = "stepwell.web."
SEEDING = ("stepwell.web.seeding", "stepwell.web.bulk_seeding")


@dataclass(frozen=True)
class Module:
    """A file: where it stands below the folder of the site, and its code."""

    place: str
    tree: ast.Module

    @classmethod
    def of(cls, place: str, text: str) -> "Module":
        return cls(place, ast.parse(text))

    @property
    def name(self) -> str:
        return self.place.rsplit("/", 1)[-1]

    def functions(self) -> Iterator[ast.FunctionDef]:
        """What others may call."""
        for each in self.tree.body:
            if isinstance(each, ast.FunctionDef) and not each.name.startswith("_"):
                yield each


def faults(place: str, text: str) -> list[str]:
    """What is wrong in a file, a sentence with the line each."""
    module = Module.of(place, text)
    rules = (_touches, _viewers, _actors, _models_in_pages, _seeds)
    return [f"{place}:{line}: {said}" for rule in rules for line, said in rule(module)]


def faults_of_site(folder: Path) -> list[str]:
    """What is wrong in all files below a folder."""
    return [
        fault
        for file in sorted(folder.rglob("*.py"))
        for fault in faults(
            file.relative_to(folder).as_posix(), file.read_text("utf-8")
        )
    ]


Said = Iterator[tuple[int, str]]


def _touches(module: Module) -> Said:
    """Only some files touch the database."""
    allowed: set[str] = set()
    for pattern, kinds in ALLOWED.items():
        if fnmatch(module.place, pattern):
            allowed |= set(kinds.split())
    for node in ast.walk(module.tree):
        name = _touched(node)
        if name and KINDS[name] not in allowed:
            yield node.lineno, f".{name} is for {_places(KINDS[name])}"


def _places(kind: str) -> str:
    return ", ".join(each for each, kinds in ALLOWED.items() if kind in kinds.split())


def _touched(node: ast.AST) -> str:
    """The name by which a piece of code reaches for the database; empty if none."""
    if isinstance(node, ast.Attribute) and node.attr in READ:
        return node.attr
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return ""
    name = node.func.attr
    # A dict is updated with another; rows are updated by keywords.
    is_of_dict = name == "update" and bool(node.args or not node.keywords)
    return name if name in KINDS and not is_of_dict else ""


def _viewers(module: Module) -> Said:
    """Whoever reads says for whom."""
    if module.name != "queries.py":
        return
    exempt = NO_VIEWER.get(module.place, {})
    for function in module.functions():
        if function.name not in exempt and not _is_first(function, "viewer"):
            yield (
                function.lineno,
                f"{function.name}: the first argument is viewer: User",
            )


def _actors(module: Module) -> Said:
    """Whoever writes says in whose name, and writes in the one way there is."""
    if module.name != "actions.py" or module.place in NO_ACTOR:
        return
    for function in module.functions():
        if _is_first(function, "work", "Work"):
            continue  # it is part of what another action does
        if not _is_first(function, "actor"):
            yield function.lineno, f"{function.name}: the first argument is actor: User"
        deeds = _deeds_of_others(module)
        if not any(_is_writing(node, deeds) for node in ast.walk(function)):
            yield (
                function.lineno,
                f"{function.name}: writes without `with writing(...)`",
            )


def _is_first(function: ast.FunctionDef, name: str, kind: str = "User") -> bool:
    arguments = [*function.args.posonlyargs, *function.args.args]
    if not arguments or arguments[0].arg != name:
        return False
    annotation = arguments[0].annotation
    return annotation is not None and ast.unparse(annotation).strip("'\"") == kind


def _deeds_of_others(module: Module) -> set[str]:
    """What a file calls of other rooms' actions."""
    return {
        each.asname or each.name
        for node in _imports(module.tree.body)
        if (node.module or "").endswith(".actions")
        for each in node.names
    }


def _is_writing(node: ast.AST, deeds: set[str]) -> bool:
    """Tell whether code writes in the one way, or lets another room do so."""
    if isinstance(node, ast.With):
        return any(
            isinstance(item.context_expr, ast.Call)
            and ast.unparse(item.context_expr.func) == "writing"
            for item in node.items
        )
    return (
        isinstance(node, ast.Call)
        and ast.unparse(node.func) in deeds
        and [ast.unparse(each) for each in node.args[:1]] == ["actor"]
    )


def _models_in_pages(module: Module) -> Said:
    """Pages know rows only as types, and choices."""
    if not any(fnmatch(module.place, f"*{each}") for each in PAGES):
        return
    for node in _imports(module.tree.body):
        if (node.module or "").startswith(OURS) and node.module.endswith(".models"):
            for name in (each.name for each in node.names):
                if not _is_harmless(node.module, name):
                    yield node.lineno, f"a page knows no {name} of {node.module}"


def _imports(body: list[ast.stmt]) -> Iterator[ast.ImportFrom]:
    """Every import that runs: those for types alone do not."""
    for each in body:
        if isinstance(each, ast.If) and "TYPE_CHECKING" in ast.unparse(each.test):
            yield from _imports(each.orelse)
            continue
        yield from (n for n in ast.walk(each) if isinstance(n, ast.ImportFrom))


def _is_harmless(module: str, name: str) -> bool:
    """Tell whether a name of a file of models is a constant or a choice."""
    if name in SEEN_BY_PAGES or name.isupper():
        return True
    file = Path(__file__).parents[1] / "src" / (module.replace(".", "/") + ".py")
    classes = [
        each
        for each in (ast.parse(file.read_text("utf-8")).body if file.exists() else [])
        if isinstance(each, ast.ClassDef) and each.name == name
    ]
    return any("Choices" in ast.unparse(base) for c in classes for base in c.bases)


def _seeds(module: Module) -> Said:
    """No page makes people up."""
    if f"stepwell.web.{module.place[:-3].replace('/', '.')}" in SEEDING:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            named = {each.name for each in node.names}
            named.add(getattr(node, "module", None) or "")
            if named & {*SEEDING, "seeding", "bulk_seeding"}:
                yield node.lineno, "made-up people are for demo and load alone"
