"""The pictures that the ledger refers to: by path below the archive, or by the id of an item."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from juanzong.load.models import Format
from juanzong.model import Evidence

_SEEN = (Format.IMAGE, Format.VIDEO)


@dataclass(frozen=True, slots=True)
class PicturePool:
    """Pictures and videos by every name that a reference may have."""

    by_name: Mapping[str, Evidence]

    @classmethod
    def of(cls, evidence: Iterable[Evidence]) -> "PicturePool":
        """The pool of what can be seen among items that may be shown."""
        named: dict[str, Evidence] = {}
        for one in evidence:
            if one.item.present and one.item.media.format in _SEEN:
                named[one.id] = one
                named |= {_folded(place.path): one for place in one.item.placements}
        return cls(named)

    def get(self, reference: str) -> Evidence | None:
        r"""The item that a reference means; clerks write `\` on Windows."""
        return self.by_name.get(_folded(reference.replace("\\", "/").removeprefix("archive/")))


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name)
