"""Writing into the archive: whole files or nothing, never over a file that is there, one desk at a time."""

import contextlib
import os
import secrets
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Self

_WAIT_SECONDS = 30.0
_CHUNK = 1 << 20
_UNLINKABLE = os.name == "nt"


class BusyError(Exception):
    """Another desk has been writing into this archive for longer than we wait."""


class ChangedError(Exception):
    """A file is no longer as it was read; its path."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


@contextmanager
def alone(work: Path, wait: float = _WAIT_SECONDS) -> Iterator[None]:
    """Be the only one to write; a desk that dies lets go of the archive by itself.

    Args:
        work: The archive's work folder.
        wait: Seconds for which another desk may go on writing.

    Raises:
        BusyError: it did go on.
        OSError: the work folder cannot be written.
    """
    work.mkdir(parents=True, exist_ok=True)
    lock = sqlite3.connect(work / "desk.lock", timeout=wait, isolation_level=None)
    try:
        try:
            lock.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise BusyError from error
            raise OSError(str(error)) from error
        yield
    finally:
        lock.close()


class Staged:
    """Files that are to appear together: written aside first, then put in place; taken back if that fails.

    A new file never takes the place of one that is there; a replaced one must be as it was read.
    """

    def __init__(self) -> None:
        self._new: list[tuple[Path, Path]] = []
        self._replaced: list[tuple[Path, Path, Path]] = []
        self._folders: list[Path] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Leave nothing aside, nor an empty folder made for what did not come."""
        for aside in (*(new[0] for new in self._new), *(path for r in self._replaced for path in r[:2])):
            _gone(aside)
        for folder in reversed(self._folders):
            with contextlib.suppress(OSError):
                folder.rmdir()

    def room(self, target: Path) -> Path:
        """A name beside the target, under which its content is written before it is put in place.

        Raises:
            OSError: its folder cannot be made.
        """
        missing = [folder for folder in (target.parent, *target.parent.parents) if not folder.exists()]
        for folder in reversed(missing):
            folder.mkdir(exist_ok=True)
            self._folders.append(folder)
        aside = _aside(target)
        self._new.append((aside, target))
        return aside

    def create(self, target: Path, content: bytes) -> None:
        """Have a file of this content appear.

        Raises:
            OSError: it cannot be written.
        """
        _write(self.room(target), content)

    def replace(self, target: Path, before: bytes, content: bytes) -> None:
        """Have a file that says `before` say something else.

        Raises:
            OSError: it cannot be written.
        """
        aside, backup = _aside(target), _aside(target)
        self._replaced.append((aside, backup, target))
        _write(backup, before)
        _write(aside, content)

    def commit(self) -> None:
        """Put everything in place, or leave everything as it was.

        Raises:
            FileExistsError: a new file's name has been taken meanwhile.
            ChangedError: a file to replace is not as it was read.
            OSError: the disk says no.
        """
        for _, backup, target in self._replaced:
            if target.read_bytes() != backup.read_bytes():
                raise ChangedError(target)
        try:
            for aside, _, target in self._replaced:
                aside.replace(target)
            for aside, target in self._new:
                _appear(aside, target)
        except BaseException:  # an interrupt, too, must leave all or nothing
            for aside, target in self._new:
                _vanish(aside, target)
            for aside, backup, target in self._replaced:
                if not aside.exists():
                    backup.replace(target)  # needs no room on a full disk
            raise


def copy(source: Path, target: Path) -> Iterator[bytes]:
    """Copy a file, giving its content piece by piece; the target must not be there, its day is kept.

    Raises:
        OSError: either cannot be read or written.
    """
    with source.open("rb") as reading, target.open("xb") as writing:
        while chunk := reading.read(_CHUNK):
            writing.write(chunk)
            yield chunk
        writing.flush()
        os.fsync(writing.fileno())
    status = source.stat()
    os.utime(target, ns=(status.st_mtime_ns, status.st_mtime_ns))


def write_all(changes: Mapping[Path, tuple[bytes | None, bytes]]) -> None:
    """Give files new content, all of them or none: by path what it says now (None: not there) and is to say.

    Raises:
        FileExistsError, ChangedError, OSError: as `Staged.commit`; nothing has changed then.
    """
    with Staged() as staged:
        for target, (before, content) in changes.items():
            if before is None:
                staged.create(target, content)
            else:
                staged.replace(target, before, content)
        staged.commit()


def _aside(target: Path) -> Path:
    return target.with_name(f".juanzong-{secrets.token_hex(8)}.tmp")


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _appear(aside: Path, target: Path) -> None:
    """Give a file its name, unless that is taken."""
    if _UNLINKABLE:
        aside.rename(target)  # which says no there where the name is taken
        return
    try:
        os.link(aside, target)
    except FileExistsError:
        raise
    except OSError:  # a stick, whose file system knows no links
        if target.exists():
            raise FileExistsError(str(target)) from None
        aside.rename(target)
    else:
        aside.unlink()


def _vanish(aside: Path, target: Path) -> None:
    """Take a new file back if it has appeared; a file of somebody else's that has its name stays."""
    if not aside.exists() or (target.exists() and target.samefile(aside)):
        _gone(target)


def _gone(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
