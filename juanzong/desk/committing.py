"""Handing what was written to git: exactly those files, nothing else that may be waiting."""

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_SHOWN_PATHS = 6
"""More are not put on a command line, but into a list."""


@dataclass(frozen=True, slots=True)
class Committed:
    """Whether git took the files, and what it said."""

    done: bool
    said: str


def commit(root: Path, paths: Sequence[str], message: str) -> Committed:
    """Add and commit these files, given below `root`; what else is staged stays staged, not committed."""
    given = "".join(f"{path}\0" for path in paths).encode("utf-8", "surrogateescape")
    listed = ("--pathspec-from-file=-", "--pathspec-file-nul")
    for arguments in (("add", *listed), ("commit", "-q", "-m", message, *listed)):
        try:
            done = subprocess.run(  # noqa: S603 (fixed arguments, no shell)
                ["git", "--literal-pathspecs", "-c", "core.quotePath=false", *arguments],  # noqa: S607 (git is found on PATH, as everywhere)
                cwd=root,
                input=given,
                capture_output=True,
                check=False,
            )
        except OSError as error:
            return Committed(False, str(error))
        said = (done.stdout + done.stderr).decode("utf-8", "replace").strip()
        if done.returncode:
            return Committed(False, said)
    return Committed(True, said)


def commands(root: Path, work: Path, paths: Sequence[str], message: str) -> tuple[str, ...]:
    """The lines to type, from the folder one is in, to do what `commit` does; they work in every shell.

    Raises:
        OSError: there are many paths, and their list cannot be written.
    """
    here = [Path(os.path.relpath(root / path)).as_posix() for path in paths]
    if len(here) <= _SHOWN_PATHS:
        what = "-- " + " ".join(f'"{path}"' for path in here)
    else:
        listed = work / "added.txt"
        listed.write_text("".join(f"{path}\n" for path in here), encoding="utf-8", newline="\n")
        what = f'--pathspec-from-file="{Path(os.path.relpath(listed)).as_posix()}"'
    return f"git add {what}", f'git commit -m "{message}" {what}'
