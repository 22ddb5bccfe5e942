"""What services that host repositories are told of findings, in the forms that they read."""

import json
import re
from pathlib import Path

import pytest

from juanzong.cli import main
from juanzong.cli.annotate import commands, report
from juanzong.findings import finding
from juanzong.lang import Lang
from tests.archives import NOTICE, make_archive


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JUANZONG_LANG", "zh")
    return make_archive(tmp_path, {"A-1/空 50%,一:二.pdf": b"", "A-1/通知.txt": NOTICE})


@pytest.mark.parametrize("form", ["github", "gitea"])
def test_commands_of_workflows(root: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    assert root
    assert main(["check", "--format", form]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert all(re.fullmatch(r"::(error|warning|notice) [^:]*title=JZ\d{3}::.+", line) for line in lines)
    named = "file=archive/evidence/A-1/空 50%25%2C一%3A二.pdf,title=JZ202::文件是空的"
    assert any(line.startswith(f"::error {named}") for line in lines)
    assert any(line.startswith("::notice title=JZ601::A-1：") for line in lines), "a clause is no file"


def test_a_report_of_code_quality(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--format", "gitlab"]) == 1
    rows = json.loads(capsys.readouterr().out)
    assert {"critical", "info"} <= {row["severity"] for row in rows} <= {"critical", "minor", "info"}
    assert len({row["fingerprint"] for row in rows}) == len(rows)
    for row in rows:
        assert (root.parent / row["location"]["path"]).is_file(), row
        assert row["location"]["lines"]["begin"] >= 1
    (empty,) = [row for row in rows if row["check_name"] == "JZ202"]
    assert empty["location"]["path"] == "archive/evidence/A-1/空 50%,一:二.pdf"
    clause = next(row for row in rows if row["check_name"] == "JZ601")
    assert clause["location"]["path"] == "archive/archive.yml"
    assert "A-1：" in clause["description"]


def test_nothing_wrong_is_an_empty_report(tmp_path: Path) -> None:
    assert report([], tmp_path, Lang.ZH) == "[]"
    assert commands([], tmp_path, Lang.ZH) == ""


def test_line_ends_do_not_start_another_command(root: Path) -> None:
    said = commands([finding("JZ203", "evidence", reason="甲\n::error::乙")], root, Lang.EN)
    assert said.count("\n") == 0
    assert "%0A" in said
