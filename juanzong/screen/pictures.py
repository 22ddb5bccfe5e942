"""Photographs and videos: faces and number plates, which no program here sees, are left to a person.

What can be known is what is said of a picture and what was read on it: words for children and vehicles, and
number plates (GA 36-2018). The rest is a question to whoever looks at it, until a sidecar says `cleared`.
"""

import re
from collections.abc import Iterator

from juanzong.findings import Finding, finding
from juanzong.load.models import Format
from juanzong.load.privacy import PhotoReview, Photos
from juanzong.model import Evidence, TextSource
from juanzong.screen.marks import squeeze

_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·•.-]?"
    r"(?:[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9]|[A-HJ-NP-Z0-9]{4}[学警挂港澳领])(?![A-Za-z0-9])"
)
"""A province, an office, five or six signs, or four and a special one; no I and no O."""


def unreviewed(photos: Photos, one: Evidence) -> Iterator[Finding]:
    """What a person has to look for in a picture of the evidence that nobody has cleared."""
    of_evidence = not one.item.of_ledger
    seen = of_evidence and one.item.media.format in (Format.IMAGE, Format.VIDEO)
    if not seen or photos.review is PhotoReview.NONE or any(s.cleared for s in one.item.sidecars):
        return
    if clues := list(dict.fromkeys(_clues(photos, one))):
        yield finding("JZ419", one.item.path, clues="、".join(clues))
    elif photos.review is PhotoReview.EVERY and one.extraction.text_source is TextSource.NONE:
        yield finding("JZ418", one.item.path)


def _clues(photos: Photos, one: Evidence) -> Iterator[str]:
    """Words and plates in what is said of a picture; plates only in what was read on it: pages have words."""
    said = squeeze("\n".join(_said(one)))
    yield from (word for word in photos.words if word in said)
    if _PLATE.search(said) or _PLATE.search(squeeze(one.extraction.text)):
        yield "车牌号"


def _said(one: Evidence) -> Iterator[str]:
    yield from (place.path for place in one.item.placements)
    yield from (one.description.title.value, one.description.caption)
    yield from (sidecar.note or "" for sidecar in one.item.sidecars)
