"""The files under `files/`: exact copies, except for pictures that carry private metadata."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from juanzong.cache import Cache
from juanzong.findings import Finding, finding
from juanzong.load.models import Format
from juanzong.model import Evidence, Item, Publication, PublishedFile
from juanzong.publish.errors import PublishError
from juanzong.publish.pictures import clean
from juanzong.publish.renditions import Converted, render

FOLDER = "files"
_NAMESPACE = "published-1"


def plan(
    publication: Publication, cache: Cache, converters: int = 0
) -> tuple[dict[str, PublishedFile], Converted, tuple[Finding, ...]]:
    """What each item's published copy will be, by evidence id, and what Office files are as PDF.

    An item whose content is missing has no copy, nor has one that holds personal data, nor a picture too
    damaged to be rid of private metadata. `converters` Office files are made PDF at once; none for 0.
    """
    items = [one.item for one in publication.shown.values() if one.item.present and one.original_published]
    known = remembered(items, cache)
    fresh: dict[str, bytes] = {}
    files: dict[str, PublishedFile] = {}
    found: list[Finding] = []
    for item in items:
        sha256, size = item.sha256, item.bytes
        if item.media.format is Format.IMAGE:
            if item.sha256 in known:
                sha256, size = json.loads(known[item.sha256])
            else:
                try:
                    copy = _copy_of(publication.config.root, item)
                except (OSError, ValueError):
                    found.append(finding("JZ703", item.path))
                    continue
                sha256, size = hashlib.sha256(copy).hexdigest(), len(copy)
                fresh[item.sha256] = json.dumps([sha256, size]).encode()
        files[item.id] = PublishedFile(item.published_name, sha256, size, sha256 != item.sha256)
    cache.put_many(_NAMESPACE, fresh)
    if not converters:
        return files, {}, tuple(found)
    shown = ((publication.shown[key].item, publication.shown[key].extraction.reading) for key in files)
    config = publication.config
    converted, wrong = render(config.root, config.archive.limits, shown, cache, converters)
    return files, converted, (*found, *wrong)


def remembered(items: Iterable[Item], cache: Cache) -> dict[str, bytes]:
    """What earlier builds made of pictures, by digest."""
    return cache.get_many(
        _NAMESPACE, [item.sha256 for item in items if item.present and item.media.format is Format.IMAGE]
    )


def write(root: Path, one: Evidence, file: PublishedFile, folder: Path) -> None:
    """Write an item's published copy into `folder`.

    Raises:
        PublishError: the file changed since it was collected, or cannot be read or written.
    """
    try:
        content = _copy_of(root, one.item)
    except (OSError, ValueError) as error:
        raise PublishError.unreadable(one.item.path, error) from error
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise PublishError.changed(one.item.path)
    (folder / file.name).write_bytes(content)


def _copy_of(root: Path, item: Item) -> bytes:
    content = (root / item.path).read_bytes()
    return clean(content, item.media.extension) if item.media.format is Format.IMAGE else content
