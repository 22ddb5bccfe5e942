"""`verify`: whether a carrier is complete, unchanged, signed, and what was handed over."""

import json
from pathlib import Path

import click

from juanzong.cli.exits import Exit
from juanzong.cli.options import json_option
from juanzong.cli.show import Bar, explain
from juanzong.lang import Lang
from juanzong.pack.record import handoffs
from tools import verify

_SIGNERS = "allowed_signers"


def verify_command(lang: Lang) -> click.Command:
    """The command in one language."""

    def run(target: Path, archive: Path, signers: Path | None, *, sm3: bool, as_json: bool) -> int:
        if wrong := verify.astray(target, lang is Lang.EN):
            raise click.UsageError(wrong)
        bar = Bar(lang, quiet=as_json)
        kept = archive / _SIGNERS
        trusted = signers or (kept if kept.is_file() else None)
        report = verify.check(
            target, trusted, sm3, lambda done, total: bar("verify", done, total), signed=signers is not None
        )
        bar.clear()
        recorded, faulty = handoffs(archive)
        same = [one for one in recorded.packed if one.digest == report.digest]
        if as_json:
            on = [one.date.isoformat() for one in same]
            click.echo(json.dumps({**json.loads(verify.as_json(report)), "recorded": on}, ensure_ascii=False))
            return Exit.FINE if report.holds else Exit.BLOCKED
        if faulty:
            click.echo(explain(faulty, lang), err=True)
        click.echo(verify.tell(report, lang is Lang.EN, sm3))
        for one in same:
            click.echo(
                lang.say(
                    f"与 {one.date} 移交的记录一致（归档版本 {one.commit}）。",
                    f"It is what was handed over on {one.date} (version {one.commit}).",
                )
                if report.holds
                else lang.say(
                    f"清单是 {one.date} 移交的那一份（归档版本 {one.commit}），内容已不是移交时的样子。",
                    f"The lists are those of {one.date} (version {one.commit}), what is there is not.",
                )
            )
        if recorded.packed and not same:
            click.echo(lang.say("移交记录中没有这一袋。", "No hand-over of this is on record."))
        return Exit.FINE if report.holds else Exit.BLOCKED

    return click.Command(
        "verify",
        callback=run,
        params=[
            click.Argument(
                ["target"], type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR"
            ),
            click.Option(
                ["--archive"],
                type=click.Path(file_okay=False, path_type=Path),
                default="archive",
                show_default=True,
                help=lang.say("移交记录和公钥清单所在", "where the record of hand-overs and the signers are"),
            ),
            click.Option(
                ["--signers"],
                type=click.Path(exists=True, dir_okay=False, path_type=Path),
                help=lang.say(
                    f"公钥清单（ssh allowed_signers），缺省为 archive/{_SIGNERS}",
                    f"list of signers (ssh allowed_signers; default: archive/{_SIGNERS})",
                ),
            ),
            click.Option(
                ["--sm3"], is_flag=True, help=lang.say("同时核对 SM3 清单", "check the SM3 list, too")
            ),
            json_option(lang),
        ],
        short_help=lang.say("核验移交载体", "check a carrier"),
        help=lang.say(
            "逐个文件核对载体与清单，说明缺少、改动、多出的文件及其所在的页面，并核验签名和移交记录。"
            "\n\n例：python build_archive.py verify E:\\",
            "Hold every file of a carrier against its lists and say what is missing, changed or extra and"
            " which page shows it; check signature and record."
            "\n\nExample: python build_archive.py verify /media/stick",
        ),
    )
