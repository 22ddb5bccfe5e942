"""What was computed before, by content: one SQLite file that two builds may use at once.

A cache is a help, never a condition: where it cannot be read or written the build goes on without it, and
`Cache.problem` says why so that the caller can report it.
"""

import contextlib
import sqlite3
import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

_SCHEMA = 1
_CHUNK = 500
"""Keys asked for in one statement; SQLite's default bound on variables is 999 in old builds."""

_WAIT_SECONDS = 30


class Cache:
    """Values by namespace and key; safe for threads of one process and for several processes.

    `problem` is empty, or says in SQLite's words what failed last; `locked` whether it was that another
    process held the file for longer than we wait. `asked` are the keys asked for or stored, by namespace:
    what a run has not asked for, no run like it needs.
    """

    def __init__(self, path: Path, wait: float = _WAIT_SECONDS) -> None:
        self.path = path
        self.problem = ""
        self.locked = False
        self.asked: defaultdict[str, set[str]] = defaultdict(set)
        self._wait = wait
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._writable = True

    @classmethod
    def open(cls, path: Path, wait: float = _WAIT_SECONDS) -> Self:
        """Open the file, making it and its folder; a file that is no database is replaced by a new one.

        Args:
            path: The SQLite file.
            wait: Seconds for which another process may hold the file before that counts as a failure.
        """
        made = cls(path, wait)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            made._fail(error)
            return made
        made._connect()
        return made

    def get(self, namespace: str, key: str) -> bytes | None:
        """The value, or None."""
        return self.get_many(namespace, (key,)).get(key)

    def get_many(self, namespace: str, keys: Iterable[str]) -> dict[str, bytes]:
        """The values that are there, by key, in the order of `keys`."""
        wanted = list(dict.fromkeys(keys))
        self.asked[namespace].update(wanted)
        found: dict[str, bytes] = {}
        with self._lock:
            for start in range(0, len(wanted), _CHUNK):
                part = wanted[start : start + _CHUNK]
                if self._connection is None:
                    break
                marks = ",".join("?" * len(part))
                query = f"SELECT key, value FROM entry WHERE namespace = ? AND key IN ({marks})"  # noqa: S608 (marks only)
                try:
                    found.update(self._connection.execute(query, (namespace, *part)).fetchall())
                except sqlite3.OperationalError as error:  # held or out of reach: not ours to replace
                    self._fail(error)
                    break
                except sqlite3.DatabaseError as error:
                    self._recover(error)
        return {key: found[key] for key in wanted if key in found}

    def put(self, namespace: str, key: str, value: bytes) -> None:
        """Store a value, replacing an earlier one."""
        self.put_many(namespace, {key: value})

    def put_many(self, namespace: str, values: Mapping[str, bytes]) -> None:
        """Store values in one transaction, replacing earlier ones."""
        self.asked[namespace].update(values)
        with self._lock:
            if self._connection is None or not self._writable or not values:
                return
            rows = [(namespace, key, value) for key, value in values.items()]
            try:
                with self._connection:
                    self._connection.executemany(
                        "INSERT OR REPLACE INTO entry (namespace, key, value) VALUES (?, ?, ?)", rows
                    )
            except sqlite3.OperationalError as error:  # full disk, read-only folder, lock held too long
                self._writable = False
                self._fail(error)
            except sqlite3.DatabaseError as error:
                self._recover(error)

    def entries(self) -> list[tuple[str, str, int]]:
        """Namespace, key and size in bytes of everything that is stored."""
        query = "SELECT namespace, key, length(value) FROM entry ORDER BY namespace, key"
        with self._lock:
            try:
                return self._connection.execute(query).fetchall() if self._connection else []
            except sqlite3.DatabaseError as error:
                self._fail(error)
                return []

    def drop(self, entries: Iterable[tuple[str, str]]) -> bool:
        """Delete entries by namespace and key, all of them or, where `problem` says why, none."""
        with self._lock:
            if self._connection is None or not self._writable:
                return False
            try:
                with self._connection:
                    self._connection.executemany(
                        "DELETE FROM entry WHERE namespace = ? AND key = ?", list(entries)
                    )
            except sqlite3.DatabaseError as error:
                self._fail(error)
                return False
            return True

    def forget(self, digests: Iterable[str]) -> None:
        """Delete all that was learned of files by their SHA-256, and overwrite it on the disk."""
        rows = [(digest,) for digest in digests]
        with self._lock:
            if self._connection is None or not self._writable or not rows:
                return
            try:
                self._connection.execute("PRAGMA secure_delete = ON")
                with self._connection:
                    self._connection.executemany("DELETE FROM entry WHERE substr(key, 1, 64) = ?", rows)
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            except sqlite3.DatabaseError as error:
                self._fail(error)

    def compact(self) -> bool:
        """Give the room of deleted entries back to the disk; `problem` says why that was not possible."""
        with self._lock:
            if self._connection is None:
                return False
            try:
                self._connection.execute("VACUUM")
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            except sqlite3.DatabaseError as error:
                self._fail(error)
                return False
            return True

    def close(self) -> None:
        """Close the file; what is asked or stored afterwards is as if nothing were there."""
        with self._lock:
            if self._connection is not None:
                with contextlib.suppress(sqlite3.Error):
                    self._connection.close()
                self._connection = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _connect(self) -> None:
        try:
            self._connection = self._prepare()
        except sqlite3.OperationalError as error:  # may be read but not written, or not even that
            self._read_only(error)
        except sqlite3.DatabaseError as error:
            self._recover(error)

    def _prepare(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=self._wait, check_same_thread=False)
        try:
            with contextlib.suppress(sqlite3.OperationalError):  # network drives have no WAL
                connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            with connection:
                (version,) = connection.execute("PRAGMA user_version").fetchone()
                if version != _SCHEMA:
                    connection.execute("BEGIN IMMEDIATE")
                    (version,) = connection.execute("PRAGMA user_version").fetchone()
                if version != _SCHEMA:
                    connection.execute("DROP TABLE IF EXISTS entry")
                    connection.execute(
                        "CREATE TABLE entry (namespace TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL,"
                        " UNIQUE (namespace, key))"
                    )
                    connection.execute(f"PRAGMA user_version = {_SCHEMA}")
            connection.execute("SELECT 1 FROM entry LIMIT 1").fetchall()
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _read_only(self, cause: Exception) -> None:
        self._fail(cause)
        self._writable = False
        with contextlib.suppress(sqlite3.Error):
            uri = f"{self.path.absolute().as_uri()}?mode=ro&immutable=1"
            connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            try:
                connection.execute("SELECT 1 FROM entry LIMIT 1").fetchall()
            except sqlite3.Error:
                connection.close()
                raise
            self._connection = connection

    def _recover(self, cause: Exception) -> None:
        """Replace a damaged file by an empty one; a second failure leaves the build without a cache."""
        self.close()
        try:
            for suffix in ("", "-wal", "-shm"):
                self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
            self._connection = self._prepare()
        except (OSError, sqlite3.Error) as error:
            self._fail(error)
        else:
            self._fail(cause)

    def _fail(self, error: Exception) -> None:
        self.problem = f"{self.path.name}: {error}"
        self.locked = "locked" in str(error)
