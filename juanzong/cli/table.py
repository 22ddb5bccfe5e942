"""`table`: the catalogue as a spreadsheet, and back."""

import json
from pathlib import Path

import click

from juanzong.cli.exits import Exit
from juanzong.cli.gitting import handed_to_git
from juanzong.cli.options import archive_option, json_option, request, workers_option
from juanzong.cli.show import explain, rows
from juanzong.desk import open_desk
from juanzong.desk.table import export_table, rows_of
from juanzong.desk.table_import import Taken, import_table
from juanzong.lang import Lang
from juanzong.request import Request


def table_command(lang: Lang) -> click.Command:
    """The command in one language."""

    def run(
        archive: Path,
        action: str,
        file: Path,
        workers: int,
        *,
        force: bool,
        dry_run: bool,
        git_commit: bool,
        as_json: bool,
    ) -> int:
        asked = request(archive, "", None, workers, lang, quiet=as_json)
        if action == "export":
            return _export(asked, file, lang, force=force, as_json=as_json)
        taken = import_table(asked, file, dry_run=dry_run)
        _tell(taken, lang, dry_run=dry_run, as_json=as_json)
        if any(found.blocks for found in taken.findings):
            return Exit.BLOCKED
        if dry_run or not taken.written:
            return Exit.FINE
        message = lang.say(
            f"按表格修改目录：{len(taken.written)} 份附注文件", f"Edit {len(taken.written)} sidecars by table"
        )
        done = handed_to_git(asked, taken.written, message, lang, commits=git_commit, quiet=as_json)
        return Exit.FINE if done else Exit.BLOCKED

    return click.Command(
        "table",
        callback=run,
        params=[
            click.Argument(["action"], type=click.Choice(["export", "import"])),
            click.Argument(["file"], type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.xlsx"),
            archive_option(lang),
            click.Option(
                ["--force"],
                is_flag=True,
                help=lang.say("导出时覆盖已有的文件", "export: replace the file if it is there"),
            ),
            click.Option(
                ["--dry-run"],
                is_flag=True,
                help=lang.say("导入时只看会改什么，不改", "import: say what would change, change nothing"),
            ),
            click.Option(
                ["--commit", "git_commit"],
                is_flag=True,
                help=lang.say(
                    "导入后提交到 git（只提交这些文件）", "import: commit the changed files to git"
                ),
            ),
            workers_option(lang),
            json_option(lang),
        ],
        short_help=lang.say("用表格改目录", "the catalogue as a spreadsheet"),
        help=lang.say(
            "把全部材料的目录导出成 XLSX，在 Excel 或 WPS 中成批修改题名、文号、责任者、日期、类别、归入指标"
            "等，再导回来，写进附注文件。只写改过的格；有一格不能采用，就全都不改，并逐格说明第几行、"
            "哪一栏、为什么。导出以后别人改过的自动合并，两边改了同一格的报告出来。"
            "\n\n例：python build_archive.py table export 目录.xlsx",
            "Export the whole catalogue as XLSX, edit it in Excel, and import it into the sidecars. Only"
            " edited cells are written; if one cannot be taken nothing is, and each is named with its row,"
            " column and reason. What others changed meanwhile is merged; a cell changed on both sides is"
            " reported."
            "\n\nExample: python build_archive.py table export catalogue.xlsx",
        ),
    )


def _export(asked: Request, file: Path, lang: Lang, *, force: bool, as_json: bool) -> int:
    desk = open_desk(asked)
    content = export_table(desk)
    try:
        with file.open("wb" if force else "xb") as out:
            out.write(content)
    except FileExistsError:
        raise click.UsageError(
            lang.say(
                f"{file} 已经有了，里面可能有还没导入的修改；换个文件名，或加 --force 覆盖。",
                f"{file} exists and may hold edits not imported yet; choose another name or add --force.",
            )
        ) from None
    except OSError as error:
        raise click.UsageError(
            lang.say(
                f"写不了 {file}：{error.strerror}。正在 Excel 中打开的，先关闭。",
                f"{file} cannot be written: {error.strerror}. Close it in Excel first.",
            )
        ) from error
    count = len(rows_of(desk))
    if as_json:
        click.echo(json.dumps({"file": file.as_posix(), "rows": count}, ensure_ascii=False))
    else:
        click.echo(lang.say(f"已导出 {count} 件到 {file}。", f"{count} items exported to {file}."))
    return Exit.FINE


def _tell(taken: Taken, lang: Lang, *, dry_run: bool, as_json: bool) -> None:
    if as_json:
        told = {
            "cells": taken.cells,
            "written": list(taken.written),
            "findings": rows(taken.findings, lang),
        }
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    if taken.findings:
        click.echo(explain(taken.findings, lang))
    blocking = sum(found.blocks for found in taken.findings)
    if blocking:
        said = lang.say(
            f"有 {blocking} 处不能采用，没有改动任何材料。",
            f"{blocking} cannot be taken; nothing was changed.",
        )
    elif not taken.written:
        said = lang.say("表中没有改动。", "Nothing is changed in the table.")
    else:
        said = lang.say(
            f"{'将' if dry_run else '已'}采用 {taken.cells} 格，改动 {len(taken.written)} 份附注文件。",
            f"{taken.cells} cells {'to take' if dry_run else 'taken'}, {len(taken.written)} sidecars.",
        )
    click.echo(said)
    for path in taken.written:
        click.echo(f"  {path}")
