"""The search page's engine under node, for tests; see run_engine.js."""

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="node runs the search page's code")
HERE = Path(__file__).parent


def node(script: str, said: object) -> Any:
    """What a script of this folder answers to a value."""
    assert NODE
    done = subprocess.run(
        [NODE, str(HERE / script)],
        input=json.dumps(said),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def write(files: Mapping[str, bytes], root: Path) -> None:
    """Put the files of an index into an empty folder."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def ask(root: Path, queries: Sequence[str]) -> list[dict[str, Any]]:
    """For each query what the engine finds: `ids`, all proved, and the number of `candidates`."""
    found: list[dict[str, Any]] = node("run_engine.js", {"root": str(root), "queries": list(queries)})[
        "found"
    ]
    return found
