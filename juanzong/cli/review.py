"""`review`: walk through what waits for a place, one key each, every answer written at once."""

import json
from collections.abc import Sequence
from pathlib import Path

import click

from juanzong.classify import sample_of
from juanzong.cli.exits import Exit
from juanzong.cli.gitting import handed_to_git
from juanzong.cli.options import archive_option, json_option, request, workers_option
from juanzong.cli.proposed import facts, suggested
from juanzong.cli.show import explain
from juanzong.cli.wording import clause_of, named, on_terminal
from juanzong.desk import Desk, open_desk
from juanzong.desk.reviewing import (
    Accuracy,
    Answered,
    Case,
    accuracy,
    cases,
    confirm,
    samples,
    set_aside,
)
from juanzong.lang import Lang

_SHOWN_CHARS = 400
_WHOLE_CHARS = 20_000
_STEPS = {"s": 1, "b": -1}


def review_command(lang: Lang) -> click.Command:
    """The command in one language."""

    def run(archive: Path, workers: int, *, git_commit: bool, as_json: bool) -> int:
        asked = request(archive, "", None, workers, lang, quiet=as_json)
        desk = open_desk(asked)
        waiting = cases(desk)
        if as_json:
            click.echo(json.dumps([_row(case) for case in waiting], ensure_ascii=False, indent=1))
            return Exit.FINE
        if not waiting:
            click.echo(lang.say("没有待归类的材料。", "Nothing waits for a place."))
            return Exit.FINE
        if not on_terminal():
            for case in waiting:
                click.echo(_shown(desk, case, lang) + "\n")
            return Exit.FINE
        walk = Walk(desk, waiting, lang)
        interrupted = False
        try:
            walk.go()
        except (click.Abort, KeyboardInterrupt):
            interrupted = True
            click.echo()
        walk.sum_up()
        message = lang.say(f"归类 {len(walk.codes)} 件材料", f"Place {len(walk.codes)} items")
        done = handed_to_git(asked, walk.written, message, lang, commits=git_commit, quiet=False)
        if interrupted:
            return Exit.INTERRUPTED
        return Exit.FINE if done and not walk.failed else Exit.BLOCKED

    return click.Command(
        "review",
        callback=run,
        params=[
            archive_option(lang),
            click.Option(
                ["--commit", "git_commit"],
                is_flag=True,
                help=lang.say("结束后提交到 git（只提交这些文件）", "commit the answers to git at the end"),
            ),
            workers_option(lang),
            json_option(lang),
        ],
        short_help=lang.say("归类待归类的材料", "place what waits for a place"),
        help=lang.say(
            "逐件看待归类的材料，把握最大的在前，旁边是依据和正文。一个键回答一件：回车或数字确认建议，"
            "o 另选一条，n 不是佐证，s 跳过，b 退回上一件，t 看全文，q 结束。"
            "每个回答立即写进附注文件，随时可以停。"
            "\n\n每确认一件，以后的建议就更准；结束时显示归类准确率前后的变化。"
            "\n\n例：python build_archive.py review",
            "Walk through what waits for a place, the most certain first, with reasons and text. One key"
            " each: Enter or a number confirms, o another clause, n no evidence, s skip, b back, t the whole"
            " text, q quit. Every answer is written at once, and teaches the classifier."
            "\n\nExample: python build_archive.py review",
        ),
    )


