"""`serve`: the site on this machine, rebuilt when something changes."""

from pathlib import Path

import click

from juanzong.cli.options import archive_option, profile_option, today_option
from juanzong.lang import Lang
from juanzong.publish.server import serve


def serve_command(lang: Lang, site_lang: Lang) -> click.Command:
    """The command in one language; it serves the site in `site_lang`."""

    def run(archive: Path, profile: str, today: object, port: int) -> None:
        day = today.date().isoformat() if hasattr(today, "date") else ""
        click.echo(
            lang.say(
                f"http://127.0.0.1:{port}/ ：材料有改动时自动更新；按 Ctrl-C 结束。",
                f"http://127.0.0.1:{port}/ is rebuilt when the archive changes; Ctrl-C ends it.",
            )
        )
        serve(archive.resolve(), profile, day, site_lang, port)

    return click.Command(
        "serve",
        callback=run,
        params=[
            archive_option(lang),
            profile_option(lang, "working"),
            today_option(lang),
            click.Option(
                ["--port"],
                type=click.IntRange(1, 65535),
                default=8000,
                show_default=True,
                help=lang.say("端口", "port"),
            ),
        ],
        short_help=lang.say("在本机查看", "view on this machine"),
        help=lang.say(
            "在本机查看网站，材料有改动时自动更新；只有本机能访问。\n\n例：python build_archive.py serve",
            "Serve the site on this machine only, rebuilt on change."
            "\n\nExample: python build_archive.py serve",
        ),
    )
