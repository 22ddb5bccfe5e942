"""What was written, committed to git or with the commands to do so."""

from collections.abc import Sequence

import click

from juanzong.desk.committing import commands, commit
from juanzong.lang import Lang
from juanzong.request import Request


def handed_to_git(
    asked: Request, paths: Sequence[str], message: str, lang: Lang, *, commits: bool, quiet: bool
) -> bool:
    """Commit these paths below the archive's root, or say how; False where git did not take them."""
    if not paths:
        return True
    if commits:
        made = commit(asked.archive, paths, message)
        if not made.done:
            said = lang.say(
                "文件已写好，但没有提交到 git：", "The files are written, but git did not take them: "
            )
            click.echo(f"{said}\n{made.said}", err=True)
        elif not quiet:
            told = lang.say(f"已提交到 git：{message}", f"Committed to git: {message}")
            click.echo(f"{told}\n{made.said}".rstrip())
        return made.done
    if not quiet:
        click.echo(lang.say("提交到 git：", "To commit them to git:"))
        for line in commands(asked.archive, asked.work, paths, message):
            click.echo(f"  {line}")
    return True
