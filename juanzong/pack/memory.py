"""What an earlier run saw on a carrier with its own eyes, so that a second one need not read it all again.

It is kept by the digest of the whole bag, as two sticks look alike: only the stick that says it holds that
bag is believed, and only files whose size and time are as they were when they were read back.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from juanzong.cache import Cache
from juanzong.pack.carrier import Former
from juanzong.pack.deliver import Delivered

_STAMPS, _SM3 = "packed-1", "sm3-1"
_COARSE_NS = 2_000_000_000
"""FAT keeps even seconds."""


def trusted(cache: Cache, target: Path, former: Former) -> dict[str, str]:
    """SHA-256 by path of the files that are as they were read back."""
    known = cache.get(_STAMPS, former.digest) if former.digest else None
    found: dict[str, str] = {}
    for path, (size, changed, sha256) in (json.loads(known) if known else {}).items():
        there = target / path
        if former.digests.get(path) == sha256 and there.is_file():
            status = there.stat()
            if status.st_size == size and abs(status.st_mtime_ns - changed) < _COARSE_NS:
                found[path] = sha256
    return found


def sm3(cache: Cache, digests: Iterable[str]) -> dict[str, str]:
    """SM3 by SHA-256, as far as known."""
    return {key: value.decode() for key, value in cache.get_many(_SM3, digests).items()}


def remember(cache: Cache, target: Path, digest: str, delivered: Mapping[str, Delivered]) -> None:
    """Keep what the carrier looks like now."""
    stamps = {}
    for path, one in delivered.items():
        status = (target / path).stat()
        stamps[path] = (status.st_size, status.st_mtime_ns, one.sha256)
    cache.put(_STAMPS, digest, json.dumps(stamps).encode())
    cache.put_many(_SM3, {one.sha256: one.sm3.encode() for one in delivered.values()})
