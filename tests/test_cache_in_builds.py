"""A cache helps a build and is never a condition of it."""

import json
import os
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from juanzong.cache import Cache
from juanzong.pipeline import Assessment, assess, build_site
from tests.archives import NOTICE, REPORT, make_archive, request_for
from tests.extract.making import docx, p, pdf

ROOT = Path(__file__).parents[1]
EVIDENCE: dict[str, str | bytes] = {
    **{f"A-1/通知{n}.txt": f"{NOTICE}第{n}号" for n in range(4)},
    **{f"A-2/说明{n}.docx": docx(p(f"全民阅读{n}")) for n in range(4)},
    "A-2/报告.pdf": pdf(["公共图书馆免费开放", "全民阅读活动"]),
    "inbox/说明.txt": REPORT,
    "inbox/坏.pdf": b"%PDF-1.7 broken",
}


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def built(root: Path, site: Path, work: Path) -> tuple[Assessment, dict[str, bytes]]:
    made = build_site(replace(request_for(root), work=work), site)
    return made, tree(site)


def test_two_builds_at_once_share_it_and_make_the_same_site(tmp_path: Path) -> None:
    root = make_archive(tmp_path, EVIDENCE)
    command = [sys.executable, "-m", "juanzong", "build", "--archive", str(root), "--today", "2026-06-01"]
    sites = [tmp_path / "甲", tmp_path / "乙"]
    builds = [
        subprocess.Popen(
            [*command, "--site", str(site), "--json"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        )
        for site in sites
    ]
    said = [build.communicate(timeout=180) for build in builds]
    assert [build.returncode for build in builds] == [0, 0], said
    summaries: list[dict[str, Any]] = [json.loads(out) for out, _ in said]
    assert "JZ701" not in {**summaries[0]["findings"], **summaries[1]["findings"]}
    assert tree(sites[0]) == tree(sites[1])
    again, _ = built(root, tmp_path / "丙", tmp_path / ".juanzong")
    assert again.reused == len(EVIDENCE)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_archive(tmp_path_factory.mktemp("archive"), EVIDENCE)


@pytest.fixture(scope="module")
def expected(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Assessment, dict[str, bytes]]:
    """The site as it comes out with a cache that works."""
    folder = tmp_path_factory.mktemp("expected")
    return built(archive, folder / "site", folder / "work")


def complains_only(made: Assessment, expected: Assessment) -> bool:
    """Whether a build found what another did, and that the cache does not work."""
    complaints = [f.code for f in made.findings if f not in expected.findings]
    return complaints == ["JZ701"] and set(expected.findings) <= set(made.findings)


def test_a_cache_that_cannot_be_opened_costs_time_only(
    archive: Path, expected: tuple[Assessment, dict[str, bytes]], tmp_path: Path
) -> None:
    (tmp_path / "work/cache.sqlite").mkdir(parents=True)
    made, site = built(archive, tmp_path / "site", tmp_path / "work")
    assert complains_only(made, expected[0])
    assert site == expected[1]


def test_a_cache_on_a_full_disk_costs_time_only(
    archive: Path,
    expected: tuple[Assessment, dict[str, bytes]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    prepare = Cache._prepare

    def full(self: Cache) -> Any:
        connection = prepare(self)
        connection.execute("PRAGMA max_page_count = 4")
        return connection

    monkeypatch.setattr(Cache, "_prepare", full)
    made, site = built(archive, tmp_path / "site", tmp_path / "work")
    assert "full" in str([f.details for f in made.findings if f.code == "JZ701"])
    assert complains_only(made, expected[0])
    assert site == expected[1]


def test_a_cache_that_may_only_be_read_is_read(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = replace(request_for(archive), work=tmp_path)
    assess(request)

    def denied(_: Cache) -> Any:
        raise sqlite3.OperationalError("attempt to write a readonly database")

    monkeypatch.setattr(Cache, "_prepare", denied)
    made = assess(request)
    assert made.reused == len(EVIDENCE)
    assert [f.code for f in made.findings if f.code == "JZ701"] == ["JZ701"]


def test_an_index_that_cannot_be_kept_for_the_next_build_is_published_all_the_same(
    archive: Path, expected: tuple[Assessment, dict[str, bytes]], tmp_path: Path
) -> None:
    (tmp_path / "work").mkdir()
    (tmp_path / "work/index").write_bytes(b"no folder")
    _, site = built(archive, tmp_path / "site", tmp_path / "work")
    assert site == expected[1]
