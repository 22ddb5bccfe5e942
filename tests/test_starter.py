"""What a city copies into its repository is valid, and names only commands, options and files that exist."""

import json
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from juanzong.cli import commands
from juanzong.lang import Lang
from tests.archives import make_archive
from tests.gits import commit, git

ROOT = Path(__file__).parents[1]
STARTER = ROOT / "tools" / "starter"
PIPELINES = (".github/workflows/juanzong.yml", ".gitlab-ci.yml", ".workflow/juanzong.yml")


def strings(value: Any) -> Iterator[str]:
    """Every text in a YAML file, however deep."""
    if isinstance(value, dict):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)
    elif isinstance(value, str):
        yield value


def calls(path: str) -> list[list[str]]:
    """What a pipeline runs of this program: the words after its name."""
    said = strings(yaml.safe_load((STARTER / path).read_text(encoding="utf-8")))
    found = [re.split(r" (?:>|\|\||&&) ", text)[0] for text in said if "build_archive.py" in text]
    return [shlex.split(text)[2:] for text in found]


@pytest.mark.parametrize("path", PIPELINES)
def test_a_pipeline_runs_what_is_there(path: str) -> None:
    group = commands(Lang.ZH)
    asked = calls(path)
    assert {words[0] for words in asked} == {"check", "build"}
    for name, *words in asked:
        command = group.commands[name]
        with command.make_context(name, list(words)) as context:
            assert isinstance(context, click.Context)
    assert any(words[0] == "build" and "--strict" in words for words in asked)
    assert not any("working" in words for words in asked), "what is published is for inspectors"


def test_pipelines_fetch_the_whole_history_where_hosts_would_not() -> None:
    github = yaml.safe_load((STARTER / PIPELINES[0]).read_text(encoding="utf-8"))
    checkout = github["jobs"]["check"]["steps"][0]["with"]
    assert checkout == {"fetch-depth": 0, "lfs": True}
    gitlab = yaml.safe_load((STARTER / PIPELINES[1]).read_text(encoding="utf-8"))
    assert gitlab["variables"]["GIT_DEPTH"] == "0"
    assert gitlab["pages"]["artifacts"]["paths"] == ["public"]


def test_the_hook_is_one_that_the_project_offers() -> None:
    offered = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    config = yaml.safe_load((STARTER / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    asked = {hook["id"] for repo in config["repos"] for hook in repo["hooks"]}
    assert asked <= {hook["id"] for hook in offered}
    for hook in offered:
        program, name, *words = hook["entry"].split()
        assert program == "juanzong"
        with commands(Lang.ZH).commands[name].make_context(name, words):
            pass


WRITTEN_LATER = {"archive/release.yml", "archive/fingerprints/*.yml", "archive/handoffs.yml"}
"""What `release` and `pack` write, so that the demo city has none yet."""


def test_editors_are_told_the_schema_of_every_yaml_file() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))
    schemas = settings["yaml.schemas"]
    for schema, glob in schemas.items():
        assert (ROOT / schema).is_file(), schema
        assert list(ROOT.glob(glob)) or glob in WRITTEN_LATER, glob
    told = {path for glob in schemas.values() for path in ROOT.glob(glob)}
    assert set((ROOT / "archive").rglob("*.yml")) - told == set()


def test_attributes_keep_every_byte_of_evidence_and_large_kinds_aside(tmp_path: Path) -> None:
    crlf = "一\r\n二\r\n".encode()
    root = make_archive(tmp_path, {"A-1/甲.txt": crlf, "A-1/甲.txt.yml": "title: 甲\r\n"})
    (tmp_path / ".gitattributes").write_bytes((ROOT / ".gitattributes").read_bytes())
    commit(tmp_path, new=True)
    kept = subprocess.run(
        ["git", "show", "HEAD:archive/evidence/A-1/甲.txt"], cwd=tmp_path, capture_output=True, check=True
    )
    assert kept.stdout == crlf
    assert git(tmp_path, "show", "HEAD:archive/evidence/A-1/甲.txt.yml") == "title: 甲"
    said = git(root, "check-attr", "filter", "text", "--", "evidence/A-1/录像 #1.mp4", "evidence/甲.pdf")
    assert "录像" in git(
        root, "-c", "core.quotePath=false", "check-attr", "filter", "--", "evidence/A-1/录像 #1.mp4"
    )
    assert re.findall(r": (filter|text): (\w+)", said) == [
        *(("filter", "lfs"), ("text", "unset")),
        *(("filter", "unspecified"), ("text", "unset")),
    ]
