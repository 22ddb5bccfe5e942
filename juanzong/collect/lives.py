"""What became of each file since it was received: who brought it, every version, who confirmed its clauses.

Of authors only the post is told, and only of those who stand in `organisation.yml`.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping

from juanzong.cache import Cache
from juanzong.collect.git import Change, History, contents
from juanzong.identify import lfs_pointer_in
from juanzong.load.models import Sidecar
from juanzong.load.yamlfile import parse
from juanzong.model import Act, Config, Event

_NAMESPACE = "version-1"
_SIDECAR_BYTES = 1 << 20
"""A larger version of a sidecar was none that people wrote."""


class Lives:
    """The events of every path that git knows; nothing is known of a shallow history, whose start is cut."""

    def __init__(self, config: Config, past: History, cache: Cache, sidecar: str) -> None:
        self._changes: Mapping[str, tuple[Change, ...]] = {} if past.shallow else past.changes
        self._dirty = past.dirty
        self._suffix = sidecar
        self._posts = {person.name: person.post for person in config.organisation.people}
        self._versions = _Versions(config, cache)
        self._versions.read(
            change.blob
            for path, changes in self._changes.items()
            if len(changes) > 1 or path in self._dirty
            for change in changes
        )

    def of(self, path: str, sha256: str, sidecar: Sidecar | None) -> tuple[Event, ...]:
        """What happened to the file at `path`; `sha256` is of its content, `sidecar` what is said of it."""
        changes = self._changes.get(path, ())
        known = len(changes) == 1 and path not in self._dirty
        events = [
            Event(
                change.day,
                Act.MOVED if change.moved else Act.CHANGED if number else Act.RECEIVED,
                self._posts.get(change.author),
                sha256="" if change.moved else sha256 if known else self._versions.sha256(change.blob),
            )
            for number, change in enumerate(changes)
        ]
        if sidecar:
            events += self._confirmed(path + self._suffix, sidecar)
        return tuple(sorted(events, key=lambda event: event.day))

    def _confirmed(self, path: str, sidecar: Sidecar) -> Iterator[Event]:
        """Since when each clause has been confirmed without a break, and by whom."""
        changes = [change for change in self._changes.get(path, ()) if not change.moved]
        alone = len(changes) == 1 and path not in self._dirty
        for code in dict.fromkeys(confirmation.code for confirmation in sidecar.indicators):
            since: Change | None = None
            for change in changes:
                if not alone and code not in self._versions.codes(change.blob):
                    since = None
                elif since is None:
                    since = change
            if since:
                yield Event(since.day, Act.CONFIRMED, self._posts.get(since.author), code=code)


class _Versions:
    """Fingerprints of contents that git keeps, and which clauses they name if they are sidecars."""

    def __init__(self, config: Config, cache: Cache) -> None:
        self._root = config.root
        self._cache = cache
        self._known: dict[str, tuple[str, tuple[str, ...]]] = {}

    def read(self, blobs: Iterable[str]) -> None:
        """Read what is not remembered."""
        wanted = list(dict.fromkeys(blobs))
        for blob, value in self._cache.get_many(_NAMESPACE, wanted).items():
            sha256, *codes = json.loads(value)
            self._known[blob] = (sha256, tuple(codes))
        fresh: dict[str, bytes] = {}
        if missing := [blob for blob in wanted if blob not in self._known]:
            for blob, pieces in contents(self._root, missing):
                self._known[blob] = sha256, codes = _told(pieces)
                fresh[blob] = json.dumps([sha256, *codes]).encode()
        self._cache.put_many(_NAMESPACE, fresh)

    def sha256(self, blob: str) -> str:
        """The fingerprint of a version; empty where it is not here."""
        return self._known.get(blob, ("", ()))[0]

    def codes(self, blob: str) -> tuple[str, ...]:
        """The clauses that a version of a sidecar confirms."""
        return self._known.get(blob, ("", ()))[1]


def _told(pieces: Iterable[bytes]) -> tuple[str, tuple[str, ...]]:
    """The fingerprint of a content (of a Git LFS pointer, of what it stands for), and the clauses in it."""
    digest = hashlib.sha256()
    head = b""
    for piece in pieces:
        digest.update(piece)
        if len(head) <= _SIDECAR_BYTES:
            head += piece
    if pointed := lfs_pointer_in(head):
        return pointed[0], ()
    return digest.hexdigest(), tuple(_codes(head)) if b"indicators" in head else ()


def _codes(content: bytes) -> Iterator[str]:
    """The clauses that the content of a sidecar names, whatever else is right or wrong in it."""
    document, _ = parse(content[:_SIDECAR_BYTES], "")
    rows = document.data.get("indicators") if document else None
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and isinstance(code := row.get("code"), str):
            yield code.strip()
