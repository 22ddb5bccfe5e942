"""Repositories of tests: commits by a given author on a given day, whatever the machine's settings are."""

import os
import subprocess
from pathlib import Path

AUTHOR = "甲乙丙"
"""Who stands in the organisation of `tests.archives` as 副市长."""


def git(root: Path, *arguments: str, day: str = "2026-03-01", author: str = AUTHOR) -> str:
    """Run git and return what it says; `day` is that of the author, and of the commit."""
    then = f"{day}T12:00:00+08:00"
    environment = {
        **os.environ,
        "GIT_AUTHOR_DATE": then,
        "GIT_COMMITTER_DATE": then,
        **{f"GIT_{who}_NAME": author for who in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{who}_EMAIL": "a@example.invalid" for who in ("AUTHOR", "COMMITTER")},
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    command = ["git", *arguments]
    done = subprocess.run(command, cwd=root, env=environment, check=True, capture_output=True)
    return done.stdout.decode("utf-8", "surrogateescape").strip()


def commit(root: Path, *, day: str = "2026-03-01", author: str = AUTHOR, new: bool = False) -> str:
    """Commit everything below `root`, in a `new` repository or the one that is there; the commit's digest."""
    if new:
        git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "材料", day=day, author=author)
    return git(root, "rev-parse", "HEAD")
