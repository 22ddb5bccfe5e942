"""What the READMEs say is there, is there; and both say the same."""

import re
from pathlib import Path

import click
import pytest

from juanzong.cli import commands
from juanzong.lang import Lang
from tests.test_architecture import STAGES

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh.md")
MADE = {"site/", ".juanzong/", ".venv/", ".browsers/", ".venv/bin/mkdocs build"}


def text_of(readme: str) -> str:
    return (ROOT / readme).read_text(encoding="utf-8")


def commands_of(readme: str) -> dict[str, set[str]]:
    """Options by command, from the lines that call the front door."""
    found: dict[str, set[str]] = {}
    for line in re.findall(r"^    python3 build_archive\.py(.*)$", text_of(readme), flags=re.MULTILINE):
        if name := re.match(r" \[?([a-z]+)", line):
            found[name[1]] = set(re.findall(r"--[a-z-]+", line))
    return found


def group() -> click.Group:
    return commands(Lang.ZH)


@pytest.mark.parametrize("readme", READMES)
def test_commands_and_their_options_exist_and_none_is_missing(readme: str) -> None:
    named = commands_of(readme)
    assert set(named) == set(group().commands)
    for name, options in named.items():
        known = {option for param in group().commands[name].params for option in param.opts}
        assert options <= known, name


@pytest.mark.parametrize("readme", READMES)
def test_files_and_folders_exist(readme: str) -> None:
    quoted = set(re.findall(r"`([\w./-]+(?:/|\.\w+))`", text_of(readme))) - MADE
    inside = {"archive.yml", "editions/", "organisation.yml", "inbox/", "adr/", "cli/"}
    assert len(quoted) > 10
    missing = {name for name in quoted - inside if not (ROOT / name).exists()}
    assert {name for name in missing if not (ROOT / "juanzong" / name).exists()} == set()


@pytest.mark.parametrize("readme", READMES)
def test_the_flow_is_told_stage_by_stage(readme: str) -> None:
    told = re.findall(r"^\d+\. \*\*(\w+)\*\*", text_of(readme), flags=re.MULTILINE)
    assert tuple(told) == STAGES[: STAGES.index("site")]


def test_the_twins_have_the_same_sections_commands_and_names() -> None:
    english, chinese = map(text_of, READMES)
    for pattern in (r"^#+", r"^    python3 .*?(?=  )", r"^    bash \S+", r"`[a-z_]+(?:\.py|/)`"):
        assert re.findall(pattern, english, re.MULTILINE) == re.findall(pattern, chinese, re.MULTILINE)


def test_the_test_command_is_what_ci_runs() -> None:
    assert "    bash tests/run " in text_of("README.md")
    assert "tests/run" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
