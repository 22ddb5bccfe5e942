"""A second `check` of the same archive is quick, and never says what the first one would not."""

import os
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from juanzong.cache import Cache
from juanzong.cli import unchanged
from juanzong.findings import Finding
from juanzong.pipeline import Assessment, ConfigurationError, assess
from juanzong.request import Request
from tests.archives import NOTICE, REPORT, make_archive, request_for

EVIDENCE: dict[str, str | bytes] = {
    "A-1/通知.txt": NOTICE,
    "A-1/通知.txt.yml": "title: 关于加强交通秩序整治的通知\n",
    "A-2/坏.pdf": b"%PDF-1.7 broken",
    "inbox/说明.txt": REPORT,
}


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[Request]:
    """The runs of the whole flow, as they happen."""
    seen: list[Request] = []

    def counted(request: Request) -> Assessment:
        seen.append(request)
        return assess(request)

    monkeypatch.setattr(unchanged, "assess", counted)
    return seen


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = make_archive(tmp_path, EVIDENCE)
    _age(made)
    return made


def _age(root: Path) -> None:
    """Make files look as if they had been there for a while: of new ones the time says little."""
    then = time.time() - 3600
    for path in root.rglob("*"):
        os.utime(path, (then, then))


def test_the_second_time_nothing_is_run_again(root: Path, runs: list[Request]) -> None:
    first = unchanged.findings(request_for(root))
    assert {f.code for f in first} >= {"JZ302", "JZ503"}
    assert unchanged.findings(request_for(root)) == first == assess(request_for(root)).findings
    assert len(runs) == 1


def _write(name: str, content: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, encoding="utf-8")

    return change


CHANGES: dict[str, Callable[[Path], object]] = {
    "content": _write("evidence/A-1/通知.txt", NOTICE.replace("12", "13")),
    "sidecar": _write("evidence/A-1/通知.txt.yml", "title: 另一个标题\n"),
    "new file": _write("evidence/A-1/空.txt", ""),
    "gone": lambda root: (root / "evidence/A-2/坏.pdf").unlink(),
    "moved": lambda root: shutil.move(root / "evidence/inbox/说明.txt", root / "evidence/A-2/说明.txt"),
    "litter": _write("evidence/A-1/~$通知.docx", "x"),
    "orphan": _write("evidence/A-1/没有.pdf.yml", "title: 没有主人\n"),
    "another YAML": _write("problems/P1.yml", "title: 问题\n"),
    "organisation": lambda root: _write(
        "organisation.yml", (root / "organisation.yml").read_text("utf-8").replace("gaj", "gajj")
    )(root),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_any_change_is_seen(root: Path, runs: list[Request], change: Callable[[Path], object]) -> None:
    unchanged.findings(request_for(root))
    change(root)
    assert unchanged.findings(request_for(root)) == assess(request_for(root)).findings
    assert len(runs) == 2


def test_another_day_and_another_program_are_changes(
    root: Path, runs: list[Request], monkeypatch: pytest.MonkeyPatch
) -> None:
    unchanged.findings(request_for(root))
    unchanged.findings(replace(request_for(root), today=date(2030, 1, 1)))
    monkeypatch.setattr(unchanged, "surroundings", lambda: "newer")
    unchanged.findings(request_for(root))
    assert len(runs) == 3


def test_what_changes_while_it_is_checked_is_not_remembered(
    root: Path, runs: list[Request], monkeypatch: pytest.MonkeyPatch
) -> None:
    def disturbed(request: Request) -> Assessment:
        (root / "evidence/inbox/新.txt").write_text(f"{len(runs)}", encoding="utf-8")
        runs.append(request)
        return assess(request)

    monkeypatch.setattr(unchanged, "assess", disturbed)
    for _ in range(2):
        unchanged.findings(request_for(root))
    assert len(runs) == 2


def test_what_concerns_the_run_alone_is_not_remembered(
    root: Path, runs: list[Request], monkeypatch: pytest.MonkeyPatch
) -> None:
    def unlucky(request: Request) -> Assessment:
        runs.append(request)
        made = assess(request)
        return replace(
            made, findings=(*made.findings, Finding("甲.pdf", "JZ303", details=(("seconds", "3"),)))
        )

    monkeypatch.setattr(unchanged, "assess", unlucky)
    for _ in range(2):
        assert "JZ303" in {f.code for f in unchanged.findings(request_for(root))}
    assert len(runs) == 2


def test_damaged_memory_and_broken_configuration_are_no_obstacles(root: Path) -> None:
    first = unchanged.findings(request_for(root))
    with Cache.open(request_for(root).cache) as cache:
        cache.put("check-1", "inspection zh", b"no zlib")
    assert unchanged.findings(request_for(root)) == first
    (root / "archive.yml").write_text("name: [", encoding="utf-8")
    with pytest.raises(ConfigurationError):
        unchanged.findings(request_for(root))
