"""What git knows of the evidence: when each path was first received and by whom, in one pass over the log."""

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

_COMMIT = "\x01"


@dataclass(frozen=True, slots=True)
class Arrival:
    """The first commit that brought a path: its day (author's calendar) and the author's name."""

    day: date
    author: str


@dataclass(frozen=True, slots=True)
class History:
    """Arrivals by path relative to the archive root, and the commit at hand; empty without git."""

    arrivals: Mapping[str, Arrival] = field(default_factory=dict)
    commit: str = ""
    shallow: bool = False


def history(root: Path) -> History:
    """Read the history below `root`; a folder outside git, or a machine without git, has an empty one.

    Renames are followed: a moved file keeps its first arrival. `-z` keeps Chinese names as they are
    (git would escape them otherwise).
    """
    commit = _git(root, "rev-parse", "--verify", "--quiet", "HEAD")
    if not commit:
        return History()
    shallow = (_git(root, "rev-parse", "--is-shallow-repository") or "").strip() == "true"
    log = _git(
        root,
        "log",
        "-z",
        "--reverse",
        "--no-show-signature",
        f"--format={_COMMIT}%ad%x09%an",
        "--date=format:%Y-%m-%d",
        "--diff-filter=AR",
        "-M",
        "--name-status",
        "--relative",
        "--",
        ".",
    )
    return History(_arrivals(log or ""), commit.strip(), shallow)


def changed_since(root: Path, commit: str, folder: str) -> tuple[str, ...] | None:
    """The files below `folder` that are not as they were at a commit, in order; None if it is not known.

    Also None is what a folder outside git, or a machine without git, knows.
    """
    if _git(root, "rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}") is None:
        return None
    changed = _git(root, "diff", "-z", "--name-only", "--relative", "--no-renames", commit, "--", folder)
    new = _git(root, "ls-files", "-z", "--others", "--exclude-standard", "--", folder)
    return tuple(sorted({path for path in f"{changed or ''}{new or ''}".split("\0") if path}))


def _arrivals(log: str) -> dict[str, Arrival]:
    arrivals: dict[str, Arrival] = {}
    current: Arrival | None = None
    fields = iter(log.split("\0"))
    for raw in fields:
        entry = raw.lstrip("\n")
        if entry.startswith(_COMMIT):
            day, _, author = entry[1:].partition("\t")
            current = Arrival(datetime.strptime(day, "%Y-%m-%d").date(), author)  # noqa: DTZ007 (a calendar day)
        elif entry.startswith("R"):
            old, new = next(fields, ""), next(fields, "")
            if known := arrivals.get(old, current):
                arrivals[new] = known
        elif entry == "A" and current:
            arrivals.setdefault(next(fields, ""), current)
    return arrivals


def _git(root: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(  # noqa: S603 (fixed arguments, no shell)
            ["git", *arguments],  # noqa: S607 (git is found on PATH, as everywhere)
            cwd=root,
            capture_output=True,
            check=False,
        )
    except OSError:
        return None
    return done.stdout.decode("utf-8", "surrogateescape") if done.returncode == 0 else None
