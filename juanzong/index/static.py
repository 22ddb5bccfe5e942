"""The files below `search/`: one large segment, a small one for what came since, and the head naming both.

Building all of it is seconds; but a site of thousands of files that change with every document added is slow
to copy to a stick. So the last whole segment is kept in the work folder and written again as it is, while
documents that came since go to a second, small segment. When too many came, when one changed or went, or
there is nothing to start from, everything is built anew: that is the canonical index, the same for the same
documents. What a document said before it changed must not be handed on, struck out or not: it may have gone
because it is secret.
"""

import contextlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from juanzong import text
from juanzong.index.document import Document
from juanzong.index.segment import Segment, segment

FORMAT = 3
"""Of the files and of the kept state; the browser refuses another one.

Raised with every change of the files: else what an earlier version kept is served to a page that cannot
read it.
"""

HEAD = "index.js"

_SMALL, _SHARE = 500, 0.05
"""Below so many documents a whole build is at once; beyond this share of changes the small segment is not."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """The last whole segment, and the digest of each of its documents in the order of their numbers."""

    segment: Segment
    digests: Mapping[str, str]


def _load(folder: Path) -> _Kept | None:
    """What was kept; None if there is none, or it is damaged, foreign, or of another version."""
    try:
        said = json.loads((folder / "base.json").read_text("utf-8"))
        packed = (folder / "base.bin").read_bytes()
        if [said["format"], said["text"], said["sha256"]] != [
            FORMAT,
            text.VERSION,
            sha256(packed).hexdigest(),
        ]:
            return None
        files: dict[str, bytes] = {}
        at = 0
        for path, size in said["files"]:
            files[path] = packed[at : at + size]
            at += size
        digests = dict(said["documents"])
        return _Kept(Segment(said["id"], said["head"], files, tuple(digests)), digests)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _replace(path: Path, content: bytes) -> None:
    aside = path.with_name(f"{path.name}.{os.getpid()}")  # two builds may do this at once
    try:
        aside.write_bytes(content)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def _keep(folder: Path, kept: _Kept) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    packed = b"".join(kept.segment.files.values())
    said = {
        "format": FORMAT,
        "text": text.VERSION,
        "sha256": sha256(packed).hexdigest(),
        "id": kept.segment.id,
        "head": kept.segment.head,
        "files": [[path, len(content)] for path, content in kept.segment.files.items()],
        "documents": list(kept.digests.items()),
    }
    _replace(folder / "base.bin", packed)
    _replace(folder / "base.json", json.dumps(said, ensure_ascii=False).encode("utf-8"))


def _head(segments: Sequence[Segment]) -> bytes:
    """The script a search page loads first."""
    entries = ",".join(one.head for one in segments)
    return f'JZ.put("index",{{"format":{FORMAT},"text":{text.VERSION},"segments":[{entries}]}});\n'.encode()


def build(documents: Sequence[Document], state: Path | None = None) -> Mapping[str, bytes]:
    """The files of the static index, by path below `search/`.

    Args:
        documents: what can be found; their order does not matter.
        state: a folder that this function keeps between builds; with None, or an empty one, the result
            depends on the documents alone.
    """
    digests = {document.id: document.digest for document in documents}
    kept = _load(state) if state else None
    if kept:
        changed = [one for one in documents if kept.digests.get(one.id) != digests[one.id]]
        stays = all(digests.get(key) == digest for key, digest in kept.digests.items())
        if stays and not changed:
            return {**kept.segment.files, HEAD: _head([kept.segment])}
        if stays and len(kept.digests) >= _SMALL and len(changed) <= _SHARE * len(kept.digests):
            added = segment(changed)
            return {**kept.segment.files, **added.files, HEAD: _head([kept.segment, added])}
    if not documents:
        return {HEAD: _head([])}
    whole = segment(documents)
    if state:
        with contextlib.suppress(OSError):  # a full disk: the next build starts from nothing
            _keep(state, _Kept(whole, {key: digests[key] for key in whole.documents}))
    return {**whole.files, HEAD: _head([whole])}
