"""What a carrier can bear, what is on it, and what of that is ours."""

import os
import re
import shutil
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from math import ceil
from pathlib import Path, PurePosixPath

from juanzong.findings import Finding, finding
from juanzong.load.handoff import Carrier
from juanzong.pack.bag import AGENT, TAG_NAMES
from juanzong.pack.deliver import RULE, Source
from tools import verify

_FORBIDDEN = re.compile(r'[<>:"|?*\\%\x00-\x1f\x7f]')
"""Windows and FAT refuse these; `%` is what readers of bags disagree about."""
_DEVICE = re.compile(r"(?:CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])(?:\..*)?", re.IGNORECASE)
_SHORT = re.compile(r"[A-Z0-9_-]{1,8}(?:\.[A-Z0-9_-]{1,3})?")
_LONG_ENTRY_CHARS = 13
_DOTS = 2
"""Every folder's entries for itself and the one above."""
_LISTED = 20
"""So many foreign files are named; with more, nobody reads on."""
_MANIFEST_BYTES = 400
"""What the lists take up per file, generously."""
GB = 1 << 30
"""As Windows counts it."""


@dataclass(frozen=True, slots=True)
class Former:
    """What is on a carrier from before: paths of ours, digests and the whole's digest of a finished bag."""

    owned: frozenset[str] = frozenset()
    digests: Mapping[str, str] = field(default_factory=dict)
    digest: str = ""
    foreign: tuple[Finding, ...] = ()
    sizes: tuple[int, ...] = ()


def survey(target: Path) -> Former:
    """See what is there; nothing is ours unless a bag of ours, or the marker of one begun, says so."""
    there = verify.files_below(target) if target.exists() else {}
    digests, _ = verify.read_manifest(_content(target, verify.MANIFEST))
    tags, _ = verify.read_manifest(_content(target, verify.TAGS))
    begun = _content(target, verify.MARKER).decode("utf-8-sig", "replace").partition(RULE)[2].split("\r\n")
    finished = verify.read_info(_content(target, verify.INFO)).get("Bag-Software-Agent", "").startswith(AGENT)
    listed = {*digests, *tags, *begun, *TAG_NAMES} if finished or verify.MARKER in there else set()
    owned = frozenset(path for path in listed & set(there) if not (target / there[path]).is_symlink())
    foreign = sorted(path for path in set(there) - owned if not verify.NOISE.fullmatch(path))
    whole = sha256(_content(target, verify.TAGS)).hexdigest() if finished and tags else ""
    return Former(
        owned=owned - {verify.MARKER},
        digests=digests if finished else {},
        digest=whole,
        foreign=tuple(finding("JZ910", path, count=len(foreign)) for path in foreign[:_LISTED]),
        sizes=tuple((target / there[path]).stat().st_size for path in owned),
    )


def _content(target: Path, name: str) -> bytes:
    path = target / name
    return path.read_bytes() if path.is_file() else b""


def faults(sizes: Mapping[str, int], limits: Carrier) -> list[Finding]:
    """What no FAT32 or exFAT stick could bear, or no Windows open, of files by path and size."""
    found = [one for path, size in sizes.items() for one in _faulty(path, size, limits)]
    return [*found, *_collisions(sizes), *_crowded(sizes, limits)]


def _faulty(path: str, size: int, limits: Carrier) -> Iterator[Finding]:
    if size > limits.file_bytes:
        yield finding("JZ904", path, size=gb(size), limit=gb(limits.file_bytes))
    parts = path.split("/")
    if len(path) > limits.path_chars or max(map(len, parts)) > limits.name_chars:
        yield finding("JZ905", path, limit=limits.path_chars, part=limits.name_chars)
    for part in parts:
        plain = unicodedata.is_normalized("NFC", part) and part.isprintable()
        if not plain or _FORBIDDEN.search(part) or _DEVICE.fullmatch(part) or part.endswith((" ", ".")):
            yield finding("JZ906", path, name=part)


def _collisions(paths: Iterable[str]) -> Iterator[Finding]:
    """Names that differ only by case or width: there is room for one of them."""
    seen: dict[str, str] = {}
    names = {str(part) for path in paths for part in (PurePosixPath(path), *PurePosixPath(path).parents)}
    for name in sorted(names):
        other = seen.setdefault(unicodedata.normalize("NFKC", name).casefold(), name)
        if other != name:
            yield finding("JZ907", name, other=other)


def _crowded(paths: Iterable[str], limits: Carrier) -> Iterator[Finding]:
    """Folders with more entries than FAT32 has: a long name takes one for every 13 characters, and one."""
    names = {str(part) for path in paths for part in (PurePosixPath(path), *PurePosixPath(path).parents)}
    entries = Counter[str]()
    for name in names - {"."}:
        folder, _, own = name.rpartition("/")
        entries[folder] += 1 if _SHORT.fullmatch(own) else 1 + ceil(len(own) / _LONG_ENTRY_CHARS)
    for folder, count in sorted(entries.items()):
        if count + _DOTS > limits.folder_entries:
            yield finding("JZ908", folder or "/", count=count + _DOTS, limit=limits.folder_entries)


def shortage(target: Path, sources: Mapping[str, Source], former: Former, limits: Carrier) -> list[Finding]:
    """Whether the bag fits into what is free and what ours will give back; files fill whole clusters."""
    there = next(folder for folder in (target, *target.absolute().parents) if folder.exists())
    cluster = os.statvfs(there).f_frsize if hasattr(os, "statvfs") else limits.cluster_bytes
    needed = room((one.size for one in sources.values()), cluster) + limits.spare_bytes
    needed += _MANIFEST_BYTES * len(sources)
    free = shutil.disk_usage(there).free + room(former.sizes, cluster)
    if needed <= free:
        return []
    return [finding("JZ911", str(target.name or target), needed=gb(needed), free=gb(free))]


def room(sizes: Iterable[int], cluster: int) -> int:
    """The bytes that files take up on a carrier."""
    return sum(ceil(size / cluster) * cluster for size in sizes)


def gb(size: int) -> str:
    """A size as people read it."""
    return f"{size / GB:.3f} GB"
