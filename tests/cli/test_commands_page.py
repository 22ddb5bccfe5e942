"""The page of the commands tells of every command there is."""

from pathlib import Path

from juanzong.cli import commands
from juanzong.lang import Lang
from tools import commands as made

ROOT = Path(__file__).parents[2]


def test_every_command_has_its_section() -> None:
    page = (ROOT / made.PAGE).read_text(encoding="utf-8")
    assert {f"## {name}" for name in commands(Lang.ZH).commands} <= set(page.splitlines())


def test_the_page_is_made_of_what_commands_say() -> None:
    page = made.page()
    assert "用法：" in page
    assert "--fix" in page
    assert page == made.page()
