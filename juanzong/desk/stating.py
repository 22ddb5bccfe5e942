"""What a person states of an item, written into its sidecar at once."""

from collections.abc import Mapping
from pathlib import Path

from juanzong.desk.writing import BusyError, ChangedError, write_all
from juanzong.findings import Finding, finding
from juanzong.load import load_sidecar
from juanzong.load.models import Sidecar
from juanzong.sidecars import SUFFIX, UneditableError, Value, created, edited, schema_beside


def said_by(root: Path, path: str) -> Sidecar:
    """What the sidecar of the file at `path` says; nothing where there is none.

    Raises:
        UneditableError: there is one, but it is broken; it must be mended by hand first.
    """
    if not (root / (path + SUFFIX)).exists():
        return Sidecar()
    sidecar, _ = load_sidecar(root / (path + SUFFIX), path + SUFFIX)
    if sidecar is None:
        raise UneditableError(path + SUFFIX)
    return sidecar


def state(root: Path, path: str, changes: Mapping[str, Value]) -> tuple[str, ...]:
    """Have the sidecar of the file at `path` say something else in some fields; gives the paths written.

    Raises:
        UneditableError: the sidecar is broken, or written so that it cannot be changed in place.
        ChangedError, OSError: it cannot be written; nothing has changed.
    """
    prepared = restated(root, path, changes)
    write_all(prepared)
    return tuple(target.relative_to(root).as_posix() for target in prepared)


def restated(root: Path, path: str, changes: Mapping[str, Value]) -> dict[Path, tuple[bytes | None, bytes]]:
    """The sidecar's path with what it says now and what it would say; empty where nothing changes.

    Raises:
        UneditableError, OSError: as `state`.
    """
    target = root / (path + SUFFIX)
    if not target.exists():
        text = created(changes, schema_beside(root, path))
        return {target: (None, text.encode())} if any(changes.values()) else {}
    said_by(root, path)
    before = target.read_bytes()
    try:
        content = edited(before.decode("utf-8"), changes).encode()
    except UneditableError as error:
        raise UneditableError(path + SUFFIX) from error
    return {target: (before, content)} if content != before else {}


def why_not(error: Exception, subject: str, source: Path | None = None) -> Finding:
    """What kept something from being written, as a finding; `source` is the file that was to be read."""
    if isinstance(error, BusyError):
        return finding("JZ804", subject)
    if isinstance(error, ChangedError):
        return finding("JZ805", subject, name=error.path.name)
    if isinstance(error, UneditableError):
        return finding("JZ809", str(error))
    reason = getattr(error, "strerror", None) or type(error).__name__
    read = source is not None and getattr(error, "filename", None) == str(source)
    return finding("JZ801" if read else "JZ803", subject, reason=reason)
