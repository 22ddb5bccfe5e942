"""The archive as it was at a commit, laid out in a folder of its own."""

import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath


class UnknownCommitError(Exception):
    """Git is not here, or has no such commit."""


@contextmanager
def laid_out(root: Path, commit: str) -> Iterator[Path]:
    """A folder with the files below `root` as they were at `commit`, for as long as it is needed.

    Files get the present time, so that nothing is remembered of them as if they stood in the archive.

    Raises:
        UnknownCommitError: git cannot tell, or this machine cannot hold the files: their names, their size.
    """
    with tempfile.TemporaryDirectory(prefix="juanzong-", ignore_cleanup_errors=True) as folder:
        try:
            whole = _lay_out(root, commit, Path(folder))
        except OSError as error:
            raise UnknownCommitError(commit) from error
        if not whole:
            raise UnknownCommitError(commit)
        yield Path(folder)


def _lay_out(root: Path, commit: str, target: Path) -> bool:
    try:
        process = subprocess.Popen(  # noqa: S603 (fixed arguments, no shell; the commit is hexadecimal)
            ["git", "archive", "--format=tar", commit],  # noqa: S607 (git is found on PATH, as everywhere)
            cwd=root,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return False
    with process:
        try:
            if process.stdout:
                _unpack(tarfile.open(fileobj=process.stdout, mode="r|"), target)  # noqa: SIM115 (a stream)
        except tarfile.TarError:
            return False
    return process.returncode == 0


def _unpack(tree: tarfile.TarFile, target: Path) -> None:
    """Regular files only, and none outside of the folder."""
    for entry in tree:
        path = PurePosixPath(entry.name)
        content = tree.extractfile(entry) if entry.isfile() else None
        if content is None or path.is_absolute() or ".." in path.parts:
            continue
        place = target / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.read())
