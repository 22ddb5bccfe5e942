"""`add`: take files in, with what was understood of them and why."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from juanzong.cli.asking import Asking, for_one
from juanzong.cli.exits import Exit
from juanzong.cli.gitting import handed_to_git
from juanzong.cli.options import archive_option, json_option, request, workers_option
from juanzong.cli.proposed import described, summary
from juanzong.cli.show import explain, rows
from juanzong.cli.wording import clause_of, day_of, kind_of, on_terminal
from juanzong.desk import (
    Answers,
    Desk,
    Done,
    Outcome,
    Proposal,
    accept,
    open_desk,
    propose,
    sources,
    written_by,
)
from juanzong.findings import Finding, order
from juanzong.lang import Lang

_NAMED = 3
"""So many titles are named in a commit's message."""

_DONE = {
    Done.ADDED: ("收入", "taken in"),
    Done.LINKED: ("已在库，补记条款", "linked to a further clause"),
    Done.PRESENT: ("已在库", "already there"),
    Done.REFUSED: ("没有收入", "not taken in"),
    Done.FAILED: ("没有收入", "not taken in"),
}


def add_command(lang: Lang) -> click.Command:
    """The command in one language."""

    def run(archive: Path, files: tuple[Path, ...], workers: int, **said: Any) -> int:
        asked = request(archive, "", None, workers, lang, quiet=said["as_json"])
        desk = open_desk(asked)
        found, skipped = sources(files)
        answers = _answers(desk, said, len(found), lang)
        proposals = propose(desk, found)
        if said["dry_run"]:
            _foretell(desk, proposals, skipped, answers, lang, as_json=said["as_json"])
            return Exit.FINE
        outcomes: list[Outcome] = []
        asks = on_terminal() and not (said["yes"] or said["as_json"])
        interrupted = False
        try:
            if asks:
                click.echo("\r\x1b[K", nl=False, err=True)
                for outcome in Asking(desk, answers, lang).outcomes(proposals):
                    outcomes.append(outcome)  # noqa: PERF402 (each counts even if the next is interrupted)
            else:
                for proposal in proposals:
                    outcomes.append(accept(desk, proposal, for_one(proposal, answers)))  # noqa: PERF401 (the same)
        except (click.Abort, KeyboardInterrupt):
            interrupted = True
        _tell(outcomes, skipped, lang, as_json=said["as_json"])
        taken = handed_to_git(
            asked,
            written_by(outcomes),
            _message(outcomes, lang),
            lang,
            commits=said["git_commit"],
            quiet=said["as_json"],
        )
        if interrupted:
            click.echo(
                lang.say(
                    "已中断：列出的已完整收入，其余没有动。",
                    "Interrupted: what is listed is wholly in, nothing else was touched.",
                ),
                err=True,
            )
            return Exit.INTERRUPTED
        return Exit.FINE if taken and not any(_is_wrong(one) for one in outcomes) else Exit.BLOCKED

    return click.Command(
        "add",
        callback=run,
        params=[
            click.Argument(
                ["files"], nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…"
            ),
            archive_option(lang),
            *_options(lang),
            workers_option(lang),
            json_option(lang),
        ],
        short_help=lang.say("收入材料", "take files in"),
        help=lang.say(
            "收入一个或多个文件，或整个文件夹：读出题名、文号、责任者、日期、类别，按内容建议归入哪一条，"
            "把文件复制到材料库（原件不动），写好附注文件。有密级标志的拒收。"
            "\n\n在窗口中运行时逐项询问，回车即采用；不能确定归入哪一条的，放进待归类（inbox）。"
            "文件夹名以指标代码开头的（如“I-1-1-2 基层宣讲”），其中的文件归入那一条。"
            "\n\n例：python build_archive.py add D:/报送/通知.pdf --to I-1-1-2",
            "Take in files or a whole folder: reads title, number, issuer, date and kind, suggests a clause,"
            " copies the file into the archive (the source is not touched) and writes its sidecar. Files with"
            " secrecy marks are refused.\n\nOn a terminal it asks; without a clause a file goes into the"
            " inbox. Files in a folder named by a code (`I-1-1-2 …`) go to that clause."
            "\n\nExample: python build_archive.py add notice.pdf --to I-1-1-2",
        ),
    )


