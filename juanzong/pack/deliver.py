"""Files onto a carrier: copied, forced out, read back; a marker stands there until all of it is done."""

import hashlib
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BufferedIOBase, BytesIO
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

from cryptography.hazmat.primitives.hashes import SM3, Hash

from juanzong.findings import Finding, finding
from juanzong.publish.errors import PublishError
from juanzong.request import Progress
from tools import verify

_CHUNK = 1 << 20
_AT_ONCE = 2
"""Files on their way at once: while one is forced out or read back the other is copied."""
RULE = "----------------"
"""In the marker, between what people read and the list of our files."""
_MARKER_TEXT = (
    "这个载体正在写入，或者上次写入没有完成，内容不全，请勿使用。",
    "插好载体，重新运行同一条 pack 命令即可接着写完；写完后本文件自动消失。",
    "下面是本程序写在这里的文件：",
    RULE,
)


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the bag: its size, and where its bytes are: on disk or in `content`."""

    size: int
    path: Path | None = None
    content: bytes = b""

    @classmethod
    def of(cls, content: bytes) -> Self:
        """A file that is made on the spot."""
        return cls(len(content), content=content)

    def open(self) -> BufferedIOBase:
        """The bytes."""
        return self.path.open("rb") if self.path else BytesIO(self.content)


@dataclass(frozen=True, slots=True)
class Delivered:
    """A file that is on the carrier; `written` unless it was there already."""

    sha256: str
    sm3: str
    bytes: int
    written: bool


def site_files(site: Path) -> tuple[dict[str, Source], list[Finding]]:
    """The files of a built site by their paths in the bag; links are findings, never followed."""
    sources: dict[str, Source] = {}
    found: list[Finding] = []
    for name, actual in sorted(verify.files_below(site).items()):
        path = site / actual
        if path.is_symlink():
            found.append(finding("JZ909", f"{site.name}/{name}"))
        else:
            sources[f"{verify.PAYLOAD}/{name}"] = Source(path.stat().st_size, path)
    return sources, found


class Writing:
    """The time in which a carrier is written: not a bag any more, and not yet one.

    `owned` are the paths of ours there, or soon there, of which a later run may dispose.

    Raises:
        PublishError: the carrier cannot be written (on leaving the block).
    """

    def __init__(self, target: Path, owned: Collection[str]) -> None:
        self.target = target
        self._owned = owned

    def __enter__(self) -> Self:
        """Put up the marker, and take away what made a bag of it."""
        with _explained(self.target):
            self.target.mkdir(parents=True, exist_ok=True)
            lines = "\r\n".join((*_MARKER_TEXT, *sorted(self._owned), ""))
            self.write(verify.MARKER, lines.encode("utf-8-sig", "backslashreplace"))
            for name in (verify.DECLARATION, verify.SIGNATURE, verify.WHOLE, verify.TAGS, verify.MANIFEST):
                (self.target / name).unlink(missing_ok=True)
            sync_folder(self.target)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the marker down if all went well."""
        with _explained(self.target):
            if isinstance(error, OSError):
                raise error
            if error is None:
                (self.target / verify.MARKER).unlink()
                sync_folder(self.target)

    def write(self, name: str, content: bytes) -> None:
        """Write a small file and see that it is there."""
        _write(self.target / name, Source.of(content), lambda _size: None)

    def remove(self, paths: Iterable[str]) -> int:
        """Remove files of ours, and the folders that become empty; how many of the payload there were."""
        removed = 0
        for path in paths:
            there = self.target / path
            if there.is_file():
                there.unlink()
                removed += path.startswith(f"{verify.PAYLOAD}/")
                for folder in there.parents:
                    if folder == self.target or any(folder.iterdir()):
                        break
                    folder.rmdir()
        return removed


class _explained:  # noqa: N801 (reads as a statement)
    """Turns what the system says of a carrier into what a clerk can do about it."""

    def __init__(self, target: Path) -> None:
        self._target = target

    def __enter__(self) -> None:
        """Nothing is to be done."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, OSError):
            raise PublishError(
                f"{self._target}：载体读写失败（{error}）；插好载体，重新运行同一条命令，已写好的文件不会重写",
                f"{self._target}: the carrier failed ({error}); plug it in and run the same command again",
            ) from error


def deliver(
    sources: Mapping[str, Source],
    target: Path,
    trusted: Mapping[str, str],
    sm3: Mapping[str, str],
    progress: Progress,
) -> dict[str, Delivered]:
    """Bring the files to where they are not yet, and say what every one of them is.

    A file of the right size already there is read and kept if it is the same; one in `trusted` (SHA-256 by
    path) is not even read. `sm3` are digests known from before, by SHA-256. Progress counts bytes.

    Raises:
        PublishError: what was read back is not what was written.
        OSError: the carrier cannot be read or written.
    """
    total, done, lock = sum(source.size for source in sources.values()), 0, Lock()

    def moved(size: int) -> None:
        nonlocal done
        with lock:
            done += size
            progress("pack", done, total)

    def bring(path: str) -> Delivered:
        return _bring(sources[path], target / path, trusted.get(path, ""), sm3, moved)

    for folder in sorted({(target / path).parent for path in sources}):
        folder.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        try:
            return dict(zip(sources, pool.map(bring, sources), strict=True))
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def _bring(
    source: Source, there: Path, trusted: str, sm3: Mapping[str, str], moved: Callable[[int], None]
) -> Delivered:
    if there.is_file() and there.stat().st_size == source.size:
        with source.open() as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        if (trusted or verify.digests_of(there)[0]) == sha256:
            moved(source.size)
            return Delivered(sha256, sm3.get(sha256) or _sm3_of(source), source.size, written=False)
    sha256, second = _write(there, source, moved)
    return Delivered(sha256, second, source.size, written=True)


def _write(there: Path, source: Source, moved: Callable[[int], None]) -> tuple[str, str]:
    """Copy, force out, read back; SHA-256 and SM3 of what was copied."""
    first, second, size = hashlib.sha256(), new_sm3(), 0
    there.parent.mkdir(parents=True, exist_ok=True)
    with source.open() as stream, there.open("wb") as out:
        for chunk in chunks(stream):
            out.write(chunk)
            first.update(chunk)
            second.update(chunk)
            size += len(chunk)
            moved(len(chunk))
        out.flush()
        os.fsync(out.fileno())
        if hasattr(os, "posix_fadvise"):  # so that reading back asks the carrier, not the memory
            os.posix_fadvise(out.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    if verify.digests_of(there)[0] != first.hexdigest() or size != source.size:
        raise PublishError(
            f"{there}：写入后读回的内容不一致，载体可能损坏；请换一个载体",
            f"{there}: reads back what was not written; the carrier may be broken, use another",
        )
    return first.hexdigest(), second.finalize().hex()


def new_sm3() -> Hash:
    """An SM3 (GB/T 32905-2016) to be fed; not every Python's own library has it."""
    return Hash(SM3())


def _sm3_of(source: Source) -> str:
    made = new_sm3()
    with source.open() as stream:
        for chunk in chunks(stream):
            made.update(chunk)
    return made.finalize().hex()


def chunks(stream: BufferedIOBase) -> Iterator[bytes]:
    """A stream piece by piece."""
    while chunk := stream.read(_CHUNK):
        yield chunk


def sync_folder(folder: Path) -> None:
    """Force out what names stand in a folder, where systems let one."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
