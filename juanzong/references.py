"""What people refer to in YAML files: items by path below the archive, or by id."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from juanzong.load.models import Format
from juanzong.model import Evidence

_SEEN = (Format.IMAGE, Format.VIDEO)


@dataclass(frozen=True, slots=True)
class References:
    """Items by every name that a reference may have."""

    by_name: Mapping[str, Evidence]

    @classmethod
    def of(cls, evidence: Iterable[Evidence]) -> "References":
        """References to these items."""
        named: dict[str, Evidence] = {}
        for one in evidence:
            named[one.id] = one
            named |= {_folded(place.path): one for place in one.item.placements}
        return cls(named)

    @classmethod
    def to_pictures(cls, evidence: Iterable[Evidence]) -> "References":
        """References to those of the items that are pictures or videos and are here."""
        return cls.of(one for one in evidence if one.item.present and one.item.media.format in _SEEN)

    def get(self, reference: str) -> Evidence | None:
        r"""The item that a reference means; clerks write `\` on Windows."""
        return self.by_name.get(_folded(reference.replace("\\", "/").removeprefix("archive/")))


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name)
