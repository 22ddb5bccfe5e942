"""`check/`: digests of every item's file and text, for the pages that check themselves in the browser.

They are scripts, which pages opened from a stick may load, in shards by the first digits of the ids.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256

from juanzong.model import Evidence
from juanzong.site.contexts.evidence import BlockView, PageView
from juanzong.site.urls import Urls
from juanzong.site.view import View
from juanzong.site.views.evidence import text_pages

FOLDER = "check"
_SHARD_CHARS = 2
_BLANKS = re.compile("[\x00-\x20\x7f-\xa0\u3000\ufeff]")
"""What browsers may change between source and page, and the same in `assets/check/digests.js`."""


def text_digest(text: str) -> str:
    """SHA-256 of a text without its blanks."""
    return sha256(_BLANKS.sub("", text).encode("utf-8", "replace")).hexdigest()


def shard_of(evidence_id: str) -> str:
    """The shard that has an item."""
    return evidence_id[:_SHARD_CHARS]


def shards(view: View) -> Iterator[tuple[str, bytes]]:
    """The scripts, by path."""
    rows: dict[str, dict[str, tuple[str | int, ...]]] = defaultdict(dict)
    for evidence_id, evidence in sorted(view.publication.evidence.items()):
        rows[shard_of(evidence_id)][evidence_id] = _row(view, evidence)
    for shard, some in rows.items():
        literal = json.dumps(some, ensure_ascii=True, separators=(",", ":"))
        yield f"{FOLDER}/{shard}.js", f'JZCheck.put("{shard}",{literal});\n'.encode()


def _row(view: View, evidence: Evidence) -> tuple[str | int, ...]:
    """Title, file, bytes, digests: of the file here, the original, the text shown, the text indexed."""
    copy = view.prepared.files.get(evidence.id)
    title = view.title(evidence)
    shown = "".join(map(_shown, text_pages(view, Urls(), evidence)))
    indexed = "".join(page.text for page in evidence.extraction.pages)
    return (
        title,
        copy.name if copy else "",
        copy.bytes if copy else 0,
        copy.sha256 if copy else "",
        evidence.item.sha256,
        text_digest(title + shown),
        text_digest(evidence.description.title.value + indexed),
    )


def _shown(page: PageView) -> str:
    return page.text or "".join(map(_block, page.blocks))


def _block(block: BlockView) -> str:
    cells = "".join(cell.text for row in block.rows for cell in row)
    return block.text + cells + block.rest
