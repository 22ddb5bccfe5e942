"""What a function can come to: the definitions that it names, those that they name, and so on."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Module:
    """A module's definitions by name, and what it imports: a name's module and name there, or a module's."""

    defined: dict[str, ast.AST]
    imported: dict[str, tuple[str, str]]


def reached(module: str, name: str, package: str) -> Iterator[ast.AST]:
    """The definitions in `package` that `module.name` can come to, each once."""
    waiting = [(module, name)]
    passed: set[tuple[str, str]] = set()
    while waiting:
        place = waiting.pop()
        if place in passed:
            continue
        passed.add(place)
        read = parsed(place[0])
        node = read.defined.get(place[1])
        if node is None:
            continue
        yield node
        waiting += _named(place[0], read, node, package)


def _named(own: str, read: Module, node: ast.AST, package: str) -> Iterator[tuple[str, str]]:
    for part in ast.walk(node):
        if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name):
            whole = read.imported.get(part.value.id)
            if whole and f"{whole[0]}.{whole[1]}".startswith(package):
                yield f"{whole[0]}.{whole[1]}", part.attr
        elif isinstance(part, ast.Name):
            if part.id in read.defined:
                yield own, part.id
            elif part.id in read.imported and read.imported[part.id][0].startswith(package):
                yield read.imported[part.id]


@cache
def parsed(module: str) -> Module:
    """A module of ours; one that is no file, as a name taken for a module, defines nothing."""
    path = ROOT / (module.replace(".", "/") + ".py")
    if not path.is_file():
        return Module({}, {})
    defined: dict[str, ast.AST] = {}
    imported: dict[str, tuple[str, str]] = {}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            defined[node.name] = node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                for name in ast.walk(target):
                    if isinstance(name, ast.Name):
                        defined[name.id] = node
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                imported[alias.asname or alias.name] = (node.module, alias.name)
    return Module(defined, imported)
