"""`check`: every finding, grouped by file."""

import json
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

import click

from juanzong.cli.annotate import commands, report
from juanzong.cli.exits import Exit
from juanzong.cli.options import (
    archive_option,
    json_option,
    request,
    scheduler_option,
    today_option,
    workers_option,
)
from juanzong.cli.show import explain, rows, summary
from juanzong.cli.staged import NoRepositoryError, staged
from juanzong.cli.unchanged import findings
from juanzong.desk.mending import Repair, Repaired, mend
from juanzong.desk.writing import BusyError
from juanzong.findings import Finding, finding, order
from juanzong.lang import Lang
from juanzong.load import load
from juanzong.load.release import Release, Waiver
from juanzong.request import Request
from juanzong.waivers import blocking, waived


class Form(StrEnum):
    """In which form findings are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    GITEA = "gitea"
    GITLAB = "gitlab"


def check_command(lang: Lang) -> click.Command:
    """The command in one language."""

    def run(
        archive: Path,
        today: object,
        workers: int,
        scheduler: str,
        form: str,
        *,
        before_commit: bool,
        fix: bool,
        as_json: bool,
    ) -> int:
        if fix and before_commit:
            raise click.UsageError(lang.say("--fix 不能与 --staged 同用", "--fix does not go with --staged"))
        wanted = Form.JSON if as_json else Form(form)
        quiet = wanted is not Form.TEXT
        asked = request(archive, "", today, workers, lang, quiet=quiet, scheduler=scheduler)
        if before_commit:
            return _staged(asked, wanted)
        unmended = _mend(asked, wanted) if fix else ()
        found = order((*findings(asked), *unmended))
        config, _ = load(archive)
        release = config.release if config else Release()
        answered = waived(release, found)
        _show(found, archive, wanted, lang, answered)
        if wanted is Form.TEXT and found:
            click.echo(f"\n{summary(found, lang, answered)}")
        return Exit.BLOCKED if blocking(release, found) else Exit.FINE

    return click.Command(
        "check",
        callback=run,
        params=[
            archive_option(lang),
            today_option(lang),
            workers_option(lang),
            scheduler_option(lang),
            click.Option(
                ["--format", "form"],
                type=click.Choice([choice.value for choice in Form]),
                default="text",
                show_default=True,
                help=lang.say(
                    "输出形式：text 给人看，json 给程序，其余供代码托管平台标注",
                    "form of the output: text for people, json for programs, the rest for hosts of code",
                ),
            ),
            click.Option(
                ["--staged", "before_commit"],
                is_flag=True,
                help=lang.say(
                    "只看将要提交到 git 的文件，有密级标志等就拦下",
                    "look only at what is about to be committed, and stop secrets and the like",
                ),
            ),
            click.Option(
                ["--fix"],
                is_flag=True,
                help=lang.say(
                    "先自动改正不用人拿主意的：不合规的文件名、临时文件（移到 .juanzong/removed）、"
                    "行尾、git 设置",
                    "first put right what needs no decision: names, litter (into .juanzong/removed),"
                    " line ends, what git is told",
                ),
            ),
            json_option(lang),
        ],
        short_help=lang.say("检查材料", "check the evidence"),
        help=lang.say(
            "列出全部问题，按文件归组，每条附处理办法；有错误时退出码为 1。"
            "\n\n例：python build_archive.py check"
            "\n\n例：python build_archive.py check --fix",
            "List every finding by file, each with its fix; exit code 1 if one blocks."
            "\n\nExample: python build_archive.py check --format json",
        ),
    )


def _staged(asked: Request, form: Form) -> int:
    """Screen what is staged, and say whether it may be committed."""
    lang = asked.lang
    try:
        looked = staged(asked)
    except NoRepositoryError:
        click.echo(
            lang.say(
                "这里不是 git 仓库，或没有安装 git；--staged 只用于提交之前。",
                "This is no git repository, or git is not installed; --staged is for before a commit.",
            ),
            err=True,
        )
        return Exit.USAGE
    _show(looked.findings, Path(), form, lang)
    stopped = len({one.subject for one in looked.stopping})
    if form is Form.TEXT and stopped:
        click.echo(
            lang.say(
                f"\n已拦下：{stopped} 个文件不能提交。"
                "用 git restore --staged 文件名 把它撤出，按上面的办法处理。",
                f"\nStopped: {stopped} files must not be committed. Take them out with"
                " git restore --staged FILE and deal with them as said above.",
            )
        )
    return Exit.BLOCKED if stopped else Exit.FINE


def _mend(asked: Request, form: Form) -> tuple[Finding, ...]:
    """Put right what is safe and say what was done, beside what programs read; gives what is left."""
    try:
        done, found = mend(asked)
    except BusyError:
        return (finding("JZ842", "archive.yml"),)
    for one in done:
        click.echo(_REPAIRS[one.repair](asked.lang, one), err=form is not Form.TEXT)
    if form is Form.TEXT:
        none = asked.lang.say("没有可以自动改正的。", "There is nothing to put right automatically.")
        click.echo(
            asked.lang.say(f"自动改正了 {len(done)} 处。\n", f"{len(done)} put right.\n")
            if done
            else f"{none}\n"
        )
    return found


_REPAIRS: Mapping[Repair, Callable[[Lang, Repaired], str]] = {
    Repair.RENAMED: lambda lang, one: lang.say(
        f"已改名：{one.path} → {one.now}", f"renamed: {one.path} → {one.now}"
    ),
    Repair.PUT_ASIDE: lambda lang, one: lang.say(
        f"已移走：{one.path} → {one.now}", f"put aside: {one.path} → {one.now}"
    ),
    Repair.LINE_ENDS: lambda lang, one: lang.say(
        f"行尾已改为 LF：{one.path}", f"line ends are LF now: {one.path}"
    ),
    Repair.ATTRIBUTES: lambda lang, one: lang.say(
        f"已写明材料的字节一律不动：{one.path}", f"git is told to leave evidence alone: {one.path}"
    ),
}


def _show(
    found: Sequence[Finding],
    base: Path,
    form: Form,
    lang: Lang,
    answered: Mapping[Finding, Waiver] = MappingProxyType({}),
) -> None:
    """Findings in the form asked for; their paths start at `base`, `answered` are those that were waived."""
    open_ = [one for one in found if one not in answered]
    if form is Form.JSON:
        click.echo(json.dumps(rows(found, lang, answered), ensure_ascii=False, indent=1))
    elif form is Form.GITLAB:
        click.echo(report(open_, base, lang))
    elif form in (Form.GITHUB, Form.GITEA):
        if open_:
            click.echo(commands(open_, base, lang))
    elif found:
        click.echo(explain(found, lang, answered))
    else:
        click.echo(lang.say("没有问题。", "No findings."))
