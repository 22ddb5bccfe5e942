"""The files under `files/`: exact copies, except for pictures that carry private metadata."""

import hashlib
import json
from pathlib import Path

from juanzong.cache import Cache
from juanzong.load.models import Format
from juanzong.model import Evidence, Item, Publication, PublishedFile
from juanzong.publish.errors import PublishError
from juanzong.publish.pictures import clean

FOLDER = "files"
_NAMESPACE = "published-1"


def plan(publication: Publication, cache: Cache) -> dict[str, PublishedFile]:
    """What each item's published copy will be, by evidence id; items whose content is missing have none."""
    items = [one.item for one in publication.evidence.values() if one.item.present]
    known = cache.get_many(_NAMESPACE, [item.sha256 for item in items])
    fresh: dict[str, bytes] = {}
    files: dict[str, PublishedFile] = {}
    for item in items:
        sha256, size = item.sha256, item.bytes
        if item.media.format is Format.IMAGE:
            if item.sha256 in known:
                sha256, size = json.loads(known[item.sha256])
            else:
                copy = _copy_of(publication.config.root, item)
                sha256, size = hashlib.sha256(copy).hexdigest(), len(copy)
                fresh[item.sha256] = json.dumps([sha256, size]).encode()
        files[item.id] = PublishedFile(item.published_name, sha256, size, sha256 != item.sha256)
    cache.put_many(_NAMESPACE, fresh)
    return files


def write(root: Path, one: Evidence, file: PublishedFile, folder: Path) -> None:
    """Write an item's published copy into `folder`.

    Raises:
        PublishError: the file changed since it was collected, or cannot be read or written.
    """
    content = _copy_of(root, one.item)
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise PublishError.changed(one.item.path)
    (folder / file.name).write_bytes(content)


def _copy_of(root: Path, item: Item) -> bytes:
    try:
        content = (root / item.path).read_bytes()
        return clean(content, item.media.extension) if item.media.format is Format.IMAGE else content
    except (OSError, ValueError, SyntaxError, IndexError) as error:
        raise PublishError.unreadable(item.path, error) from error
