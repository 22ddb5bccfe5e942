"""`check --fix` says what it did, then what is left."""

import json
from pathlib import Path

import pytest

from juanzong.cli import main
from tests.archives import NOTICE, make_archive


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JUANZONG_LANG", "zh")
    return make_archive(tmp_path, {"A-1/通知.txt": NOTICE, "A-1/Thumbs.db": b"x", "A-1/空.txt": b""})


def test_what_was_done_and_what_is_left(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--fix"]) == 1
    out = capsys.readouterr().out
    assert "已移走：evidence/A-1/Thumbs.db → .juanzong/removed/evidence/A-1/Thumbs.db" in out
    assert "自动改正了 1 处。" in out
    assert "JZ201" not in out
    assert "JZ202" in out
    assert main(["check", "--fix"]) == 1
    assert "没有可以自动改正的。" in capsys.readouterr().out
    assert (root.parent / ".juanzong/removed/evidence/A-1/Thumbs.db").read_bytes() == b"x"


def test_programs_read_findings_alone(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert root
    main(["check", "--fix", "--json"])
    said = capsys.readouterr()
    assert {row["code"] for row in json.loads(said.out)} >= {"JZ202"}
    assert "已移走" in said.err


def test_it_does_not_go_with_staged(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--fix", "--staged"]) == 2
    assert "不能与 --staged 同用" in capsys.readouterr().err
    assert (root / "evidence/A-1/Thumbs.db").exists()


def test_without_fix_nothing_is_touched(root: Path) -> None:
    main(["check"])
    assert (root / "evidence/A-1/Thumbs.db").exists()
