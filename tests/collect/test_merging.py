"""Offices work on branches of their own: what they add merges by itself, and what cannot is told in words."""

import subprocess
from pathlib import Path

import pytest
import yaml

from juanzong.cache import Cache
from juanzong.collect import collect
from juanzong.load import load
from juanzong.pipeline import assess
from tests.archives import NOTICE, REPORT, make_archive, request_for
from tests.gits import commit, git


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An archive on `main` with a paper that both offices know."""
    made = make_archive(
        tmp_path, {"A-1/通知.txt": NOTICE, "A-1/通知.txt.yml": "title: 通知\nissuer: 公安局\n"}
    )
    (made / ".gitattributes").write_text(
        "evidence/** -text\nevidence/**/*.yml text eol=lf\n", encoding="utf-8"
    )
    commit(made, new=True)
    return made


def on_branch(root: Path, name: str, files: dict[str, str]) -> None:
    git(root, "switch", "-q", "-c", name, "main")
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="")
    commit(root)
    git(root, "switch", "-q", "main")


def stated(**said: object) -> str:
    return yaml.safe_dump(said, allow_unicode=True, sort_keys=False)


def test_two_branches_add_to_one_clause_with_sidecars(root: Path) -> None:
    on_branch(
        root,
        "gongan",
        {
            "evidence/A-1/整治情况说明.txt": REPORT,
            "evidence/A-1/整治情况说明.txt.yml": stated(title="整治情况", indicators=[{"code": "A-2"}]),
            "problems/P-001.yml": "",
        },
    )
    on_branch(
        root,
        "wenlv",
        {
            "evidence/A-1/劝导 #2 100%.txt": "志愿者劝导交通。\r\n",
            "evidence/A-1/劝导 #2 100%.txt.yml": stated(caption="2026年3月5日，劝导"),
            "problems/P-002.yml": "",
        },
    )
    for branch in ("gongan", "wenlv"):
        git(root, "merge", "-q", "--no-edit", branch)
    assert git(root, "status", "--porcelain") == ""
    for empty in root.glob("problems/*.yml"):
        empty.unlink()
    assessment = assess(request_for(root))
    dossiers = {dossier.code: dossier for dossier in assessment.publication.dossiers}
    names = {
        assessment.publication.evidence[entry.evidence_id].item.name for entry in dossiers["A-1"].entries
    }
    assert names == {"通知.txt", "整治情况说明.txt", "劝导 #2 100%.txt"}
    assert len(dossiers["A-2"].entries) == 1
    assert (root / "evidence/A-1/劝导 #2 100%.txt").read_bytes().endswith(b"\r\n"), "bytes of evidence stay"


def test_two_branches_confirm_different_fields_of_one_sidecar(root: Path) -> None:
    """Far enough apart, git merges them; the result says what both said."""
    path = "evidence/A-1/通知.txt.yml"
    lines = "title: 通知\nissuer: 公安局\ndate: 2026-03-05\nkind: 规范文件\nnote: 原件存档\n"
    (root / path).write_text(lines, encoding="utf-8")
    commit(root)
    on_branch(root, "gongan", {path: lines.replace("title: 通知", "title: 整治通知")})
    on_branch(root, "wenlv", {path: lines + "indicators:\n- code: A-2\n"})
    for branch in ("gongan", "wenlv"):
        git(root, "merge", "-q", "--no-edit", branch)
    config, _ = load(root)
    assert config is not None
    with Cache.open(root.parent / "cache.sqlite") as cache:
        (item,), _, _ = collect(config, cache)
    (sidecar,) = item.sidecars
    assert sidecar.title == "整治通知"
    assert [one.code for one in sidecar.indicators] == ["A-2"]


def test_what_git_cannot_merge_is_told_in_words(root: Path) -> None:
    path = "evidence/A-1/通知.txt.yml"
    on_branch(root, "gongan", {path: "title: 甲\nissuer: 公安局\n"})
    on_branch(root, "wenlv", {path: "title: 乙\nissuer: 公安局\n"})
    git(root, "merge", "-q", "--no-edit", "gongan")
    with pytest.raises(subprocess.CalledProcessError):
        git(root, "merge", "-q", "--no-edit", "wenlv")
    found = assess(request_for(root)).findings
    assert [(one.code, one.subject, one.line) for one in found if one.blocks] == [("JZ109", path, 1)]


def test_the_same_file_from_two_branches_is_one_item(root: Path) -> None:
    on_branch(root, "gongan", {"evidence/A-1/说明.txt": REPORT})
    on_branch(root, "wenlv", {"evidence/A-2/情况说明.txt": REPORT})
    for branch in ("gongan", "wenlv"):
        git(root, "merge", "-q", "--no-edit", branch)
    config, _ = load(root)
    assert config is not None
    with Cache.open(root.parent / "cache.sqlite") as cache:
        items, _, _ = collect(config, cache)
    (both,) = [item for item in items if len(item.placements) > 1]
    assert {place.folder for place in both.placements} == {"A-1", "A-2"}
