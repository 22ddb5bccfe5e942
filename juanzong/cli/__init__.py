"""The commands: arguments in, messages and an exit code out; the work is done elsewhere."""

import locale
import os
import sys
from collections.abc import Sequence

import click

from juanzong import __version__
from juanzong.cli.add import add_command
from juanzong.cli.build import build_command
from juanzong.cli.cache import cache_command
from juanzong.cli.check import check_command
from juanzong.cli.diff import diff_command
from juanzong.cli.exits import Exit
from juanzong.cli.pack import pack_command
from juanzong.cli.release import release_command
from juanzong.cli.review import review_command
from juanzong.cli.search import search_command
from juanzong.cli.serve import serve_command
from juanzong.cli.show import explain
from juanzong.cli.table import table_command
from juanzong.cli.verify import verify_command
from juanzong.cli.words import spoken
from juanzong.lang import Lang
from juanzong.pipeline import ConfigurationError
from juanzong.publish.errors import PublishError

PROGRAM = "python build_archive.py"


class _Commands(click.Group):
    """A group in which `build` may be left out."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `build` in front of what names no command."""
        if not args or (args[0] not in self.commands and args[0] not in ("--help", "--version", "--lang")):
            args = ["build", *args]
        return super().parse_args(ctx, args)


def commands(lang: Lang, site_lang: Lang = Lang.ZH) -> click.Group:
    """All commands, speaking one language; sites are made in `site_lang`."""
    group = _Commands(
        "juanzong",
        help=lang.say(
            "文明城市迎检卷宗：收集佐证材料，归类成卷，编索引，生成可离线查阅的网站。"
            "\n\n不写命令时即为 build。",
            "Evidence archive for a city inspection: collects, classifies, compiles and indexes evidence and"
            " publishes it as a site that works offline.\n\nWithout a command it runs build.",
        ),
        params=[
            click.Option(
                ["--lang"],
                type=click.Choice([choice.value for choice in Lang]),
                expose_value=False,
                help=lang.say("消息和网站的语言", "language of messages and site"),
            )
        ],
    )
    group.add_command(build_command(lang, site_lang))
    group.add_command(add_command(lang))
    group.add_command(review_command(lang))
    group.add_command(table_command(lang))
    group.add_command(check_command(lang))
    group.add_command(serve_command(lang, site_lang))
    group.add_command(search_command(lang))
    group.add_command(diff_command(lang))
    group.add_command(release_command(lang))
    group.add_command(cache_command(lang))
    group.add_command(pack_command(lang, site_lang))
    group.add_command(verify_command(lang))
    return click.version_option(__version__)(group)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code (`Exit`)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = list(sys.argv[1:] if argv is None else argv)
    asked = _taken_lang(arguments)
    lang = asked or _local()
    with spoken(lang):
        return int(_ended(arguments, lang, asked or Lang.ZH) or Exit.FINE)


def _ended(arguments: list[str], lang: Lang, site_lang: Lang) -> int | None:
    """How the command ended; what stopped it is said."""
    code: int | None
    try:
        code = commands(lang, site_lang).main(arguments, prog_name=PROGRAM, standalone_mode=False)
    except click.exceptions.Exit as stopped:
        code = stopped.exit_code
    except click.ClickException as wrong:
        wrong.show()
        code = Exit.USAGE
    except ConfigurationError as wrong:
        click.echo(explain(wrong.findings, lang), err=True)
        code = Exit.USAGE
    except PublishError as wrong:
        click.echo(wrong.say(lang), err=True)
        code = Exit.USAGE
    except (KeyboardInterrupt, click.Abort):
        click.echo(lang.say("已中断；原来的网站没有改动。", "Interrupted; the site is as it was."), err=True)
        code = Exit.INTERRUPTED
    return code


def _taken_lang(arguments: list[str]) -> Lang | None:
    """`--lang`, taken out of the arguments wherever it stands, else `JUANZONG_LANG`."""
    for place, argument in enumerate(arguments):
        name, has_value, value = argument.partition("=")
        if name == "--lang":
            given = value if has_value else "".join(arguments[place + 1 : place + 2])
            if given in list(Lang):
                del arguments[place : place + (1 if has_value else 2)]
                return Lang(given)
    preset = os.environ.get("JUANZONG_LANG", "")
    return Lang(preset) if preset in list(Lang) else None


def _local() -> Lang:
    """The locale's language for messages; Chinese if it names none."""
    named = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    chosen = next(filter(None, named), "") or (locale.getlocale()[0] or "" if os.name == "nt" else "")
    return Lang.EN if chosen.lower().startswith("en") else Lang.ZH
