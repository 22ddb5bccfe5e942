"""Pack: the inspection site as a bag (BagIt 1.0, RFC 8493) on a carrier, whole or not at all.

From before the first byte until after the last was read back, `MARKER` stands on the carrier and `bagit.txt`
does not: whatever stops the writing, no half of a bag is ever taken for a whole one. What was delivered
before stays where it is, so a second run writes only the rest.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from juanzong.cache import Cache
from juanzong.findings import Finding, order
from juanzong.load.handoff import Packed
from juanzong.model import Prepared
from juanzong.pack import carrier, memory, papers
from juanzong.pack.bag import Bag, bag_info, finish, manifest, opening, sm3_list
from juanzong.pack.deliver import Delivered, Writing, deliver, site_files
from juanzong.pack.sign import Key
from juanzong.request import Progress

__all__ = ["Delivery", "pack"]


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a run did: `packed` is None where the findings kept it from writing anything.

    `written`, `kept` and `removed` count files.
    """

    packed: Packed | None
    findings: tuple[Finding, ...] = ()
    written: int = 0
    kept: int = 0
    removed: int = 0


def pack(
    prepared: Prepared,
    site: Path,
    target: Path,
    cache: Cache,
    progress: Progress,
    *,
    draft: bool = False,
    key: Key | None = None,
    extras: Mapping[str, bytes] | None = None,
) -> Delivery:
    """Write the bag of a built site to the folder `target`, the root of a stick or any other.

    `extras` are more tag files, by path. Returns findings and writes nothing where the carrier cannot bear
    the bag or holds what is not ours.

    Raises:
        PublishError: the carrier cannot be written, reads back what was not written, or signing failed.
    """
    limits = prepared.publication.config.archive.handoff.carrier
    sources, found = site_files(site)
    sources |= opening(prepared, draft=draft)
    found += carrier.faults({path: source.size for path, source in sources.items()}, limits)
    former = carrier.survey(target)
    found += former.foreign
    if not found:
        found += carrier.shortage(target, sources, former, limits)
    if found:
        return Delivery(None, order(found))
    trusted = memory.trusted(cache, target, former)
    with Writing(target, former.owned | set(sources)) as writing:
        removed = writing.remove(former.owned - set(sources))
        delivered = deliver(sources, target, trusted, memory.sm3(cache, trusted.values()), progress)
        bag = _bag(prepared, delivered, draft=draft, key=key, extras=extras or {})
        finish(bag, writing, key)
    memory.remember(cache, target, bag.digest, delivered)
    written = sum(one.written for one in delivered.values())
    return Delivery(_record(prepared, bag, key), (), written, len(delivered) - written, removed)


def _bag(
    prepared: Prepared,
    delivered: Mapping[str, Delivered],
    *,
    draft: bool,
    key: Key | None,
    extras: Mapping[str, bytes],
) -> Bag:
    """The tag files that go with what was delivered."""
    listed = manifest(delivered)
    digest = hashlib.sha256(listed).hexdigest()
    total = sum(one.bytes for one in delivered.values())
    facts = papers.Facts(prepared, len(delivered), total, digest, draft, key.fingerprint if key else "")
    info = bag_info(facts)
    tags = {**sm3_list(delivered), **papers.tag_files(facts), **extras}
    return Bag(listed, info, tags, len(delivered), total)


def _record(prepared: Prepared, bag: Bag, key: Key | None) -> Packed:
    publication = prepared.publication
    return Packed(
        digest=bag.digest,
        date=publication.today,
        commit=publication.commit or "-",
        items=len(prepared.files),
        files=bag.files,
        bytes=bag.size,
        signed_by=key.fingerprint if key else None,
        volume=str(prepared.volume) if prepared.volume else None,
    )
