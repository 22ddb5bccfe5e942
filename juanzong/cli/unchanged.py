"""What `check` found last time, for as long as everything it depends on is as it was.

That is: the YAML files, each file's content, place and arrival, the day, and this program with all that is
installed beside it. Nothing else is kept, so there is nothing that could be out of date.
"""

import hashlib
import json
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from juanzong.cache import Cache
from juanzong.collect import EVIDENCE, collect
from juanzong.extract.sandbox import PASSING
from juanzong.findings import Finding
from juanzong.load import load
from juanzong.load.former_sites import FOLDER as FORMER
from juanzong.pipeline import assess
from juanzong.request import Request
from juanzong.versions import surroundings

_NAMESPACE = "check-1"
_MACHINE = frozenset({"JZ383", "JZ384", "JZ701"})
"""Codes that tell of this run, not of the archive."""


def findings(request: Request) -> tuple[Finding, ...]:
    """Every finding, in order; from the last run where nothing has changed since.

    Raises:
        ConfigurationError: see `juanzong.pipeline.assess`.
    """
    with Cache.open(request.cache) as cache:
        state = _state(request, cache)
        known = _stored(request, cache, state)
    if known is not None:
        return known
    found = assess(request).findings
    if not any(one.code in PASSING or one.code in _MACHINE for one in found):
        with Cache.open(request.cache) as cache:
            if state and _state(request, cache) == state:  # and nothing changed on the way
                cache.put(_NAMESPACE, _key(request), _encoded(state, found))
    return found


def ask(request: Request, cache: Cache) -> None:
    """Ask the cache for what `findings` would ask it for besides the readings."""
    cache.get(_NAMESPACE, _key(request))


def _key(request: Request) -> str:
    return f"{request.profile} {request.lang}"


def _state(request: Request, cache: Cache) -> str:
    """A digest of everything that findings depend on; empty where the configuration is broken."""
    config, wrong = load(request.archive)
    if config is None:
        return ""
    request.progress("collect", 0, 0)
    items, _, odd = collect(config, cache)
    parts = (surroundings(), str(request.today), repr(config), repr(wrong), repr(odd), repr(items))
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass"))
    for path in sorted(_beside_evidence(request.archive)):
        digest.update(os.fsencode(path) + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _beside_evidence(root: Path) -> Iterator[Path]:
    """The files of an archive that are not evidence: standards, organisation, ledger with its pictures."""
    for entry in root.iterdir():
        if entry.is_file():
            yield entry
        elif entry.is_dir() and entry.name not in (EVIDENCE, FORMER):
            yield from (path for path in entry.rglob("*") if path.is_file())


def _stored(request: Request, cache: Cache, state: str) -> tuple[Finding, ...] | None:
    value = cache.get(_NAMESPACE, _key(request)) if state else None
    if value is None:
        return None
    try:
        held: dict[str, Any] = json.loads(zlib.decompress(value))
        if held["state"] != state:
            return None
        return tuple(
            Finding(subject, code, line, field, tuple((name, text) for name, text in details))
            for subject, code, line, field, details in held["findings"]
        )
    except (zlib.error, ValueError, KeyError, TypeError):
        return None  # damaged: find it all again


def _encoded(state: str, found: tuple[Finding, ...]) -> bytes:
    rows = [(f.subject, f.code, f.line, f.field, f.details) for f in found]
    return zlib.compress(json.dumps({"state": state, "findings": rows}).encode(), 1)
