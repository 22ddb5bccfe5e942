import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from juanzong.collect.released import unreviewed
from juanzong.load import load
from juanzong.load.release import Release
from juanzong.model import Config
from tests.archives import make_archive


def git(root: Path, *arguments: str) -> str:
    quiet = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    who = ["-c", "user.name=甲", "-c", "user.email=a@example.org"]
    done = subprocess.run(
        ["git", *who, *arguments], cwd=root, env=quiet, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@pytest.fixture
def reviewed(tmp_path: Path) -> Config:
    """An archive in git whose record names the commit at hand."""
    root = make_archive(tmp_path, {"A-1/甲.txt": "甲", "A-1/乙.txt": "乙"})
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "one")
    config, _ = load(root)
    assert config is not None
    return replace(config, release=Release(commit=git(root, "rev-parse", "HEAD")))


def found(config: Config) -> list[tuple[str, str]]:
    return [(f.code, dict(f.details).get("example", "")) for f in unreviewed(config, "evidence")]


def test_evidence_as_it_was_reviewed(reviewed: Config) -> None:
    assert found(reviewed) == []
    (reviewed.root / "release.yml").write_text("commit: 0123abc\n", encoding="utf-8")
    git(reviewed.root, "add", ".")
    git(reviewed.root, "commit", "-q", "-m", "two")
    assert found(reviewed) == []


@pytest.mark.parametrize("committed", [True, False])
@pytest.mark.parametrize(("name", "text"), [("甲.txt", "改"), ("新.txt", "新"), ("甲.txt", None)])
def test_what_changed_since(reviewed: Config, name: str, text: str | None, *, committed: bool) -> None:
    path = reviewed.root / "evidence/A-1" / name
    if text is None:
        path.unlink()
    else:
        path.write_text(text, encoding="utf-8")
    if committed:
        git(reviewed.root, "add", "-A")
        git(reviewed.root, "commit", "-q", "-m", "two")
    assert found(reviewed) == [("JZ167", f"evidence/A-1/{name}")]


def test_a_commit_nobody_knows(reviewed: Config, tmp_path: Path) -> None:
    assert found(replace(reviewed, release=Release(commit="0123456789ab"))) == [("JZ168", "")]
    bare = make_archive(tmp_path / "b", {})
    outside, _ = load(bare)
    assert outside is not None
    assert found(outside) == []
