"""Write the lock files from the versions installed in this environment.

`requirements.lock` is what running needs, `requirements-ocr.lock` what OCR needs besides, and
`requirements-test.lock` what testing, making the demo and reading by a cluster need besides both, on any of
the systems we support. After changing `pyproject.toml`:

    python -m venv fresh && fresh/bin/pip install -e ".[ocr,test,demo,dask]" && fresh/bin/python tools/lock.py
"""

import tomllib
from collections.abc import Iterable
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
SYSTEMS = (
    {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
    {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
)


def applies(requirement: Requirement, extras: Iterable[str]) -> bool:
    """Whether a requirement of a package wanted with `extras` holds on any system."""
    marker = requirement.marker
    return marker is None or any(
        marker.evaluate({**system, "extra": extra}) for system in SYSTEMS for extra in ("", *extras)
    )


def closure(wanted: Iterable[str]) -> dict[str, str]:
    """The version of every package that `wanted` needs, by canonical name."""
    todo = [Requirement(text) for text in wanted]
    seen: set[tuple[str, frozenset[str]]] = set()
    versions: dict[str, str] = {}
    while todo:
        requirement = todo.pop()
        name = canonicalize_name(requirement.name)
        if (name, frozenset(requirement.extras)) in seen:
            continue
        seen.add((name, frozenset(requirement.extras)))
        found = distribution(requirement.name)
        versions[name] = found.version
        needs = (Requirement(text) for text in found.requires or ())
        todo.extend(need for need in needs if applies(need, requirement.extras))
    return versions


def main() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    running = closure(project["dependencies"])
    extras = project["optional-dependencies"]
    reading = closure(extras["ocr"])
    testing = closure([*extras["test"], *extras["demo"], *extras["dask"]])
    for name, versions in (
        ("requirements.lock", running),
        ("requirements-ocr.lock", {k: v for k, v in reading.items() if k not in running}),
        ("requirements-test.lock", {k: v for k, v in testing.items() if k not in {**running, **reading}}),
    ):
        head = "# Made by tools/lock.py\n"
        rows = "".join(f"{package}=={version}\n" for package, version in sorted(versions.items()))
        (ROOT / name).write_text(head + rows, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
