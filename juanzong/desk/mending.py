"""What may be put right without asking.

Names that other machines cannot have, what systems leave behind, line ends of YAML files, and what git is to
be told. No content of evidence changes, and nothing is deleted.
"""

import errno
import os
import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from juanzong.collect import EVIDENCE
from juanzong.collect.git import ask
from juanzong.collect.names import MAX_COMPONENT, faults, fold, is_litter
from juanzong.collect.storing import ATTRIBUTES, UNTOUCHED, is_untouched
from juanzong.desk.naming import free, safe
from juanzong.desk.writing import ChangedError, alone, write_all
from juanzong.findings import Finding, finding
from juanzong.request import Request
from juanzong.sidecars import SUFFIX

REMOVED = "removed"
"""Where in the work folder that goes which is no evidence."""

_GIT = ".git"
"""What begins so are git's own files, whatever folder they stand in."""


class Repair(StrEnum):
    """What was done to a file."""

    RENAMED = "renamed"
    PUT_ASIDE = "put-aside"
    LINE_ENDS = "line-ends"
    ATTRIBUTES = "attributes"


@dataclass(frozen=True, slots=True)
class Repaired:
    """A file that was put right: its path below the archive, and where it is now.

    What was put aside is below the work folder, and told by its path beside the archive.
    """

    repair: Repair
    path: str
    now: str


def mend(request: Request) -> tuple[tuple[Repaired, ...], tuple[Finding, ...]]:
    """Put right what is safe to put right; what could not be, is a finding. Doing it again changes nothing.

    Raises:
        BusyError: another desk writes into the archive.
        OSError: the work folder cannot be written.
    """
    found: list[Finding] = []
    root = request.archive
    with alone(request.work):
        steps = (
            _put_aside(root, request.work, found),
            _renamed(root, found),
            _line_ends(root, found),
            _attributes(root, found),
        )
        return tuple(done for step in steps for done in step), tuple(found)


def _put_aside(root: Path, work: Path, found: list[Finding]) -> Iterator[Repaired]:
    for path in _files(root):
        parts = path.split("/")
        own = any(part.startswith(_GIT) for part in parts)
        if own or not any(map(is_litter, parts)) or (root / path).is_symlink():
            continue
        target = _vacant(work / REMOVED / path)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(root / path, target)
        except OSError as error:
            found.append(_failed(path, error))
            continue
        _tidy(root, root / path)
        yield Repaired(Repair.PUT_ASIDE, path, target.relative_to(work.parent).as_posix())


def _renamed(root: Path, found: list[Finding]) -> Iterator[Repaired]:
    """Files with their sidecars; one that a settings file names by its path waits for a person."""
    told = _mentions(root)
    files = _files(root)
    known = frozenset(files)
    for path in files:
        if path.endswith(SUFFIX) and path.removesuffix(SUFFIX) in known:
            continue  # goes along with its file
        wanted = "/".join(map(_mended, path.split("/")))
        if wanted == path or (root / path).is_symlink():
            continue
        if named := [subject for subject, text in told if path in text]:
            found.append(finding("JZ841", path, named="、".join(named), name=wanted))
            continue
        own = (root / path, root / (path + SUFFIX))
        try:
            target = _unclaimed(root / wanted, own)
            target.parent.mkdir(parents=True, exist_ok=True)
            places = (target, target.with_name(target.name + SUFFIX))
            moved = [pair for pair in zip(own, places, strict=True) if pair[0].exists()]
            _move(moved)
        except OSError as error:
            found.append(_failed(path, error))
            continue
        _tidy(root, root / path)
        for old, new in moved:
            yield Repaired(Repair.RENAMED, old.relative_to(root).as_posix(), new.relative_to(root).as_posix())


