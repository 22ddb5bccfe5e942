"""How git keeps evidence: every byte as it is, large files aside."""

from pathlib import Path

import pytest

from juanzong.collect.storing import UNTOUCHED, oversized, stored
from juanzong.load.storage import MEBIBYTE, Storage
from tests.archives import make_archive
from tests.gits import commit, git

POLICY = Storage(large_mb=1, max_mb=2)
SIZES = {
    "evidence/A-1/小.pdf": 10,
    "evidence/A-1/大 #1.mp4": MEBIBYTE + 1,
    "evidence/A-1/巨.zip": 3 * MEBIBYTE,
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = make_archive(tmp_path, {"A-1/小.pdf": b"x"})
    (made / ".gitattributes").write_text(UNTOUCHED, encoding="utf-8")
    commit(made, new=True)
    return made


def told(root: Path) -> list[tuple[str, str]]:
    return [(one.code, one.subject) for one in stored(root, POLICY, SIZES)]


def test_large_files_are_told_with_how_large_they_are(root: Path) -> None:
    assert told(root) == [("JZ230", "evidence/A-1/大 #1.mp4"), ("JZ231", "evidence/A-1/巨.zip")]
    (large, _) = stored(root, POLICY, SIZES)
    assert dict(large.details) == {"size": "1.0", "limit": "1"}


def test_what_git_lfs_keeps_may_be_large(root: Path) -> None:
    (root / ".gitattributes").write_text(
        UNTOUCHED + "evidence/**/*.mp4 filter=lfs diff=lfs merge=lfs -text\n", encoding="utf-8"
    )
    assert ("JZ230", "evidence/A-1/大 #1.mp4") in told(root), (
        "where Git LFS is not installed, nobody acts on it"
    )
    git(root, "config", "filter.lfs.clean", "git-lfs clean -- %f")
    assert told(root) == [("JZ231", "evidence/A-1/巨.zip")]


def test_a_repository_that_may_change_line_ends(root: Path, tmp_path: Path) -> None:
    (root / ".gitattributes").write_text("* text=auto\n", encoding="utf-8")
    assert ("JZ229", ".gitattributes") in told(root)
    bare = make_archive(tmp_path / "bare", {})
    commit(bare, new=True)
    assert ("JZ229", ".gitattributes") in told(bare)


def test_without_git_there_is_nothing_to_say(tmp_path: Path) -> None:
    assert told(make_archive(tmp_path, {})) == []


def test_limits_are_the_policys(root: Path) -> None:
    assert root
    assert list(oversized(Storage(), SIZES)) == []
    sizes = {"甲": 20 * MEBIBYTE, "乙": 20 * MEBIBYTE + 1, "丙": 101 * MEBIBYTE}
    assert [(f.subject, f.code) for f in oversized(Storage(), sizes)] == [("乙", "JZ230"), ("丙", "JZ231")]
