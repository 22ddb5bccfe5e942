from dataclasses import replace
from pathlib import Path

import pytest

from juanzong.collect.released import unreviewed
from juanzong.load import load
from juanzong.load.release import Release
from juanzong.model import Config
from tests.archives import make_archive
from tests.gits import commit, git


@pytest.fixture
def reviewed(tmp_path: Path) -> Config:
    """An archive in git whose record names the commit at hand."""
    root = make_archive(tmp_path, {"A-1/甲.txt": "甲", "A-1/乙.txt": "乙"})
    digest = commit(root, new=True)
    config, _ = load(root)
    assert config is not None
    return replace(config, release=Release(commit=digest))


def found(config: Config) -> list[tuple[str, str]]:
    return [(f.code, dict(f.details).get("example", "")) for f in unreviewed(config, "evidence")]


def test_evidence_as_it_was_reviewed(reviewed: Config) -> None:
    assert found(reviewed) == []
    (reviewed.root / "release.yml").write_text("commit: 0123abc\n", encoding="utf-8")
    commit(reviewed.root)
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
        commit(reviewed.root)
    assert found(reviewed) == [("JZ167", f"evidence/A-1/{name}")]


@pytest.mark.parametrize("name", ["archive.yml", "organisation.yml", "editions/t1.yml"])
def test_a_setting_that_changed_since_was_not_reviewed(reviewed: Config, name: str) -> None:
    path = reviewed.root / name
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert found(reviewed) == [("JZ167", name)]


def test_the_ledger_goes_on_after_a_release(reviewed: Config) -> None:
    (reviewed.root / "problems").mkdir()
    (reviewed.root / "problems/1.yml").write_text("id: '1'\n", encoding="utf-8")
    assert found(reviewed) == []


def test_a_commit_nobody_knows(reviewed: Config, tmp_path: Path) -> None:
    assert found(replace(reviewed, release=Release(commit="0123456789ab"))) == [("JZ168", "")]
    bare = make_archive(tmp_path / "b", {})
    outside, _ = load(bare)
    assert outside is not None
    assert found(outside) == []


def test_a_commit_that_was_rewritten_away(reviewed: Config) -> None:
    git(reviewed.root, "commit", "-q", "--amend", "-m", "改写", day="2026-03-02")
    assert found(reviewed) == [("JZ227", "")]
    (reviewed.root / "evidence/A-1/甲.txt").write_text("改", encoding="utf-8")
    assert found(reviewed) == [("JZ227", ""), ("JZ167", "evidence/A-1/甲.txt")]


def test_a_commit_that_was_merged_is_no_rewriting(reviewed: Config) -> None:
    git(reviewed.root, "switch", "-q", "-c", "gongan", "HEAD")
    (reviewed.root / "organisation.yml").write_text("groups: []\n", encoding="utf-8")
    digest = commit(reviewed.root)
    git(reviewed.root, "switch", "-q", "main")
    git(reviewed.root, "merge", "-q", "--no-ff", "gongan", "-m", "合并")
    assert found(replace(reviewed, release=Release(commit=digest))) == []
