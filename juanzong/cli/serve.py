"""`serve`: the site on this machine, rebuilt when something changes."""

import webbrowser
from dataclasses import replace
from pathlib import Path

import click

from juanzong.cli.options import archive_option, profile_option, request, today_option, workers_option
from juanzong.cli.show import Bar, explain
from juanzong.lang import Lang
from juanzong.serving import Workshop, run
from juanzong.serving.workshop import State


def serve_command(lang: Lang, site_lang: Lang) -> click.Command:
    """The command in one language; it serves the site in `site_lang`."""

    def execute(
        archive: Path, profile: str, today: object, workers: int, port: int, *, browser: bool
    ) -> None:
        asked = request(archive, profile, today, workers, lang, quiet=False)
        day = asked.today if today else None

        def told(state: State) -> None:
            if isinstance(asked.progress, Bar):
                asked.progress.clear()
            click.echo(_said(state, lang), err=bool(state.findings or state.trouble))

        with Workshop(replace(asked, lang=site_lang), day, told) as workshop:
            address = f"http://127.0.0.1:{port}/"
            click.echo(
                lang.say(
                    f"{address} ：材料有改动时自动更新；按 Ctrl-C 结束。",
                    f"{address} is rebuilt when the archive changes; Ctrl-C ends it.",
                )
            )
            run(workshop, port, lambda: webbrowser.open(address) if browser else None)

    return click.Command(
        "serve",
        callback=execute,
        params=[
            archive_option(lang),
            profile_option(lang, "working"),
            today_option(lang),
            workers_option(lang),
            click.Option(
                ["--port"],
                type=click.IntRange(1, 65535),
                default=8000,
                show_default=True,
                help=lang.say("端口", "port"),
            ),
            click.Option(
                ["--open", "browser"],
                is_flag=True,
                help=lang.say("同时打开浏览器", "open the browser, too"),
            ),
        ],
        short_help=lang.say("在本机查看", "view on this machine"),
        help=lang.say(
            "在本机查看网站：材料、设置有改动，几秒后页面自动更新；设置写错了，页面上会说明错在哪里，改好自动恢复。"
            "只有本机能访问。\n\n例：python build_archive.py serve --open",
            "Serve the site on this machine only; pages follow changes within seconds, and tell what is wrong"
            " while the settings are broken.\n\nExample: python build_archive.py serve --open",
        ),
    )


def _said(state: State, lang: Lang) -> str:
    if state.findings:
        return lang.say(
            f"{explain(state.findings, lang)}\n设置有误，改好后自动更新。",
            f"{explain(state.findings, lang)}\nThe settings are broken; mend them and the site comes back.",
        )
    if state.assessment is None:
        return state.trouble
    made = state.assessment
    total = sum(made.seconds.values())
    return lang.say(
        f"已更新：材料 {made.items} 件，用时 {total:.1f} 秒。", f"Built: {made.items} items in {total:.1f} s."
    )