def _options(lang: Lang) -> list[click.Parameter]:
    def text(names: list[str], zh: str, en: str) -> click.Option:
        return click.Option(names, help=lang.say(zh, en))

    def flag(names: list[str], zh: str, en: str) -> click.Option:
        return click.Option(names, is_flag=True, help=lang.say(zh, en))

    return [
        click.Option(
            ["--to"],
            multiple=True,
            metavar="CODE",
            help=lang.say(
                "归入哪一条；可写几次，第一条定文件夹",
                "the clause; may be repeated, the first gives the folder",
            ),
        ),
        text(["--title"], "题名", "title"),
        text(["--number"], "文号", "document number"),
        text(["--issuer"], "责任者", "issuer"),
        text(["--date", "day"], "成文日期", "date of the document"),
        text(["--kind"], "材料类别", "kind of evidence"),
        text(["--caption"], "图片说明", "caption of a picture"),
        text(["--note"], "备注", "note"),
        flag(["--inside"], "不能对外发布的也收入，只供内部使用", "take in also what may not leave the house"),
        flag(["--yes", "-y"], "不询问，照读出的收入", "do not ask, take what was understood"),
        flag(["--dry-run"], "只看读出什么，不收入", "show what would be done"),
        flag(["--commit", "git_commit"], "收入后提交到 git（只提交这些文件）", "commit these files to git"),
    ]


def _answers(desk: Desk, said: dict[str, Any], files: int, lang: Lang) -> Answers:
    """What was said on the command line.

    Raises:
        click.UsageError: a clause, kind or day that is none, or a title for several files.
    """
    if files > 1 and (said["title"] or said["number"] or said["caption"]):
        raise click.UsageError(
            lang.say(
                "--title、--number、--caption 一次只能用于一个文件。",
                "--title, --number and --caption are for a single file.",
            )
        )
    return Answers(
        codes=tuple(dict.fromkeys(clause_of(desk, code, lang) for code in said["to"])),
        title=said["title"],
        doc_number=said["number"],
        issuer=said["issuer"],
        date=day_of(said["day"], lang) if said["day"] else None,
        kind=kind_of(desk, said["kind"], lang) if said["kind"] else None,
        caption=said["caption"],
        note=said["note"],
        inside=said["inside"],
    )


def _foretell(
    desk: Desk,
    proposals: Sequence[Proposal],
    skipped: Sequence[Finding],
    answers: Answers,
    lang: Lang,
    *,
    as_json: bool,
) -> None:
    """Say what would be done."""
    if as_json:
        click.echo(json.dumps([_proposed(one, lang) for one in proposals], ensure_ascii=False, indent=1))
        return
    for proposal in proposals:
        click.echo(described(desk, proposal, lang) + "\n")
    if skipped:
        click.echo(explain(order(skipped), lang))
    if len(proposals) > 1:
        click.echo(summary(proposals, answers, lang))


def _message(outcomes: Sequence[Outcome], lang: Lang) -> str:
    names = [Path(one.path).stem for one in outcomes if one.written]
    shown = "、".join(names[:_NAMED])
    more = lang.say("等", " …") if len(names) > _NAMED else ""
    return lang.say(f"收入 {len(names)} 件材料：{shown}{more}", f"Add {len(names)} items: {shown}{more}")


def _is_wrong(outcome: Outcome) -> bool:
    return outcome.done in (Done.REFUSED, Done.FAILED)


def _tell(outcomes: Sequence[Outcome], skipped: Sequence[Finding], lang: Lang, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps([_row(one, lang) for one in outcomes], ensure_ascii=False, indent=1))
        return
    for one in outcomes:
        if one.path:
            click.echo(f"{lang.say(*_DONE[one.done])}  {one.path}  ← {one.proposal.source.shown}")
    found = order([*skipped, *(f for one in outcomes for f in one.findings if one.done is not Done.PRESENT)])
    if found:
        click.echo(explain(found, lang))
    counts = {words: sum(_DONE[one.done] == words for one in outcomes) for words in _DONE.values()}
    parts = [f"{lang.say(*words)} {count}" for words, count in counts.items() if count]
    click.echo(
        lang.say(f"共 {len(outcomes)} 件：", f"{len(outcomes)} files: ") + lang.say("，", ", ").join(parts)
    )


def _row(one: Outcome, lang: Lang) -> dict[str, object]:
    return _proposed(one.proposal, lang) | {
        "done": one.done.value,
        "path": one.path,
        "written": list(one.written),
        "findings": rows(order([*one.proposal.findings, *one.findings]), lang),
    }


def _proposed(one: Proposal, lang: Lang) -> dict[str, object]:
    fields = ("title", "doc_number", "issuer", "date", "kind")
    stated = {name: getattr(one.description, name, None) for name in fields}
    return {
        "source": one.source.shown,
        "outlook": one.outlook.value,
        "sha256": one.sha256,
        "name": one.name,
        **{name: str(value.value) if value else None for name, value in stated.items()},
        "origins": {name: value.origin.value for name, value in stated.items() if value},
        "suggestions": [
            {"code": g.code, "score": g.score, "margin": g.margin, "reasons": list(g.reasons)}
            for g in one.suggestions
        ],
        "present": list(one.present),
        "findings": rows(order(one.findings), lang),
    }