class Walk:
    """One walk through the cases; `codes` are the answers by path, empty for what is no evidence."""

    def __init__(self, desk: Desk, waiting: Sequence[Case], lang: Lang) -> None:
        self.codes: dict[str, str] = {}
        self.written: list[str] = []
        self.failed = False
        self._desk = desk
        self._waiting = waiting
        self._lang = lang

    def go(self) -> None:
        """Ask until every case is answered or skipped, or the clerk stops.

        Raises:
            click.Abort, KeyboardInterrupt: the clerk pressed Ctrl-C; all answers given are written.
        """
        place = 0
        while place < len(self._waiting):
            case = self._waiting[place]
            click.echo(f"\n[{place + 1}/{len(self._waiting)}] {_shown(self._desk, case, self._lang)}")
            step = self._answer(case)
            if step is None:
                return
            place = max(0, place + step)

    def sum_up(self) -> None:
        """Say what was answered, and what that has taught."""
        aside = sum(not code for code in self.codes.values())
        placed = len(self.codes) - aside
        left = len(self._waiting) - len(self.codes)
        self._say(
            f"\n归类 {placed} 件，不作佐证 {aside} 件，还有 {left} 件待归类。",
            f"\n{placed} placed, {aside} no evidence, {left} left.",
        )
        if placed:
            self._say("正在检验归类准确率……", "Measuring how right the suggestions are …")
            before, after = self._taught()
            self._say(
                f"归类准确率（{after.items} 件已归类的材料，分批留出检验）："
                f"首选 {_share(before.first, before)} → {_share(after.first, after)}，"
                f"前三 {_share(before.three, before)} → {_share(after.three, after)}。",
                f"Accuracy on {after.items} placed items, left out part by part:"
                f" first {_share(before.first, before)} → {_share(after.first, after)},"
                f" first three {_share(before.three, before)} → {_share(after.three, after)}.",
            )

    def _taught(self) -> tuple[Accuracy, Accuracy]:
        """How right the suggestions are without and with today's answers, on the same items."""
        known = samples(self._desk)
        new = [
            sample_of(case.evidence, (code,))
            for case in self._waiting
            if (code := self.codes.get(case.path)) and case.evidence.extraction.text.strip()
        ]
        every = (*known, *new)
        return accuracy(self._desk, known, every), accuracy(self._desk, every, every)

    def _answer(self, case: Case) -> int | None:
        """Take keys until one answers the case: how many cases to go on, or None to stop."""
        while True:
            self._say(
                "回车/1-3 确认  o 其他条款  n 不是佐证  s 跳过  b 上一件  t 全文  q 结束",
                "Enter/1-3 confirm  o other clause  n no evidence  s skip  b back  t text  q quit",
            )
            key = click.getchar().lower()
            if not key:  # the keyboard is gone
                raise click.Abort
            if key == "q":
                return None
            if key in _STEPS:
                return _STEPS[key]
            if self._keyed(case, key):
                return 1

    def _keyed(self, case: Case, key: str) -> bool:
        """Do what a key says; whether that has answered the case."""
        number = 1 if key in ("\r", "\n") else int(key) if key in ("1", "2", "3") else 0
        if 0 < number <= len(case.suggestions):
            return self._confirmed(case, case.suggestions[number - 1].code)
        if key == "o":
            code = self._other()
            return bool(code) and self._confirmed(case, code)
        if key == "n":
            return self._set_aside(case)
        if key == "t":
            text = case.evidence.extraction.text[:_WHOLE_CHARS]
            click.echo(text or self._lang.say("（没有文字）", "(no text)"))
        return False

    def _other(self) -> str:
        given = click.prompt(
            self._lang.say("代码（空则返回）", "code (empty: back)"), default="", show_default=False
        )
        if not given.strip():
            return ""
        try:
            return clause_of(self._desk, given, self._lang)
        except click.BadParameter as wrong:
            click.echo(wrong.message)
            return ""

    def _confirmed(self, case: Case, code: str) -> bool:
        answered = confirm(self._desk, case, code, self.codes.get(case.path, ""))
        return self._noted(case, code, answered, f"✓ {named(self._desk.clauses[code])}")

    def _set_aside(self, case: Case) -> bool:
        reason = click.prompt(
            self._lang.say("理由（空则返回）", "reason (empty: back)"), default="", show_default=False
        )
        if not reason.strip():
            return False
        answered = set_aside(self._desk, case, reason, self.codes.get(case.path, ""))
        return self._noted(case, "", answered, self._lang.say("✓ 不作佐证", "✓ no evidence"))

    def _noted(self, case: Case, code: str, answered: Answered, said: str) -> bool:
        """Remember an answer that was written; say why where it was not."""
        if answered.problem:
            self.failed = True
            click.echo(explain([answered.problem], self._lang))
            return False
        self.codes[case.path] = code
        self.written += [path for path in answered.written if path not in self.written]
        click.echo(said)
        return True

    def _say(self, zh: str, en: str) -> None:
        click.echo(self._lang.say(zh, en))


def _shown(desk: Desk, case: Case, lang: Lang) -> str:
    text = " ".join(case.evidence.extraction.text.split())[:_SHOWN_CHARS]
    for reason in case.suggestions[0].reasons if case.suggestions else ():
        text = text.replace(reason, click.style(reason, fg="red", bold=True))
    lines = [
        case.evidence.item.shown_path,
        *facts(case.evidence.description, lang),
        *(suggested(desk, case.suggestions, lang) or [lang.say("  没有建议", "  nothing suggested")]),
        "  " + (text or lang.say("（没有文字，请打开文件看）", "(no text; open the file)")),
    ]
    return "\n".join(lines)


def _share(right: int, of: Accuracy) -> str:
    return f"{100 * right / of.items:.1f}%"


def _row(case: Case) -> dict[str, object]:
    return {
        "id": case.evidence.id,
        "path": case.evidence.item.shown_path,
        "title": case.evidence.description.title.value,
        "suggestions": [
            {"code": n.code, "score": n.score, "margin": n.margin, "reasons": list(n.reasons)}
            for n in case.suggestions
        ],
    }
