"""What git knows of the evidence: who brought, changed and moved each path, in one pass over the log."""

import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import IO

_COMMIT = "\x01"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Change:
    """A commit that brought a path its content, or its name alone (`moved`).

    `day` is of the author's calendar, `author` the name that git was told; `blob` is git's digest of the
    content.
    """

    day: date
    author: str
    blob: str
    moved: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """Changes by path relative to the archive root, the earliest first, and the commit at hand.

    `dirty` are the paths that are not as they were committed. All is empty without git.
    """

    changes: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    commit: str = ""
    shallow: bool = False
    dirty: frozenset[str] = frozenset()


def history(root: Path) -> History:
    """Read the history below `root`; a folder outside git, or a machine without git, has an empty one.

    Renames are followed: a moved file keeps what happened to it before. `-z` keeps Chinese names as they are
    (git would escape them otherwise); `.mailmap` is heeded.
    """
    commit = ask(root, "rev-parse", "--verify", "--quiet", "HEAD")
    if not commit:
        return History()
    shallow = (ask(root, "rev-parse", "--is-shallow-repository") or "").strip() == "true"
    log = ask(
        root,
        *("log", "-z", "--topo-order", "--reverse", "--no-show-signature"),
        *(f"--format={_COMMIT}%ad%x09%aN", "--date=format:%Y-%m-%d"),
        *("-M", "--raw", "--no-abbrev", "--relative", "--", "."),
    )
    dirty = ask(root, "diff", "-z", "--name-only", "--relative", "--no-renames", "HEAD", "--", ".")
    return History(_changes(log or ""), commit.strip(), shallow, frozenset(_paths(dirty)))


def changed_since(root: Path, commit: str, *places: str) -> tuple[str, ...] | None:
    """The files at or below `places` that are not as they were at a commit, in order; None if not known.

    Also None is what a folder outside git, or a machine without git, knows.
    """
    if ask(root, "rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}") is None:
        return None
    changed = ask(root, "diff", "-z", "--name-only", "--relative", "--no-renames", commit, "--", *places)
    new = ask(root, "ls-files", "-z", "--others", "--exclude-standard", "--", *places)
    return tuple(sorted({*_paths(changed), *_paths(new)}))


def precedes(root: Path, commit: str) -> bool:
    """Whether a commit that is known is still part of the history of what is at hand."""
    return ask(root, "merge-base", "--is-ancestor", commit, "HEAD") is not None


def contents(root: Path, blobs: Iterable[str]) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The contents that git keeps under its digests, piece by piece, each to be read before the next.

    What is not there, as in a partial clone, is left out.
    """
    with tempfile.TemporaryFile() as asked:
        asked.write("".join(f"{blob}\n" for blob in blobs).encode("ascii"))
        asked.seek(0)
        command = ["git", "cat-file", "--batch"]
        quiet = subprocess.DEVNULL
        with (
            suppress(OSError),
            subprocess.Popen(command, cwd=root, stdin=asked, stdout=subprocess.PIPE, stderr=quiet) as process,  # noqa: S603 (fixed arguments, no shell)
        ):
            assert process.stdout is not None  # noqa: S101 (asked for above)
            yield from _batch(process.stdout)


def _batch(stream: IO[bytes]) -> Iterator[tuple[str, Iterator[bytes]]]:
    while head := stream.readline().split():
        if len(head) == len(("blob", "type", "size")):
            left = int(head[2])

            def pieces(left: int = left) -> Iterator[bytes]:
                while left and (piece := stream.read(min(left, _CHUNK))):
                    left -= len(piece)
                    yield piece
                stream.read(1)

            yield head[0].decode("ascii"), pieces()


def _changes(log: str) -> dict[str, tuple[Change, ...]]:
    """What happened to each path; a change on another branch to one that was renamed meanwhile follows it."""
    made: dict[str, list[Change]] = {}
    renamed: dict[str, str] = {}
    day, author = date.min, ""
    fields = iter(log.split("\0"))
    for raw in fields:
        entry = raw.lstrip("\n")
        if entry.startswith(_COMMIT):
            told, _, author = entry[1:].partition("\t")
            day = datetime.strptime(told, "%Y-%m-%d").date()  # noqa: DTZ007 (a calendar day)
        elif entry.startswith(":"):
            *_, before, blob, status = entry.split()
            path = next(fields, "")
            if status.startswith("R"):
                new = next(fields, "")
                made[new] = made.pop(renamed.get(path, path), [])
                renamed.pop(new, None)
                renamed[path] = new
                made[new].append(Change(day, author, blob, moved=bool(made[new]) and before == blob))
            elif status in ("A", "M"):
                if status == "A":
                    renamed.pop(path, None)
                made.setdefault(renamed.get(path, path), []).append(Change(day, author, blob))
    return {path: tuple(changes) for path, changes in made.items()}


def _paths(listed: str | None) -> list[str]:
    return [path for path in (listed or "").split("\0") if path]


def ask(root: Path, *arguments: str) -> str | None:
    """What git answers; None where it says no, or is not there."""
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
