"""What `add` asks a clerk: the clause, and what is missing; everything else is taken as understood."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import click

from juanzong.cli.proposed import described, summary
from juanzong.cli.wording import FIELDS, clause_of, day_of, kind_of
from juanzong.desk import Answers, Desk, Outcome, Outlook, Proposal, accept
from juanzong.lang import Lang
from juanzong.load.models import Format


class _Skipped(Exception):  # noqa: N818 (an answer, no error)
    """This file is not to be taken in now."""


class _Ended(Exception):  # noqa: N818 (an answer, no error)
    """No further file is to be taken in now."""


class Asking:
    """A conversation about files to take in; `answers` are what was said on the command line."""

    def __init__(self, desk: Desk, answers: Answers, lang: Lang) -> None:
        self._desk = desk
        self._answers = answers
        self._lang = lang

    def outcomes(self, proposals: Sequence[Proposal]) -> Iterator[Outcome]:
        """Take in file by file, or all at once where the clerk says so; each is done when it is given.

        Raises:
            click.Abort: somebody pressed Ctrl-C; nothing is half done.
        """
        one_by_one = len(proposals) == 1 or self._wants_each(proposals)
        for proposal in proposals:
            if not one_by_one:
                yield accept(self._desk, proposal, for_one(proposal, self._answers))
                continue
            click.echo("\n" + described(self._desk, proposal, self._lang))
            if proposal.outlook in (Outlook.REFUSED, Outlook.UNUSABLE):
                yield accept(self._desk, proposal, self._answers)
                continue
            try:
                answers = self._about(proposal)
            except _Skipped:
                continue
            except _Ended:
                return
            yield accept(self._desk, proposal, answers)

    def _wants_each(self, proposals: Sequence[Proposal]) -> bool:
        """Whether the clerk wants to look at each file; nothing is taken in where it is none of both."""
        say = self._lang.say
        click.echo(summary(proposals, self._answers, self._lang))
        answer = self._prompt(
            say(
                "全部照此收入按 a，逐件核对按 e，都不收按 q",
                "a: take all in like this, e: one by one, q: none",
            ),
            "e",
            {"a", "e", "q"}.__contains__,
        )
        if answer == "q":
            raise click.Abort
        return answer == "e"

    def _about(self, proposal: Proposal) -> Answers:
        """What the clerk says of one file."""
        say = self._lang.say
        inside = self._answers.inside
        if proposal.outlook is Outlook.HELD and not inside:
            inside = click.confirm(
                say(
                    "不能对外发布。仍要收入，只供内部使用？",
                    "It may not leave the house. Take it in for inside use?",
                ),
                default=False,
            )
            if not inside:
                raise _Skipped
        codes = self._clauses(proposal)
        answers = replace(self._answers, codes=codes, inside=inside, seen=True)
        if proposal.outlook is Outlook.PRESENT:
            return answers
        for field in proposal.unsure:
            if getattr(answers, field) is None:
                answers = replace(answers, **{field: self._field(proposal, field)})
        if self._is_picture(proposal, answers) and answers.caption is None:
            caption = click.prompt(
                say(
                    "图片说明（时间、地点、人物、主题、背景、事由），可空",
                    "caption (time, place, people, subject, background, cause), may be empty",
                ),
                default="",
                show_default=False,
            )
            answers = replace(answers, caption=caption or None)
        return answers

    def _clauses(self, proposal: Proposal) -> tuple[str, ...]:
        """The clauses that the clerk names: numbers of suggestions, codes, or none for the inbox."""
        preset = self._answers.codes or ((proposal.folder_code,) if proposal.folder_code else ())
        default = " ".join(preset) or ("1" if proposal.suggestions else "i")
        answer = self._prompt(
            self._lang.say(
                "归入哪一条？（建议的序号或代码，几条用空格隔开；i 待归类，s 跳过，q 结束）",
                "Which clause? (number or code, several with spaces; i inbox, s skip, q quit)",
            ),
            default,
            lambda given: given in ("i", "s", "q") or bool(self._codes(proposal, given)),
        )
        if answer == "s":
            raise _Skipped
        if answer == "q":
            raise _Ended
        return () if answer == "i" else self._codes(proposal, answer)

    def _codes(self, proposal: Proposal, given: str) -> tuple[str, ...]:
        """The codes that an answer names.

        Raises:
            click.BadParameter: one is no clause.
        """
        numbered = {str(n): guess.code for n, guess in enumerate(proposal.suggestions, 1)}
        words = given.replace("、", " ").replace("，", " ").replace(",", " ").split()
        codes = (numbered.get(word) or clause_of(self._desk, word, self._lang) for word in words)
        return tuple(dict.fromkeys(codes))

    def _field(self, proposal: Proposal, field: str) -> Any:
        """What the clerk says a field is; None where it stays as it is understood."""
        understood = getattr(proposal.description, field)
        default = str(understood.value) if understood else ""
        readers: dict[str, Callable[[str], object]] = {
            "date": lambda given: day_of(given, self._lang),
            "kind": lambda given: kind_of(self._desk, given, self._lang),
        }
        read = readers.get(field, str)
        hint = ""
        if field == "kind":
            hint = "（" + "、".join(kind.name for kind in self._desk.config.edition.kinds) + "）"
        if not default:
            hint += self._lang.say("（可空）", " (may be empty)")
        name = self._lang.say(*FIELDS[field])
        answer = self._prompt(
            f"{name}{hint}", default, lambda given: not given or read(given) is not None, empty=True
        )
        return read(answer) if answer else None

    def _prompt(self, text: str, default: str, valid: Callable[[str], bool], *, empty: bool = False) -> str:
        """Ask until the answer can be used."""
        while True:
            given: str = click.prompt(text, default=default, show_default=bool(default) or not empty)
            given = given.strip()
            try:
                if valid(given):
                    return given
            except click.BadParameter as wrong:
                click.echo(wrong.message)

    def _is_picture(self, proposal: Proposal, answers: Answers) -> bool:
        read = proposal.description.kind if proposal.description else None
        kind = answers.kind or (read.value if read else "")
        return any(k.name == kind and Format.IMAGE in k.formats for k in self._desk.config.edition.kinds)


def for_one(proposal: Proposal, answers: Answers) -> Answers:
    """The answers for one of many files: without a clause named, the one its own folder is named after."""
    if answers.codes or not proposal.folder_code:
        return answers
    return replace(answers, codes=(proposal.folder_code,))
