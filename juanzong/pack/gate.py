"""What keeps a bag from being made at all: nothing leaves the house that was not released."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from juanzong.findings import Finding, finding
from juanzong.load.models import Part
from juanzong.model import Prepared, Publication
from juanzong.publish.catalogue import catalogue, to_json
from juanzong.waivers import blocking

_PUBLIC = frozenset(
    {
        Part.DOSSIERS,
        Part.SEARCH,
        Part.CATALOGUE,
        Part.ORGANISATION,
        Part.TIMELINE,
        Part.VERIFY,
        Part.HIGHLIGHTS,
    }
)
"""The parts that inspectors may have; whatever else a profile has is the office's own."""
_ARCHIVE, _RELEASE = "archive.yml", "release.yml"


def barred(publication: Publication, findings: Iterable[Finding], *, draft: bool) -> Iterator[Finding]:
    """Why a publication may not be packed; a draft needs no release, but is never of an internal profile."""
    internal = [part.value for part in publication.profile.parts if part not in _PUBLIC]
    if internal:
        yield finding("JZ903", _ARCHIVE, profile=publication.profile_id, parts="、".join(internal))
    if draft:
        return
    if stopping := blocking(publication.config.release, findings):
        yield finding("JZ901", _ARCHIVE, count=len(stopping), example=stopping[0].subject)
    if publication.release is None:
        yield finding("JZ902", _RELEASE)


def unlike(prepared: Prepared, site: Path) -> Iterator[Finding]:
    """Whether a site that was built before is the one that would be built now."""
    there = site / "catalogue.json"
    if not there.is_file() or there.read_bytes() != to_json(catalogue(prepared)):
        yield finding("JZ912", site.name)