def _line_ends(root: Path, found: list[Finding]) -> Iterator[Repaired]:
    """YAML files that have other line ends than LF; what is no UTF-8 is left to a person."""
    settings = [path.name for path in root.glob("*.yml")]
    below = [path.relative_to(root).as_posix() for path in root.glob("*/**/*.yml")]
    for path in sorted({*settings, *below}):
        try:
            before = (root / path).read_bytes()
            if b"\r" not in before or not _is_text(before):
                continue
            after = before.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
            write_all({root / path: (before, after)})
        except OSError as error:
            found.append(_failed(path, error))
        except ChangedError:
            found.append(finding("JZ805", path, name=path))
        else:
            yield Repaired(Repair.LINE_ENDS, path, path)


def _attributes(root: Path, found: list[Finding]) -> Iterator[Repaired]:
    """Have git leave the bytes of evidence alone, in a file beside `archive.yml`."""
    if ask(root, "rev-parse", "--is-inside-work-tree") is None or is_untouched(root):
        return
    target = root / ATTRIBUTES
    try:
        before = target.read_bytes() if target.exists() else None
        text = before or b""
        gap = b"" if not text or text.endswith(b"\n") else b"\n"
        write_all({target: (before, text + gap + UNTOUCHED.encode())})
    except OSError as error:
        found.append(_failed(ATTRIBUTES, error))
    else:
        yield Repaired(Repair.ATTRIBUTES, ATTRIBUTES, ATTRIBUTES)


def _mended(name: str) -> str:
    """A name that every system can have; one that is merely too long is shortened by a person."""
    composed = unicodedata.normalize("NFC", _decoded(name))
    if not any(faults(composed)) or len(composed) > MAX_COMPONENT:
        return composed if len(composed) <= MAX_COMPONENT else name
    return safe(composed)


def _decoded(name: str) -> str:
    """A name that is no Unicode is one of an old Chinese system."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        try:
            return os.fsencode(name).decode("gb18030")
        except UnicodeDecodeError:
            return name
    return name


def _files(root: Path) -> list[str]:
    """Every file below `evidence/`, in order; links to folders are not entered."""
    base = root / EVIDENCE
    listed = (Path(folder, name) for folder, _, names in os.walk(base) for name in names)
    return sorted((path.relative_to(root).as_posix() for path in listed), key=os.fsencode)


def _mentions(root: Path) -> list[tuple[str, str]]:
    """The texts of settings and ledgers, which may name evidence by its path."""
    files = [
        path
        for path in (*root.glob("*.yml"), *root.glob("*/**/*.yml"))
        if EVIDENCE not in path.parts[len(root.parts) :]
    ]
    return [
        (path.relative_to(root).as_posix(), path.read_bytes().decode("utf-8", "replace"))
        for path in sorted(files)
    ]


def _unclaimed(target: Path, own: tuple[Path, ...]) -> Path:
    """The path, with a counter if others than its `own` file and sidecar have the name, or one like it."""
    if not target.parent.is_dir():
        return target
    taken = frozenset(fold(entry.name) for entry in target.parent.iterdir() if entry not in own)
    return target.with_name(free(target.name, taken))


def _move(pairs: list[tuple[Path, Path]]) -> None:
    """Rename all or none; nothing is written over."""
    for old, new in pairs:
        if new.exists() and not new.samefile(old):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(new))
    done: list[tuple[Path, Path]] = []
    try:
        for old, new in pairs:
            old.rename(new)
            done.append((old, new))
    except BaseException:  # an interrupt, too
        for old, new in reversed(done):
            new.rename(old)
        raise


def _vacant(target: Path) -> Path:
    """The path, or one beside it that is not taken."""
    made, count = target, 1
    while made.exists():
        count += 1
        made = target.with_name(f"{target.name}（{count}）")
    return made


def _tidy(root: Path, gone: Path) -> None:
    """Remove folders that are empty now; a clause's own folder stays."""
    for folder in gone.parents:
        if folder in (root, root / EVIDENCE) or folder.parent == root / EVIDENCE:
            return
        try:
            folder.rmdir()
        except OSError:
            return


def _is_text(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\0" not in content


def _failed(path: str, error: OSError) -> Finding:
    return finding("JZ840", path, reason=error.strerror or type(error).__name__)
