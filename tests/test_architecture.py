"""The house stays as it was designed: who may know whom, and what stands where.

- The **stages** stand in the order of the flow; a stage knows itself, earlier stages and the shared modules.
- Every other module at the top is **shared** and knows only shared ones, and the **border**: the values of
  the YAML files (`load.models`, `load.fields`), which know only shared ones and each other.
- Above all stages are the **drivers**: the command line knows everything, the desk what a clerk's work takes,
  the pipeline the stages; nobody knows them but the MkDocs hook, which runs the same pipeline when MkDocs is
  started by itself.
- The **front door's** bootstrap knows nobody, as nothing is installed yet when it runs.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from juanzong.findings import codes

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "juanzong"
STAGES = (
    "load",
    "collect",
    "extract",
    "screen",
    "classify",
    "authenticity",
    "compile",
    "office",
    "index",
    "publish",
    "site",
    "pack",
)
DRIVERS = {
    "pipeline": {*STAGES, "shared"},
    "desk": {*STAGES[: STAGES.index("publish") + 1], "shared", "pipeline"},
    "serving": {*STAGES, "shared", "pipeline", "desk"},
    "cli": {*STAGES, "shared", "pipeline", "desk", "serving"},
    "bootstrap": set[str](),
    "__main__": {"cli"},
}
BORDER = (
    "juanzong.load.models",
    "juanzong.load.fields",
    "juanzong.load.organisation",
    "juanzong.load.privacy",
    "juanzong.load.policies",
    "juanzong.load.authenticity",
    "juanzong.load.release",
    "juanzong.load.storage",
    "juanzong.load.former",
    "juanzong.load.points",
    "juanzong.load.problems",
    "juanzong.load.reports",
    "juanzong.load.crosswalk",
    "juanzong.load.highlights",
    "juanzong.load.handoff",
    "juanzong.load.scoring",
)
HOOK = "juanzong.site.hook"
ONLY_IN = {
    "mkdocs": {"publish", "site"},
    "material": {"publish", "site"},
    "click": {"cli"},
    "whoosh": {"index"},
    "dask": {"extract"},
    "distributed": {"extract"},
}
MODULE_LINES = 400
ONE_FILE = {"tools/verify.py": 560}
"""Programs that go onto a carrier by themselves, and so cannot be parted."""
PIPELINE_LINES = 150

MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(tree: ast.Module) -> Iterator[str]:
    """Dotted names of everything imported anywhere in a module, inside functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute here"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def place(dotted: str) -> str:
    """The stage or driver that a module of ours belongs to, `shared` for the rest."""
    top = f"{dotted}.".split(".")[1]
    return top if top in STAGES or top in DRIVERS else "shared"


def known_to(module: str) -> set[str]:
    """The places whose modules a module may import."""
    own = place(module)
    if own in DRIVERS:
        return DRIVERS[own] | {own}
    if own == "shared" or module in BORDER:
        return {"shared"}
    known = {"shared", *STAGES[: STAGES.index(own) + 1]}
    return known | {"pipeline"} if module == HOOK else known


def trespasses(module: str, tree: ast.Module) -> list[str]:
    """The imports of a module that the rules above forbid."""
    ours = (dotted for dotted in imports(tree) if dotted.startswith("juanzong."))
    known = known_to(module)
    return [
        dotted
        for dotted in ours
        if place(dotted) not in known and not f"{dotted}.".startswith(tuple(f"{b}." for b in BORDER))
    ]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_know_only_what_comes_before_them(path: Path) -> None:
    assert trespasses(name_of(path), tree_of(path)) == []


@pytest.mark.parametrize(
    ("module", "source", "forbidden"),
    [
        ("juanzong.collect.git", "from juanzong.extract import extract", True),
        ("juanzong.extract", "from juanzong.collect import collect", False),
        ("juanzong.screen", "def f():\n    import juanzong.publish.files", True),
        ("juanzong.cache", "from juanzong.load.archive import load", True),
        ("juanzong.model", "from juanzong.load.models import Slot", False),
        ("juanzong.load.models", "from juanzong.load.archive import load", True),
        ("juanzong.index", "from juanzong import pipeline", True),
        ("juanzong.site.hook", "from juanzong.pipeline import prepare", False),
        ("juanzong.pipeline", "from juanzong.cli import main", True),
        ("juanzong.bootstrap", "from juanzong.lang import Lang", True),
    ],
)
def test_the_rules_tell_right_from_wrong(module: str, source: str, *, forbidden: bool) -> None:
    assert bool(trespasses(module, ast.parse(source))) is forbidden


def test_every_stage_that_is_there_is_a_stage_of_the_flow() -> None:
    assert {s for s in STAGES if (PACKAGE / s).exists()} >= set(STAGES[:-1])


@pytest.mark.parametrize("library", ONLY_IN)
def test_libraries_stay_where_they_belong(library: str) -> None:
    users = {
        place(name_of(path))
        for path in MODULES
        if any(dotted.split(".")[0] == library for dotted in imports(tree_of(path)))
    }
    assert users <= ONLY_IN[library]


def test_the_pipeline_is_one_page_that_names_the_stages_in_order() -> None:
    path = PACKAGE / "pipeline.py"
    assert len(path.read_text(encoding="utf-8").splitlines()) <= PIPELINE_LINES
    called = [
        (node.lineno, node.args[0].value)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "stage"
        and isinstance(node.args[0], ast.Constant)
    ]
    named = [name for _, name in sorted(called, key=lambda call: call[0])]
    assert named == [s for s in STAGES if s in named]
    assert set(named) >= set(STAGES[: STAGES.index("site")])


@pytest.mark.parametrize("folder", ["juanzong", "tests", "tools", "bench"])
def test_modules_hold_one_thing(folder: str) -> None:
    lines = {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in (ROOT / folder).rglob("*.py")
    }
    assert {name: count for name, count in lines.items() if count > ONE_FILE.get(name, MODULE_LINES)} == {}


def test_only_the_command_line_prints() -> None:
    printing = {
        name_of(path)
        for path in MODULES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    }
    assert {place(name) for name in printing} <= {"cli"}


def strings(tree: ast.Module) -> Iterator[str]:
    """Every string in a module but its docstrings and other bare ones."""
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
            yield node.value


def test_the_catalogue_of_findings_is_what_the_code_uses() -> None:
    used = {
        code
        for path in MODULES
        for text in strings(tree_of(path))
        for code in re.findall(r"\bJZ\d{3}\b", text)
    }
    assert sorted(used - set(codes())) == []
    assert sorted(set(codes()) - used) == []


def test_text_is_opened_with_its_encoding_named() -> None:
    """Windows has others; a clerk's file must not depend on whose machine wrote it."""
    careless = [
        f"{name_of(path)}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"read_text", "write_text"}
        and not any(keyword.arg == "encoding" for keyword in node.keywords)
        and len(node.args) < {"read_text": 1, "write_text": 2}[node.func.attr]
    ]
    assert careless == []
