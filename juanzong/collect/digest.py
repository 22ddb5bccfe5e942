"""Fingerprints of files, remembered while a file's size and time stay the same."""

import hashlib
import json
import os
import time
from dataclasses import dataclass
from pathlib import Path

from juanzong.cache import Cache
from juanzong.identify import identify, lfs_pointer
from juanzong.load.models import Format
from juanzong.model import Media

_NAMESPACE = "fingerprint-1"
_RACY_NS = 2_000_000_000
"""A file changed within two seconds of being read may change again unseen (FAT keeps even seconds)."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A file's digest, its size in bytes, and what it is; `present` as in `Item`."""

    sha256: str
    bytes: int
    media: Media
    present: bool = True


class Fingerprints:
    """Fingerprints below one folder, with what an earlier run remembered of them."""

    def __init__(self, root: Path, paths: list[str], cache: Cache) -> None:
        self._root = root
        self._cache = cache
        self._known = cache.get_many(_NAMESPACE, [p for p in paths if p.isprintable()])
        self._fresh: dict[str, bytes] = {}

    def of(self, path: str) -> Fingerprint:
        """The fingerprint of the file at `path`.

        Raises:
            OSError: the file cannot be read.
        """
        status = os.stat(f"{self._root}/{path}")  # noqa: PTH116 (called for every file of the archive)
        stamp = [status.st_size, status.st_mtime_ns, status.st_ino]
        if known := self._known.get(path):
            row = json.loads(known)
            if row["stamp"] == stamp:
                kind, extension, form = row["media"]
                media = Media(kind, extension, Format(form))
                return Fingerprint(row["sha256"], row["bytes"], media, row["present"])
        started = time.time_ns()
        made = fingerprint(self._root / path)
        if path.isprintable() and status.st_mtime_ns < started - _RACY_NS:
            kinds = [made.media.type, made.media.extension, made.media.format]
            row = {"stamp": stamp, "sha256": made.sha256, "bytes": made.bytes, "media": kinds}
            self._fresh[path] = json.dumps(row | {"present": made.present}).encode()
        return made

    def remember(self) -> None:
        """Keep what was newly read for the next run."""
        self._cache.put_many(_NAMESPACE, self._fresh)


def fingerprint(file: Path) -> Fingerprint:
    """The fingerprint of one file, read now.

    Raises:
        OSError: the file cannot be read.
    """
    if pointer := lfs_pointer(file):
        oid, size = pointer
        extension = file.suffix.lstrip(".").lower()
        return Fingerprint(
            oid, size, Media("application/octet-stream", extension, Format.OTHER), present=False
        )
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256")
        size = stream.tell()
    return Fingerprint(digest.hexdigest(), size, identify(file))
