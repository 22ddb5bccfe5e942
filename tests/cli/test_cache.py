"""`cache` shows what builds still need and drops the rest, and never gets in the way of one."""

import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from juanzong.cache import Cache
from juanzong.cli import main
from juanzong.cli.exits import Exit
from juanzong.pipeline import assess, build_site
from tests.archives import NOTICE, REPORT, make_archive, request_for
from tests.extract.making import docx, p, pdf

ROOT = Path(__file__).parents[2]


def _photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "green").save(out, "JPEG")
    return out.getvalue()


EVIDENCE: dict[str, str | bytes] = {
    "A-1/通知.txt": NOTICE,
    "A-1/照片.jpg": _photo(),
    "A-2/说明.docx": docx(p("全民阅读")),
    "A-2/报告.pdf": pdf(["公共图书馆免费开放", "全民阅读活动"]),
    "inbox/坏.pdf": b"%PDF-1.7 broken",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    build_site(request_for(make_archive(folder, EVIDENCE), "working"), folder / "site")
    return folder


@pytest.fixture
def root(tmp_path: Path, built: Path) -> Path:
    """An archive that was built once."""
    shutil.copytree(built / "archive", tmp_path / "archive")
    shutil.copytree(built / ".juanzong", tmp_path / ".juanzong")
    return tmp_path / "archive"


def told(capsys: pytest.CaptureFixture[str], root: Path, *arguments: str) -> Any:
    capsys.readouterr()
    assert main(["cache", *arguments, "--archive", str(root), "--json"]) == Exit.FINE
    return json.loads(capsys.readouterr().out)


def stale(shown: dict[str, Any]) -> dict[str, int]:
    return {name: row["stale_entries"] for name, row in shown["namespaces"].items() if row["stale_entries"]}


def test_after_a_build_nothing_is_stale(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = told(capsys, root, "show")
    assert {name.rpartition("-")[0] or name for name in shown["namespaces"]} >= {"extract", "published"}
    assert stale(shown) == {}
    assert told(capsys, root, "prune")["dropped"] == {"entries": 0, "bytes": 0}
    assert assess(request_for(root, "working")).reused == len(EVIDENCE)


def test_prune_drops_what_is_gone_and_what_earlier_versions_made(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "evidence/A-2/说明.docx").unlink()
    with Cache.open(root.parent / ".juanzong/cache.sqlite") as cache:
        keys = [key for namespace, key, _ in cache.entries() if namespace == "extract" and ".txt " in key]
        cache.put("extract", keys[0].replace(" ", " 0", 1), b"x" * 500_000)
        cache.put("extract-0", "another layout", b"x")
    shown = told(capsys, root)
    assert stale(shown) == {"extract": 2, "extract-0": 1}
    pruned = told(capsys, root, "prune")
    assert pruned["dropped"]["entries"] == 3
    assert pruned["bytes_before"] - pruned["bytes_after"] > 400_000
    assert stale(told(capsys, root)) == {}
    assert assess(request_for(root, "working")).reused == len(EVIDENCE) - 1


def test_showing_reads_no_file_that_was_not_read_before(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = told(capsys, root)["namespaces"]["extract"]
    (root / "evidence/A-1/新.txt").write_text(REPORT, encoding="utf-8")
    assert told(capsys, root)["namespaces"]["extract"] == before
    assert assess(request_for(root, "working")).reused == len(EVIDENCE)


def test_all_empties_it_whatever_the_archive_says(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "archive.yml").write_text("name: [", encoding="utf-8")
    assert main(["cache", "prune", "--archive", str(root)]) == Exit.USAGE
    assert told(capsys, root, "prune", "--all")["dropped"]["entries"] >= len(EVIDENCE)
    with Cache.open(root.parent / ".juanzong/cache.sqlite") as cache:
        assert cache.entries() == []


def test_people_are_told_in_their_language(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "evidence/A-2/说明.docx").unlink()
    for lang, words in (
        ("zh", ("读出的内容：5 条", "其中 1 条", "prune")),
        ("en", ("texts: 5", "are stale")),
    ):
        assert main(["cache", "--archive", str(root), "--lang", lang]) == Exit.FINE
        said = capsys.readouterr().out
        assert all(word in said for word in words), said


def test_without_a_cache_nothing_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = make_archive(tmp_path, {})
    assert main(["cache", "prune", "--archive", str(root), "--lang", "zh"]) == Exit.FINE
    assert "还没有缓存" in capsys.readouterr().out
    assert not (tmp_path / ".juanzong").exists()


def test_all_is_for_pruning(root: Path) -> None:
    assert main(["cache", "show", "--all", "--archive", str(root)]) == Exit.USAGE


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Another process writes to the cache, and takes its time."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def test_while_another_build_writes_pruning_says_so_and_leaves_all(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("juanzong.cli.cache._WAIT_SECONDS", 0.1)
    (root / "evidence/A-2/说明.docx").unlink()
    path = root.parent / ".juanzong/cache.sqlite"
    with held(path):
        for more in ([], ["--all"]):
            assert main(["cache", "prune", *more, "--archive", str(root), "--lang", "zh"]) == Exit.USAGE
            assert "缓存正被另一次生成使用" in capsys.readouterr().err
        assert main(["cache", "show", "--archive", str(root)]) == Exit.FINE
    with Cache.open(path) as cache:
        assert len([key for namespace, key, _ in cache.entries() if namespace == "extract"]) == len(EVIDENCE)


def test_pruning_on_a_full_disk_is_said(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(cache: Cache) -> bool:
        cache._fail(sqlite3.OperationalError("database or disk is full"))
        return False

    monkeypatch.setattr(Cache, "compact", full)
    assert main(["cache", "prune", "--archive", str(root), "--lang", "zh"]) == Exit.USAGE
    assert "disk is full" in capsys.readouterr().err


def test_pruning_during_a_build_harms_neither(root: Path) -> None:
    command = [sys.executable, "-m", "juanzong"]
    site = root.parent / "again"
    common = ("--archive", str(root))
    build = subprocess.Popen(
        [*command, "build", *common, "--site", str(site), "--json"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    )
    codes = [subprocess.run([*command, "cache", "prune", "--all", *common], cwd=ROOT, check=False).returncode]
    out, _ = build.communicate(timeout=120)
    assert (build.returncode, codes) == (0, [0])
    assert json.loads(out)["items"] == len(EVIDENCE)
    assert (site / "index.html").exists()
